/* The whole analysis on any text: every span of the report must lie within the text at characters' edges, and every
 * index must point to something. */
#include "analysis/analysis.h"
#include "analysis/text/utf8.h"
#include "tests/reader.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_span(struct str text, struct span span)
{
    check(span.start <= span.end && span.end <= text.len);
    check(utf8_valid(span_text(text, span)) == span.end - span.start);
}

static void check_report(const struct report *report)
{
    struct str text = report->words.text;
    int entities = (int)report->entities.list.count, quotes = (int)report->quotes.list.count;
    for (int i = 0; i < entities; i++) {
        const struct entity *entity = &report->entities.list.at[i];
        check(entity->mentions.count > 0 && utf8_valid(entity->name) == entity->name.len);
        check(utf8_valid(entity->description) == entity->description.len);
        for (size_t m = 0; m < entity->mentions.count; m++) {
            check_span(text, entity->mentions.at[m].span);
        }
    }
    for (int i = 0; i < quotes; i++) {
        const struct quote *quote = &report->quotes.list.at[i];
        check(quote->spans.count > 0 && quote->source_entity < entities);
        check(utf8_valid(quote->source_name) == quote->source_name.len);
        check_span(text, quote->source);
        check_span(text, quote->cue);
    }
    for (size_t i = 0; i < report->figures.list.count; i++) {
        const struct figure *figure = &report->figures.list.at[i];
        check(figure->claim_quote < quotes && figure->part_of < (int)report->figures.list.count);
        check(!span_empty(figure->span));
        check_span(text, figure->span);
        check_span(text, figure->modifier);
        check_span(text, figure->counted);
        check_span(text, figure->unit_text);
    }
}

/* The first byte says whether there is a date of publication; the rest is the article. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data + (size > 0), size - (size > 0)};
    struct options options = {.wanted = ANALYSE_ALL};
    struct arena arena;
    struct report report;
    if (utf8_valid(text) != text.len) {
        return 0;
    }
    if (size && data[0] % 2) {
        options.published = (struct moment){{2024, 2, 29}, -1, 0};
    }
    arena_init(&arena, (size_t)1 << 28);
    if (analyze(reader(), &arena, text, &options, &report) == OK) {
        check_report(&report);
    }
    arena_finish(&arena);
    return 0;
}
