/* jansson's trees for the answers. Only the *_json.c files include this. */
#ifndef HANDLERS_JSON_H
#define HANDLERS_JSON_H

#include "handlers/answer.h"

#include <jansson.h>

/* The tree of a report or of a problem; NULL when there is no memory. The caller releases it. The problem's strings
 * and the report's text must be valid UTF-8. */
json_t *report_tree(const struct report *report, const struct request *request, struct arena *arena);
json_t *problem_tree(const struct problem *problem);

/* Sets answer->body and length to the tree as text, with a line end when `line` is set, and releases the tree (NULL:
 * FAULT_NO_MEMORY). FAULT_NO_MEMORY, FAULT_INTERNAL; the answer then has no body. */
enum fault write_tree(json_t *tree, enum layout layout, bool line, struct answer *answer);

/* A number as people write it: an integer where it is whole and at most 2^53, null where it is not finite. */
json_t *number(double value);

/* Rewrites in place the reals of a JSON text (NUL-terminated), jansson's 17 digits, with as few digits as read back the
 * same; returns the new length. Strings are left alone. */
size_t shorten_reals(char *json, size_t length);

#endif
