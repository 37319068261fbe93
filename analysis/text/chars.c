#include "analysis/text/chars.h"

#include "analysis/text/utf8.h"

#include <utf8proc.h>

static enum char_class ascii_class(uint32_t c)
{
    if (c >= 'a' && c <= 'z') {
        return CHAR_LOWER;
    }
    if (c >= 'A' && c <= 'Z') {
        return CHAR_UPPER;
    }
    if (c >= '0' && c <= '9') {
        return CHAR_DIGIT;
    }
    if (c <= ' ' || c == 0x7F) {
        return CHAR_SPACE;
    }
    switch (c) {
    case '"':
    case '\'':
    case '`':
        return CHAR_QUOTE;
    case '-':
        return CHAR_DASH;
    case '$':
        return CHAR_CURRENCY;
    case '+':
    case '<':
    case '=':
    case '>':
    case '^':
    case '|':
    case '~':
        return CHAR_SYMBOL;
    default:
        return CHAR_PUNCT;
    }
}

static enum char_class by_category(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return CHAR_UPPER;
    case UTF8PROC_CATEGORY_LL:
        return CHAR_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return CHAR_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return CHAR_MARK;
    case UTF8PROC_CATEGORY_ND:
        return CHAR_DIGIT;
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return CHAR_NUMERAL;
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
        return CHAR_QUOTE;
    case UTF8PROC_CATEGORY_PD:
        return CHAR_DASH;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PO:
        return CHAR_PUNCT;
    case UTF8PROC_CATEGORY_SC:
        return CHAR_CURRENCY;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_CO:
        return CHAR_SYMBOL;
    default:
        return CHAR_SPACE; /* separators, controls, format characters, unassigned */
    }
}

enum char_class char_class(uint32_t c)
{
    if (c < 0x80) {
        return ascii_class(c);
    }
    switch (c) {
    case 0x00AD: /* soft hyphen: inside a word */
    case 0x200C:
    case 0x200D: /* joiners */
    case 0xFE0E:
    case 0xFE0F: /* variation selectors */
        return CHAR_MARK;
    case 0x00B4: /* acute accent used as an apostrophe */
    case 0x201A:
    case 0x201E: /* low quotation marks */
    case 0x300C:
    case 0x300D: /* corner brackets */
    case 0xFF02:
    case 0xFF07:
        return CHAR_QUOTE;
    case 0x2212: /* minus sign */
        return CHAR_DASH;
    default:
        if (c >= 0x1F3FB && c <= 0x1F3FF) {
            return CHAR_MARK; /* skin tones */
        }
        return by_category(c);
    }
}

bool char_is_emoji(uint32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF && !(c >= 0x1F3FB && c <= 0x1F3FF)) || (c >= 0x2600 && c <= 0x27BF) ||
           (c >= 0x2B00 && c <= 0x2BFF);
}

/* Folds of single characters that decomposition leaves alone. 0: no special fold. */
static uint32_t special_fold(uint32_t c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
    case 0x00B4:
    case '`':
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201F:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return '-';
    case 0x00D8:
    case 0x00F8:
        return 'o';
    case 0x0110:
    case 0x0111:
        return 'd';
    case 0x0130:
    case 0x0131:
        return 'i';
    case 0x0141:
    case 0x0142:
        return 'l';
    default:
        return 0;
    }
}

enum { FOLDED_MOST = 18 }; /* code points that one character can decompose into (U+FDFA) */

/* Folds one character to `out`, of room FOLDED_MOST * 4; returns the bytes written. */
static size_t fold_char(uint32_t c, char *out)
{
    uint32_t special = special_fold(c);
    if (special) {
        return utf8_write(special, out);
    }
    utf8proc_int32_t parts[FOLDED_MOST];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)c, parts, FOLDED_MOST,
        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
    if (n < 0 || n > FOLDED_MOST) {
        return utf8_write(c, out);
    }
    size_t length = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        length += utf8_write((uint32_t)parts[i], out + length);
    }
    return length;
}

static struct str fold_ascii(struct arena *arena, struct str s)
{
    char *out = arena_alloc(arena, s.len + 1, 1);
    if (!out) {
        return (struct str){0};
    }
    size_t length = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c <= ' ' || c == 0x7F) {
            if (length && out[length - 1] != ' ') {
                out[length++] = ' ';
            }
        } else {
            out[length++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c == '`' ? '\'' : c);
        }
    }
    return (struct str){out, length};
}

struct str fold(struct arena *arena, struct str s)
{
    size_t ascii = 0;
    while (ascii < s.len && !(s.at[ascii] & 0x80)) {
        ascii++;
    }
    if (ascii == s.len) {
        return fold_ascii(arena, s);
    }
    char *out = NULL, piece[FOLDED_MOST * 4];
    size_t length = 0;
    for (int pass = 0; pass < 2; pass++) { /* measure, then write */
        bool after_blank = true;
        length = 0;
        for (size_t at = 0; at < s.len;) {
            uint32_t c = utf8_next(s, &at);
            size_t n = 1;
            if (char_class(c) == CHAR_SPACE) {
                n = after_blank ? 0 : 1;
                piece[0] = ' ';
            } else {
                n = fold_char(c, piece);
            }
            if (n) {
                after_blank = piece[n - 1] == ' ';
            }
            if (out && n) {
                memcpy(out + length, piece, n);
            }
            length += n;
        }
        if (!out && !(out = arena_alloc(arena, length + 1, 1))) {
            return (struct str){0};
        }
    }
    return (struct str){out, length};
}
