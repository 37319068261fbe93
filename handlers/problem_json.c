#include "handlers/json.h"

#include <stdio.h>

/* Every key is ASCII and every value valid UTF-8, so nothing is checked again. A NULL value, from a failed allocation,
 * makes the set fail. */
static bool put(json_t *object, const char *key, json_t *value)
{
    return !json_object_set_new_nocheck(object, key, value);
}

json_t *problem_tree(const struct problem *problem)
{
    char type[64];
    json_t *tree = json_object();
    const char *about = problem->about == ABOUT_MEMBER ? "member" : "parameter";
    snprintf(type, sizeof type, "/problems/%s", fault_slug(problem->fault));
    bool ok = put(tree, "type", json_string_nocheck(type)) &&
              put(tree, "title", json_string_nocheck(fault_title(problem->fault))) &&
              put(tree, "status", json_integer(fault_status(problem->fault))) &&
              put(tree, "detail", json_string_nocheck(problem->detail)) &&
              (problem->about == ABOUT_NOTHING || put(tree, about, json_string_nocheck(problem->name))) &&
              (!problem->has_position || put(tree, "position", json_integer((json_int_t)problem->position))) &&
              (!problem->limit || put(tree, "limit", json_integer((json_int_t)problem->limit)));
    if (!ok) {
        json_decref(tree);
        return NULL;
    }
    return tree;
}

void answer_with_problem(struct answer *answer, const struct problem *problem)
{
    static const char NO_MEMORY[] =
        "{\"type\":\"/problems/no-memory\",\"title\":\"The server has no memory for this request\","
        "\"status\":500,\"detail\":\"Try again later.\"}";
    *answer = (struct answer){.status = fault_status(problem->fault), .media_type = "application/problem+json"};
    if (write_tree(problem_tree(problem), LAYOUT_COMPACT, false, answer)) {
        answer->status = fault_status(FAULT_NO_MEMORY);
        answer->body = (char *)NO_MEMORY; /* body_static: nobody writes to it */
        answer->length = sizeof NO_MEMORY - 1;
        answer->body_static = true;
    }
}
