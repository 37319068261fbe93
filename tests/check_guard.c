#define _GNU_SOURCE /* memmem */
#include "server/guard.h"
#include "server/log.h"
#include "server/trace.h"
#include "tests/suite.h"

/* A request head as a test writes it: "METHOD TARGET VERSION", then fields, NULL at the end. */
struct row {
    const char *line;
    const char *fields[6];
    enum fault fault;
};

static void split_line(const char *line, struct head *head)
{
    struct str rest = str_of(line);
    size_t first = str_find(rest, STR(" "), 0), last = rest.len;
    while (last > 0 && rest.at[last - 1] != ' ') {
        last--;
    }
    head->method = str_slice(rest, 0, first);
    head->target = str_slice(rest, first + 1, last > first + 1 ? last - 1 : first + 1);
    head->version = str_slice(rest, last, rest.len);
}

static enum fault run(const struct row *row, struct framing *framing, const char **detail)
{
    struct field fields[6];
    struct head head = {.fields = fields};
    split_line(row->line, &head);
    for (; row->fields[head.count]; head.count++) {
        struct str field = str_of(row->fields[head.count]);
        size_t colon = str_find(field, STR(":"), 0);
        fields[head.count] = (struct field){str_slice(field, 0, colon), str_slice(field, colon + 1, field.len)};
    }
    return guard_check(&head, framing, detail);
}

#define HOST "Host: a.test"

static const struct row ROWS_OF_HEADS[] = {
    /* let through */
    {"GET / HTTP/1.1", {HOST}, OK},
    {"GET / HTTP/1.0", {NULL}, OK},
    {"GET /a?b=c%20d&e HTTP/1.1", {HOST, "Accept: */*"}, OK},
    {"GET http://a.test/b HTTP/1.1", {HOST}, OK},
    {"GET HTTPS://a.test:80/b?c HTTP/1.1", {HOST}, OK},
    {"GET http://a.test HTTP/1.1", {HOST}, OK},
    {"GET http://a.test?b/c@d HTTP/1.1", {HOST}, OK},
    {"OPTIONS * HTTP/1.1", {HOST}, OK},
    {"POST / HTTP/1.1", {HOST, "Content-Length: 0"}, OK},
    {"POST / HTTP/1.1", {HOST, "content-length:  17\t"}, OK},
    {"POST / HTTP/1.1", {HOST, "Content-Length: 0000000000000000017"}, OK},
    {"POST / HTTP/1.1", {HOST, "Transfer-Encoding: chunked"}, OK},
    {"POST / HTTP/1.1", {HOST, "TRANSFER-ENCODING: CHUNKED"}, OK},
    {"POST / HTTP/1.1", {HOST, "Expect: 100-continue", "Content-Length: 1"}, OK},
    {"POST / HTTP/1.0", {"Expect: anything", "Content-Length: 1"}, OK},
    {"GET / HTTP/1.1", {"Host:"}, OK},
    {"GET / HTTP/1.1", {"Host: [::1]:8080"}, OK},
    {"GET / HTTP/1.1", {HOST, "X:", "Y: a\tb \xc3\xa9", "Z: \"q\""}, OK},
    /* body of unclear length */
    {"POST / HTTP/1.1", {HOST, "Content-Length: 1", "Transfer-Encoding: chunked"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Transfer-Encoding: chunked", "Content-Length: 0"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Content-Length: 1", "Content-Length: 1"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Content-Length: 1", "content-length: 2"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Content-Length: 1, 1"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Content-Length:"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Content-Length: -1"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Content-Length: +1"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Content-Length: 0x1"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Content-Length: 1 2"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Content-Length: 18446744073709551617"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.0", {"Transfer-Encoding: chunked"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Transfer-Encoding: gzip"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Transfer-Encoding: gzip, chunked"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Transfer-Encoding:"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"}, FAULT_BAD_REQUEST},
    /* fields */
    {"GET / HTTP/1.1", {NULL}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {HOST, HOST}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.0", {HOST, "host: b"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {"Host: a/b"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {"Host: a@b"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {"Host: a b"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {HOST, ": x"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {HOST, "X : x"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {HOST, "X\x01: x"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {HOST, "X(: x"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {HOST, "X: a\rb"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {HOST, "X: a\nb"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1", {HOST, "X: a\x7f"}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.1",
     {HOST, "X: \x0b"
            "b"},
     FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Content-Type: a/b", "Content-Type: a/b"}, FAULT_BAD_REQUEST},
    {"POST / HTTP/1.1", {HOST, "Expect: 200-ok"}, FAULT_EXPECTATION},
    {"POST / HTTP/1.1", {HOST, "Expect: 100-continue", "Expect: 100-continue"}, FAULT_EXPECTATION},
    {"POST / HTTP/1.1", {HOST, "Expect: 200-ok", "Transfer-Encoding: gzip"}, FAULT_BAD_REQUEST},
    /* request line */
    {"GET  HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET a HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET * HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET /a b HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET /a\tb HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET /caf\xc3\xa9 HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET /#a HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET /%00 HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET /?a=%00 HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET /% HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET /%4 HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET /%g0 HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET ftp://a/b HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET http:///b HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET http://?a HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET http://a@b/c HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"CONNECT a:80 HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"G(T / HTTP/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET / HTTP/2.0", {HOST}, FAULT_BAD_REQUEST},
    {"GET / HTTP/1.2", {HOST}, FAULT_BAD_REQUEST},
    {"GET / http/1.1", {HOST}, FAULT_BAD_REQUEST},
    {"GET / ", {HOST}, FAULT_BAD_REQUEST},
};

START_TEST(heads_are_judged)
{
    const struct row *row = &ROWS_OF_HEADS[_i];
    struct framing framing;
    const char *detail;
    enum fault f = run(row, &framing, &detail);
    ck_assert_msg(f == row->fault, "%s, %s: %d %s", row->line, row->fields[0] ? row->fields[0] : "", f, detail);
    ck_assert((f != OK) == (detail[0] != '\0'));
}
END_TEST

START_TEST(nul_bytes_are_refused)
{
    struct framing framing;
    const char *detail;
    struct field fields[] = {{STR_INIT("Host"), STR_INIT("a")}, {STR_INIT("X"), STR_INIT("a\0b")}};
    struct head head = {STR("GET"), STR("/a\0b"), STR("HTTP/1.1"), fields, 1};
    ck_assert_int_eq(guard_check(&head, &framing, &detail), FAULT_BAD_REQUEST);
    head.target = STR("/a");
    ck_assert_int_eq(guard_check(&head, &framing, &detail), OK);
    head.count = 2;
    ck_assert_int_eq(guard_check(&head, &framing, &detail), FAULT_BAD_REQUEST);
}
END_TEST

START_TEST(long_targets_are_refused)
{
    static char target[TARGET_MAX + 1];
    struct framing framing;
    const char *detail;
    struct field host = {STR_INIT("Host"), STR_INIT("a")};
    memset(target, '/', sizeof target);
    struct head head = {STR("GET"), {target, TARGET_MAX}, STR("HTTP/1.1"), &host, 1};
    ck_assert_int_eq(guard_check(&head, &framing, &detail), OK);
    head.target.len++;
    ck_assert_int_eq(guard_check(&head, &framing, &detail), FAULT_URI_TOO_LONG);
}
END_TEST

START_TEST(framing_is_told)
{
    struct framing framing;
    const char *detail;
    struct row row = {"POST http://a/b/c?d=e?f HTTP/1.1", {HOST, "Content-Length: 12", "Expect: 100-Continue"}, OK};
    ck_assert_int_eq(run(&row, &framing, &detail), OK);
    ck_assert(str_is(framing.path, "/b/c") && str_is(framing.query, "d=e?f"));
    ck_assert(framing.has_length && framing.length == 12 && !framing.chunked);
    row = (struct row){"GET http://a?b/c HTTP/1.1", {HOST}, OK};
    ck_assert_int_eq(run(&row, &framing, &detail), OK);
    ck_assert(str_is(framing.path, "/") && str_is(framing.query, "b/c"));
    row = (struct row){"OPTIONS * HTTP/1.1", {HOST, "Transfer-Encoding: chunked"}, OK};
    ck_assert_int_eq(run(&row, &framing, &detail), OK);
    ck_assert(framing.is_asterisk && framing.chunked && !framing.has_length);
}
END_TEST

static const struct {
    const char *given;
    bool kept;
} IDS[] = {{"a", true},    {"A.b_c-9", true}, {"", false},         {"a b", false},
           {"a\n", false}, {"a:b", false},    {"\xc3\xa9", false}, {"a/b", false}};

START_TEST(request_ids)
{
    char id[REQUEST_ID_ROOM], other[REQUEST_ID_ROOM], longest[REQUEST_ID_ROOM + 1];
    request_id(str_of(IDS[_i].given), id);
    request_id(str_of(IDS[_i].given), other);
    ck_assert_int_eq(strcmp(id, IDS[_i].given) == 0, IDS[_i].kept);
    ck_assert_int_eq(strcmp(id, other) == 0, IDS[_i].kept);
    ck_assert(IDS[_i].kept || (strlen(id) == 32 && strspn(id, "0123456789abcdef") == 32));
    memset(longest, 'x', sizeof longest);
    request_id((struct str){longest, 64}, id);
    ck_assert_uint_eq(strspn(id, "x"), 64);
    request_id((struct str){longest, 65}, id);
    ck_assert_uint_eq(strlen(id), 32);
}
END_TEST

START_TEST(log_lines_are_json)
{
    struct log_line line;
    log_begin(&line, LOG_INFO, LOG_WARNING);
    log_text(&line, "a", "q\"b\\c\n\x1f\x7f\xff");
    log_number(&line, "n", UINT64_MAX);
    ck_assert_ptr_nonnull(memmem(line.text, line.len, "\"a\":\"q\\\"b\\\\c\\u000a\\u001f\\u007f?\"",
                                 strlen("\"a\":\"q\\\"b\\\\c\\u000a\\u001f\\u007f?\"")));
    ck_assert_ptr_nonnull(memmem(line.text, line.len, ",\"n\":18446744073709551615", 25));
    size_t before = line.len;
    char huge[4000];
    memset(huge, 'x', sizeof huge - 1);
    huge[sizeof huge - 1] = '\0';
    log_text(&line, "huge", huge);
    ck_assert_uint_eq(line.len, before);
    log_begin(&line, LOG_ERROR, LOG_INFO);
    ck_assert(!line.wanted);
    log_text(&line, "a", "b");
    ck_assert_uint_eq(line.len, 0);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, heads_are_judged, 0, ROWS(ROWS_OF_HEADS));
    tcase_add_test(tcase, nul_bytes_are_refused);
    tcase_add_test(tcase, long_targets_are_refused);
    tcase_add_test(tcase, framing_is_told);
    tcase_add_loop_test(tcase, request_ids, 0, ROWS(IDS));
    tcase_add_test(tcase, log_lines_are_json);
}

SUITE_MAIN("guard", add_tests)
