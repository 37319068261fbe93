#include "server/stages.h"

/* The place of each in struct stages, which holds nothing but times. */
#define STAGE(name) [offsetof(struct stages, name) / sizeof(uint64_t)] = #name

const char *const STAGES[STAGES_COUNT] = {STAGE(words), STAGE(entities), STAGE(quotes), STAGE(figures)};

uint64_t stage_time(const struct stages *stages, size_t index)
{
    uint64_t time;
    memcpy(&time, (const char *)stages + index * sizeof time, sizeof time);
    return time;
}

void stages_add(struct stages *sum, const struct stages *more)
{
    for (size_t i = 0; i < STAGES_COUNT; i++) {
        uint64_t time = stage_time(sum, i) + stage_time(more, i);
        memcpy((char *)sum + i * sizeof time, &time, sizeof time);
    }
}
