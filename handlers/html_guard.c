#include "handlers/html_guard.h"

/* Where in a start tag libxml2 2.9.14 is (htmlParseStartTag). */
enum place {
    TAG,    /* in its name */
    GAP,    /* where an attribute may begin */
    NAME,   /* in an attribute's name */
    NAMED,  /* in the white space behind it */
    EQUALS, /* behind the "=" */
    BARE,   /* in a value without quotes, or in what is no attribute */
    DOUBLE, /* in a value with quotes */
    SINGLE,
    OUT, /* behind its end */
    PLACES
};

enum kind { BLANK, LETTER, DIGIT, EQUAL, QUOTE, APOSTROPHE, CLOSE, OTHER };

/* clang-format off */
static const unsigned char NEXT[PLACES][OTHER + 1] = {
    /*           BLANK   LETTER  DIGIT   =       "       '       >       other */
    [TAG]    = { GAP,    TAG,    TAG,    BARE,   BARE,   BARE,   OUT,    BARE },
    [GAP]    = { GAP,    NAME,   BARE,   BARE,   BARE,   BARE,   OUT,    BARE },
    [NAME]   = { NAMED,  NAME,   NAME,   EQUALS, BARE,   BARE,   OUT,    BARE },
    [NAMED]  = { NAMED,  NAME,   BARE,   EQUALS, BARE,   BARE,   OUT,    BARE },
    [EQUALS] = { EQUALS, BARE,   BARE,   BARE,   DOUBLE, SINGLE, OUT,    BARE },
    [BARE]   = { GAP,    BARE,   BARE,   BARE,   BARE,   BARE,   OUT,    BARE },
    [DOUBLE] = { DOUBLE, DOUBLE, DOUBLE, DOUBLE, GAP,    DOUBLE, DOUBLE, DOUBLE },
    [SINGLE] = { SINGLE, SINGLE, SINGLE, SINGLE, SINGLE, GAP,    SINGLE, SINGLE },
};
/* clang-format on */

/* As htmlParseHTMLName has them: a name begins with a LETTER. */
static enum kind kind_of(char c)
{
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
        return BLANK;
    case '_':
    case ':':
    case '.':
        return LETTER;
    case '-':
        return DIGIT;
    case '=':
        return EQUAL;
    case '"':
        return QUOTE;
    case '\'':
        return APOSTROPHE;
    case '>':
        return CLOSE;
    default:
        return c >= '0' && c <= '9' ? DIGIT : (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? LETTER : OTHER;
    }
}

/* Every "<" before a letter may begin a tag, and all such readings go on side by side: of those that are at one place,
 * the one with the most attributes is enough. */
struct readings {
    unsigned at[PLACES]; /* its attributes, and one; 0: no reading is there */
    size_t run;          /* characters of a name that were read last */
};

/* Takes a character; false when no tag is open behind it. */
static bool step(struct readings *readings, enum kind kind)
{
    enum { NAME_ROOM = 100 }; /* libxml2 cuts a longer name here, and the rest is the next one */
    bool goes_on = kind == LETTER || kind == DIGIT, open = false;
    bool cut = goes_on && readings->run && readings->run % NAME_ROOM == 0;
    unsigned next[PLACES] = {0};
    for (int place = 0; place < OUT; place++) {
        if (readings->at[place]) {
            bool begins = place != NAME || cut;
            unsigned to = NEXT[cut && (place == TAG || place == NAME) ? GAP : place][kind];
            unsigned count = readings->at[place] + (to == NAME && begins);
            next[to] = count > next[to] ? count : next[to];
            open = open || to != OUT;
        }
    }
    memcpy(readings->at, next, sizeof next);
    readings->run = goes_on ? readings->run + 1 : 0;
    return open;
}

bool html_crowded(struct str page)
{
    struct readings readings = {0};
    bool open = false;
    for (size_t i = 0; i < page.len && readings.at[NAME] <= HTML_ATTRIBUTES_MAX + 1; i++) {
        if (!open) {
            const char *next = memchr(page.at + i, '<', page.len - i);
            i = next ? (size_t)(next - page.at) : page.len - 1;
        }
        open = step(&readings, kind_of(page.at[i]));
        if (page.at[i] == '<' && i + 1 < page.len && kind_of(page.at[i + 1]) == LETTER) {
            readings.at[TAG] = 1;
            open = true;
        }
    }
    return readings.at[NAME] > HTML_ATTRIBUTES_MAX + 1;
}
