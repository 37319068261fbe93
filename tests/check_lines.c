#include "server/lines.h"
#include "tests/suite.h"

#include <stdio.h>
#include <stdlib.h>

enum { LIMIT = 10 };

/* What a stream's lines are, "!" for one that is too long; each line is followed by "|". */
static const struct {
    const char *stream, *lines;
} STREAMS[] = {
    {"", ""},
    {"a", "a|"},
    {"a\n", "a|"},
    {"a\nb", "a|b|"},
    {"\n\n \n\t\r\n", ""},
    {"\na\n\nb\r\n", "a|b\r|"},
    {"0123456789\nx", "0123456789|x|"},
    {"0123456789", "0123456789|"},
    {"0123456789A\nx", "!|x|"},
    {"0123456789A", "!|"},
    {"           \n           \n", "!|!|"},
    {"0123456789ABCDEF0123456789\n0123456789\n0123456789A\n", "!|0123456789|!|"},
};

static void put(char *out, enum line_kind kind, struct str line)
{
    size_t len = strlen(out);
    snprintf(out + len, 200 - len, "%.*s|", kind == LINE_TOO_LONG ? 1 : (int)line.len,
             kind == LINE_TOO_LONG ? "!" : line.at);
}

/* Reads the stream in pieces of `size` bytes, each in memory of its own size so that a sanitizer sees the bounds. */
static void read_in_pieces(struct lines *lines, struct str stream, size_t size, char *out)
{
    struct str line;
    enum line_kind kind;
    for (size_t at = 0; at < stream.len; at += size) {
        size_t len = stream.len - at < size ? stream.len - at : size;
        char *copy = malloc(len);
        ck_assert_ptr_nonnull(copy);
        memcpy(copy, stream.at + at, len);
        struct str piece = {copy, len};
        while ((kind = lines_take(lines, &piece, &line)) != LINE_NONE) {
            put(out, kind, line);
        }
        ck_assert_uint_eq(piece.len, 0);
        free(copy);
    }
    if ((kind = lines_end(lines, &line)) != LINE_NONE) {
        put(out, kind, line);
    }
    ck_assert_int_eq(lines_end(lines, &line), LINE_NONE);
}

START_TEST(the_pieces_do_not_matter)
{
    struct str stream = str_of(STREAMS[_i].stream);
    struct lines lines;
    ck_assert(lines_init(&lines, LIMIT));
    for (size_t size = 1; size <= stream.len + 1; size++) {
        char out[200] = "";
        read_in_pieces(&lines, stream, size, out);
        ck_assert_str_eq(out, STREAMS[_i].lines);
    }
    lines_finish(&lines);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, the_pieces_do_not_matter, 0, sizeof STREAMS / sizeof *STREAMS);
}

SUITE_MAIN("lines", add_tests)
