/* The scanner of quotation marks on any text: stretches must lie in the text, hold tokens, and stand in or go on from
 * earlier ones only. */
#include "analysis/quotes/marks.h"
#include "analysis/text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct words *words, const struct marks *marks)
{
    for (size_t i = 0; i < marks->list.count; i++) {
        const struct stretch *s = &marks->list.at[i];
        if (s->outer.start > s->inner.start || s->inner.start >= s->inner.end || s->inner.end > s->outer.end ||
            s->outer.end > words->text.len || s->first >= s->end || s->end > words->token_count ||
            s->outer_first > s->first || s->end > s->outer_end || s->outer_end > words->token_count ||
            s->parent >= (int32_t)i || s->continues >= (int32_t)i) {
            abort();
        }
        struct str inner = span_text(words->text, s->inner);
        if (utf8_valid(inner) != inner.len) {
            abort();
        }
    }
    for (uint32_t t = 0; t < words->token_count; t++) {
        if (marks->at_token[t] < NO_STRETCH || marks->at_token[t] >= (int32_t)marks->list.count) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct arena arena;
    struct words words;
    struct marks marks;
    if (utf8_valid(text) != size) {
        return 0;
    }
    arena_init(&arena, (size_t)1 << 28);
    if (split_words(&arena, text, 0, &words) == OK && find_marks(&arena, &words, &marks) == OK) {
        check(&words, &marks);
    }
    arena_finish(&arena);
    return 0;
}
