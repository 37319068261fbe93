/* What a number counts: the noun phrase and its head. */
#ifndef ANALYSIS_FIGURES_COUNTED_H
#define ANALYSIS_FIGURES_COUNTED_H

#include "analysis/figures/reading.h"

/* Fills counted and counted_head of a figure whose number ends before atom `end`; leaves them empty when nothing is
 * counted there. */
void find_counted(struct reading *r, uint32_t end, struct figure *figure);

/* "the number of patients waiting for a bed stood at 49,592": counted is the phrase behind "number of", in the clause
 * before the figure, which begins (with what bounds it) at atom `at`. Leaves it empty where no level is told. */
void find_number_of(struct reading *r, uint32_t at, struct figure *figure);

#endif
