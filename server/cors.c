#include "server/cors.h"

#include "handlers/field.h"

static bool is_host_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':' || c == '[' || c == ']';
}

static bool is_scheme_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
}

/* scheme "://" host [ ":" port ], as RFC 6454 section 6.2 serializes an origin. */
static bool is_origin(struct str s)
{
    size_t mark = str_find(s, STR("://"), 0);
    if (mark == SIZE_MAX || mark == 0 || mark + 3 == s.len || s.len >= ORIGIN_ROOM) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (i < mark ? !is_scheme_char(s.at[i]) : i >= mark + 3 && !is_host_char(s.at[i])) {
            return false;
        }
    }
    return true;
}

bool cors_valid(struct str origins, struct str *wrong)
{
    origins = str_trim(origins);
    if (str_is(origins, "*")) {
        return true;
    }
    while (origins.len) {
        *wrong = field_split(&origins, ',');
        if (!is_origin(*wrong)) {
            return false;
        }
    }
    return true;
}

enum cors cors_match(struct str origins, struct str origin)
{
    origins = str_trim(origins);
    if (!origins.len) {
        return CORS_OFF;
    }
    if (str_is(origins, "*")) {
        return CORS_ANY;
    }
    while (origins.len) {
        if (str_equal(field_split(&origins, ','), origin)) {
            return CORS_LISTED;
        }
    }
    return CORS_DENIED;
}
