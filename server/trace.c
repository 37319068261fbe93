#include "server/trace.h"

#include "analysis/base/clock.h"

#include <sys/random.h>

static bool is_id_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
}

static bool is_id(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_id_char(s.at[i])) {
            return false;
        }
    }
    return s.len > 0 && s.len < REQUEST_ID_ROOM;
}

void request_id(struct str given, char out[REQUEST_ID_ROOM])
{
    if (is_id(given)) {
        memcpy(out, given.at, given.len);
        out[given.len] = '\0';
        return;
    }
    unsigned char random[16] = {0};
    if (getrandom(random, sizeof random, GRND_NONBLOCK) != (ssize_t)sizeof random) {
        uint64_t now = clock_now(); /* early boot: still tells requests apart */
        memcpy(random, &now, sizeof now);
    }
    for (size_t i = 0; i < sizeof random; i++) {
        out[2 * i] = "0123456789abcdef"[random[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[random[i] & 15];
    }
    out[2 * sizeof random] = '\0';
}

/* Bytes [from, to) are lower-case hexadecimal; *zero tells whether all are "0". */
static bool is_hex(struct str s, size_t from, size_t to, bool *zero)
{
    *zero = true;
    for (size_t i = from; i < to; i++) {
        char c = s.at[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
        *zero = *zero && c == '0';
    }
    return true;
}

/* version "-" trace-id "-" parent-id "-" flags, of 2, 32, 16 and 2 digits; later versions may append more. */
void trace_id(struct str given, char out[TRACE_ID_ROOM])
{
    bool first = str_starts(given, STR("00-")), zero, no_trace, no_parent;
    out[0] = '\0';
    if (given.len < 55 || given.at[2] != '-' || given.at[35] != '-' || given.at[52] != '-' ||
        str_starts(given, STR("ff")) || (first ? given.len != 55 : given.len > 55 && given.at[55] != '-')) {
        return;
    }
    if (is_hex(given, 0, 2, &zero) && is_hex(given, 3, 35, &no_trace) && is_hex(given, 36, 52, &no_parent) &&
        is_hex(given, 53, 55, &zero) && !no_trace && !no_parent) {
        memcpy(out, given.at + 3, 32);
        out[32] = '\0';
    }
}
