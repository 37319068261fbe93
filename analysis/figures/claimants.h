/* Who gives a number in the clause itself, without being quoted: "Police put the toll at 31", "the ministry estimates
 * losses of $3 billion". */
#ifndef ANALYSIS_FIGURES_CLAIMANTS_H
#define ANALYSIS_FIGURES_CLAIMANTS_H

#include "analysis/figures/reading.h"

/* Sets the claimant of a figure from atom `first` to before `behind` where the clause before it, or "predicted by"
 * behind it, names one. Looks at a bounded number of atoms. */
void find_claimant(struct reading *r, uint32_t first, uint32_t behind, struct figure *figure);

#endif
