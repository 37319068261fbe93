/* POST /v1/batch: a request a line comes in, an answer a line goes out, in order and while more lines come in.
 *
 * libmicrohttpd sends nothing of an answer before the end of the upload, so a batch writes to the socket itself, on a
 * thread of its own that does nothing but wait: for the next line's answer, and for the client to take it. A few lines
 * are in flight at a time (the window), in the queue's lane for lines; while they are as many as may be, the connection
 * is not read from. So a batch of any length holds a bounded number of bytes, also when the client does not read. */
#ifndef SERVER_BATCH_H
#define SERVER_BATCH_H

#include "handlers/handler.h"

#include <pthread.h>

struct batch;
struct client;
struct service;

/* The batches of a service. Each has a lock of its own beside this one, since lines are unpacked and copied with it
 * held: others need not wait for that. */
struct batches {
    pthread_mutex_t lock; /* of the list; taken before that of a batch */
    pthread_cond_t ended; /* one is over */
    struct batch *first;
    size_t count;
    bool stopping;
};

/* None yet. False when the system has no room for a lock. */
bool batches_init(struct batches *batches);

/* Waits until every batch is over, which is when the workers have nothing left and the connections are closed. */
void batches_finish(struct batches *batches);

/* No new ones begin. Those under way read no further: they answer the lines that they have, then tell the client where
 * to go on. */
void batches_stop(struct batches *batches);

/* How a batch has its connection read: pause and resume are called with its lock held, and only take note. */
struct reader {
    void (*pause)(void *context);
    void (*resume)(void *context); /* there is room for more of the body, or nothing left to do */
    void *context;
};

/* What was done so far. */
struct tally {
    size_t lines, failed; /* answered, and how many of them with a problem */
    size_t bytes;         /* of answers */
    struct stages stages; /* all lines together */
    unsigned entities, quotes, figures;
    bool sent; /* the client has taken all of the answer */
};

/* How a batch goes over the wire. */
struct wire {
    struct str head; /* of the answer, as it is sent */
    bool chunked;    /* the answer; else the end of the connection is its end */
    bool packed;     /* the body, by gzip */
    struct reader reader;
};

/* Begins a batch. The body's lines have at most max_body bytes. NULL with a fault: FAULT_BUSY (too many of them, no
 * descriptor or thread for one more, or about to stop), FAULT_NO_MEMORY. */
struct batch *batch_begin(struct service *service, struct client *client, const struct wire *wire, enum fault *fault);

/* Takes a piece of the body and returns how many bytes of it; when not all, the reader was paused. */
size_t batch_take(struct batch *batch, struct str piece);

/* The body is complete. True when the batch is over and the connection may be closed; else the reader was paused. */
bool batch_end(struct batch *batch);

/* The connection is about to be closed: the reader is not called any more. The batch frees itself when its last line
 * has come back from the workers. */
void batch_leave(struct batch *batch, struct tally *tally);

#endif
