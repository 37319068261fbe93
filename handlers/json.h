/* jansson's trees for the answers. Only the *_json.c files include this. */
#ifndef HANDLERS_JSON_H
#define HANDLERS_JSON_H

#include "handlers/answer.h"

#include <jansson.h>

enum { ANSWER_MAX = 64 << 20 }; /* bytes of an answer: a real article of 4 MiB stays below */

/* JSON text that is being written, begun with {0}. Its first fault sticks; what is put after it is ignored:
 * FAULT_NO_MEMORY, FAULT_ANSWER_TOO_LARGE beyond ANSWER_MAX, FAULT_INTERNAL for text that is no UTF-8. */
struct json_text {
    char *at;
    size_t count, room;
    enum fault fault;
};

/* Appends a piece of JSON text as it stands. */
void text_put(struct json_text *text, const char *piece);

/* Appends the tree as a compact value and releases it; NULL is a failed allocation. text_open leaves an object's
 * closing brace out, so that more members can follow. */
void text_tree(struct json_text *text, json_t *tree);
void text_open(struct json_text *text, json_t *object);

/* Makes the text the answer's body, in the layout and with a line end when `line` is set. A fault leaves the answer
 * without a body; the text is gone in any case. */
enum fault text_finish(struct json_text *text, enum layout layout, bool line, struct answer *answer);

/* The tree as the answer's body: text_tree and text_finish in one. */
enum fault write_tree(json_t *tree, enum layout layout, bool line, struct answer *answer);

/* Appends a report, an entity, quote or figure at a time, so that no more than one of them is ever a tree. Its text
 * must be valid UTF-8. FAULT_TOO_SLOW past the deadline (nanoseconds of clock_now(); 0: none). */
void write_report(const struct report *report, const struct request *request, struct arena *arena, uint64_t deadline,
                  struct json_text *text);

/* The tree of a problem, whose strings must be valid UTF-8; NULL when there is no memory. The caller releases it. */
json_t *problem_tree(const struct problem *problem);

/* A number as people write it: an integer where it is whole and at most 2^53, null where it is not finite. */
json_t *number(double value);

/* Rewrites in place the reals of a JSON text (NUL-terminated), jansson's 17 digits, with as few digits as read back the
 * same; returns the new length. Strings are left alone. */
size_t shorten_reals(char *json, size_t length);

#endif
