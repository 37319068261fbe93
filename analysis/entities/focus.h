/* What the reader has in mind at a place of the text: who and what was mentioned, how long ago, and how. */
#ifndef ANALYSIS_ENTITIES_FOCUS_H
#define ANALYSIS_ENTITIES_FOCUS_H

#include "analysis/entities/map.h"
#include "analysis/entities/stages.h"

enum { FOCUS_PEOPLE = 8, FOCUS_THINGS = 8 };

/* How an entity was mentioned last. */
struct trace {
    uint32_t token; /* + 1; 0: not yet */
    uint32_t sentence;
    uint32_t count;
    uint32_t subjects; /* mentions as a subject */
    uint8_t place;     /* enum place of the latest mention, its best one within the sentence */
};

/* What a mention is in its clause, as far as the words beside it tell. */
enum place { PLACE_SUBJECT, PLACE_OBJECT, PLACE_POSSESSIVE, PLACE_OBLIQUE };

struct focus {
    struct trace *traces;         /* of every entity */
    int32_t people[FOCUS_PEOPLE]; /* latest first; NO_ENTITY: none */
    int32_t things[FOCUS_THINGS]; /* bodies, places and the rest */
    struct map words;             /* head words of descriptions and names: whom or what they may mean */
    struct head_word {
        int32_t entities[8];
        uint8_t count;
    } * heads;
};

/* A mention that was resolved: tokens [first, end) mean the entity. */
struct resolved {
    int32_t entity; /* NO_ENTITY: nothing is meant for sure */
    uint32_t first, end;
};

/* What the nominal that begins at token i means ("the ministry", "the spokesperson"). */
struct resolved resolve_nominal(const struct reading *r, const struct focus *focus, uint32_t i);

/* What the pronoun at token i means. */
struct resolved resolve_pronoun(const struct reading *r, const struct focus *focus, uint32_t i);

#endif
