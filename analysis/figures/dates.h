/* Days, months, years, quarters and what they are part of, as they are written; resolve.h says which they are. */
#ifndef ANALYSIS_FIGURES_DATES_H
#define ANALYSIS_FIGURES_DATES_H

#include "analysis/figures/points.h"

/* "Dec." or "may" as the month it can be here, "Sat." as the weekday (1 Monday); 0 when it is none. */
int month_at(const struct reading *r, uint32_t i);
int weekday_at(const struct reading *r, uint32_t i);

/* Whether atom i is four digits from 1000 to 2199; a whole number of at most so many digits. */
bool is_year(const struct atoms *atoms, uint32_t i);
bool whole_number(const struct atoms *atoms, uint32_t i, unsigned digits_most);

/* What a reader returns is the atom behind what it read, or i when nothing of its kind begins at atom i. */

/* A number of digits or words from 1 to 31, with or without "st nd rd th". */
uint32_t read_small(const struct atoms *atoms, uint32_t i, int *value, bool *ordinal);

/* "nineteen ninety-six"; the year behind a date ("1990", ", 1990", "of 1990", "'98") or behind a part of it ("of last
 * year"). */
uint32_t year_in_words(const struct atoms *atoms, uint32_t i, int *year);
uint32_t year_behind(const struct reading *r, uint32_t i, int *year);
uint32_t year_of_part(const struct reading *r, uint32_t i, struct when *when);

uint32_t month_first(const struct reading *r, uint32_t i, enum aim aim,
                     struct point *p); /* "Nov. 5, 2024", "November 1961" */
uint32_t day_first(const struct reading *r, uint32_t i, enum aim aim, struct point *p); /* "the 12th of December" */
uint32_t date_in_digits(const struct reading *r, uint32_t i, struct point *p);          /* "11/05/1961", month first */
uint32_t short_date(const struct reading *r, uint32_t i, struct point *p);              /* "on 22/04", "2015-12" */
uint32_t day_alone(const struct reading *r, uint32_t i, struct point *p);               /* "on the 18th" */
uint32_t read_year(const struct reading *r, uint32_t i, struct point *p);               /* "1932", "2012-13" */
uint32_t year_of_era(const struct reading *r, uint32_t i, struct point *p);             /* "300 BC", "AD 79" */
uint32_t read_short_year(const struct reading *r, uint32_t i, struct point *p);         /* "the flood of '57" */
uint32_t read_decade(const struct reading *r, uint32_t i, struct point *p);             /* "the 1990s" */
uint32_t read_century(const struct reading *r, uint32_t i, struct point *p);            /* "the 19th century" */
uint32_t quarter_code(const struct reading *r, uint32_t i, struct point *p);            /* "Q3 2015", "FY18" */
uint32_t ordinal_part(const struct reading *r, uint32_t i, struct point *p);            /* "third quarter of 1990" */
uint32_t year_first(const struct reading *r, uint32_t i, struct point *p);              /* "1988 third quarter" */
uint32_t week_number(const struct reading *r, uint32_t i, struct point *p);             /* "week 31 of 2027" */

/* Set a point to a known date (day 0: the month), to a date whose year is 0 when the text does not say it, to a year.
 */
void set_date(struct point *p, int year, int month, int day);
void place_date(const struct reading *r, struct point *p, int year, int month, int day, enum aim aim, uint32_t at);
void set_year(struct point *p, int year);

#endif
