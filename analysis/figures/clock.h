/* Times of the day: "7:30 p.m. ET", "noon", "half past six", "four in the morning". */
#ifndef ANALYSIS_FIGURES_CLOCK_H
#define ANALYSIS_FIGURES_CLOCK_H

#include "analysis/figures/reading.h"
#include "analysis/figures/resolve.h"

/* Both return the atom behind the time that begins at atom i, or i when none does. */
uint32_t read_clock(const struct reading *r, uint32_t i, struct when *when);

/* The bare hour of "tonight at 8", "Tuesday around 5", "Thursdays at 17.30": nothing that it could count behind it. */
uint32_t bare_hour(const struct reading *r, uint32_t i, struct when *when);

#endif
