/* Requests in their three forms: what is read out of them, and what is refused with which problem. */
#include "analysis/base/clock.h"
#include "handlers/answer.h"
#include "handlers/media.h"
#include "tests/suite.h"

static struct arena arena;

static void setup(void)
{
    arena_init(&arena, (size_t)1 << 30);
}

static void teardown(void)
{
    arena_finish(&arena);
}

#define PLAIN "text/plain"
#define JSON "application/json"
#define HTML "text/html"

static const struct {
    const char *header, *name, *charset;
    bool utf8;
} MEDIA_TYPES[] = {
    {"text/plain", "text/plain", "", true},
    {" text/plain ; charset=UTF-8", "text/plain", "UTF-8", true},
    {"text/plain;charset=\"utf-8\"", "text/plain", "utf-8", true},
    {"text/plain; format=flowed; Charset=Utf-8", "text/plain", "Utf-8", true},
    {"text/plain; note=\"a;charset=latin1\"", "text/plain", "", true},
    {"text/plain; note=\"a\\\";charset=x\"; charset=latin1", "text/plain", "latin1", false},
    {"text/plain; charset=utf-16", "text/plain", "utf-16", false},
    {"text/plain; charset=", "text/plain", "?", false},
    {"text/plain; charset", "text/plain", "?", false},
    {"text/plain; charset=utf-8; charset=latin1", "text/plain", "utf-8", true},
    {"", "", "", true},
    {";", "", "", true},
    {"\"", "\"", "", true},
};

START_TEST(media_types_are_read)
{
    struct media_type type = media_type_read(str_of(MEDIA_TYPES[_i].header));
    ck_assert_msg(str_is(type.name, MEDIA_TYPES[_i].name), "%.*s", STR_ARGS(type.name));
    ck_assert_msg(str_is(type.charset, MEDIA_TYPES[_i].charset), "%.*s", STR_ARGS(type.charset));
    ck_assert_int_eq(media_type_is_utf8(&type), MEDIA_TYPES[_i].utf8);
}
END_TEST

static const struct {
    const char *accept;
    bool json;
} ACCEPTS[] = {
    {"", true},
    {" ", true},
    {"*/*", true},
    {"application/*", true},
    {"application/json", true},
    {"Application/JSON; charset=utf-8", true},
    {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true},
    {"text/html, application/json;q=0.1", true},
    {"text/html", false},
    {"text/*", false},
    {"application/json;q=0", false},
    {"application/json;q=0.000", false},
    {"application/json; q=0.001", true},
    {"application/json;q=0, */*", false},
    {"*/*, application/json;q=0", false},
    {"*/*;q=0, application/json", true},
    {"application/*;q=0, */*;q=1", false},
    {"application/*;q=0.0, application/json;q=0.5", true},
    {"application/problem+json", false},
    {"application/jsonx", false},
    {",,;q=0,", false},
    {"text/plain;note=\"a,application/json\"", false},
};

START_TEST(accept_is_weighed)
{
    ck_assert_int_eq(accepts(str_of(ACCEPTS[_i].accept), STR("application/json")), ACCEPTS[_i].json);
}
END_TEST

/* What a request is read as. NULL: not there. */
static const struct {
    const char *type, *query, *body;
    const char *text, *id, *title, *published;
    enum offset_unit offsets;
    unsigned analyses;
} GOOD[] = {
    {PLAIN, "", "Rain.", "Rain.", NULL, NULL, NULL, OFFSETS_CODEPOINT, ANALYSE_ALL},
    {"TEXT/Plain; charset=\"Utf-8\"", "", "Rain.", "Rain.", NULL, NULL, NULL, OFFSETS_CODEPOINT, ANALYSE_ALL},
    {PLAIN, "", "\xEF\xBB\xBFRain.", "\xEF\xBB\xBFRain.", NULL, NULL, NULL, OFFSETS_CODEPOINT, ANALYSE_ALL},
    {PLAIN, "offsets=utf16&id=a%2Fb+c&title=%E2%80%9CRain%E2%80%9D", "Rain.", "Rain.", "a/b c", "“Rain”", NULL,
     OFFSETS_UTF16, ANALYSE_ALL},
    {PLAIN, "&&offsets=utf8&", "Rain.", "Rain.", NULL, NULL, NULL, OFFSETS_UTF8, ANALYSE_ALL},
    {PLAIN, "%6Fffsets=codepoint&id=", "Rain.", "Rain.", "", NULL, NULL, OFFSETS_CODEPOINT, ANALYSE_ALL},
    {PLAIN, "id", "Rain.", "Rain.", "", NULL, NULL, OFFSETS_CODEPOINT, ANALYSE_ALL},
    {PLAIN, "id=a=b", "Rain.", "Rain.", "a=b", NULL, NULL, OFFSETS_CODEPOINT, ANALYSE_ALL},
    {PLAIN, "analyses=quotes", "Rain.", "Rain.", NULL, NULL, NULL, OFFSETS_CODEPOINT, ANALYSE_QUOTES},
    {PLAIN, "analyses=figures,%20quotes,figures", "Rain.", "Rain.", NULL, NULL, NULL, OFFSETS_CODEPOINT,
     ANALYSE_QUOTES | ANALYSE_FIGURES},
    {PLAIN, "published=2024-02-29", "Rain.", "Rain.", NULL, NULL, "2024-02-29", OFFSETS_CODEPOINT, ANALYSE_ALL},
    {PLAIN, "published=2024-02-29T10:00:00+02:00", "Rain.", "Rain.", NULL, NULL, "2024-02-29T10:00:00+02:00",
     OFFSETS_CODEPOINT, ANALYSE_ALL},
    {PLAIN, "published=2024-02-29+10%3A00%3A00%2B02%3A00", "Rain.", "Rain.", NULL, NULL, "2024-02-29 10:00:00+02:00",
     OFFSETS_CODEPOINT, ANALYSE_ALL},
    {JSON, "", "{\"text\":\"Rain.\"}", "Rain.", NULL, NULL, NULL, OFFSETS_CODEPOINT, ANALYSE_ALL},
    {JSON "; charset=utf-8", "", "\xEF\xBB\xBF {\"text\" : \"Rain.\"}\r\n", "Rain.", NULL, NULL, NULL,
     OFFSETS_CODEPOINT, ANALYSE_ALL},
    {JSON, "",
     "{\"title\":\"Wet\",\"text\":\"\\ud83c\\udf27 \\u0041\\n\",\"id\":\"1\",\"offsets\":\"utf16\","
     "\"published\":\"2024-11-05\",\"analyses\":[\"entities\",\"entities\"]}",
     "🌧 A\n", "1", "Wet", "2024-11-05", OFFSETS_UTF16, ANALYSE_ENTITIES},
    {JSON, "", "{\"text\":\"Rain.\",\"id\":null,\"title\":null,\"published\":null,\"analyses\":null,\"offsets\":null}",
     "Rain.", NULL, NULL, NULL, OFFSETS_CODEPOINT, ANALYSE_ALL},
    {HTML, "id=p", "<p>Rain &amp; wind.<p>Snow.", "Rain & wind.\n\nSnow.", "p", NULL, NULL, OFFSETS_CODEPOINT,
     ANALYSE_ALL},
};

static enum fault read_call(const char *type, const char *query, struct str body, unsigned wanted,
                            struct request *request, struct problem *problem)
{
    struct call call = {
        .content_type = str_of(type), .query = str_of(query), .body = body, .wanted = wanted, .arena = &arena};
    return request_read(&call, request, problem);
}

static void check_text(struct str have, const char *want, const char *what)
{
    ck_assert_msg(!have.at == !want, "%s: %.*s, not %s", what, STR_ARGS(have), want ? want : "NULL");
    ck_assert_msg(!want || str_is(have, want), "%s: %.*s, not %s", what, STR_ARGS(have), want);
}

START_TEST(good_requests_are_read)
{
    struct request request;
    struct problem problem;
    enum fault f = read_call(GOOD[_i].type, GOOD[_i].query, str_of(GOOD[_i].body), ANALYSE_ALL, &request, &problem);
    ck_assert_msg(!f, "%s", problem.detail);
    check_text(request.text, GOOD[_i].text, "text");
    check_text(request.id, GOOD[_i].id, "id");
    check_text(request.title, GOOD[_i].title, "title");
    check_text(request.published, GOOD[_i].published, "published");
    ck_assert_int_eq(request.moment.day.year != 0, GOOD[_i].published != NULL);
    ck_assert_int_eq(request.offsets, GOOD[_i].offsets);
    ck_assert_uint_eq(request.analyses, GOOD[_i].analyses);
    ck_assert_int_eq(request.echo_text, strcmp(GOOD[_i].type, HTML) == 0);
}
END_TEST

enum { NOWHERE = -1 };

/* The name is of the member, with a "?" before it of the query parameter. */
static const struct {
    const char *type, *query;
    struct str body;
    enum fault fault;
    const char *name;
    int position;
} BAD[] = {
    {"", "", STR_INIT("Rain."), FAULT_MEDIA_TYPE, "", NOWHERE},
    {"text", "", STR_INIT("Rain."), FAULT_MEDIA_TYPE, "", NOWHERE},
    {"text/plainest", "", STR_INIT("Rain."), FAULT_MEDIA_TYPE, "", NOWHERE},
    {"application/ld+json", "", STR_INIT("{}"), FAULT_MEDIA_TYPE, "", NOWHERE},
    {"application/x-www-form-urlencoded", "", STR_INIT("Rain."), FAULT_MEDIA_TYPE, "", NOWHERE},
    {"multipart/form-data; boundary=x", "", STR_INIT("Rain."), FAULT_MEDIA_TYPE, "", NOWHERE},
    {"text/plain; charset=iso-8859-1", "", STR_INIT("Rain."), FAULT_MEDIA_TYPE, "", NOWHERE},
    {"text/html; charset=windows-1252", "", STR_INIT("Rain."), FAULT_MEDIA_TYPE, "", NOWHERE},
    {"application/json; charset=utf-16", "", STR_INIT("{}"), FAULT_MEDIA_TYPE, "", NOWHERE},
    {PLAIN, "", STR_INIT(""), FAULT_INVALID, "", NOWHERE},
    {PLAIN, "", STR_INIT(" \r\n\t\xC2\xA0\xE2\x80\x83"), FAULT_INVALID, "", NOWHERE},
    {PLAIN, "", STR_INIT("Rain\xFF."), FAULT_NOT_UTF8, "", 4},
    {PLAIN, "", STR_INIT("Rain \xE2\x82"), FAULT_NOT_UTF8, "", 5},
    {PLAIN, "", STR_INIT("R\xC3\xA9 \xED\xA0\x80"), FAULT_NOT_UTF8, "", 4},
    {PLAIN, "", STR_INIT("R\0a\0"), FAULT_INVALID, "", 1},
    {PLAIN, "offset=utf8", STR_INIT("Rain."), FAULT_INVALID, "?offset", NOWHERE},
    {PLAIN, "Offsets=utf8", STR_INIT("Rain."), FAULT_INVALID, "?Offsets", NOWHERE},
    {PLAIN, "=", STR_INIT("Rain."), FAULT_INVALID, "?", NOWHERE},
    {PLAIN, "text=x", STR_INIT("Rain."), FAULT_INVALID, "?text", NOWHERE},
    {PLAIN, "offsets=bytes", STR_INIT("Rain."), FAULT_INVALID, "?offsets", NOWHERE},
    {PLAIN, "offsets=", STR_INIT("Rain."), FAULT_INVALID, "?offsets", NOWHERE},
    {PLAIN, "offsets=utf8&offsets=utf8", STR_INIT("Rain."), FAULT_INVALID, "?offsets", NOWHERE},
    {PLAIN, "offsets=utf8%00", STR_INIT("Rain."), FAULT_INVALID, "?offsets", NOWHERE},
    {PLAIN, "id=%", STR_INIT("Rain."), FAULT_BAD_REQUEST, "?id", NOWHERE},
    {PLAIN, "id=%4", STR_INIT("Rain."), FAULT_BAD_REQUEST, "?id", NOWHERE},
    {PLAIN, "id=%4g", STR_INIT("Rain."), FAULT_BAD_REQUEST, "?id", NOWHERE},
    {PLAIN, "id=%E2%82", STR_INIT("Rain."), FAULT_NOT_UTF8, "?id", NOWHERE},
    {PLAIN, "title=%C0%80", STR_INIT("Rain."), FAULT_NOT_UTF8, "?title", NOWHERE},
    {PLAIN, "published=yesterday", STR_INIT("Rain."), FAULT_INVALID, "?published", NOWHERE},
    {PLAIN, "published=2023-02-29", STR_INIT("Rain."), FAULT_INVALID, "?published", NOWHERE},
    {PLAIN, "published=2024-1-5", STR_INIT("Rain."), FAULT_INVALID, "?published", NOWHERE},
    {PLAIN, "published=", STR_INIT("Rain."), FAULT_INVALID, "?published", NOWHERE},
    {PLAIN, "analyses=", STR_INIT("Rain."), FAULT_INVALID, "?analyses", NOWHERE},
    {PLAIN, "analyses=quotes,", STR_INIT("Rain."), FAULT_INVALID, "?analyses", NOWHERE},
    {PLAIN, "analyses=quotes;figures", STR_INIT("Rain."), FAULT_INVALID, "?analyses", NOWHERE},
    {JSON, "offsets=utf8", STR_INIT("{\"text\":\"Rain.\"}"), FAULT_INVALID, "?offsets", NOWHERE},
    {JSON, "", STR_INIT(""), FAULT_NOT_JSON, "", 0},
    {JSON, "", STR_INIT("Rain."), FAULT_NOT_JSON, "", 4},
    {JSON, "", STR_INIT("{\"text\":\"Rain.\"} x"), FAULT_NOT_JSON, "", 18},
    {JSON, "", STR_INIT("{\"text\":\"Rain.\",}"), FAULT_NOT_JSON, "", 17},
    {JSON, "", STR_INIT("{'text':'Rain.'}"), FAULT_NOT_JSON, "", 2},
    {JSON, "", STR_INIT("{\"text\":\"Ra\nin.\"}"), FAULT_NOT_JSON, "", 11},
    {JSON, "", STR_INIT("{\"text\":\"R\\ud800.\"}"), FAULT_NOT_JSON, "", 18},
    {JSON, "", STR_INIT("{\"text\":\"R\\ude00\\ud83d.\"}"), FAULT_NOT_JSON, "", 24},
    {JSON, "", STR_INIT("{\"text\":\"R\0\"}"), FAULT_NOT_JSON, "", 10},
    {JSON, "", STR_INIT("{\"n\":1\0}"), FAULT_NOT_JSON, "", 6},
    {JSON, "", STR_INIT("{\"text\":\"R\"}\0"), FAULT_NOT_JSON, "", 12},
    {JSON, "", STR_INIT("\xFE\xFF\0{"), FAULT_NOT_UTF8, "", 0},
    {JSON, "", STR_INIT("\xEF\xBB\xBF{\"text\":\"R\xE9\"}"), FAULT_NOT_UTF8, "", 13},
    {JSON, "", STR_INIT("{\"text\":\"R\\u0000\"}"), FAULT_INVALID, "", 17},
    {JSON, "", STR_INIT("{\"a\\u0000\":1}"), FAULT_INVALID, "", 10},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"text\":\"R\"}"), FAULT_BAD_REQUEST, "text", 18},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"\\u0074ext\":\"R\"}"), FAULT_BAD_REQUEST, "\\u0074ext", 23},
    {JSON, "", STR_INIT("{\"text\":{\"a\":1,\"a\":2}}"), FAULT_INVALID, "text", NOWHERE},
    {JSON, "", STR_INIT("{\"a\":1,\"a\":2}"), FAULT_INVALID, "a", NOWHERE},
    {JSON, "", STR_INIT("{\"\":1,\"\":2}"), FAULT_INVALID, "", NOWHERE},
    {JSON, "", STR_INIT("{\"a\":1,\"a\":2,"), FAULT_NOT_JSON, "", 13},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"n\":1e999}"), FAULT_BAD_REQUEST, "", 21},
    {JSON, "", STR_INIT("[]"), FAULT_INVALID, "", NOWHERE},
    {JSON, "", STR_INIT("\"Rain.\""), FAULT_INVALID, "", NOWHERE},
    {JSON, "", STR_INIT("123456789012345678901234567890"), FAULT_INVALID, "", NOWHERE},
    {JSON, "", STR_INIT("{}"), FAULT_INVALID, "text", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":null}"), FAULT_INVALID, "text", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":[\"R\"]}"), FAULT_INVALID, "text", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\" \\n \"}"), FAULT_INVALID, "text", NOWHERE},
    {JSON, "", STR_INIT("{\"txt\":\"R\"}"), FAULT_INVALID, "txt", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"\":1}"), FAULT_INVALID, "", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"id\":7}"), FAULT_INVALID, "id", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"title\":true}"), FAULT_INVALID, "title", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"published\":20241105}"), FAULT_INVALID, "published", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"published\":\"\"}"), FAULT_INVALID, "published", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"offsets\":\"UTF8\"}"), FAULT_INVALID, "offsets", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"analyses\":\"quotes\"}"), FAULT_INVALID, "analyses", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"analyses\":[]}"), FAULT_INVALID, "analyses", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"analyses\":[\"quotes\",\"names\"]}"), FAULT_INVALID, "analyses", NOWHERE},
    {JSON, "", STR_INIT("{\"text\":\"R\",\"analyses\":[null]}"), FAULT_INVALID, "analyses", NOWHERE},
    {HTML, "", STR_INIT(""), FAULT_INVALID, "", NOWHERE},
    {HTML, "", STR_INIT("<script>alert(1)</script>"), FAULT_INVALID, "", NOWHERE},
    {HTML, "", STR_INIT("<p>R\xE9"), FAULT_NOT_UTF8, "", 4},
    {HTML, "", STR_INIT("<p>R\0"), FAULT_INVALID, "", 4},
    {HTML, "x=1", STR_INIT("<p>R"), FAULT_INVALID, "?x", NOWHERE},
};

START_TEST(bad_requests_are_refused)
{
    struct request request;
    struct problem problem;
    enum fault f = read_call(BAD[_i].type, BAD[_i].query, BAD[_i].body, ANALYSE_ALL, &request, &problem);
    bool parameter = BAD[_i].name[0] == '?';
    ck_assert_msg(f == BAD[_i].fault && f == problem.fault, "%s, not %s: %s", fault_slug(f), fault_slug(BAD[_i].fault),
                  problem.detail);
    ck_assert_str_eq(problem.name, BAD[_i].name + parameter);
    ck_assert_int_eq(problem.about == ABOUT_PARAMETER, parameter);
    ck_assert_int_eq(problem.has_position ? (int)problem.position : NOWHERE, BAD[_i].position);
    ck_assert_uint_gt(strlen(problem.detail), 10);
    ck_assert_int_eq(problem.detail[strlen(problem.detail) - 1] == '.' || f == FAULT_MEDIA_TYPE ||
                         strchr(problem.detail, '?') != NULL,
                     1);
}
END_TEST

/* A path with one array takes a selection that holds it, so that one body serves all paths. */
START_TEST(a_path_answers_with_what_it_has)
{
    struct request request;
    struct problem problem;
    struct str all = STR("{\"text\":\"R\",\"analyses\":[\"entities\",\"quotes\",\"figures\"]}");
    struct str other = STR("{\"text\":\"R\",\"analyses\":[\"entities\"]}");
    ck_assert_int_eq(read_call(JSON, "", all, ANALYSE_QUOTES, &request, &problem), OK);
    ck_assert_uint_eq(request.analyses, ANALYSE_QUOTES);
    ck_assert_int_eq(read_call(JSON, "", other, ANALYSE_QUOTES, &request, &problem), FAULT_INVALID);
    ck_assert_str_eq(problem.name, "analyses");
    ck_assert_int_eq(read_call(PLAIN, "analyses=figures", STR("R"), ANALYSE_QUOTES, &request, &problem), FAULT_INVALID);
}
END_TEST

/* A refused request still tells whose it was, for the lines of a batch. */
START_TEST(the_id_of_a_refused_request_is_kept)
{
    struct request request;
    struct problem problem;
    request_init(&request, ANALYSE_ALL);
    ck_assert_int_eq(request_read_json(&arena, STR("{\"bogus\":1,\"id\":\"a\"}"), &request, &problem), FAULT_INVALID);
    ck_assert_str_eq(problem.name, "bogus");
    check_text(request.id, "a", "id");
}
END_TEST

/* A document of brackets would cost jansson seventy times its size. */
START_TEST(documents_of_many_values_are_not_parsed)
{
    struct request request;
    struct problem problem;
    static const char *const PIECES[] = {"[", "{},", "[0,", "{\"a\":[", "0,"};
    size_t room = (size_t)4 << 20, length = 1;
    char *body = arena_alloc(&arena, room, 1);
    body[0] = '[';
    for (size_t step = strlen(PIECES[_i]); length + step < room; length += step) {
        memcpy(body + length, PIECES[_i], step);
    }
    request_init(&request, ANALYSE_ALL);
    uint64_t began = clock_now();
    ck_assert_int_eq(request_read_json(&arena, (struct str){body, length}, &request, &problem), FAULT_BAD_REQUEST);
    ck_assert_uint_eq(problem.limit, 1000);
    ck_assert_uint_lt(clock_now() - began, UINT64_C(2000000000));
}
END_TEST

START_TEST(commas_in_the_text_are_no_values)
{
    struct request request;
    struct problem problem;
    char body[9000] = "{\"text\":\"\\\"";
    memset(body + strlen(body), ',', 5000);
    strncat(body, "[{\"}", 5);
    request_init(&request, ANALYSE_ALL);
    enum fault f = request_read_json(&arena, str_of(body), &request, &problem);
    ck_assert_msg(!f, "%s", problem.detail);
    ck_assert_uint_eq(request.text.len, 5003);
}
END_TEST

START_TEST(what_is_shown_is_cut_at_a_character)
{
    struct problem problem;
    struct str name = STR("0123456789012345678901234567890123456789012345678901234567é9");
    problem_say(&problem, FAULT_INVALID, "%.*s", STR_ARGS(name));
    problem_member(&problem, name);
    ck_assert_str_eq(problem.name, "0123456789012345678901234567890123456789012345678901234567é");
    problem_member(&problem, STR("01234567890123456789012345678901234567890123456789012345678é"));
    ck_assert_uint_eq(strlen(problem.name), 59);
    char long_text[1000];
    memset(long_text, 'x', sizeof long_text);
    long_text[398] = '\xC3';
    long_text[399] = '\xA9';
    long_text[400] = '\0';
    problem_say(&problem, FAULT_INVALID, "%s", long_text);
    ck_assert_uint_eq(strlen(problem.detail), 398);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, media_types_are_read, 0, ROWS(MEDIA_TYPES));
    tcase_add_loop_test(tcase, accept_is_weighed, 0, ROWS(ACCEPTS));
    tcase_add_loop_test(tcase, good_requests_are_read, 0, ROWS(GOOD));
    tcase_add_loop_test(tcase, bad_requests_are_refused, 0, ROWS(BAD));
    tcase_add_test(tcase, a_path_answers_with_what_it_has);
    tcase_add_test(tcase, the_id_of_a_refused_request_is_kept);
    tcase_add_loop_test(tcase, documents_of_many_values_are_not_parsed, 0, 5);
    tcase_add_test(tcase, commas_in_the_text_are_no_values);
    tcase_add_test(tcase, what_is_shown_is_cut_at_a_character);
}

SUITE_MAIN("request", add_tests)
