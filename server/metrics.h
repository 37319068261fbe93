/* What /metrics tells. Counting is one addition to memory that no other thread waits for; whatever can be looked up
 * when somebody asks (queue, connections, process) is not counted at all. */
#ifndef SERVER_METRICS_H
#define SERVER_METRICS_H

#include "server/routes.h"
#include "server/stages.h"

#include <stdatomic.h>
#include <stdio.h>

typedef _Atomic uint64_t counter;

/* The statuses that are counted, with what a status line says of them (RFC 9110, section 15; 499 is nginx's). */
#define FOR_EACH_STATUS(X)                                                                                             \
    X(200, "OK")                                                                                                       \
    X(204, "No Content")                                                                                               \
    X(304, "Not Modified")                                                                                             \
    X(400, "Bad Request")                                                                                              \
    X(401, "Unauthorized")                                                                                             \
    X(404, "Not Found")                                                                                                \
    X(405, "Method Not Allowed")                                                                                       \
    X(406, "Not Acceptable")                                                                                           \
    X(408, "Request Timeout")                                                                                          \
    X(411, "Length Required")                                                                                          \
    X(413, "Content Too Large")                                                                                        \
    X(414, "URI Too Long")                                                                                             \
    X(415, "Unsupported Media Type")                                                                                   \
    X(417, "Expectation Failed")                                                                                       \
    X(422, "Unprocessable Content")                                                                                    \
    X(429, "Too Many Requests")                                                                                        \
    X(431, "Request Header Fields Too Large")                                                                          \
    X(499, "Client Closed Request")                                                                                    \
    X(500, "Internal Server Error")                                                                                    \
    X(503, "Service Unavailable")                                                                                      \
    X(504, "Gateway Timeout")                                                                                          \
    X(505, "HTTP Version Not Supported")

enum {
#define X(status, reason) STATUS_##status,
    FOR_EACH_STATUS(X)
#undef X
        STATUS_OTHER, /* all others */
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

/* Counts one duration. Any thread. */
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
