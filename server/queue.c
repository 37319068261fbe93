#include "server/queue.h"

bool queue_init(struct queue *queue, size_t limit)
{
    *queue = (struct queue){.limit = limit};
    queue->end = &queue->first;
    if (pthread_mutex_init(&queue->lock, NULL) != 0) {
        return false;
    }
    if (pthread_cond_init(&queue->filled, NULL) != 0) {
        pthread_mutex_destroy(&queue->lock);
        return false;
    }
    return true;
}

void queue_finish(struct queue *queue)
{
    pthread_cond_destroy(&queue->filled);
    pthread_mutex_destroy(&queue->lock);
}

static bool has_room(const struct queue *queue)
{
    return !queue->closed && queue->count < queue->limit;
}

bool queue_has_room(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    bool room = has_room(queue);
    pthread_mutex_unlock(&queue->lock);
    return room;
}

bool queue_put(struct queue *queue, struct job *job)
{
    pthread_mutex_lock(&queue->lock);
    bool room = has_room(queue);
    if (room) {
        job->next = NULL;
        *queue->end = job;
        queue->end = &job->next;
        queue->count++;
        pthread_cond_signal(&queue->filled);
    }
    pthread_mutex_unlock(&queue->lock);
    return room;
}

struct job *queue_take(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->closed) {
        pthread_cond_wait(&queue->filled, &queue->lock);
    }
    struct job *job = queue->first;
    if (job) {
        queue->first = job->next;
        queue->count--;
        if (!queue->first) {
            queue->end = &queue->first;
        }
    }
    pthread_mutex_unlock(&queue->lock);
    return job;
}

size_t queue_length(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    size_t count = queue->count;
    pthread_mutex_unlock(&queue->lock);
    return count;
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_cond_broadcast(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
}
