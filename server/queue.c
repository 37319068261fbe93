#include "server/queue.h"

bool queue_init(struct queue *queue, size_t limit)
{
    *queue = (struct queue){.limit = limit};
    queue->requests.end = &queue->requests.first;
    queue->lines.end = &queue->lines.first;
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

static void append(struct lane *lane, struct job *job)
{
    job->next = NULL;
    *lane->end = job;
    lane->end = &job->next;
    lane->count++;
}

static struct job *take_first(struct lane *lane)
{
    struct job *job = lane->first;
    lane->first = job->next;
    lane->count--;
    if (!lane->first) {
        lane->end = &lane->first;
    }
    return job;
}

static bool has_room(const struct queue *queue)
{
    return !queue->closed && queue->requests.count < queue->limit;
}

bool queue_has_room(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    bool room = has_room(queue);
    pthread_mutex_unlock(&queue->lock);
    return room;
}

static bool put(struct queue *queue, struct lane *lane, struct job *job)
{
    pthread_mutex_lock(&queue->lock);
    bool room = lane == &queue->lines ? !queue->closed : has_room(queue);
    if (room) {
        append(lane, job);
        pthread_cond_signal(&queue->filled);
    }
    pthread_mutex_unlock(&queue->lock);
    return room;
}

bool queue_put(struct queue *queue, struct job *job)
{
    return put(queue, &queue->requests, job);
}

bool queue_put_line(struct queue *queue, struct job *job)
{
    return put(queue, &queue->lines, job);
}

/* Requests go first, but while lines wait, no more than LINE_TURN - 1 of them in a row. */
static struct lane *lane_in_turn(struct queue *queue)
{
    bool line = queue->lines.count && (!queue->requests.count || queue->taken >= LINE_TURN - 1);
    queue->taken = line || !queue->lines.count ? 0 : queue->taken + 1;
    return line ? &queue->lines : &queue->requests;
}

struct job *queue_take(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (!queue->requests.count && !queue->lines.count && !queue->closed) {
        pthread_cond_wait(&queue->filled, &queue->lock);
    }
    struct lane *lane = lane_in_turn(queue);
    struct job *job = lane->count ? take_first(lane) : NULL;
    pthread_mutex_unlock(&queue->lock);
    return job;
}

size_t queue_length(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    size_t count = queue->requests.count;
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
