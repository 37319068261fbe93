#include "server/workers.h"

#include <malloc.h>
#include <stdlib.h>

enum { LARGE = 8 << 20 }; /* bytes of an arena after which the heap is likely to hold much that nobody needs */

static void trim_heap(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

/* The system gets back what a long article has taken: the allocator would keep it for the next one. */
static void give_back(struct arena *arena)
{
    bool large = arena->held > LARGE;
    arena_reset(arena);
    if (large) {
        trim_heap();
    }
}

static void *work(void *argument)
{
    const struct workers *workers = argument;
    struct arena arena;
    arena_init(&arena, workers->arena_limit);
    for (struct job *job; (job = queue_take(workers->queue));) {
        job->run(job, &arena);
        give_back(&arena);
    }
    arena_finish(&arena);
    return NULL;
}

bool workers_start(struct workers *workers, size_t count, size_t arena_limit, struct queue *queue)
{
    *workers = (struct workers){.arena_limit = arena_limit, .queue = queue};
    workers->threads = calloc(count, sizeof *workers->threads);
    while (workers->threads && workers->count < count &&
           pthread_create(&workers->threads[workers->count], NULL, work, workers) == 0) {
        workers->count++;
    }
    if (workers->count < count) {
        queue_close(queue);
        workers_finish(workers);
        return false;
    }
    return true;
}

void workers_finish(struct workers *workers)
{
    for (size_t i = 0; i < workers->count; i++) {
        pthread_join(workers->threads[i], NULL);
    }
    free(workers->threads);
    *workers = (struct workers){0};
}
