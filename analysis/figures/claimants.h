/* Who gives a number in the clause itself, without being quoted: "Police put the toll at 31", "the ministry estimates
 * losses of $3 billion". */
#ifndef ANALYSIS_FIGURES_CLAIMANTS_H
#define ANALYSIS_FIGURES_CLAIMANTS_H

#include "analysis/figures/reading.h"

/* Sets the claimant of a figure whose first atom is `first` where the clause before it names one. Looks at a bounded
 * number of atoms. */
void find_claimant(struct reading *r, uint32_t first, struct figure *figure);

#endif
