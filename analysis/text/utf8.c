#include "analysis/text/utf8.h"

static bool continues(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Length of the valid sequence at p (of n bytes, n > 0), 0 when it is bad. Table 3-7 of the Unicode Standard. */
static size_t sequence(const unsigned char *p, size_t n)
{
    if (p[0] < 0x80) {
        return 1;
    }
    if (p[0] < 0xC2 || p[0] > 0xF4) {
        return 0;
    }
    if (p[0] < 0xE0) {
        return n >= 2 && continues(p[1]) ? 2 : 0;
    }
    if (p[0] < 0xF0) {
        bool second = n >= 3 && p[1] >= (p[0] == 0xE0 ? 0xA0 : 0x80) && p[1] <= (p[0] == 0xED ? 0x9F : 0xBF);
        return second && continues(p[2]) ? 3 : 0;
    }
    bool second = n >= 4 && p[1] >= (p[0] == 0xF0 ? 0x90 : 0x80) && p[1] <= (p[0] == 0xF4 ? 0x8F : 0xBF);
    return second && continues(p[2]) && continues(p[3]) ? 4 : 0;
}

size_t utf8_valid(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.at;
    size_t at = 0;
    while (at < s.len) {
        uint64_t eight;
        if (s.len - at >= sizeof eight) {
            memcpy(&eight, p + at, sizeof eight);
            if (!(eight & UINT64_C(0x8080808080808080))) {
                at += sizeof eight;
                continue;
            }
        }
        size_t length = sequence(p + at, s.len - at);
        if (!length) {
            break;
        }
        at += length;
    }
    return at;
}

size_t utf8_write(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char LEAD[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    out[0] = (char)(LEAD[length] | c);
    return length;
}
