/* Words of number that say no amount where they stand. */
#ifndef ANALYSIS_FIGURES_IDLE_H
#define ANALYSIS_FIGURES_IDLE_H

#include "analysis/figures/numerals.h"
#include "analysis/figures/reading.h"

/* "the Italian half", "a job half done", "further scores", "when I first came". */
bool is_idle(const struct reading *r, const struct numeral *n);

#endif
