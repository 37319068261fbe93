/* The work between the I/O thread and the workers, in two lanes. The lane of requests is bounded, so that a full house
 * is told to the client at once (503) instead of after a long wait. The lines of batches go beside it, each batch a few
 * at a time: they wait while requests do, but get every LINE_TURN-th turn, so that a batch goes on under any load. */
#ifndef SERVER_QUEUE_H
#define SERVER_QUEUE_H

#include "analysis/base/arena.h"

#include <pthread.h>

/* One piece of work. Embed it as the first member of what it works on. */
struct job {
    struct job *next;
    void (*run)(struct job *job, struct arena *arena); /* on a worker; `arena` is reset afterwards */
};

enum { LINE_TURN = 4 };

struct lane {
    struct job *first, **end;
    size_t count;
};

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct lane requests, lines;
    size_t limit;   /* of requests */
    unsigned taken; /* requests since the last line */
    bool closed;
};

/* At most `limit` requests wait. False when the system has no resources. */
bool queue_init(struct queue *queue, size_t limit);
void queue_finish(struct queue *queue);

/* Whether queue_put would succeed; with a single thread that puts, it then does. */
bool queue_has_room(struct queue *queue);

/* Appends the job; false when the queue is full or closed. The job stays the caller's. */
bool queue_put(struct queue *queue, struct job *job);

/* Appends a line of a batch; false when the queue is closed. Whoever puts them bounds their number. */
bool queue_put_line(struct queue *queue, struct job *job);

/* The oldest job of the lane whose turn it is; waits for one. NULL when the queue is closed and empty. */
struct job *queue_take(struct queue *queue);

/* How many requests wait. */
size_t queue_length(struct queue *queue);

/* No job is taken in any more; those that wait are still handed out. */
void queue_close(struct queue *queue);

#endif
