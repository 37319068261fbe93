#include "analysis/figures/resolve.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const struct when NO_WHEN = {.hour = -1, .minute = -1, .second = -1};

struct day add_days(struct day day, int64_t days)
{
    return day_from_number(day_number(day) + days);
}

static void set_day(struct when *when, struct day day)
{
    when->grain = GRAIN_DAY;
    when->year = day.year;
    when->month = day.month;
    when->day = day.day;
    when->weekday = 0;
}

static void set_week(struct when *when, struct day day, enum grain grain)
{
    when->grain = grain;
    when->part = iso_week(day, &when->year);
}

void place_weekday(struct when *when, int wanted, enum aim aim, struct day now)
{
    when->grain = GRAIN_DAY;
    when->weekday = wanted;
    if (!now.year) {
        return;
    }
    int today = weekday(now), ahead = (wanted - today + 7) % 7, back = (today - wanted + 7) % 7;
    switch (aim) {
    case AIM_COMING:
        set_day(when, add_days(now, ahead));
        break;
    case AIM_NEXT:
        set_day(when, add_days(now, wanted - today + 7));
        break;
    case AIM_LAST:
        set_day(when, add_days(now, -(back ? back : 7)));
        break;
    case AIM_THIS:
        set_day(when, add_days(now, wanted - today));
        break;
    default:
        set_day(when, add_days(now, -back));
    }
}

/* The year of something that begins in month `first` and ends in month `last` of a year, by its aim. */
static int year_for(int first, int last, enum aim aim, struct day now)
{
    switch (aim) {
    case AIM_PAST: {
        /* Tense errs: a month that begins soon is not last year's. */
        int ahead = first - now.month;
        return ahead <= 0 || (ahead <= 1 && last != first) ? now.year : now.year - 1;
    }
    case AIM_LAST:
        return last < now.month ? now.year : now.year - 1;
    case AIM_COMING:
        return last >= now.month || now.month - last <= 1 ? now.year : now.year + 1;
    case AIM_NEXT:
        return first > now.month ? now.year : now.year + 1;
    case AIM_THIS:
        return now.year;
    default: {
        int distance = first - now.month;
        return distance > 5 ? now.year - 1 : distance < -8 ? now.year + 1 : now.year;
    }
    }
}

void place_month(struct when *when, int month, enum aim aim, struct day now)
{
    when->grain = GRAIN_MONTH;
    when->month = month;
    when->year = now.year ? year_for(month, month, aim, now) : 0;
}

static bool leap_only(int month, int day)
{
    return month == 2 && day == 29;
}

void place_day_of_month(struct when *when, int month, int day, enum aim aim, struct day now)
{
    when->grain = GRAIN_DAY;
    when->month = month;
    when->day = day;
    when->year = 0;
    if (!now.year) {
        return;
    }
    int64_t today = day_number(now), best = INT64_MAX;
    for (int year = now.year - (leap_only(month, day) ? 4 : 1); year <= now.year + (leap_only(month, day) ? 4 : 1);
         year++) {
        if (year < 1 || day > days_in_month(year, month)) {
            continue;
        }
        int64_t away = day_number((struct day){year, month, day}) - today;
        /* Of the past and the coming date, the one that fits; without a hint the nearer, the past preferred. */
        int64_t cost = away < 0 ? -away : aim == AIM_NEAREST ? away + 60 : away;
        /* The tense is weighed, for it is only guessed; "last" and "next" are said. */
        cost *= (away > 0 && aim == AIM_PAST) || (away < 0 && aim == AIM_COMING) ? 4 : 1;
        cost += (away > 0 && aim == AIM_LAST) || (away < 0 && aim == AIM_NEXT) ? 100000 : 0;
        cost = aim == AIM_THIS ? llabs((long long)year - now.year) : cost;
        if (cost < best) {
            best = cost;
            when->year = year;
        }
    }
}

void place_quarter(struct when *when, int quarter, enum aim aim, struct day now)
{
    when->grain = GRAIN_QUARTER;
    when->part = quarter;
    int current = (now.month - 1) / 3 + 1;
    if (!now.year) {
        when->year = 0;
    } else if (aim == AIM_COMING) {
        when->year = quarter >= current - 1 ? now.year : now.year + 1;
    } else if (aim == AIM_THIS) {
        when->year = now.year;
    } else {
        when->year = quarter <= current || (aim == AIM_NEAREST && quarter - current == 1) ? now.year : now.year - 1;
    }
}

void place_season(struct when *when, int season, enum aim aim, struct day now)
{
    int first = season * 3; /* March, June, September, December */
    when->grain = GRAIN_SEASON;
    when->part = season;
    if (!now.year) {
        when->year = 0;
    } else if (season == 4 && aim != AIM_COMING && aim != AIM_NEXT) {
        bool coming = aim == AIM_THIS && now.month >= 7; /* "this winter", said in autumn */
        when->year = (now.month == 12 && aim != AIM_LAST) || coming ? now.year : now.year - 1;
    } else {
        when->year = year_for(first, first + 2, aim == AIM_NEAREST ? AIM_PAST : aim, now);
    }
}

static void set_month(struct when *when, int64_t months)
{
    when->year = (int)(months / 12);
    when->month = (int)(months % 12) + 1;
}

bool place_unit(struct when *when, struct str unit, int times, int offset, struct day now)
{
    int64_t months = (int64_t)now.year * 12 + now.month - 1;
    bool known = now.year != 0;
    if (str_is(unit, "Y") && times >= 10) {
        when->grain = times >= 100 ? GRAIN_CENTURY : GRAIN_DECADE;
        when->year = known ? (now.year / times + offset) * times : 0;
    } else if (str_is(unit, "Y")) {
        when->grain = GRAIN_YEAR;
        when->year = known ? now.year + offset : 0;
    } else if (str_is(unit, "Q")) {
        when->grain = GRAIN_QUARTER;
        int64_t quarters = months / 3 + offset;
        when->year = known ? (int)(quarters / 4) : 0;
        when->part = known ? (int)(quarters % 4) + 1 : 0;
    } else if (str_is(unit, "M")) {
        when->grain = GRAIN_MONTH;
        if (known) {
            set_month(when, months + offset);
        }
    } else if (str_is(unit, "W") || str_is(unit, "WE")) {
        when->grain = str_is(unit, "W") ? GRAIN_WEEK : GRAIN_WEEKEND;
        if (known) {
            set_week(when, add_days(now, 7 * (int64_t)offset * times), when->grain);
        }
    } else if (str_is(unit, "D")) {
        when->grain = GRAIN_DAY;
        if (known) {
            set_day(when, add_days(now, offset));
        }
    } else {
        return false;
    }
    return true;
}

/* A day whose month moves by `months`, its day cut to the month's length. */
static struct day add_months(struct day day, int64_t months)
{
    int64_t all = (int64_t)day.year * 12 + day.month - 1 + months;
    if (all < 12) {
        return (struct day){0, 1, 1}; /* before the year 1 */
    }
    struct day moved = {(int)(all / 12), (int)(all % 12) + 1, day.day};
    int most = days_in_month(moved.year, moved.month);
    moved.day = moved.day > most ? most : moved.day;
    return moved;
}

bool shift_when(struct when *when, struct day now, double amount, struct str unit, int times)
{
    amount *= times;
    if (!now.year || isnan(amount) || fabs(amount) > 3000) {
        return false;
    }
    double whole = floor(amount + 0.5), years = str_is(unit, "Y") ? amount : 0;
    if (now.year + years < 1 || now.year + years > 9999) {
        return false;
    }
    if (str_is(unit, "Y") && whole == amount) {
        when->grain = times >= 100 ? GRAIN_CENTURY : GRAIN_YEAR;
        when->year = now.year + (int)amount;
        when->year -= when->grain == GRAIN_CENTURY ? when->year % 100 : 0;
    } else if (str_is(unit, "Y") || str_is(unit, "M") || str_is(unit, "Q")) {
        double months = str_is(unit, "Y") ? amount * 12 : str_is(unit, "Q") ? amount * 3 : amount;
        struct day day = add_months(now, (int64_t)floor(months + 0.5));
        when->grain = GRAIN_MONTH;
        when->year = day.year;
        when->month = day.month;
    } else if (str_is(unit, "W") || str_is(unit, "D")) {
        struct day day = add_days(now, (int64_t)whole * (str_is(unit, "W") ? 7 : 1));
        if (str_is(unit, "W") && fabs(amount) < 53) {
            set_week(when, day, GRAIN_WEEK);
        } else {
            set_day(when, day);
        }
    } else {
        return false;
    }
    return when->year > 0;
}

void shift_to_day(struct when *when, struct day day, double amount, struct str unit)
{
    int64_t whole = (int64_t)floor(amount + 0.5);
    if (str_is(unit, "W") || str_is(unit, "D")) {
        set_day(when, add_days(day, str_is(unit, "W") ? 7 * whole : whole));
    } else {
        set_day(when, add_months(day, str_is(unit, "Y") ? 12 * whole : str_is(unit, "Q") ? 3 * whole : whole));
    }
}

void place_week_of(struct when *when, struct day day, bool weekend)
{
    set_week(when, weekend && weekday(day) <= 2 ? add_days(day, -2) : day, weekend ? GRAIN_WEEKEND : GRAIN_WEEK);
}

/* Gauss's Easter, in the form of the Anonymous Gregorian algorithm (Nature, 1876). */
static struct day easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return (struct day){year, n / 31, n % 31 + 1};
}

static int weekday_named(const char *name)
{
    static const char NAMES[] = "MonTueWedThuFriSatSun";
    const char *at = strstr(NAMES, name);
    return at ? (int)(at - NAMES) / 3 + 1 : 0;
}

/* The nth (5: last) weekday of a month. */
static struct day nth_weekday(int year, int month, int wanted, int n)
{
    struct day first = {year, month, 1};
    int day = 1 + (wanted - weekday(first) + 7) % 7 + 7 * (n - 1);
    while (day > days_in_month(year, month)) {
        day -= 7;
    }
    return (struct day){year, month, day};
}

bool holiday_day(struct str rule, int year, struct day *day)
{
    char text[40], name[4] = "", after[4] = "";
    int month, number, offset = 0;
    if (rule.len == 0 || rule.len >= sizeof text) {
        return false;
    }
    memcpy(text, rule.at, rule.len);
    text[rule.len] = '\0';
    if (strncmp(text, "Easter", 6) == 0) {
        offset = (int)strtol(text + 6, NULL, 10);
        *day = add_days(easter(year), offset);
        return true;
    }
    if (sscanf(text, "%3s after 1st %3s of %d", name, after, &month) == 3) {
        struct day monday = nth_weekday(year, month, weekday_named(after), 1);
        *day = add_days(monday, (weekday_named(name) - weekday_named(after) + 7) % 7);
        return true;
    }
    if (sscanf(text, "day after %dth %3s of %d", &number, name, &month) == 3) {
        *day = add_days(nth_weekday(year, month, weekday_named(name), number), 1);
        return true;
    }
    if (sscanf(text, "%3s after %dth %3s of %d", after, &number, name, &month) == 4) {
        *day = add_days(nth_weekday(year, month, weekday_named(name), number),
                        (weekday_named(after) - weekday_named(name) + 7) % 7);
        return true;
    }
    if (sscanf(text, "last %3s of %d", name, &month) == 2) {
        *day = nth_weekday(year, month, weekday_named(name), 5);
        return true;
    }
    if (sscanf(text, "%d%*2s %3s of %d", &number, name, &month) == 3) {
        *day = nth_weekday(year, month, weekday_named(name), number);
        return true;
    }
    if (sscanf(text, "%2d-%2d", &month, &number) == 2) {
        *day = (struct day){year, month, number};
        return true;
    }
    return false;
}

static int put_year(char *out, size_t room, int year)
{
    return year > 0 ? snprintf(out, room, "%04d", year) : snprintf(out, room, "XXXX");
}

static int put_two(char *out, size_t room, const char *before, int number)
{
    return number > 0 ? snprintf(out, room, "%s%02d", before, number) : snprintf(out, room, "%sXX", before);
}

static int put_date(char *out, size_t room, const struct when *when)
{
    static const char *const SEASONS[] = {"", "SP", "SU", "FA", "WI"};
    int n = 0;
    switch (when->grain) {
    case GRAIN_CENTURY:
        return when->year > 0 ? snprintf(out, room, "%02dXX", when->year / 100) : snprintf(out, room, "XXXX");
    case GRAIN_DECADE:
        return when->year > 0 ? snprintf(out, room, "%03d", when->year / 10) : snprintf(out, room, "XXXX");
    case GRAIN_NONE:
        return 0;
    default:
        n = put_year(out, room, when->year);
    }
    char *rest = out + n;
    room -= (size_t)n;
    switch (when->grain) {
    case GRAIN_HALF:
        return n + snprintf(rest, room, "-H%d", when->part);
    case GRAIN_QUARTER:
        return n + (when->part ? snprintf(rest, room, "-Q%d", when->part) : snprintf(rest, room, "-QX"));
    case GRAIN_SEASON:
        return n + snprintf(rest, room, "-%s", SEASONS[when->part]);
    case GRAIN_WEEK:
        return n + put_two(rest, room, "-W", when->part);
    case GRAIN_WEEKEND:
        n += put_two(rest, room, "-W", when->part);
        return n + snprintf(out + n, room, "-WE");
    case GRAIN_MONTH:
        return n + put_two(rest, room, "-", when->month);
    case GRAIN_DAY:
        if (when->weekday) {
            return n + snprintf(rest, room, "-WXX-%d", when->weekday);
        }
        n += put_two(rest, room, "-", when->month);
        return n + put_two(out + n, room - 3, "-", when->day);
    default:
        return n;
    }
}

struct str format_when(struct arena *arena, const struct when *when)
{
    enum { ROOM = 64 };
    if (when->ref) {
        return str_of(when->ref);
    }
    char out[ROOM];
    int n = when->before_christ ? snprintf(out, ROOM, "BC") : 0; /* TIMEX2: "BC0346" */
    n += put_date(out + n, 40, when);
    if (when->hour >= 0) {
        n += snprintf(out + n, (size_t)(ROOM - n), "T%02d", when->hour);
        n += when->minute >= 0 ? snprintf(out + n, (size_t)(ROOM - n), ":%02d", when->minute)
                               : snprintf(out + n, (size_t)(ROOM - n), ":00");
        n += when->second >= 0 ? snprintf(out + n, (size_t)(ROOM - n), ":%02d", when->second) : 0;
        n += when->universal ? snprintf(out + n, (size_t)(ROOM - n), "Z") : 0;
    } else if (when->daypart.at) {
        n += snprintf(out + n, (size_t)(ROOM - n), "T%.*s", STR_ARGS(when->daypart));
    }
    return arena_copy(arena, (struct str){out, (size_t)n});
}

struct str format_duration(struct arena *arena, double amount, struct str unit, int times)
{
    char out[64];
    if (str_is(unit, "Q")) {
        unit = STR("M"); /* TIMEX3 has no duration in quarters */
        amount *= 3;
    }
    bool clock = str_is(unit, "H") || str_is(unit, "MIN") || str_is(unit, "S");
    struct str letter = str_is(unit, "MIN") ? STR("M") : unit;
    int n;
    if (isnan(amount)) {
        struct str vague = times == 10 ? STR("E") : times == 100 ? STR("C") : letter;
        n = snprintf(out, sizeof out, "P%sX%.*s", clock ? "T" : "",
                     STR_ARGS(times == 10 || times == 100 ? str_slice(vague, 0, 1) : vague));
    } else {
        n = snprintf(out, sizeof out, "P%s%.15g%.*s", clock ? "T" : "", amount * times, STR_ARGS(letter));
    }
    return arena_copy(arena, (struct str){out, (size_t)n});
}
