/* Days of the proleptic Gregorian calendar, and ISO 8601 / RFC 3339 reading. */
#ifndef ANALYSIS_BASE_CALENDAR_H
#define ANALYSIS_BASE_CALENDAR_H

#include "analysis/base/str.h"

struct day {
    int year, month, day; /* month 1 to 12, day 1 to 31; year 0 when there is no date */
};

/* A date with perhaps a time of day: what `published` carries. */
struct moment {
    struct day day;
    int hour, minute; /* hour is -1 when only the date is known */
};

bool is_leap_year(int year);
int days_in_month(int year, int month);

/* Days since 1970-01-01, negative before (Howard Hinnant, chrono-compatible low-level date algorithms). */
int64_t day_number(struct day day);
struct day day_from_number(int64_t number);

/* 1 Monday to 7 Sunday. */
int weekday(struct day day);

/* ISO 8601 week and the year it belongs to, which is not always the day's own. */
int iso_week(struct day day, int *week_year);

/* RFC 3339 full-date or date-time ("2024-11-05", "2024-11-05T10:30:00Z"), years 0001 to 9999; false when s is neither.
 */
bool moment_read(struct str s, struct moment *moment);

#endif
