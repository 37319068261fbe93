/* UTF-8 as RFC 3629 has it: no surrogates, nothing over U+10FFFF, shortest forms only. */
#ifndef ANALYSIS_TEXT_UTF8_H
#define ANALYSIS_TEXT_UTF8_H

#include "analysis/base/str.h"

/* Length in bytes of the longest valid beginning of s; s.len when all of it is valid. The position of the first byte
 * of the first bad sequence is the same number. */
size_t utf8_valid(struct str s);

/* The code point at byte *at of valid text (*at < text.len); moves *at behind it. */
static inline uint32_t utf8_next(struct str text, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text.at + *at;
    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *at += 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (p[0] < 0xF0) {
        *at += 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    *at += 4;
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

/* The code point at byte `at`, 0 at the end of the text. */
static inline uint32_t utf8_peek(struct str text, size_t at)
{
    return at < text.len ? utf8_next(text, &at) : 0;
}

/* The code point that ends before byte `at`, 0 at the beginning. */
static inline uint32_t utf8_before(struct str text, size_t at)
{
    if (at == 0) {
        return 0;
    }
    do {
        at--;
    } while (at > 0 && ((unsigned char)text.at[at] & 0xC0) == 0x80);
    return utf8_next(text, &at);
}

/* Writes c (a valid code point) as UTF-8 to out (room for 4 bytes); returns the length. */
size_t utf8_write(uint32_t c, char *out);

#endif
