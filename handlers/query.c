#include "handlers/query.h"

#include "analysis/text/utf8.h"

static const struct str NAMES[] = {
    STR_INIT("offsets"), STR_INIT("published"), STR_INIT("analyses"), STR_INIT("id"), STR_INIT("title"),
};
enum { NAME_COUNT = sizeof NAMES / sizeof *NAMES };

static struct str cut(struct str *rest, char by)
{
    const char *end = rest->len ? memchr(rest->at, by, rest->len) : NULL;
    struct str part = {rest->at, end ? (size_t)(end - rest->at) : rest->len};
    size_t used = part.len + (end != NULL);
    *rest = (struct str){rest->at ? rest->at + used : NULL, rest->len - used};
    return part;
}

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Decodes s into out (s.len bytes), "+" as `plus`; false at an escape that is none. */
static bool unescape(struct str s, char plus, char *out, size_t *length)
{
    *length = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i] == '+' ? plus : s.at[i];
        if (c == '%') {
            if (s.len - i < 3 || hex(s.at[i + 1]) < 0 || hex(s.at[i + 2]) < 0) {
                return false;
            }
            c = (char)(hex(s.at[i + 1]) * 16 + hex(s.at[i + 2]));
            i += 2;
        }
        out[(*length)++] = c;
    }
    return true;
}

static enum fault decode(struct arena *arena, struct str encoded, bool date, struct str *decoded,
                         struct problem *problem)
{
    char *out = arena_alloc(arena, encoded.len + 1, 1);
    if (!out) {
        return problem_memory(problem, arena);
    }
    size_t length;
    if (!unescape(encoded, date ? '+' : ' ', out, &length)) {
        return problem_say(problem, FAULT_BAD_REQUEST, "A %% in the query begins no %%xx escape; write it as %%25.");
    }
    if (date && length > 10 && out[10] == '+') {
        out[10] = ' '; /* "2024-11-05+10:30:00+02:00": the first is the blank before the time, the second a plus */
    }
    *decoded = (struct str){out, length};
    if (utf8_valid(*decoded) < length) {
        return problem_say(problem, FAULT_NOT_UTF8, "A query parameter is not UTF-8 under its percent-encoding.");
    }
    return OK;
}

static int known(struct str name)
{
    for (int i = 0; i < NAME_COUNT; i++) {
        if (str_equal(name, NAMES[i])) {
            return i;
        }
    }
    return -1;
}

static enum fault read_pair(struct arena *arena, struct str pair, unsigned *seen, struct request *request,
                            struct problem *problem)
{
    struct str name, value;
    struct str encoded = cut(&pair, '=');
    enum fault f = decode(arena, encoded, false, &name, problem);
    if (f) {
        return f;
    }
    int which = known(name);
    if (which < 0) {
        struct str word = shown(name);
        problem_say(problem, FAULT_INVALID,
                    "There is no parameter \"%.*s\"; there are offsets, published, analyses, id and title.",
                    STR_ARGS(word));
    } else if (*seen & 1u << which) {
        problem_say(problem, FAULT_INVALID, "The parameter \"%.*s\" stands twice in the query.", STR_ARGS(name));
    } else {
        *seen |= 1u << which;
        f = decode(arena, pair, str_is(name, "published"), &value, problem);
        if (!f) {
            f = request_option(request, name, value, problem);
        }
        if (!f) {
            return OK;
        }
    }
    return problem_parameter(problem, name);
}

enum fault query_read(struct arena *arena, struct str query, struct request *request, struct problem *problem)
{
    unsigned seen = 0;
    while (query.len) {
        struct str pair = cut(&query, '&');
        enum fault f = pair.len ? read_pair(arena, pair, &seen, request, problem) : OK;
        if (f) {
            return f;
        }
    }
    return OK;
}
