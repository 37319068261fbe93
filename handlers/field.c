#include "handlers/field.h"

struct str field_cut(struct str *rest, char by)
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

struct str field_split(struct str *rest, char by)
{
    const char *at = rest->len ? memchr(rest->at, by, rest->len) : NULL;
    size_t len = at ? (size_t)(at - rest->at) : rest->len;
    struct str part = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, at ? len + 1 : len, rest->len);
    return str_trim(part);
}

struct str field_unquoted(struct str s)
{
    return s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"' ? str_slice(s, 1, s.len - 1) : s;
}
