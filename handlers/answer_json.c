/* What the service answers: reports, lines of a batch, its own version and description. */
#include "handlers/answer.h"

#include "handlers/build.h"
#include "handlers/json.h"
#include "handlers/openapi.h"

#include <stdio.h>
#include <stdlib.h>

static enum fault describe(enum fault fault, const struct arena *arena, struct problem *problem)
{
    switch (fault) {
    case FAULT_NO_MEMORY:
        return problem_memory(problem, arena);
    case FAULT_TOO_SLOW:
        return problem_say(problem, fault, "The analysis took longer than the limit; send a shorter article.");
    case FAULT_TOO_LARGE:
        problem_say(problem, fault, "An article may have at most %u bytes; send it in parts.", ARTICLE_MAX);
        problem->limit = ARTICLE_MAX;
        return fault;
    case FAULT_ANSWER_TOO_LARGE:
        problem_say(problem, fault,
                    "An answer may have at most %d bytes; send the article in parts, or ask for fewer analyses.",
                    ANSWER_MAX);
        problem->limit = ANSWER_MAX;
        return fault;
    default:
        return problem_say(problem, fault, "The answer could not be written.");
    }
}

/* Analyses the request and appends the report. Counts what was found into the answer. */
static enum fault write_analysis(const struct model *model, const struct request *request, struct arena *arena,
                                 uint64_t deadline, struct json_text *text, struct answer *answer)
{
    struct report report;
    struct options options = {
        .title = request->title, .published = request->moment, .wanted = request->analyses, .deadline = deadline};
    enum fault fault = analyze(model, arena, request->text, &options, &report);
    answer->stages = report.stages;
    if (fault) {
        return fault;
    }
    answer->entities = (unsigned)report.entities.list.count;
    answer->quotes = (unsigned)report.quotes.list.count;
    answer->figures = (unsigned)report.figures.list.count;
    write_report(&report, request, arena, deadline, text);
    return text->fault;
}

void answer_request(const struct model *model, const struct request *request, struct arena *arena, uint64_t deadline,
                    enum layout layout, struct answer *answer)
{
    struct json_text text = {0};
    struct problem problem;
    *answer = (struct answer){.status = 200, .media_type = "application/json"};
    text.fault = write_analysis(model, request, arena, deadline, &text, answer);
    enum fault fault = text_finish(&text, layout, layout == LAYOUT_PRETTY, answer);
    if (fault) {
        struct stages stages = answer->stages;
        describe(fault, arena, &problem);
        answer_with_problem(answer, &problem);
        answer->stages = stages;
    }
}

/* The members before the result or the problem of a line: {"index", "id", "status". */
static json_t *line_head(size_t index, struct str id, int status)
{
    return json_pack("{s:I, s:o, s:i}", "index", (json_int_t)index, "id",
                     id.at ? json_stringn_nocheck(id.at, id.len) : json_null(), "status", status);
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
    struct json_text text = {0};
    answer->status = fault_status(problem->fault);
    text_open(&text, line_head(index, id, answer->status));
    text_put(&text, ",\"problem\":");
    text_tree(&text, problem_tree(problem));
    text_put(&text, "}");
    if (text_finish(&text, LAYOUT_COMPACT, true, answer)) {
        bare_line(index, answer);
    }
}

static enum fault line_result(const struct model *model, size_t index, const struct request *request,
                              struct arena *arena, uint64_t deadline, struct answer *answer)
{
    struct json_text text = {0};
    text_open(&text, line_head(index, request->id, 200));
    text_put(&text, ",\"result\":");
    enum fault fault = write_analysis(model, request, arena, deadline, &text, answer);
    text.fault = text.fault ? text.fault : fault;
    text_put(&text, "}");
    return text_finish(&text, LAYOUT_COMPACT, true, answer);
}

void answer_line(const struct model *model, struct str line, size_t index, struct arena *arena, uint64_t deadline,
                 struct answer *answer)
{
    struct request request;
    struct problem problem;
    *answer = (struct answer){.status = 200, .media_type = "application/x-ndjson"};
    request_init(&request, ANALYSE_ALL);
    enum fault fault = request_read_json(arena, line, &request, &problem);
    if (!fault && (fault = line_result(model, index, &request, arena, deadline, answer))) {
        describe(fault, arena, &problem);
    }
    if (fault) {
        line_problem(index, request.id, &problem, answer);
    }
}

void answer_lost_line(const struct problem *problem, size_t index, struct answer *answer)
{
    *answer = (struct answer){.media_type = "application/x-ndjson"};
    line_problem(index, (struct str){0}, problem, answer);
}

void answer_long_line(size_t limit, size_t index, struct answer *answer)
{
    struct problem problem;
    problem_say(&problem, FAULT_TOO_LARGE, "The line is longer than %zu bytes.", limit);
    problem.limit = limit;
    answer_lost_line(&problem, index, answer);
}

void answer_version(const struct model *model, struct answer *answer)
{
    *answer = (struct answer){.status = 200, .media_type = "application/json"};
    struct build build = build_info(model);
    json_t *tree = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "name", "byline", "version", build.version, "commit",
                             build.commit, "api", "1", "model", build.model, "kernels", build.kernels);
    enum fault fault = write_tree(tree, LAYOUT_COMPACT, false, answer);
    if (fault) {
        answer_problem(answer, fault, "Try again later.");
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
