/* The bounded line of work between the I/O thread and the workers. Bounded, so that a full house is told to the client
 * at once (503) instead of after a long wait. */
#ifndef SERVER_QUEUE_H
#define SERVER_QUEUE_H

#include "analysis/base/arena.h"

#include <pthread.h>

/* One piece of work. Embed it as the first member of what it works on. */
struct job {
    struct job *next;
    void (*run)(struct job *job, struct arena *arena); /* on a worker; `arena` is reset afterwards */
};

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct job *first, **end;
    size_t count, limit;
    bool closed;
};

/* At most `limit` jobs wait. False when the system has no resources. */
bool queue_init(struct queue *queue, size_t limit);
void queue_finish(struct queue *queue);

/* Whether queue_put would succeed; with a single thread that puts, it then does. */
bool queue_has_room(struct queue *queue);

/* Appends the job; false when the queue is full or closed. The job stays the caller's. */
bool queue_put(struct queue *queue, struct job *job);

/* The oldest job; waits for one. NULL when the queue is closed and empty. */
struct job *queue_take(struct queue *queue);

/* How many jobs wait. */
size_t queue_length(struct queue *queue);

/* No job is taken in any more; those that wait are still handed out. */
void queue_close(struct queue *queue);

#endif
