#include "analysis/link.h"

/* Bytes of the part of `quote` that holds `span`; 0 when none does. */
static uint32_t held_by(const struct quote *quote, struct span span)
{
    for (size_t i = 0; i < quote->spans.count; i++) {
        if (span_holds(quote->spans.at[i], span)) {
            return quote->spans.at[i].end - quote->spans.at[i].start;
        }
    }
    return 0;
}

void link_claims(const struct quotes *quotes, struct figures *figures)
{
    size_t first = 0; /* quotes before this one end before the figure */
    for (size_t i = 0; i < figures->list.count; i++) {
        struct figure *figure = &figures->list.at[i];
        uint32_t smallest = UINT32_MAX;
        figure->claim_quote = NO_QUOTE;
        while (first < quotes->list.count &&
               quotes->list.at[first].spans.at[quotes->list.at[first].spans.count - 1].end <= figure->span.start) {
            first++;
        }
        for (size_t q = first; q < quotes->list.count && quotes->list.at[q].spans.at[0].start < figure->span.end; q++) {
            const struct quote *quote = &quotes->list.at[q];
            uint32_t size = quote->source_name.at ? held_by(quote, figure->span) : 0;
            if (size && size < smallest) {
                smallest = size;
                figure->claim_quote = (int)q;
            }
        }
    }
}
