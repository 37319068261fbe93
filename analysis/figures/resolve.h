/* Points in time as TIMEX3 has them: filled as far as the text says, completed against the day of publication. */
#ifndef ANALYSIS_FIGURES_RESOLVE_H
#define ANALYSIS_FIGURES_RESOLVE_H

#include "analysis/base/arena.h"
#include "analysis/base/calendar.h"

enum grain {
    GRAIN_NONE,
    GRAIN_CENTURY,
    GRAIN_DECADE,
    GRAIN_YEAR,
    GRAIN_HALF,
    GRAIN_QUARTER,
    GRAIN_SEASON,
    GRAIN_MONTH,
    GRAIN_WEEK,
    GRAIN_WEEKEND,
    GRAIN_DAY
};

/* Where a date without its year (or a weekday without its week) lies: what the text says, or the tense. */
enum aim {
    AIM_NEAREST,
    AIM_PAST,   /* the latest not after the publication */
    AIM_COMING, /* the earliest not before it */
    AIM_LAST,   /* "last Friday": before it */
    AIM_NEXT,   /* "next Friday": of the week, month or year after it */
    AIM_THIS,   /* "this Friday": of the same week or year */
};

struct when {
    enum grain grain;
    int year;           /* 0: unknown; of a decade its first year, of a century its first year (1900 for the 20th) */
    bool before_christ; /* the year and the century count backwards */
    int month, day;
    int part;                 /* number of the quarter, half, week or season (1 spring to 4 winter) */
    int weekday;              /* 1 to 7 where the date is unknown but the weekday is */
    const char *ref;          /* "PAST_REF" instead of all this */
    struct str daypart;       /* "MO" ...; at is NULL when there is none */
    int hour, minute, second; /* -1: not given */
    bool universal;           /* UTC */
};

extern const struct when NO_WHEN;

/* All take `now` (the publication, year 0: unknown, then they leave the year open). */
void place_weekday(struct when *when, int weekday, enum aim aim, struct day now);
void place_month(struct when *when, int month, enum aim aim, struct day now);
void place_day_of_month(struct when *when, int month, int day, enum aim aim, struct day now);
void place_quarter(struct when *when, int quarter, enum aim aim, struct day now);
void place_season(struct when *when, int season, enum aim aim, struct day now);

/* The unit of time ("Y", "Q", "M", "W", "WE", "D"; `times` 10 or 100 years: decades, centuries) that lies `offset`
 * units from now: "last month" is -1. False when the unit has no dates. */
bool place_unit(struct when *when, struct str unit, int times, int offset, struct day now);

/* `amount` units of time from `now`, named as exactly as the unit allows: "three years ago" is a year. */
bool shift_when(struct when *when, struct day now, double amount, struct str unit, int times);

struct day add_days(struct day day, int64_t days);

/* The day that lies `amount` years, months, weeks or days from `day`, to the day. */
void shift_to_day(struct when *when, struct day day, double amount, struct str unit);

/* The week or the weekend that goes with a day: of a Monday or Tuesday, the weekend before it. */
void place_week_of(struct when *when, struct day day, bool weekend);

/* The day of a rule of lexicon/holidays.tsv in a year; false when the rule names none. */
bool holiday_day(struct str rule, int year, struct day *day);

/* "2024-11-05T19:00", "XXXX-WXX-2", "1990-Q3", "TMO"; at is NULL when there is no memory. */
struct str format_when(struct arena *arena, const struct when *when);

/* "P3Y", "PT1.5H"; NAN: "PXY". */
struct str format_duration(struct arena *arena, double amount, struct str unit, int times);

#endif
