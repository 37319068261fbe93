/* Reports and problems as JSON, and what becomes of a request when memory ends. */
#include "handlers/json.h"
#include "tests/reader.h"
#include "tests/suite.h"

#include <math.h>

static struct arena arena;

static void setup(void)
{
    arena_init(&arena, (size_t)1 << 30);
    handlers_init();
}

static void teardown(void)
{
    arena_finish(&arena);
    handlers_finish();
}

static const struct {
    double value;
    const char *text;
} NUMBERS[] = {
    {0, "0"},
    {-0.0, "0"},
    {12, "12"},
    {-3, "-3"},
    {1e6, "1000000"},
    {9007199254740992.0, "9007199254740992"},
    {-9007199254740992.0, "-9007199254740992"},
    {9007199254740994.0, "9007199254740994"},
    {1e21, "1e21"},
    {0.1, "0.1"},
    {0.1 + 0.2, "0.30000000000000004"},
    {2.5, "2.5"},
    {-0.5, "-0.5"},
    {19.333333333333332, "19.333333333333332"},
    {1.0 / 3, "0.3333333333333333"},
    {6.33333333333333, "6.33333333333333"},
    {1e-7, "1e-7"},
    {1.7976931348623157e308, "1.7976931348623157e308"},
    {5e-324, "4.94065645841247e-324"},
    {123456789.123, "123456789.123"},
    {NAN, "null"},
    {INFINITY, "null"},
    {-INFINITY, "null"},
};

START_TEST(numbers_are_written_as_people_do)
{
    struct answer answer = {0};
    json_t *array = json_array();
    json_array_append_new(array, number(NUMBERS[_i].value));
    ck_assert_int_eq(write_tree(array, LAYOUT_COMPACT, false, &answer), OK);
    char want[64];
    snprintf(want, sizeof want, "[%s]", NUMBERS[_i].text);
    ck_assert_str_eq(answer.body, want);
    if (isfinite(NUMBERS[_i].value)) {
        ck_assert(strtod(answer.body + 1, NULL) == NUMBERS[_i].value);
    }
    answer_finish(&answer);
}
END_TEST

static const struct {
    const char *before, *after;
} TEXTS[] = {
    {"", ""},
    {"0.10000000000000001", "0.1"},
    {"[0.10000000000000001,2.0,1,-1.5e+300,true]", "[0.1,2,1,-1.5e300,true]"},
    {"{\"0.10000000000000001\":\"0.10000000000000001\"}", "{\"0.10000000000000001\":\"0.10000000000000001\"}"},
    {"[\"a\\\"0.10000000000000001\\\\\",0.10000000000000001]", "[\"a\\\"0.10000000000000001\\\\\",0.1]"},
    {"[1, 0.20000000000000001, 3]", "[1, 0.2, 3]"},
    {"\"never closed 0.10000000000000001", "\"never closed 0.10000000000000001"},
    {"\"ends in \\", "\"ends in \\"},
    {"-", "-"},
};

START_TEST(reals_are_shortened_outside_strings)
{
    char text[200];
    snprintf(text, sizeof text, "%s", TEXTS[_i].before);
    size_t length = shorten_reals(text, strlen(text));
    ck_assert_str_eq(text, TEXTS[_i].after);
    ck_assert_uint_eq(length, strlen(text));
}
END_TEST

/* "😀 Ann Lee said “up 5% to 40, é” there." in bytes: every span below is checked against its text. */
#define TEXT "😀 Ann Lee said “up 5% to 40, é” there."

static struct span find(const char *part)
{
    size_t at = str_find(STR(TEXT), str_of(part), 0);
    ck_assert_uint_ne(at, SIZE_MAX);
    return (struct span){(uint32_t)at, (uint32_t)(at + strlen(part))};
}

static void fill_entity(struct report *report)
{
    struct entity *entity = VEC_PUSH(&report->entities.list, &arena);
    *entity = (struct entity){
        .type = ENTITY_PERSON, .subtype = SUBTYPE_NONE, .name = STR("Ann Lee"), .salience = 0.123456, .confidence = 1};
    *VEC_PUSH(&entity->mentions, &arena) = (struct mention){.span = find("Ann Lee"), .form = MENTION_NAME};
    entity = VEC_PUSH(&report->entities.list, &arena);
    *entity = (struct entity){.type = ENTITY_LOCATION,
                              .subtype = SUBTYPE_CITY,
                              .name = STR("there"),
                              .description = STR("a \"place\""),
                              .wikidata = STR("Q64"),
                              .country = STR("DE"),
                              .confidence = 0.5};
    *VEC_PUSH(&entity->mentions, &arena) = (struct mention){.span = find("there"), .form = MENTION_NOMINAL};
}

static void fill_quotes(struct report *report)
{
    struct quote *quote = VEC_PUSH(&report->quotes.list, &arena);
    *quote = (struct quote){.type = QUOTE_MIXED,
                            .cue = find("said"),
                            .cue_lemma = STR("say"),
                            .source = find("Ann Lee"),
                            .source_entity = 0,
                            .source_name = STR("Ann Lee"),
                            .confidence = 0.87654};
    *VEC_PUSH(&quote->spans, &arena) = find("up 5%");
    *VEC_PUSH(&quote->spans, &arena) = find("to 40, é");
    *VEC_PUSH(&quote->verbatim, &arena) = find("up 5% to 40, é");
    quote = VEC_PUSH(&report->quotes.list, &arena);
    *quote = (struct quote){.type = QUOTE_INDIRECT, .source_entity = NO_ENTITY};
    *VEC_PUSH(&quote->spans, &arena) = find("there");
}

static struct figure plain_figure(enum figure_type type, struct span span)
{
    return (struct figure){.type = type,
                           .span = span,
                           .value = NAN,
                           .from = NAN,
                           .to = NAN,
                           .si_value = NAN,
                           .change = {DIRECTION_NONE, NAN, NAN, NAN},
                           .part_of = NO_FIGURE,
                           .claim_quote = NO_QUOTE};
}

static void fill_figures(struct report *report)
{
    struct figure *figure = VEC_PUSH(&report->figures.list, &arena);
    *figure = plain_figure(FIGURE_PERCENT, find("5%"));
    figure->value = 5;
    figure->bound = BOUND_GT;
    figure->modifier = find("up");
    figure->unit = STR("%");
    figure->unit_text = find("%");
    figure->change = (struct change){DIRECTION_UP, 5, NAN, 40.25};
    figure->claim_quote = 0;
    figure->confidence = 0.9;
    figure = VEC_PUSH(&report->figures.list, &arena);
    *figure = plain_figure(FIGURE_MEASURE, find("40"));
    figure->from = 20;
    figure->to = 90.5;
    figure->unit = STR("[mi_i]");
    figure->si_value = 64373.76;
    figure->si_unit = STR("m");
    figure->counted = find("é");
    figure->counted_head = STR("e");
    figure->part_of = 0;
    figure->timex_type = STR("DATE");
    figure->timex_value = STR("2024");
}

static void fill(struct report *report)
{
    *report = (struct report){0};
    fill_entity(report);
    fill_quotes(report);
    fill_figures(report);
}

static enum fault write_whole(const struct report *report, const struct request *request, uint64_t deadline,
                              struct answer *answer)
{
    struct json_text text = {0};
    write_report(report, request, &arena, deadline, &text);
    return text_finish(&text, LAYOUT_COMPACT, false, answer);
}

static char *written(const struct request *request, struct answer *answer)
{
    struct report report;
    fill(&report);
    ck_assert_int_eq(write_whole(&report, request, 0, answer), OK);
    ck_assert_uint_eq(strlen(answer->body), answer->length);
    return answer->body;
}

#define HEAD(id, unit, length, published)                                                                              \
    "{'version':'1','id':" id ",'language':'en','offsets':'" unit "','length':" length ",'published':" published
#define ENTITIES                                                                                                       \
    ",'entities':[{'id':'e1','type':'PERSON','subtype':null,'name':'Ann Lee','description':null,"                      \
    "'link':null,'country':null,'salience':0.123,'confidence':1,'mentions':[{'start':2,'end':9,'text':'Ann Lee',"      \
    "'form':'name'}]},{'id':'e2','type':'LOCATION','subtype':'city','name':'there',"                                   \
    "'description':'a "                                                                                                \
    "\\'place\\'','link':{'wikidata':'Q64'},'country':'DE','salience':0,'confidence':0.5,'mentions':["                 \
    "{'start':32,'end':37,'text':'there','form':'nominal'}]}]"
#define QUOTES(entity)                                                                                                 \
    ",'quotes':[{'id':'q1','type':'mixed','text':'up 5% to 40, é','spans':[{'start':16,'end':21,"                     \
    "'text':'up 5%'},{'start':22,'end':30,'text':'to 40, é'}],'verbatim':[{'start':16,'end':30,"                      \
    "'text':'up 5% to 40, é'}],'cue':{'start':10,'end':14,'text':'said','lemma':'say'},'speaker':"                    \
    "{'entity':" entity ",'name':'Ann Lee','start':2,'end':9,'text':'Ann Lee'},'confidence':0.877},"                   \
    "{'id':'q2','type':'indirect','text':'there','spans':[{'start':32,'end':37,'text':'there'}],"                      \
    "'verbatim':[],'cue':null,'speaker':null,'confidence':0}]"
#define FIGURES(entity, quote)                                                                                         \
    ",'figures':[{'id':'f1','type':'percent','start':19,'end':21,'text':'5%','value':5,'range':null,"                  \
    "'bound':'gt','modifier':{'start':16,'end':18,'text':'up'},'unit':'%','unit_text':'%','si':null,"                  \
    "'si_unit':null,'counted':null,'change':{'direction':'up','by':5,'from':null,'to':40.25},"                         \
    "'part_of':null,'timex':null,'claimed_by':{'entity':" entity ",'name':'Ann Lee','quote':" quote "},"               \
    "'confidence':0.9},{'id':'f2','type':'measure','start':25,'end':27,'text':'40','value':null,"                      \
    "'range':{'from':20,'to':90.5},'bound':'eq','modifier':null,'unit':'[mi_i]','unit_text':null,"                     \
    "'si':64373.76,'si_unit':'m','counted':{'start':29,'end':30,'text':'é','head':'e'},'change':null,"                \
    "'part_of':'f1','timex':{'type':'DATE','value':'2024','mod':null},'claimed_by':null,'confidence':0}]"

/* The expectations are written with ' for ". */
static char *json(const char *text)
{
    char *copy = (char *)arena_copy(&arena, str_of(text)).at;
    for (char *at = copy; (at = strchr(at, '\'')) != NULL;) {
        *at = '"';
    }
    return copy;
}

static struct request make_request(unsigned analyses)
{
    struct request request;
    request_init(&request, analyses);
    request.text = STR(TEXT);
    return request;
}

START_TEST(a_report_has_every_member)
{
    struct answer answer = {0};
    struct request request = make_request(ANALYSE_ALL);
    request.id = STR("a\"1");
    request.published = STR("2024-11-05");
    ck_assert_str_eq(written(&request, &answer), json(HEAD("'a\\'1'", "codepoint", "38", "'2024-11-05'")
                                                          ENTITIES QUOTES("'e1'") FIGURES("'e1'", "'q1'") "}"));
    answer_finish(&answer);
}
END_TEST

START_TEST(links_to_what_is_not_there_are_null)
{
    struct answer answer = {0};
    struct request request = make_request(ANALYSE_QUOTES);
    ck_assert_str_eq(written(&request, &answer), json(HEAD("null", "codepoint", "38", "null") QUOTES("null") "}"));
    answer_finish(&answer);
    request.analyses = ANALYSE_FIGURES;
    ck_assert_str_eq(written(&request, &answer),
                     json(HEAD("null", "codepoint", "38", "null") FIGURES("null", "null") "}"));
    answer_finish(&answer);
    request.analyses = ANALYSE_ENTITIES;
    ck_assert_str_eq(written(&request, &answer), json(HEAD("null", "codepoint", "38", "null") ENTITIES "}"));
    answer_finish(&answer);
}
END_TEST

START_TEST(the_text_of_a_page_is_in_its_answer)
{
    struct answer answer = {0};
    struct request request = make_request(ANALYSE_ENTITIES);
    request.echo_text = true;
    ck_assert_str_eq(written(&request, &answer),
                     json(HEAD("null", "codepoint", "38", "null") ",'text':'" TEXT "'" ENTITIES "}"));
    answer_finish(&answer);
}
END_TEST

static const struct {
    enum offset_unit unit;
    int length, start, end; /* of the text and of "there" */
} UNITS[] = {{OFFSETS_CODEPOINT, 38, 32, 37}, {OFFSETS_UTF16, 39, 33, 38}, {OFFSETS_UTF8, 46, 40, 45}};

START_TEST(offsets_are_in_the_unit_asked_for)
{
    struct report report;
    struct request request = make_request(ANALYSE_ENTITIES);
    request.offsets = UNITS[_i].unit;
    fill(&report);
    struct answer answer = {0};
    ck_assert_int_eq(write_whole(&report, &request, 0, &answer), OK);
    json_t *tree = json_loads(answer.body, 0, NULL);
    json_t *mention =
        json_array_get(json_object_get(json_array_get(json_object_get(tree, "entities"), 1), "mentions"), 0);
    ck_assert_int_eq(json_integer_value(json_object_get(tree, "length")), UNITS[_i].length);
    ck_assert_int_eq(json_integer_value(json_object_get(mention, "start")), UNITS[_i].start);
    ck_assert_int_eq(json_integer_value(json_object_get(mention, "end")), UNITS[_i].end);
    ck_assert_str_eq(json_string_value(json_object_get(tree, "offsets")), offset_unit_name(UNITS[_i].unit));
    json_decref(tree);
    answer_finish(&answer);
}
END_TEST

/* A name that is no UTF-8 would be a mistake of ours: it must not reach the client. */
START_TEST(text_that_is_not_utf8_is_not_sent)
{
    struct report report;
    struct answer answer = {0};
    struct request request = make_request(ANALYSE_ALL);
    fill(&report);
    report.entities.list.at[0].name = STR("Ann\xF0");
    ck_assert_int_eq(write_whole(&report, &request, 0, &answer), FAULT_INTERNAL);
    ck_assert_ptr_null(answer.body);
    ck_assert_int_eq(write_tree(NULL, LAYOUT_COMPACT, false, &answer), FAULT_NO_MEMORY);
}
END_TEST

START_TEST(an_answer_has_its_limits)
{
    struct report report;
    struct answer answer = {0};
    struct request request = make_request(ANALYSE_FIGURES);
    fill(&report);
    ck_assert_int_eq(write_whole(&report, &request, 1, &answer), FAULT_TOO_SLOW);
    ck_assert_ptr_null(answer.body);
    enum { MANY = 200000 }; /* figures, some 400 bytes each */
    struct figure *many = calloc(MANY, sizeof *many);
    ck_assert_ptr_nonnull(many);
    for (size_t i = 0; i < MANY; i++) {
        many[i] = report.figures.list.at[0];
    }
    report.figures.list.at = many;
    report.figures.list.count = MANY;
    ck_assert_int_eq(write_whole(&report, &request, 0, &answer), FAULT_ANSWER_TOO_LARGE);
    ck_assert_ptr_null(answer.body);
    free(many);
}
END_TEST

START_TEST(pretty_is_the_same_document)
{
    struct report report;
    struct request request = make_request(ANALYSE_ALL);
    struct answer answer = {0};
    fill(&report);
    json_t *compact = json_loads(written(&request, &answer), 0, NULL);
    answer_finish(&answer);
    struct json_text text = {0};
    write_report(&report, &request, &arena, 0, &text);
    ck_assert_int_eq(text_finish(&text, LAYOUT_PRETTY, true, &answer), OK);
    ck_assert_ptr_nonnull(strstr(answer.body, "\n  \"entities\": [\n"));
    json_t *pretty = json_loads(answer.body, 0, NULL);
    ck_assert(json_equal(compact, pretty));
    json_decref(compact);
    json_decref(pretty);
    answer_finish(&answer);
}
END_TEST

START_TEST(problems_say_what_they_know)
{
    struct answer answer;
    answer_problem(&answer, FAULT_NOT_FOUND, "There is no %s.", "\"x\"");
    ck_assert_int_eq(answer.status, 404);
    ck_assert_str_eq(answer.media_type, "application/problem+json");
    ck_assert_str_eq(answer.body,
                     "{\"type\":\"/problems/not-found\",\"title\":\"There is nothing at this path\",\"status\":404,"
                     "\"detail\":\"There is no \\\"x\\\".\"}");
    answer_finish(&answer);
    struct problem problem;
    problem_say(&problem, FAULT_INVALID, "No.");
    problem_member(&problem, STR("id"));
    problem_position(&problem, 0);
    problem.limit = 9;
    answer_with_problem(&answer, &problem);
    ck_assert_str_eq(answer.body,
                     "{\"type\":\"/problems/invalid-member\",\"title\":\"A member or parameter is not valid\","
                     "\"status\":422,\"detail\":\"No.\",\"member\":\"id\",\"position\":0,\"limit\":9}");
    answer_finish(&answer);
    problem_parameter(&problem, STR("id"));
    answer_with_problem(&answer, &problem);
    ck_assert_ptr_nonnull(strstr(answer.body, "\"parameter\":\"id\""));
    answer_finish(&answer);
    ck_assert_ptr_null(answer.body);
}
END_TEST

/* jansson's allocator: the fuse-th allocation from here on fails, and so do all after it. */
static size_t json_fuse;

static void *failing_malloc(size_t size)
{
    if (json_fuse > 1) {
        json_fuse--;
    }
    return json_fuse == 1 ? NULL : malloc(size);
}

static const struct {
    const char *type, *query, *body;
} FORMS[] = {
    {"text/plain", "id=a&title=Wet&published=2024-11-05&offsets=utf16", "Ann Lee said “up 5% to 40, é” in Lima."},
    {"application/json", "",
     "{\"text\":\"Ann Lee said \\u201cup 5% to 40\\u201d in Lima.\",\"id\":\"a\","
     "\"analyses\":[\"entities\",\"figures\"],\"offsets\":\"utf8\"}"},
    {"text/html", "", "<article><p>Ann Lee said <q>up 5% to 40</q> in Lima.<p>😀</article>"},
    {"application/json", "", "{\"text\":\"\"}"},
};

/* jansson 2.14 takes a string that it has no memory for as a mistake of the document, hence 400. */
static bool is_honest(int status, bool json)
{
    return status == 200 || status == 422 || status == 500 || (json && status == 400);
}

static int answer_once(size_t form, struct answer *answer)
{
    struct call call = {.content_type = str_of(FORMS[form].type),
                        .query = str_of(FORMS[form].query),
                        .body = str_of(FORMS[form].body),
                        .wanted = ANALYSE_ALL,
                        .arena = &arena,
                        .model = reader()};
    handle_analyze(&call, answer);
    return answer->status;
}

START_TEST(every_nth_allocation_of_the_arena_fails)
{
    struct answer answer;
    size_t n = 0;
    for (int status = 500; status == 500; n++) {
        arena_finish(&arena);
        arena_init(&arena, (size_t)1 << 30);
        arena.fuse = n + 1;
        status = answer_once((size_t)_i, &answer);
        ck_assert_msg(is_honest(status, false), "%zu: %d %s", n, status, answer.body);
        answer_finish(&answer);
        ck_assert_uint_lt(n, 100000);
    }
    ck_assert_uint_gt(n, _i < 3 ? 3 : 0);
}
END_TEST

START_TEST(every_nth_allocation_of_jansson_fails)
{
    struct answer answer;
    json_set_alloc_funcs(failing_malloc, free);
    size_t n = 1, left = 1;
    for (; left == 1; n++) {
        json_fuse = n;
        int status = answer_once((size_t)_i, &answer);
        ck_assert_msg(is_honest(status, FORMS[_i].type[0] == 'a'), "%zu: %d %s", n, status, answer.body);
        left = json_fuse;
        ck_assert_ptr_nonnull(answer.body);
        answer_finish(&answer);
        arena_reset(&arena);
        ck_assert_uint_lt(n, 100000);
    }
    ck_assert_uint_gt(n, 10);
}
END_TEST

START_TEST(a_line_always_has_an_answer)
{
    struct answer answer;
    json_set_alloc_funcs(failing_malloc, free);
    size_t n = 1, left = 1;
    for (; left == 1; n++) {
        json_fuse = n;
        answer_line(reader(), str_of(FORMS[1].body), 7, &arena, 0, &answer);
        left = json_fuse;
        ck_assert_msg(strncmp(answer.body, "{\"index\":7,\"id\":", 15) == 0, "%s", answer.body);
        ck_assert_int_eq(answer.body[answer.length - 1], '\n');
        ck_assert_ptr_eq(strchr(answer.body, '\n'), answer.body + answer.length - 1);
        ck_assert_msg(is_honest(answer.status, true), "%d", answer.status);
        answer_finish(&answer);
        arena_reset(&arena);
    }
    ck_assert_uint_gt(n, 30);
    json_fuse = 1;
    answer_long_line(10, 8, &answer);
    ck_assert_ptr_nonnull(strstr(answer.body, "\"status\":500"));
    answer_finish(&answer);
    json_fuse = 0;
    answer_long_line(10, 8, &answer);
    ck_assert_ptr_nonnull(strstr(answer.body, "\"limit\":10}"));
    answer_finish(&answer);
}
END_TEST

static const struct {
    const char *line, *begins;
} LINES[] = {
    {"{'id':'a','text':'x','analyses':['quotes']}",
     "{'index':3,'id':'a','status':200,'result':{'version':'1','id':'a','language':'en','offsets':'codepoint',"
     "'length':1,'published':null,'quotes':[]}}\n"},
    {"{'text':'x'}\r", "{'index':3,'id':null,'status':200,'result':{"},
    {"{'id':'a'}", "{'index':3,'id':'a','status':422,'problem':{'type':'/problems/invalid-member',"},
    {"{'id':5,'text':'x'}", "{'index':3,'id':null,'status':422,'problem':{"},
    {"x", "{'index':3,'id':null,'status':400,'problem':{'type':'/problems/not-json',"},
    {"", "{'index':3,'id':null,'status':400,'problem':{"},
    {"\xFF", "{'index':3,'id':null,'status':400,'problem':{'type':'/problems/not-utf8',"},
};

START_TEST(lines_are_answered)
{
    struct answer answer;
    answer_line(reader(), str_of(json(LINES[_i].line)), 3, &arena, 0, &answer);
    ck_assert_msg(strncmp(answer.body, json(LINES[_i].begins), strlen(LINES[_i].begins)) == 0, "%s", answer.body);
    answer_finish(&answer);
}
END_TEST

START_TEST(a_deadline_in_the_past_is_504)
{
    struct answer answer;
    struct call call = {.content_type = STR("text/plain"),
                        .body = STR("Ann Lee left."),
                        .wanted = ANALYSE_ALL,
                        .deadline = 1,
                        .arena = &arena,
                        .model = reader()};
    handle_analyze(&call, &answer);
    ck_assert_int_eq(answer.status, 504);
    answer_finish(&answer);
}
END_TEST

START_TEST(documents_are_answered)
{
    struct answer answer;
    struct call call = {.accept = STR("application/json"), .model = reader()};
    handle_version(&call, &answer);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_ptr_nonnull(strstr(answer.body, "\"name\":\"byline\""));
    answer_finish(&answer);
    handle_openapi(&call, &answer);
    ck_assert_ptr_nonnull(strstr(answer.body, "\"openapi\": \"3.1"));
    ck_assert_uint_eq(strlen(answer.body), answer.length);
    answer_finish(&answer);
    call.accept = STR("text/html");
    handle_version(&call, &answer);
    ck_assert_int_eq(answer.status, 406);
    answer_finish(&answer);
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, numbers_are_written_as_people_do, 0, ROWS(NUMBERS));
    tcase_add_loop_test(tcase, reals_are_shortened_outside_strings, 0, ROWS(TEXTS));
    tcase_add_test(tcase, a_report_has_every_member);
    tcase_add_test(tcase, links_to_what_is_not_there_are_null);
    tcase_add_test(tcase, the_text_of_a_page_is_in_its_answer);
    tcase_add_loop_test(tcase, offsets_are_in_the_unit_asked_for, 0, ROWS(UNITS));
    tcase_add_test(tcase, text_that_is_not_utf8_is_not_sent);
    tcase_add_test(tcase, an_answer_has_its_limits);
    tcase_add_test(tcase, pretty_is_the_same_document);
    tcase_add_test(tcase, problems_say_what_they_know);
    tcase_add_loop_test(tcase, every_nth_allocation_of_the_arena_fails, 0, ROWS(FORMS));
    tcase_add_loop_test(tcase, every_nth_allocation_of_jansson_fails, 0, ROWS(FORMS));
    tcase_add_test(tcase, a_line_always_has_an_answer);
    tcase_add_loop_test(tcase, lines_are_answered, 0, ROWS(LINES));
    tcase_add_test(tcase, a_deadline_in_the_past_is_504);
    tcase_add_test(tcase, documents_are_answered);
}

SUITE_MAIN("report_json", add_tests)
