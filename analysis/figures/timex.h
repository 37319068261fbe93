/* A figure of time from what was read: its extent and its TIMEX3 type, value and mod. */
#ifndef ANALYSIS_FIGURES_TIMEX_H
#define ANALYSIS_FIGURES_TIMEX_H

#include "analysis/figures/reading.h"

/* The time at atoms [first, end) with a value of TIMEX3; `mod` may be NULL. */
void set_timex(struct reading *r, struct figure *f, uint32_t first, uint32_t end, enum figure_type type,
               struct str value, const char *mod);

/* The date, or the time of day, at atoms [first, end); the story is there now. */
void emit_when(struct reading *r, struct figure *f, uint32_t first, uint32_t end, const struct when *when, bool time,
               const char *mod);

#endif
