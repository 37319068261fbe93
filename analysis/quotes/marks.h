/* Quotation marks: which pieces of the article stand in them. */
#ifndef ANALYSIS_QUOTES_MARKS_H
#define ANALYSIS_QUOTES_MARKS_H

#include "analysis/base/vec.h"
#include "analysis/words/words.h"

#define NO_STRETCH (-1)

/* A piece of one paragraph that stands in quotation marks. */
struct stretch {
    struct span inner, outer;        /* without and with its marks; equal at a side where the mark is missing */
    uint32_t first, end;             /* tokens of the inner span, first < end */
    uint32_t outer_first, outer_end; /* tokens with the marks */
    int32_t parent;                  /* the stretch that it stands in, or NO_STRETCH */
    int32_t continues;               /* the stretch before without a closing mark that goes on here */
    bool closed;                     /* its closing mark is there */
    bool single;                     /* in single marks */
};

struct marks {
    VEC(struct stretch) list; /* in the order of their opening marks */
    int32_t *at_token;        /* for every token the outermost stretch that it or its marks stand in, or NO_STRETCH */
};

/* Pairs the marks of the whole article in one pass: straight, curly, single, nested, doubled (''), guillemets and
 * low-high marks; apostrophes, elisions ('90s), feet and inches are none. A mark without partner ends with its
 * paragraph at the latest, unless the next paragraph opens again or holds the closing mark (block quotations).
 * FAULT_NO_MEMORY. */
enum fault find_marks(struct arena *arena, const struct words *words, struct marks *found);

#endif
