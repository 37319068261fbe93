/* Numbers written in digits: separators of every style, decimals. */
#ifndef ANALYSIS_FIGURES_DIGITS_H
#define ANALYSIS_FIGURES_DIGITS_H

#include "analysis/base/str.h"

struct digits {
    size_t end;   /* byte behind the number */
    double value;
    unsigned whole, decimals; /* digits before and behind the decimal point */
    bool grouped; /* with thousands separators */
    bool readable; /* false: more digits than any figure has */
};

/* Reads the number that begins with the digit (or the point before a digit) at byte `at`: "1,234,567.8", "12,34,567",
 * "1.234.567,8", "940 000" (also with no-break and narrow blanks), "1'234". A run such as 192.168.1.1 is left at its
 * first part. Linear in its length. */
struct digits scan_digits(struct str text, size_t at);

#endif
