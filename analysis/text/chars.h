/* What a character is (Unicode's general categories, by utf8proc), and the form in which words are compared. Nothing
 * here depends on the locale. */
#ifndef ANALYSIS_TEXT_CHARS_H
#define ANALYSIS_TEXT_CHARS_H

#include "analysis/base/arena.h"
#include "analysis/base/str.h"

enum char_class {
    CHAR_SPACE,   /* blanks, line ends, no-break spaces, zero-width spaces, controls */
    CHAR_UPPER,   /* upper- and title-case letters */
    CHAR_LOWER,   /* lower-case letters */
    CHAR_LETTER,  /* letters without case */
    CHAR_MARK,    /* combining marks and joiners: they belong to what stands before them */
    CHAR_DIGIT,   /* decimal digits */
    CHAR_NUMERAL, /* other numbers: vulgar fractions, superscripts, Roman numerals */
    CHAR_QUOTE,   /* quotation marks and apostrophes of every shape */
    CHAR_DASH,
    CHAR_PUNCT,
    CHAR_CURRENCY,
    CHAR_SYMBOL, /* mathematical and other symbols, emoji */
};

enum char_class char_class(uint32_t c);

static inline bool char_is_letter(uint32_t c)
{
    enum char_class class = char_class(c);
    return class == CHAR_UPPER || class == CHAR_LOWER || class == CHAR_LETTER;
}

/* Emoji and the like: a pictograph that one token should hold together with its modifiers. */
bool char_is_emoji(uint32_t c);

/* The folded form of s, by which words and lexicon keys are compared: lower case, no diacritics, compatibility forms
 * resolved, curly apostrophes straight, dashes and no-break hyphens "-", white space one blank. In `arena`;
 * `at` is NULL when there is no memory. Valid UTF-8 in, valid UTF-8 out. */
struct str fold(struct arena *arena, struct str s);

#endif
