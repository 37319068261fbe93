/* Ages: "45-year-old", "aged 82", "37" behind a person's name, "in his 60s". */
#ifndef ANALYSIS_FIGURES_AGES_H
#define ANALYSIS_FIGURES_AGES_H

#include "analysis/figures/reading.h"

/* Fills an empty figure with the age whose number begins at atom i; *end is the atom behind it. False when none does.
 */
bool read_age(struct reading *r, uint32_t i, struct figure *figure, uint32_t *end);

#endif
