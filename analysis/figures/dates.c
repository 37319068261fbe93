#include "analysis/figures/dates.h"

#include "analysis/figures/numerals.h"
#include "analysis/figures/story.h"
#include "analysis/figures/tense.h"

#include <math.h>

/* ------------------------------------------------------------------ words */

bool is_year(const struct atoms *atoms, uint32_t i)
{
    if (!atom_is_number(atoms, i) || atoms->at[i].digits != 4 || atoms->at[i].grouped || atoms->at[i].decimals) {
        return false;
    }
    return atoms->at[i].value >= 1000 && atoms->at[i].value < 2200;
}

/* What may stand before a month's name, and makes sure of it. */
static bool month_preposition(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    return i > 0 && (in_context(r, i - 1, "before month", NULL) ||
                     (i > 1 && atom_is_dash(atoms, i - 1) && atom_is(atoms, i - 2, "mid")));
}

static bool day_beside(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    if (atom_is_sign(atoms, i + 1, '.') && atom_is_number(atoms, i + 2) && atoms->at[i + 2].value <= 31 &&
        !atoms->at[i + 2].decimals) {
        return true; /* "oct . 7" */
    }
    if (atom_is_number(atoms, i + 1) && !atoms->at[i + 1].grouped && !atoms->at[i + 1].decimals) {
        return atoms->at[i + 1].value >= 1 && (atoms->at[i + 1].value <= 31 || is_year(atoms, i + 1));
    }
    if (atom_in(atoms, i + 1, CLASS_BIT(ORDINAL)) && class_value(&atoms->at[i + 1], CLASS_ORDINAL) <= 31) {
        return true;
    }
    if (atom_in(atoms, i + 1, CLASS_BIT(TEEN) | CLASS_BIT(TEN)) && atom_capital(r, i) &&
        !(r->words->tokens[atoms->at[i].token].flags & SENTENCE_START)) {
        return true;
    }
    return i > 0 && atom_is_number(atoms, i - 1) && atoms->at[i - 1].value <= 31 && !atoms->at[i - 1].decimals;
}

/* "her husband, Jun,": between commas behind a word for a person. */
static bool names_somebody(const struct reading *r, uint32_t i)
{
    return i > 1 && atom_capital(r, i) && atom_is_sign(&r->atoms, i - 1, ',') && atom_is_sign(&r->atoms, i + 1, ',') &&
           in_context(r, i - 2, "person", NULL);
}

int month_at(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(MONTH))) {
        return 0;
    }
    if (i > 0 && atom_is_sign(atoms, i - 1, '$') && atom_glued(atoms, i)) {
        return 0; /* "$DEC", a coin */
    }
    if (names_somebody(r, i)) {
        return 0;
    }
    int month = (int)class_value(&atoms->at[i], CLASS_MONTH);
    bool capital = atom_capital(r, i), after = month_preposition(r, i), day = day_beside(r, i);
    if (capital && (atom_is(atoms, i + 1, "and") || atom_is(atoms, i + 1, "to")) &&
        atom_in(atoms, i + 2, CLASS_BIT(MONTH)) && atom_capital(r, i + 2) && !atom_is(atoms, i + 2, "may")) {
        return month; /* "between March and June" */
    }
    if (!capital && atom_is(atoms, i, "may") && atom_tag(r, i) == TAG_AUX && atom_tag(r, i + 1) == TAG_VERB) {
        return 0; /* "those under 15 may join" */
    }
    if (atom_is(atoms, i, "may") || atom_is(atoms, i, "march")) {
        static const char *const WHOSE[] = {"the", "a", "its", "their", "his", "her", "this", "'s", NULL};
        bool start = r->words->tokens[atoms->at[i].token].flags & SENTENCE_START;
        bool firm = i > 0 && (in_context(r, i - 1, "firm month", NULL) || (atom_is_dash(atoms, i - 1) && after) ||
                              (after && capital && !atom_is(atoms, i - 1, "and")));
        bool named = capital && i > 0 && atom_is_any(atoms, i - 1, WHOSE) && atom_tag(r, i + 1) == TAG_NOUN &&
                     !atom_capital(r, i + 1);
        return day || firm || named || (capital && !start && atom_tag(r, i) != TAG_AUX && !atom_is_word(atoms, i + 1))
                   ? month
                   : 0;
    }
    if (in_context(r, i, "doubtful month", NULL) && !day && !after && !capital) {
        return 0;
    }
    /* "April Jones", "Augustus": a first name stands before another name. */
    static const char *const BEFORE_NAMES[] = {"before", "after", "and", "to", "from", "of", "for", NULL};
    bool loose = i > 0 && atom_is_any(atoms, i - 1, BEFORE_NAMES);
    if (!day && (!after || loose) && capital && atom_capital(r, i + 1) && atom_is_word(atoms, i + 1) &&
        same_sentence(r, i, i + 1)) {
        return 0;
    }
    return month;
}

int weekday_at(const struct reading *r, uint32_t i)
{
    static const char *const DOUBTFUL[] = {"sun", "sat", "wed", "mon", "fri", "thu", "tue", NULL};
    if (!atom_in(&r->atoms, i, CLASS_BIT(WEEKDAY))) {
        return 0;
    }
    if (atom_is_any(&r->atoms, i, DOUBTFUL)) {
        static const char *const BEFORE[] = {"on",    "next", "last", "this", "every", "by",
                                             "until", "week", "or",   "and",  NULL};
        uint32_t next = i + 1 + atom_is_sign(&r->atoms, i + 1, ',');
        bool date = atom_in(&r->atoms, next, CLASS_BIT(MONTH)) || atom_is_number(&r->atoms, i + 1);
        bool after = i > 0 && atom_is_any(&r->atoms, i - 1, BEFORE);
        if (!(atom_capital(r, i) && (date || after)) && !(date && after) &&
            !(after && !atom_is_word(&r->atoms, i + 1))) {
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
        !read_numeral(atoms, i, i, &n) || n.first != i || !(n.value >= 1 && n.value <= 31) ||
        n.value != floor(n.value)) {
        return i;
    }
    *value = (int)n.value;
    *ordinal = n.ordinal;
    return n.end;
}

/* "nineteen ninety-six", "nineteen hundred": a year in words; atom behind it or i. */
uint32_t year_in_words(const struct atoms *atoms, uint32_t i, int *year)
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
    bool first = (atom_in(atoms, i, CLASS_BIT(TEEN)) && atom_is(atoms, i + 1, "hundred")) ||
                 (atom_is(atoms, i, "two") && atom_is(atoms, i + 1, "thousand"));
    if (!first || !read_numeral(atoms, i, i, &n) || n.ordinal || n.fraction || !(n.value >= 1100 && n.value < 2100) ||
        n.value != floor(n.value)) {
        return i;
    }
    *year = (int)n.value;
    return n.end;
}

/* A year behind a date: "1990", ", 1990", "of 1990", "in 2020", "'98". */
uint32_t year_behind(const struct reading *r, uint32_t i, int *year)
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
    if (end == j && atom_is(atoms, i, "of") && atom_is_number(atoms, j) && atoms->at[j].digits == 2 &&
        !atoms->at[j].decimals && atoms->at[j].value > 31 && !atom_is_word(atoms, j + 1)) {
        *year = 1900 + (int)atoms->at[j].value;
        end = j + 1;
    }
    return end > j ? end : i;
}

/* ------------------------------------------------------------------ days, months, years */

static bool valid_date(int year, int month, int day)
{
    return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year ? year : 2000, month);
}

void set_date(struct point *p, int year, int month, int day)
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
    return atom->digits == 4 ? year : year >= 40 ? 1900 + year : 2000 + year;
}

bool whole_number(const struct atoms *atoms, uint32_t i, unsigned digits_most)
{
    return atom_is_number(atoms, i) && !atoms->at[i].grouped && !atoms->at[i].decimals &&
           atoms->at[i].digits <= digits_most;
}

/* "20190125": a day of this age in eight digits that count nothing. */
static uint32_t date_undivided(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    double value = atoms->at[i].value;
    bool beside = (i > 0 && atom_glued(atoms, i)) ||
                  (atom_glued(atoms, i + 1) && !atom_is_sign(atoms, i + 1, '.') && !atom_is_sign(atoms, i + 1, ','));
    if (!whole_number(atoms, i, 8) || atoms->at[i].digits != 8 || beside || value < 19000101 || value >= 20500000 ||
        atom_tag(r, i + 1) == TAG_NOUN || atom_tag(r, i + 1) == TAG_ADJ || in_context(r, i - 1, "label", NULL)) {
        return i;
    }
    int year = (int)(value / 10000), month = (int)fmod(value / 100, 100), day = (int)fmod(value, 100);
    if (!valid_date(year, month, day)) {
        return i;
    }
    set_date(p, year, month, day);
    return i + 1;
}

/* "2019-01-25", "11/05/1961", "25.1.2019": three numbers by one sign. US order unless only the other fits. */
uint32_t date_in_digits(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t undivided = date_undivided(r, i, p);
    if (undivided > i) {
        return undivided;
    }
    if (!whole_number(atoms, i, 4) || !atom_glued(atoms, i + 1) || !whole_number(atoms, i + 2, 4) ||
        !atom_glued(atoms, i + 2) || !atom_glued(atoms, i + 3) || !whole_number(atoms, i + 4, 4) ||
        !atom_glued(atoms, i + 4) ||
        (i > 0 && atom_glued(atoms, i) && !atom_is_sign(atoms, i - 1, '(') && !atom_is_sign(atoms, i - 1, '='))) {
        return i;
    }
    uint32_t sign = atoms->at[i + 1].sign;
    bool dashes = atom_is_dash(atoms, i + 1) && atom_is_dash(atoms, i + 3);
    if (!dashes &&
        !((sign == '/' || sign == '.') && atom_is_sign(atoms, i + 1, sign) && atom_is_sign(atoms, i + 3, sign))) {
        return i;
    }
    if (atom_glued(atoms, i + 5) && (atom_is_number(atoms, i + 6) && atom_glued(atoms, i + 6))) {
        return i; /* longer runs are phone numbers and addresses */
    }
    int a = (int)atoms->at[i].value, b = (int)atoms->at[i + 2].value, c = (int)atoms->at[i + 4].value;
    bool year_first = atoms->at[i].digits == 4,
         year_last = atoms->at[i + 4].digits == 4 || atoms->at[i + 4].digits == 2;
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

/* "on 5/12, 5/14 or 5/16": a list whose last figure was a day. */
static bool behind_date(const struct reading *r, uint32_t i)
{
    size_t count = r->found->list.count;
    bool link = i > 1 && (atom_is_sign(&r->atoms, i - 1, ',') || atom_is(&r->atoms, i - 1, "or") ||
                          atom_is(&r->atoms, i - 1, "and"));
    return link && count && r->found->list.at[count - 1].type == FIGURE_DATE &&
           r->found->list.at[count - 1].span.end == r->atoms.at[i - 2].span.end &&
           memchr(span_text(r->words->text, r->found->list.at[count - 1].span).at, '/',
                  r->found->list.at[count - 1].span.end - r->found->list.at[count - 1].span.start);
}

/* "5/12", "22/04", "7.6" beside a weekday or behind "on"; "2015-12", "12-2015". */
uint32_t short_date(const struct reading *r, uint32_t i, struct point *p)
{
    static const char *const BEFORE[] = {"on", "this", "next", "last", "by", "until", "dated", NULL};
    const struct atoms *atoms = &r->atoms;
    bool three = atom_is_number(atoms, i + 2) && atom_glued(atoms, i + 1) && atom_glued(atoms, i + 2);
    if (!three || !whole_number(atoms, i, 4) || !whole_number(atoms, i + 2, 4) ||
        (atom_glued(atoms, i + 3) &&
         ((atom_glued(atoms, i + 4) && atom_is_number(atoms, i + 4)) || atom_is_word(atoms, i + 3)))) {
        return i;
    }
    int a = (int)atoms->at[i].value, b = (int)atoms->at[i + 2].value;
    if (a == 9 && b == 11 && atom_is_sign(atoms, i + 1, '/') && !atom_is(atoms, i + 3, "of") && !p->weekday) {
        set_date(p, 2001, a, b); /* no article means another by "9/11" */
        return i + 3;
    }
    if ((atom_is_dash(atoms, i + 1) || atom_is_sign(atoms, i + 1, '/')) && is_year(atoms, i) && b >= 1 && b <= 12 &&
        atoms->at[i + 2].digits <= 2 && !(b == (a + 1) % 100)) {
        set_date(p, a, b, 0);
        return i + 3;
    }
    if (atom_is_dash(atoms, i + 1) && is_year(atoms, i + 2) && a >= 1 && a <= 12) {
        set_date(p, b, a, 0);
        return i + 3;
    }
    if (!atom_is_sign(atoms, i + 1, '/') || month_at(r, i + 3) || /* "on 8/9 June" */
        !(p->weekday || (i > 0 && atom_is_any(atoms, i - 1, BEFORE)) || behind_date(r, i))) {
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
        atoms->at[i + 1].value > day && atoms->at[i + 1].value <= 31) {
        bool more = atom_glued(atoms, i + 2) && (atom_is_word(atoms, i + 2) || atom_is_number(atoms, i + 2) ||
                                                 atom_is_dash(atoms, i + 2) || atom_is_sign(atoms, i + 2, '/'));
        return more ? i : i + 2;
    }
    return i;
}

/* The year of a date that ends a span, "from 12 April to 30 September": the first one behind the date before; 0 where
 * no span is. */
static int year_of_end(const struct reading *r, int month, int day, uint32_t at)
{
    static const char *const LINKS[] = {"until", "till", "through", NULL};
    size_t count = r->found->list.count;
    const struct figure *before = count ? &r->found->list.at[count - 1] : NULL;
    if (at < 2 || !before || before->type != FIGURE_DATE || !r->story.year || !r->story.month ||
        before->span.end != r->atoms.at[at - 2].span.end) {
        return 0;
    }
    uint32_t first = atom_behind(r, at - 1, before->span.start);
    bool month_named = false;
    for (uint32_t k = first; k < at - 1; k++) {
        month_named |= atom_in(&r->atoms, k, CLASS_BIT(MONTH));
    }
    bool from = first > 0 && atom_is(&r->atoms, first - 1, "from") && atom_is(&r->atoms, at - 1, "to");
    bool link = from || atom_is_any(&r->atoms, at - 1, LINKS) || atom_is_dash(&r->atoms, at - 1);
    bool earlier = month < r->story.month || (month == r->story.month && day && day < r->story.day);
    return link && month_named ? r->story.year + earlier : 0;
}

/* "In 1989 he moved. In June he married": the year of a story that a sentence opens with, for what it or the next one
 * tells in the past; 0 where there is none, or it may be the publication's. */
static int year_of_story(const struct reading *r, int month, uint32_t at)
{
    enum { OPENING = 2, LONG_AGO = 2 };
    uint32_t told = atom_sentence(r, r->story_atom), here = atom_sentence(r, at);
    int year = r->story.year + (month < r->story.month);
    if (!r->story.year || here - told > 1 || r->published.day.year - year < LONG_AGO) {
        return 0;
    }
    uint32_t opening = r->atoms.at[r->story_atom].token - r->words->sentences[told].first;
    return opening <= OPENING && tense_at(r, at) == AIM_PAST ? year : 0;
}

void place_date(const struct reading *r, struct point *p, int year, int month, int day, enum aim aim, uint32_t at)
{
    p->date = true;
    year = year ? year : year_of_end(r, month, day, at);
    year = year || aim != AIM_NEAREST ? year : year_of_story(r, month, at);
    if (year) {
        set_date(p, year, month, day);
        return;
    }
    if (aim == AIM_NEAREST) {
        bool since = day && at > 0 && atom_is(&r->atoms, at - 1, "since"); /* a tense is guessed, this is said */
        aim = since ? AIM_LAST : !lies_ahead(r, at) ? tense_at(r, at) : day ? AIM_NEXT : AIM_COMING;
        bool from = !day && aim == AIM_PAST && at > 0 && atom_is(&r->atoms, at - 1, "from");
        aim = from ? AIM_NEAREST : aim; /* "had planned to sell more from April" */
    }
    if (day) {
        bool ahead = aim == AIM_NEXT && r->published.day.year && valid_date(r->published.day.year, month, day);
        int64_t ago =
            ahead ? day_number(r->published.day) - day_number((struct day){r->published.day.year, month, day}) : 0;
        bool just_over = ago > 0 && ago < 15; /* "to go home by Jan. 14", told on the 15th: not of next year */
        place_day_of_month(&p->when, month, day, just_over ? AIM_PAST : aim, r->published.day);
    } else {
        place_month(&p->when, month, aim, r->published.day);
    }
    p->when.weekday = 0;
}

/* What stands between the days of a list or a range. */
static bool day_link(const struct atoms *atoms, uint32_t i)
{
    static const char *const WORDS[] = {"and", "or", "to", "through", "until", NULL};
    return atom_is_any(atoms, i, WORDS) || atom_is_sign(atoms, i, ',');
}

/* "in July and December of last year", "from March to June 2019": the year behind the last month is that of the months
 * before, or the year before it; i stands behind the first. 0 where none is said. */
static int year_shared(const struct reading *r, uint32_t i, int month)
{
    enum { MONTHS_MOST = 4 };
    uint32_t k = i;
    for (int months = 0; months < MONTHS_MOST && (day_link(&r->atoms, k) || atom_is_dash(&r->atoms, k)); months++) {
        struct when when = NO_WHEN;
        int next = month_at(r, k + 1);
        if (!next) {
            return 0;
        }
        k += 2;
        k += whole_number(&r->atoms, k, 2);
        year_of_part(r, k, &when);
        if (when.year) {
            return when.year - (next < month);
        }
    }
    return 0;
}

/* "the 11 September attacks", "the Jan. 6 riot": the year of a day that is known by what happened on it, where the word
 * for that stands at atom i and the article is no older; 0: none. */
static int year_of_event(const struct reading *r, uint32_t i, int month, int day)
{
    static const struct {
        int month, day, year;
        const char *words[6];
    } EVENTS[] = {
        {9, 11, 2001, {"attacks", "attack", "terrorist", "terror", "hijackers"}},
        {1, 6, 2021, {"riot", "insurrection", "attack"}},
        {10, 7, 2023, {"attack", "attacks", "massacre"}},
    };
    int year = 0, now = r->published.day.year;
    for (size_t k = 0; k < sizeof EVENTS / sizeof *EVENTS && !year; k++) {
        bool known = EVENTS[k].month == month && EVENTS[k].day == day && (!now || now >= EVENTS[k].year);
        year = known && atom_is_any(&r->atoms, i, EVENTS[k].words) ? EVENTS[k].year : 0;
    }
    return year;
}

/* "October, 1st". */
static bool ordinal_behind_comma(const struct reading *r, uint32_t i)
{
    int day;
    bool ordinal;
    return atom_is_sign(&r->atoms, i, ',') && atom_is_number(&r->atoms, i + 1) &&
           read_small(&r->atoms, i + 1, &day, &ordinal) > i + 1 && ordinal;
}

/* "Nov. 5, 2024", "November 1961", "May/22", "March the fifth". */
uint32_t month_first(const struct reading *r, uint32_t i, enum aim aim, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    int month = month_at(r, i), day = 0, year = 0;
    bool ordinal = false;
    uint32_t j = i + 1;
    if (!month) {
        return i;
    }
    j += atom_is_sign(atoms, j, '.') && (atom_is_number(atoms, j + 1)) && atom_tag(r, i) != TAG_AUX &&
         !atom_is(atoms, i, "may") && !atom_is(atoms, i, "march");
    uint32_t k = atom_is(atoms, j, "the") || ordinal_behind_comma(r, j) ||
                         ((atom_is_sign(atoms, j, '/') || atom_is_dash(atoms, j)) && atom_glued(atoms, j))
                     ? j + 1
                     : j;
    bool spelled = year_in_words(atoms, k, &year) > k;
    uint32_t end = is_year(atoms, k) || spelled ? k : read_small(atoms, k, &day, &ordinal);
    year = 0;
    if (end > k && (k == j || ordinal || atom_glued(atoms, k)) && valid_date(0, month, day) &&
        !(atom_is_sign(atoms, end, '%') || atom_is(atoms, end, "percent") || atom_is(atoms, end, "million") ||
          (atom_is_sign(atoms, end, ':') && atom_glued(atoms, end) && !ordinal && atom_is_number(atoms, end + 1) &&
           atom_glued(atoms, end + 1)))) {
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
    year = day ? year_of_event(r, j, month, day) : 0;
    year = year ? year : year_shared(r, j, month);
    place_date(r, p, valid_date(year, month, day ? day : 1) ? year : 0, month, day, aim, i);
    return year ? j : year_of_part(r, j, &p->when); /* "October of next year" */
}

/* "15th day of next month", "second month of 2021": i stands behind the ordinal. */
static uint32_t nth_of(const struct reading *r, uint32_t i, int nth, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    struct day now = r->published.day;
    bool day = atom_is(atoms, i, "day"), month = atom_is(atoms, i, "month");
    uint32_t at = i + 2;
    if (!(day || month) || !atom_is(atoms, i + 1, "of")) {
        return i;
    }
    if (day && atom_in(atoms, at, CLASS_BIT(RELATIVE)) && atom_is(atoms, at + 1, "month") && now.year) {
        int months = now.year * 12 + now.month - 1 + (int)class_value(&atoms->at[at], CLASS_RELATIVE);
        bool fits = valid_date(months / 12, months % 12 + 1, nth);
        if (fits) {
            set_date(p, months / 12, months % 12 + 1, nth);
        }
        return fits ? at + 2 : i;
    }
    struct when when = NO_WHEN;
    uint32_t end = month && nth <= 12 ? year_of_part(r, i + 1, &when) : i + 1;
    if (end > i + 1 && when.year) {
        set_date(p, when.year, nth, 0);
        return end;
    }
    return i;
}

/* "18 and 19 June", "5, 6 and 7 June", "5-8 June", "8/9 June": the month behind the last day is the first one's too;
 * atom of the month, or i, where the day ends. `*range` with a dash or slash, which makes one figure of them. */
static uint32_t shared_month(const struct reading *r, uint32_t i, int day, bool *range)
{
    enum { DAYS_MOST = 4 };
    const struct atoms *atoms = &r->atoms;
    uint32_t j = i;
    bool ordinal;
    *range =
        (atom_is_dash(atoms, i) || atom_is_sign(atoms, i, '/')) && atom_glued(atoms, i) && atom_glued(atoms, i + 1);
    for (int days = 0; days < (*range ? 1 : DAYS_MOST) && (*range || day_link(atoms, j)); days++) {
        int next;
        uint32_t end = atom_is_number(atoms, j + 1) ? read_small(atoms, j + 1, &next, &ordinal) : j + 1;
        if (end == j + 1 || next <= day) {
            return i;
        }
        day = next;
        j = end;
    }
    bool month = j > i && month_at(r, j) && same_sentence(r, i, j) &&
                 (atom_capital(r, j) || !(atom_is(atoms, j, "may") || atom_is(atoms, j, "march")));
    *range = *range && month;
    return month ? j : i;
}

/* "April 24, 25 and 26", "from April 24 to 26": a day in the month of the one before it, the last figure. */
static uint32_t day_behind_day(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    const struct figure *last = r->found->list.count ? &r->found->list.at[r->found->list.count - 1] : NULL;
    if (i < 3 || !last || last->type != FIGURE_DATE || !day_link(atoms, i - 1) ||
        last->span.end != atoms->at[i - 2].span.end || !whole_number(atoms, i - 2, 2) ||
        !(month_at(r, i - 3) || last->span.start == atoms->at[i - 2].span.start) || !whole_number(atoms, i, 2) ||
        last->timex_value.len != 10 || last->timex_value.at[0] == 'X') {
        return i;
    }
    enum tag next = atom_tag(r, i + 1);
    bool counts = atom_is_word(atoms, i + 1) && same_sentence(r, i, i + 1) &&
                  (next == TAG_NOUN || next == TAG_ADJ || next == TAG_PROPN || atom_is(atoms, i + 1, "of") ||
                   atom_glued(atoms, i + 1) || month_at(r, i + 1));
    counts |= atom_is_sign(atoms, i - 1, ',') && !day_link(atoms, i + 1);
    int year = 0, month = 0, day = (int)atoms->at[i].value;
    for (int k = 0; k < 7; k++) {
        int digit = last->timex_value.at[k] - '0';
        year = k < 4 ? year * 10 + digit : year;
        month = k > 4 ? month * 10 + digit : month;
    }
    if (counts || day <= (int)atoms->at[i - 2].value || !valid_date(year, month, day) ||
        atom_is_sign(atoms, i + 1, '%') || atom_is_sign(atoms, i + 1, ':')) {
        return i;
    }
    set_date(p, year, month, day);
    return i + 1;
}

/* "5 November 1961", "the 12th of December", "04th Jan 2019", "05-Aug-2016", "second of Aug". */
uint32_t day_first(const struct reading *r, uint32_t i, enum aim aim, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    int day = 0, year = 0;
    bool ordinal;
    uint32_t j = read_small(atoms, i, &day, &ordinal), listed = day_behind_day(r, i, p);
    if (listed > i) {
        return listed;
    }
    if (j == i || (i > 0 && atom_glued(atoms, i) && atom_is_sign(atoms, i - 1, '$'))) {
        return i;
    }
    uint32_t nth = ordinal ? nth_of(r, j, day, p) : j, stop = j;
    if (nth > j) {
        return nth;
    }
    bool range;
    uint32_t shared = shared_month(r, j, day, &range);
    bool lent = shared > j && !range;
    if (shared > j) {
        j = shared;
    } else if (ordinal && atom_is(atoms, j, "day") && atom_is(atoms, j + 1, "of")) {
        j += 2; /* "the second day of May" */
    } else if (atom_is(atoms, j, "of") ||
               ((atom_is_dash(atoms, j) || atom_is_sign(atoms, j, '/')) && atom_glued(atoms, j))) {
        j++;
    }
    int month = month_at(r, j);
    if (!month || !valid_date(0, month, day) ||
        (atom_is(atoms, j, "may") && !atom_capital(r, j) && !(i > 0 && atom_is(atoms, i - 1, "on")) && !ordinal &&
         !atom_glued(atoms, j) && !is_year(atoms, j + 1))) {
        return i;
    }
    uint32_t end = year_behind(r, j + 1, &year);
    struct when when = NO_WHEN;
    end = year ? end : year_of_part(r, j + 1, &when); /* "14 March next year" */
    year = year ? year : when.year;
    year = year ? year : year_of_event(r, j + 1, month, day);
    if (!valid_date(year, month, day)) {
        return i;
    }
    place_date(r, p, year, month, day, aim, i);
    return lent ? stop : year ? end : j + 1;
}

/* "2003/2004", "2003/04": the year at atom i and the next, of one season or budget. */
static bool next_year_behind(const struct atoms *atoms, uint32_t i)
{
    bool slash = atom_is_sign(atoms, i + 1, '/') && atom_glued(atoms, i + 1) && atom_glued(atoms, i + 2);
    return slash && is_year(atoms, i) && whole_number(atoms, i + 2, 4) && is_two_years(atoms, i) &&
           !(atom_glued(atoms, i + 3) && (atom_is_word(atoms, i + 3) || atom_is_sign(atoms, i + 3, '/')));
}

/* The first of "between 1261 and 1265", of which atom i is one; 0 where they are no two years in order. */
static uint32_t between_first(const struct atoms *atoms, uint32_t i)
{
    uint32_t first = i > 3 && atom_is(atoms, i - 3, "between") ? i - 2 : i;
    bool pair = first > 0 && atom_is(atoms, first - 1, "between") && is_year(atoms, first) &&
                atom_is(atoms, first + 1, "and") && is_year(atoms, first + 2) &&
                atoms->at[first].value < atoms->at[first + 2].value;
    return pair ? first : 0;
}

/* "between 1500 and 1700 people", "between 1100 and 1250 of them"; not "between 2000 and 2010 exports grew" */
static bool is_counted_pair(const struct reading *r, uint32_t first)
{
    const struct atom *pair = &r->atoms.at[first];
    if (pair[0].value >= 1900 && pair[2].value < 2050) {
        return false;
    }
    enum tag behind = atom_tag(r, first + 3);
    return behind == TAG_NOUN || behind == TAG_ADJ || behind == TAG_PROPN || atom_is(&r->atoms, first + 3, "of");
}

/* Whether the four digits at i are a year here. */
static bool year_in_context(const struct reading *r, uint32_t i, bool *sure)
{
    static const char *const SIDES[] = {"pre", "post", "mid", NULL};
    const struct atoms *atoms = &r->atoms;
    double value = atoms->at[i].value;
    bool before = i > 0 && in_context(r, i - 1, "before year", NULL),
         firm = i > 0 && in_context(r, i - 1, "firm year", NULL);
    uint32_t between = between_first(atoms, i);
    firm = between ? !is_counted_pair(r, between) : firm;
    bool paren = i > 0 && (atom_is_sign(atoms, i - 1, '(') || atom_is_sign(atoms, i - 1, '\''));
    *sure = firm;
    if (between && !firm) {
        return false;
    }
    if (atom_glued(atoms, i) && !paren && !atom_is_dash(atoms, i - 1) &&
        !(atoms->at[i - 1].kind == ATOM_SIGN && strchr("\"=/[", (int)(atoms->at[i - 1].sign & 0x7F)) != NULL)) {
        return false;
    }
    if (atom_glued(atoms, i + 1) && (atom_is_word(atoms, i + 1) || atom_is_sign(atoms, i + 1, '%') ||
                                     atom_is_sign(atoms, i + 1, ':') || atom_is_sign(atoms, i + 1, '/'))) {
        return next_year_behind(atoms, i);
    }
    if (in_context(r, i + 1, "no year", NULL) || atom_is_sign(atoms, i + 1, '%') ||
        (i > 0 && atom_in(atoms, i - 1, CLASS_BIT(MINUS)))) {
        return false;
    }
    if (in_context(r, i + 1, "yearly", NULL) && value >= 1900 && value < 2050) {
        return true;
    }
    /* "2000 workers": a plural noun right behind counts, unless "in 2000 workers ..." is firm. */
    struct str next = atom_is_word(atoms, i + 1) ? atoms->at[i + 1].word : (struct str){0};
    enum tag tag = atom_tag(r, i + 1);
    bool plural = next.len > 3 && next.at[next.len - 1] == 's' && next.at[next.len - 2] != 's' &&
                  (tag == TAG_NOUN || tag == TAG_PROPN) && !atom_capital(r, i + 1);
    bool joined = i > 1 && atom_is_dash(atoms, i - 1) && atom_is_any(atoms, i - 2, SIDES); /* "pre-1980 houses" */
    bool one = i > 0 && (atom_is(atoms, i - 1, "a") || atom_is(atoms, i - 1, "'s"));
    bool listed = i > 1 && is_year(atoms, i - 2) && value > atoms->at[i - 2].value &&
                  (atom_is(atoms, i - 1, "and") || atom_is(atoms, i - 1, "or")); /* "the 2004 and 2008 conventions" */
    joined |= listed && value < 2050;
    joined |= one && value >= 1950 && value < 2050 && fmod(value, 10) != 0 &&
              !atoms->at[i].grouped; /* "Lund's 2008 donors", "a 2012 records request" */
    if (plural && !firm && !joined && !atom_is(atoms, i - 1, "the")) {
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

void set_year(struct point *p, int year)
{
    p->when.grain = GRAIN_YEAR;
    p->when.year = year;
    p->date = p->year_given = true;
}

/* Whether atom i is one of the eras, in capitals: not "the ad". */
static bool is_era(const struct reading *r, uint32_t i, const char *const *eras)
{
    struct str text = atom_is_any(&r->atoms, i, eras) ? span_text(r->words->text, r->atoms.at[i].span) : STR("");
    bool capitals = text.len > 0;
    for (size_t k = 0; k < text.len; k++) {
        capitals = capitals && !(text.at[k] >= 'a' && text.at[k] <= 'z');
    }
    return capitals;
}

/* "BC", "AD", "C.E." and the like behind a year or a century, in its sentence: atom behind it, or i. */
static uint32_t era_behind(const struct reading *r, uint32_t i, bool *before_christ)
{
    static const char *const BEFORE[] = {"bc", "b.c.", "bce", "b.c.e.", NULL};
    static const char *const SINCE[] = {"ad", "a.d.", "ce", "c.e.", NULL};
    const int32_t *at = r->entities->at_token;
    *before_christ = is_era(r, i, BEFORE);
    if (i == 0 || !(*before_christ || is_era(r, i, SINCE)) || !same_sentence(r, i - 1, i)) {
        return i;
    }
    bool name = at && at[r->atoms.at[i].token] != NO_ENTITY;                                     /* "BC Ferries" */
    bool counts = atom_tag(r, i + 1) == TAG_NOUN && str_ends(r->atoms.at[i + 1].word, STR("s")); /* "300 CE marks" */
    return name || (counts && same_sentence(r, i, i + 1)) ? i : i + 1;
}

static bool may_be_era_year(const struct reading *r, uint32_t i)
{
    const struct atom *atom = &r->atoms.at[i];
    return atom_is_number(&r->atoms, i) && !atom->decimals && atom->value >= 1 && atom->value < 10000;
}

uint32_t year_of_era(const struct reading *r, uint32_t i, struct point *p)
{
    static const char *const DOMINI[] = {"ad", "a.d.", NULL}, *const LINKS[] = {"and", "or", "to", NULL};
    const struct atoms *atoms = &r->atoms;
    bool first = is_era(r, i, DOMINI), before_christ = false;
    uint32_t at = i + first, end = at + 1;
    if (!may_be_era_year(r, at) || (at > 0 && atom_glued(atoms, at))) {
        return i;
    }
    bool pair = may_be_era_year(r, at + 2), range = pair && atom_is_dash(atoms, at + 1) && atom_glued(atoms, at + 2);
    end += range ? 2 : 0; /* "300-350 AD" is one figure, as "2012-13" is */
    uint32_t stop = era_behind(r, end, &before_christ), lent = end;
    if (!range && pair && atom_is_any(atoms, at + 1, LINKS)) {
        lent = era_behind(r, at + 3, &before_christ); /* "500 and 300 BC" */
    }
    if (first ? stop > end : stop == end && lent <= at + 3) {
        return i;
    }
    set_year(p, (int)atoms->at[at].value);
    p->when.before_christ = !first && before_christ;
    return first || stop == end ? end : stop;
}

/* "1932", "the year 2000", "nineteen ninety-six", "2012-13", "2012/2013", "fiscal 1989", "FY18". */
uint32_t read_year(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    int year;
    bool sure = false;
    uint32_t end = year_in_words(atoms, i, &year);
    if (end > i) {
        set_year(p, year);
        return end;
    }
    static const char *const BEFORE[] = {"in", "since", "by", "until", "before", "after", NULL};
    if (i > 0 && atom_is_any(atoms, i - 1, BEFORE) && (end = year_as_number(atoms, i, &year)) > i &&
        !(atom_is_word(atoms, end) && (atom_tag(r, end) == TAG_NOUN || atom_tag(r, end) == TAG_ADJ)) && year % 100) {
        set_year(p, year); /* "in two thousand and fifteen" */
        return end;
    }
    if (!is_year(atoms, i) || !year_in_context(r, i, &sure)) {
        return i;
    }
    set_year(p, (int)atoms->at[i].value);
    p->loose = !sure;
    if (atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1) && whole_number(atoms, i + 2, 2) &&
        atom_glued(atoms, i + 2) && atoms->at[i + 2].digits == 2) {
        int last = (int)atoms->at[i + 2].value, first = (int)atoms->at[i].value % 100;
        if (last == (first + 1) % 100 || last > first) {
            return i + 3; /* "2012-13", "1956-87" */
        }
    }
    return next_year_behind(atoms, i) ? i + 3 : i + 1;
}

/* "1990s", "'90s", "the nineties", "the 60s": not behind "his". */
uint32_t read_decade(const struct reading *r, uint32_t i, struct point *p)
{
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
        year += year == 1900 ? 100 : 0; /* "the noughties" */
    } else if (atom_is_number(atoms, i) && !atoms->at[i].grouped && !atoms->at[i].decimals &&
               fmod(atoms->at[i].value, 10) == 0) {
        bool apostrophe = atom_is_sign(atoms, i + 1, '\'') || atom_is_sign(atoms, i + 1, 0x2019);
        uint32_t s = i + 1 + apostrophe;
        bool plural = (atom_is(atoms, s, "s") || atom_is(atoms, s, "'s")) && atom_glued(atoms, s);
        plural |= atom_is(atoms, i + 1, "'s") && atom_glued(atoms, i + 1);
        s = atom_is(atoms, i + 1, "'s") ? i + 1 : s;
        bool short_form = i > 0 &&
                          (atom_is_sign(atoms, i - 1, '\'') || atom_is_sign(atoms, i - 1, 0x2019) ||
                           atom_is_sign(atoms, i - 1, 0x2018)) &&
                          atom_glued(atoms, i);
        bool the = i > 0 && (atom_is(atoms, i - 1, "the") || atom_is(atoms, i - 1, "and") ||
                             atom_is(atoms, i - 1, "early") || atom_is(atoms, i - 1, "late"));
        if (plural && is_year(atoms, i)) {
            year = (int)atoms->at[i].value;
            end = s + 1;
        } else if (plural && atoms->at[i].digits == 2 && (short_form || the)) {
            year = 1900 + (int)atoms->at[i].value;
            end = s + 1;
        }
    }
    static const char *const PARTS[] = {"early", "mid", "late", NULL};
    uint32_t whose = i;
    whose -= whose > 1 && atom_is_dash(atoms, whose - 1);
    whose -= whose > 1 && atom_is_any(atoms, whose - 1, PARTS);
    if (end == i || (whose > 0 && in_context(r, whose - 1, "no decade", NULL) && atoms->at[i].digits != 4)) {
        return i;
    }
    p->when.grain = GRAIN_DECADE;
    p->when.year = year;
    p->date = p->year_given = true;
    return end;
}

uint32_t read_short_year(const struct reading *r, uint32_t i, struct point *p)
{
    static const char *const BEFORE[] = {"of",     "in",   "since", "summer", "winter", "spring",
                                         "autumn", "fall", "class", "until",  "back",   NULL};
    enum { AHEAD = 5 };
    const struct atoms *atoms = &r->atoms;
    bool apostrophe =
        i > 1 && atom_glued(atoms, i) &&
        (atom_is_sign(atoms, i - 1, '\'') || atom_is_sign(atoms, i - 1, 0x2019) || atom_is_sign(atoms, i - 1, 0x2018));
    bool plural = atom_is(atoms, i + 1, "s") && atom_glued(atoms, i + 1);
    if (!apostrophe || plural || !whole_number(atoms, i, 2) || atoms->at[i].digits != 2 ||
        !atom_is_any(atoms, i - 2, BEFORE)) {
        return i;
    }
    int now = r->published.day.year ? r->published.day.year : 2025, year = (int)atoms->at[i].value;
    year += now / 100 * 100;
    p->when.grain = GRAIN_YEAR;
    p->when.year = year > now + AHEAD ? year - 100 : year;
    p->date = p->year_given = true;
    return i + 1;
}

/* "the 19th century": 1800. */
uint32_t read_century(const struct reading *r, uint32_t i, struct point *p)
{
    int number;
    bool ordinal;
    uint32_t end = read_small(&r->atoms, i, &number, &ordinal);
    uint32_t j = end > i && atom_is_dash(&r->atoms, end) ? end + 1 : end;
    if (end == i || !ordinal || !atom_is(&r->atoms, j, "century")) {
        return i;
    }
    p->when.grain = GRAIN_CENTURY;
    p->when.year = number > 1 ? (number - 1) * 100 : 1;
    p->date = p->year_given = true;
    return era_behind(r, j + 1, &p->when.before_christ);
}

/* ------------------------------------------------------------------ quarters, halves, weeks */

/* What the quarter belongs to: "of 1990", "1990", "of fiscal 1990", "of last year", "this year"; atom behind it or i.
 */
uint32_t year_of_part(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    int year;
    uint32_t end = year_behind(r, i, &year);
    if (end > i && !(atom_is_sign(atoms, i, ',') && !is_year(atoms, i + 1))) {
        when->year = year;
        return end;
    }
    uint32_t j = atom_is(atoms, i, "of") ? i + 1 : i;
    if (j > i && atom_is(atoms, j, "fiscal") && is_year(atoms, j + 1)) {
        when->year = (int)atoms->at[j + 1].value;
        return j + 2;
    }
    j += atom_is(atoms, j, "the");
    if (atom_in(atoms, j, CLASS_BIT(RELATIVE)) &&
        (atom_is(atoms, j + 1, "year") || (atom_is(atoms, j + 1, "fiscal") && atom_is(atoms, j + 2, "year"))) &&
        r->published.day.year) {
        when->year = r->published.day.year + (int)class_value(&atoms->at[j], CLASS_RELATIVE);
        return j + 2 + atom_is(atoms, j + 1, "fiscal");
    }
    if (j > i && atom_is(atoms, i, "of") && atom_is(atoms, j, "year") && r->published.day.year) {
        bool told = story_told_here(r, i, STR("Y")); /* "over 2023, but by less in the second half of the year" */
        when->year = told ? r->story.year : r->published.day.year;
        return j + 1;
    }
    return i;
}

/* "Q3 2015", "2017-q1", "H1", "FY18". */
uint32_t quarter_code(const struct reading *r, uint32_t i, struct point *p)
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
    if (fiscal || n < 1 || n > (quarter ? 4 : 2) || atoms->at[j + 1].digits > 1 ||
        (half && !year && !atom_capital(r, j)) || (atom_glued(atoms, j + 2) && atom_is_word(atoms, j + 2))) {
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

/* "first-half profit", "first half sales": the half of a business's year, not of a game; i stands at "half". */
static bool results_behind(const struct reading *r, uint32_t i)
{
    return in_context(r, i + 1, "results", NULL) ||
           (atom_is_dash(&r->atoms, i - 1) && in_context(r, i + 2, "results", NULL));
}

/* "third quarter of 1990", "third-quarter", "first half of 2023", "last week of 2016", "1st week of Oct." */
uint32_t ordinal_part(const struct reading *r, uint32_t i, struct point *p)
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
    if (!(quarter || half || week) || (r->game && !week) || (atom_is_dash(atoms, j + 1) && atom_glued(atoms, j + 1))) {
        return i;
    }
    struct when when = p->when;
    when.year = 0;
    uint32_t end = year_of_part(r, j + 1, &when);
    if (quarter && !last) {
        int year = when.year;
        bool changed = i > 1 && (in_context(r, i - 1, "rise", NULL) || in_context(r, i - 2, "rise", NULL));
        uint32_t before = i - (i > 0 && atom_is(atoms, i - 1, "the"));
        bool of_outlook = before > 1 && atom_is(atoms, before - 1, "for") && in_context(r, before - 2, "outlook", NULL);
        bool ahead = of_outlook || (changed && in_context(r, j + 1, "outlook", NULL));
        enum aim aim = ahead ? AIM_COMING : tense_at(r, i);  /* "cut its forecast for the second quarter" */
        place_quarter(&when, number, aim, r->published.day); /* "raised its fourth-quarter forecast" */
        when.year = year ? year : when.year;
    } else if (end == j + 1 && (half ? results_behind(r, j) : quarter && last && atom_is(atoms, i, "final"))) {
        place_quarter(&when, half ? number * 2 : 4, tense_at(r, i), r->published.day);
        when.grain = half ? GRAIN_HALF : GRAIN_QUARTER;
        when.part = half ? number : 4;
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

/* "2017 April", "2019-Aug-01", "2020/Sep/23": the year before the month. */
static uint32_t year_month(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t j = i + 1;
    bool link = (atom_is_dash(atoms, j) || atom_is_sign(atoms, j, '/')) && atom_glued(atoms, j);
    j += link;
    int month = !is_year(atoms, i) || !atom_in(atoms, j, CLASS_BIT(MONTH)) ? 0
                : link ? (int)class_value(&atoms->at[j], CLASS_MONTH)
                       : month_at(r, j);
    if (!month || !same_sentence(r, i, j)) {
        return i;
    }
    int day = 0, year = (int)atoms->at[i].value;
    bool ordinal;
    uint32_t at = j + 1 + (link && (atom_is_dash(atoms, j + 1) || atom_is_sign(atoms, j + 1, '/')));
    uint32_t end = link ? read_small(atoms, at, &day, &ordinal) : at;
    if (!link && read_small(atoms, at, &day, &ordinal) > at) {
        return i; /* "in 2004 April 5 ...": the day belongs to the month alone */
    }
    day = end > at && valid_date(year, month, day) ? day : 0;
    set_date(p, year, month, day);
    return day ? end : j + 1;
}

/* "1988 third quarter", "2012 fiscal second quarter": the year before its part; atom behind it or i. */
uint32_t year_first(const struct reading *r, uint32_t i, struct point *p)
{
    if (!is_year(&r->atoms, i)) {
        return i;
    }
    uint32_t j = i + 1 + (atom_is(&r->atoms, i + 1, "'s") || atom_is(&r->atoms, i + 1, "fiscal"));
    struct point part = *p;
    uint32_t end = ordinal_part(r, j, &part);
    if (end == j || part.when.grain != GRAIN_QUARTER) {
        return year_month(r, i, p);
    }
    p->when = part.when;
    p->when.year = (int)r->atoms.at[i].value;
    p->date = p->year_given = true;
    return end;
}

/* "week 31", "week 3 of 2027". */
uint32_t week_number(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_is(atoms, i, "week") || !whole_number(atoms, i + 1, 2) || atoms->at[i + 1].value < 1 ||
        atoms->at[i + 1].value > 53) {
        return i;
    }
    p->when.grain = GRAIN_WEEK;
    p->when.year = r->published.day.year;
    p->when.part = (int)atoms->at[i + 1].value;
    p->date = true;
    return year_of_part(r, i + 2, &p->when);
}

/* "on the 18th" with nothing behind that it could rank: of this month. */
uint32_t day_alone(const struct reading *r, uint32_t i, struct point *p)
{
    static const char *const BEFORE[] = {"on", "by", "until", NULL};
    const struct atoms *atoms = &r->atoms;
    int day;
    bool ordinal;
    uint32_t end = read_small(atoms, i, &day, &ordinal);
    if (end == i || !ordinal || i < 2 || !atom_is(atoms, i - 1, "the") || !atom_is_any(atoms, i - 2, BEFORE) ||
        atom_is_word(atoms, end) || atom_is_dash(atoms, end) || p->weekday) {
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
