/* What a handler is: a request as plain data in, an answer as plain data out (lwan). Handlers know no sockets; they run
 * on worker threads, any number at once. */
#ifndef HANDLERS_HANDLER_H
#define HANDLERS_HANDLER_H

#include "analysis/analysis.h"

struct call {
    struct str path;         /* as the route has it */
    struct str query;        /* behind the "?", still percent-encoded; may be empty */
    struct str content_type; /* values of the headers; empty when absent */
    struct str accept;
    struct str body;
    unsigned wanted;           /* of enum analyses: the arrays that the path answers with */
    size_t body_limit;         /* bytes, for the error that names it */
    uint64_t deadline;         /* nanoseconds of clock_now() for the analysis; 0: none */
    struct arena *arena;       /* scratch; the caller resets it after the answer was taken */
    const struct model *model; /* never NULL */
};

struct answer_header {
    const char *name; /* static */
    char value[64];
};

struct answer {
    int status;
    const char *media_type; /* static */
    char *body;             /* freed by answer_finish unless body_static */
    size_t length;
    bool body_static;
    const char *policy;                 /* Content-Security-Policy of a page; static; NULL: the answer is none */
    struct answer_header headers[2];    /* as Accept-Post, Retry-After; name NULL: unused */
    struct stages stages;               /* what the analysis cost */
    unsigned entities, quotes, figures; /* how many were found */
};

typedef void handler(const struct call *call, struct answer *answer);

/* Once before the first handler runs, on the main thread: libxml2 and jansson set up what their threads share. */
void handlers_init(void);

/* Once after the last handler; gives back what handlers_init took. */
void handlers_finish(void);

/* Frees what the answer owns. */
void answer_finish(struct answer *answer);

/* POST /v1/analyze, /v1/entities, /v1/quotes, /v1/figures: decodes the article (text/plain, application/json,
 * text/html), analyses it and encodes the report or the problem. */
handler handle_analyze;

/* POST /v1/batch, before its body: answers only what cannot be taken (another type than application/x-ndjson, a query).
 * Its lines are for answer_line. */
handler refuse_batch;

/* The document of GET /version and /openapi.json. */
handler handle_version;
handler handle_openapi;

/* The playground: GET / and the files that it loads, by the call's path. */
handler handle_page;

/* An RFC 9457 problem as the answer. `detail` says what to do, in one sentence; printf's format. Where memory is out
 * the answer is a fixed text. More members (limit, position ...): problem.h. */
void answer_problem(struct answer *answer, enum fault fault, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

#endif
