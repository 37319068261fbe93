/* The guard on any head: "METHOD TARGET VERSION" in the first line, "name:value" in the others. What it lets through
 * must keep what the rest of the server relies on. */
#include "server/guard.h"
#include "server/trace.h"

#include <stdlib.h>

enum { FIELDS_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Takes what stands before the next `mark` off the front of *rest; all of it where there is none. */
static struct str cut(struct str *rest, char mark)
{
    const char *at = rest->len ? memchr(rest->at, mark, rest->len) : NULL;
    size_t len = at ? (size_t)(at - rest->at) : rest->len;
    struct str piece = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, at ? len + 1 : len, rest->len);
    return piece;
}

static void check(const struct head *head, const struct framing *framing)
{
    bool has_path = framing->path.len > 0 && framing->path.at[0] == '/';
    if (has_path == framing->is_asterisk || (framing->has_length && framing->chunked) ||
        framing->path.len + framing->query.len > head->target.len || head->target.len > TARGET_MAX ||
        (framing->path.len && memchr(framing->path.at, '\0', framing->path.len)) ||
        (framing->chunked && !str_is(head->version, "HTTP/1.1"))) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct str line = cut(&rest, '\n');
    struct field fields[FIELDS_MAX];
    struct head head = {.fields = fields};
    struct framing framing;
    const char *detail;
    char id[REQUEST_ID_ROOM], trace[TRACE_ID_ROOM];
    head.method = cut(&line, ' ');
    head.target = cut(&line, ' ');
    head.version = line;
    for (; rest.len && head.count < FIELDS_MAX; head.count++) {
        struct str field = cut(&rest, '\n');
        fields[head.count].name = cut(&field, ':');
        fields[head.count].value = field;
        request_id(field, id);
        trace_id(field, trace);
        if (id[0] == '\0' || (trace[0] && strlen(trace) != TRACE_ID_ROOM - 1)) {
            abort();
        }
    }
    if (guard_check(&head, &framing, &detail) == OK) {
        check(&head, &framing);
    } else if (detail[0] == '\0') {
        abort();
    }
    return 0;
}
