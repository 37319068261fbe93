/* What nouns mean without a name: people and bodies of lexicon/name_words.tsv, whose words are features of the reader,
 * and beside them those of entity_words.tsv, which are not. */
#include "analysis/entities/listed.h"
#include "analysis/words/lemma.h"

#include "name_words.h"

static bool is_one_of(struct str word, const char *const *list)
{
    bool found = false;
    for (size_t k = 0; list[k] && !found; k++) {
        found = str_is(word, list[k]);
    }
    return found;
}

bool is_person_noun(struct str folded)
{
    static const char *const THINGS[] = {"checklist", "playlist", "shortlist", "blacklist", "wishlist", "watchlist",
                                         "median",    "meridian", "twist",     "wrist",     NULL};
    if (str_starts(folded, STR("ex-"))) { /* "ex-wife" is one word */
        struct str noun = str_slice(folded, 3, folded.len);
        return lexicon_has(&lexicon_name_words, noun, NAME_WORDS_ROLE, "job") || has_word_role(noun, "person");
    }
    bool ending = folded.len > 5 && (str_ends(folded, STR("ist")) || str_ends(folded, STR("ian")));
    return (ending && !is_one_of(folded, THINGS)) || has_word_role(folded, "person");
}

enum entity_type noun_means(struct arena *arena, const struct words *words, uint32_t i, enum entity_subtype *subtype)
{
    static const char *const GROUPS[] = {"family", "couple", "pair", "crew", "parents", "jury", NULL};
    struct str own = words->tokens[i].folded, word = lemma(arena, own, TAG_NOUN);
    *subtype = SUBTYPE_NONE;
    static const char *const MODELS[] = {"new",      "computer", "climate",     "mathematical",    "economic",
                                         "forecast", "weather",  "statistical", "epidemiological", NULL};
    bool model =
        str_is(word, "model") && ((i > 0 && token_is_any(words, i - 1, MODELS)) || token_is(words, i + 1, "that"));
    if (model || has_word_role(word, "text") || has_word_role(own, "text")) {
        return ENTITY_MISC;
    }
    if (has_word_role(word, "people") || is_one_of(own, GROUPS) ||
        lexicon_has(&lexicon_name_words, word, NAME_WORDS_ROLE, "job") || is_person_noun(word)) {
        return ENTITY_PERSON;
    }
    bool corps = i > 0 && (token_is(words, i - 1, "coast") || words->tokens[i - 1].flags & CAPITAL);
    if (str_is(word, "guard") && !corps) { /* not the coast guard */
        return ENTITY_PERSON;
    }
    bool tank = i > 0 && token_is(words, i - 1, "think") && str_is(own, "tank");
    bool body = i > 0 && token_is(words, i - 1, "trade") && str_is(own, "body");
    if (has_word_role(own, "body") || tank || body) {
        *subtype = SUBTYPE_OTHER;
        return ENTITY_ORGANIZATION;
    }
    bool central = i > 0 && token_is(words, i - 1, "central") && str_is(own, "bank");
    *subtype = central ? SUBTYPE_GOVERNMENT : noun_calls(words, i, i + 1);
    int row = *subtype ? -1 : lexicon_row(&lexicon_name_words, own, NAME_WORDS_ROLE, "org");
    if (row >= 0) {
        *subtype = subtype_read(lexicon_cell(&lexicon_name_words, row, NAME_WORDS_DETAIL));
    }
    return *subtype ? ENTITY_ORGANIZATION : ENTITY_TYPE_COUNT;
}
