/* What the reader has in mind at a place of the text: who and what was mentioned, how long ago, and how. */
#ifndef ANALYSIS_ENTITIES_FOCUS_H
#define ANALYSIS_ENTITIES_FOCUS_H

#include "analysis/entities/map.h"
#include "analysis/entities/roles.h"

enum { FOCUS_MOST = 10 };

/* What can be in mind: the entities, and behind them in the same arrays a few things without a name ("a woman",
 * "his brother"), which pronouns may mean as well; the oldest is forgotten. */
enum { UNNAMED_MOST = 4 };

/* Behind the unnamed: the latest things that are common nouns ("the report", "shares"), which "it" and "they" may mean.
 */
enum { NOUNS_MOST = 8 };

/* How it was mentioned last. */
struct trace {
    uint32_t token; /* + 1; 0: not yet */
    uint32_t sentence;
    uint32_t count;
    uint32_t subjects; /* mentions as a subject */
    uint8_t role;      /* enum role of the latest mention, its best one within the sentence */
    uint8_t form;      /* enum mention_form of the latest mention */
    uint8_t gender;    /* enum gender: of the entity, or else of the pronoun that meant it */
    uint8_t looks;     /* enum gender of a given name that stands alone: it may be a family name as well */
    bool joined;       /* the latest mention stands in "A and B" */
    bool kin;          /* "his father NAME" */
    bool bracketed;    /* "(NAME" */
    struct str called; /* the noun by which a speaker was called without a name: "the chancellor" */
};

/* Relatives that were named: "his wife, Ann Lund". The oldest is forgotten. */
enum { KIN_MOST = 16 };

struct relative {
    int32_t of, entity; /* entity: NO_ENTITY when the word may mean several */
    struct str noun;
};

struct kin {
    struct relative list[KIN_MOST];
    unsigned count;
};

struct focus {
    struct trace *traces;             /* of every entity, of the unnamed, and of the nouns */
    size_t entities;                  /* traces[entities + 0 .. UNNAMED_MOST - 1] are of the unnamed */
    unsigned unnamed;                 /* how many there were so far */
    int32_t people[FOCUS_MOST];       /* latest first; NO_ENTITY: none */
    int32_t things[FOCUS_MOST];       /* bodies, places and the rest, groups of people too */
    int32_t meant[GENDER_NEUTER + 1]; /* what the latest pronoun of the gender meant; of GENDER_UNKNOWN: "they" */
    size_t next_name;                 /* the first name that is still to come */
    int32_t *speakers;                /* for every quoted token, who says it; NO_ENTITY: not told */
    uint8_t *described; /* for every token, whether it says what somebody is who has a name: "the union leader, NAME" */
    struct lead {
        int32_t entity; /* NO_ENTITY: none yet */
        uint32_t count, second;
    } leads[SUBTYPE_COUNT]; /* of each subtype, what was mentioned most so far, how often, and how often the next */
    int32_t spoke;          /* who said something last; NO_ENTITY: nobody yet */
    int32_t first_thing;    /* what was named first that is nobody; NO_ENTITY: nothing yet */
    int32_t first_person;   /* who was named first; NO_ENTITY: nobody yet */
    struct map words;       /* head words of descriptions and names: whom or what they may mean */
    struct head_word {
        int32_t entities[8];
        uint8_t count;
    } * heads;
    struct kin kin;
    const struct pronoun_weights *weights;
};

/* Where the trace of noun k is, and whether a trace is one's. */
static inline int32_t noun_slot(const struct focus *focus, unsigned k)
{
    return (int32_t)(focus->entities + UNNAMED_MOST + k);
}

static inline bool is_noun(const struct focus *focus, int32_t entity)
{
    return entity >= noun_slot(focus, 0);
}

/* A mention that was resolved: tokens [first, end) mean the entity. */
struct resolved {
    int32_t entity; /* NO_ENTITY: nothing is meant for sure */
    uint32_t first, end;
};

/* Who says each quoted token, where a name with a verb of saying stands right beside the marks, or beside other marks
 * before it in the paragraph; before pronouns are resolved. */
void mark_speakers(const struct reading *r, int32_t *speakers);

/* Whether the entity is of the kind that a noun names: "company", "river". */
bool names_kind(const struct reading *r, struct str noun, const struct entity *e);

/* What the nominal that begins at token i means ("the ministry", "the spokesperson"). */
struct resolved resolve_nominal(const struct reading *r, const struct focus *focus, uint32_t i);

/* Whom the epithet that begins at token i means ("the Everton striker", "the 35-year-old"). */
struct resolved resolve_epithet(const struct reading *r, const struct focus *focus, uint32_t i);

/* Who holds the office that the owner, named just now, is said to have: "Peru's president", "the ministry's spokesman".
 */
struct resolved resolve_office(const struct reading *r, const struct focus *focus, struct resolved owner);

/* What the pronoun at token i means. */
struct resolved resolve_pronoun(const struct reading *r, struct focus *focus, uint32_t i);

#endif
