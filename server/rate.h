/* How many requests one client may send: a token bucket for each key or address, kept as one moment (GCRA, ITU-T I.371:
 * the time at which the bucket would be full again). The table has a fixed size; where it is full, the client whose
 * bucket is the first to be full again is forgotten, which gives it least. One thread only. */
#ifndef SERVER_RATE_H
#define SERVER_RATE_H

#include "analysis/base/str.h"

struct rate_slot {
    uint64_t who;  /* 0: free */
    uint64_t full; /* clock_now() at which the bucket is full again */
};

struct rate {
    struct rate_slot *slots; /* NULL: no limit */
    uint64_t seed;           /* nobody outside can choose who shares a slot */
    uint64_t interval;       /* nanoseconds for one token */
    uint64_t burst;          /* tokens of a full bucket */
};

struct allowance {
    bool granted;
    uint64_t left;          /* tokens */
    uint64_t full_seconds;  /* until the bucket is full, rounded up */
    uint64_t retry_seconds; /* until the next token, rounded up; for what is not granted */
};

/* `minute` tokens a minute, 0: no limit; at most `burst` at once, 0: as many as in a minute. False without memory. */
bool rate_init(struct rate *rate, uint64_t minute, uint64_t burst);
void rate_finish(struct rate *rate);

/* Seconds in which an empty bucket becomes full, rounded up. */
uint64_t rate_window(const struct rate *rate);

/* Takes a token of whoever `who` names, at `now` (clock_now()). */
struct allowance rate_take(struct rate *rate, struct str who, uint64_t now);

#endif
