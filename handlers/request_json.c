/* The JSON form of a request. */
#include "handlers/json.h"

#include "analysis/text/utf8.h"

enum { VALUES_MAX = 1000 };

/* In the order they are read, so that one request always has one answer: id first, since a refusal carries it. */
static const char *const MEMBERS[] = {"id", "offsets", "published", "analyses", "title", "text"};
enum { MEMBER_COUNT = sizeof MEMBERS / sizeof *MEMBERS };

static bool is_member(struct str name)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        if (str_is(name, MEMBERS[i])) {
            return true;
        }
    }
    return false;
}

/* Values that a document may hold, by its brackets and commas outside strings. A request has a handful; jansson takes
 * some 200 bytes for each, so that without a bound a body of "[{},{},{}..." would take seventy times its size. */
static bool too_many_values(struct str body)
{
    size_t values = 0;
    bool quoted = false;
    for (size_t i = 0; i < body.len && values <= VALUES_MAX; i++) {
        char c = body.at[i];
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
        } else {
            quoted = c == '"';
            values += c == '[' || c == '{' || c == ',';
        }
    }
    return values > VALUES_MAX;
}

/* The member that jansson complains of: its messages end in "near '"name"'". Empty where they do not. */
static struct str member_in(const char *message)
{
    const char *near = strstr(message, "near '\"");
    const char *end = near ? strstr(near + 7, "\"'") : NULL;
    return end ? (struct str){near + 7, (size_t)(end - near - 7)} : (struct str){0};
}

/* Why jansson stopped: a fault and a sentence for each of its codes. `skipped`: bytes of the mark before the JSON. */
static enum fault explain(const json_error_t *error, size_t skipped, struct problem *problem)
{
    size_t position = (size_t)(error->position < 0 ? 0 : error->position) + skipped;
    if (!error->text[0]) { /* jansson names no cause when malloc has failed */
        return problem_say(problem, FAULT_NO_MEMORY, "Try again later.");
    }
    struct str member = {0};
    switch (json_error_code(error)) {
    case json_error_null_character:
    case json_error_null_byte_in_key:
        problem_say(problem, FAULT_INVALID, "A string holds the character U+0000, before byte %zu; no text has it.",
                    position);
        break;
    case json_error_numeric_overflow:
        /* jansson stops here, so whether the rest is JSON stays unknown */
        problem_say(problem, FAULT_BAD_REQUEST, "A number is out of range, before byte %zu.", position);
        break;
    case json_error_duplicate_key:
        member = member_in(error->text);
        member = member.len ? member : STR("?");
        problem_say(problem, FAULT_BAD_REQUEST, "The member \"%.*s\" stands twice in its object, before byte %zu.",
                    STR_ARGS(member), position);
        break;
    default:
        problem_say(problem, FAULT_NOT_JSON, "Reading stopped at byte %zu (line %d): %s.", position, error->line,
                    error->text);
    }
    if (member.len) {
        problem_member(problem, member);
    }
    return problem_position(problem, position);
}

/* What jansson does not look at or would take too long over. */
static enum fault check_bytes(struct str body, struct problem *problem)
{
    size_t valid = utf8_valid(body);
    const char *nul = body.len ? memchr(body.at, 0, body.len) : NULL;
    if (valid < body.len) {
        problem_say(problem, FAULT_NOT_UTF8, "The byte 0x%02X at position %zu is not UTF-8; JSON is UTF-8.",
                    (unsigned char)body.at[valid], valid);
        return problem_position(problem, valid);
    }
    if (nul) { /* jansson 2.14 skips one that stands behind a number */
        problem_say(problem, FAULT_NOT_JSON, "The byte at position %zu is NUL; is the body UTF-16?",
                    (size_t)(nul - body.at));
        return problem_position(problem, (size_t)(nul - body.at));
    }
    if (too_many_values(body)) {
        problem_say(problem, FAULT_BAD_REQUEST,
                    "The document holds more than %d values; send only the members of a request.", VALUES_MAX);
        problem->limit = VALUES_MAX;
        return FAULT_BAD_REQUEST;
    }
    return OK;
}

/* The body's tree, or NULL and a problem. `flags`: JSON_REJECT_DUPLICATES or 0. */
static json_t *parse(struct str body, size_t flags, struct problem *problem)
{
    size_t skipped = str_starts(body, STR("\xEF\xBB\xBF")) ? 3 : 0; /* a byte order mark is no JSON (RFC 8259, 8.1) */
    json_error_t error = {0};
    json_t *tree = json_loadb(body.len ? body.at + skipped : "", body.len - skipped,
                              flags | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &error);
    if (!tree) {
        explain(&error, skipped, problem);
    }
    return tree;
}

static const char *type_name(const json_t *value)
{
    static const char *const NAMES[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array", [JSON_STRING] = "a string", [JSON_INTEGER] = "a number",
        [JSON_REAL] = "a number",    [JSON_TRUE] = "true",      [JSON_FALSE] = "false",     [JSON_NULL] = "null",
    };
    return NAMES[json_typeof(value)];
}

/* The string's text in the arena, since the tree does not outlive the decoding. */
static enum fault read_string(struct arena *arena, const char *member, const json_t *value, struct str *text,
                              struct problem *problem)
{
    if (!json_is_string(value)) {
        return problem_say(problem, FAULT_INVALID, "%s is a string, not %s.", member, type_name(value));
    }
    *text = arena_copy(arena, (struct str){json_string_value(value), json_string_length(value)});
    return text->at ? OK : problem_memory(problem, arena);
}

static enum fault read_analyses(const json_t *value, struct request *request, struct problem *problem)
{
    unsigned asked = 0;
    if (!json_is_array(value)) {
        return problem_say(problem, FAULT_INVALID, "analyses is an array such as [\"quotes\", \"figures\"], not %s.",
                           type_name(value));
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *one = json_array_get(value, i);
        struct str name = {json_string_value(one), json_string_length(one)};
        unsigned analysis = analysis_read(name);
        if (!analysis) {
            struct str word = shown(name);
            return problem_say(problem, FAULT_INVALID,
                               "analyses holds \"entities\", \"quotes\" and \"figures\", not %s%.*s.",
                               name.at ? "" : type_name(one), STR_ARGS(word));
        }
        asked |= analysis;
    }
    return request_select(request, asked, problem);
}

static enum fault read_member(struct arena *arena, const char *member, const json_t *value, struct request *request,
                              struct problem *problem)
{
    struct str text;
    struct str name = str_of(member);
    bool is_text = str_is(name, "text");
    if (json_is_null(value) && !is_text) {
        return OK; /* many writers put null for what is not set */
    }
    enum fault f = str_is(name, "analyses") ? read_analyses(value, request, problem)
                                            : read_string(arena, member, value, &text, problem);
    if (!f && is_text) {
        f = request_text(request, text, problem);
    } else if (!f && !str_is(name, "analyses")) {
        f = request_option(request, name, text, problem);
    }
    return f ? problem_member(problem, name) : OK;
}

static enum fault refuse_unknown(json_t *tree, struct problem *problem)
{
    const char *key;
    json_t *value;
    json_object_foreach(tree, key, value)
    {
        if (!is_member(str_of(key))) {
            struct str word = shown(str_of(key));
            problem_say(problem, FAULT_INVALID,
                        "There is no member \"%.*s\"; there are text, id, title, published, "
                        "analyses and offsets.",
                        STR_ARGS(word));
            return problem_member(problem, word);
        }
    }
    return OK;
}

static enum fault read_object(struct arena *arena, json_t *tree, struct request *request, struct problem *problem)
{
    if (!json_is_object(tree)) {
        return problem_say(problem, FAULT_INVALID, "A request is a JSON object such as {\"text\": \"...\"}, not %s.",
                           type_name(tree));
    }
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        const json_t *value = json_object_get(tree, MEMBERS[i]);
        enum fault f = value ? read_member(arena, MEMBERS[i], value, request, problem) : OK;
        if (!f && i == 0) {
            f = refuse_unknown(tree, problem);
        }
        if (f) {
            return f;
        }
    }
    if (!request->text.at) {
        problem_say(problem, FAULT_INVALID, "The member text is missing; it holds the article.");
        return problem_member(problem, STR("text"));
    }
    return OK;
}

static enum fault read_tree(struct arena *arena, json_t *tree, struct request *request, struct problem *problem)
{
    if (!tree) {
        return problem->fault;
    }
    enum fault f = read_object(arena, tree, request, problem);
    json_decref(tree);
    return f;
}

enum fault request_read_json(struct arena *arena, struct str body, struct request *request, struct problem *problem)
{
    enum fault f = check_bytes(body, problem);
    if (f) {
        return f;
    }
    f = read_tree(arena, parse(body, JSON_REJECT_DUPLICATES, problem), request, problem);
    if (f != FAULT_BAD_REQUEST || problem->about != ABOUT_MEMBER || is_member(str_of(problem->name))) {
        return f;
    }
    /* Something that is no member of a request stands twice. That is JSON all the same (RFC 8259, 4), so it is refused
     * for what else it is: an unknown member or a wrong type. */
    struct problem twice = *problem;
    f = read_tree(arena, parse(body, 0, problem), request, problem);
    if (!f) {
        *problem = twice; /* a member of ours after all, but written with an escape */
    }
    return problem->fault;
}
