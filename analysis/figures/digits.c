#include "analysis/figures/digits.h"

#include "analysis/text/utf8.h"

#include <math.h>
#include <stdlib.h>

enum { DIGITS_MOST = 20 }; /* what follows more digits is no figure */

static bool digit_at(struct str text, size_t at)
{
    return at < text.len && text.at[at] >= '0' && text.at[at] <= '9';
}

/* Byte behind the run of digits at `at`. */
static size_t run_end(struct str text, size_t at)
{
    while (digit_at(text, at)) {
        at++;
    }
    return at;
}

/* The digits of [at, end) of which others are separators, as a number with `decimals` behind the point. */
static double number_of(struct str text, size_t at, size_t end, size_t point)
{
    char buffer[DIGITS_MOST + 4];
    size_t n = 0;
    uint64_t whole = 0;
    unsigned decimals = 0;
    for (size_t i = at; i < end && n < DIGITS_MOST + 2; i++) {
        if (i == point) {
            buffer[n++] = '.';
        } else if (digit_at(text, i)) {
            buffer[n++] = text.at[i];
            whole = whole * 10 + (uint64_t)(text.at[i] - '0');
            decimals += i > point;
        }
    }
    buffer[n] = '\0';
    static const double TENS[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    /* Both sides exact in a double, so that the quotient is rounded once (Clinger's fast path). */
    return n <= 15 ? (double)whole / TENS[decimals] : strtod(buffer, NULL);
}

/* Bytes of the separator at `at` when it is `kind`: , . ' or a blank; 0 when it is not. */
static size_t separator(struct str text, size_t at, char kind)
{
    uint32_t c = utf8_peek(text, at);
    switch (kind) {
    case ' ':
        return c == ' ' ? 1 : c == 0xA0 ? 2 : c == 0x202F || c == 0x2009 || c == 0x2007 ? 3 : 0;
    case '\'':
        return c == '\'' ? 1 : c == 0x2019 ? 3 : 0;
    default:
        return c == (uint32_t)kind;
    }
}

/* Groups of three behind the first digits (which end at `at`): byte behind the last, or 0 when there is none. */
static size_t groups_end(struct str text, size_t at, char kind, size_t *groups)
{
    size_t end = 0, size;
    *groups = 0;
    while ((size = separator(text, at, kind)) && run_end(text, at + size) == at + size + 3) {
        at += size + 3;
        end = at;
        *groups += 1;
    }
    /* 555 123 4567: the last group has more digits, so these are no thousands. */
    bool letter = at < text.len && ((text.at[at] | 32) >= 'a' && (text.at[at] | 32) <= 'z');
    if (kind == '.' && size && digit_at(text, at + size)) {
        return 0; /* 129.126.118.1 */
    }
    return kind == ' ' && ((size && digit_at(text, at + size)) || letter) ? 0 : end;
}

/* 12,34,567: groups of two up to a last one of three. */
static size_t indian_end(struct str text, size_t at)
{
    size_t pairs = 0;
    while (at < text.len && text.at[at] == ',') {
        size_t end = run_end(text, at + 1), size = end - at - 1;
        if (size == 3 && pairs) {
            return end;
        }
        if (size != 2) {
            break;
        }
        at = end;
        pairs++;
    }
    return 0;
}

static size_t grouped_end(struct str text, size_t at, size_t first_end)
{
    size_t groups, whole = first_end - at;
    if (whole > 3 || text.at[at] == '0') {
        return 0;
    }
    size_t end = groups_end(text, first_end, ',', &groups);
    if (end) {
        return end;
    }
    if (whole <= 2 && (end = indian_end(text, first_end))) {
        return end;
    }
    end = groups_end(text, first_end, '.', &groups);
    if (end && groups >= 2) {
        return end;
    }
    end = groups_end(text, first_end, ' ', &groups);
    return end ? end : groups_end(text, first_end, '\'', &groups);
}

struct digits scan_digits(struct str text, size_t at)
{
    size_t first_end = run_end(text, at), grouped = first_end > at ? grouped_end(text, at, first_end) : 0;
    struct digits d = {.end = grouped ? grouped : first_end, .grouped = grouped != 0};
    char point = grouped && text.at[first_end] == '.' ? ',' : '.';
    size_t whole_end = d.end, point_at = SIZE_MAX;
    if (d.end < text.len && text.at[d.end] == point && digit_at(text, d.end + 1)) {
        size_t end = run_end(text, d.end + 1);
        bool chain = at > 1 && text.at[at - 1] == '.' && digit_at(text, at - 2);
        chain |= end < text.len && text.at[end] == '.' && digit_at(text, end + 1) && !grouped;
        if (!chain) {
            point_at = d.end;
            d.decimals = (unsigned)(end - d.end - 1);
            d.end = end;
        }
    }
    for (size_t i = at; i < whole_end; i++) {
        d.whole += digit_at(text, i);
    }
    d.readable = d.whole + d.decimals <= DIGITS_MOST;
    d.value = d.readable ? number_of(text, at, d.end, point_at) : NAN;
    return d;
}
