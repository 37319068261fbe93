/* One request and its answer: every decision that needs no HTTP library. The listener calls begin when the head is
 * there, take for each piece of the body, and finish at its end; a worker calls run. Each tells what comes next. */
#ifndef SERVER_EXCHANGE_H
#define SERVER_EXCHANGE_H

#include "server/cors.h"
#include "server/forwarded.h"
#include "server/guard.h"
#include "server/routes.h"
#include "server/service.h"
#include "server/trace.h"

enum next {
    NEXT_READ,   /* read on */
    NEXT_WORK,   /* to the queue, for exchange_run */
    NEXT_ANSWER, /* the answer is complete */
    NEXT_REFUSE, /* so it is, before the end of the upload: the connection must close after it */
    NEXT_PAUSE,  /* nothing, until the exchange's reader is resumed; it is paused already */
    NEXT_CLOSE,  /* the answer was sent: the connection ends */
};

struct body {
    char *at;
    size_t len, room;
};

/* Lists that came in several header fields. */
struct joined {
    char *at;
    size_t len;
};

struct exchange {
    struct job job; /* first: the queue holds it */
    struct service *service;
    struct client *client;
    struct reader reader;      /* of its connection, for a batch */
    struct batch *batch;       /* NULL: none */
    const struct route *route; /* NULL: none */
    struct framing framing;
    struct str content_type, accept, if_none_match, origin; /* in the memory of the HTTP library, or below */
    struct joined joined;
    enum cors cors; /* what pages of that origin may */
    struct body body;
    struct answer answer;
    size_t held;      /* bytes of the answers' budget */
    const char *etag; /* of the answer; NULL: none */
    bool is_head;     /* HEAD: only the headers of the answer are sent */
    bool is_options, is_http_1_0;
    bool takes_gzip;        /* the client */
    bool unpack;            /* the body is packed */
    bool packed;            /* the answer is */
    bool close;             /* the connection ends after the answer */
    bool gone;              /* the client left before its request was worked on */
    uint64_t began;         /* clock_now() when the head was there; 0: it never was */
    uint64_t queued;        /* when the upload was complete */
    uint64_t waited;        /* nanoseconds in the queue */
    size_t received;        /* bytes of body */
    size_t lines, failed;   /* of a batch: answered, and how many of them with a problem */
    char method[16];        /* cut, for the log */
    struct address address; /* of the client, as a trusted proxy tells it */
    bool has_address;
    char key[KEY_NAME_ROOM];    /* the name of its key; "": none */
    struct allowance allowance; /* what its rate leaves */
    bool limited;               /* the rate was asked */
    char id[REQUEST_ID_ROOM], trace[TRACE_ID_ROOM];
};

/* The head is there. Its strings must stay until exchange_finish. */
enum next exchange_begin(struct exchange *exchange, const struct head *head);

/* The same for a head that the listener could not read in full: refuses it. */
enum next exchange_refuse(struct exchange *exchange, const struct head *head, enum fault fault, const char *detail);

/* A piece of the body; what was not taken of it remains in *piece. After a refusal a short body is still read, so that
 * the connection can be used again. */
enum next exchange_take(struct exchange *exchange, struct str *piece);

/* The body is complete, or the work is done: NEXT_ANSWER or NEXT_WORK; of a batch NEXT_PAUSE or NEXT_CLOSE. */
enum next exchange_end(struct exchange *exchange);

/* The analysis, on a worker. */
void exchange_run(struct exchange *exchange, struct arena *arena);

/* The answer becomes this problem; detail is a sentence. */
void exchange_fail(struct exchange *exchange, enum fault fault, const char *detail);

/* The exchange is over, whatever became of it, and the connection not read for it any more. Returns whether a batch's
 * answer was sent in full. */
bool exchange_leave(struct exchange *exchange);

/* The same for a request that is turned away without a fault of its own, counted by the reason. */
void exchange_reject(struct exchange *exchange, enum rejection reason, const char *detail);

/* A header of this answer; there is room for two. The name is static; the value is copied, 63 bytes of it. */
void exchange_set_header(struct exchange *exchange, const char *name, const char *value);

/* The value of the first field of that name; empty when there is none. */
struct str head_field(const struct head *head, struct str name);

/* Whether the client has shown a key, and not used up its rate, where that is asked for; else the answer is set. */
bool exchange_admit(struct exchange *exchange, const struct head *head);

/* The request is over: writes the line of the log and counts. `sent` tells whether the client took the whole answer. */
void exchange_record(const struct exchange *exchange, int status, bool sent);

/* Gives the answer's body another form; one that is not static becomes the answer's, which frees it. */
void exchange_set_body(struct exchange *exchange, struct str body, bool is_static);

/* Puts the unpacked body in the place of the packed one; false when the answer is set instead. */
bool exchange_unpack(struct exchange *exchange);

/* Packs the answer when the client takes that and it is long enough. */
void exchange_pack(struct exchange *exchange);

/* The body is not needed any more. */
void exchange_release_body(struct exchange *exchange);

/* Frees what the exchange owns, not itself. */
void exchange_finish(struct exchange *exchange);

/* The headers of an answer, except Date, Content-Length and Connection, which HTTP libraries write. */
struct reply {
    size_t count;
    struct {
        const char *name, *value;
    } headers[24];
    char timing[192];
    char rate_policy[64], rate[64];
    char origin[ORIGIN_ROOM];
};

/* Those of the exchange's answer. They point into the reply and the exchange, and so are valid as long as both stay
 * where they are and the answer is the same. */
void reply_headers(struct reply *reply, const struct exchange *exchange);

/* The head of a batch's answer as it goes over the wire; returns its length, 0 when it does not fit. */
size_t reply_head(const struct exchange *exchange, char *out, size_t room);

/* The whole answer as it goes over the wire, ending the connection, for when the HTTP library can no longer send one.
 * Returns its length; 0 when it does not fit. */
size_t reply_text(const struct exchange *exchange, char *out, size_t room);

#endif
