/* The tokeniser, the sentence splitter and the tagger on any bytes: spans must be in order, within the text and at
 * characters' edges, and every token must stand in one sentence. */
#include "analysis/text/utf8.h"
#include "analysis/words/lemma.h"
#include "analysis/words/words.h"
#include "tests/reader.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct words *words)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < words->token_count; i++) {
        const struct token *t = &words->tokens[i];
        if (t->span.start < end || t->span.end <= t->span.start || t->span.end > words->text.len ||
            t->sentence >= words->sentence_count || i < words->sentences[t->sentence].first ||
            i >= words->sentences[t->sentence].end || t->tag >= TAG_COUNT ||
            utf8_valid(token_text(words, i)) != token_text(words, i).len) {
            abort();
        }
        end = t->span.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct arena arena;
    struct words words;
    if (utf8_valid(text) != size) {
        return 0;
    }
    arena_init(&arena, (size_t)1 << 28);
    if (read_words(reader(), &arena, text, 0, &words) == OK) {
        check(&words);
        for (uint32_t i = 0; i < words.token_count; i++) {
            lemma(&arena, words.tokens[i].folded, TAG_VERB);
            lemma(&arena, words.tokens[i].folded, TAG_NOUN);
        }
    }
    arena_finish(&arena);
    return 0;
}
