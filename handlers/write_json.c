/* JSON text from jansson's trees. */
#include "handlers/json.h"

#include <math.h>
#include <stdlib.h>

static void fail(struct json_text *text, enum fault fault)
{
    if (!text->fault) {
        text->fault = fault;
    }
}

static int append(const char *piece, size_t length, void *data)
{
    struct json_text *text = data;
    if (length > ANSWER_MAX - text->count) {
        fail(text, FAULT_ANSWER_TOO_LARGE);
    } else if (length >= text->room - text->count) { /* one byte is kept for the NUL */
        size_t room = text->room * 2 + length + 1;
        char *grown = realloc(text->at, room);
        if (grown) {
            text->at = grown;
            text->room = room;
        } else {
            fail(text, FAULT_NO_MEMORY);
        }
    }
    if (text->fault) {
        return -1;
    }
    memcpy(text->at + text->count, piece, length);
    text->count += length;
    return 0;
}

void text_put(struct json_text *text, const char *piece)
{
    append(piece, strlen(piece), text);
}

static void dump(struct json_text *text, json_t *tree, size_t flags)
{
    if (!tree) {
        fail(text, FAULT_NO_MEMORY);
    } else if (!text->fault && json_dump_callback(tree, append, text, flags)) {
        fail(text, FAULT_INTERNAL); /* unless append has said what it was: text that is no UTF-8 */
    }
    json_decref(tree);
}

void text_tree(struct json_text *text, json_t *tree)
{
    dump(text, tree, JSON_COMPACT);
}

void text_open(struct json_text *text, json_t *object)
{
    text_tree(text, object);
    text->count -= text->fault ? 0 : 1;
}

/* Behind the string that begins at json[at]. */
static size_t string_end(const char *json, size_t length, size_t at)
{
    for (at++; at < length; at++) {
        at += strcspn(json + at, "\"\\");
        if (json[at] != '\\') {
            break;
        }
        at++; /* what is escaped */
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

/* Behind the number that begins at json[at]. */
static size_t number_end(const char *json, size_t at, bool *real)
{
    size_t whole = at + strspn(json + at, "-0123456789");
    *real = json[whole] && strchr(".eE", json[whole]);
    return *real ? whole + strspn(json + whole, "+-.0123456789eE") : whole;
}

size_t shorten_reals(char *json, size_t length)
{
    size_t to = 0, from = 0; /* json[from, at) is to be moved to `to` */
    for (size_t at = 0; at < length;) {
        bool real = false;
        size_t end = json[at] == '"' ? string_end(json, length, at) : at + 1;
        if (json[at] == '-' || (json[at] >= '0' && json[at] <= '9')) {
            end = number_end(json, at, &real);
        }
        if (real) {
            char digits[40];
            size_t size = shortest(strtod(json + at, NULL), digits, sizeof digits);
            memmove(json + to, json + from, at - from);
            to += at - from;
            memcpy(json + to, digits, size); /* never longer than what jansson wrote with 17 digits */
            to += size;
            from = end;
        }
        at = end;
    }
    memmove(json + to, json + from, length - from);
    to += length - from;
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

/* Lays the text out for people. Only the command line asks for it. */
static void indent(struct json_text *text)
{
    struct json_text pretty = {.fault = text->fault};
    json_t *tree = text->fault ? NULL : json_loadb(text->at, text->count, 0, NULL);
    dump(&pretty, tree, JSON_INDENT(2));
    free(text->at);
    *text = pretty;
}

enum fault text_finish(struct json_text *text, enum layout layout, bool line, struct answer *answer)
{
    answer->body = NULL;
    answer->length = 0;
    if (layout == LAYOUT_PRETTY) {
        indent(text);
    }
    text_put(text, line ? "\n" : "");
    if (text->fault) {
        free(text->at);
        return text->fault;
    }
    text->at[text->count] = '\0';
    answer->length = shorten_reals(text->at, text->count);
    char *fit = realloc(text->at, answer->length + 1); /* it may wait long for its client */
    answer->body = fit ? fit : text->at;
    return OK;
}

enum fault write_tree(json_t *tree, enum layout layout, bool line, struct answer *answer)
{
    struct json_text text = {0};
    text_tree(&text, tree);
    return text_finish(&text, layout, line, answer);
}
