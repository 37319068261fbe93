/* What a cue introduces behind it, and where that begins. */
#ifndef ANALYSIS_QUOTES_COMPLEMENTS_H
#define ANALYSIS_QUOTES_COMPLEMENTS_H

#include "analysis/quotes/cues.h"

enum complement {
    NOTHING,
    QUOTED,     /* quotation marks */
    CLAUSE,     /* "that ...", "whether ..." */
    BARE,       /* a clause without "that" */
    INFINITIVE, /* "to ...", with who is told before it */
    OBJECT,     /* a noun phrase */
    COLON,      /* what follows in the next paragraph */
};

struct begin {
    enum complement what;
    uint32_t at; /* token */
};

/* What follows a verb: the clause, quotation or infinitive that it introduces, and where. */
struct begin find_complement(const struct scene *scene, const struct cue *cue, uint32_t first, uint32_t end);

/* "called it a 'disaster'": an object with quoted words behind the cue; "issued a statement: '...'" is the quotation
 * alone. */
struct begin quoted_object(const struct scene *scene, uint32_t first, uint32_t end);

/* A noun phrase directly behind the cue: "announced a plan". */
bool is_object(const struct scene *scene, uint32_t first, uint32_t end);

/* A statement that goes on behind a comma after "X said,": where it begins, or 0. */
uint32_t goes_on_behind(const struct scene *scene, uint32_t first, uint32_t end);

#endif
