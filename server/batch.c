#include "server/batch.h"

#include "analysis/base/clock.h"
#include "handlers/answer.h"
#include "server/gzip.h"
#include "server/lines.h"
#include "server/service.h"
#include "server/stages.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

enum { LINES_PER_WORKER = 2 }; /* in flight: one is worked on while the next one waits */

/* A line in flight: read, but its answer not yet sent. */
struct line {
    struct job job; /* first: the queue holds it */
    struct batch *batch;
    struct str text; /* owned */
    size_t index;
    enum fault lost; /* why there is no text */
    bool done;
    struct answer answer;
    size_t held; /* bytes of the answer, of the batch's and of the answers' budget */
};

struct batch {
    struct batch *next, **link; /* under the lock of all batches, as are the users */
    unsigned users;             /* the connection and the thread */
    struct service *service;
    struct client *client; /* until `left` */
    struct reader reader;
    int socket;          /* our own descriptor: the connection may be closed while the thread still writes */
    struct str head;     /* of the answer; owned; emptied when it was sent */
    bool chunked;        /* the answer; else the end of the connection is its end */
    struct line *window; /* a ring of `room` lines, `count` of which are in flight from `first` on */
    size_t room;
    pthread_mutex_t lock;   /* of what follows */
    pthread_cond_t changed; /* for the thread that writes */
    struct lines lines;
    struct inflater *inflater;  /* NULL: the body is not packed */
    struct str unpacked;        /* in the inflater's room; lines that there was no room for */
    size_t first, count, bytes; /* the bytes: of texts and answers */
    size_t index;               /* of the next line */
    uint64_t deadline;          /* for the client to send the next line; 0: it is not its turn */
    enum fault stopped;         /* why no more lines are read */
    bool paused;                /* the reader is */
    bool complete;              /* the last line was read */
    bool broken;                /* the client cannot be written to */
    bool left;                  /* the connection is gone */
    bool over;                  /* all was written that ever will be */
    struct tally tally;
};

bool batches_init(struct batches *batches)
{
    *batches = (struct batches){0};
    if (pthread_mutex_init(&batches->lock, NULL) != 0) {
        return false;
    }
    if (pthread_cond_init(&batches->ended, NULL) != 0) {
        pthread_mutex_destroy(&batches->lock);
        return false;
    }
    return true;
}

void batches_finish(struct batches *batches)
{
    pthread_mutex_lock(&batches->lock);
    while (batches->count) {
        pthread_cond_wait(&batches->ended, &batches->lock);
    }
    pthread_mutex_unlock(&batches->lock);
    pthread_cond_destroy(&batches->ended);
    pthread_mutex_destroy(&batches->lock);
}

static void lock(struct batch *batch)
{
    pthread_mutex_lock(&batch->lock);
}

static void unlock(struct batch *batch)
{
    pthread_mutex_unlock(&batch->lock);
}

/* Reading ends early: the first reason counts. */
static void stop(struct batch *batch, enum fault why)
{
    if (!batch->complete && !batch->stopped) {
        batch->stopped = why;
    }
    pthread_cond_signal(&batch->changed);
}

void batches_stop(struct batches *batches)
{
    pthread_mutex_lock(&batches->lock);
    batches->stopping = true;
    for (struct batch *batch = batches->first; batch; batch = batch->next) {
        lock(batch);
        stop(batch, FAULT_BUSY);
        unlock(batch);
    }
    pthread_mutex_unlock(&batches->lock);
}

/* The client has body_ms for the next line and may be idle before it. */
static void await_line(struct batch *batch)
{
    const struct settings *settings = &batch->service->settings;
    batch->deadline = clock_now() + (settings->body_ms + settings->idle_ms) * 1000000;
}

static void pause_reader(struct batch *batch)
{
    batch->paused = true;
    batch->deadline = 0;
    clients_enter(&batch->service->clients, batch->client, PHASE_WORK);
    batch->reader.pause(batch->reader.context);
}

static void resume_reader(struct batch *batch, enum phase phase)
{
    if (batch->left) {
        return;
    }
    clients_enter(&batch->service->clients, batch->client, phase);
    if (batch->paused) {
        batch->paused = false;
        batch->reader.resume(batch->reader.context);
    }
}

/* Whether the client still takes answers. */
static bool is_wanted(const struct batch *batch)
{
    return !batch->broken && !batch->left;
}

static bool reads_on(const struct batch *batch)
{
    return !batch->complete && !batch->stopped && is_wanted(batch);
}

/* Lines in flight are few, and with their answers short enough for one more of the longest. */
static bool has_room(const struct batch *batch)
{
    return batch->count < batch->room && batch->bytes < batch->service->settings.max_body;
}

/* What a line costs is known to nobody else, so its deadline counts from the start of its analysis: the wait for other
 * people's requests is no fault of the batch. */
static void answer_text(struct line *line, struct arena *arena)
{
    const struct service *service = line->batch->service;
    const struct settings *settings = &service->settings;
    struct problem problem;
    if (line->lost == FAULT_TOO_LARGE) {
        answer_long_line(settings->max_body, line->index, &line->answer);
    } else if (line->lost) {
        problem_say(&problem, line->lost, "Send the line again later.");
        answer_lost_line(&problem, line->index, &line->answer);
    } else {
        answer_line(service->model, line->text, line->index, arena, clock_now() + settings->deadline_ms * 1000000,
                    &line->answer);
        metrics_article(&line->batch->service->metrics, &line->answer);
    }
}

/* The answer waits for the client; one that there is no room for is lost, and the client told so. */
static void hold_answer(struct line *line)
{
    struct service *service = line->batch->service;
    if (budget_take(&service->answers, line->answer.length)) {
        line->held = line->answer.length;
        return;
    }
    struct problem problem;
    answer_finish(&line->answer);
    count(&service->metrics.rejected[REJECTED_answers], 1);
    problem_say(&problem, FAULT_BUSY, "Too many answers wait for clients that do not take them; send the line again.");
    answer_lost_line(&problem, line->index, &line->answer);
}

static void run_line(struct job *job, struct arena *arena)
{
    struct line *line = (struct line *)(void *)job;
    struct batch *batch = line->batch;
    lock(batch);
    bool wanted = is_wanted(batch);
    unlock(batch);
    if (wanted) {
        answer_text(line, arena);
        hold_answer(line);
    }
    lock(batch);
    line->done = true;
    batch->bytes += line->held;
    if (line == &batch->window[batch->first]) {
        pthread_cond_signal(&batch->changed);
    }
    unlock(batch);
}

/* The text is copied, since the line waits for a worker while the next piece is read. */
static void keep_text(struct line *line, struct str text)
{
    char *copy = malloc(text.len);
    if (copy) {
        memcpy(copy, text.at, text.len);
        line->text = (struct str){copy, text.len};
    } else {
        line->lost = FAULT_NO_MEMORY;
    }
}

static void put_line(struct batch *batch, enum line_kind kind, struct str text)
{
    struct line *line = &batch->window[(batch->first + batch->count) % batch->room];
    *line = (struct line){.job = {.run = run_line}, .batch = batch, .index = batch->index++};
    if (kind == LINE_TOO_LONG) {
        line->lost = FAULT_TOO_LARGE;
    } else {
        keep_text(line, text);
    }
    batch->count++;
    batch->bytes += line->text.len;
    if (!queue_put_line(&batch->service->queue, &line->job)) {
        line->done = true; /* the workers have ended; so must the batch */
        stop(batch, FAULT_BUSY);
    }
}

/* Takes lines of the piece while there is room for them; returns what is left of it. */
static struct str take_lines(struct batch *batch, struct str piece)
{
    while (piece.len && has_room(batch)) {
        struct str text;
        enum line_kind kind = lines_take(&batch->lines, &piece, &text);
        if (kind != LINE_NONE) {
            put_line(batch, kind, text);
            await_line(batch);
        }
    }
    return piece;
}

/* The same of a packed piece. A line may be packed as small as can be, many times the same one: the reader waits until
 * it is answered. Between lines GZIP_RATIO bounds the time that a piece takes. */
static struct str take_packed(struct batch *batch, struct str piece)
{
    for (size_t before = batch->index;; before = batch->index) {
        batch->unpacked = take_lines(batch, batch->unpacked);
        if (batch->index > before) {
            inflater_count_anew(batch->inflater);
        }
        if (batch->unpacked.len) {
            return piece;
        }
        enum fault f = inflater_take(batch->inflater, &piece, &batch->unpacked);
        if (f) {
            batch->unpacked.len = 0;
            stop(batch, f);
            return (struct str){0};
        }
        if (batch->unpacked.len == 0) {
            return piece;
        }
    }
}

size_t batch_take(struct batch *batch, struct str piece)
{
    lock(batch);
    struct str rest = {0}; /* what comes after the end is thrown away */
    if (batch->paused) {
        rest = piece; /* the library was about to hand it over already */
    } else if (reads_on(batch)) {
        rest = batch->inflater ? take_packed(batch, piece) : take_lines(batch, piece);
        if (rest.len) {
            pause_reader(batch);
        }
    }
    unlock(batch);
    return piece.len - rest.len;
}

/* What is left in the inflater; false when it is more than there is room for, or not all of the stream. */
static bool take_rest(struct batch *batch)
{
    if (!batch->inflater) {
        return true;
    }
    take_packed(batch, (struct str){0});
    if (!batch->unpacked.len && !inflater_whole(batch->inflater)) {
        stop(batch, FAULT_NOT_GZIP);
    }
    return !batch->unpacked.len && !batch->stopped;
}

/* The last line, which needs room like any other. */
static void take_end(struct batch *batch)
{
    struct str text;
    if (!take_rest(batch) || !has_room(batch)) {
        return;
    }
    enum line_kind kind = lines_end(&batch->lines, &text);
    if (kind != LINE_NONE) {
        put_line(batch, kind, text);
    }
    batch->complete = true;
    pthread_cond_signal(&batch->changed);
}

bool batch_end(struct batch *batch)
{
    lock(batch);
    if (!batch->paused && reads_on(batch)) {
        take_end(batch);
    }
    if (!batch->paused && !batch->over) {
        pause_reader(batch);
    }
    bool over = batch->over;
    unlock(batch);
    return over;
}

/* The oldest line once it is answered; NULL when all were and no more will come. With the lock held. */
static struct line *next_answered(struct batch *batch)
{
    for (;;) {
        struct line *line = &batch->window[batch->first];
        if (batch->count ? line->done : !reads_on(batch)) {
            return batch->count ? line : NULL;
        }
        struct timespec until = {.tv_sec = (time_t)(batch->deadline / 1000000000),
                                 .tv_nsec = (long)(batch->deadline % 1000000000)};
        if (!batch->deadline || !reads_on(batch)) {
            pthread_cond_wait(&batch->changed, &batch->lock);
        } else if (pthread_cond_timedwait(&batch->changed, &batch->lock, &until) == ETIMEDOUT &&
                   clock_passed(batch->deadline)) {
            stop(batch, FAULT_TIMEOUT);
        }
    }
}

/* Drops what was sent; false when nothing is left. */
static bool drop(struct msghdr *message, size_t sent)
{
    while (message->msg_iovlen && sent >= message->msg_iov->iov_len) {
        sent -= message->msg_iov->iov_len;
        message->msg_iov++;
        message->msg_iovlen--;
    }
    if (message->msg_iovlen) {
        message->msg_iov->iov_base = (char *)message->msg_iov->iov_base + sent;
        message->msg_iov->iov_len -= sent;
    }
    return message->msg_iovlen;
}

/* Waits until the socket takes more; false past the deadline. */
static bool wait_writable(int socket, uint64_t deadline)
{
    struct pollfd watched = {.fd = socket, .events = POLLOUT};
    uint64_t now = clock_now();
    return now < deadline && poll(&watched, 1, (int)((deadline - now) / 1000000) + 1) != 0;
}

/* Sends the pieces; false when the client does not take them in send_ms, or is gone. */
static bool send_pieces(const struct batch *batch, struct iovec *pieces, size_t count)
{
    uint64_t deadline = clock_now() + batch->service->settings.send_ms * 1000000;
    struct msghdr message = {.msg_iov = pieces, .msg_iovlen = count};
    while (drop(&message, 0)) {
        ssize_t sent = sendmsg(batch->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            drop(&message, (size_t)sent);
        } else if (errno == EAGAIN ? !wait_writable(batch->socket, deadline) : errno != EINTR) {
            return false;
        }
    }
    return true;
}

/* Sends a piece of the answer's body, at the beginning with the head before it and at the end (nothing) with the mark
 * that the answer is whole. */
static bool send_body(struct batch *batch, const char *at, size_t len)
{
    char size[24];
    int size_len = snprintf(size, sizeof size, "%zx\r\n", len);
    struct iovec pieces[] = {
        {(void *)batch->head.at, batch->head.len},
        {size, batch->chunked ? (size_t)size_len : 0},
        {(void *)at, len},
        {"\r\n", batch->chunked ? 2 : 0},
    };
    batch->head.len = 0;
    return send_pieces(batch, pieces, sizeof pieces / sizeof *pieces);
}

static void count_answer(struct tally *tally, const struct answer *answer)
{
    tally->lines++;
    tally->failed += answer->status != 200;
    tally->bytes += answer->length;
    tally->entities += answer->entities;
    tally->quotes += answer->quotes;
    tally->figures += answer->figures;
    stages_add(&tally->stages, &answer->stages);
}

/* Lines that were unpacked before there was room for them: the reader will not come again with their bytes. */
static void take_waiting(struct batch *batch)
{
    if (batch->unpacked.len && reads_on(batch)) {
        take_packed(batch, (struct str){0});
        batch->deadline = batch->paused ? 0 : batch->deadline;
    }
}

/* The oldest line makes room. With the lock held. */
static void retire_line(struct batch *batch, bool sent)
{
    struct line *line = &batch->window[batch->first];
    if (sent) {
        count_answer(&batch->tally, &line->answer);
    }
    batch->broken = batch->broken || !sent;
    batch->first = (batch->first + 1) % batch->room;
    batch->count--;
    batch->bytes -= line->text.len + line->held;
    budget_give(&batch->service->answers, line->held);
    free((char *)line->text.at);
    answer_finish(&line->answer);
    take_waiting(batch);
    if (batch->paused && reads_on(batch) && has_room(batch)) {
        await_line(batch);
        resume_reader(batch, PHASE_LINES);
    }
}

/* What happened, and what the client can do; "this line" is the first one that was not read. */
static const char *advice(enum fault stopped)
{
    switch (stopped) {
    case FAULT_BUSY:
        return "The service is about to stop; send this line and what follows it again.";
    case FAULT_TIMEOUT:
        return "The next line did not come in time; send this line and what follows it again.";
    case FAULT_TOO_LARGE:
        return "The body unpacks to more than 100 times what was sent, without a line; send this line and what follows "
               "it packed less, or plain.";
    case FAULT_NOT_GZIP:
        return "The body is no gzip stream, or damaged, or cut off; send this line and what follows it packed anew, or "
               "plain.";
    default:
        return "The service has no memory to unpack the body; send this line and what follows it again later.";
    }
}

/* Where the client has to go on, when we do not: a last line with a problem. */
static bool send_reason(struct batch *batch, enum fault stopped)
{
    struct problem problem;
    struct answer answer;
    problem_say(&problem, stopped, "%s", advice(stopped));
    answer_lost_line(&problem, batch->index, &answer);
    bool sent = answer.body && send_body(batch, answer.body, answer.length);
    answer_finish(&answer);
    return sent;
}

/* The end of the answer, unless the client is gone. What it still sends is thrown away for a while, so that no reset
 * destroys the answer on its way (RFC 9112 section 9.6). */
static void end_answer(struct batch *batch, bool wanted, enum fault stopped)
{
    bool sent = wanted && (!stopped || send_reason(batch, stopped)) && send_body(batch, "", 0);
    shutdown(batch->socket, sent ? SHUT_WR : SHUT_RDWR);
    lock(batch);
    batch->over = true;
    batch->tally.sent = sent;
    resume_reader(batch, PHASE_LINGER);
    unlock(batch);
}

static void free_batch(struct batch *batch)
{
    if (batch->socket >= 0) {
        close(batch->socket);
    }
    lines_finish(&batch->lines);
    inflater_destroy(batch->inflater);
    free((char *)batch->head.at);
    free(batch->window);
    free(batch);
}

static void destroy_batch(struct batch *batch)
{
    pthread_cond_destroy(&batch->changed);
    pthread_mutex_destroy(&batch->lock);
    free_batch(batch);
}

/* The connection and the thread each call it when they need the batch no more. */
static void release(struct batch *batch)
{
    struct batches *batches = &batch->service->batches;
    pthread_mutex_lock(&batches->lock);
    if (--batch->users == 0) {
        *batch->link = batch->next;
        if (batch->next) {
            batch->next->link = batch->link;
        }
        destroy_batch(batch);
        batches->count--;
        pthread_cond_broadcast(&batches->ended);
    }
    pthread_mutex_unlock(&batches->lock);
}

static void *write_answers(void *argument)
{
    struct batch *batch = argument;
    struct line *line;
    lock(batch);
    while ((line = next_answered(batch))) {
        bool wanted = is_wanted(batch);
        unlock(batch);
        bool sent = wanted && line->answer.body && send_body(batch, line->answer.body, line->answer.length);
        lock(batch);
        retire_line(batch, sent);
    }
    bool wanted = is_wanted(batch);
    enum fault stopped = batch->stopped;
    unlock(batch);
    end_answer(batch, wanted, stopped);
    release(batch);
    return NULL;
}

/* The deadlines of the condition are of the monotonic clock. */
static bool init_lock(struct batch *batch)
{
    pthread_condattr_t attributes;
    if (pthread_mutex_init(&batch->lock, NULL) != 0) {
        return false;
    }
    if (pthread_condattr_init(&attributes) == 0) {
        bool made = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 &&
                    pthread_cond_init(&batch->changed, &attributes) == 0;
        pthread_condattr_destroy(&attributes);
        if (made) {
            return true;
        }
    }
    pthread_mutex_destroy(&batch->lock);
    return false;
}

static void tell(const struct service *service, int error)
{
    log_message((enum log_level)service->settings.log_level, LOG_ERROR, "cannot begin a batch", strerror(error));
}

/* Answers are whole: none waits to be sent together with the next one. Unix sockets have no such option. */
static int own_socket(int socket)
{
    int on = 1, own = fcntl(socket, F_DUPFD_CLOEXEC, 0);
    if (own >= 0) {
        setsockopt(own, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    return own;
}

/* FAULT_NO_MEMORY; FAULT_BUSY where the system has no descriptor left. */
static struct batch *make_batch(struct service *service, struct client *client, const struct wire *wire,
                                enum fault *fault)
{
    struct str head = wire->head;
    struct batch *batch = calloc(1, sizeof *batch);
    char *copy = malloc(head.len);
    *fault = FAULT_NO_MEMORY;
    if (!batch || !copy) {
        free(batch);
        free(copy);
        return NULL;
    }
    memcpy(copy, head.at, head.len);
    *batch = (struct batch){.service = service,
                            .client = client,
                            .reader = wire->reader,
                            .head = {copy, head.len},
                            .chunked = wire->chunked,
                            .inflater = wire->packed ? inflater_create() : NULL,
                            .users = 2};
    batch->room = LINES_PER_WORKER * service->settings.workers;
    batch->window = calloc(batch->room, sizeof *batch->window);
    batch->socket = own_socket(client->socket);
    if (batch->socket < 0) {
        tell(service, errno);
        *fault = FAULT_BUSY;
    }
    if (!batch->window || batch->socket < 0 || (wire->packed && !batch->inflater) ||
        !lines_init(&batch->lines, service->settings.max_body) || !init_lock(batch)) {
        free_batch(batch);
        return NULL;
    }
    return batch;
}

/* Puts the batch among the others and starts its thread. With the lock of all batches held. */
static bool start(struct batches *batches, struct batch *batch)
{
    pthread_t thread;
    int error = pthread_create(&thread, NULL, write_answers, batch);
    if (error) {
        tell(batch->service, error);
        return false;
    }
    pthread_detach(thread);
    batch->next = batches->first;
    batch->link = &batches->first;
    if (batch->next) {
        batch->next->link = &batch->next;
    }
    batches->first = batch;
    batches->count++;
    return true;
}

struct batch *batch_begin(struct service *service, struct client *client, const struct wire *wire, enum fault *fault)
{
    struct batches *batches = &service->batches;
    struct batch *batch = NULL;
    pthread_mutex_lock(&batches->lock);
    *fault = FAULT_BUSY;
    bool full = batches->stopping || batches->count >= service->settings.batches;
    if (!full && (batch = make_batch(service, client, wire, fault))) {
        await_line(batch);
        clients_enter(&service->clients, client, PHASE_LINES);
        if (!start(batches, batch)) {
            destroy_batch(batch);
            batch = NULL;
            *fault = FAULT_BUSY;
        }
    }
    pthread_mutex_unlock(&batches->lock);
    return batch;
}

void batch_leave(struct batch *batch, struct tally *tally)
{
    lock(batch);
    batch->left = true;
    *tally = batch->tally;
    if (!batch->over) {
        shutdown(batch->socket, SHUT_RDWR); /* the thread may be waiting for the client */
    }
    pthread_cond_signal(&batch->changed);
    unlock(batch);
    release(batch);
}
