#include "handlers/handler.h"

#include "handlers/answer.h"
#include "handlers/html_text.h"
#include "handlers/media.h"

#include <stdlib.h>

void handlers_init(void)
{
    html_init();
    json_init();
}

void handlers_finish(void)
{
    html_finish();
}

void answer_finish(struct answer *answer)
{
    if (!answer->body_static) {
        free(answer->body);
    }
    *answer = (struct answer){0};
}

/* False, with the problem as the answer, when the client takes nothing that we can send. */
static bool acceptable(const struct call *call, struct answer *answer)
{
    if (accepts(call->accept, STR("application/json"))) {
        return true;
    }
    answer_problem(answer, FAULT_NOT_ACCEPTABLE, "The answer is application/json; accept that, or */*.");
    return false;
}

void handle_analyze(const struct call *call, struct answer *answer)
{
    struct request request;
    struct problem problem;
    if (!acceptable(call, answer)) {
        return;
    }
    enum fault f = request_read(call, &request, &problem);
    if (!f) {
        answer_request(call->model, &request, call->arena, call->deadline, LAYOUT_COMPACT, answer);
        return;
    }
    answer_with_problem(answer, &problem);
    if (f == FAULT_MEDIA_TYPE) {
        answer->headers[0] = (struct answer_header){"Accept-Post", "text/plain, application/json, text/html"};
    }
}

void handle_version(const struct call *call, struct answer *answer)
{
    if (acceptable(call, answer)) {
        answer_version(call->model, answer);
    }
}

void handle_openapi(const struct call *call, struct answer *answer)
{
    if (acceptable(call, answer)) {
        answer_openapi(answer);
    }
}
