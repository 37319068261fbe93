#include "server/guard.h"

/* Answers "bad request" with a reason: every rule below is one line. */
#define REFUSE_IF(condition, reason)                                                                                   \
    do {                                                                                                               \
        if (condition) {                                                                                               \
            *detail = (reason);                                                                                        \
            return FAULT_BAD_REQUEST;                                                                                  \
        }                                                                                                              \
    } while (0)

/* tchar of RFC 9110 section 5.6.2 */
static bool is_token_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c));
}

static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_token_char(s.at[i])) {
            return false;
        }
    }
    return s.len > 0;
}

/* Control characters other than the tab, so also a bare CR or LF and NUL (RFC 9110 section 5.5). */
static bool has_controls(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F) {
            return true;
        }
    }
    return false;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static enum fault check_escapes(struct str target, const char **detail)
{
    for (size_t i = 0; i < target.len; i++) {
        if (target.at[i] == '%') {
            REFUSE_IF(i + 2 >= target.len || hex_digit(target.at[i + 1]) < 0 || hex_digit(target.at[i + 2]) < 0,
                      "The request target has a \"%\" that two hexadecimal digits do not follow.");
            REFUSE_IF(target.at[i + 1] == '0' && target.at[i + 2] == '0', "The request target has a \"%00\".");
        }
    }
    return OK;
}

static enum fault check_target_bytes(struct str target, const char **detail)
{
    for (size_t i = 0; i < target.len; i++) {
        unsigned char c = (unsigned char)target.at[i];
        REFUSE_IF(c <= 0x20 || c >= 0x7F || c == '#',
                  "The request target has a byte that must be percent-encoded (a space, a control character, \"#\" or "
                  "a character outside ASCII).");
    }
    return check_escapes(target, detail);
}

/* How many bytes of s stand before the first of `marks`. */
static size_t length_before(struct str s, const char *marks)
{
    size_t i = 0;
    while (i < s.len && !strchr(marks, s.at[i])) {
        i++;
    }
    return i;
}

/* Leaves the path and query of origin-form ("/path?query") or absolute-form ("http://host/path?query"). */
static enum fault split_target(const struct head *head, struct framing *framing, const char **detail)
{
    struct str rest = head->target;
    if (str_is(rest, "*")) {
        framing->is_asterisk = true;
        REFUSE_IF(!str_is(head->method, "OPTIONS"), "Only OPTIONS may have \"*\" as the request target.");
        return OK;
    }
    struct str scheme = STR("http://"), secure = STR("https://");
    size_t skip = 0;
    if (rest.len >= scheme.len && str_equal_nocase(str_slice(rest, 0, scheme.len), scheme)) {
        skip = scheme.len;
    } else if (rest.len >= secure.len && str_equal_nocase(str_slice(rest, 0, secure.len), secure)) {
        skip = secure.len;
    }
    if (skip) {
        size_t end = skip + length_before(str_slice(rest, skip, rest.len), "/?");
        struct str host = str_slice(rest, skip, end);
        REFUSE_IF(host.len == 0 || memchr(host.at, '@', host.len), "The request target has a bad host.");
        rest = str_slice(rest, end, rest.len);
    }
    REFUSE_IF(!skip && (rest.len == 0 || rest.at[0] != '/'), "The request target must begin with \"/\".");
    size_t mark = length_before(rest, "?");
    framing->path = mark ? str_slice(rest, 0, mark) : STR("/"); /* http://host?query */
    framing->query = mark < rest.len ? str_slice(rest, mark + 1, rest.len) : (struct str){0};
    return OK;
}

static enum fault read_length(struct str value, struct framing *framing, const char **detail)
{
    REFUSE_IF(framing->has_length, "Content-Length stands there more than once.");
    REFUSE_IF(value.len == 0 || value.len > 19, "Content-Length is not a whole number.");
    for (size_t i = 0; i < value.len; i++) {
        REFUSE_IF(value.at[i] < '0' || value.at[i] > '9', "Content-Length is not a whole number.");
        framing->length = framing->length * 10 + (uint64_t)(value.at[i] - '0');
    }
    framing->has_length = true;
    return OK;
}

/* uri-host [":" port] of RFC 3986, by its characters; empty is allowed (RFC 9112 section 3.2). */
static bool is_host(struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (!is_token_char(c) && c != ':' && c != '[' && c != ']' && c != ',' && c != ';' && c != '=' && c != '(' &&
            c != ')') {
            return false;
        }
    }
    return true;
}

/* How often the fields that must stand alone were seen. */
struct seen {
    unsigned host, coding, type, expect;
};

static enum fault check_field(const struct head *head, const struct field *field, struct framing *framing,
                              struct seen *seen, const char **detail)
{
    struct str value = str_trim(field->value);
    REFUSE_IF(!is_token(field->name), "A header field's name is empty or has a character that is not allowed.");
    REFUSE_IF(has_controls(field->value), "A header field's value has a control character.");
    if (str_equal_nocase(field->name, STR("Content-Length"))) {
        return read_length(value, framing, detail);
    }
    if (str_equal_nocase(field->name, STR("Transfer-Encoding"))) {
        REFUSE_IF(seen->coding++, "Transfer-Encoding stands there more than once.");
        REFUSE_IF(!str_is(head->version, "HTTP/1.1"), "Transfer-Encoding is not part of HTTP/1.0.");
        REFUSE_IF(!str_equal_nocase(value, STR("chunked")), "The only Transfer-Encoding that is taken is chunked.");
        framing->chunked = true;
    } else if (str_equal_nocase(field->name, STR("Host"))) {
        REFUSE_IF(seen->host++, "Host stands there more than once.");
        REFUSE_IF(!is_host(value), "Host has a character that is not allowed.");
    } else if (str_equal_nocase(field->name, STR("Content-Type"))) {
        REFUSE_IF(seen->type++, "Content-Type stands there more than once.");
    } else if (str_equal_nocase(field->name, STR("Expect")) && str_is(head->version, "HTTP/1.1")) {
        if (seen->expect++ || !str_equal_nocase(value, STR("100-continue"))) {
            *detail = "The only expectation that can be met is 100-continue.";
            return FAULT_EXPECTATION;
        }
    }
    return OK;
}

static enum fault check_fields(const struct head *head, struct framing *framing, const char **detail)
{
    struct seen seen = {0};
    enum fault expectation = OK; /* told last: a smuggled request is the graver fault */
    for (size_t i = 0; i < head->count; i++) {
        const char *why = NULL;
        enum fault f = check_field(head, &head->fields[i], framing, &seen, &why);
        if (f == FAULT_EXPECTATION) {
            expectation = f;
        } else if (f) {
            *detail = why;
            return f;
        }
    }
    REFUSE_IF(framing->has_length && framing->chunked, "Content-Length and Transfer-Encoding exclude each other.");
    REFUSE_IF(!seen.host && str_is(head->version, "HTTP/1.1"), "Host is missing.");
    if (expectation) {
        *detail = "The only expectation that can be met is 100-continue.";
    }
    return expectation;
}

static size_t size_of(const struct head *head)
{
    size_t size = head->target.len;
    for (size_t i = 0; i < head->count; i++) {
        size += head->fields[i].name.len + head->fields[i].value.len + sizeof ": \r\n" - 1;
    }
    return size;
}

enum fault guard_check(const struct head *head, struct framing *framing, const char **detail)
{
    *framing = (struct framing){0};
    *detail = "";
    REFUSE_IF(!is_token(head->method), "The method has a character that is not allowed.");
    REFUSE_IF(!str_is(head->version, "HTTP/1.1") && !str_is(head->version, "HTTP/1.0"),
              "The version is neither HTTP/1.1 nor HTTP/1.0.");
    if (head->target.len > TARGET_MAX) {
        *detail = "The request target is longer than 8000 bytes; send a long text in the body.";
        return FAULT_URI_TOO_LONG;
    }
    if (size_of(head) > HEAD_MAX) {
        *detail = "The head of a request may have at most 16384 bytes.";
        return FAULT_HEADERS_TOO_LARGE;
    }
    enum fault f = check_target_bytes(head->target, detail);
    if (!f) {
        f = split_target(head, framing, detail);
    }
    return f ? f : check_fields(head, framing, detail);
}
