#include "handlers/problem.h"

#include "analysis/text/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN_MAX = 60 };

__attribute__((format(printf, 3, 0), nonnull)) static void vsay(struct problem *problem, enum fault fault,
                                                                const char *detail, va_list args)
{
    *problem = (struct problem){.fault = fault};
    vsnprintf(problem->detail, sizeof problem->detail, detail, args);
    problem->detail[utf8_valid(str_of(problem->detail))] = '\0';
}

enum fault problem_say(struct problem *problem, enum fault fault, const char *detail, ...)
{
    va_list args;
    va_start(args, detail);
    vsay(problem, fault, detail, args);
    va_end(args);
    return fault;
}

enum fault problem_memory(struct problem *problem, const struct arena *arena)
{
    if (!arena->full) {
        return problem_say(problem, FAULT_NO_MEMORY, "Try again later, or send a shorter article.");
    }
    problem_say(problem, FAULT_TOO_RICH, "An analysis may take %zu bytes of memory; send the article in parts.",
                arena->limit);
    problem->limit = arena->limit;
    return problem->fault;
}

static enum fault about(struct problem *problem, enum problem_about about, struct str name)
{
    problem->about = about;
    name = shown(name);
    if (name.len) {
        memcpy(problem->name, name.at, name.len);
    }
    problem->name[name.len] = '\0';
    return problem->fault;
}

enum fault problem_member(struct problem *problem, struct str name)
{
    return about(problem, ABOUT_MEMBER, name);
}

enum fault problem_parameter(struct problem *problem, struct str name)
{
    return about(problem, ABOUT_PARAMETER, name);
}

enum fault problem_position(struct problem *problem, size_t position)
{
    problem->has_position = true;
    problem->position = position;
    return problem->fault;
}

struct str shown(struct str s)
{
    s.len = s.len < SHOWN_MAX ? s.len : SHOWN_MAX;
    s.len = utf8_valid(s);
    return s;
}

void answer_problem(struct answer *answer, enum fault fault, const char *detail, ...)
{
    struct problem problem;
    va_list args;
    va_start(args, detail);
    vsay(&problem, fault, detail, args);
    va_end(args);
    answer_with_problem(answer, &problem);
}
