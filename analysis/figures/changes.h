/* Changes: "rose 3 % to $5 from $4.80", "fell by a third", "up 19 cents at $5.40". */
#ifndef ANALYSIS_FIGURES_CHANGES_H
#define ANALYSIS_FIGURES_CHANGES_H

#include "analysis/figures/reading.h"

/* What the last figure found, f, at atoms [first, end), says of a change; also what it says of the figure before, whose
 * old value or new level it may be. Bounded looks back. */
void find_change(struct reading *r, struct figure *f, uint32_t first, uint32_t end);

/* Atom of the verb of change before the "by" right before atom i ("rose sharply by"); i itself where none is. */
uint32_t verb_by(const struct reading *r, uint32_t i);

#endif
