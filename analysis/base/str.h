/* A piece of text: pointer and length into memory that somebody else owns (mpv's bstr, s2n's blob). */
#ifndef ANALYSIS_BASE_STR_H
#define ANALYSIS_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *at; /* not NUL-terminated; may be NULL when len is 0 */
    size_t len;
};

/* A str of a string literal, for expressions; STR_INIT for static initialisers. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_INIT(literal)                                                                                              \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }

/* For printf's "%.*s". */
#define STR_ARGS(s) (int)(s).len, (s).at ? (s).at : ""

static inline struct str str_of(const char *z)
{
    return (struct str){z, z ? strlen(z) : 0};
}

/* Bytes [start, end) of s; the caller guarantees start <= end <= s.len. */
static inline struct str str_slice(struct str s, size_t start, size_t end)
{
    return (struct str){s.at + start, end - start};
}

static inline bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool str_is(struct str a, const char *z)
{
    return (a.len == 0 || a.at[0] == z[0]) && str_equal(a, str_of(z)); /* mostly the first letter tells */
}

static inline bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.at, prefix.at, prefix.len) == 0);
}

static inline bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && (suffix.len == 0 || memcmp(s.at + s.len - suffix.len, suffix.at, suffix.len) == 0);
}

/* Order by bytes, a prefix first; as memcmp. */
int str_compare(struct str a, struct str b);

/* Where needle starts in s, at or after byte `from`; SIZE_MAX when nowhere. */
size_t str_find(struct str s, struct str needle, size_t from);

/* Whether `word` stands in s with no letter or digit beside it; bytes beyond ASCII count as letters. */
bool str_has_word(struct str s, struct str word);

/* s without ASCII white space at both ends. */
struct str str_trim(struct str s);

/* ASCII only; other bytes are compared as they are. */
bool str_equal_nocase(struct str a, struct str b);

/* FNV-1a, 64 bit (Fowler, Noll, Vo; draft-eastlake-fnv). str_hash_more continues a hash over further bytes. */
#define STR_HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t str_hash_more(uint64_t hash, struct str s);

static inline uint64_t str_hash(struct str s)
{
    return str_hash_more(STR_HASH_START, s);
}

#endif
