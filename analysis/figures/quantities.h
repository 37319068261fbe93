/* One quantity: a number or a range of numbers with its unit, rate and bound, or what it counts. */
#ifndef ANALYSIS_FIGURES_QUANTITIES_H
#define ANALYSIS_FIGURES_QUANTITIES_H

#include "analysis/figures/reading.h"

/* Fills an empty figure with the quantity whose number begins at atom i; *end is the atom behind it. False when none
 * does. */
bool read_quantity(struct reading *r, uint32_t i, struct figure *figure, uint32_t *end);

#endif
