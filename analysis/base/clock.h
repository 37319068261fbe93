/* Monotonic time and the limit that a piece of work has. */
#ifndef ANALYSIS_BASE_CLOCK_H
#define ANALYSIS_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Nanoseconds of CLOCK_MONOTONIC. */
uint64_t clock_now(void);

/* Whether `deadline` (nanoseconds of clock_now; 0 is none) has passed. */
bool clock_passed(uint64_t deadline);

#endif
