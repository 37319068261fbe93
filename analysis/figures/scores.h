/* Scores and ratios of two numbers: "3-1", "52-48", "2-to-1", "3:1". */
#ifndef ANALYSIS_FIGURES_SCORES_H
#define ANALYSIS_FIGURES_SCORES_H

#include "analysis/figures/reading.h"

/* Fills an empty figure with the score or ratio that begins at atom i; *end is the atom behind it. False when none
 * does. A score has no value, but its two numbers as the range. */
bool read_score(struct reading *r, uint32_t i, struct figure *figure, uint32_t *end);

#endif
