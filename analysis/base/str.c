#include "analysis/base/str.h"

int str_compare(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

size_t str_find(struct str s, struct str needle, size_t from)
{
    if (needle.len == 0) {
        return from <= s.len ? from : SIZE_MAX;
    }
    while (from + needle.len <= s.len) {
        const char *hit = memchr(s.at + from, needle.at[0], s.len - needle.len - from + 1);
        if (!hit) {
            return SIZE_MAX;
        }
        if (memcmp(hit, needle.at, needle.len) == 0) {
            return (size_t)(hit - s.at);
        }
        from = (size_t)(hit - s.at) + 1;
    }
    return SIZE_MAX;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

bool str_has_word(struct str s, struct str word)
{
    size_t at = word.len ? str_find(s, word, 0) : SIZE_MAX;
    while (at != SIZE_MAX) {
        size_t end = at + word.len;
        if ((at == 0 || !is_letter(s.at[at - 1])) && (end == s.len || !is_letter(s.at[end]))) {
            return true;
        }
        at = str_find(s, word, at + 1);
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.len && is_blank(s.at[0])) {
        s.at++;
        s.len--;
    }
    while (s.len && is_blank(s.at[s.len - 1])) {
        s.len--;
    }
    return s;
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool str_equal_nocase(struct str a, struct str b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (lower(a.at[i]) != lower(b.at[i])) {
            return false;
        }
    }
    return true;
}

uint64_t str_hash_more(uint64_t hash, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        hash = (hash ^ (unsigned char)s.at[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}
