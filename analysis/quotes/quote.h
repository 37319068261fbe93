/* Quotes: what the article says that somebody said. */
#ifndef ANALYSIS_QUOTES_QUOTE_H
#define ANALYSIS_QUOTES_QUOTE_H

#include "analysis/entities/entity.h"

enum quote_type {
    QUOTE_DIRECT,   /* all of it in quotation marks */
    QUOTE_MIXED,    /* a clause with quoted parts */
    QUOTE_INDIRECT, /* reported without marks */
};

struct quote {
    enum quote_type type;
    VEC(struct span) spans;    /* the parts of what was said, in order, without outer marks; at least one */
    VEC(struct span) verbatim; /* the parts in quotation marks, without the marks */
    struct span cue;           /* empty: none */
    struct str cue_lemma;
    struct span source;     /* the source expression as it stands; empty: none */
    int source_entity;      /* index into the entities, or NO_ENTITY */
    struct str source_name; /* what the source resolves to; at is NULL when unresolved */
    double confidence;
};

struct quotes {
    VEC(struct quote) list; /* in text order; quote i is "q<i+1>" in the answer */
};

/* Finds the quotes of the article. Memory, faults and deadline as find_entities. May add nothing to `entities`. */
enum fault find_quotes(struct arena *arena, const struct words *words, const struct entities *entities,
                       uint64_t deadline, struct quotes *found);

/* "direct" "mixed" "indirect". */
const char *quote_type_name(enum quote_type type);

#endif
