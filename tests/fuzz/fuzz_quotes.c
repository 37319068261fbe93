/* Words, entities and quotes on any text: the parts of a quote must be in order, within the text and at characters'
 * edges, quotes in text order, sources and entities real. */
#include "analysis/quotes/quote.h"
#include "analysis/text/utf8.h"
#include "tests/reader.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_span(struct str text, struct span span)
{
    if (span.start > span.end || span.end > text.len) {
        abort();
    }
    struct str part = span_text(text, span);
    if (utf8_valid(part) != part.len) {
        abort();
    }
}

static void check(const struct words *words, const struct entities *entities, const struct quotes *quotes)
{
    uint32_t start = 0;
    for (size_t i = 0; i < quotes->list.count; i++) {
        const struct quote *q = &quotes->list.at[i];
        if (!q->spans.count || q->spans.at[0].start < start ||
            (q->type == QUOTE_INDIRECT) != (q->verbatim.count == 0) || q->source_entity < NO_ENTITY ||
            q->source_entity >= (int)entities->list.count) {
            abort();
        }
        start = q->spans.at[0].start;
        for (size_t k = 0; k < q->spans.count; k++) {
            check_span(words->text, q->spans.at[k]);
            if (span_empty(q->spans.at[k]) || (k && q->spans.at[k].start < q->spans.at[k - 1].end)) {
                abort();
            }
        }
        for (size_t k = 0; k < q->verbatim.count; k++) {
            check_span(words->text, q->verbatim.at[k]);
        }
        check_span(words->text, q->cue);
        check_span(words->text, q->source);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct arena arena;
    struct words words;
    struct entities entities;
    struct quotes quotes;
    if (utf8_valid(text) != size) {
        return 0;
    }
    arena_init(&arena, (size_t)1 << 28);
    if (read_words(reader(), &arena, text, 0, &words) == OK &&
        find_entities(&arena, &words, (struct str){NULL, 0}, 0, &entities) == OK &&
        find_quotes(&arena, &words, &entities, 0, &quotes) == OK) {
        check(&words, &entities, &quotes);
    }
    arena_finish(&arena);
    return 0;
}
