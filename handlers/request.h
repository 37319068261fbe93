/* An article to analyse and what the client wants to know of it, decoded from whatever form it came in. */
#ifndef HANDLERS_REQUEST_H
#define HANDLERS_REQUEST_H

#include "analysis/text/offsets.h"
#include "handlers/problem.h"

struct request {
    struct str text; /* valid UTF-8 without U+0000, not blank */
    struct str id;   /* at is NULL where the client gave none */
    struct str title;
    struct str published; /* as the client wrote it */
    struct moment moment; /* what it means; day.year 0: unknown */
    enum offset_unit offsets;
    unsigned analyses; /* of enum analyses: what the answer holds */
    bool echo_text;    /* the answer carries the text: it was taken out of a page */
};

/* A request without text that wants `wanted`. */
void request_init(struct request *request, unsigned wanted);

/* Decodes the call's body by its media type, and its query. Everything in *request is in the call's memory or arena.
 * Any fault of the request (400, 415, 422, 500), described in *problem. */
enum fault request_read(const struct call *call, struct request *request, struct problem *problem);

/* The JSON form. An `id` that can be read is in *request even when the rest is refused. */
enum fault request_read_json(struct arena *arena, struct str body, struct request *request, struct problem *problem);

/* An option as it stands in a query or a command line: offsets, published, analyses (comma separated), id, title.
 * The value must be valid UTF-8 and outlive the request. FAULT_INVALID, with a problem about the *member* `name`. */
enum fault request_option(struct request *request, struct str name, struct str value, struct problem *problem);

/* "entities" "quotes" "figures": one of enum analyses, 0 for anything else. */
unsigned analysis_read(struct str name);

/* Leaves of request->analyses what `asked` selects. FAULT_INVALID when that is nothing. */
enum fault request_select(struct request *request, unsigned asked, struct problem *problem);

/* Sets the article. FAULT_NOT_UTF8 (with its position), FAULT_INVALID when it is blank or holds U+0000. */
enum fault request_text(struct request *request, struct str text, struct problem *problem);

/* Sets the article to the text of an HTML page. As request_text, and FAULT_NO_MEMORY, FAULT_TOO_SLOW. */
enum fault request_page(struct arena *arena, struct str page, uint64_t deadline, struct request *request,
                        struct problem *problem);

#endif
