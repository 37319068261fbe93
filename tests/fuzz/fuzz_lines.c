/* The lines of a stream do not depend on how it comes in pieces: they are what a plain split finds. The first byte is
 * the limit of a line, the second one the size of the pieces. */
#include "server/lines.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool right, const char *what)
{
    if (!right) {
        fprintf(stderr, "%s\n", what);
        abort();
    }
}

/* The next line of the rest that a plain split finds. */
static enum line_kind expected_line(struct str *rest, size_t limit, struct str *line)
{
    while (rest->len) {
        const char *newline = memchr(rest->at, '\n', rest->len);
        size_t end = newline ? (size_t)(newline - rest->at) : rest->len;
        *line = str_slice(*rest, 0, end);
        *rest = str_slice(*rest, newline ? end + 1 : end, rest->len);
        if (line->len > limit) {
            return LINE_TOO_LONG;
        }
        if (str_trim(*line).len) {
            return LINE_READ;
        }
    }
    return LINE_NONE;
}

static void compare(enum line_kind kind, struct str line, struct str *rest, size_t limit)
{
    struct str expected = {0};
    check(kind == expected_line(rest, limit, &expected), "another kind of line");
    check(kind != LINE_READ || str_equal(line, expected), "another line");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lines lines;
    if (size < 2) {
        return 0;
    }
    size_t limit = data[0], step = (size_t)data[1] + 1;
    struct str stream = {(const char *)data + 2, size - 2}, rest = stream, line;
    check(lines_init(&lines, limit), "no memory");
    while (stream.len) {
        struct str piece = str_slice(stream, 0, stream.len < step ? stream.len : step);
        stream = str_slice(stream, piece.len, stream.len);
        for (enum line_kind kind; (kind = lines_take(&lines, &piece, &line)) != LINE_NONE;) {
            compare(kind, line, &rest, limit);
        }
        check(piece.len == 0, "some of a piece was not taken");
    }
    enum line_kind last = lines_end(&lines, &line);
    compare(last, line, &rest, limit);
    check(last == LINE_NONE || expected_line(&rest, limit, &line) == LINE_NONE, "lines are missing");
    lines_finish(&lines);
    return 0;
}
