/* Any bytes as a request. The first byte selects the form: its low two bits the media type (3: the rest up to the first
 * line end is the Content-Type itself), the next two what the path answers with, bit 4 a line of a batch. What stands
 * before the first line end behind it is the query. A request that is read must be as the analysis needs it; every
 * answer must be JSON. */
#include "analysis/text/utf8.h"
#include "handlers/answer.h"
#include "tests/reader.h"

#include <jansson.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool holds)
{
    if (!holds) {
        abort();
    }
}

static struct str cut_line(struct str *rest)
{
    const char *end = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
    struct str line = {rest->at, end ? (size_t)(end - rest->at) : 0};
    size_t used = end ? line.len + 1 : 0;
    *rest = (struct str){rest->at + used, rest->len - used};
    return line;
}

static void check_answer(const struct answer *answer)
{
    json_error_t error;
    need(answer->status == 200 || (answer->status >= 400 && answer->status <= 599));
    need(utf8_valid((struct str){answer->body, answer->length}) == answer->length);
    json_t *tree = json_loadb(answer->body, answer->length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    need(tree != NULL);
    json_decref(tree);
}

static void check_request(const struct call *call)
{
    struct request request;
    struct problem problem;
    enum fault f = request_read(call, &request, &problem);
    if (f) {
        need(problem.fault == f && utf8_valid(str_of(problem.detail)) == strlen(problem.detail));
        need(!problem.has_position || problem.position <= call->body.len);
        return;
    }
    need(request.text.len && utf8_valid(request.text) == request.text.len &&
         !memchr(request.text.at, 0, request.text.len));
    need(utf8_valid(request.id) == request.id.len && utf8_valid(request.title) == request.title.len);
    need(request.analyses && !(request.analyses & ~call->wanted));
    need(!request.published.at == !request.moment.day.year);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const TYPES[] = {"text/plain", "application/json", "text/html"};
    static const unsigned WANTED[] = {ANALYSE_ALL, ANALYSE_ENTITIES, ANALYSE_QUOTES, ANALYSE_FIGURES};
    struct arena arena;
    struct answer answer;
    if (!size) {
        return 0;
    }
    struct str rest = {(const char *)data + 1, size - 1};
    unsigned form = data[0];
    arena_init(&arena, (size_t)1 << 28);
    struct call call = {.wanted = WANTED[form >> 2 & 3], .arena = &arena, .model = reader()};
    call.content_type = (form & 3) == 3 ? cut_line(&rest) : str_of(TYPES[form & 3]);
    if (form & 16) {
        answer_line(reader(), rest, 0, &arena, 0, &answer);
        need(answer.body[answer.length - 1] == '\n' &&
             memchr(answer.body, '\n', answer.length) == answer.body + answer.length - 1);
    } else {
        call.accept = form & 32 ? cut_line(&rest) : (struct str){0};
        call.query = cut_line(&rest);
        call.body = rest;
        check_request(&call);
        handle_analyze(&call, &answer);
    }
    check_answer(&answer);
    answer_finish(&answer);
    arena_finish(&arena);
    return 0;
}
