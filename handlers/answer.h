/* Answers as JSON text. */
#ifndef HANDLERS_ANSWER_H
#define HANDLERS_ANSWER_H

#include "handlers/problem.h"
#include "handlers/request.h"

enum layout { LAYOUT_COMPACT, LAYOUT_PRETTY };

/* Analyses the request and makes the answer, a report or a problem. */
void answer_request(const struct model *model, const struct request *request, struct arena *arena, uint64_t deadline,
                    enum layout layout, struct answer *answer);

/* A line of NDJSON: the JSON form of a request. The answer's body is one line with its line end, around the report
 * ({"index":0,"id":"a","status":200,"result":{...}}) or around the problem, which never ends a stream; its status is
 * the line's own. `index` counts the requests of the stream from 0. Without any memory there is no body. */
void answer_line(const struct model *model, struct str line, size_t index, struct arena *arena, uint64_t deadline,
                 struct answer *answer);

/* The same for a line that was never read in full: longer than `limit` bytes, or for another reason. */
void answer_long_line(size_t limit, size_t index, struct answer *answer);
void answer_lost_line(const struct problem *problem, size_t index, struct answer *answer);

/* The documents of GET /version, which is of this build and model, and of /openapi.json, whose body is static. */
void answer_version(const struct model *model, struct answer *answer);
void answer_openapi(struct answer *answer);

/* Before the first answer, while there is one thread. */
void json_init(void);

#endif
