/* Points in time: "Nov. 5, 2024", "7 p.m. ET Tuesday", "early next year", "the third quarter of 1990", "last night". */
#ifndef ANALYSIS_FIGURES_POINTS_H
#define ANALYSIS_FIGURES_POINTS_H

#include "analysis/figures/reading.h"
#include "analysis/figures/resolve.h"

struct point {
    uint32_t first, end; /* atoms */
    struct when when;
    const char *mod; /* TIMEX3 mod, or NULL */
    bool clock, daypart, date, weekday, year_given;
    bool loose; /* may be something else: only a bare number or an ambiguous word stands there */
    bool week;  /* a week that a weekday may follow: "next week on Tuesday" */
    int week_offset;
    int weekday_is; /* of `weekday`: 1 to 7 */
};

/* Reads the point in time that begins at atom i (its article may stand before). False when none does. Looks no
 * further than a few atoms ahead of what it takes. */
bool read_point(const struct reading *r, uint32_t i, struct point *point);

/* What comes once a year and begins at atom i, of which every one is meant: a season or a holiday ("each Christmas").
 * Gives the atom behind it, i when there is none; `when` has no year, and no grain where the day moves. */
uint32_t yearly_point(const struct reading *r, uint32_t i, struct when *when);

#endif
