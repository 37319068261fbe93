#include "handlers/handler.h"
#include "handlers/media.h"

static const char TYPE[] = "application/x-ndjson";

void refuse_batch(const struct call *call, struct answer *answer)
{
    struct media_type type = media_type_read(call->content_type);
    if (!str_equal_nocase(type.name, STR(TYPE)) || !media_type_is_utf8(&type)) {
        answer_problem(answer, FAULT_MEDIA_TYPE,
                       "The body is a JSON request a line, in UTF-8; use: curl --data-binary @requests.ndjson "
                       "-H 'Content-Type: %s' URL",
                       TYPE);
        answer->headers[0] = (struct answer_header){"Accept-Post", "application/x-ndjson"};
    } else if (!accepts(call->accept, STR(TYPE))) {
        answer_problem(answer, FAULT_NOT_ACCEPTABLE, "The answer is %s; accept that, or */*.", TYPE);
    } else if (call->query.len) {
        answer_problem(answer, FAULT_INVALID,
                       "Options are members of each line, such as {\"text\": \"...\", "
                       "\"offsets\": \"utf16\"}; a batch has no query.");
    }
}
