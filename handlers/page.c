#include "handlers/page.h"

#include "handlers/handler.h"

#define DECLARE(path, type, name)                                                                                      \
    extern const char name[];                                                                                          \
    extern const size_t name##_length;
FOR_EACH_PAGE_FILE(DECLARE)

/* Everything from here, nothing inline, no form leaves, nobody frames it; and no script turns text into markup. */
static const char POLICY[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

static const struct file {
    const char *path, *media_type, *bytes;
    const size_t *length;
} FILES[] = {
#define ROW(path, type, name) {path, type, name, &name##_length},
    FOR_EACH_PAGE_FILE(ROW)};

void handle_page(const struct call *call, struct answer *answer)
{
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        if (str_is(call->path, FILES[i].path)) {
            *answer = (struct answer){
                .status = 200,
                .media_type = FILES[i].media_type,
                .body = (char *)FILES[i].bytes,
                .length = *FILES[i].length,
                .body_static = true,
                .policy = POLICY,
            };
            return;
        }
    }
    answer_problem(answer, FAULT_NOT_FOUND, "GET / is the page.");
}
