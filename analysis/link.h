#ifndef ANALYSIS_LINK_H
#define ANALYSIS_LINK_H

#include "analysis/figures/figure.h"
#include "analysis/quotes/quote.h"

/* Sets claim_quote of every figure to the innermost quote with a source that the figure stands in, or NO_QUOTE; a
 * claimant in the figure's own clause yields to a source that is named by "according to". Both lists are in text order.
 * O(figures + quotes); of quotes inside each other the innermost 32 count. */
void link_claims(const struct quotes *quotes, struct figures *figures);

#endif
