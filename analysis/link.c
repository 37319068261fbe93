#include "analysis/link.h"

enum { OPEN_MOST = 32 }; /* quotes inside each other that are kept in mind */

/* Quotes that have begun and not ended at the place that the reader is at, in text order. */
struct open_quotes {
    size_t at[OPEN_MOST], count;
};

static uint32_t quote_end(const struct quote *quote)
{
    return quote->spans.at[quote->spans.count - 1].end;
}

/* Forgets those that end before `place`, then remembers quote q; the outermost is dropped when they are too many. */
static void open_quote(struct open_quotes *open, const struct quotes *quotes, size_t q, uint32_t place)
{
    size_t kept = 0;
    for (size_t i = 0; i < open->count; i++) {
        if (quote_end(&quotes->list.at[open->at[i]]) > place) {
            open->at[kept++] = open->at[i];
        }
    }
    if (kept == OPEN_MOST) {
        memmove(open->at, open->at + 1, (OPEN_MOST - 1) * sizeof *open->at);
        kept--;
    }
    open->at[kept++] = q;
    open->count = kept;
}

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

static int innermost(const struct open_quotes *open, const struct quotes *quotes, struct span span)
{
    uint32_t smallest = UINT32_MAX;
    int best = NO_QUOTE;
    for (size_t i = 0; i < open->count; i++) {
        const struct quote *quote = &quotes->list.at[open->at[i]];
        uint32_t size = quote->source_name.at ? held_by(quote, span) : 0;
        if (size && size < smallest) {
            smallest = size;
            best = (int)open->at[i];
        }
    }
    return best;
}

/* "Traders put it at 97%, according to the exchange": the source that is named last is where the number comes from. */
static bool names_origin(const struct quotes *quotes, int quote)
{
    return quote != NO_QUOTE && str_is(quotes->list.at[quote].cue_lemma, "according to");
}

void link_claims(const struct quotes *quotes, struct figures *figures)
{
    struct open_quotes open = {.count = 0};
    size_t next = 0;
    for (size_t i = 0; i < figures->list.count; i++) {
        struct figure *figure = &figures->list.at[i];
        while (next < quotes->list.count && quotes->list.at[next].spans.at[0].start < figure->span.end) {
            open_quote(&open, quotes, next++, figure->span.start);
        }
        figure->claim_quote = innermost(&open, quotes, figure->span);
        figure->claimant = names_origin(quotes, figure->claim_quote) ? (struct str){0} : figure->claimant;
    }
}
