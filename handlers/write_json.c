/* JSON text from jansson's trees. */
#include "handlers/json.h"

#include <math.h>
#include <stdlib.h>

struct text {
    char *at;
    size_t count, room;
    bool no_memory;
};

static int append(const char *piece, size_t length, void *data)
{
    struct text *text = data;
    if (length >= text->room - text->count) { /* one byte is kept for the NUL */
        size_t room = text->room * 2 + length + 1;
        char *grown = realloc(text->at, room);
        if (!grown) {
            text->no_memory = true;
            return -1;
        }
        text->at = grown;
        text->room = room;
    }
    memcpy(text->at + text->count, piece, length);
    text->count += length;
    return 0;
}

/* Behind the string that begins at json[at]. */
static size_t string_end(const char *json, size_t length, size_t at)
{
    for (at++; at < length && json[at] != '"'; at++) {
        at += json[at] == '\\';
    }
    return at < length ? at + 1 : length;
}

/* "1e+07" is "1e7": jansson writes it so, and what is put in its place must not be longer. */
static size_t trim_exponent(char *digits, size_t length)
{
    char *e = memchr(digits, 'e', length);
    if (!e) {
        return length;
    }
    char *to = e + 1 + (e[1] == '-');
    size_t skip = strspn(to, "+0");
    memmove(to, to + skip, (size_t)(digits + length - to) - skip);
    return length - skip;
}

/* The fewest digits, 15 to 17, that read back the same: 17 always do (IEEE 754 binary64). */
static size_t shortest(double value, char *out, size_t room)
{
    int length = 0;
    for (int digits = 15; digits <= 17; digits++) {
        length = snprintf(out, room, "%.*g", digits, value);
        if (strtod(out, NULL) == value) {
            break;
        }
    }
    return trim_exponent(out, (size_t)length);
}

size_t shorten_reals(char *json, size_t length)
{
    size_t to = 0;
    for (size_t at = 0; at < length;) {
        size_t end = at + 1;
        if (json[at] == '"') {
            end = string_end(json, length, at);
        } else if (json[at] == '-' || (json[at] >= '0' && json[at] <= '9')) {
            end = at + strspn(json + at, "+-.0123456789eE");
        }
        char digits[40];
        size_t size = end - at;
        if (end > at + 1 && json[at] != '"' && strcspn(json + at, ".eE") < size) {
            size = shortest(strtod(json + at, NULL), digits, sizeof digits);
            memcpy(json + to, digits, size); /* never longer than what jansson wrote with 17 digits */
        } else {
            memmove(json + to, json + at, size);
        }
        to += size;
        at = end;
    }
    json[to] = '\0';
    return to;
}

json_t *number(double value)
{
    if (!isfinite(value)) {
        return json_null();
    }
    bool whole = value == floor(value) && fabs(value) <= 9007199254740992.0;
    return whole ? json_integer((json_int_t)value) : json_real(value);
}

enum fault write_tree(json_t *tree, enum layout layout, bool line, struct answer *answer)
{
    struct text text = {0};
    answer->body = NULL;
    answer->length = 0;
    if (!tree) {
        return FAULT_NO_MEMORY;
    }
    int failed = json_dump_callback(tree, append, &text, layout == LAYOUT_PRETTY ? JSON_INDENT(2) : JSON_COMPACT);
    json_decref(tree);
    if (!failed) {
        failed = append("\n", line, &text);
    }
    if (failed) {
        free(text.at);
        return text.no_memory ? FAULT_NO_MEMORY : FAULT_INTERNAL;
    }
    text.at[text.count] = '\0';
    answer->body = text.at;
    answer->length = shorten_reals(text.at, text.count);
    return OK;
}
