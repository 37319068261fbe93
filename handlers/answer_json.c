/* What the service answers: reports, lines of a batch, its own version and description. */
#include "handlers/answer.h"

#include "build.h"
#include "handlers/json.h"
#include "handlers/openapi.h"

#include <stdio.h>
#include <stdlib.h>

static enum fault describe(enum fault fault, struct problem *problem)
{
    const char *detail = fault == FAULT_TOO_SLOW    ? "The analysis took longer than the limit; send a shorter article."
                         : fault == FAULT_NO_MEMORY ? "Try again later, or send a shorter article."
                         : fault == FAULT_TOO_LARGE ? "Send a shorter article."
                                                    : "The answer could not be written.";
    return problem_say(problem, fault, "%s", detail);
}

/* Analyses the request: the report's tree, or NULL and a problem. Counts what was found into the answer. */
static json_t *analyzed(const struct request *request, struct arena *arena, uint64_t deadline, struct answer *answer,
                        struct problem *problem)
{
    struct report report;
    struct options options = {
        .title = request->title, .published = request->moment, .wanted = request->analyses, .deadline = deadline};
    enum fault fault = analyze(arena, request->text, &options, &report);
    if (fault) {
        describe(fault, problem);
        return NULL;
    }
    answer->stages = report.stages;
    answer->entities = (unsigned)report.entities.list.count;
    answer->quotes = (unsigned)report.quotes.list.count;
    answer->figures = (unsigned)report.figures.list.count;
    json_t *tree = report_tree(&report, request, arena);
    if (!tree) {
        describe(FAULT_NO_MEMORY, problem);
    }
    return tree;
}

void answer_request(const struct request *request, struct arena *arena, uint64_t deadline, enum layout layout,
                    struct answer *answer)
{
    struct problem problem;
    *answer = (struct answer){.status = 200, .media_type = "application/json"};
    json_t *tree = analyzed(request, arena, deadline, answer, &problem);
    enum fault fault = tree ? write_tree(tree, layout, layout == LAYOUT_PRETTY, answer) : problem.fault;
    if (fault) {
        describe(fault, &problem);
        answer_with_problem(answer, &problem);
    }
}

/* {"index", "id", "status", key: part}; takes over `part`, which may be NULL for a failed allocation. */
static json_t *line_tree(size_t index, struct str id, int status, const char *key, json_t *part)
{
    json_t *tree = json_object();
    bool ok = !json_object_set_new_nocheck(tree, "index", json_integer((json_int_t)index)) &&
              !json_object_set_new_nocheck(tree, "id", id.at ? json_stringn_nocheck(id.at, id.len) : json_null()) &&
              !json_object_set_new_nocheck(tree, "status", json_integer(status));
    if (ok && !json_object_set_new_nocheck(tree, key, part)) {
        return tree;
    }
    if (!ok) {
        json_decref(part);
    }
    json_decref(tree);
    return NULL;
}

/* The last resort: a few bytes where nothing larger was to be had. */
static void bare_line(size_t index, struct answer *answer)
{
    enum { ROOM = 240 };
    answer->status = fault_status(FAULT_NO_MEMORY);
    answer->body = malloc(ROOM);
    if (answer->body) {
        int length =
            snprintf(answer->body, ROOM,
                     "{\"index\":%zu,\"id\":null,\"status\":%d,\"problem\":{\"type\":\"/problems/%s\","
                     "\"title\":\"%s\",\"status\":%d,\"detail\":\"Try again later.\"}}\n",
                     index, answer->status, fault_slug(FAULT_NO_MEMORY), fault_title(FAULT_NO_MEMORY), answer->status);
        answer->length = (size_t)length;
    }
}

static void line_problem(size_t index, struct str id, const struct problem *problem, struct answer *answer)
{
    answer->status = fault_status(problem->fault);
    json_t *tree = line_tree(index, id, answer->status, "problem", problem_tree(problem));
    if (write_tree(tree, LAYOUT_COMPACT, true, answer)) {
        bare_line(index, answer);
    }
}

void answer_line(struct str line, size_t index, struct arena *arena, uint64_t deadline, struct answer *answer)
{
    struct request request;
    struct problem problem;
    json_t *tree = NULL;
    *answer = (struct answer){.status = 200, .media_type = "application/x-ndjson"};
    request_init(&request, ANALYSE_ALL);
    enum fault fault = request_read_json(arena, line, &request, &problem);
    if (!fault) {
        tree = analyzed(&request, arena, deadline, answer, &problem);
        fault = tree ? OK : problem.fault;
    }
    if (!fault) {
        fault = write_tree(line_tree(index, request.id, 200, "result", tree), LAYOUT_COMPACT, true, answer);
        if (fault) {
            describe(fault, &problem);
        }
    }
    if (fault) {
        line_problem(index, request.id, &problem, answer);
    }
}

void answer_long_line(size_t limit, size_t index, struct answer *answer)
{
    struct problem problem;
    *answer = (struct answer){.media_type = "application/x-ndjson"};
    problem_say(&problem, FAULT_TOO_LARGE, "The line is longer than %zu bytes.", limit);
    problem.limit = limit;
    line_problem(index, (struct str){0}, &problem, answer);
}

void answer_version(struct answer *answer)
{
    struct problem problem;
    *answer = (struct answer){.status = 200, .media_type = "application/json"};
    json_t *tree = json_pack("{s:s, s:s, s:s, s:s, s:s}", "name", "byline", "version", BYLINE_VERSION, "commit",
                             BYLINE_COMMIT, "api", "1", "model", analysis_model());
    enum fault fault = write_tree(tree, LAYOUT_COMPACT, false, answer);
    if (fault) {
        describe(fault, &problem);
        answer_with_problem(answer, &problem);
    }
}

void answer_openapi(struct answer *answer)
{
    /* body_static: nobody writes to it or frees it. */
    *answer = (struct answer){.status = 200,
                              .media_type = "application/json",
                              .body = (char *)openapi_json,
                              .length = openapi_json_length,
                              .body_static = true};
}

void json_init(void)
{
    json_object_seed(0);
}
