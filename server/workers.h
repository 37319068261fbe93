/* The threads that do the work of the queue, each with its own arena. */
#ifndef SERVER_WORKERS_H
#define SERVER_WORKERS_H

#include "server/queue.h"

struct workers {
    pthread_t *threads;
    size_t count;
    size_t arena_limit;
    struct queue *queue;
};

/* Starts `count` threads that run the jobs of `queue`, each with at most arena_limit bytes of arena. False when the
 * system has no resources; nothing runs then. */
bool workers_start(struct workers *workers, size_t count, size_t arena_limit, struct queue *queue);

/* Waits until the queue, which must be closed, is empty and every worker has ended. */
void workers_finish(struct workers *workers);

#endif
