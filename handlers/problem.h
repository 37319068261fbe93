/* What is wrong with a request, as plain data: the members of an RFC 9457 problem. */
#ifndef HANDLERS_PROBLEM_H
#define HANDLERS_PROBLEM_H

#include "handlers/handler.h"

enum problem_about { ABOUT_NOTHING, ABOUT_MEMBER, ABOUT_PARAMETER };

struct problem {
    enum fault fault;
    char detail[400];
    enum problem_about about;
    char name[80]; /* of the JSON member or query parameter that it is about */
    bool has_position;
    size_t position; /* byte of the body, from 0 */
    size_t limit;    /* what may not be exceeded; 0: nothing to say */
};

/* Makes *problem anew, with printf's detail; returns `fault`. Text that was cut off ends at a character. */
enum fault problem_say(struct problem *problem, enum fault fault, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

/* An allocation in the arena failed: FAULT_TOO_RICH when it was for the limit, else FAULT_NO_MEMORY. */
enum fault problem_memory(struct problem *problem, const struct arena *arena);

/* Adds to a problem what it is about; all return its fault. A long name is cut. */
enum fault problem_member(struct problem *problem, struct str name);
enum fault problem_parameter(struct problem *problem, struct str name);
enum fault problem_position(struct problem *problem, size_t position);

/* The problem as the answer, application/problem+json. Without memory the answer is a fixed text. */
void answer_with_problem(struct answer *answer, const struct problem *problem);

/* The beginning of s that is short enough to be shown to a reader, for "%.*s". */
struct str shown(struct str s);

#endif
