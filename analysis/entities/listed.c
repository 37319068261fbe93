#include "analysis/entities/listed.h"

#include "aliases.h"
#include "entity_words.h"
#include "places.h"

struct str folded_text(const struct words *words, uint32_t first, uint32_t end, char *out, size_t room)
{
    size_t length = 0;
    for (uint32_t i = first; i < end; i++) {
        const struct token *t = &words->tokens[i];
        size_t blank = i > first && t->flags & SPACE_BEFORE;
        if (length + blank + t->folded.len > room) {
            return (struct str){out, 0};
        }
        if (blank) {
            out[length++] = ' ';
        }
        if (t->folded.len) {
            memcpy(out + length, t->folded.at, t->folded.len);
            length += t->folded.len;
        }
    }
    return (struct str){out, length};
}

struct str fuller_name(struct str folded)
{
    int row = lexicon_find(&lexicon_aliases, folded);
    return row < 0 ? folded : lexicon_cell(&lexicon_aliases, row, ALIASES_FULL);
}

int find_listed(const struct lexicon *list, const struct words *words, uint32_t first, uint32_t end)
{
    char room[LEXICON_KEY_MAX];
    int row = lexicon_find(list, folded_text(words, first, end, room, sizeof room));
    struct str key = row < 0 ? (struct str){0} : lexicon_cell(list, row, 0);
    bool capitals = row >= 0 && key.len <= 5 && end == first + 1;
    for (size_t i = 0; i < key.len && capitals; i++) {
        capitals = key.at[i] >= 'A' && key.at[i] <= 'Z';
    }
    bool short_or_word = capitals && (key.len <= 3 || is_common_word(words->tokens[first].folded));
    return short_or_word && !(words->tokens[first].flags & ALL_CAPS) ? -1 : row;
}

bool is_place_of_kind(const struct words *words, uint32_t first, uint32_t end, const char *kind)
{
    bool found = false;
    for (int row = find_listed(&lexicon_places, words, first, end); row >= 0 && !found;
         row = lexicon_next(&lexicon_places, row)) {
        found = str_is(lexicon_cell(&lexicon_places, row, PLACES_KIND), kind);
    }
    return found;
}

bool is_known_place(const struct words *words, uint32_t first, uint32_t end)
{
    int row = find_listed(&lexicon_places, words, first, end);
    return row >= 0 && !str_is(lexicon_cell(&lexicon_places, row, PLACES_KIND), "city3");
}

bool has_word_role(struct str folded, const char *role)
{
    return lexicon_has(&lexicon_entity_words, folded, ENTITY_WORDS_ROLE, role);
}

bool token_has_role(const struct words *words, uint32_t i, const char *role)
{
    return i < words->token_count && has_word_role(words->tokens[i].folded, role);
}

bool token_has_role_as_written(const struct words *words, uint32_t i, const char *role)
{
    return i < words->token_count && lexicon_has_written(&lexicon_entity_words, token_text(words, i),
                                                         words->tokens[i].folded, ENTITY_WORDS_ROLE, role);
}
