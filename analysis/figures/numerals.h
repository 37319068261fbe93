/* Numerals: digits, words and mixtures of both ("2.5 million", "4 thousand 3 hundred", "two hundred and fifty"),
 * fractions, ordinals, and plurals that stand for a range ("dozens", "tens of thousands"). */
#ifndef ANALYSIS_FIGURES_NUMERALS_H
#define ANALYSIS_FIGURES_NUMERALS_H

#include "analysis/figures/atoms.h"

struct numeral {
    uint32_t first, end; /* atoms, with sign and article ("a dozen") */
    double value;        /* NAN where only the range is known */
    double from, to;     /* NAN unless it stands for a range */
    double scale;        /* of the last multiplier word or letter ("million"); 1 when there is none */
    bool ordinal;
    bool fraction;    /* "two-thirds", "1/2", "one in five" */
    bool odds;        /* "one in five", "nine out of 10" */
    bool joined;      /* odds that hyphens make an adjective: "a 1-in-270 chance" */
    bool in_words;    /* begins with a word */
    bool plain;       /* nothing but digits: no sign, separator, decimals or multiplier */
    bool article;     /* begins with "a" or "an" */
    bool approximate; /* "a couple of", "several hundred" */
    bool letter;      /* ends in a letter that could also be a unit: "30m" */
};

/* Reads the longest numeral that begins at atom i (its sign and article may stand before i, but not before `from`).
 * False when none does. Looks ahead no further than the numeral reaches. */
bool read_numeral(const struct atoms *atoms, uint32_t from, uint32_t i, struct numeral *numeral);

/* "2003/2004", "2003/04": whether the whole numbers at atoms i and i + 2 are a year and the next: a season or a year of
 * a budget, and no part of a whole. */
bool is_two_years(const struct atoms *atoms, uint32_t i);

#endif
