/* One quantity: a number or range of numbers with its unit, rate and bound; ages; scores and ratios. */
#ifndef ANALYSIS_FIGURES_QUANTITIES_H
#define ANALYSIS_FIGURES_QUANTITIES_H

#include "analysis/figures/reading.h"

/* The quantity whose number begins at atom i, as a figure; *end is the atom behind it. False when none begins there. */
bool read_quantity(struct reading *r, uint32_t i, struct figure *figure, uint32_t *end);

/* An age: "45-year-old", "aged 82", "37" behind a person's name, "in his 60s". */
bool read_age(struct reading *r, uint32_t i, struct figure *figure, uint32_t *end);

/* A score or a ratio of two numbers: "3-1", "52-48", "2-to-1", "3:1". */
bool read_score(struct reading *r, uint32_t i, struct figure *figure, uint32_t *end);

#endif
