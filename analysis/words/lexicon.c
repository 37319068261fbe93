#include "analysis/words/lexicon.h"

#include <math.h>

int lexicon_find(const struct lexicon *lexicon, struct str folded)
{
    if (folded.len == 0 || folded.len > LEXICON_KEY_MAX) {
        return -1;
    }
    const uint32_t rows = (1u << LEXICON_ROW_BITS) - 1;
    uint64_t hash = str_hash(folded);
    for (uint64_t slot = hash & lexicon->slot_mask; lexicon->slots[slot]; slot = (slot + 1) & lexicon->slot_mask) {
        uint32_t row = (lexicon->slots[slot] & rows) - 1;
        if (lexicon->slots[slot] != lexicon_slot(row, hash)) {
            continue;
        }
        const char *key = lexicon->pool + lexicon->keys[row];
        if (strncmp(key, folded.at, folded.len) == 0 && key[folded.len] == '\0') {
            return (int)row;
        }
    }
    return -1;
}

int lexicon_next(const struct lexicon *lexicon, int row)
{
    uint32_t next = (uint32_t)row + 1;
    return next < lexicon->rows && lexicon->keys[next] == lexicon->keys[row] ? (int)next : -1;
}

struct str lexicon_key(const struct lexicon *lexicon, int row)
{
    return str_of(lexicon->pool + lexicon->keys[row]);
}

struct str lexicon_cell(const struct lexicon *lexicon, int row, unsigned column)
{
    return str_of(lexicon->pool + lexicon->cells[(uint32_t)row * lexicon->columns + column]);
}

double lexicon_number(const struct lexicon *lexicon, int row, unsigned column)
{
    return lexicon->numbers ? lexicon->numbers[(uint32_t)row * lexicon->columns + column] : NAN;
}

/* The cell is the value, or the value and more behind a blank. */
static bool says(const struct lexicon *lexicon, int row, unsigned column, const char *value)
{
    const char *cell = lexicon->pool + lexicon->cells[(uint32_t)row * lexicon->columns + column];
    for (; *value && *cell == *value; value++) {
        cell++;
    }
    return *value == '\0' && (*cell == '\0' || *cell == ' ');
}

int lexicon_row_from(const struct lexicon *lexicon, int row, unsigned column, const char *value)
{
    while (row >= 0 && !says(lexicon, row, column, value)) {
        row = lexicon_next(lexicon, row);
    }
    return row;
}

int lexicon_row(const struct lexicon *lexicon, struct str folded, unsigned column, const char *value)
{
    return lexicon_row_from(lexicon, lexicon_find(lexicon, folded), column, value);
}

bool lexicon_has_written(const struct lexicon *lexicon, struct str text, struct str folded, unsigned column,
                         const char *value)
{
    int row = lexicon_find(lexicon, folded);
    while (row >= 0 && !(str_equal(lexicon_cell(lexicon, row, 0), text) && says(lexicon, row, column, value))) {
        row = lexicon_next(lexicon, row);
    }
    return row >= 0;
}

struct str lexicon_start(struct str folded)
{
    size_t n = 0;
    while (n < folded.len) {
        unsigned char c = (unsigned char)folded.at[n];
        if (!(c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            break;
        }
        n++;
    }
    return str_slice(folded, 0, n);
}

/* Bytes of the longest key that begins with `start`; 0 when none does. */
static size_t longest_key(const struct lexicon *lexicon, struct str start)
{
    for (uint64_t slot = str_hash(start) & lexicon->start_mask; lexicon->starts[2 * slot + 1];
         slot = (slot + 1) & lexicon->start_mask) {
        const char *word = lexicon->pool + lexicon->starts[2 * slot];
        if (strncmp(word, start.at, start.len) == 0 && word[start.len] == '\0') {
            return lexicon->starts[2 * slot + 1];
        }
    }
    return 0;
}

struct lexicon_start_of lexicon_starts_with(const struct lexicon *lexicon, struct str folded)
{
    size_t longest = longest_key(lexicon, lexicon_start(folded));
    return (struct lexicon_start_of){longest, folded.len <= longest ? lexicon_find(lexicon, folded) : -1};
}

int lexicon_longest(const struct lexicon *lexicon, const struct words *words, uint32_t first, uint32_t limit,
                    uint32_t *end)
{
    struct lexicon_start_of start = lexicon_starts_with(lexicon, words->tokens[first].folded);
    return lexicon_longest_from(lexicon, words, first, limit, start, end);
}

int lexicon_longest_from(const struct lexicon *lexicon, const struct words *words, uint32_t first, uint32_t limit,
                         struct lexicon_start_of start, uint32_t *end)
{
    char text[LEXICON_KEY_MAX];
    size_t length = 0;
    int found = first < limit ? start.row : -1;
    if (found >= 0) {
        *end = first + 1;
    }
    for (uint32_t i = first; i < limit; i++) {
        const struct token *token = &words->tokens[i];
        size_t blank = i > first && token->flags & SPACE_BEFORE;
        if (length + blank + token->folded.len > start.longest) {
            break;
        }
        if (blank) {
            text[length++] = ' ';
        }
        if (token->folded.len) {
            memcpy(text + length, token->folded.at, token->folded.len);
            length += token->folded.len;
        }
        int row = i > first ? lexicon_find(lexicon, (struct str){text, length}) : -1;
        if (row >= 0) {
            found = row;
            *end = i + 1;
        }
    }
    return found;
}
