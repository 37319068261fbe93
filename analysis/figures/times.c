#include "analysis/figures/times.h"

#include "analysis/figures/bounds.h"
#include "analysis/figures/clock.h"
#include "analysis/figures/dates.h"
#include "analysis/figures/points.h"
#include "analysis/figures/resolve.h"
#include "analysis/figures/story.h"
#include "analysis/figures/tense.h"
#include "analysis/figures/timex.h"
#include "analysis/figures/units.h"

#include <math.h>
#include <stdio.h>

#define UNIT_WORDS (CLASS_BIT(UNIT) | CLASS_BIT(UNITS) | CLASS_BIT(UNITSHORT))
#define NUMBER_WORDS (CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN) | CLASS_BIT(HUNDRED) | CLASS_BIT(SCALE))

struct str time_code(struct str unit, int times, double *factor)
{
    static const struct {
        const char *unit, *code;
        double factor;
    } CODES[] = {{"Y", "a", 1}, {"Q", "mo", 3}, {"M", "mo", 1},    {"W", "wk", 1}, {"WE", "d", 2},
                 {"D", "d", 1}, {"H", "h", 1},  {"MIN", "min", 1}, {"S", "s", 1}};
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++) {
        if (str_is(unit, CODES[i].unit)) {
            *factor = CODES[i].factor * times;
            return str_of(CODES[i].code);
        }
    }
    *factor = 1;
    return (struct str){0};
}

/* ------------------------------------------------------------------ durations */

/* The unit of time at atom i, `short_fits` for "hr" and the like. */
static bool unit_at(const struct reading *r, uint32_t i, bool digits, struct duration *d)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, UNIT_WORDS) || (atom_is(atoms, i, "second") && atom_is(atoms, i + 1, "hand"))) {
        return false; /* "six second hand boats" */
    }
    if (atom_is(atoms, i, "quarter") && atom_is_dash(atoms, i + 1) && atom_is(atoms, i + 2, "point")) {
        return false; /* "one more quarter-point hike" */
    }
    enum word_class class = atom_in(atoms, i, CLASS_BIT(UNITS))  ? CLASS_UNITS
                            : atom_in(atoms, i, CLASS_BIT(UNIT)) ? CLASS_UNIT
                                                                 : CLASS_UNITSHORT;
    if (class == CLASS_UNITSHORT) {
        bool letter = atoms->at[i].word.len == 1;
        bool named = i > 2 && atom_glued(atoms, i) && atom_glued(atoms, i - 1) && atom_is_dash(atoms, i - 2) &&
                     atom_glued(atoms, i - 2) && atom_is_word(atoms, i - 3); /* "MiG-29s" */
        bool glued = atom_glued(atoms, i) && atom_is_number(atoms, i - 1);
        if (!digits || named || (letter && !glued) ||
            (letter && (atom_is(atoms, i, "d") || atom_is(atoms, i, "s")) && atom_is_dash(atoms, i + 1)) ||
            (atom_is(atoms, i, "s") && atoms->at[i - 1].digits > 2) || atom_is(atoms, i, "mo") ||
            (letter && atom_is(atoms, i, "d")) || (atom_is(atoms, i, "s") && fmod(atoms->at[i - 1].value, 10) == 0)) {
            bool month = atom_is(atoms, i, "mo") && digits;
            if (month) {
                d->unit = STR("M");
                d->times = 1;
                d->short_unit = true;
            }
            return month;
        }
    }
    d->unit = class_code(&atoms->at[i], class);
    d->times = (int)class_value(&atoms->at[i], class);
    d->short_unit = class == CLASS_UNITSHORT;
    return true;
}

/* Words that may stand between number and unit: "three more weeks", "five straight years". */
static uint32_t skip_between(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    if (atom_is_dash(atoms, i) && atom_glued(atoms, i) == atom_glued(atoms, i + 1)) {
        return i + 1 + atom_is(atoms, i + 1, "plus"); /* "15-plus years" */
    }
    return in_context(r, i, "before unit", NULL) ? i + 1 : i;
}

/* "and a half", "and a quarter" behind the unit. */
static uint32_t half_behind(const struct atoms *atoms, uint32_t i, double *more)
{
    uint32_t j = i + 1;
    if (!atom_is(atoms, i, "and")) {
        return i;
    }
    j += atom_is(atoms, j, "a");
    if (atom_is(atoms, j, "half") || atom_is(atoms, j, "quarter")) {
        *more = atom_is(atoms, j, "half") ? 0.5 : 0.25;
        return j + 1;
    }
    return i;
}

static int unit_rank(struct str unit)
{
    static const char *const UNITS[] = {"Y", "Q", "M", "W", "D", "H", "MIN", "S"};
    for (int i = 0; i < 8; i++) {
        if (str_is(unit, UNITS[i])) {
            return i;
        }
    }
    return 8;
}

static double unit_seconds(struct str unit)
{
    static const double SECONDS[] = {31557600, 7889400, 2629800, 604800, 86400, 3600, 60, 1};
    int rank = unit_rank(unit);
    return rank < 8 ? SECONDS[rank] : NAN;
}

/* Adds a part of a duration to what a calendar can add. */
static void add_part(struct duration *d, double amount, struct str unit)
{
    static const double DAYS[] = {0, 0, 0, 7, 1}, MONTHS[] = {12, 3, 1, 0, 0};
    int rank = unit_rank(unit);
    if (rank < 5) {
        d->months += amount * MONTHS[rank];
        d->days += amount * DAYS[rank];
    }
}

/* "4 years 5 months", "1 hour, 30 minutes", "three weeks and a day": further parts in ever smaller units. */
static void more_parts(struct reading *r, struct duration *d)
{
    const struct atoms *atoms = &r->atoms;
    char out[80];
    struct str unit = d->unit, letter = str_is(unit, "MIN") ? STR("M") : unit;
    bool clock = unit_rank(unit) >= 5;
    int n = snprintf(out, sizeof out, "P%s%.15g%.*s", clock ? "T" : "", d->amount * d->times, STR_ARGS(letter)),
        parts = 0;
    for (uint32_t i = d->end; parts < 3 && n < 40; parts++) {
        struct numeral next;
        struct duration part = {.times = 1};
        i += atom_is_sign(atoms, i, ',');
        i += atom_is(atoms, i, "and");
        bool number = atom_is_number(atoms, i) || atom_in(atoms, i, NUMBER_WORDS);
        bool one = i > d->end && atom_is(atoms, i - 1, "and") && (atom_is(atoms, i, "a") || atom_is(atoms, i, "an")) &&
                   atom_in(atoms, i + 1, CLASS_BIT(UNIT)); /* "three weeks and a day" */
        next = (struct numeral){.end = i + 1, .value = 1, .in_words = true};
        if (!one &&
            (!number || !read_numeral(atoms, i, i, &next) || next.ordinal || next.fraction || isnan(next.value))) {
            break;
        }
        uint32_t at = skip_between(r, next.end);
        if (!unit_at(r, at, !next.in_words, &part) || unit_rank(part.unit) <= unit_rank(unit) || part.times > 2) {
            break;
        }
        bool small = unit_rank(part.unit) >= 5;
        letter = str_is(part.unit, "MIN") ? STR("M") : part.unit;
        n += snprintf(out + n, sizeof out - (size_t)n, "%s%.15g%.*s", small && !clock ? "T" : "",
                      next.value * part.times, STR_ARGS(letter));
        d->parts += next.value * part.times * unit_seconds(part.unit) / (unit_seconds(d->unit) * d->times);
        add_part(d, next.value * part.times, part.unit);
        clock = clock || small;
        unit = part.unit;
        d->end = i = at + 1;
    }
    if (parts) {
        add_part(d, d->amount * d->times, d->unit);
        d->value = arena_copy(r->arena, (struct str){out, (size_t)n});
    }
}

/* "two to three hours", "12-18 months": the second number; atom behind it or i. */
static uint32_t second_number(const struct atoms *atoms, uint32_t first, uint32_t i, struct numeral *second)
{
    bool between = first > 0 && atom_is(atoms, i, "and") && atom_is(atoms, first - 1, "between");
    bool link = between || atom_is(atoms, i, "to") || atom_is(atoms, i, "or") ||
                (atom_is_dash(atoms, i) && atom_glued(atoms, i) == atom_glued(atoms, i + 1));
    bool number = atom_is_number(atoms, i + 1) || atom_in(atoms, i + 1, NUMBER_WORDS);
    if (!link || !number || !read_numeral(atoms, i + 1, i + 1, second) || second->ordinal || second->fraction) {
        return i;
    }
    return second->end;
}

/* Numbers in a row ("3 14 15") and those before a comma or the like need no closer look; one with a fraction behind it
 * ("1 1/2") does. */
static bool stands_alone(const struct atoms *atoms, uint32_t i)
{
    if (!atom_is_number(atoms, i)) {
        return false;
    }
    if (atom_is_number(atoms, i + 1)) {
        return !atom_is_sign(atoms, i + 2, '/') && !atom_is_sign(atoms, i + 2, 0x2044);
    }
    uint32_t sign = i + 1 < atoms->count && atoms->at[i + 1].kind == ATOM_SIGN ? atoms->at[i + 1].sign : 0;
    return sign == ',' || sign == ';' || sign == ')' || sign == '%' || sign == '$' || sign == 0xA3 || sign == 0x20AC;
}

/* "three", "two to three", "dozens": the amount at atom i; atom behind it or i. */
static uint32_t duration_amount(struct reading *r, uint32_t i, struct numeral *n, struct duration *d)
{
    const struct atoms *atoms = &r->atoms;
    struct numeral second;
    bool number =
        atom_is_number(atoms, i) ||
        atom_in(atoms, i, NUMBER_WORDS | CLASS_BIT(DOZEN) | CLASS_BIT(VAGUE) | CLASS_BIT(HALF) | CLASS_BIT(VULGAR));
    bool letters = i > 0 && atom_is_number(atoms, i) && atom_glued(atoms, i) && atom_is_word(atoms, i - 1); /* "MP3s" */
    if (letters || stands_alone(atoms, i) || !number || !read_numeral(atoms, r->taken, i, n) || n->ordinal ||
        n->value < 0 || n->letter) {
        return i;
    }
    *d = (struct duration){.first = n->first, .amount = n->value, .to = NAN};
    uint32_t end = second_number(atoms, n->first, n->end, &second);
    if (end > n->end && (isnan(n->value) || second.value > n->value)) {
        d->to = second.value;
        return end;
    }
    return n->end;
}

/* Where the unit stands behind an amount: "dozens of years", "half an hour", "a quarter of an hour". */
static uint32_t unit_of(const struct reading *r, const struct numeral *n, uint32_t end)
{
    const struct atoms *atoms = &r->atoms;
    static const char *const ARTICLES[] = {"a", "an", NULL};
    uint32_t at = skip_between(r, end);
    at += atom_is(atoms, at, "of") && (isnan(n->value) || n->approximate);
    if (n->fraction && atom_is_any(atoms, at, ARTICLES)) {
        return at + 1;
    }
    return n->fraction && atom_is(atoms, at, "of") && atom_is_any(atoms, at + 1, ARTICLES) ? at + 2 : at;
}

/* "the last three quarters", "two quarters", "three quarters later": of a year, although they read as a fraction. */
static bool quarters_of_year(const struct atoms *atoms, const struct numeral *n, struct duration *d)
{
    static const char *const BEHIND[] = {"later", "ago", "earlier", "running", NULL};
    bool last = n->first > 0 && atom_in(atoms, n->first - 1, CLASS_BIT(RELATIVE));
    bool two = n->value == 0.5 && n->in_words && n->end == n->first + 2 &&
               !atom_is(atoms, n->end, "of"); /* nobody says that of a half */
    if (!n->fraction || !atom_is(atoms, n->end - 1, "quarters") ||
        !(last || two || atom_is_any(atoms, n->end, BEHIND))) {
        return false;
    }
    d->unit = STR("Q");
    d->times = 1;
    d->amount = d->parts = n->value * 4;
    d->end = n->end;
    return true;
}

/* The unit at atom `at` behind the amount: not "one weekend", not "3 quarter". */
static bool unit_of_amount(const struct reading *r, uint32_t at, const struct numeral *n, struct duration *d)
{
    const struct atoms *atoms = &r->atoms;
    bool one = n->value == 1;
    if (atom_is(atoms, at, "nights") ? n->value > 1 : atom_is(atoms, at, "night") && !n->in_words && one) {
        d->unit = STR("D"); /* "two nights" */
        d->times = 1;
    } else if (!unit_at(r, at, !n->in_words, d)) {
        return false;
    }
    bool apart = !atom_is_dash(atoms, at - 1) && atom_is_dash(atoms, at + 1) && atom_glued(atoms, at + 1);
    if (atom_is(atoms, at, "second") && apart) {
        return false; /* "300 second-home owners" */
    }
    return !(str_is(d->unit, "WE") && n->in_words && one) &&
           !(atom_is(atoms, at, "quarter") && !one && !atom_is_dash(atoms, at - 1));
}

static bool numbered_duration(struct reading *r, uint32_t i, struct duration *d)
{
    const struct atoms *atoms = &r->atoms;
    struct numeral n;
    uint32_t end = duration_amount(r, i, &n, d);
    if (end == i || n.odds) { /* "one in six a decade ago" */
        return false;
    }
    uint32_t at = unit_of(r, &n, end);
    if (quarters_of_year(atoms, &n, d)) {
        return true;
    }
    if (!unit_of_amount(r, at, &n, d)) {
        return false;
    }
    d->end = at + 1;
    if (isnan(d->amount)) {
        return true;
    }
    double more = 0;
    d->end = half_behind(atoms, d->end, &more);
    d->amount += more;
    d->parts = d->amount;
    if (isnan(d->to) && more == 0) {
        more_parts(r, d);
    }
    return true;
}

/* Whether "a week" at atom i says how often what the last figure counts or measures comes: "700 seats a week". */
static bool rate_of_figure(const struct reading *r, uint32_t i)
{
    size_t count = r->found->list.count;
    if (count == 0 || i == 0) {
        return false;
    }
    const struct figure *f = &r->found->list.at[count - 1];
    uint32_t end = f->counted.end > f->span.end ? f->counted.end : f->span.end, before = r->atoms.at[i - 1].span.end;
    bool counts = f->type == FIGURE_COUNT || f->type == FIGURE_MEASURE || f->type == FIGURE_MONEY;
    if (!counts || end > before) {
        return false;
    }
    if (end == before) {
        return true;
    }
    bool measured = f->type == FIGURE_MEASURE && f->unit.len && memchr(f->unit.at, '/', f->unit.len);
    return measured && before - end < 40 && same_sentence(r, i, i - 1);
}

/* "several weeks", "a few days": i stands at the quantifier. */
static bool quantified_duration(struct reading *r, uint32_t i, struct duration *d)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t at = i + 1;
    at += atom_is(atoms, i, "couple") && atom_is(atoms, at, "of");
    at = skip_between(r, at);
    *d = (struct duration){.first = i, .amount = atom_is(atoms, i, "couple") ? 2 : NAN, .to = NAN};
    bool some = atom_is(atoms, i, "some") && !atom_in(atoms, at, CLASS_BIT(UNITS));
    bool as = i > 0 && atom_is(atoms, i - 1, "as") && !atom_is(atoms, at + 1, "as"); /* "three in as many months" */
    bool circles = i > 0 && atom_is(atoms, i - 1, "in") && atom_is(atoms, at, "quarters"); /* "in some quarters" */
    if (as || some || circles || atom_in(atoms, at, CLASS_BIT(UNITSHORT)) || !unit_at(r, at, false, d)) {
        return false;
    }
    d->first -= i > r->taken && (atom_is(atoms, i, "few") || atom_is(atoms, i, "couple")) && atom_is(atoms, i - 1, "a");
    d->end = at + 1;
    d->parts = d->amount;
    return true;
}

/* Where "a", "another", "a full" ends whose unit is at atom i; 0 when none stands there. */
static uint32_t behind_article(const struct reading *r, uint32_t i)
{
    static const char *const WHOLE[] = {"full", "whole", "additional", "single", NULL};
    const struct atoms *atoms = &r->atoms;
    bool another = i > r->taken + 1 && atom_is(atoms, i - 1, "another") && !atom_is(atoms, i - 2, "on");
    if (i > r->taken && (atom_is(atoms, i - 1, "a") || atom_is(atoms, i - 1, "an") || another)) {
        return i;
    }
    bool whole = i > r->taken + 1 && atom_is_any(atoms, i - 1, WHOLE) &&
                 (atom_is(atoms, i - 2, "a") || atom_is(atoms, i - 2, "an"));
    return whole ? i - 1 : 0;
}

/* "on a day-to-day basis", "On a day rich in": no time that something lasts; `full` as behind_article() has it. */
static bool any_day(const struct atoms *atoms, uint32_t i, uint32_t full)
{
    bool day = atom_is(atoms, i, "day") && full == i;
    bool daily = atom_is_dash(atoms, i + 1) && atom_is(atoms, i + 2, "to");
    return day && (daily || (full > 1 && atom_is(atoms, full - 2, "on") && atom_is(atoms, full - 1, "a")));
}

/* "a second attack", "a quarter of", "a minute hole", "a quarter-point", "a weekend": the unit at atom i is none. */
static bool other_unit(const struct atoms *atoms, uint32_t i)
{
    static const char *const AFTER[] = {"later", "ago", "earlier", "before", "after", "or", "and", "of", NULL};
    bool share = atom_is(atoms, i, "second") || atom_is(atoms, i, "quarter");
    bool joined = atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1) && atom_glued(atoms, i + 2);
    bool goes_on = (atom_is_word(atoms, i + 1) && !atom_is_any(atoms, i + 1, AFTER)) || joined;
    return ((share || atom_is(atoms, i, "minute")) && goes_on) || atom_is(atoms, i, "weekend") ||
           (share && atom_is(atoms, i + 1, "of"));
}

/* "a year", "an hour", "another full week": i stands at the unit. */
static bool articled_duration(struct reading *r, uint32_t i, struct duration *d)
{
    static const char *const SHIFTS[] = {"later", "ago", "earlier", "before", "after", "from", "old", NULL};
    const struct atoms *atoms = &r->atoms;
    uint32_t full = atom_in(atoms, i, CLASS_BIT(UNIT)) ? behind_article(r, i) : 0;
    if (!full || any_day(atoms, i, full)) {
        return false;
    }
    *d = (struct duration){.first = full - 1, .end = i + 1, .amount = 1, .to = NAN, .articled = true};
    unit_at(r, i, false, d);
    if (rate_of_figure(r, full - 1) && !atom_is_any(atoms, i + 1, SHIFTS) && !atom_is_dash(atoms, i + 1)) {
        return false;
    }
    enum bound bound;
    uint32_t before = atom_is(atoms, i, "quarter") ? bound_before(r, full - 1, &bound) : 0;
    if (other_unit(atoms, i) || (before > 0 && atom_is(atoms, before - 1, "by"))) {
        return false; /* "fell by nearly a quarter" */
    }
    double more = 0;
    d->end = half_behind(atoms, d->end, &more);
    d->amount += more;
    d->parts = d->amount;
    if (more == 0) {
        more_parts(r, d); /* "a year and two months" */
    }
    return true;
}

static bool wordy_duration(struct reading *r, uint32_t i, struct duration *d)
{
    return atom_in(&r->atoms, i, CLASS_BIT(QUANTIFIER)) ? quantified_duration(r, i, d) : articled_duration(r, i, d);
}

/* "for years", "within days", "weeks later": a plural without a number. */
static bool bare_duration(struct reading *r, uint32_t i, struct duration *d)
{
    static const char *const BEFORE[] = {"for",   "in", "within", "over", "through",
                                         "after", "of", "recent", "the",  NULL};
    static const char *const AFTER[] = {"later", "ago", "earlier", "before", "after", "ahead", "away", NULL};
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(UNITS)) || atom_is(atoms, i, "seconds") || atom_is(atoms, i, "quarters") ||
        atom_is(atoms, i, "weekends")) {
        return false;
    }
    bool fits = i > 0 && atom_is_any(atoms, i - 1, BEFORE) && !atom_is(atoms, i - 1, "the");
    fits |= atom_is_any(atoms, i + 1, AFTER);
    if (!fits ||
        (atom_is(atoms, i, "minutes") && !atom_is_any(atoms, i + 1, AFTER) && !atom_is(atoms, i - 1, "within"))) {
        return false;
    }
    *d = (struct duration){.first = i, .end = i + 1, .amount = NAN, .to = NAN, .parts = NAN};
    return unit_at(r, i, false, d);
}

bool read_duration(struct reading *r, uint32_t i, struct duration *d)
{
    return numbered_duration(r, i, d) || wordy_duration(r, i, d) || bare_duration(r, i, d);
}

/* ------------------------------------------------------------------ figures of times */

/* The words before a duration that say which one: "the last", "the first", "this past". */
static uint32_t duration_start(const struct reading *r, uint32_t first, bool *relative)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = first;
    *relative = false;
    for (int words = 0; words < 2 && i > r->taken; words++) {
        bool which = atom_in(atoms, i - 1, CLASS_BIT(RELATIVE)) || atom_is(atoms, i - 1, "first") ||
                     atom_is(atoms, i - 1, "opening") || atom_is(atoms, i - 1, "final");
        bool verb = atom_is(atoms, i - 1, "last") && atom_tag(r, i - 1) == TAG_VERB; /* "would last 19 days" */
        if (!which || verb || !same_sentence(r, i - 1, first)) {
            break;
        }
        i--;
        *relative = true;
    }
    bool hyphen = atom_is_dash(atoms, first + 1) && atom_glued(atoms, first + 1);
    bool noun = i == first && atom_is_number(atoms, first) && atom_in(atoms, first + 1, CLASS_BIT(UNIT)) &&
                atom_tag(r, first + 2) == TAG_NOUN; /* "the 60 second advert" */
    if (i > r->taken && atom_is(atoms, i - 1, "the") && !(hyphen && i == first) && !noun) {
        i--;
    }
    return i;
}

static void fill_amount(struct reading *r, struct figure *f, const struct duration *d)
{
    double factor;
    struct str code = time_code(d->unit, d->times, &factor);
    if (isnan(d->amount) || !code.at) {
        return;
    }
    f->unit = code;
    if (isnan(d->to)) {
        f->value = d->parts * factor;
    } else {
        f->from = d->amount * factor;
        f->to = d->to * factor;
    }
    double si;
    struct str si_unit;
    if (!isnan(f->value) && unit_to_si(r->arena, code, f->value, &si, &si_unit)) {
        f->si_value = si;
        f->si_unit = si_unit;
    }
}

/* "lasted over two years", "for over a week": more than; but "stole it over six years": during. */
static bool longer_than(const struct reading *r, uint32_t over)
{
    return over > 0 && in_context(r, over - 1, "lasting", NULL);
}

static bool emit_duration(struct reading *r, const struct duration *d, struct figure *f, uint32_t *end)
{
    bool relative;
    enum bound before_bound, bound;
    uint32_t start = duration_start(r, d->first, &relative);
    struct span modifier;
    bound = read_bound(r, start, d->end, &modifier);
    uint32_t before = bound_before(r, start, &before_bound);
    bool a = atom_is(&r->atoms, before + 1, "a") && before + 2 == start && atom_is_dash(&r->atoms, d->end - 2);
    bool over = before < start && atom_is(&r->atoms, before, "over") && (before + 1 == start || a);
    if (over && (a || start < d->first || !longer_than(r, before))) {
        bound = BOUND_EQ; /* "over the next two years", "over a five-year period": during */
        modifier = (struct span){0, 0};
    }
    struct str value =
        d->value.at ? d->value : format_duration(r->arena, isnan(d->to) ? d->amount : NAN, d->unit, d->times);
    *end = d->end;
    if (atom_is(&r->atoms, *end, "or") && atom_is(&r->atoms, *end + 1, "so")) {
        *end += 2;
    }
    set_timex(r, f, start, *end, FIGURE_DURATION, value, timex_mod(bound));
    f->bound = bound;
    f->modifier = modifier;
    fill_amount(r, f, d);
    return true;
}

/* "two weeks before Christmas", "three days from tomorrow": counted from a day that the text names. */
static bool anchored(struct reading *r, const struct duration *d, struct figure *f, uint32_t *end)
{
    static const char *const WORDS[] = {"from", "after", "before", "since", NULL};
    const struct atoms *atoms = &r->atoms;
    struct point p;
    uint32_t i = d->end;
    if (!atom_is_any(atoms, i, WORDS) || isnan(d->amount) || unit_rank(d->unit) > 4) {
        return false;
    }
    uint32_t at = i + 1;
    at += atom_is(atoms, at, "the");
    if (!read_point(r, at, &p) || p.when.grain != GRAIN_DAY || !p.when.year || p.when.weekday || p.clock) {
        return false;
    }
    struct when when = NO_WHEN;
    struct day day = {p.when.year, p.when.month, p.when.day};
    if (p.when.month < 1 || p.when.day < 1 ||
        !shift_when(&when, day, atom_is(atoms, i, "before") ? -d->amount : d->amount, d->unit, d->times)) {
        return false;
    }
    shift_to_day(&when, day, atom_is(atoms, i, "before") ? -d->amount * d->times : d->amount * d->times, d->unit);
    *end = p.end;
    emit_when(r, f, d->first, p.end, &when, false, NULL);
    return true;
}

/* "two weeks and two days ago", "a year and three months ago": to the day, or to the month where no days are said. */
static bool shift_parts(struct when *when, struct day now, double months, double days)
{
    if (fabs(days) > 100000 || !shift_when(when, now, months, STR("M"), 1)) {
        return false;
    }
    if (days != 0) {
        shift_to_day(when, now, months, STR("M"));
        struct day from = {when->year, when->month, when->day};
        shift_to_day(when, from, days, STR("D"));
    }
    return true;
}

/* "ago" and "from now" count from the publication; "later", and "earlier" but for years, from the story's date where
 * the article has one. */
static bool shift_from(const struct reading *r, const struct duration *d, uint32_t i, double direction,
                       struct when *when)
{
    bool later = atom_is(&r->atoms, i, "later"), earlier = atom_is(&r->atoms, i, "earlier");
    if ((later || (earlier && !str_is(d->unit, "Y"))) &&
        shift_in_story(r, i, direction * d->amount, d->unit, d->times, when)) {
        return true;
    }
    bool told = later && (r->story.year || tense_at(r, d->first) == AIM_PAST);
    if (d->value.at && d->months + d->days > 0) {
        return !told && shift_parts(when, r->published.day, direction * d->months, direction * d->days);
    }
    return !told && shift_when(when, r->published.day, direction * d->amount, d->unit, d->times);
}

/* "the first time in 11 years", "the largest rise in a decade": looking back, whatever the tense. */
static bool record_before(const struct reading *r, uint32_t in)
{
    for (uint32_t k = in; k > 0 && in - k < 4 && same_sentence(r, k - 1, in); k--) {
        struct str word = r->atoms.at[k - 1].word;
        if (atom_is(&r->atoms, k - 1, "time") || atom_is(&r->atoms, k - 1, "first") ||
            (str_ends(word, STR("est")) && atom_tag(r, k - 1) == TAG_ADJ)) {
            return true;
        }
    }
    return false;
}

/* "three years ago", "a week earlier", "two days from now": the words behind the duration decide. */
static bool shifted(struct reading *r, const struct duration *d, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = d->end;
    if (atom_is(atoms, i, "or") && atom_is(atoms, i + 1, "so")) {
        i += 2;
    }
    i += atom_is_dash(atoms, i) && atom_glued(atoms, i);
    double direction = 0;
    uint32_t stop = i + 1;
    if (atom_in(atoms, i, CLASS_BIT(SHIFT))) {
        direction = class_value(&atoms->at[i], CLASS_SHIFT);
    } else if (atom_is(atoms, i, "back") && (!atom_is_word(atoms, i + 1) || !same_sentence(r, i, i + 1))) {
        direction = -1; /* "a few months back" */
    } else if (atom_is(atoms, i, "from") && (atom_is(atoms, i + 1, "now") || atom_is(atoms, i + 1, "today"))) {
        direction = 1;
        stop = i + 2;
    } else if (d->first > 0 && atom_is(atoms, d->first - 1, "in") && !record_before(r, d->first - 1) && isnan(d->to) &&
               !isnan(d->amount) && r->published.day.year && (tense_at(r, d->first - 1) == AIM_COMING)) {
        direction = 1;
        stop = d->end;
    }
    if (anchored(r, d, f, end)) {
        return true;
    }
    if (direction == 0 || (unit_rank(d->unit) >= 5 && stop == i + 1 && !atom_is(atoms, i, "ago"))) {
        return false; /* "20 minutes earlier": how long, of no known time */
    }
    struct when when = NO_WHEN;
    bool known = shift_from(r, d, i, direction, &when);
    struct span modifier;
    enum bound bound = read_bound(r, d->first, stop, &modifier);
    int quarter = d->amount == 1 && str_is(d->unit, "Y") && d->times == 1 ? quarter_spoken_of(r, i) : 0;
    if (known && quarter) {
        bool past = r->quarter_year <= r->published.day.year; /* its own year tells: results of 2024 come in 2025 */
        when.year = past ? r->quarter_year + (int)direction : when.year;
        when.grain = GRAIN_QUARTER;
        when.part = quarter;
    }
    if (!known) {
        bool clock = unit_rank(d->unit) >= 5;
        bool over = direction < 0 || (atom_is(atoms, i, "later") && tense_at(r, d->first) == AIM_PAST);
        when.ref = over ? "PAST_REF" : "FUTURE_REF";
        set_timex(r, f, d->first, stop, clock ? FIGURE_TIME : FIGURE_DATE, str_of(when.ref), NULL);
    } else {
        emit_when(r, f, d->first, stop, &when, false, timex_mod(bound));
    }
    f->bound = bound;
    f->modifier = modifier;
    *end = stop;
    return true;
}

/* "year-ago quarter", "year-earlier": i stands at "year". */
static bool year_ago(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const WORDS[] = {"ago", "earlier", NULL};
    static const char *const NOUNS[] = {"quarter", "period", NULL};
    const struct atoms *atoms = &r->atoms;
    if (!atom_is(atoms, i, "year") || !atom_is_dash(atoms, i + 1) || !atom_is_any(atoms, i + 2, WORDS)) {
        return false;
    }
    struct when when = NO_WHEN;
    place_unit(&when, STR("Y"), 1, -1, r->published.day);
    bool quarter = atom_is(atoms, i + 3, "quarter");
    int spoken = quarter_spoken_of(r, i);
    if (r->published.day.year && (quarter || spoken)) {
        when.grain = GRAIN_QUARTER;
        when.part = spoken ? spoken : (r->published.day.month - 1) / 3 ? (r->published.day.month - 1) / 3 : 4;
    }
    struct point named = {.when = NO_WHEN};
    uint32_t part = ordinal_part(r, i + 3, &named); /* "year-ago third quarter" */
    *end = part > i + 3 ? part : i + 3 + atom_is_any(atoms, i + 3, NOUNS);
    if (part > i + 3 && named.when.grain == GRAIN_QUARTER) {
        when.grain = GRAIN_QUARTER;
        when.part = named.when.part;
    }
    uint32_t first = i > r->taken && atom_is(atoms, i - 1, "the") && *end > i + 3 ? i - 1 : i;
    emit_when(r, f, first, *end, &when, false, NULL);
    return true;
}

/* ------------------------------------------------------------------ sets */

static struct str set_value(struct reading *r, const char *before, int number, const struct when *clock)
{
    char out[48];
    int n = snprintf(out, sizeof out, "%s%d", before, number);
    if (clock && clock->hour >= 0) {
        n += snprintf(out + n, sizeof out - (size_t)n, "T%02d:%02d", clock->hour,
                      clock->minute >= 0 ? clock->minute : 0);
    } else if (clock && clock->daypart.at) {
        n += snprintf(out + n, sizeof out - (size_t)n, "T%.*s", STR_ARGS(clock->daypart));
    }
    return arena_copy(r->arena, (struct str){out, (size_t)n});
}

/* The clock or the part of the day behind "every Monday". */
static uint32_t set_clock(const struct reading *r, uint32_t i, struct point *p)
{
    uint32_t at = i, clock_end;
    at += atom_is(&r->atoms, at, "at");
    *p = (struct point){.when = NO_WHEN};
    if (atom_in(&r->atoms, at, CLASS_BIT(DAYPART))) {
        p->when.daypart = class_code(&r->atoms.at[at], CLASS_DAYPART);
        return at + 1;
    }
    if (at > i && atom_is_number(&r->atoms, at) && (clock_end = bare_hour(r, at, &p->when)) > at) {
        return clock_end; /* "Thursdays at 17.30" */
    }
    bool clock = (atom_is_number(&r->atoms, at) || atom_in(&r->atoms, at, CLASS_BIT(HOURNAME))) &&
                 read_point(r, at, p) && p->clock && !p->date && !p->weekday;
    struct when when = p->when;
    p->when = NO_WHEN;
    if (clock) {
        p->when.hour = when.hour;
        p->when.minute = when.minute;
        return p->end;
    }
    return i;
}

static bool weekday_set(struct reading *r, uint32_t first, uint32_t i, struct figure *f, uint32_t *end)
{
    struct point p;
    enum word_class class = atom_in(&r->atoms, i, CLASS_BIT(WEEKDAYS)) ? CLASS_WEEKDAYS : CLASS_WEEKDAY;
    if (!atom_in(&r->atoms, i, CLASS_BIT(WEEKDAYS) | CLASS_BIT(WEEKDAY))) {
        return false;
    }
    *end = set_clock(r, i + 1, &p);
    set_timex(r, f, first, *end, FIGURE_SET,
              set_value(r, "XXXX-WXX-", (int)class_value(&r->atoms.at[i], class), &p.when), NULL);
    return true;
}

/* "every two years", "each Monday at 4 pm", "every morning", "every winter", "each Christmas". */
static bool every(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    struct duration d;
    uint32_t at = i + 1;
    at += atom_is(atoms, at, "other") || atom_is(atoms, at, "single");
    if (weekday_set(r, i, at, f, end)) {
        return true;
    }
    if (month_at(r, at)) {
        set_timex(r, f, i, at + 1, FIGURE_SET,
                  set_value(r, month_at(r, at) < 10 ? "XXXX-0" : "XXXX-", month_at(r, at), NULL), NULL);
        *end = at + 1;
        return true;
    }
    if (atom_in(atoms, at, CLASS_BIT(DAYPART))) {
        struct point p;
        *end = set_clock(r, at + 1, &p); /* "every evening at 7:15 p.m." */
        if (p.when.hour < 0) {
            p.when.daypart = class_code(&atoms->at[at], CLASS_DAYPART);
            *end = at + 1;
        }
        set_timex(r, f, i, *end, FIGURE_SET, format_when(r->arena, &p.when), NULL);
        return true;
    }
    struct when when;
    uint32_t behind = yearly_point(r, at, &when);
    if (behind > at) {
        set_timex(r, f, i, behind, FIGURE_SET, when.grain == GRAIN_NONE ? STR("P1Y") : format_when(r->arena, &when),
                  NULL);
        *end = behind;
        return true;
    }
    d = (struct duration){.amount = atom_is(atoms, i + 1, "other") ? 2 : 1};
    if (atom_in(atoms, at, CLASS_BIT(UNIT)) && unit_at(r, at, false, &d)) {
        struct point p;
        *end = set_clock(r, at + 1, &p);
        struct str value =
            p.when.hour >= 0 ? format_when(r->arena, &p.when) : format_duration(r->arena, d.amount, d.unit, d.times);
        set_timex(r, f, i, *end, FIGURE_SET, value, NULL);
        return true;
    }
    uint32_t taken = r->taken;
    r->taken = at;
    bool found = numbered_duration(r, at, &d) && !isnan(d.amount);
    r->taken = taken;
    if (found) {
        *end = d.end;
        set_timex(r, f, i, *end, FIGURE_SET, format_duration(r->arena, d.amount, d.unit, d.times), NULL);
    }
    return found;
}

/* "the 19th of every month". */
static bool day_of_every_month(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    int day;
    bool ordinal;
    uint32_t at = read_small(atoms, i, &day, &ordinal);
    if (at == i || !ordinal || !atom_is(atoms, at, "of") || !atom_in(atoms, at + 1, CLASS_BIT(EVERY)) ||
        !atom_is(atoms, at + 2, "month")) {
        return false;
    }
    *end = at + 3;
    uint32_t first = i > r->taken && atom_is(atoms, i - 1, "the") ? i - 1 : i;
    set_timex(r, f, first, *end, FIGURE_SET, set_value(r, day < 10 ? "XXXX-XX-0" : "XXXX-XX-", day, NULL), NULL);
    return true;
}

/* "on weekends", "all weekends". */
static bool every_weekend(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const BEFORE[] = {"on", "at", "all", "and", "or", "during", "for", NULL};
    const struct atoms *atoms = &r->atoms;
    if (!atom_is(atoms, i, "weekends") || i <= r->taken || atom_is_dash(atoms, i + 1) ||
        !(atom_is_any(atoms, i - 1, BEFORE) || !atom_is_word(atoms, i + 1))) {
        return false;
    }
    *end = i + 1;
    set_timex(r, f, atom_is(atoms, i - 1, "all") ? i - 1 : i, *end, FIGURE_SET, STR("P1WE"), NULL);
    return true;
}

/* "bi-monthly": every second month; i stands at "monthly". */
static bool twice_as_rare(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    bool weekly = atom_is(atoms, i, "weekly");
    if (!(weekly || atom_is(atoms, i, "monthly")) || i < r->taken + 2 || !atom_is_dash(atoms, i - 1) ||
        !atom_is(atoms, i - 2, "bi")) {
        return false;
    }
    *end = i + 1;
    set_timex(r, f, i - 2, *end, FIGURE_SET, weekly ? STR("P2W") : STR("P2M"), NULL);
    return true;
}

static bool read_set(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    if (atom_in(atoms, i, CLASS_BIT(EVERY))) {
        return every(r, i, f, end);
    }
    if (atom_in(atoms, i, CLASS_BIT(WEEKDAYS))) {
        return weekday_set(r, i, i, f, end);
    }
    if (day_of_every_month(r, i, f, end) || every_weekend(r, i, f, end) || twice_as_rare(r, i, f, end)) {
        return true;
    }
    bool noun = atom_tag(r, i + 1) == TAG_NOUN || atom_tag(r, i + 1) == TAG_ADJ;
    bool how_often = atom_tag(r, i) == TAG_ADV || (i > 0 && atom_tag(r, i - 1) == TAG_VERB && !noun);
    bool adjective = (atom_is(atoms, i, "everyday") && noun) || (atom_is(atoms, i, "quarterly") && !how_often);
    bool paper = i > 0 && atom_tag(r, i - 1) == TAG_DET && (atom_tag(r, i) == TAG_NOUN || atom_capital(r, i + 1)) &&
                 atom_is_word(atoms, i + 1) && !noun; /* "the daily De Volkskrant" */
    bool named = (atom_tag(r, i) == TAG_NOUN || atom_capital(r, i + 1)) && !noun && i > 1 &&
                 (atom_tag(r, i - 1) == TAG_NOUN || atom_tag(r, i - 1) == TAG_PROPN) &&
                 atom_tag(r, i - 2) == TAG_DET; /* "the trade weekly", "the Paris daily" */
    if (!atom_in(atoms, i, CLASS_BIT(SET)) || atom_capital(r, i) || adjective || paper || named) {
        return false;
    }
    struct point p = {.when = NO_WHEN};
    *end = atom_is(atoms, i, "everyday") || atom_is(atoms, i, "daily") ? set_clock(r, i + 1, &p) : i + 1;
    struct str value = p.when.hour >= 0 ? format_when(r->arena, &p.when) : class_code(&atoms->at[i], CLASS_SET);
    set_timex(r, f, i, *end, FIGURE_SET, value, NULL);
    return true;
}

/* "a day", "a week" behind "three times" or "18 hours": how often. */
static bool times_per(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const OFTEN[] = {"times", "once", "twice", "thrice", NULL};
    const struct atoms *atoms = &r->atoms;
    struct duration d = {.amount = 1};
    size_t count = r->found->list.count;
    const struct figure *last = count ? &r->found->list.at[count - 1] : NULL;
    bool shift = atom_in(atoms, i + 1, CLASS_BIT(SHIFT)) || atom_is_dash(atoms, i + 1);
    if (i < 2 || !atom_in(atoms, i, CLASS_BIT(UNIT)) || !(atom_is(atoms, i - 1, "a") || atom_is(atoms, i - 1, "per"))) {
        return false;
    }
    bool hours = last && last->type == FIGURE_DURATION && last->span.end == atoms->at[i - 2].span.end && !shift;
    if (!hours && !atom_is_any(atoms, i - 2, OFTEN)) {
        return false;
    }
    unit_at(r, i, false, &d);
    *end = i + 1;
    set_timex(r, f, i - 1, *end, FIGURE_SET, format_duration(r->arena, 1, d.unit, d.times), NULL);
    return true;
}

/* ------------------------------------------------------------------ the present, the past, the future */

/* "at this time", "at the present time", but not "at this time of year"; the words "this time" end before atom stop. */
static bool at_this_time(struct reading *r, uint32_t i, uint32_t stop, struct figure *f, uint32_t *end)
{
    static const char *const BEHIND[] = {"of", "in", "a", "each", "every", NULL};
    const struct atoms *atoms = &r->atoms;
    bool which = stop > i + 1 || (i > 0 && atom_is(atoms, i - 1, "this"));
    if (i < r->taken + 2 || !which || !atom_is(atoms, i - 2, "at") || atom_is_any(atoms, stop, BEHIND) ||
        atom_in(atoms, stop, CLASS_BIT(RELATIVE) | CLASS_BIT(DEICTIC))) {
        return false;
    }
    *end = stop;
    set_timex(r, f, i - 1, *end, FIGURE_DATE, STR("PRESENT_REF"), NULL);
    return true;
}

static bool read_ref(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    bool opens = r->words->tokens[r->atoms.at[i].token].flags & SENTENCE_START;
    if (opens && atom_is(&r->atoms, i, "now") && atom_is_sign(&r->atoms, i + 1, ',') &&
        !atom_is_number(&r->atoms, i + 2)) {
        return false; /* "Now, if you are a prisoner": no time; "Now, 300 people live there" is one */
    }
    static const char *const ADJECTIVES[] = {"current", "recent", "past", "present", "future", NULL};
    static const char *const NEAR[] = {"near", "foreseeable", "immediate", "distant", NULL};
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(REF))) {
        return false;
    }
    if (atom_is(atoms, i, "moment")) {
        bool at = i > r->taken + 1 && (atom_is(atoms, i - 1, "the") || atom_is(atoms, i - 1, "this")) &&
                  atom_is(atoms, i - 2, "at");
        *end = i + 1;
        if (at) {
            set_timex(r, f, i - 1, *end, FIGURE_DATE, STR("PRESENT_REF"), NULL);
        }
        return at;
    }
    bool present = atom_is(atoms, i, "present") && atom_is(atoms, i + 1, "time") && atom_is(atoms, i - 1, "the");
    if (present || atom_is(atoms, i, "time")) {
        return at_this_time(r, i, i + 1 + present, f, end);
    }
    if (atom_is(atoms, i, "soon") && i > 0 && atom_is(atoms, i - 1, "as")) {
        return false;
    }
    uint32_t first = i;
    if (atom_in(atoms, i + 1, CLASS_BIT(UNITS)) && (atom_is(atoms, i, "recent") || atom_is(atoms, i, "past"))) {
        struct duration d = {.first = i, .end = i + 2, .amount = NAN, .to = NAN, .parts = NAN};
        if (atom_is(atoms, i, "recent") && unit_at(r, i + 1, false, &d)) {
            return emit_duration(r, &d, f, end);
        }
        *end = i + 2;
        set_timex(r, f, first, *end, FIGURE_DATE, STR("PAST_REF"), NULL);
        return true;
    }
    if (atom_is_any(atoms, i, ADJECTIVES)) {
        bool near = i > r->taken + 1 && atom_is(atoms, i, "future") && atom_is_any(atoms, i - 1, NEAR) &&
                    atom_is(atoms, i - 2, "the");
        bool noun = near || (i > 0 && atom_is(atoms, i - 1, "the") && !atom_is(atoms, i, "recent") &&
                             !atom_is(atoms, i, "current"));
        bool bare =
            noun && !atom_is_number(atoms, i + 1) &&
            (!atom_is_word(atoms, i + 1) || !(atom_tag(r, i + 1) == TAG_NOUN || atom_tag(r, i + 1) == TAG_ADJ ||
                                              atom_tag(r, i + 1) == TAG_PROPN || atom_tag(r, i + 1) == TAG_NUM));
        bool at = i > 0 && atom_is(atoms, i, "present") && atom_is(atoms, i - 1, "at");
        if (!bare && !at) {
            return false;
        }
        first -= bare + (bare && near); /* "the future", "the near future" */
    }
    *end = i + 1;
    if (atom_is(atoms, i, "now") && i > r->taken && atom_is(atoms, i - 1, "right")) {
        first--;
    }
    set_timex(r, f, first, *end, FIGURE_DATE, class_code(&atoms->at[i], CLASS_REF), NULL);
    return true;
}

/* ------------------------------------------------------------------ units by themselves */

/* "the quarter", "the weekend", "the year": i stands at the unit. */
static bool the_unit(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const KINDS[] = {"fiscal", "full", "entire", "whole", "calendar", "financial", NULL};
    const struct atoms *atoms = &r->atoms;
    struct duration d = {.amount = 1};
    struct when when = NO_WHEN;
    if (!atom_in(atoms, i, CLASS_BIT(UNIT)) || i <= r->taken ||
        (atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1))) {
        return false;
    }
    uint32_t first = i - 1;
    bool kind = atom_is_any(atoms, first, KINDS) && first > r->taken;
    first -= kind;
    if (!atom_is(atoms, first, "the") || !unit_at(r, i, false, &d) || d.times > 1 || unit_rank(d.unit) == 4 ||
        (unit_rank(d.unit) >= 5 && !str_is(d.unit, "WE"))) {
        return false;
    }
    static const char *const CLAUSE[] = {"the", "he", "she", "it", "they", "we", "i", "you", "that", "when", NULL};
    if (atom_is_any(atoms, i + 1, CLAUSE) && same_sentence(r, i, i + 1)) {
        return false; /* "the year the club won": the clause says which */
    }
    bool award = first > 1 && atom_is(atoms, first - 1, "of") && in_context(r, first - 2, "of the year", NULL);
    if (award) {
        return false; /* "player of the year" */
    }
    bool ended = atom_is(atoms, i + 1, "ended") || atom_is(atoms, i + 1, "ending") ||
                 (!kind && first > 0 && atom_is(atoms, first - 1, "for"));
    if (str_is(d.unit, "Y") && ended) {
        d = (struct duration){
            .first = first, .end = i + 1, .amount = 1, .to = NAN, .parts = 1, .unit = STR("Y"), .times = 1};
        return emit_duration(r, &d, f, end);
    }
    if (str_is(d.unit, "WE")) {
        bool now = r->published.day.year && weekday(r->published.day) >= 6;
        place_unit(&when, d.unit, 1, tense_at(r, i) == AIM_COMING || now ? 0 : -1, r->published.day);
    } else {
        place_unit(&when, d.unit, 1, str_is(d.unit, "Q") ? -1 : 0, r->published.day);
    }
    *end = i + 1;
    emit_when(r, f, first, *end, &when, false, NULL);
    return true;
}

/* "decades-long", "yearlong": how long something is; i stands at the unit. */
static bool long_unit(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    struct duration d = {.first = i, .end = i + 3, .to = NAN, .parts = NAN};
    bool plural = atom_in(atoms, i, CLASS_BIT(UNITS));
    if (!(plural || atom_in(atoms, i, CLASS_BIT(UNIT))) || !atom_is_dash(atoms, i + 1) || !atom_glued(atoms, i + 1) ||
        !atom_is(atoms, i + 2, "long") || !unit_at(r, i, false, &d)) {
        return false;
    }
    d.amount = d.parts = plural ? NAN : 1;
    return emit_duration(r, &d, f, end);
}

/* "all day", "all week": the whole of one. */
static bool all_unit(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    struct duration d = {.first = i - 1, .end = i + 1, .amount = 1, .to = NAN, .parts = 1};
    bool whole = i > r->taken && atom_is(&r->atoms, i - 1, "all") && atom_in(&r->atoms, i, CLASS_BIT(UNIT));
    return whole && unit_at(r, i, false, &d) && unit_rank(d.unit) <= 4 && emit_duration(r, &d, f, end);
}

/* "over the last year", "within the next week": a stretch, where the words alone would be a date; i stands at "last". A
 * fortnight is one anyhow. */
static bool is_spanned(const struct reading *r, uint32_t i)
{
    static const char *const OVER[] = {"over", "during", "within", NULL};
    static const char *const WHICH[] = {"last", "next", "coming", NULL};
    bool over = i > 1 && atom_is_any(&r->atoms, i - 2, OVER);
    return atom_is_any(&r->atoms, i, WHICH) && (over || atom_is(&r->atoms, i + 1, "fortnight")) &&
           atom_in(&r->atoms, i + 1, CLASS_BIT(UNIT));
}

/* "the past year", "the past decade": a stretch, not a date. */
static bool past_stretch(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    struct duration d = {.first = i + 1, .end = i + 2, .amount = 1, .to = NAN, .parts = 1};
    bool stretch = atom_is(atoms, i, "past") || is_spanned(r, i) ||
                   (atom_in(atoms, i + 1, CLASS_BIT(UNIT)) && !atom_is(atoms, i, "this") &&
                    atom_in(atoms, i, CLASS_BIT(RELATIVE)) && class_value(&atoms->at[i + 1], CLASS_UNIT) >= 10);
    if (!stretch || i <= r->taken || !atom_is(atoms, i - 1, "the") || !atom_in(atoms, i + 1, CLASS_BIT(UNIT)) ||
        !unit_at(r, i + 1, false, &d) || str_is(d.unit, "WE")) {
        return false;
    }
    return emit_duration(r, &d, f, end);
}

/* ------------------------------------------------------------------ all of them */

/* "7 a.m. daily", "6 p.m. each day": an hour of every day; atom behind the words or i. */
static uint32_t daily_behind(const struct atoms *atoms, uint32_t i)
{
    if (atom_is(atoms, i, "daily") || atom_is(atoms, i, "everyday")) {
        return i + 1;
    }
    return atom_in(atoms, i, CLASS_BIT(EVERY)) && atom_is(atoms, i + 1, "day") ? i + 2 : i;
}

static bool point_figure(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    struct point p;
    const struct atom *atom = &r->atoms.at[i];
    bool amount = atom->kind == ATOM_NUMBER && (atom->grouped || (atom->digits == 3 && !atom->decimals)) &&
                  year_of_era(r, i, &(struct point){0}) == i;
    if (amount || !read_point(r, i, &p)) { /* no other day, year or hour is written "1,204" or "317" */
        return false;
    }
    if (p.clock && !p.date && !p.weekday && (*end = daily_behind(&r->atoms, p.end)) > p.end) {
        struct when when = NO_WHEN;
        when.hour = p.when.hour;
        when.minute = p.when.minute;
        set_timex(r, f, p.first, *end, FIGURE_SET, format_when(r->arena, &when), NULL);
        return true;
    }
    bool time = p.clock || p.daypart;
    emit_when(r, f, p.first, p.end, &p.when, time, p.mod);
    f->confidence = p.loose ? 0.7 : 0.92;
    *end = p.end;
    return true;
}

/* "1:45.3", "in a time of 2:03:45": what a clock stopped at. */
static bool stopped_clock(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    double part[3];
    int parts = 0;
    uint32_t last = i;
    for (uint32_t at = i;
         parts < 3 && atom_is_number(atoms, at) && (parts == 0 || (atoms->at[at].digits == 2 && atom_glued(atoms, at)));
         at += 2) {
        part[parts++] = atoms->at[at].value;
        last = at;
        if (!atom_is_sign(atoms, at + 1, ':') || !atom_glued(atoms, at + 1)) {
            break;
        }
    }
    if (parts < 2 || !whole_number(atoms, i, 2) || part[1] >= 60 || (parts == 3 && part[2] >= 60) ||
        (i > 0 && atom_glued(atoms, i) && !atom_is_sign(atoms, i - 1, '('))) {
        return false;
    }
    bool fine = atoms->at[last].decimals > 0, timed = false;
    for (uint32_t k = i; k > 0 && i - k < 7 && same_sentence(r, k - 1, i) && !atom_is(atoms, k - 1, "at"); k--) {
        timed |= in_context(r, k - 1, "race", NULL);
    }
    static const char *const MARGIN[] = {"by", "in", "of", NULL};
    bool margin = i > 0 && atom_is_any(atoms, i - 1, MARGIN) && (timed || part[0] > 24);
    if (!fine && !(parts == 3 && timed) && !(parts == 2 && margin)) {
        return false;
    }
    double seconds = parts == 3 ? part[0] * 3600 + part[1] * 60 + part[2] : part[0] * 60 + part[1];
    char out[48];
    int n = parts == 3 ? snprintf(out, sizeof out, "PT%.0fH%.0fM%.10gS", part[0], part[1], part[2])
                       : snprintf(out, sizeof out, "PT%.0fM%.10gS", part[0], part[1]);
    *end = last + 1;
    set_timex(r, f, i, *end, FIGURE_DURATION, arena_copy(r->arena, (struct str){out, (size_t)n}), NULL);
    f->value = seconds / (parts == 3 ? 3600 : 60);
    f->unit = parts == 3 ? STR("h") : STR("min");
    unit_to_si(r->arena, f->unit, f->value, &f->si_value, &f->si_unit);
    return true;
}

/* A duration that is a rate's denominator, an age or a price's per is read elsewhere. */
static bool is_age(const struct reading *r, const struct duration *d)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = d->end;
    i += atom_is_dash(atoms, i) && atom_glued(atoms, i);
    static const char *const OLD[] = {"old", "olds", NULL};
    return atom_is_any(atoms, i, OLD) || (atom_is(atoms, i, "of") && atom_is(atoms, i + 1, "age"));
}

bool read_time(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    struct duration d;
    if (stopped_clock(r, i, f, end) || year_ago(r, i, f, end) || read_pointing_back(r, i, f, end) ||
        past_stretch(r, i, f, end) || read_set(r, i, f, end) || times_per(r, i, f, end)) {
        return true;
    }
    if (point_figure(r, i, f, end)) {
        return true;
    }
    uint32_t at = i;
    while (at < i + 2 && (atom_in(atoms, at, CLASS_BIT(RELATIVE)) || atom_is(atoms, at, "first"))) {
        at++; /* the number of "the last three years" stands behind what is read first */
    }
    if (atom_in(atoms, i, CLASS_BIT(REF)) && at > i && !atom_in(atoms, at, CLASS_BIT(QUANTIFIER)) &&
        !atom_is_number(atoms, at) && read_ref(r, i, f, end)) {
        return true;
    }
    if (at > i && atom_in(atoms, at, CLASS_BIT(UNITS)) && !atom_is(atoms, i, "this")) {
        d = (struct duration){.first = at, .end = at + 1, .amount = NAN, .to = NAN, .parts = NAN};
        if (unit_at(r, at, false, &d)) {
            return emit_duration(r, &d, f, end);
        }
    }
    if (read_duration(r, at, &d) && !is_age(r, &d)) {
        return shifted(r, &d, f, end) || emit_duration(r, &d, f, end);
    }
    return long_unit(r, i, f, end) || all_unit(r, i, f, end) || the_unit(r, i, f, end) || read_ref(r, i, f, end);
}
