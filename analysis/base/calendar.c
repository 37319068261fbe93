#include "analysis/base/calendar.h"

bool is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return DAYS[month - 1] + (month == 2 && is_leap_year(year));
}

int64_t day_number(struct day d)
{
    int64_t year = d.year - (d.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct day day_from_number(int64_t number)
{
    number += 719468;
    int64_t era = (number >= 0 ? number : number - 146096) / 146097;
    int64_t day_of_era = number - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153; /* months since March */
    int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    return (struct day){(int)(year_of_era + era * 400) + (month <= 2), month,
                        (int)(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

int weekday(struct day day)
{
    int64_t from_thursday = day_number(day) % 7; /* 1970-01-01 was a Thursday */
    return (int)((from_thursday + 7 + 3) % 7) + 1;
}

int iso_week(struct day day, int *week_year)
{
    /* The week belongs to the year that its Thursday is in. */
    int64_t thursday = day_number(day) - weekday(day) + 4;
    *week_year = day_from_number(thursday).year;
    return (int)((thursday - day_number((struct day){*week_year, 1, 1})) / 7) + 1;
}

/* `count` digits at *at, moved past them; -1 when there are not so many. */
static int digits(struct str s, size_t *at, size_t count)
{
    int value = 0;
    if (s.len - *at < count) {
        return -1;
    }
    for (size_t end = *at + count; *at < end; (*at)++) {
        if (s.at[*at] < '0' || s.at[*at] > '9') {
            return -1;
        }
        value = value * 10 + (s.at[*at] - '0');
    }
    return value;
}

static bool skip(struct str s, size_t *at, const char *any_of)
{
    if (*at >= s.len || !s.at[*at] || !strchr(any_of, s.at[*at])) {
        return false;
    }
    (*at)++;
    return true;
}

static bool read_offset(struct str s, size_t *at)
{
    if (skip(s, at, "Zz")) {
        return true;
    }
    if (!skip(s, at, "+-")) {
        return false;
    }
    int hour = digits(s, at, 2);
    if (hour < 0 || hour > 23 || !skip(s, at, ":")) {
        return false;
    }
    int minute = digits(s, at, 2);
    return minute >= 0 && minute <= 59;
}

static bool read_clock(struct str s, size_t *at, struct moment *moment)
{
    moment->hour = digits(s, at, 2);
    if (moment->hour < 0 || moment->hour > 23 || !skip(s, at, ":")) {
        return false;
    }
    moment->minute = digits(s, at, 2);
    if (moment->minute < 0 || moment->minute > 59 || !skip(s, at, ":")) {
        return false;
    }
    int second = digits(s, at, 2);
    if (second < 0 || second > 60) {
        return false;
    }
    if (skip(s, at, ".")) {
        size_t first = *at;
        while (*at < s.len && s.at[*at] >= '0' && s.at[*at] <= '9') {
            (*at)++;
        }
        if (*at == first) {
            return false;
        }
    }
    return read_offset(s, at);
}

bool moment_read(struct str s, struct moment *moment)
{
    size_t at = 0;
    *moment = (struct moment){.hour = -1};
    struct day day;
    day.year = digits(s, &at, 4);
    if (day.year < 1 || !skip(s, &at, "-")) {
        return false;
    }
    day.month = digits(s, &at, 2);
    if (day.month < 1 || day.month > 12 || !skip(s, &at, "-")) {
        return false;
    }
    day.day = digits(s, &at, 2);
    if (day.day < 1 || day.day > days_in_month(day.year, day.month)) {
        return false;
    }
    moment->day = day;
    return at == s.len || (skip(s, &at, "Tt ") && read_clock(s, &at, moment) && at == s.len);
}
