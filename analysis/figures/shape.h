/* What figures say of each other: lists that share a unit, changes, parts of a whole. */
#ifndef ANALYSIS_FIGURES_SHAPE_H
#define ANALYSIS_FIGURES_SHAPE_H

#include "analysis/figures/reading.h"

/* Relates the last figure found, which stands at atoms [first, end), to what stands before and behind it. */
void relate(struct reading *r, uint32_t first, uint32_t end);

#endif
