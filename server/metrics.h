/* What /metrics tells. Counting is one addition to memory that no other thread waits for; whatever can be looked up
 * when somebody asks (queue, connections, process) is not counted at all. */
#ifndef SERVER_METRICS_H
#define SERVER_METRICS_H

#include "server/routes.h"
#include "server/stages.h"

#include <stdatomic.h>
#include <stdio.h>

typedef _Atomic uint64_t counter;

/* How many answers had which status; the last is for all others. */
#define FOR_EACH_STATUS(X)                                                                                             \
    X(200)                                                                                                             \
    X(204)                                                                                                             \
    X(304)                                                                                                             \
    X(400)                                                                                                             \
    X(401)                                                                                                             \
    X(404)                                                                                                             \
    X(405) X(406) X(408) X(411) X(413) X(414) X(415) X(417) X(422) X(429) X(431) X(499) X(500) X(503) X(504) X(505)

enum {
#define X(status) STATUS_##status,
    FOR_EACH_STATUS(X)
#undef X
        STATUS_OTHER,
    STATUSES
};

/* Why a request was turned away that might have been answered at another time. */
#define FOR_EACH_REJECTION(X) X(queue) X(batches) X(uploads) X(answers) X(stopping) X(rate) X(key)

enum rejection {
    REJECTED_NOT,
#define X(reason) REJECTED_##reason,
    FOR_EACH_REJECTION(X)
#undef X
        REJECTIONS
};

enum { BUCKETS = 16 };

/* Of durations. The upper bounds stand in metrics.c. */
struct histogram {
    counter counts[BUCKETS + 1]; /* of each bucket alone; the last has no bound */
    counter sum;                 /* nanoseconds */
};

struct metrics {
    counter requests[ROUTES_MAX + 1][STATUSES]; /* the last route is for paths that are none */
    struct histogram durations[ROUTES_MAX + 1]; /* from the head's arrival until the answer is sent */
    struct histogram waits, stages[STAGES_COUNT];
    counter received, sent; /* bytes of bodies */
    counter articles, entities, quotes, figures;
    counter rejected[REJECTIONS];
    counter lost_lines; /* of the log */
    double started;     /* seconds since the epoch */
};

static inline void count(counter *value, uint64_t more)
{
    atomic_fetch_add_explicit(value, more, memory_order_relaxed);
}

void histogram_add(struct histogram *histogram, uint64_t nanoseconds);

/* A request is over; `route` is NULL for a path that is none. */
void metrics_request(struct metrics *metrics, const struct route *route, int status, uint64_t nanoseconds);

/* An article was analysed, alone or as a line of a batch; one that failed has found nothing and is not counted. Any
 * thread. */
void metrics_article(struct metrics *metrics, const struct answer *answer);

struct service;

/* Writes all of it in Prometheus' text format 0.0.4. */
void metrics_write(struct service *service, FILE *out);

#endif
