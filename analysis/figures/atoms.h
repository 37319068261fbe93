/* The article as figures see it: numbers with their value, words with their classes, single signs. Independent of where
 * the tokeniser cuts "5k", "10-15" or "US$3": tokens that hold digits or signs are read again character by character.
 */
#ifndef ANALYSIS_FIGURES_ATOMS_H
#define ANALYSIS_FIGURES_ATOMS_H

#include "analysis/words/words.h"

/* Classes of lexicon/figure_words.tsv; a word may have several. */
/* clang-format off */
#define FOR_EACH_WORD_CLASS(X) \
    X(DIGIT, "digit") X(TEEN, "teen") X(TEN, "ten") X(HUNDRED, "hundred") X(SCALE, "scale") X(SUFFIX, "suffix") \
    X(LETTER, "letter") X(GRAND, "grand") X(DOZEN, "dozen") X(VAGUE, "vague") X(HALF, "half") \
    X(HALVES, "halves") X(PART, "part") X(PARTS, "parts") X(NIL, "nil") X(MINUS, "sign") \
    X(MULTIPLIED, "multiplied") X(FOLD, "fold") X(ORDINAL, "ordinal") X(MONTH, "month") X(WEEKDAY, "weekday") \
    X(WEEKDAYS, "weekdays") X(SEASON, "season") X(DAYPART, "daypart") X(OVERNIGHT, "overnight") \
    X(HOURNAME, "hourname") X(DEICTIC, "deictic") X(REF, "ref") X(UNIT, "unit") X(UNITS, "units") \
    X(UNITSHORT, "unitshort") X(SET, "set") X(RELATIVE, "relative") X(MOD, "mod") X(EVERY, "every") \
    X(DECADE, "decade") X(QUANTIFIER, "quantifier") X(ZONE, "zone") X(MERIDIAN, "meridian") X(OCLOCK, "oclock") \
    X(SHIFT, "shift") X(HOLIDAY, "holiday") X(CODE, "code") X(VULGAR, "vulgar fraction") X(OPENS, "opens")
/* clang-format on */

enum word_class {
#define X(name, text) CLASS_##name,
    FOR_EACH_WORD_CLASS(X)
#undef X
        CLASS_COUNT
};

#define CLASS_BIT(name) (UINT64_C(1) << CLASS_##name)

enum atom_kind {
    ATOM_WORD,
    ATOM_NUMBER, /* digits with their separators and decimals, without sign */
    ATOM_SIGN,   /* one character that is neither */
    ATOM_OPAQUE, /* a link, a handle, digits beyond all measure */
};

struct atom {
    struct span span;
    struct str word;  /* of a word: folded, without full stops ("p.m." is "pm"); empty otherwise */
    double value;     /* of a number */
    uint64_t classes; /* of a word: bits of enum word_class */
    uint32_t token;   /* the token that it begins in */
    int32_t row;      /* of a word: in lexicon_figure_words, or -1 */
    int32_t context;  /* of a word: in lexicon_figure_context, or -1 */
    uint32_t sign;    /* of a sign: the code point */
    uint8_t kind;     /* enum atom_kind */
    uint8_t digits;   /* of a number: before the decimal point, at most 255 */
    uint8_t decimals; /* of a number: behind the point */
    bool grouped;     /* of a number: with thousands separators */
};

struct atoms {
    struct atom *at;
    uint32_t count;
};

/* Reads all atoms of the article into `arena`; linear. FAULT_NO_MEMORY. */
enum fault read_atoms(struct arena *arena, const struct words *words, struct atoms *atoms);

/* The value and the code of a word in a class that it has. */
double class_value(const struct atom *atom, enum word_class wanted);
struct str class_code(const struct atom *atom, enum word_class wanted);

/* Asked many times an atom, so they are inline. All are false behind the last atom. */
static inline bool atom_is_number(const struct atoms *atoms, uint32_t i)
{
    return i < atoms->count && atoms->at[i].kind == ATOM_NUMBER;
}

static inline bool atom_is_word(const struct atoms *atoms, uint32_t i)
{
    return i < atoms->count && atoms->at[i].kind == ATOM_WORD;
}

/* Whether atom i is this word, this sign, a word of one of these classes. */
static inline bool atom_is(const struct atoms *atoms, uint32_t i, const char *word)
{
    return atom_is_word(atoms, i) && str_is(atoms->at[i].word, word);
}

static inline bool atom_is_sign(const struct atoms *atoms, uint32_t i, uint32_t sign)
{
    return i < atoms->count && atoms->at[i].kind == ATOM_SIGN && atoms->at[i].sign == sign;
}

static inline bool atom_in(const struct atoms *atoms, uint32_t i, uint64_t classes)
{
    return i < atoms->count && (atoms->at[i].classes & classes) != 0;
}

/* A hyphen or a dash of any length. */
static inline bool atom_is_dash(const struct atoms *atoms, uint32_t i)
{
    if (i >= atoms->count || atoms->at[i].kind != ATOM_SIGN) {
        return false;
    }
    uint32_t c = atoms->at[i].sign;
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* Whether atom i touches the one before it. */
static inline bool atom_glued(const struct atoms *atoms, uint32_t i)
{
    return i > 0 && i < atoms->count && atoms->at[i - 1].span.end == atoms->at[i].span.start;
}

/* Whether atom i is one of the words, which end with a NULL. */
bool atom_is_any(const struct atoms *atoms, uint32_t i, const char *const *words);

#endif
