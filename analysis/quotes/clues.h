/* Clues: what can be seen of a decision about quotes, as values of a few questions, and what each value weighs. The
 * weights are lexicon/quote_clues.tsv, fitted by train/fit_quotes.c. */
#ifndef ANALYSIS_QUOTES_CLUES_H
#define ANALYSIS_QUOTES_CLUES_H

#include "analysis/quotes/scene.h"

enum { CLUE_VALUES = 16 /* of a question */ };

/* The questions of the four decisions: which cue a piece of what was said has, which source a cue has, whether a piece
 * goes on with the quote before it, whether a quote is one. */
/* clang-format off */
#define FOR_EACH_CLUE(X) \
    X(CUE_NONE) X(CUE_FORM) X(CUE_SEEN) X(CUE_STRENGTH) X(CUE_HINT) X(CUE_BEFORE) X(CUE_BEHIND) \
    X(CUE_SENTENCE) X(CUE_PARAGRAPH) X(CUE_RANK) X(CUE_PIECES) X(CUE_EDGE) X(CUE_MARKS) X(CUE_SOURCE) \
    X(CUE_TAKEN) X(SOURCE_NONE) X(SOURCE_READ) X(SOURCE_HINT) X(SOURCE_BEFORE) X(SOURCE_BEHIND) \
    X(SOURCE_SENTENCE) X(SOURCE_CUES) X(SOURCE_RANK) X(SOURCE_PIECE) X(SOURCE_KIND) X(SOURCE_MARKS) \
    X(JOIN_CUES) X(JOIN_PLACE) X(JOIN_QUOTED) X(JOIN_GAP) X(JOIN_HINT) X(JOIN_CUE_PLACE) X(JOIN_BEGINS) \
    X(JOIN_ENDS) X(JOIN_SOURCE) X(JOIN_CHAIN) X(KEEP_KIND) X(KEEP_SCORE) X(KEEP_LEAST) X(KEEP_CUE) \
    X(KEEP_STRENGTH) X(KEEP_SOURCE) X(KEEP_HINT) X(KEEP_LENGTH) X(KEEP_SHAPE) X(KEEP_BEGINS) X(KEEP_FORM) \
    X(KEEP_SURE)
/* clang-format on */

enum clue {
#define X(name) name,
    FOR_EACH_CLUE(X)
#undef X
        CLUE_COUNT
};

struct clue_weights {
    double at[CLUE_COUNT][CLUE_VALUES];
};

/* What was seen: at most one value of each question. */
struct seen {
    uint8_t clue[16], value[16];
    unsigned count;
};

static inline void see(struct seen *seen, enum clue clue, unsigned value)
{
    seen->clue[seen->count] = (uint8_t)clue;
    seen->value[seen->count++] = (uint8_t)(value < CLUE_VALUES ? value : CLUE_VALUES - 1);
}

/* The sum of the weights: a log-odds. */
double weigh(const struct clue_weights *weights, const struct seen *seen);

/* The weights of the list. */
void read_clue_weights(struct clue_weights *weights);

const char *quote_clue_name(enum clue clue);

#endif
