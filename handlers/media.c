#include "handlers/media.h"

/* The part of *rest before `by`, which is dropped; quoted strings are not looked into. */
static struct str cut(struct str *rest, char by)
{
    size_t end = 0;
    for (bool quoted = false; end < rest->len && (quoted || rest->at[end] != by); end++) {
        if (rest->at[end] == '"') {
            quoted = !quoted;
        } else if (quoted && rest->at[end] == '\\' && end + 1 < rest->len) {
            end++;
        }
    }
    struct str part = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, end < rest->len ? end + 1 : end, rest->len);
    return str_trim(part);
}

static struct str unquoted(struct str s)
{
    return s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"' ? str_slice(s, 1, s.len - 1) : s;
}

struct media_type media_type_read(struct str value)
{
    struct media_type type = {.name = cut(&value, ';')};
    while (value.len) {
        struct str parameter = cut(&value, ';');
        struct str name = cut(&parameter, '=');
        if (!type.charset.len && str_equal_nocase(name, STR("charset"))) {
            type.charset = unquoted(parameter);
            if (!type.charset.len) {
                type.charset = STR("?"); /* given, but nothing that we know */
            }
        }
    }
    return type;
}

bool media_type_is_utf8(const struct media_type *type)
{
    return !type->charset.len || str_equal_nocase(type->charset, STR("utf-8")) ||
           str_equal_nocase(type->charset, STR("utf8"));
}

/* Whether the parameters of a range hold a weight of zero: "0", "0.", "0.000" (RFC 9110, 12.4.2). */
static bool weighs_nothing(struct str parameters)
{
    while (parameters.len) {
        struct str value = cut(&parameters, ';');
        struct str name = cut(&value, '=');
        if (str_equal_nocase(name, STR("q")) && value.len && value.at[0] == '0') {
            size_t i = 1;
            while (i < value.len && (value.at[i] == '.' || value.at[i] == '0')) {
                i++;
            }
            return i == value.len;
        }
    }
    return false;
}

bool accepts(struct str accept, struct str type)
{
    const struct str ranges[] = {STR_INIT("*/*"), STR_INIT("application/*"), type};
    int best = -1;
    bool accepted = false;
    if (!str_trim(accept).len) {
        return true;
    }
    while (accept.len) {
        struct str parameters = cut(&accept, ',');
        struct str range = cut(&parameters, ';');
        for (int i = 0; i < 3; i++) {
            if (i >= best && str_equal_nocase(range, ranges[i])) {
                accepted = (i == best && accepted) || !weighs_nothing(parameters);
                best = i;
            }
        }
    }
    return accepted;
}
