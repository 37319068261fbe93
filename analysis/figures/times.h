/* Dates, times, durations and sets as TIMEX3 has them. */
#ifndef ANALYSIS_FIGURES_TIMES_H
#define ANALYSIS_FIGURES_TIMES_H

#include "analysis/figures/numerals.h"
#include "analysis/figures/reading.h"

/* So much of a unit of time. */
struct duration {
    uint32_t first, end; /* atoms */
    double amount, to;   /* NAN: "years"; `to` is not NAN for "two to three hours" */
    struct str unit;     /* "Y", "Q", "M", "W", "WE", "D", "H", "MIN", "S" */
    int times;           /* units of a named one: 10 years of a decade */
    struct str value;    /* TIMEX3 when it has several parts ("P4Y5M"); at is NULL otherwise */
    double parts;        /* its amount in the first unit, further parts included */
    double months, days; /* of `value`: its parts in units that a calendar can add */
    bool articled;       /* "a year" */
    bool short_unit;     /* "yr" */
};

/* The duration whose number (or article, "several") begins at atom i; false when none does. */
bool read_duration(struct reading *r, uint32_t i, struct duration *d);

/* The time that begins at atom i, as a figure; *end is the atom behind it. False when none begins there. */
bool read_time(struct reading *r, uint32_t i, struct figure *figure, uint32_t *end);

/* UCUM code of a unit of time and how many of it one is: a decade is 10 "a". */
struct str time_code(struct str unit, int times, double *factor);

#endif
