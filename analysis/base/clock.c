#include "analysis/base/clock.h"

#include <time.h>

uint64_t clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

bool clock_passed(uint64_t deadline)
{
    return deadline && clock_now() > deadline;
}
