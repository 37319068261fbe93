/* What figures say of each other: lists that share a unit, changes, parts of a whole. */
#ifndef ANALYSIS_FIGURES_SHAPE_H
#define ANALYSIS_FIGURES_SHAPE_H

#include "analysis/figures/reading.h"

/* Relates the last figure found, which stands at atoms [first, end), to what stands before and behind it. */
void relate(struct reading *r, uint32_t first, uint32_t end);

/* A count of nothing that is said. */
bool is_bare(const struct figure *f);

/* Makes a bare figure one of the other's type, unit and counted thing. */
void take_unit(struct reading *r, struct figure *f, const struct figure *from);

#endif
