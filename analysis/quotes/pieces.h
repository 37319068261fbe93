/* Pieces of what was said: what the reader takes for contents, with the edges that quotation marks give exactly, and
 * what the rules find where the reader sees nothing. */
#ifndef ANALYSIS_QUOTES_PIECES_H
#define ANALYSIS_QUOTES_PIECES_H

#include "analysis/quotes/contents.h"

enum quoted { QUOTED_NOT, QUOTED_PARTLY, QUOTED_ALL };

struct piece {
    uint32_t first, end; /* tokens, with the marks of a stretch that it holds */
    float score;         /* the reader's; 0: only the rules take it for said */
    int32_t hint;        /* the content of the rules that shares most of it, or -1 */
    uint8_t quoted;      /* enum quoted */
};

struct pieces {
    VEC(struct piece) list; /* in text order, apart from each other */
    int32_t *at_token;      /* for every token its piece, or -1 */
};

/* The pieces of the article. `hints` are what the rules find, by these cues; turns of transcripts are left to them.
 * FAULT_NO_MEMORY. */
enum fault find_pieces(const struct scene *scene, const struct cues *cues, const struct contents *hints,
                       struct pieces *found);

/* Whether token i is a word or number rather than punctuation. */
static inline bool is_wordlike(const struct scene *scene, uint32_t i)
{
    uint8_t kind = scene->words->tokens[i].kind;
    return kind != TOKEN_QUOTE && kind != TOKEN_PUNCT;
}

#endif
