#include "analysis/figures/clock.h"

#include "analysis/figures/dates.h"
#include "analysis/figures/numerals.h"

static uint32_t skip_zone(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    when->universal = (atom_is(atoms, i, "utc") || atom_is(atoms, i, "gmt")) && !atom_is_sign(atoms, i + 1, '+') &&
                      !atom_is_dash(atoms, i + 1);
    if (atom_is_sign(atoms, i, '(') && atom_in(atoms, i + 1, CLASS_BIT(ZONE))) {
        bool offset = atom_is_number(atoms, i + 3) && atom_is_sign(atoms, i + 4, ')');
        return offset ? i + 5 : atom_is_sign(atoms, i + 2, ')') ? i + 3 : i;
    }
    if (atom_is(atoms, i, "local") && atom_is(atoms, i + 1, "time")) {
        return i + 2;
    }
    if ((atom_is(atoms, i, "gmt") || atom_is(atoms, i, "utc")) &&
        (atom_is_sign(atoms, i + 1, '+') || atom_is_dash(atoms, i + 1)) && atom_is_number(atoms, i + 2)) {
        return i + 3;
    }
    if (!atom_in(atoms, i, CLASS_BIT(ZONE)) || !atom_capital(r, i)) {
        return atom_in(atoms, i, CLASS_BIT(ZONE)) &&
                       (atom_is(atoms, i + 1, "time") || atom_is(atoms, i + 1, "timezone"))
                   ? i + 2
                   : i;
    }
    i++;
    static const char *const NAMES[] = {"standard", "daylight", NULL};
    i += atom_is_any(atoms, i, NAMES);
    return atom_is(atoms, i, "time") ? i + 1 : i;
}

/* Sets the hour by "am" or "pm"; false when the two do not fit. */
static bool set_hour(struct when *when, int hour, int minute, int second, bool pm, bool am)
{
    if (hour > 24 || minute > 59 || second > 59 || ((am || pm) && hour > 12 && am)) {
        return false;
    }
    when->hour = pm && hour < 12 ? hour + 12 : am && hour == 12 ? 0 : hour;
    when->minute = minute;
    when->second = second;
    return true;
}

static bool two_digits(const struct atoms *atoms, uint32_t i)
{
    return atom_is_number(atoms, i) && atoms->at[i].digits == 2 && !atoms->at[i].decimals && atoms->at[i].value < 60 &&
           atom_glued(atoms, i);
}

/* Behind the minutes: "pm", "p.m.", and glued "a", "p". */
static uint32_t read_meridian(const struct reading *r, uint32_t i, bool letters, bool *am, bool *pm)
{
    const struct atoms *atoms = &r->atoms;
    if (atom_in(atoms, i, CLASS_BIT(MERIDIAN))) {
        *pm = class_value(&atoms->at[i], CLASS_MERIDIAN) > 0;
        *am = !*pm;
        return i + 1;
    }
    if (letters && atom_glued(atoms, i) && (atom_is(atoms, i, "a") || atom_is(atoms, i, "p"))) {
        *pm = atom_is(atoms, i, "p");
        *am = !*pm;
        return i + 1;
    }
    if ((atom_is(atoms, i, "a") || atom_is(atoms, i, "p")) && atom_is(atoms, i + 1, "m")) {
        *pm = atom_is(atoms, i, "p");
        *am = !*pm;
        return i + 2;
    }
    return i;
}

/* The hour of "half past seven", in digits or words; atom behind it or i. */
static uint32_t read_hour(const struct atoms *atoms, uint32_t i, int *hour)
{
    bool ordinal;
    uint32_t end = read_small(atoms, i, hour, &ordinal);
    return end > i && !ordinal && *hour <= 24 ? end : i;
}

/* The minutes of "seven twenty-seven", from 1 to 59; atom behind them or i. */
static uint32_t read_minutes(const struct atoms *atoms, uint32_t i, int *minutes)
{
    struct numeral n;
    if (atom_is_number(atoms, i)) {
        bool whole = !atoms->at[i].decimals && !atoms->at[i].grouped && atoms->at[i].digits <= 2;
        *minutes = whole ? (int)atoms->at[i].value : 0; /* longer ones may be no int */
        return whole && *minutes > 0 && *minutes < 60 && !atom_glued(atoms, i + 1) ? i + 1 : i;
    }
    if (!atom_in(atoms, i, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN)) || !read_numeral(atoms, i, i, &n) ||
        n.first != i || n.ordinal || n.fraction || !(n.value >= 1 && n.value < 60)) {
        return i;
    }
    *minutes = (int)n.value;
    return n.end;
}

/* "half past seven", "20 minutes to six". */
static uint32_t clock_past(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    int minutes = 0, hour;
    uint32_t j = i;
    if (atom_is(atoms, i, "half") || atom_is(atoms, i, "quarter")) {
        minutes = atom_is(atoms, i, "half") ? 30 : 15;
        j = i + 1;
    } else if ((j = read_minutes(atoms, i, &minutes)) == i) {
        return i;
    }
    static const char *const MINUTES[] = {"minutes", "min", "mins", "minute", NULL};
    j += atom_is_any(atoms, j, MINUTES);
    bool past = atom_is(atoms, j, "past"), to = atom_is(atoms, j, "to");
    uint32_t end = past || to ? read_hour(atoms, j + 1, &hour) : i;
    if (!(past || to) || end == j + 1) {
        return i;
    }
    bool am = false, pm = false, oclock = atom_in(atoms, end, CLASS_BIT(OCLOCK));
    end += oclock;
    uint32_t meridian = read_meridian(r, end, false, &am, &pm);
    if (to && !oclock && meridian == end && !atom_is(atoms, i, "quarter")) {
        return i;
    }
    hour -= to;
    return set_hour(when, hour, to ? 60 - minutes : minutes, -1, pm, am) ? meridian : i;
}

static uint32_t clock_in_words(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    int hour, minute = -1;
    bool ordinal, am = false, pm = false;
    uint32_t j = read_hour(atoms, i, &hour), end;
    if (j == i) {
        return i;
    }
    if (atom_in(atoms, j, CLASS_BIT(OCLOCK))) {
        end = read_meridian(r, j + 1, false, &am, &pm);
        return set_hour(when, hour, 0, -1, pm, am) ? end : i;
    }
    if (atom_is(atoms, j, "o") && atom_is_sign(atoms, j + 1, 0x2019) && atom_is(atoms, j + 2, "clock")) {
        return set_hour(when, hour, 0, -1, false, false) ? j + 3 : i;
    }
    uint32_t k = atom_is_dash(atoms, j) ? j + 1 : j;
    if (atom_in(atoms, k, CLASS_BIT(TEN) | CLASS_BIT(TEEN)) && (end = read_small(atoms, k, &minute, &ordinal)) > k) {
        j = end;
    }
    end = read_meridian(r, j, false, &am, &pm);
    bool dated = minute >= 10 && atom_in(atoms, j, CLASS_BIT(DEICTIC)); /* "five-thirty tomorrow" */
    return (end > j || dated) && set_hour(when, hour, minute, -1, pm, am) ? end : i;
}

static uint32_t clock_in_digits(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    const struct atom *atom = &atoms->at[i];
    int hour = atom->digits <= 4 ? (int)atom->value : 0, minute = -1, second = -1;
    bool am = false, pm = false;
    uint32_t j = i + 1;
    if (atom->grouped ||
        (i > 0 && atom_glued(atoms, i) &&
         (atom_is_sign(atoms, i - 1, ':') || atom_is_sign(atoms, i - 1, '/') || atom_is_sign(atoms, i - 1, '$')))) {
        return i;
    }
    if (atom->decimals == 2 && atom->digits <= 2) {
        minute = (int)(atom->value * 100 + 0.5) % 100;
    } else if (atom->decimals) {
        return i;
    } else if (atom->digits == 4 && atom->value < 2400) {
        minute = hour % 100;
        hour /= 100;
    } else if (atom->digits > 2) {
        return i;
    } else if (atom_is_sign(atoms, j, ':') && atom_glued(atoms, j) && two_digits(atoms, j + 1)) {
        minute = (int)atoms->at[j + 1].value;
        j += 2;
        if (atom_is_sign(atoms, j, ':') && atom_glued(atoms, j) && two_digits(atoms, j + 1)) {
            second = (int)atoms->at[j + 1].value;
            j += 2;
        }
    } else if (atom_is_sign(atoms, j, '.') && atom_glued(atoms, j)) {
        j++; /* "9.am" */
    }
    bool colon = j >= i + 3;
    uint32_t end = read_meridian(r, j, colon, &am, &pm);
    bool oclock = end == j && atom_in(atoms, j, CLASS_BIT(OCLOCK));
    if (atom_is(atoms, j, "noon") && hour == 12) {
        end = j + 1;
    }
    end += oclock;
    /* "1030 GMT", "9.30 BST", "2100 local time" */
    bool local = atom_is(atoms, j, "local") && atom_is(atoms, j + 1, "time");
    bool zone =
        end == j && minute >= 0 && !colon && (local || (atom_in(atoms, j, CLASS_BIT(ZONE)) && atom_capital(r, j)));
    bool more = atom_is_sign(atoms, end, ':') && atom_glued(atoms, end);
    if ((end == j && !colon && !zone) || more ||
        (colon && end == j && atom_glued(atoms, end) && atom_is_word(atoms, end)) ||
        (atom->digits == 4 && end == j && !zone)) {
        return i;
    }
    return set_hour(when, hour, minute, second, pm, am) ? end : i;
}

/* "four in the morning", "8 in the evening". */
static uint32_t clock_in_daypart(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    int hour, minute = -1;
    uint32_t j = read_hour(atoms, i, &hour);
    if (j == i && atom_is_number(atoms, i) && atoms->at[i].decimals == 2 && atoms->at[i].digits <= 2) {
        hour = (int)atoms->at[i].value; /* "6.15 in the morning" */
        minute = (int)(atoms->at[i].value * 100 + 0.5) % 100;
        j = i + 1;
    }
    bool part = j > i && atom_is(atoms, j, "in") && atom_is(atoms, j + 1, "the") &&
                atom_in(atoms, j + 2, CLASS_BIT(DAYPART)) && hour <= 12;
    if (!part) {
        return i;
    }
    struct str code = class_code(&atoms->at[j + 2], CLASS_DAYPART);
    bool pm = str_is(code, "AF") || str_is(code, "EV");
    return (pm || str_is(code, "MO")) && set_hour(when, hour, minute, -1, pm, !pm) ? j + 3 : i;
}

/* A time of the day at atom i, its zone included; atom behind it or i. */
uint32_t read_clock(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t end = i;
    if (atom_in(atoms, i, CLASS_BIT(HOURNAME))) {
        when->hour = atom_is(atoms, i, "midnight") ? 24 : 12;
        when->minute = 0;
        end = i + 1;
    } else if (atom_in(atoms, i, CLASS_BIT(HALF) | CLASS_BIT(PART)) || atom_is_number(atoms, i) ||
               atom_in(atoms, i, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN))) {
        end = clock_past(r, i, when);
        if (end == i) {
            end = clock_in_daypart(r, i, when);
        }
        if (end == i && atom_is_number(atoms, i)) {
            end = clock_in_digits(r, i, when);
        } else if (end == i && atom_in(atoms, i, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN))) {
            end = clock_in_words(r, i, when);
        }
    }
    return end > i ? skip_zone(r, end, when) : i;
}

/* The bare hour of "tonight at 8", "Tuesday around 5", "Thursdays at 17.30": nothing that it could count behind it. */
uint32_t bare_hour(const struct reading *r, uint32_t i, struct when *when)
{
    static const char *const BEFORE[] = {"at", "around", "about", NULL};
    const struct atoms *atoms = &r->atoms;
    int hour;
    bool ordinal;
    if (i == 0 || !atom_is_any(atoms, i - 1, BEFORE) || atom_is_sign(atoms, i + 1, '%') ||
        atom_is_sign(atoms, i + 1, ':')) {
        return i;
    }
    uint32_t end = i;
    int minute = -1;
    if (atom_is_number(atoms, i) && atoms->at[i].decimals == 2 && atoms->at[i].digits <= 2) {
        hour = (int)atoms->at[i].value;
        minute = (int)(atoms->at[i].value * 100 + 0.5) % 100;
        end = i + 1;
    } else {
        end = read_small(atoms, i, &hour, &ordinal);
        if (end == i || ordinal) {
            return i;
        }
        uint32_t behind =
            atom_in(atoms, end, CLASS_BIT(TEN) | CLASS_BIT(TEEN)) ? read_minutes(atoms, end, &minute) : end;
        minute = behind > end && minute >= 10 ? minute : -1; /* "at seven twenty-seven" */
        end = minute >= 10 ? behind : end;
    }
    bool letter = atom_glued(atoms, end) && (atom_is(atoms, end, "a") || atom_is(atoms, end, "p")) && minute < 0;
    if (letter) {
        return set_hour(when, hour, minute, -1, atom_is(atoms, end, "p"), atom_is(atoms, end, "a")) ? end + 1 : i;
    }
    static const char *const AFTER[] = {"in", "on", "and", "for", "with", "to", "local", NULL};
    if (hour > 24 || (atom_is_word(atoms, end) && same_sentence(r, i, end) && !atom_is_any(atoms, end, AFTER)) ||
        atom_is_dash(atoms, end)) {
        return i;
    }
    return set_hour(when, hour, minute, -1, false, false) ? end : i;
}
