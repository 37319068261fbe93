#ifndef ANALYSIS_LINK_H
#define ANALYSIS_LINK_H

#include "analysis/figures/figure.h"
#include "analysis/quotes/quote.h"

/* Sets claim_quote of every figure to the innermost quote with a source that the figure stands in, or NO_QUOTE; a
 * claimant in the figure's own clause yields to a source that is named by "according to". Both lists are in text order.
 * O(figures + quotes); of quotes inside each other the innermost 32 count. */
void link_claims(const struct quotes *quotes, struct figures *figures);

/* Makes a pronoun that is a quote's source ("he said") a mention of the quote's speaker, who is known better where he
 * speaks than from the pronoun alone, and of nobody else; and "he" of the quoted words, where it was taken for the
 * speaker, one of whom was mentioned before. Mentions stay in text order, and so do the entities: who is
 * named only behind the pronoun, or first mentioned by it, is left alone. O(tokens + mentions log mentions).
 * FAULT_NO_MEMORY. */
enum fault link_speakers(struct arena *arena, const struct words *words, const struct quotes *quotes,
                         struct entities *entities);

#endif
