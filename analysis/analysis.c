#include "analysis/analysis.h"

#include "analysis/base/clock.h"
#include "analysis/link.h"
#include "analysis/unnamed.h"

/* Nanoseconds since *last, which becomes now. */
static uint64_t lap(uint64_t *last)
{
    uint64_t before = *last;
    *last = clock_now();
    return *last - before;
}

enum fault analyze(const struct model *model, struct arena *arena, struct str text, const struct options *options,
                   struct report *report)
{
    uint64_t deadline = options->deadline, last = clock_now();
    unsigned wanted = options->wanted;
    struct stages *stages = &report->stages;
    *report = (struct report){0};
    if (text.len > ARTICLE_MAX) {
        return FAULT_TOO_LARGE;
    }
    enum fault f = read_words(model, arena, text, deadline, &report->words);
    stages->words = lap(&last);
    if (!f) {
        f = find_entities(arena, &report->words, options->title, deadline, &report->entities);
        stages->entities = lap(&last);
    }
    if (!f) {
        f = find_quotes(arena, &report->words, &report->entities, deadline, &report->quotes);
        size_t named = report->entities.list.count;
        f = f ? f : add_unnamed(arena, &report->words, &report->quotes, &report->entities);
        f = f ? f : link_speakers(arena, &report->words, &report->quotes, &report->entities);
        if (!f && report->entities.list.count > named) {
            weigh_entities(&report->words, options->title, &report->entities);
        }
        stages->quotes = lap(&last);
    }
    if (!(wanted & (ANALYSE_QUOTES | ANALYSE_FIGURES))) {
        report->quotes = (struct quotes){0}; /* they were only to tell who speaks */
    }
    if (!f && wanted & ANALYSE_FIGURES) {
        f = find_figures(arena, &report->words, &report->entities, options->published, deadline, &report->figures);
        link_claims(&report->quotes, &report->figures);
        stages->figures = lap(&last);
    }
    return f;
}
