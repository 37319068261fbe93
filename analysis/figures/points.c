#include "analysis/figures/points.h"

#include "analysis/figures/numerals.h"
#include "analysis/words/lexicon.h"
#include "holidays.h"

#include <math.h>

enum { PIECES_MOST = 6 };

/* ------------------------------------------------------------------ tense */

static bool verb_past(const struct reading *r, uint32_t i)
{
    const struct atom *atom = &r->atoms.at[i];
    enum tag tag = atom_tag(r, i);
    return in_context(r, i, "past", NULL) ||
           ((tag == TAG_VERB || tag == TAG_AUX) && str_ends(atom->word, STR("ed")));
}

/* "will be held", "to be held": a participle whose helpers begin with a future word. */
static bool future_before(const struct reading *r, uint32_t i)
{
    static const char *const HELPERS[] = {"be", "have", "not", "also", "only", "get", NULL};
    static const char *const WORDS[] = {"will", "shall", "'ll", "would", "to", "can", "may", "should", "must", NULL};
    uint32_t k = i;
    while (k > 0 && i - k < 4 && same_sentence(r, i, k - 1) && atom_is_any(&r->atoms, k - 1, HELPERS)) {
        k--;
    }
    return k > 0 && k < i && atom_is_any(&r->atoms, k - 1, WORDS);
}

enum aim tense_at(const struct reading *r, uint32_t i)
{
    for (uint32_t k = i; k > 0 && i - k < 18 && same_sentence(r, i, k - 1); k--) {
        if (!atom_is_word(&r->atoms, k - 1)) {
            continue;
        }
        if (in_context(r, k - 1, "future", NULL)) {
            return AIM_COMING;
        }
        if (verb_past(r, k - 1)) {
            return future_before(r, k - 1) ? AIM_COMING : AIM_PAST;
        }
    }
    for (uint32_t k = i + 1; k < r->atoms.count && k - i < 12 && same_sentence(r, i, k); k++) {
        if (atom_is(&r->atoms, k, "will") || atom_is(&r->atoms, k, "'ll")) {
            return AIM_COMING;
        }
        if (atom_is_word(&r->atoms, k) && verb_past(r, k)) {
            return AIM_PAST;
        }
    }
    return AIM_NEAREST;
}

/* ------------------------------------------------------------------ words */

static bool is_year(const struct atoms *atoms, uint32_t i)
{
    if (!atom_is_number(atoms, i) || atoms->at[i].digits != 4 || atoms->at[i].grouped || atoms->at[i].decimals) {
        return false;
    }
    return atoms->at[i].value >= 1000 && atoms->at[i].value < 2200;
}

/* What may stand before a month's name, and makes sure of it. */
static bool month_preposition(const struct atoms *atoms, uint32_t i)
{
    static const char *const WORDS[] = {"in", "since", "last", "this", "next", "by", "until", "till", "of", "through", "early",
                                        "late", "mid", "from", "during", "before", "after", "on", "to", "and", "for", NULL};
    return i > 0 && (atom_is_any(atoms, i - 1, WORDS) || (i > 1 && atom_is_dash(atoms, i - 1) && atom_is(atoms, i - 2, "mid")));
}

static bool day_beside(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    if (atom_is_sign(atoms, i + 1, '.') && atom_is_number(atoms, i + 2) && atoms->at[i + 2].value <= 31 && !atoms->at[i + 2].decimals) {
        return true; /* "oct . 7" */
    }
    if (atom_is_number(atoms, i + 1) && !atoms->at[i + 1].grouped && !atoms->at[i + 1].decimals) {
        return atoms->at[i + 1].value >= 1 && (atoms->at[i + 1].value <= 31 || is_year(atoms, i + 1));
    }
    if (atom_in(atoms, i + 1, CLASS_BIT(ORDINAL)) && class_value(&atoms->at[i + 1], CLASS_ORDINAL) <= 31) {
        return true;
    }
    if (atom_in(atoms, i + 1, CLASS_BIT(TEEN) | CLASS_BIT(TEN)) && atom_capital(r, i) && !(r->words->tokens[atoms->at[i].token].flags & SENTENCE_START)) {
        return true;
    }
    return i > 0 && atom_is_number(atoms, i - 1) && atoms->at[i - 1].value <= 31 && !atoms->at[i - 1].decimals;
}

int month_at(const struct reading *r, uint32_t i)
{
    static const char *const DOUBTFUL[] = {"may", "march", "mar", "dec", "jan", "sep", "oct", "nov", "jun", "jul", "apr", "feb", "aug",
                                           NULL};
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(MONTH))) {
        return 0;
    }
    int month = (int)class_value(&atoms->at[i], CLASS_MONTH);
    bool capital = atom_capital(r, i), after = month_preposition(atoms, i), day = day_beside(r, i);
    if (atom_is(atoms, i, "may") || atom_is(atoms, i, "march")) {
        static const char *const FIRM[] = {"in", "since", "last", "next", "by", "until", "of", "early", "late", "mid", "during", "from", NULL};
        bool start = r->words->tokens[atoms->at[i].token].flags & SENTENCE_START;
        bool firm = i > 0 && (atom_is_any(atoms, i - 1, FIRM) || (atom_is_dash(atoms, i - 1) && after) || (after && capital && !atom_is(atoms, i - 1, "and")));
        return day || firm || (capital && !start && atom_tag(r, i) != TAG_AUX && !atom_is_word(atoms, i + 1)) ? month : 0;
    }
    if (atom_is_any(atoms, i, DOUBTFUL) && !day && !after && !capital) {
        return 0;
    }
    /* "April Jones", "Augustus": a first name stands before another name. */
    if (!day && !after && capital && atom_capital(r, i + 1) && atom_is_word(atoms, i + 1) && same_sentence(r, i, i + 1)) {
        return 0;
    }
    return month;
}

static int weekday_at(const struct reading *r, uint32_t i)
{
    static const char *const DOUBTFUL[] = {"sun", "sat", "wed", "mon", "fri", "thu", "tue", NULL};
    if (!atom_in(&r->atoms, i, CLASS_BIT(WEEKDAY))) {
        return 0;
    }
    if (atom_is_any(&r->atoms, i, DOUBTFUL)) {
        static const char *const BEFORE[] = {"on", "next", "last", "this", "every", "by", "until", "week", "or", "and", NULL};
        uint32_t next = i + 1 + atom_is_sign(&r->atoms, i + 1, ',');
        bool date = atom_in(&r->atoms, next, CLASS_BIT(MONTH)) || atom_is_number(&r->atoms, i + 1);
        bool after = i > 0 && atom_is_any(&r->atoms, i - 1, BEFORE);
        if (!(atom_capital(r, i) && (date || after)) && !(date && after) && !(after && !atom_is_word(&r->atoms, i + 1))) {
            return 0;
        }
    }
    return (int)class_value(&r->atoms.at[i], CLASS_WEEKDAY);
}

uint32_t read_small(const struct atoms *atoms, uint32_t i, int *value, bool *ordinal)
{
    struct numeral n;
    *ordinal = false;
    if (atom_is_number(atoms, i)) {
        const struct atom *atom = &atoms->at[i];
        if (atom->decimals || atom->grouped || atom->digits > 2 || atom->value < 1 || atom->value > 31) {
            return i;
        }
        static const char *const SUFFIXES[] = {"st", "nd", "rd", "th", NULL};
        *value = (int)atom->value;
        *ordinal = atom_glued(atoms, i + 1) && atom_is_any(atoms, i + 1, SUFFIXES);
        bool letter = !*ordinal && atom_glued(atoms, i + 1) && atom_is_word(atoms, i + 1);
        return letter ? i : i + 1 + *ordinal;
    }
    if (!atom_in(atoms, i, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN) | CLASS_BIT(ORDINAL)) ||
        !read_numeral(atoms, i, i, &n) || n.first != i || !(n.value >= 1 && n.value <= 31) || n.value != floor(n.value)) {
        return i;
    }
    *value = (int)n.value;
    *ordinal = n.ordinal;
    return n.end;
}

/* "nineteen ninety-six", "nineteen hundred": a year in words; atom behind it or i. */
static uint32_t year_in_words(const struct atoms *atoms, uint32_t i, int *year)
{
    struct numeral n;
    bool first = atom_in(atoms, i, CLASS_BIT(TEEN)) || atom_is(atoms, i, "twenty");
    if (!first || !(atom_in(atoms, i + 1, CLASS_BIT(TEN) | CLASS_BIT(TEEN)))) {
        return i;
    }
    int century = (int)class_value(&atoms->at[i], atoms->at[i].classes & CLASS_BIT(TEEN) ? CLASS_TEEN : CLASS_TEN);
    if (century < 15 || !read_numeral(atoms, i + 1, i + 1, &n) || n.ordinal || !(n.value >= 10 && n.value < 100)) {
        return i;
    }
    *year = century * 100 + (int)n.value;
    return n.end;
}

/* "two thousand and fifteen", "nineteen hundred ninety three" behind a month. */
static uint32_t year_as_number(const struct atoms *atoms, uint32_t i, int *year)
{
    struct numeral n;
    bool first = (atom_in(atoms, i, CLASS_BIT(TEEN)) && atom_is(atoms, i + 1, "hundred")) || (atom_is(atoms, i, "two") && atom_is(atoms, i + 1, "thousand"));
    if (!first || !read_numeral(atoms, i, i, &n) || n.ordinal || n.fraction || !(n.value >= 1100 && n.value < 2100) || n.value != floor(n.value)) {
        return i;
    }
    *year = (int)n.value;
    return n.end;
}

/* A year behind a date: "1990", ", 1990", "of 1990", "in 2020", "'98". */
static uint32_t year_behind(const struct reading *r, uint32_t i, int *year)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t j = i;
    if (atom_is_sign(atoms, j, ',')) {
        j++;
    } else if (atom_is(atoms, j, "of") || atom_is(atoms, j, "in")) {
        j++;
        if (atom_is(atoms, j, "the") && atom_is(atoms, j + 1, "year")) {
            j += 2;
        }
    } else if (atom_is_dash(atoms, j) || atom_is_sign(atoms, j, '/')) {
        j += atom_glued(atoms, j);
    }
    if (is_year(atoms, j) && same_sentence(r, i - 1, j)) {
        bool count = atom_is_sign(atoms, j + 1, '%') || (atom_is_word(atoms, j + 1) && atom_glued(atoms, j + 1));
        *year = (int)atoms->at[j].value;
        return count ? i : j + 1;
    }
    if ((atom_is_sign(atoms, j, '\'') || atom_is_sign(atoms, j, 0x2019)) && atom_is_number(atoms, j + 1) &&
        atoms->at[j + 1].digits == 2 && atom_glued(atoms, j + 1)) {
        int two = (int)atoms->at[j + 1].value;
        *year = two > 40 ? 1900 + two : 2000 + two;
        return j + 2;
    }
    uint32_t end = year_in_words(atoms, j, year);
    if (end == j) {
        end = year_as_number(atoms, j, year);
    }
    if (end == j && atom_is(atoms, i, "of") && atom_is_number(atoms, j) && atoms->at[j].digits == 2 && !atoms->at[j].decimals && atoms->at[j].value > 31 &&
        !atom_is_word(atoms, j + 1)) {
        *year = 1900 + (int)atoms->at[j].value;
        end = j + 1;
    }
    return end > j ? end : i;
}

/* ------------------------------------------------------------------ clock */

static uint32_t skip_zone(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    when->universal = (atom_is(atoms, i, "utc") || atom_is(atoms, i, "gmt")) && !atom_is_sign(atoms, i + 1, '+') && !atom_is_dash(atoms, i + 1);
    if (atom_is_sign(atoms, i, '(') && atom_in(atoms, i + 1, CLASS_BIT(ZONE))) {
        bool offset = atom_is_number(atoms, i + 3) && atom_is_sign(atoms, i + 4, ')');
        return offset ? i + 5 : atom_is_sign(atoms, i + 2, ')') ? i + 3 : i;
    }
    if (atom_is(atoms, i, "local") && atom_is(atoms, i + 1, "time")) {
        return i + 2;
    }
    if ((atom_is(atoms, i, "gmt") || atom_is(atoms, i, "utc")) && (atom_is_sign(atoms, i + 1, '+') || atom_is_dash(atoms, i + 1)) && atom_is_number(atoms, i + 2)) {
        return i + 3;
    }
    if (!atom_in(atoms, i, CLASS_BIT(ZONE)) || !atom_capital(r, i)) {
        return atom_in(atoms, i, CLASS_BIT(ZONE)) && (atom_is(atoms, i + 1, "time") || atom_is(atoms, i + 1, "timezone")) ? i + 2 : i;
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
    return atom_is_number(atoms, i) && atoms->at[i].digits == 2 && !atoms->at[i].decimals && atoms->at[i].value < 60 && atom_glued(atoms, i);
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

/* "half past seven", "20 minutes to six". */
static uint32_t clock_past(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    int minutes = 0, hour;
    bool ordinal;
    uint32_t j = i;
    if (atom_is(atoms, i, "half") || atom_is(atoms, i, "quarter")) {
        minutes = atom_is(atoms, i, "half") ? 30 : 15;
        j = i + 1;
    } else if ((j = read_small(atoms, i, &minutes, &ordinal)) == i || ordinal) {
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
    return end > j && set_hour(when, hour, minute, -1, pm, am) ? end : i;
}

static uint32_t clock_in_digits(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    const struct atom *atom = &atoms->at[i];
    int hour = (int)atom->value, minute = -1, second = -1;
    bool am = false, pm = false;
    uint32_t j = i + 1;
    if (atom->grouped || (i > 0 && atom_glued(atoms, i) && (atom_is_sign(atoms, i - 1, ':') || atom_is_sign(atoms, i - 1, '/') ||
                                                           atom_is_sign(atoms, i - 1, '$')))) {
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
    bool more = atom_is_sign(atoms, end, ':') && atom_glued(atoms, end);
    if ((end == j && !colon) || more || (colon && end == j && atom_glued(atoms, end) && atom_is_word(atoms, end)) ||
        (atom->digits == 4 && end == j)) {
        return i;
    }
    return set_hour(when, hour, minute, second, pm, am) ? end : i;
}

/* "four in the morning", "8 in the evening". */
static uint32_t clock_in_daypart(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    int hour;
    uint32_t j = read_hour(atoms, i, &hour);
    bool part = j > i && atom_is(atoms, j, "in") && atom_is(atoms, j + 1, "the") && atom_in(atoms, j + 2, CLASS_BIT(DAYPART)) && hour <= 12;
    if (!part) {
        return i;
    }
    struct str code = class_code(&atoms->at[j + 2], CLASS_DAYPART);
    bool pm = str_is(code, "AF") || str_is(code, "EV");
    return (pm || str_is(code, "MO")) && set_hour(when, hour, -1, -1, pm, !pm) ? j + 3 : i;
}

/* A time of the day at atom i, its zone included; atom behind it or i. */
static uint32_t read_clock(const struct reading *r, uint32_t i, struct when *when)
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

/* ------------------------------------------------------------------ dates */

static bool valid_date(int year, int month, int day)
{
    return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year ? year : 2000, month);
}

static void set_date(struct point *p, int year, int month, int day)
{
    p->when.grain = day ? GRAIN_DAY : GRAIN_MONTH;
    p->when.year = year;
    p->when.month = month;
    p->when.day = day;
    p->when.weekday = 0;
    p->date = p->year_given = true;
}

static int full_year(const struct atom *atom)
{
    int year = (int)atom->value;
    return atom->digits == 4 ? year : year > 40 ? 1900 + year : 2000 + year;
}

static bool whole_number(const struct atoms *atoms, uint32_t i, unsigned digits_most)
{
    return atom_is_number(atoms, i) && !atoms->at[i].grouped && !atoms->at[i].decimals && atoms->at[i].digits <= digits_most;
}

/* "2019-01-25", "11/05/1961", "25.1.2019": three numbers by one sign. US order unless only the other fits. */
static uint32_t date_in_digits(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!whole_number(atoms, i, 4) || !atom_glued(atoms, i + 1) || !whole_number(atoms, i + 2, 4) || !atom_glued(atoms, i + 2) ||
        !atom_glued(atoms, i + 3) || !whole_number(atoms, i + 4, 4) || !atom_glued(atoms, i + 4) ||
        (i > 0 && atom_glued(atoms, i) && !atom_is_sign(atoms, i - 1, '(') && !atom_is_sign(atoms, i - 1, '='))) {
        return i;
    }
    uint32_t sign = atoms->at[i + 1].sign;
    bool dashes = atom_is_dash(atoms, i + 1) && atom_is_dash(atoms, i + 3);
    if (!dashes && !((sign == '/' || sign == '.') && atom_is_sign(atoms, i + 1, sign) && atom_is_sign(atoms, i + 3, sign))) {
        return i;
    }
    if (atom_glued(atoms, i + 5) && (atom_is_number(atoms, i + 6) && atom_glued(atoms, i + 6))) {
        return i; /* longer runs are phone numbers and addresses */
    }
    int a = (int)atoms->at[i].value, b = (int)atoms->at[i + 2].value, c = (int)atoms->at[i + 4].value;
    bool year_first = atoms->at[i].digits == 4, year_last = atoms->at[i + 4].digits == 4 || atoms->at[i + 4].digits == 2;
    if (year_first && a >= 1000 && a < 2200 && valid_date(a, b, c)) {
        set_date(p, a, b, c);
        return i + 5;
    }
    if (!year_last || atoms->at[i].digits > 2 || atoms->at[i + 2].digits > 2) {
        return i;
    }
    int year = full_year(&atoms->at[i + 4]);
    bool day_first = sign == '.' ? b <= 12 : a > 12;
    if (valid_date(year, day_first ? b : a, day_first ? a : b)) {
        set_date(p, year, day_first ? b : a, day_first ? a : b);
        return i + 5;
    }
    return i;
}

/* "5/12", "22/04", "7.6" beside a weekday or behind "on"; "2015-12", "12-2015". */
static uint32_t short_date(const struct reading *r, uint32_t i, struct point *p)
{
    static const char *const BEFORE[] = {"on", "this", "next", "last", "by", "until", "dated", NULL};
    const struct atoms *atoms = &r->atoms;
    bool three = atom_is_number(atoms, i + 2) && atom_glued(atoms, i + 1) && atom_glued(atoms, i + 2);
    if (!three || !whole_number(atoms, i, 4) || !whole_number(atoms, i + 2, 4) ||
        (atom_glued(atoms, i + 3) && (atom_is_number(atoms, i + 4) || atom_is_word(atoms, i + 3)))) {
        return i;
    }
    int a = (int)atoms->at[i].value, b = (int)atoms->at[i + 2].value;
    if ((atom_is_dash(atoms, i + 1) || atom_is_sign(atoms, i + 1, '/')) && is_year(atoms, i) && b >= 1 && b <= 12 &&
        atoms->at[i + 2].digits <= 2 && (atoms->at[i + 2].digits == 1 || b <= 12) && !(b == (a + 1) % 100)) {
        set_date(p, a, b, 0);
        return i + 3;
    }
    if (atom_is_dash(atoms, i + 1) && is_year(atoms, i + 2) && a >= 1 && a <= 12) {
        set_date(p, b, a, 0);
        return i + 3;
    }
    if (!atom_is_sign(atoms, i + 1, '/') || !(p->weekday || (i > 0 && atom_is_any(atoms, i - 1, BEFORE)))) {
        return i;
    }
    int month = a > 12 ? b : a, day = a > 12 ? a : b;
    if (!valid_date(0, month, day)) {
        return i;
    }
    p->date = true;
    place_day_of_month(&p->when, month, day, tense_at(r, i), r->published.day);
    return i + 3;
}

/* The second day of "Nov. 5-7": taken into the extent only. */
static uint32_t skip_day_range(const struct atoms *atoms, uint32_t i, int day)
{
    if (atom_is_dash(atoms, i) && atom_glued(atoms, i) && whole_number(atoms, i + 1, 2) && atom_glued(atoms, i + 1) &&
        atoms->at[i + 1].value > day && atoms->at[i + 1].value <= 31 && !atom_glued(atoms, i + 2)) {
        return i + 2;
    }
    return i;
}

static void place_date(const struct reading *r, struct point *p, int year, int month, int day, enum aim aim, uint32_t at)
{
    p->date = true;
    if (year) {
        set_date(p, year, month, day);
        return;
    }
    aim = aim == AIM_NEAREST ? tense_at(r, at) : aim;
    if (day) {
        place_day_of_month(&p->when, month, day, aim, r->published.day);
    } else {
        place_month(&p->when, month, aim, r->published.day);
    }
    p->when.weekday = 0;
}

/* "Nov. 5, 2024", "November 1961", "May/22", "March the fifth". */
static uint32_t month_first(const struct reading *r, uint32_t i, enum aim aim, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    int month = month_at(r, i), day = 0, year = 0;
    bool ordinal = false;
    uint32_t j = i + 1;
    if (!month) {
        return i;
    }
    j += atom_is_sign(atoms, j, '.') && (atom_is_number(atoms, j + 1)) && atom_tag(r, i) != TAG_AUX && !atom_is(atoms, i, "may") && !atom_is(atoms, i, "march");
    uint32_t k = atom_is(atoms, j, "the") || ((atom_is_sign(atoms, j, '/') || atom_is_dash(atoms, j)) && atom_glued(atoms, j)) ? j + 1 : j;
    bool spelled = year_in_words(atoms, k, &year) > k;
    uint32_t end = is_year(atoms, k) || spelled ? k : read_small(atoms, k, &day, &ordinal);
    year = 0;
    if (end > k && (k == j || ordinal || atom_glued(atoms, k)) && valid_date(0, month, day) &&
        !(atom_is_sign(atoms, end, '%') || atom_is(atoms, end, "percent") || atom_is(atoms, end, "million") ||
          (atom_is_sign(atoms, end, ':') && atom_glued(atoms, end) && !ordinal && atom_is_number(atoms, end + 1) && atom_glued(atoms, end + 1)))) {
        j = skip_day_range(atoms, end, day);
    } else {
        day = 0;
    }
    end = year_behind(r, j, &year);
    if (end > j && atom_is_sign(atoms, j, ',') && day == 0 && !is_year(atoms, j + 1)) {
        end = j;
    }
    if (year && end > j && (day == 0 || valid_date(year, month, day))) {
        place_date(r, p, year, month, day, aim, i);
        return end;
    }
    place_date(r, p, 0, month, day, aim, i);
    return j;
}

/* "5 November 1961", "the 12th of December", "04th Jan 2019", "05-Aug-2016", "second of Aug". */
static uint32_t day_first(const struct reading *r, uint32_t i, enum aim aim, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    int day = 0, year = 0;
    bool ordinal;
    uint32_t j = read_small(atoms, i, &day, &ordinal);
    if (j == i || (i > 0 && atom_glued(atoms, i) && atom_is_sign(atoms, i - 1, '$'))) {
        return i;
    }
    if (atom_is(atoms, j, "of") || ((atom_is_dash(atoms, j) || atom_is_sign(atoms, j, '/')) && atom_glued(atoms, j))) {
        j++;
    }
    int month = month_at(r, j);
    if (!month || !valid_date(0, month, day) || (atom_is(atoms, j, "may") && !atom_capital(r, j) && !(i > 0 && atom_is(atoms, i - 1, "on")) && !ordinal && !atom_glued(atoms, j) && !is_year(atoms, j + 1))) {
        return i;
    }
    uint32_t end = year_behind(r, j + 1, &year);
    if (!valid_date(year, month, day)) {
        return i;
    }
    place_date(r, p, year, month, day, aim, i);
    return year ? end : j + 1;
}

/* Whether the four digits at i are a year here. */
static bool year_in_context(const struct reading *r, uint32_t i, bool *sure)
{
    static const char *const BEFORE[] = {"in", "since", "of", "by", "until", "till", "from", "during", "before", "after", "year", "years",
        "early", "late", "mid", "fiscal", "for", "to", "between", "through", "around", "circa", "the", "and", "or", "season", "spring", "summer",
        "autumn", "fall", "winter", "born", "cy", "fy", "calendar", "pre", "post", "election", "its", "his", "her", "their", "than", "as", "that", NULL};
    static const char *const FIRM[] = {"in", "since", "by", "until", "during", "year", "early", "late", "mid", "fiscal", "circa",
                                       "spring", "summer", "autumn", "winter", "born", "calendar", "from", NULL};
    const struct atoms *atoms = &r->atoms;
    double value = atoms->at[i].value;
    bool before = i > 0 && atom_is_any(atoms, i - 1, BEFORE), firm = i > 0 && atom_is_any(atoms, i - 1, FIRM);
    bool paren = i > 0 && (atom_is_sign(atoms, i - 1, '(') || atom_is_sign(atoms, i - 1, '\''));
    *sure = firm;
    if (atom_glued(atoms, i) && !paren && !atom_is_dash(atoms, i - 1) && !(atoms->at[i - 1].kind == ATOM_SIGN && strchr("\"=/[", (int)(atoms->at[i - 1].sign & 0x7F)) != NULL)) {
        return false;
    }
    if (atom_glued(atoms, i + 1) && (atom_is_word(atoms, i + 1) || atom_is_sign(atoms, i + 1, '%') || atom_is_sign(atoms, i + 1, ':') ||
                                     atom_is_sign(atoms, i + 1, '/'))) {
        return false;
    }
    static const char *const SCALES[] = {"million", "billion", "trillion", "percent", "per", "dollars", "people", "hours", "points", "metres",
                                         "meters", "feet", "miles", "km", "kg", "tons", "tonnes", "pounds", "euros", "square", "other", "more", NULL};
    if (atom_is_any(atoms, i + 1, SCALES) || atom_is_sign(atoms, i + 1, '%') || (i > 0 && atom_in(atoms, i - 1, CLASS_BIT(MINUS)))) {
        return false;
    }
    /* "2000 workers": a plural noun right behind counts, unless "in 2000 workers ..." is firm. */
    struct str next = atom_is_word(atoms, i + 1) ? atoms->at[i + 1].word : (struct str){0};
    enum tag tag = atom_tag(r, i + 1);
    bool plural = next.len > 3 && next.at[next.len - 1] == 's' && next.at[next.len - 2] != 's' && (tag == TAG_NOUN || tag == TAG_PROPN) &&
                  !atom_capital(r, i + 1);
    if (plural && !firm && !atom_is(atoms, i - 1, "the")) {
        return false;
    }
    if (value < 1500 || value >= 2100) {
        return firm || paren;
    }
    if (before || paren) {
        return true;
    }
    /* Standing free, it is a year when it looks like one of ours. */
    return value >= 1900 && value < 2050 && !in_context(r, i - 1, "label", NULL);
}

/* "1988 third quarter", "2012 fiscal second quarter": the year before its part; atom behind it or i. */
static uint32_t year_first(const struct reading *r, uint32_t i, struct point *p);

static void set_year(struct point *p, int year)
{
    p->when.grain = GRAIN_YEAR;
    p->when.year = year;
    p->date = p->year_given = true;
}

/* "1932", "the year 2000", "nineteen ninety-six", "2012-13", "fiscal 1989", "FY18". */
static uint32_t read_year(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    int year;
    bool sure = false;
    uint32_t end = year_in_words(atoms, i, &year);
    if (end > i) {
        set_year(p, year);
        return end;
    }
    if (!is_year(atoms, i) || !year_in_context(r, i, &sure)) {
        return i;
    }
    set_year(p, (int)atoms->at[i].value);
    p->loose = !sure;
    if (atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1) && whole_number(atoms, i + 2, 2) && atom_glued(atoms, i + 2) &&
        atoms->at[i + 2].digits == 2 && (int)atoms->at[i + 2].value == ((int)atoms->at[i].value + 1) % 100) {
        return i + 3;
    }
    return i + 1;
}

/* "1990s", "'90s", "the nineties", "the 60s": not behind "his". */
static uint32_t read_decade(const struct reading *r, uint32_t i, struct point *p)
{
    static const char *const WHOSE[] = {"his", "her", "their", "my", "our", "your", "its", "low", "high", "upper", "lower", "mid", NULL};
    const struct atoms *atoms = &r->atoms;
    int year = 0;
    uint32_t end = i;
    if (atom_in(atoms, i, CLASS_BIT(DECADE))) {
        bool the = i > 0 && atom_is(atoms, i - 1, "the");
        year = 1900 + (int)class_value(&atoms->at[i], CLASS_DECADE);
        end = the || (i > 1 && atom_is(atoms, i - 2, "the")) ? i + 1 : i;
        if (year % 10) {
            return i;
        }
        year += year == 1920 || year == 1900 ? (year == 1900 ? 100 : 0) : 0;
    } else if (atom_is_number(atoms, i) && !atoms->at[i].grouped && !atoms->at[i].decimals && fmod(atoms->at[i].value, 10) == 0) {
        bool apostrophe = atom_is_sign(atoms, i + 1, '\'') || atom_is_sign(atoms, i + 1, 0x2019);
        uint32_t s = i + 1 + apostrophe;
        bool plural = (atom_is(atoms, s, "s") || atom_is(atoms, s, "'s")) && atom_glued(atoms, s);
        plural |= atom_is(atoms, i + 1, "'s") && atom_glued(atoms, i + 1);
        s = atom_is(atoms, i + 1, "'s") ? i + 1 : s;
        bool short_form = i > 0 && (atom_is_sign(atoms, i - 1, '\'') || atom_is_sign(atoms, i - 1, 0x2019) || atom_is_sign(atoms, i - 1, 0x2018)) && atom_glued(atoms, i);
        bool the = i > 0 && (atom_is(atoms, i - 1, "the") || atom_is(atoms, i - 1, "and") || atom_is(atoms, i - 1, "early") || atom_is(atoms, i - 1, "late"));
        if (plural && is_year(atoms, i)) {
            year = (int)atoms->at[i].value;
            end = s + 1;
        } else if (plural && atoms->at[i].digits == 2 && (short_form || the)) {
            year = 1900 + (int)atoms->at[i].value;
            end = s + 1;
        }
    }
    if (end == i || (i > 0 && atom_is_any(atoms, i - 1, WHOSE) && atoms->at[i].digits != 4)) {
        return i;
    }
    p->when.grain = GRAIN_DECADE;
    p->when.year = year;
    p->date = p->year_given = true;
    return end;
}

/* "the 19th century": 1800. */
static uint32_t read_century(const struct reading *r, uint32_t i, struct point *p)
{
    int number;
    bool ordinal;
    uint32_t end = read_small(&r->atoms, i, &number, &ordinal);
    uint32_t j = end > i && atom_is_dash(&r->atoms, end) ? end + 1 : end;
    if (end == i || !ordinal || !atom_is(&r->atoms, j, "century")) {
        return i;
    }
    p->when.grain = GRAIN_CENTURY;
    p->when.year = (number - 1) * 100;
    p->date = p->year_given = true;
    return j + 1;
}

/* ------------------------------------------------------------------ quarters and halves */

/* What the quarter belongs to: "of 1990", "1990", "of last year", "this year"; atom behind it or i. */
static uint32_t year_of_part(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    int year;
    uint32_t end = year_behind(r, i, &year);
    if (end > i && !(atom_is_sign(atoms, i, ',') && !is_year(atoms, i + 1))) {
        when->year = year;
        return end;
    }
    uint32_t j = atom_is(atoms, i, "of") ? i + 1 : i;
    j += atom_is(atoms, j, "the");
    if (atom_in(atoms, j, CLASS_BIT(RELATIVE)) && (atom_is(atoms, j + 1, "year") || (atom_is(atoms, j + 1, "fiscal") && atom_is(atoms, j + 2, "year"))) &&
        r->published.day.year) {
        when->year = r->published.day.year + (int)class_value(&atoms->at[j], CLASS_RELATIVE);
        return j + 2 + atom_is(atoms, j + 1, "fiscal");
    }
    if (j > i && atom_is(atoms, i, "of") && atom_is(atoms, j, "year") && r->published.day.year) {
        when->year = r->published.day.year;
        return j + 1;
    }
    return i;
}

/* "Q3 2015", "2017-q1", "H1", "FY18". */
static uint32_t quarter_code(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t j = i;
    int year = 0;
    if (is_year(atoms, i)) {
        year = (int)atoms->at[i].value;
        j = atom_is_dash(atoms, i + 1) ? i + 2 : i + 1;
    }
    bool quarter = atom_is(atoms, j, "q"), half = atom_is(atoms, j, "h");
    bool fiscal = atom_is(atoms, j, "fy") || atom_is(atoms, j, "cy");
    if (!whole_number(atoms, j + 1, 4) || !(quarter || half || fiscal) || (!fiscal && !atom_glued(atoms, j + 1))) {
        return i;
    }
    double n = atoms->at[j + 1].value;
    if (fiscal && !year && (atoms->at[j + 1].digits == 2 || is_year(atoms, j + 1))) {
        set_year(p, full_year(&atoms->at[j + 1]));
        return j + 2;
    }
    if (fiscal || n < 1 || n > (quarter ? 4 : 2) || atoms->at[j + 1].digits > 1 || (half && !year && !atom_capital(r, j)) ||
        (atom_glued(atoms, j + 2) && atom_is_word(atoms, j + 2))) {
        return i;
    }
    place_quarter(&p->when, (int)n, tense_at(r, i), r->published.day);
    p->when.grain = quarter ? GRAIN_QUARTER : GRAIN_HALF;
    if (half && r->published.day.year) {
        p->when.year = r->published.day.year;
    }
    p->date = true;
    if (year) {
        p->when.year = year;
        return j + 2;
    }
    uint32_t end = atom_is(atoms, j + 2, "fy") ? j + 3 : j + 2;
    return year_of_part(r, end, &p->when);
}

/* "third quarter of 1990", "third-quarter", "first half of 2023", "last week of 2016", "1st week of Oct." */
static uint32_t ordinal_part(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    int number = 0;
    bool ordinal = false, last = atom_is(atoms, i, "last") || atom_is(atoms, i, "final");
    uint32_t j = last ? i + 1 : read_small(atoms, i, &number, &ordinal);
    if (j == i || !(last || ordinal)) {
        return i;
    }
    j += atom_is_dash(atoms, j) && atom_glued(atoms, j) && atom_glued(atoms, j + 1);
    j += atom_is(atoms, j, "fiscal");
    bool quarter = atom_is(atoms, j, "quarter") && number <= 4, half = atom_is(atoms, j, "half") && number <= 2;
    bool week = atom_is(atoms, j, "week");
    if (!(quarter || half || week) || (atom_is_dash(atoms, j + 1) && atom_glued(atoms, j + 1))) {
        return i;
    }
    struct when when = p->when;
    when.year = 0;
    uint32_t end = year_of_part(r, j + 1, &when);
    if (quarter && !last) {
        int year = when.year;
        place_quarter(&when, number, tense_at(r, i), r->published.day);
        when.year = year ? year : when.year;
    } else if (end == j + 1) {
        return i; /* "the second half", "the first week", "last quarter" say less or are read elsewhere */
    } else if (quarter || half) {
        when.grain = quarter ? GRAIN_QUARTER : GRAIN_HALF;
        when.part = last ? (quarter ? 4 : 2) : number;
    } else {
        when.grain = GRAIN_WEEK;
        when.part = last ? 52 : number;
    }
    p->when = when;
    p->date = true;
    return end;
}

static uint32_t year_first(const struct reading *r, uint32_t i, struct point *p)
{
    if (!is_year(&r->atoms, i)) {
        return i;
    }
    uint32_t j = i + 1 + (atom_is(&r->atoms, i + 1, "'s") || atom_is(&r->atoms, i + 1, "fiscal"));
    struct point part = *p;
    uint32_t end = ordinal_part(r, j, &part);
    if (end == j || part.when.grain != GRAIN_QUARTER) {
        return i;
    }
    p->when = part.when;
    p->when.year = (int)r->atoms.at[i].value;
    p->date = p->year_given = true;
    return end;
}

/* ------------------------------------------------------------------ seasons, holidays, parts of the day */

static int season_number(struct str code)
{
    static const char *const CODES[] = {"SP", "SU", "FA", "WI"};
    for (int s = 0; s < 4; s++) {
        if (str_is(code, CODES[s])) {
            return s + 1;
        }
    }
    return 0;
}

static uint32_t read_season(const struct reading *r, uint32_t i, enum aim aim, bool bare, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(SEASON))) {
        return i;
    }
    int season = season_number(class_code(&atoms->at[i], CLASS_SEASON)), year = 0;
    uint32_t end = year_behind(r, i + 1, &year);
    if (end > i + 1 && atom_is_sign(atoms, i + 1, ',')) {
        year = 0;
        end = i + 1;
    }
    static const char *const BEFORE[] = {"in", "the", "during", "early", "late", "mid", "by", "until", "since", NULL};
    bool verb = atom_is(atoms, i, "fall") || atom_is(atoms, i, "spring");
    if (!year && bare && (verb ? !(i > 1 && atom_is(atoms, i - 1, "the") && (atom_is(atoms, i - 2, "in") || atom_is(atoms, i - 2, "during")))
                               : !(i > 0 && atom_is_any(atoms, i - 1, BEFORE)))) {
        return i;
    }
    place_season(&p->when, season, bare ? tense_at(r, i) : aim, r->published.day);
    p->date = true;
    if (year) {
        p->when.year = year;
        return end;
    }
    return i + 1;
}

static uint32_t read_holiday(const struct reading *r, uint32_t i, enum aim aim, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t token_end, first = atoms->at[i].token, limit = first + 6;
    if (!atom_in(atoms, i, CLASS_BIT(HOLIDAY)) || r->words->tokens[first].span.start != atoms->at[i].span.start) {
        return i;
    }
    limit = limit < r->words->token_count ? limit : r->words->token_count;
    int row = lexicon_longest(&lexicon_holidays, r->words, first, limit, &token_end);
    uint32_t j = i;
    while (row >= 0 && j < atoms->count && atoms->at[j].token < token_end) {
        j++;
    }
    if (j == i) {
        return i;
    }
    struct str rule = lexicon_cell(&lexicon_holidays, row, HOLIDAYS_RULE);
    int year = 0, now = r->published.day.year;
    uint32_t end = year_behind(r, j, &year);
    struct day day = {0};
    p->date = true;
    p->when.grain = GRAIN_DAY;
    if (year || now) {
        if (!holiday_day(rule, year ? year : now, &day)) {
            p->when.grain = GRAIN_YEAR;
            p->when.year = year ? year : now;
            return year ? end : j;
        }
        int64_t away = day_number(day) - day_number(r->published.day);
        bool past = aim == AIM_PAST || aim == AIM_LAST, coming = aim == AIM_COMING || aim == AIM_NEXT;
        if (!year && aim != AIM_THIS && ((away >= 0 && aim == AIM_LAST) || (away > 0 && past) || (away > 240 && !coming))) {
            holiday_day(rule, now - 1, &day);
        } else if (!year && ((away < 0 && coming) || away < -300)) {
            holiday_day(rule, now + 1, &day);
        }
        p->when.year = day.year;
        p->when.month = day.month;
        p->when.day = day.day;
        p->year_given = year != 0;
    }
    return year ? end : j;
}

/* "morning", "late in the afternoon"; i stands at the word itself. */
static uint32_t read_daypart(const struct reading *r, uint32_t i, struct point *p)
{
    if (atom_in(&r->atoms, i, CLASS_BIT(OVERNIGHT))) {
        p->when.daypart = STR("NI");
        p->daypart = true;
        return i + 1;
    }
    if (!atom_in(&r->atoms, i, CLASS_BIT(DAYPART))) {
        return i;
    }
    p->when.daypart = class_code(&r->atoms.at[i], CLASS_DAYPART);
    p->daypart = true;
    return i + 1;
}

/* ------------------------------------------------------------------ relative */

static enum aim aim_of(const struct atom *atom)
{
    struct str code = class_code(atom, CLASS_RELATIVE);
    return str_is(code, "last") || str_is(code, "previous") || str_is(code, "latest") ? AIM_LAST
         : str_is(code, "next") ? AIM_NEXT : str_is(code, "coming") ? AIM_COMING : AIM_THIS;
}

static void set_today(const struct reading *r, struct point *p, int offset)
{
    place_unit(&p->when, STR("D"), 1, offset, r->published.day);
    p->date = true;
}

/* "last night", "this morning", "next morning". */
static uint32_t relative_daypart(const struct reading *r, uint32_t i, enum aim aim, struct point *p)
{
    uint32_t end = read_daypart(r, i, p);
    if (end > i) {
        bool known = aim == AIM_THIS || (aim == AIM_LAST && (atom_is(&r->atoms, i, "night") || atom_is(&r->atoms, i, "evening")));
        if (known) {
            set_today(r, p, aim == AIM_LAST ? -1 : 0);
        }
    }
    return end;
}

/* "'s third quarter" behind "this year". */
static uint32_t quarter_of(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t j = atom_is(atoms, i, "'s") ? i + 1 : (atom_is_sign(atoms, i, 0x2019) || atom_is_sign(atoms, i, '\'')) && atom_is(atoms, i + 1, "s") ? i + 2 : i;
    if (j == i || p->when.grain != GRAIN_YEAR) {
        return i;
    }
    struct point part = *p;
    uint32_t end = ordinal_part(r, j, &part);
    if (end == j) {
        return i;
    }
    part.when.year = p->when.year;
    p->when = part.when;
    return end;
}

static uint32_t relative_unit(const struct reading *r, uint32_t i, enum aim aim, int offset, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t j = i;
    static const char *const KINDS[] = {"fiscal", "calendar", "financial", "business", "work", NULL};
    j += atom_is_any(atoms, j, KINDS);
    bool workweek = atom_is(atoms, j, "workweek");
    if (!workweek && (!atom_in(atoms, j, CLASS_BIT(UNIT)) || (atom_is_dash(atoms, j + 1) && atom_glued(atoms, j + 1) && atom_glued(atoms, j + 2)))) {
        return i;
    }
    struct str unit = workweek ? STR("W") : class_code(&atoms->at[j], CLASS_UNIT);
    int times = workweek ? 1 : (int)class_value(&atoms->at[j], CLASS_UNIT);
    if (str_is(unit, "D") && aim != AIM_THIS && !atom_is(atoms, i - 1, "next") && !atom_is(atoms, i - 1, "previous") && !atom_is(atoms, i - 1, "following")) {
        return i;
    }
    if (str_is(unit, "D") && aim == AIM_THIS) {
        return i; /* "this day" is any day */
    }
    if (!place_unit(&p->when, unit, times, offset, r->published.day)) {
        return i;
    }
    if (str_is(unit, "D")) {
        bool the = i > 1 && atom_is(atoms, i - 2, "the");
        if (the) {
            p->when = NO_WHEN; /* of a story, not of the publication */
            p->when.grain = GRAIN_DAY;
        }
    }
    p->date = true;
    p->week = str_is(unit, "W");
    p->week_offset = offset;
    return quarter_of(r, j + 1, p);
}

/* "last Friday", "this past spring", "next year's first quarter": i stands at "last". */
static uint32_t read_relative(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(RELATIVE))) {
        return i;
    }
    uint32_t j = i;
    if (atom_in(atoms, i + 1, CLASS_BIT(RELATIVE)) && atom_is(atoms, i, "this")) {
        j = i + 1;
    }
    enum aim aim = aim_of(&atoms->at[j]);
    int offset = (int)class_value(&atoms->at[j], CLASS_RELATIVE);
    uint32_t at = j + 1, end;
    if (!same_sentence(r, i, at)) {
        return i;
    }
    int weekday = weekday_at(r, at);
    if (weekday) {
        bool soon = str_is(class_code(&atoms->at[j], CLASS_RELATIVE), "coming");
        struct day now = r->published.day;
        if (soon && now.year) {
            place_weekday(&p->when, weekday, AIM_COMING, add_days(now, 1));
        } else if (now.year && str_is(class_code(&atoms->at[j], CLASS_RELATIVE), "previous")) {
            place_weekday(&p->when, weekday, AIM_THIS, add_days(now, -7));
        } else {
            place_weekday(&p->when, weekday, aim, now);
        }
        p->weekday = true;
        p->weekday_is = weekday;
        return at + 1;
    }
    if ((end = month_first(r, at, aim, p)) > at || (end = read_season(r, at, aim, false, p)) > at ||
        (end = read_holiday(r, at, aim, p)) > at || (end = relative_daypart(r, at, aim, p)) > at ||
        (end = relative_unit(r, at, aim, offset, p)) > at || (end = day_first(r, at, aim, p)) > at) {
        return end;
    }
    if (atom_is_number(atoms, at) && atom_is_sign(atoms, at + 1, '/')) {
        return (end = short_date(r, at, p)) > at ? end : i;
    }
    return i;
}

static uint32_t read_deictic(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (atom_is(atoms, i, "day") && i > 0 && atom_is(atoms, i - 1, "the") && (atom_is(atoms, i + 1, "before") || atom_is(atoms, i + 1, "after"))) {
        bool before = atom_is(atoms, i + 1, "before");
        if (atom_is(atoms, i + 2, before ? "yesterday" : "tomorrow")) {
            set_today(r, p, before ? -2 : 2);
            return i + 3;
        }
    }
    if (!atom_in(atoms, i, CLASS_BIT(DEICTIC))) {
        return i;
    }
    struct str part = class_code(&atoms->at[i], CLASS_DEICTIC);
    set_today(r, p, (int)class_value(&atoms->at[i], CLASS_DEICTIC));
    if (part.len) {
        p->when.daypart = part;
        p->daypart = true;
    }
    return i + 1;
}

/* ------------------------------------------------------------------ one point from its pieces */

static uint32_t read_weekday(const struct reading *r, uint32_t i, struct point *p)
{
    int weekday = weekday_at(r, i);
    if (!weekday) {
        return i;
    }
    if (p->week && r->published.day.year) {
        place_weekday(&p->when, weekday, AIM_THIS, add_days(r->published.day, 7 * p->week_offset));
    } else if (!p->date) {
        place_weekday(&p->when, weekday, tense_at(r, i), r->published.day);
    }
    p->weekday = true;
    p->weekday_is = weekday;
    p->week = false;
    return i + 1;
}

/* "week 31", "week 3 of 2027". */
static uint32_t week_number(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_is(atoms, i, "week") || !whole_number(atoms, i + 1, 2) || atoms->at[i + 1].value < 1 || atoms->at[i + 1].value > 53) {
        return i;
    }
    p->when.grain = GRAIN_WEEK;
    p->when.year = r->published.day.year;
    p->when.part = (int)atoms->at[i + 1].value;
    p->date = true;
    return year_of_part(r, i + 2, &p->when);
}

/* "on the 18th" with nothing behind that it could rank: of this month. */
static uint32_t day_alone(const struct reading *r, uint32_t i, struct point *p)
{
    static const char *const BEFORE[] = {"on", "by", "until", NULL};
    const struct atoms *atoms = &r->atoms;
    int day;
    bool ordinal;
    uint32_t end = read_small(atoms, i, &day, &ordinal);
    if (end == i || !ordinal || i < 2 || !atom_is(atoms, i - 1, "the") || !atom_is_any(atoms, i - 2, BEFORE) || atom_is_word(atoms, end) ||
        atom_is_dash(atoms, end) || p->weekday) {
        return i;
    }
    struct day now = r->published.day;
    set_date(p, 0, 0, day);
    if (now.year) {
        bool past = day > now.day && tense_at(r, i) == AIM_PAST, coming = day < now.day && tense_at(r, i) == AIM_COMING;
        int months = now.year * 12 + now.month - 1 + coming - past;
        set_date(p, months / 12, months % 12 + 1, day);
    }
    return end;
}

/* A date piece; what it says wins over a weekday before it. */
static uint32_t read_date(const struct reading *r, uint32_t i, struct point *p)
{
    uint32_t end;
    if (atom_is_number(&r->atoms, i)) {
        if ((end = date_in_digits(r, i, p)) > i || (end = quarter_code(r, i, p)) > i || (end = short_date(r, i, p)) > i ||
            (end = read_decade(r, i, p)) > i || (end = read_century(r, i, p)) > i || (end = day_first(r, i, AIM_NEAREST, p)) > i ||
            (end = ordinal_part(r, i, p)) > i || (end = year_first(r, i, p)) > i || (end = day_alone(r, i, p)) > i) {
            return end;
        }
        return p->clock || p->daypart || p->weekday ? i : read_year(r, i, p);
    }
    if ((end = month_first(r, i, AIM_NEAREST, p)) > i || (end = quarter_code(r, i, p)) > i || (end = read_deictic(r, i, p)) > i ||
        (end = read_holiday(r, i, tense_at(r, i), p)) > i) {
        return end;
    }
    if ((end = week_number(r, i, p)) > i) {
        return end;
    }
    if (atom_in(&r->atoms, i, CLASS_BIT(ORDINAL) | CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN)) || atom_is(&r->atoms, i, "last") || atom_is(&r->atoms, i, "final")) {
        if ((end = ordinal_part(r, i, p)) > i || (end = read_century(r, i, p)) > i || (end = day_first(r, i, AIM_NEAREST, p)) > i ||
            (end = day_alone(r, i, p)) > i) {
            return end;
        }
        end = year_in_words(&r->atoms, i, &p->when.year);
        if (end > i) {
            set_year(p, p->when.year);
            return end;
        }
    }
    if ((end = read_relative(r, i, p)) > i || (end = read_decade(r, i, p)) > i || (end = read_season(r, i, AIM_NEAREST, true, p)) > i) {
        return end;
    }
    return i;
}

/* The nearest month, up to a year away, in which `day` is that weekday; the coming first unless `past`. */
static bool day_on_weekday(struct day now, int day, int wanted, bool past, struct day *found)
{
    for (int step = 0; step < 25; step++) {
        int away = (step + 1) / 2 * ((step % 2 != 0) == past ? -1 : 1), months = now.year * 12 + now.month - 1 + away;
        struct day trial = {months / 12, months % 12 + 1, day};
        if (day <= days_in_month(trial.year, trial.month) && weekday(trial) == wanted) {
            *found = trial;
            return true;
        }
    }
    return false;
}

/* The day of the month behind a weekday: "Monday the 27th", "tuesday the eleventh", "Mon 13th". */
static uint32_t weekday_number(const struct reading *r, uint32_t i, int wanted, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    int day;
    bool ordinal, the = atom_is(atoms, i, "the");
    uint32_t end = read_small(atoms, i + the, &day, &ordinal);
    struct day found;
    bool bare = !ordinal && !the && atom_is_number(atoms, i) && !atom_is_word(atoms, end) && !atom_is_sign(atoms, end, ':') && !atom_is_dash(atoms, end) &&
                !atom_is_sign(atoms, end, '/') && !atom_is_sign(atoms, end, '%');
    if (end == i + the || !(ordinal || bare) || !r->published.day.year || atom_is(atoms, end, "of") || month_at(r, end) ||
        !day_on_weekday(r->published.day, day, wanted, tense_at(r, i) == AIM_PAST, &found)) {
        return i;
    }
    set_date(p, found.year, found.month, found.day);
    return end;
}

/* "of next week", "last week" behind a weekday: that week's. */
static uint32_t week_behind(const struct reading *r, uint32_t i, int wanted, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!wanted || !atom_in(atoms, i, CLASS_BIT(RELATIVE)) || !atom_is(atoms, i + 1, "week") || !r->published.day.year) {
        return i;
    }
    int offset = (int)class_value(&atoms->at[i], CLASS_RELATIVE);
    place_weekday(&p->when, wanted, AIM_THIS, add_days(r->published.day, 7 * offset));
    p->date = true;
    return i + 2;
}

/* The bare hour of "tonight at 8", "Tuesday around 5", "Thursdays at 17.30": nothing that it could count behind it. */
static uint32_t bare_hour(const struct reading *r, uint32_t i, struct when *when)
{
    static const char *const BEFORE[] = {"at", "around", "about", NULL};
    const struct atoms *atoms = &r->atoms;
    int hour;
    bool ordinal;
    if (i == 0 || !atom_is_any(atoms, i - 1, BEFORE) || atom_is_sign(atoms, i + 1, '%') || atom_is_sign(atoms, i + 1, ':')) {
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
    }
    static const char *const AFTER[] = {"in", "on", "and", "for", "with", "to", "local", NULL};
    if (hour > 24 || (atom_is_word(atoms, end) && same_sentence(r, i, end) && !atom_is_any(atoms, end, AFTER)) || atom_is_dash(atoms, end)) {
        return i;
    }
    return set_hour(when, hour, minute, -1, false, false) ? end : i;
}

static uint32_t read_piece(const struct reading *r, uint32_t i, struct point *p)
{
    uint32_t end = i;
    bool day_known = p->weekday || p->daypart || (p->date && p->when.grain == GRAIN_DAY);
    if (!p->clock && !p->week && ((end = read_clock(r, i, &p->when)) > i || (day_known && (end = bare_hour(r, i, &p->when)) > i))) {
        p->clock = true;
        return end;
    }
    if (p->weekday && p->weekday_is && (end = week_behind(r, i, p->weekday_is, p)) > i) {
        p->weekday_is = 0;
        return end;
    }
    if (!p->weekday && (!p->date || p->week) && (end = read_weekday(r, i, p)) > i) {
        return end;
    }
    if ((!p->date || (p->weekday && !p->when.ref)) && !p->year_given) {
        struct point trial = *p;
        bool had_date = p->date;
        trial.date = false;
        if (p->weekday && !had_date && (end = weekday_number(r, i, p->weekday_is, &trial)) > i) {
            *p = trial;
            return end;
        }
        if (!had_date && (end = read_date(r, i, &trial)) > i) {
            bool finer = trial.when.grain >= GRAIN_WEEK;
            if ((p->clock || p->daypart || p->weekday) && !finer) {
                return i;
            }
            *p = trial;
            return end;
        }
    }
    if (!p->daypart && !p->week && (p->date || p->weekday || p->clock)) {
        end = read_daypart(r, i, p);
    }
    return end;
}

/* Words that may stand between two pieces of one point: the atom behind them. */
static uint32_t skip_connector(const struct reading *r, uint32_t i, const struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    static const char *const WORDS[] = {"on", "at", "of", "for", NULL};
    uint32_t j = i;
    if (atom_is_sign(atoms, j, ',') && (p->weekday || p->clock)) {
        j++;
    }
    if (atom_is_any(atoms, j, WORDS)) {
        j++;
    } else if (atom_is(atoms, j, "in") && (atom_is(atoms, j + 1, "the") || atom_in(atoms, j + 1, CLASS_BIT(DAYPART)))) {
        j++;
    }
    if (atom_is(atoms, j, "the") && !atom_is_number(atoms, j + 1) && !atom_in(atoms, j + 1, CLASS_BIT(ORDINAL) | CLASS_BIT(TEN))) {
        j++;
    }
    static const char *const MODS[] = {"early", "late", "around", "about", NULL};
    if (atom_is_any(atoms, j, MODS) && (atom_in(atoms, j + 1, CLASS_BIT(DAYPART)) || atom_is_number(atoms, j + 1))) {
        j++;
    }
    return j;
}

/* "in the evening", "Tuesday night" beside a clock hour: 8 in the evening is 20. */
static void settle_clock(struct point *p)
{
    struct when *w = &p->when;
    if (!p->clock || w->hour < 0) {
        return;
    }
    bool late = str_is(w->daypart, "AF") || str_is(w->daypart, "EV") || (str_is(w->daypart, "NI") && w->hour >= 5);
    if (late && w->hour < 12) {
        w->hour += 12;
    }
    w->daypart = (struct str){0};
}

static void chain(const struct reading *r, struct point *p)
{
    for (int pieces = 1; pieces < PIECES_MOST; pieces++) {
        bool fine_date = !p->date || p->when.grain >= GRAIN_WEEK;
        if (!fine_date || (p->date && p->clock && p->when.grain == GRAIN_DAY && !p->when.weekday && p->daypart)) {
            break;
        }
        uint32_t at = skip_connector(r, p->end, p);
        if (!same_sentence(r, p->end - 1, at)) {
            break;
        }
        uint32_t end = read_piece(r, at, p);
        if (end == at) {
            break;
        }
        p->end = end;
    }
}

/* What stands before the point and belongs to its extent. */
static void read_article(const struct reading *r, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    bool articled = p->when.grain == GRAIN_DECADE || p->when.grain == GRAIN_CENTURY || p->when.grain == GRAIN_QUARTER ||
                    p->when.grain == GRAIN_HALF || p->when.grain == GRAIN_SEASON || atom_in(atoms, p->first, CLASS_BIT(RELATIVE)) ||
                    (atom_in(atoms, p->first, CLASS_BIT(DAYPART))) || atom_is(atoms, p->first, "year") || atom_is(atoms, p->first, "day") ||
                    atom_in(atoms, p->first, CLASS_BIT(UNIT)) || p->mod;
    bool nth = p->when.grain == GRAIN_DAY && atom_is_number(atoms, p->first) && atom_glued(atoms, p->first + 1) && atom_is_word(atoms, p->first + 1);
    nth |= p->when.grain == GRAIN_DAY && atom_in(atoms, p->first, CLASS_BIT(ORDINAL));
    if (p->first > r->taken && (atom_is_sign(atoms, p->first - 1, '\'') || atom_is_sign(atoms, p->first - 1, 0x2019)) &&
        p->when.grain == GRAIN_DECADE && atom_glued(atoms, p->first)) {
        p->first--;
    }
    if (p->first > r->taken && (atom_is(atoms, p->first - 1, "fiscal") || atom_is(atoms, p->first - 1, "calendar"))) {
        p->first--;
    }
    bool hyphen = atom_is_dash(atoms, p->first + 1) && atom_glued(atoms, p->first + 1) && p->when.grain == GRAIN_QUARTER;
    if ((articled || nth) && !hyphen && p->first > r->taken && atom_is(atoms, p->first - 1, "the")) {
        p->first--;
    }
}

/* "early", "late", "mid-", "the end of", "earlier" before a point: i stands at the word. */
static uint32_t read_mod(const struct reading *r, uint32_t i, const char **mod)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(MOD))) {
        return i;
    }
    static const char *const EDGES[] = {"end", "beginning", "start", "middle", NULL};
    uint32_t j = i + 1;
    if (atom_is_any(atoms, i, EDGES)) {
        if (!atom_is(atoms, j, "of")) {
            return i;
        }
        j++;
    } else if (atom_is(atoms, j, "in")) {
        j++;
    } else if (atom_is_dash(atoms, j) && atom_glued(atoms, j)) {
        j++;
    }
    j += atom_is(atoms, j, "the");
    struct str code = class_code(&atoms->at[i], CLASS_MOD);
    *mod = str_is(code, "START") ? "START" : str_is(code, "MID") ? "MID" : "END";
    return j;
}

/* "the year", "the month" behind "the end of". */
static uint32_t plain_unit(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(UNIT)) || i == 0 || !atom_is(atoms, i - 1, "the")) {
        return i;
    }
    struct str unit = class_code(&atoms->at[i], CLASS_UNIT);
    int times = (int)class_value(&atoms->at[i], CLASS_UNIT);
    if (str_is(unit, "D") || !place_unit(&p->when, unit, times, 0, r->published.day)) {
        return i;
    }
    p->date = true;
    return i + 1;
}

static bool read_moded(const struct reading *r, uint32_t i, struct point *p)
{
    const char *mod;
    uint32_t at = read_mod(r, i, &mod);
    if (at == i) {
        return false;
    }
    uint32_t end = read_piece(r, at, p);
    if (end == at) {
        end = read_daypart(r, at, p);
    }
    if (end == at) {
        end = plain_unit(r, at, p);
    }
    if (end == at || (p->clock && !p->date)) {
        return false;
    }
    p->mod = mod;
    p->first = i;
    p->end = end;
    return true;
}

/* "the year 2000": i stands at "year". */
static uint32_t named_year(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    struct numeral n;
    if (!atom_is(atoms, i, "year")) {
        return i;
    }
    if (is_year(atoms, i + 1)) {
        set_year(p, (int)atoms->at[i + 1].value);
        return i + 2;
    }
    if (atom_is(atoms, i + 1, "two") && atom_is(atoms, i + 2, "thousand") && read_numeral(atoms, i + 1, i + 1, &n) && n.value < 2100) {
        set_year(p, (int)n.value);
        return n.end;
    }
    return i;
}

/* "year-end", "year's end", "month end". */
static uint32_t unit_end(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_is(atoms, i, "year") && !atom_is(atoms, i, "month")) {
        return i;
    }
    uint32_t j = i + 1;
    j += atom_is_dash(atoms, j) || atom_is(atoms, j, "'s") || atom_is_sign(atoms, j, 0x2019);
    j += j > i + 1 && atom_is(atoms, j, "s");
    if (!atom_is(atoms, j, "end")) {
        return i;
    }
    place_unit(&p->when, atom_is(atoms, i, "year") ? STR("Y") : STR("M"), 1, 0, r->published.day);
    p->date = true;
    p->mod = "END";
    return j + 1;
}

bool read_point(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    *p = (struct point){.first = i, .end = i, .when = NO_WHEN};
    if (!read_moded(r, i, p)) {
        *p = (struct point){.first = i, .end = i, .when = NO_WHEN};
        p->end = read_piece(r, i, p);
        if (p->end == i) {
            p->end = named_year(r, i, p);
        }
        if (p->end == i) {
            p->end = unit_end(r, i, p);
        }
        if (p->end == i && (atom_in(atoms, i, CLASS_BIT(OVERNIGHT)) || (i > 0 && (atom_is(atoms, i - 1, "the") || atom_is(atoms, i - 1, "that"))))) {
            static const char *const BEFORE[] = {"in", "during", "on", "for", NULL};
            bool when_word = atom_in(atoms, i, CLASS_BIT(OVERNIGHT)) || (i > 1 && atom_is_any(atoms, i - 2, BEFORE));
            p->end = when_word ? read_daypart(r, i, p) : i;
        }
        if (p->end == i) {
            return false;
        }
    }
    chain(r, p);
    settle_clock(p);
    if ((p->clock || p->daypart) && !p->date && !p->weekday && p->when.grain == GRAIN_NONE && r->published.day.year) {
        place_unit(&p->when, STR("D"), 1, 0, r->published.day);
    }
    read_article(r, p);
    return true;
}
