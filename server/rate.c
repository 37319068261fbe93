#include "server/rate.h"

#include <stdlib.h>
#include <sys/random.h>

enum { SETS = 4096, WAYS = 8 }; /* 32,768 clients at once in half a megabyte */

static const uint64_t SECOND = UINT64_C(1000000000);

bool rate_init(struct rate *rate, uint64_t minute, uint64_t burst)
{
    *rate = (struct rate){0};
    if (minute == 0) {
        return true;
    }
    rate->interval = 60 * SECOND / minute;
    rate->burst = burst ? burst : minute;
    if (getrandom(&rate->seed, sizeof rate->seed, GRND_NONBLOCK) != (ssize_t)sizeof rate->seed) {
        rate->seed = (uint64_t)(uintptr_t)rate; /* early boot */
    }
    rate->slots = calloc((size_t)SETS * WAYS, sizeof *rate->slots);
    return rate->slots != NULL;
}

void rate_finish(struct rate *rate)
{
    free(rate->slots);
    *rate = (struct rate){0};
}

/* The slot of a client, else the one of its neighbours that is full first. */
static struct rate_slot *find_slot(struct rate *rate, uint64_t who)
{
    struct rate_slot *set = &rate->slots[(who >> 32) % SETS * WAYS], *best = set;
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].who == who) {
            return &set[i];
        }
        best = set[i].full < best->full ? &set[i] : best;
    }
    *best = (struct rate_slot){.who = who};
    return best;
}

static uint64_t seconds(uint64_t nanoseconds)
{
    return (nanoseconds + SECOND - 1) / SECOND;
}

uint64_t rate_window(const struct rate *rate)
{
    return seconds(rate->burst * rate->interval);
}

struct allowance rate_take(struct rate *rate, struct str who, uint64_t now)
{
    struct rate_slot *slot = find_slot(rate, str_hash_more(rate->seed, who) | 1);
    uint64_t full = slot->full > now ? slot->full : now, room = rate->burst * rate->interval;
    struct allowance allowance = {.granted = full - now + rate->interval <= room};
    if (allowance.granted) {
        full += rate->interval;
        slot->full = full;
    } else {
        allowance.retry_seconds = seconds(full - now + rate->interval - room);
    }
    allowance.left = (room - (full - now)) / rate->interval;
    allowance.full_seconds = seconds(full - now);
    return allowance;
}
