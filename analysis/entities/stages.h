/* The steps of find_entities, in order. Each reads what the one before has made; faults as find_entities.
 * Detection ends at `names`: what comes after group_names reads only spans with a type. */
#ifndef ANALYSIS_ENTITIES_STAGES_H
#define ANALYSIS_ENTITIES_STAGES_H

#include "analysis/entities/entity.h"

/* What the lists and the rest of the article know of a token. */
enum fact {
    FACT_TITLE,    /* "Mr", "Dr", "Sheikh" */
    FACT_JOB,      /* "president", "spokesperson" */
    FACT_KIN,      /* "mother", "wife" */
    FACT_ORG,      /* head of a body's name: "ministry", "Inc" */
    FACT_FACILITY, /* "airport" */
    FACT_LOCATION, /* "river", "province" */
    FACT_EVENT,    /* "war", "summit" */
    FACT_LAW,      /* "treaty", "act", "award" */
    FACT_WORK,     /* "song", "novel" */
    FACT_PRODUCT,  /* "aircraft", "app" */
    FACT_SAY,      /* "said" */
    FACT_HUMAN,    /* "who", "married": what people do */
    FACT_MONTH,    /* months and days of the week */
    FACT_PARTICLE, /* "von", "bin", "al" */
    FACT_NOMINAL,  /* stands for what was named before: "the ministry" */
    FACT_SUFFIX,   /* "Jr" */
    FACT_STOP,     /* names nothing by itself even with a capital: "The", "However" */
    FACT_FIRST_NAME,
    FACT_LAST_NAME,
    FACT_EAST_NAME,  /* a family name that stands first: "Kim" */
    FACT_PEOPLE,     /* "Ukrainian", "Muslims" */
    FACT_PLACE,      /* in the name of a known place, perhaps of several words */
    FACT_BODY,       /* in the name of a known body, thing or work of several words */
    FACT_COMMON,     /* the dictionary has it, and not as a name */
    FACT_SEEN_LOWER, /* the article has it in lower case too */
    FACT_SEEN_NAME,  /* the article has it with a capital inside a sentence */
    FACT_NAME_WORD,  /* spelled as a name is: capital, "iPhone", "F-16" */
    FACT_LOWER,      /* a known name written in small letters: "malaysia" */
    FACT_GLUE,       /* may stand inside a name: "of", "de", "&", "-" */
    FACT_COUNT
};

#define HAS(fact) (UINT32_C(1) << FACT_##fact)

struct token_facts {
    uint32_t bits;  /* of HAS(...) */
    uint8_t body;   /* enum entity_subtype of an org head */
    uint8_t place;  /* enum entity_subtype of a location head */
    uint8_t gender; /* enum gender of a first name, title or kin word */
};

/* A found name: tokens [first, end) and what kind of thing it names. */
struct name {
    uint32_t first, end;
    uint8_t type;      /* enum entity_type */
    uint8_t read;      /* the reader's, where there are odds */
    float confidence;  /* 0 to 1 */
    const float *odds; /* of the reader's classes, MODEL_NAMES, in the first token; NULL: the reader did not see it */
    uint32_t full;     /* first token + 1 of the longer name that it is short for; 0: none */
    uint32_t place;    /* row + 1 of lexicon_places that the words beside it mean; 0: not told */
};

struct referents;

/* The state of one article's analysis. */
struct reading {
    struct arena *arena;
    const struct words *words;
    uint64_t deadline;
    struct token_facts *facts; /* a token */
    uint8_t *quoted;           /* a token: whether it stands inside quotation marks */
    bool sport;                /* the article tells of a game */
    VEC(struct name) names;    /* in text order, not overlapping */
    int32_t *name_entity;      /* the entity of each name; made by group_names */
    struct entities *found;
    struct span *described; /* for each entity the tokens of its description; empty when it has none */
    /* NULL but in train/: sees the choice for each pronoun before it is made. */
    void (*watch)(void *watcher, const struct referents *referents);
    void *watcher;
};

/* Cells of the lists; UNKNOWN and NONE where they say nothing. */
enum gender gender_read(struct str cell);
enum entity_subtype subtype_read(struct str cell);

/* Whether the dictionary has the word, and not as a name. */
bool is_common_word(struct str folded);

/* facts of every token, and which are quoted. */
enum fault read_facts(struct reading *r);

/* Whether each token stands inside quotation marks: a paragraph's marks open and close in turn. */
void mark_quoted(const struct reading *r, uint8_t *quoted);

/* "cellist", "carer": whether a folded noun means a person by what somebody does. */
bool is_person_noun(struct str folded);

/* Whether a noun can be the head of such a thing's name: "ministry" of a body's, "state" of none. */
bool may_head(const struct reading *r, uint32_t i, enum entity_type type);

/* names of the article, as the learned reader finds them. */
enum fault find_names(struct reading *r);

/* Whether the letters of the acronym in brackets at `acronym` begin the words before the bracket, from the last one
 * back; *first is the first of them. */
bool is_spelled_before(const struct reading *r, uint32_t acronym, uint32_t *first);

/* What the reader's class (enum read_class) is called in the answer. */
enum entity_type type_of_class(unsigned class);

/* "GPS", "CCTV": a technical abbreviation, which names nothing, though a list has parties of such names. */
bool is_technical_word(const struct words *words, uint32_t i);

/* Whose first letters are taken: of words with a capital, of all words, or of all and of the parts of "Anti-Doping". */
enum initials { OF_CAPITALS, OF_WORDS, OF_PARTS };
enum { LETTERS_MOST = 16 /* letters */ };

/* The first letters of tokens [first, end), folded, in out; returns how many. */
size_t initials(const struct reading *r, uint32_t first, uint32_t end, enum initials which, char out[LETTERS_MOST]);

/* Names that the reader left out, where the article or a list is certain. */
enum fault add_missed_names(struct reading *r);

/* The last words of people's full names: "Ford" of "Ana Ford". False when there is no memory. */
struct map;
bool learn_families(const struct reading *r, struct map *families);

/* Puts together names that the reader cut into pieces, and parts those that are two. */
enum fault join_pieces(struct reading *r);

/* Corrects the ends and the types of names where a rule is certain. */
enum fault mend_names(struct reading *r);

/* "AS", "GmbH", "Sdn Bhd": the token is a company's legal form as it is written. */
bool is_company_ending(const struct words *words, uint32_t i);

/* Whether only a comma, "and", "or" or both stand between two names of one sentence. */
bool are_joined(const struct reading *r, const struct name *a, const struct name *b);

/* What a noun, in small letters, calls a body: "newspaper", "carmaker"; NONE when it does not. */
enum entity_subtype word_calls(struct str noun);

/* What the noun at tokens [first, end) calls a body: "newspaper", "news agency", "carmaker"; NONE when it does not. */
enum entity_subtype noun_calls(const struct words *words, uint32_t first, uint32_t end);

/* What the noun right before a name calls it: "the newspaper NAME" is of the media; NONE when there is no such noun. */
enum entity_subtype called_before(const struct reading *r, uint32_t first);

/* The same of the noun right behind a name that ends at token `end`: "the NAME newspaper"; parties and media only. */
enum entity_subtype called_behind(const struct reading *r, uint32_t end);

/* Whether the words around a name say that it is a firm: "Zenta's chief executive", "shares in Zenta". */
bool is_said_company(const struct reading *r, const struct name *name);

/* The same, of what nobody would say of a person: "John Lewis's profits". */
bool is_firm_by_trade(const struct reading *r, const struct name *name);

/* "NAME, a charity based in Leeds": what the noun of the apposition behind a name that ends at token `end` calls it;
 * NONE where it calls it nothing. */
enum entity_subtype kind_behind(const struct reading *r, uint32_t end);

/* "NAME, a 900-pound spacecraft designed to ...": whether the noun of the apposition behind token `end` has a role in
 * lexicon/entity_words.tsv. */
bool is_called_behind(const struct reading *r, uint32_t end, const char *role);

/* "NAME, a nightclub in Oslo,": whether the apposition behind token `end` calls it a building or the like. */
bool is_house_behind(const struct reading *r, uint32_t end);

/* "NAME, the Irish member who chairs it,": whether the apposition behind token `end` says what somebody does. */
bool is_somebody_behind(const struct reading *r, uint32_t end);

/* "Zenta gained 5.1%": whether what shares do follows a name that ends at token `end`. */
bool rises_or_falls(const struct words *words, uint32_t end);

/* "at analyst Zenta", "at Dutch broker Zenta": whether a name at token `first` stands behind one who advises others,
 * who somebody works at. */
bool is_at_firm(const struct words *words, uint32_t first);

/* "an analyst at Zenta", "economists with Zenta": whether the name that begins at token `first` is of a body for which
 * those work who speak of markets. */
bool employs_analysts(const struct words *words, uint32_t first);

/* "Southampton visit", "Middlesbrough were drawn": one town has a plural verb where it is a team. */
bool acts_as_many(const struct words *words, uint32_t first, uint32_t end);

/* Whether the words around a name say that it is a team: "a 3-2 victory over NAME", "the NAME striker". Asks nothing of
 * what the article is about. */
bool is_said_team(const struct words *words, uint32_t first, uint32_t end);

/* What the words around the name of a body at tokens [first, end) say that it is: a company ("an analyst at NAME"), a
 * party, a medium; NONE when they do not. */
enum entity_subtype said_around(const struct reading *r, uint32_t first, uint32_t end);

/* Whether token i is the sign that ends a dateline: a bracket or dash behind its places. */
bool ends_dateline(const struct words *words, uint32_t i);

/* Whether token i begins the name of a storm: "typhoon", "hurricane". */
bool is_storm(const struct words *words, uint32_t i);

/* Makes names agree with each other: acronyms with what they stand for, members of a list with the others. */
enum fault agree_names(struct reading *r);

/* Short forms of bodies' names, and names in headlines, by the names in the rest of the article. */
enum fault explain_names(struct reading *r);

/* "3-2", "drew 1-1": whether a score stands at token `end`. */
bool has_score_behind(const struct reading *r, uint32_t end);

/* Names to entities: found->list with its mentions, name_entity. */
enum fault group_names(struct reading *r);

/* The index of the name that begins at the token, or -1: names are in text order. */
int64_t name_at(const struct reading *r, uint32_t first);

/* Subtype, state and link of each entity, from the lists and the rest of the article. */
enum fault know_entities(struct reading *r);

/* Description and gender of people, from what the article says. */
enum fault describe_entities(struct reading *r);

/* Mentions that are no names: nominals ("the spokesperson") and pronouns, in one walk through the text. */
enum fault resolve_mentions(struct reading *r);

/* The same with given weights of clues. */
struct pronoun_weights;
enum fault choose_pronouns(struct reading *r, const struct pronoun_weights *weights);

/* What members of a list are, where the noun before it or the other members tell. */
enum fault know_listed(struct reading *r);

/* All before resolve_mentions, from the words to described entities. */
enum fault find_named(struct reading *r);

/* Confidence of each entity. */
void rate_entities(struct reading *r);

static inline bool has(const struct reading *r, uint32_t token, uint32_t bits)
{
    return token < r->words->token_count && r->facts[token].bits & bits;
}

#endif
