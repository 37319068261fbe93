/* The stages of an analysis by name, for whoever tells of their cost: the log, Server-Timing, the metrics. */
#ifndef SERVER_STAGES_H
#define SERVER_STAGES_H

#include "analysis/analysis.h"

enum { STAGES_COUNT = sizeof(struct stages) / sizeof(uint64_t) };

/* In the order in which they run. */
extern const char *const STAGES[STAGES_COUNT];

/* Nanoseconds of stage `index`, below STAGES_COUNT. */
uint64_t stage_time(const struct stages *stages, size_t index);

/* Adds `more` to the sum, stage by stage. */
void stages_add(struct stages *sum, const struct stages *more);

#endif
