#include "analysis/entities/listed.h"

#include "aliases.h"

size_t folded_text(const struct words *words, uint32_t first, uint32_t end, char *out, size_t room)
{
    size_t length = 0;
    for (uint32_t i = first; i < end; i++) {
        const struct token *t = &words->tokens[i];
        size_t blank = i > first && t->flags & SPACE_BEFORE;
        if (length + blank + t->folded.len > room) {
            return 0;
        }
        if (blank) {
            out[length++] = ' ';
        }
        if (t->folded.len) {
            memcpy(out + length, t->folded.at, t->folded.len);
            length += t->folded.len;
        }
    }
    return length;
}

struct str fuller_name(struct str folded)
{
    int row = lexicon_find(&lexicon_aliases, folded);
    return row < 0 ? folded : lexicon_cell(&lexicon_aliases, row, ALIASES_FULL);
}

int find_listed(const struct lexicon *list, const struct words *words, uint32_t first, uint32_t end)
{
    char text[LEXICON_KEY_MAX];
    size_t length = folded_text(words, first, end, text, sizeof text);
    int row = length ? lexicon_find(list, (struct str){text, length}) : -1;
    struct str key = row < 0 ? (struct str){0} : lexicon_cell(list, row, 0);
    bool capitals = row >= 0 && key.len <= 5 && end == first + 1;
    for (size_t i = 0; i < key.len && capitals; i++) {
        capitals = key.at[i] >= 'A' && key.at[i] <= 'Z';
    }
    bool short_or_word = capitals && (key.len <= 3 || is_common_word(words->tokens[first].folded));
    return short_or_word && !(words->tokens[first].flags & ALL_CAPS) ? -1 : row;
}
