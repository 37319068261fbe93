/* Packed bodies and packed answers. */
#include "handlers/problem.h"
#include "server/exchange.h"
#include "server/gzip.h"

#include <stdlib.h>

void exchange_set_body(struct exchange *exchange, struct str body, bool is_static)
{
    struct answer *answer = &exchange->answer;
    if (!answer->body_static) {
        free(answer->body);
    }
    answer->body = (char *)body.at;
    answer->length = body.len;
    answer->body_static = is_static;
}

static void fail_to_unpack(struct exchange *exchange, enum fault fault)
{
    struct problem problem;
    size_t limit = exchange->service->settings.max_body;
    if (fault == FAULT_TOO_LARGE) {
        problem_say(&problem, fault, "Unpacked, the body may have at most %zu bytes, and at most %d times those sent.",
                    limit, GZIP_RATIO);
        problem.limit = limit;
    } else if (fault == FAULT_NOT_GZIP) {
        problem_say(&problem, fault, "The body is no gzip stream, or damaged, or cut off; pack it again.");
    } else {
        problem_say(&problem, fault, "The system has no memory to unpack the body.");
    }
    answer_with_problem(&exchange->answer, &problem);
}

/* At most one body is unpacked for each worker, so max_uploads is not asked. */
bool exchange_unpack(struct exchange *exchange)
{
    struct body *body = &exchange->body;
    struct str plain;
    size_t room;
    enum fault f = gzip_unpack((struct str){body->at, body->len}, exchange->service->settings.max_body, &plain, &room);
    if (f) {
        fail_to_unpack(exchange, f);
        return false;
    }
    exchange_release_body(exchange);
    *body = (struct body){(char *)plain.at, plain.len, room};
    budget_add(&exchange->service->uploads, room);
    return true;
}

void exchange_pack(struct exchange *exchange)
{
    struct answer *answer = &exchange->answer;
    struct str packed;
    if (exchange->takes_gzip && answer->length >= PACK_LEAST) {
        exchange->packed =
            gzip_pack((struct str){answer->body, answer->length}, (int)exchange->service->settings.gzip_level, &packed);
        if (exchange->packed) {
            exchange_set_body(exchange, packed, false);
        }
    }
}
