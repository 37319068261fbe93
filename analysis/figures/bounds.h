/* What stands around a number and says how exact it is: "more than", "some", "or so", "+". */
#ifndef ANALYSIS_FIGURES_BOUNDS_H
#define ANALYSIS_FIGURES_BOUNDS_H

#include "analysis/figures/reading.h"

/* The bound of a figure at atoms [first, end) and, in *modifier, where the text says so (empty when it does not). */
enum bound read_bound(const struct reading *r, uint32_t first, uint32_t end, struct span *modifier);

/* The modifier before atom `first`: its first atom, or `first` when there is none; the bound goes to *bound. */
uint32_t bound_before(const struct reading *r, uint32_t first, enum bound *bound);

/* TIMEX3's word for a bound ("MORE_THAN"), NULL for BOUND_EQ. */
const char *timex_mod(enum bound bound);

#endif
