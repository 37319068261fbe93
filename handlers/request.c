#include "handlers/request.h"

#include "analysis/text/chars.h"
#include "analysis/text/utf8.h"
#include "handlers/html_text.h"
#include "handlers/media.h"
#include "handlers/query.h"

void request_init(struct request *request, unsigned wanted)
{
    *request = (struct request){.moment.hour = -1, .offsets = OFFSETS_CODEPOINT, .analyses = wanted};
}

unsigned analysis_read(struct str name)
{
    return str_is(name, "entities")  ? ANALYSE_ENTITIES
           : str_is(name, "quotes")  ? ANALYSE_QUOTES
           : str_is(name, "figures") ? ANALYSE_FIGURES
                                     : 0;
}

enum fault request_select(struct request *request, unsigned asked, struct problem *problem)
{
    if (!(request->analyses & asked)) {
        return problem_say(problem, FAULT_INVALID,
                           "analyses selects nothing that this path answers with; "
                           "/v1/analyze has entities, quotes and figures.");
    }
    request->analyses &= asked;
    return OK;
}

static enum fault read_analyses(struct request *request, struct str list, struct problem *problem)
{
    unsigned asked = 0;
    for (size_t at = 0; at <= list.len;) {
        size_t end = str_find(list, STR(","), at);
        struct str name = str_trim(str_slice(list, at, end < list.len ? end : list.len));
        unsigned one = analysis_read(name);
        if (!one) {
            struct str word = shown(name);
            return problem_say(problem, FAULT_INVALID,
                               "analyses lists entities, quotes and figures, with commas between; \"%.*s\" is none.",
                               STR_ARGS(word));
        }
        asked |= one;
        at = end < list.len ? end + 1 : list.len + 1;
    }
    return request_select(request, asked, problem);
}

static enum fault read_option(struct request *request, struct str name, struct str value, struct problem *problem)
{
    struct str word = shown(value);
    if (str_is(name, "id")) {
        request->id = value;
    } else if (str_is(name, "title")) {
        request->title = value;
    } else if (str_is(name, "analyses")) {
        return read_analyses(request, value, problem);
    } else if (str_is(name, "offsets")) {
        if (!offset_unit_read(value, &request->offsets)) {
            return problem_say(problem, FAULT_INVALID, "offsets is codepoint, utf16 or utf8, not \"%.*s\".",
                               STR_ARGS(word));
        }
    } else if (str_is(name, "published")) {
        if (!moment_read(value, &request->moment)) {
            return problem_say(problem, FAULT_INVALID,
                               "published is an RFC 3339 date or date-time such as 2024-11-05 "
                               "or 2024-11-05T10:30:00Z, not \"%.*s\".",
                               STR_ARGS(word));
        }
        request->published = value;
    } else {
        return problem_say(problem, FAULT_INVALID, "There is no option \"%.*s\".", STR_ARGS(name));
    }
    return OK;
}

enum fault request_option(struct request *request, struct str name, struct str value, struct problem *problem)
{
    if (value.len && memchr(value.at, 0, value.len)) {
        problem_say(problem, FAULT_INVALID, "%.*s holds the character U+0000.", STR_ARGS(name));
        return problem_member(problem, name);
    }
    if (!value.at) {
        value.at = "";
    }
    return read_option(request, name, value, problem) ? problem_member(problem, name) : OK;
}

/* What "\\s" matches in ECMAScript and in Python, so that openapi.json says with a pattern what is refused here. */
static bool is_white_space(uint32_t c)
{
    return (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= ' ') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 ||
           c == 0xFEFF;
}

static bool blank(struct str text)
{
    size_t at = 0;
    while (at < text.len) {
        if (!is_white_space(utf8_next(text, &at))) {
            return false;
        }
    }
    return true;
}

/* NUL is refused in every form of request, since many JSON readers refuse it in the answer. */
static enum fault check_bytes(struct str text, struct problem *problem)
{
    size_t valid = utf8_valid(text);
    if (valid < text.len) {
        problem_say(problem, FAULT_NOT_UTF8,
                    "The byte 0x%02X at position %zu is not UTF-8; convert the article to UTF-8.",
                    (unsigned char)text.at[valid], valid);
        return problem_position(problem, valid);
    }
    const char *nul = text.len ? memchr(text.at, 0, text.len) : NULL;
    if (nul) {
        problem_say(problem, FAULT_INVALID,
                    "The text holds the character U+0000 at byte %zu; is it UTF-16, or no text?",
                    (size_t)(nul - text.at));
        return problem_position(problem, (size_t)(nul - text.at));
    }
    return OK;
}

enum fault request_text(struct request *request, struct str text, struct problem *problem)
{
    enum fault f = check_bytes(text, problem);
    if (f) {
        return f;
    }
    if (text.len > ARTICLE_MAX) {
        problem_say(problem, FAULT_TOO_LARGE, "The article is longer than %u bytes.", (unsigned)ARTICLE_MAX);
        problem->limit = ARTICLE_MAX;
        return FAULT_TOO_LARGE;
    }
    if (blank(text)) {
        return problem_say(problem, FAULT_INVALID, "The text is empty or blank; send an article.");
    }
    request->text = text;
    return OK;
}

enum fault request_page(struct arena *arena, struct str page, uint64_t deadline, struct request *request,
                        struct problem *problem)
{
    enum fault f = check_bytes(page, problem);
    if (f) {
        return f;
    }
    struct str text;
    const char *detail;
    f = html_text(arena, page, deadline, &text, &detail);
    if (f == FAULT_INVALID) {
        return problem_say(problem, f, "%s", detail);
    }
    if (f == FAULT_NO_MEMORY) {
        return problem_memory(problem, arena);
    }
    if (f) {
        return problem_say(problem, f, "Reading the page took longer than the limit; send a shorter one.");
    }
    if (!text.len) {
        return problem_say(problem, FAULT_INVALID, "There is no text in the page; is it made by a script?");
    }
    request->echo_text = true;
    return request_text(request, text, problem);
}

static enum fault refuse_type(struct str name, struct problem *problem)
{
    struct str word = shown(name);
    if (str_equal_nocase(name, STR("application/x-www-form-urlencoded")) ||
        str_equal_nocase(name, STR("multipart/form-data"))) {
        return problem_say(problem, FAULT_MEDIA_TYPE,
                           "A form is no article (plain curl -d sends one); use: "
                           "curl --data-binary @article.txt -H 'Content-Type: text/plain' URL");
    }
    if (!word.len) {
        return problem_say(problem, FAULT_MEDIA_TYPE,
                           "There is no Content-Type; it is text/plain, application/json or text/html.");
    }
    return problem_say(problem, FAULT_MEDIA_TYPE,
                       "The Content-Type is text/plain, application/json or text/html, not \"%.*s\".", STR_ARGS(word));
}

static enum fault refuse_charset(struct str charset, struct problem *problem)
{
    struct str word = shown(charset);
    return problem_say(problem, FAULT_MEDIA_TYPE,
                       "The charset is utf-8, not \"%.*s\"; convert the article and send charset=utf-8 or none.",
                       STR_ARGS(word));
}

/* A query beside a JSON body would either be ignored or contradict it. */
static enum fault refuse_query(struct str query, struct problem *problem)
{
    size_t end = 0;
    while (end < query.len && query.at[end] != '=' && query.at[end] != '&') {
        end++;
    }
    problem_say(problem, FAULT_INVALID, "With a JSON body the options are members of the body, not of the query.");
    return problem_parameter(problem, str_slice(query, 0, end));
}

static bool named(const struct media_type *type, struct str name)
{
    return str_equal_nocase(type->name, name);
}

enum fault request_read(const struct call *call, struct request *request, struct problem *problem)
{
    struct media_type type = media_type_read(call->content_type);
    bool json = named(&type, STR("application/json")), html = named(&type, STR("text/html"));
    request_init(request, call->wanted);
    if (!json && !html && !named(&type, STR("text/plain"))) {
        return refuse_type(type.name, problem);
    }
    if (!media_type_is_utf8(&type)) {
        return refuse_charset(type.charset, problem);
    }
    if (json) {
        return call->query.len ? refuse_query(call->query, problem)
                               : request_read_json(call->arena, call->body, request, problem);
    }
    enum fault f = query_read(call->arena, call->query, request, problem);
    if (f) {
        return f;
    }
    return html ? request_page(call->arena, call->body, call->deadline, request, problem)
                : request_text(request, call->body, problem);
}
