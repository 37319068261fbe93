#include "analysis/words/words.h"

#include "analysis/words/reader.h"
#include "analysis/words/stages.h"

enum fault split_words(struct arena *arena, struct str text, uint64_t deadline, struct words *words)
{
    *words = (struct words){.text = text};
    enum fault f = split_tokens(arena, deadline, words);
    if (!f) {
        f = split_sentences(arena, deadline, words);
    }
    return f;
}

enum fault read_words(const struct model *model, struct arena *arena, struct str text, uint64_t deadline,
                      struct words *words)
{
    enum fault f = split_words(arena, text, deadline, words);
    return f ? f : read_labels(model, arena, deadline, words);
}

const char *tag_name(enum tag tag)
{
    static const char *const NAMES[TAG_COUNT] = {"X",     "ADJ",   "ADP",   "ADV", "AUX",  "CCONJ",
                                                 "DET",   "INTJ",  "NOUN",  "NUM", "PART", "PRON",
                                                 "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};
    return NAMES[tag];
}

uint32_t token_at(const struct words *words, uint32_t byte)
{
    uint32_t low = 0, high = words->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (words->tokens[middle].span.end > byte) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}
