/* Read-only tables made from lexicon/<name>.tsv by lexicon/compile.c when the project is built. A row is found by the
 * folded form of its first column; several rows may share a key. */
#ifndef ANALYSIS_WORDS_LEXICON_H
#define ANALYSIS_WORDS_LEXICON_H

#include "analysis/base/str.h"
#include "analysis/words/words.h"

enum {
    LEXICON_KEY_MAX = 200, /* bytes of a folded key */
    LEXICON_ROW_BITS = 20  /* of a slot */
};

struct lexicon {
    const char *name;
    uint32_t rows, columns;
    const char *pool;       /* every string, NUL-terminated */
    const uint32_t *keys;   /* rows: the folded first column, an offset into pool; equal keys stand together */
    const uint32_t *cells;  /* rows * columns: offsets into pool */
    const double *numbers;  /* rows * columns; NAN where the cell is no number; NULL when no column is numeric */
    const uint32_t *slots;  /* open addressing over keys: lexicon_slot() of the first row of a key, 0 is free */
    uint32_t slot_mask;     /* slots - 1, a power of two less one */
    const uint32_t *starts; /* open addressing over lexicon_start of the keys: pairs (pool offset, longest key) */
    uint32_t start_mask;
};

/* What a slot holds: row + 1, and above it the upper bits of the key's hash, so that most other keys are told apart
 * without being read. */
static inline uint32_t lexicon_slot(uint32_t row, uint64_t hash)
{
    return (row + 1) | (uint32_t)(hash >> (32 + LEXICON_ROW_BITS)) << LEXICON_ROW_BITS;
}

/* The first row whose key is `folded`, or -1. */
int lexicon_find(const struct lexicon *lexicon, struct str folded);

/* The next row of the same key, or -1. */
int lexicon_next(const struct lexicon *lexicon, int row);

/* The folded key of a row. */
struct str lexicon_key(const struct lexicon *lexicon, int row);

/* A cell as it stands in the list (column 0 is the key as written there); "" where the list has nothing. */
struct str lexicon_cell(const struct lexicon *lexicon, int row, unsigned column);

/* A cell of a column that the header marks ":number"; NAN where the list has nothing. */
double lexicon_number(const struct lexicon *lexicon, int row, unsigned column);

/* The first row of the word that has `value` in a column, its role or class, or -1. What stands behind a blank in the
 * cell says more of it: a "rise noun" is a "rise". */
int lexicon_row(const struct lexicon *lexicon, struct str folded, unsigned column, const char *value);

/* The same from a row of the word on, which may be -1. */
int lexicon_row_from(const struct lexicon *lexicon, int row, unsigned column, const char *value);

/* Whether there is one. */
static inline bool lexicon_has(const struct lexicon *lexicon, struct str folded, unsigned column, const char *value)
{
    return lexicon_row(lexicon, folded, column, value) >= 0;
}

/* The same of words that count only as the list writes them ("SpA", not "spa"): `text`, whose folded form is `folded`.
 */
bool lexicon_has_written(const struct lexicon *lexicon, struct str text, struct str folded, unsigned column,
                         const char *value);

/* What a list has that begins with a word. */
struct lexicon_start_of {
    size_t longest; /* bytes of the longest key that begins with the word's lexicon_start(); 0 when none does */
    int row;        /* the first row of the word alone, or -1 */
};

struct lexicon_start_of lexicon_starts_with(const struct lexicon *lexicon, struct str folded);

/* The longest key that stands at tokens [first, *end), *end <= limit: its first row and, in *end, the token behind it;
 * -1 when there is none. White space in the text counts as one blank, hyphens must agree. O(longest key). */
int lexicon_longest(const struct lexicon *lexicon, const struct words *words, uint32_t first, uint32_t limit,
                    uint32_t *end);

/* The same, `start` being lexicon_starts_with() of the first token. */
int lexicon_longest_from(const struct lexicon *lexicon, const struct words *words, uint32_t first, uint32_t limit,
                         struct lexicon_start_of start, uint32_t *end);

/* The letters, digits and non-ASCII bytes at the beginning of a folded key or token: what keys are indexed under. */
struct str lexicon_start(struct str folded);

#endif
