#include "analysis/figures/quantities.h"

#include "analysis/figures/bounds.h"
#include "analysis/figures/changes.h"
#include "analysis/figures/counted.h"
#include "analysis/figures/numerals.h"
#include "analysis/figures/reject.h"
#include "analysis/figures/times.h"
#include "analysis/figures/units.h"

#include <math.h>

enum { RATE_REACH = 20 /* atoms */ };

/* A number with what stands on both sides of it. */
struct quantity {
    struct numeral n;
    struct unit unit;      /* behind the number, or the currency before it */
    uint32_t first, end;   /* atoms, unit included */
    struct numeral scaled; /* where a unit was made of a letter ("400m"): with the letter as a multiplier */
    bool letter;           /* whether it was */
};

/* ------------------------------------------------------------------ one number and its unit */

/* "30m" as 30 and a unit: takes the letter back from the multiplier. */
static void drop_letter(const struct atoms *atoms, struct numeral *n)
{
    n->value = n->value / n->scale;
    n->scale = 1;
    n->end--;
    n->letter = false;
    n->plain = n->end == n->first + 1 && !atoms->at[n->first].grouped && !atoms->at[n->first].decimals;
}

/* Whether the letter behind digits is a multiplier after all. */
static void settle_letter(const struct reading *r, struct quantity *q)
{
    const struct atoms *atoms = &r->atoms;
    struct numeral bare = q->n;
    if (!q->n.letter || q->unit.kind == UNIT_MONEY) {
        return;
    }
    struct unit behind = unit_behind(r, &q->n);
    if (behind.kind == UNIT_MONEY && !in_context(r, q->n.end, "dimension", NULL)) {
        return; /* "2m euros", but "the 5,000m crown" */
    }
    drop_letter(atoms, &bare);
    bool money_only =
        atom_is(atoms, q->n.end - 1, "t") || (atom_is(atoms, q->n.end - 1, "mm") && !atom_capital(r, q->n.end - 1));
    if (money_only || unit_behind(r, &bare).kind != UNIT_NONE) {
        q->scaled = q->n;
        q->letter = true;
        q->n = bare;
    }
}

/* "$23 billion dollars": the currency once more. */
static uint32_t skip_same_currency(const struct reading *r, const struct quantity *q)
{
    struct unit again = unit_behind(r, &q->n);
    bool same = again.kind == UNIT_MONEY && str_equal(again.code, q->unit.code) &&
                !(r->atoms.at[again.first].kind == ATOM_SIGN);
    return same && again.factor == 1 ? again.end : q->end;
}

/* Where the one unit begins that a fraction is of: "half a mile", "a tenth of a percent", "half of 1 percent"; i when
 * nothing says so. */
static uint32_t one_unit(const struct atoms *atoms, const struct numeral *n)
{
    uint32_t i = n->end;
    bool of = atom_is(atoms, i, "of"), a = atom_is(atoms, i + of, "a") || atom_is(atoms, i + of, "an");
    if (of && (a || atom_is(atoms, i + 1, "one") || (atom_is_number(atoms, i + 1) && atoms->at[i + 1].value == 1))) {
        return i + 2;
    }
    return a && atom_is(atoms, i - 1, "half") ? i + 1 : i;
}

/* "half a point", "a quarter-point cut" where the sentence speaks of rates: percentage points. */
static struct unit rate_point(const struct reading *r, const struct numeral *n, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    struct unit none = {.kind = UNIT_NONE, .end = n->end};
    i += atom_is_dash(atoms, i) && atom_glued(atoms, i) && atom_glued(atoms, i + 1);
    bool spoken = false;
    for (uint32_t k = n->first > RATE_REACH ? n->first - RATE_REACH : 0; k < n->end + RATE_REACH && !spoken; k++) {
        spoken = same_sentence(r, k, n->first) && (in_context(r, k, "of rates", NULL) || atom_is_sign(atoms, k, '%'));
    }
    bool point = spoken && (atom_is(atoms, i, "point") || atom_is(atoms, i, "points"));
    return point ? (struct unit){UNIT_PERCENT, i, i + 1, STR("{pp}"), 1, false, false} : none;
}

/* "up 12.6 points", "a two-point lead" where the paragraph speaks of votes in per cent: percentage points. */
static struct unit poll_point(const struct reading *r, const struct numeral *n)
{
    enum { BACK = 70, AHEAD = 25 };
    static const char *const SHARES[] = {"percent", "pc", NULL};
    const struct atoms *atoms = &r->atoms;
    struct unit none = {.kind = UNIT_NONE, .end = n->end};
    uint32_t i = n->end + (atom_is_dash(atoms, n->end) && atom_glued(atoms, n->end) && atom_glued(atoms, n->end + 1));
    bool voted = false, share = false;
    if (!(atom_is(atoms, i, "point") || atom_is(atoms, i, "points")) || n->value > 100) {
        return none;
    }
    for (uint32_t k = n->first > BACK ? n->first - BACK : 0; k < i + AHEAD && k < atoms->count; k++) {
        bool here = r->words->tokens[atoms->at[k].token].flags & LINE_START;
        if (in_context(r, k, "other points", NULL) && same_sentence(r, k, n->first)) {
            return none;
        }
        voted = !(here && k <= n->first) && voted;
        share = !(here && k <= n->first) && share;
        if (here && k > n->first) {
            break;
        }
        voted |= in_context(r, k, "of a poll", NULL);
        share |= atom_is_sign(atoms, k, '%') || atom_is_any(atoms, k, SHARES) ||
                 (atom_is(atoms, k, "per") && atom_is(atoms, k + 1, "cent"));
    }
    return voted && share ? (struct unit){UNIT_PERCENT, i, i + 1, STR("{pp}"), 1, false, false} : none;
}

/* The unit behind a numeral, also in "millions of pounds" and "half a percentage point". */
static struct unit unit_of(const struct reading *r, const struct numeral *n)
{
    struct numeral over = *n;
    struct unit unit = unit_behind(r, n);
    if (unit.kind != UNIT_NONE) {
        return unit;
    }
    over.end = n->fraction                                           ? one_unit(&r->atoms, n)
               : isnan(n->value) && atom_is(&r->atoms, n->end, "of") ? n->end + 1
                                                                     : n->end;
    unit = over.end > n->end ? unit_behind(r, &over) : unit;
    if (unit.kind == UNIT_NONE && n->fraction) {
        return rate_point(r, n, over.end);
    }
    return unit.kind == UNIT_NONE && !isnan(n->value) ? poll_point(r, n) : unit;
}

static bool read_one(const struct reading *r, uint32_t from, uint32_t i, struct quantity *q)
{
    if (!read_numeral(&r->atoms, from, i, &q->n)) {
        return false;
    }
    q->letter = false;
    q->unit = currency_before(r, from, q->n.first);
    q->first = q->unit.kind == UNIT_MONEY ? q->unit.first : q->n.first;
    /* "-$5": the sign stands before the currency. */
    if (q->unit.kind == UNIT_MONEY && q->first > from && atom_is_dash(&r->atoms, q->first - 1) &&
        atom_glued(&r->atoms, q->first) && (q->first < 2 || !atom_glued(&r->atoms, q->first - 1))) {
        q->first--;
        q->n.value = -q->n.value;
    }
    settle_letter(r, q);
    q->end = q->n.end;
    if (q->unit.kind == UNIT_MONEY) {
        q->end = skip_same_currency(r, q);
    } else if (!q->n.ordinal && !q->n.odds) { /* "one in five dollars" is no money */
        q->unit = unit_of(r, &q->n);
        q->end = q->unit.kind == UNIT_NONE ? q->n.end : q->unit.end;
    }
    /* "75 USD million" */
    if (q->unit.kind == UNIT_MONEY && q->n.scale == 1 && atom_in(&r->atoms, q->end, CLASS_BIT(SCALE)) &&
        q->end > q->n.end) {
        q->n.scale = class_value(&r->atoms.at[q->end], CLASS_SCALE);
        q->n.value *= q->n.scale;
        q->end++;
    }
    return true;
}

/* ------------------------------------------------------------------ compounds */

/* A prime or the mark that is typed for it, glued to what is before it: one of 6'2". */
static bool prime(const struct atoms *atoms, uint32_t i, bool two)
{
    static const uint32_t ONE[] = {'\'', 0x2032, 0x2019}, TWO[] = {'"', 0x2033, 0x201D};
    for (size_t k = 0; k < 3; k++) {
        if (atom_is_sign(atoms, i, two ? TWO[k] : ONE[k])) {
            return atom_glued(atoms, i);
        }
    }
    return false;
}

/* 6'2": feet and inches. */
static void add_primes(const struct reading *r, struct quantity *q)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = q->n.end;
    bool feet = q->unit.kind == UNIT_NONE && q->n.plain && q->n.value <= 12 && prime(atoms, i, false);
    if (!feet || !atom_is_number(atoms, i + 1) || !atom_glued(atoms, i + 1) || atoms->at[i + 1].value >= 12 ||
        !prime(atoms, i + 2, true)) {
        return;
    }
    q->n.value += atoms->at[i + 1].value / 12;
    q->unit = (struct unit){UNIT_MEASURE, .code = STR("[ft_i]"), .factor = 1, .first = i, .end = i + 3, .sure = true};
    q->end = i + 3;
}

/* Smaller unit that may follow, and how many make one of the larger. */
static bool smaller_unit(struct str code, const char **small, double *per)
{
    static const struct {
        const char *large, *small;
        double per;
    } PAIRS[] = {{"[ft_i]", "[in_i]", 12}, {"[lb_av]", "[oz_av]", 16}, {"[stone_av]", "[lb_av]", 14},
                 {"m", "cm", 100},         {"[yd_i]", "[ft_i]", 3},    {"km", "m", 1000},
                 {"kg", "g", 1000},        {"[mi_i]", "[yd_i]", 1760}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        if (str_is(code, PAIRS[i].large)) {
            *small = PAIRS[i].small;
            *per = PAIRS[i].per;
            return true;
        }
    }
    return false;
}

/* "6 feet 4 inches", "6-foot-4", "7 pounds 8 ounces", "5 dollars 20 cents". */
static void add_compound(const struct reading *r, struct quantity *q)
{
    const struct atoms *atoms = &r->atoms;
    struct numeral next;
    uint32_t i = q->end;
    bool dash = atom_is_dash(atoms, i) && atom_glued(atoms, i) && atom_glued(atoms, i + 1);
    bool money = q->unit.kind == UNIT_MONEY && q->unit.end > q->n.end && q->unit.factor == 1;
    i += dash || atom_is_sign(atoms, i, ',');
    i += atom_is(atoms, i, "and");
    bool number = atom_is_number(atoms, i) || atom_in(atoms, i, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN));
    if (q->unit.kind == UNIT_NONE || !number || !read_numeral(atoms, i, i, &next) || next.ordinal || next.scale > 1 ||
        isnan(next.value) || q->n.value != floor(q->n.value) || q->n.scale > 1) {
        return;
    }
    const char *small = NULL;
    double per = 0;
    struct unit unit = unit_behind(r, &next);
    if (money && unit.kind == UNIT_MONEY && unit.factor < 1 && str_equal(unit.code, q->unit.code) && next.value < 100) {
        q->n.value += next.value * unit.factor;
        q->end = unit.end;
    } else if (money && unit.kind == UNIT_NONE && next.value >= 10 && next.value < 100 &&
               (next.plain ? atoms->at[i].digits == 2 : next.in_words) &&
               r->atoms.at[q->unit.first].kind == ATOM_WORD &&
               (i == q->end ? !atom_glued(atoms, next.end) || !atom_is_word(atoms, next.end)
                            : !atom_is_word(atoms, next.end))) {
        q->n.value += next.value / 100; /* "15 USD 50" */
        q->end = next.end;
    } else if (q->unit.kind == UNIT_MEASURE && smaller_unit(q->unit.code, &small, &per) && next.value < per) {
        bool named = unit.kind == UNIT_MEASURE && str_is(unit.code, small);
        bool bare = unit.kind == UNIT_NONE && str_is(q->unit.code, "[ft_i]") &&
                    (dash || ((!atom_is_word(atoms, next.end) || in_context(r, next.end, "after feet", NULL)) &&
                              i == q->end && !atom_is_sign(atoms, next.end, '-')));
        if (named || bare) {
            q->n.value += next.value / per;
            q->end = named ? unit.end : next.end;
        }
    }
}

/* ------------------------------------------------------------------ ranges */

/* The link of a range at atom i: "-", "to", "through", "~", "and" behind "between"; the atom behind it or i. */
static uint32_t range_link(const struct reading *r, const struct quantity *q, uint32_t i, bool *dash)
{
    const struct atoms *atoms = &r->atoms;
    *dash = atom_is_dash(atoms, i) || atom_is_sign(atoms, i, '~');
    if (*dash) {
        bool even = atom_glued(atoms, i) == atom_glued(atoms, i + 1);
        return even || (q->unit.kind == UNIT_NONE && atom_glued(atoms, i + 1)) ? i + 1 : i; /* "75 -300mm" */
    }
    if (atom_is(atoms, i, "to") || atom_is(atoms, i, "through") || atom_is(atoms, i, "thru")) {
        return i + 1;
    }
    for (uint32_t k = q->first; atom_is(atoms, i, "and") && k > r->taken && q->first - k < 4; k--) {
        if (atom_is(atoms, k - 1, "between")) {
            return i + 1;
        }
    }
    return i;
}

/* "rose from 5% to 8%": two figures, not a range. */
static bool is_change(const struct reading *r, uint32_t first)
{
    const struct atoms *atoms = &r->atoms;
    if (first == 0 || !atom_is(atoms, first - 1, "from")) {
        return false;
    }
    for (uint32_t k = first - 1; k > 0 && first - k < 9 && same_sentence(r, k - 1, first); k--) {
        if (in_context(r, k - 1, "rise", NULL) || in_context(r, k - 1, "rise noun", NULL) ||
            atom_in(atoms, k - 1, CLASS_BIT(MULTIPLIED))) {
            return true;
        }
    }
    return false;
}

/* "would rise by £22 to £28": what may come, of which the second is too near the first to be the level. */
static bool is_forecast(const struct reading *r, const struct quantity *q, const struct quantity *second, uint32_t verb)
{
    return q->n.value < second->n.value && second->n.value < 2 * q->n.value && q->n.scale == second->n.scale &&
           q->unit.kind == second->unit.kind && verb > 0 && atom_tag(r, verb - 1) == TAG_AUX;
}

/* "fell 4.5% to 31.20", "lost $2 to $31", "gained 15.2 to 4,230": an amount and the level, not a range. */
static bool is_amount_and_level(const struct reading *r, const struct quantity *q, const struct quantity *level)
{
    enum bound bound;
    uint32_t start = bound_before(r, q->first, &bound);
    start =
        start > 1 && atom_is(&r->atoms, start - 1, "up") && in_context(r, start - 2, "rise", NULL) ? start - 1 : start;
    bool to = start > 0 && atom_is(&r->atoms, q->end, "to"), by = to && verb_by(r, start) < start;
    bool verb = to && (by || in_context(r, start - 1, "rise", NULL) || atom_is(&r->atoms, start - 1, "by"));
    bool behind = q->unit.end > q->n.end;
    if (q->unit.kind == UNIT_NONE && level->unit.kind != UNIT_NONE) {
        return false; /* "rise by 5 to 10 percent" */
    }
    if (by && is_forecast(r, q, level, verb_by(r, start))) {
        return false;
    }
    return verb && (by || (q->unit.kind != UNIT_NONE && behind && level->unit.kind == UNIT_NONE) ||
                    (q->unit.kind == level->unit.kind && (q->unit.kind == UNIT_NONE || q->unit.kind == UNIT_MONEY) &&
                     level->n.value > 5 * q->n.value && (q->n.scale == level->n.scale || q->n.scale > 1)));
}

static bool units_agree(const struct quantity *a, const struct quantity *b)
{
    if (a->unit.kind == UNIT_NONE || b->unit.kind == UNIT_NONE) {
        return true;
    }
    return str_equal(a->unit.code, b->unit.code) && a->unit.factor == b->unit.factor;
}

/* The second end of a range behind q; false when there is none. */
static bool read_second(const struct reading *r, const struct quantity *q, struct quantity *second)
{
    const struct atoms *atoms = &r->atoms;
    bool dash;
    uint32_t i = range_link(r, q, q->end, &dash);
    bool either = i == q->end && q->n.in_words && q->unit.kind == UNIT_NONE && atom_is(atoms, i, "or");
    i += either; /* "three or four candidates": neighbours only */
    if (i == q->end || q->n.ordinal || isnan(q->n.value) || q->n.odds || !same_sentence(r, q->end, i)) {
        return false;
    }
    uint32_t at = i;
    while (at < i + 3 && at < atoms->count && !atom_is_number(atoms, at) && !atoms->at[at].classes &&
           (atoms->at[at].kind == ATOM_SIGN || atom_glued(atoms, at + 1))) {
        at++; /* a currency sign of the second end's own */
    }
    at += atom_in(atoms, at, CLASS_BIT(MINUS));
    at += atom_is(atoms, at, "a");
    if (!(atom_is_number(atoms, at) ||
          atom_in(atoms, at,
                  CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN) | CLASS_BIT(HUNDRED) | CLASS_BIT(SCALE) |
                      CLASS_BIT(DOZEN) | (q->n.fraction ? CLASS_BIT(HALF) | CLASS_BIT(PART) : 0))) ||
        !read_one(r, i, at, second) || second->first != i || second->n.ordinal || isnan(second->n.value)) {
        return false;
    }
    if (either && (!second->n.in_words || second->n.value != (q->n.value + 1) * second->n.scale)) {
        return false;
    }
    bool uneven = dash && !atom_glued(atoms, q->end) && atom_glued(atoms, q->end + 1);
    if (uneven && second->unit.kind != UNIT_MEASURE) {
        return false;
    }
    if (!units_agree(q, second) || is_change(r, q->first) || is_amount_and_level(r, q, second)) {
        return false;
    }
    double first_value = q->n.scale == 1 && second->n.scale > 1 && q->n.value < second->n.value / second->n.scale
                             ? q->n.value * second->n.scale
                             : q->n.value;
    bool year_pair =
        atoms->at[q->n.first].digits == 4 && atoms->at[second->n.first].digits == 2 && q->n.plain && second->n.plain;
    if (q->n.fraction != second->n.fraction && second->n.value < q->n.value) {
        return false;
    }
    return first_value < second->n.value && !year_pair;
}

/* ------------------------------------------------------------------ figures */

/* "0.12C warmer", "1.5 degrees above average": how far apart two temperatures are; "20 degrees below zero" is one. */
static bool is_difference(const struct reading *r, uint32_t end)
{
    static const char *const SIDES[] = {"above", "below", NULL}, *const POINTS[] = {"zero", "freezing", NULL};
    bool warming = atom_is(&r->atoms, end, "of") && atom_is(&r->atoms, end + 1, "warming");
    return warming || in_context(r, end, "compared", NULL) ||
           (atom_is_any(&r->atoms, end, SIDES) && !atom_is_any(&r->atoms, end + 1, POINTS));
}

static void set_unit(struct reading *r, struct figure *f, const struct unit *unit)
{
    f->unit = unit->code;
    if (unit->kind == UNIT_MONEY) {
        f->type = FIGURE_MONEY;
    } else {
        f->type = unit->kind == UNIT_PERCENT ? FIGURE_PERCENT : FIGURE_MEASURE;
        double si;
        struct str code;
        if (!isnan(f->value) && unit_to_si(r->arena, unit->code, f->value, &si, &code)) {
            bool apart = str_is(code, "K") && is_difference(r, unit->end);
            f->si_value = apart ? difference_to_si(unit->code, f->value) : si;
            f->si_unit = code;
        }
    }
    if (unit->end > unit->first) {
        f->unit_text = atoms_span(r, unit->first, unit->end);
    }
    f->confidence = unit->sure ? 0.95 : 0.85;
}

/* "three times what it was": a ratio; other times are counted. */
static bool is_multiple(const struct reading *r, uint32_t i)
{
    /* "three times as many", but "three times as a player". */
    bool as = atom_is(&r->atoms, i + 1, "as") && (atom_tag(r, i + 2) == TAG_ADJ || atom_tag(r, i + 2) == TAG_ADV);
    bool than = atom_tag(r, i + 1) == TAG_ADJ && atom_is(&r->atoms, i + 2, "than"); /* "ten times crisper than" */
    return atom_is(&r->atoms, i, "times") && (as || than || in_context(r, i + 1, "after times", NULL));
}

/* "held two strikes and threatened a third", "a second fire and then a third": one more in a row that the sentence
 * counts, no part of anything. */
static bool next_in_row(struct reading *r, const struct quantity *q)
{
    size_t count = r->found->list.count;
    uint32_t end = q->n.end;
    const struct atoms *atoms = &r->atoms;
    bool part = q->n.fraction && atom_in(atoms, end - 1, CLASS_BIT(PART)) && q->n.first + 2 == end &&
                atom_is(atoms, q->n.first, "a");
    bool ends = !atom_is_word(atoms, end) || !same_sentence(r, end - 1, end) ||
                (atom_tag(r, end) == TAG_ADP && !atom_is(atoms, end, "of"));
    for (int times = 0; times < 3 && count > 0 && figure_at(r, count - 1)->type >= FIGURE_DATE; times++) {
        count--; /* "held two marches in May and threatened a third" */
    }
    const struct figure *f = count ? figure_at(r, count - 1) : NULL;
    uint32_t begins = r->words->tokens[r->words->sentences[atom_sentence(r, q->n.first)].first].span.start;
    bool row = f && f->span.start >= begins && (f->type == FIGURE_ORDINAL || f->type == FIGURE_COUNT) && q->n.value > 0;
    return part && ends && row && f->value + 1 == nearbyint(1 / q->n.value);
}

/* "a third try": one more, no part. */
static bool is_nth(const struct reading *r, const struct numeral *n)
{
    bool part = n->fraction && n->end == n->first + 2 && atom_is(&r->atoms, n->first, "a") &&
                atom_in(&r->atoms, n->end - 1, CLASS_BIT(PART)) && atom_in(&r->atoms, n->end - 1, CLASS_BIT(ORDINAL));
    return part && same_sentence(r, n->first, n->end) &&
           (atom_tag(r, n->end) == TAG_NOUN || atom_tag(r, n->end) == TAG_ADJ);
}

static void classify_bare(struct reading *r, struct quantity *q, struct figure *f)
{
    f->unit = STR("1");
    uint32_t hyphen = atom_is_dash(&r->atoms, q->end) && atom_glued(&r->atoms, q->end); /* "10-times faster" */
    if (next_in_row(r, q) || is_nth(r, &q->n)) {
        f->type = FIGURE_ORDINAL;
        f->value = nearbyint(1 / q->n.value);
        q->first = q->end - 1; /* "third", as in "the third" */
    } else if (q->n.ordinal) {
        f->type = FIGURE_ORDINAL;
    } else if (q->n.fraction) {
        f->type = FIGURE_RATIO;
        if (q->n.odds && !q->n.joined) {
            find_counted(r, q->end, f);
        }
    } else if (is_multiple(r, q->end + hyphen)) {
        f->type = FIGURE_RATIO;
        q->end += 1 + hyphen;
    } else if (q->first > 1 && atom_is(&r->atoms, q->first - 1, "of") && atom_is(&r->atoms, q->first - 2, "factor")) {
        f->type = FIGURE_RATIO; /* "by a factor of nine" */
    } else {
        f->type = FIGURE_COUNT;
        find_counted(r, q->end, f);
    }
}

/* Whether a lone fraction word is one: "half", "a quarter", "a third" need "of" or an end behind them. */
static bool loose_fraction(const struct reading *r, const struct quantity *q)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t next = q->n.end;
    const struct atom *last = &atoms->at[next - 1];
    if (!q->n.fraction || !q->n.in_words || q->unit.kind != UNIT_NONE || q->n.odds || is_nth(r, &q->n)) {
        return false;
    }
    if (atom_is(atoms, q->n.first, "one")) {
        return false;
    }
    if (q->n.first > 0 && atom_glued(atoms, q->n.first) && atom_is_dash(atoms, q->n.first - 1)) {
        return true; /* "centre-half" */
    }
    bool singular = last->classes & CLASS_BIT(PART);
    bool half = atom_is(atoms, next - 1, "half");
    if (!singular && !half) {
        return false;
    }
    if (atom_is_dash(atoms, next) && atom_glued(atoms, next)) {
        return true; /* "half-time", "quarter-final" */
    }
    bool ends = next >= atoms->count || !same_sentence(r, next - 1, next) || !atom_is_word(atoms, next);
    enum bound bound;
    bool acts = !ends && (atom_tag(r, next) == TAG_VERB || atom_tag(r, next) == TAG_AUX);
    if (singular && acts && bound_before(r, q->n.first, &bound) < q->n.first) {
        return false; /* "less than a third agreed" */
    }
    if (half) {
        uint32_t first = q->n.first;
        bool nth = first > 0 && (atom_in(atoms, first - 1, CLASS_BIT(ORDINAL) | CLASS_BIT(RELATIVE)) ||
                                 atom_is(atoms, first - 1, "other") || atom_is(atoms, first - 1, "better") ||
                                 (atom_is(atoms, first - 1, "and") && !atom_is(atoms, next, "of")));
        return nth;
    }
    return !ends && !in_context(r, next, "after fraction", NULL);
}

static void fill_value(struct figure *f, const struct quantity *q, const struct quantity *second)
{
    double factor = q->unit.kind == UNIT_MONEY ? q->unit.factor : 1;
    if (second) {
        double scale = q->n.scale == 1 && second->n.scale > 1 && q->n.value < second->n.value / second->n.scale
                           ? second->n.scale
                           : 1;
        double other = second->unit.kind == UNIT_MONEY ? second->unit.factor : factor;
        f->from = q->n.value * scale * (q->unit.kind == UNIT_MONEY ? factor : other);
        f->to = second->n.value * other;
    } else if (isnan(q->n.value)) {
        f->from = q->n.from * factor;
        f->to = q->n.to * factor;
    } else {
        /* In cents: 0.27 dollars, not 27 times what 0.01 is in binary. */
        f->value = factor < 1 && factor > 0 ? q->n.value / floor(1 / factor + 0.5) : q->n.value * factor;
    }
}

/* "several hundred", "a few thousand": a range like the plural's. */
static void widen(const struct reading *r, struct quantity *q)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = q->n.first;
    bool several = i > r->taken && (atom_is(atoms, i - 1, "several") || atom_is(atoms, i - 1, "few")) &&
                   q->n.value == q->n.scale * (atom_in(atoms, i, CLASS_BIT(HUNDRED)) ? 100 : 1);
    if (several && q->n.value >= 12 && q->n.in_words) {
        q->n.from = q->n.value * 2;
        q->n.to = q->n.value * 9;
        q->n.value = NAN;
        q->n.first--;
        q->n.first -= q->n.first > r->taken && atom_is(atoms, q->n.first - 1, "a");
        q->first = q->first < q->n.first ? q->first : q->n.first;
    }
}

/* "the mid-$60s", "low $40s": ten of them, or the part that is named. */
static void widen_tens(const struct reading *r, struct quantity *q)
{
    static const struct {
        const char *word;
        double from, to;
    } PARTS[] = {{"low", 0, 3}, {"lower", 0, 3}, {"mid", 4, 6}, {"middle", 4, 6}, {"high", 7, 9}, {"upper", 7, 9}};
    const struct atoms *atoms = &r->atoms;
    bool tens = q->unit.kind == UNIT_MONEY && q->first < q->n.first && q->n.plain && fmod(q->n.value, 10) == 0 &&
                q->n.value > 0 && q->end == q->n.end && atom_is(atoms, q->end, "s") && atom_glued(atoms, q->end);
    if (!tens) {
        return;
    }
    double from = 0, to = 9;
    uint32_t before = q->first;
    before -= before > r->taken && atom_is_dash(atoms, before - 1);
    for (size_t k = 0; k < sizeof PARTS / sizeof *PARTS && before > r->taken; k++) {
        if (atom_is(atoms, before - 1, PARTS[k].word)) {
            from = PARTS[k].from;
            to = PARTS[k].to;
            q->first = before - 1;
            break;
        }
    }
    q->n.from = q->n.value + from;
    q->n.to = q->n.value + to;
    q->n.value = NAN;
    q->end++;
}

/* "almost triple by 2050", "to double", "triple what it was": the plain form multiplies as a verb, or before what it is
 * a multiple of; "a double room", "double down" and "double-digit" do not. */
static bool multiplies(const struct reading *r, uint32_t i, bool *verb)
{
    static const char *const WHAT[] = {"what", "the", "that", "its", "their", "his", "her", "last", NULL};
    static const char *const PARTICLES[] = {"down", "up", "as", "over", NULL};
    const struct atoms *atoms = &r->atoms;
    bool what = atom_is_any(atoms, i + 1, WHAT) && same_sentence(r, i, i + 1);
    bool joined = atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1);
    *verb = i > 0 && in_context(r, i - 1, "before double", NULL) && !joined && !atom_is_any(atoms, i + 1, PARTICLES) &&
            (atom_tag(r, i) == TAG_VERB || (atom_tag(r, i + 1) != TAG_NOUN && atom_tag(r, i + 1) != TAG_ADJ));
    return *verb || what;
}

static bool read_multiplied(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const AFTER[] = {"as", "the", "that", "its", "their", "what", "his", "her", NULL};
    const struct atoms *atoms = &r->atoms;
    bool verb = atom_in(atoms, i, CLASS_BIT(MULTIPLIED)), plain = in_context(r, i, "plain multiple", NULL),
         plainly = false;
    if (plain && !multiplies(r, i, &plainly)) {
        return false;
    }
    bool fold = atom_in(atoms, i, CLASS_BIT(FOLD)) &&
                (atom_is_any(atoms, i + 1, AFTER) || str_ends(atoms->at[i].word, STR("fold"))) &&
                !atom_is(atoms, i, "once");
    if (!verb && !fold) {
        return false;
    }
    bool game = verb && atom_is(atoms, i, "doubles") && i > 0 &&
                (atom_is(atoms, i - 1, "'s") || atom_is(atoms, i - 1, "s") || atom_is(atoms, i - 1, "mixed") ||
                 atom_is(atoms, i - 1, "the") || atom_is(atoms, i - 1, "in")); /* "the men's doubles" */
    bool insists = verb && class_value(&atoms->at[i], CLASS_MULTIPLIED) == 2 && atom_is(atoms, i + 1, "down");
    if (game || insists || (verb && atom_tag(r, i + 1) == TAG_NOUN && atom_tag(r, i) == TAG_ADJ)) {
        return false; /* "they doubled down" */
    }
    f->type = FIGURE_RATIO;
    f->unit = STR("1");
    f->value = class_value(&atoms->at[i], verb ? CLASS_MULTIPLIED : CLASS_FOLD);
    f->span = atoms_span(r, i, i + 1);
    f->bound = read_bound(r, i, i + 1, &f->modifier);
    bool compared = (atom_is(atoms, i + 1, "that") || atom_is(atoms, i + 1, "those")) && atom_is(atoms, i + 2, "of");
    if ((plain ? plainly : verb) && !compared) { /* "double that of others" */
        f->change.direction = f->value < 1 ? DIRECTION_DOWN : DIRECTION_UP;
    }
    *end = i + 1;
    return true;
}

/* "tenfold" in digits: "10-fold". */
static bool fold_behind(const struct reading *r, struct quantity *q)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = q->end + (atom_is_dash(atoms, q->end) && atom_glued(atoms, q->end));
    if (!atom_is(atoms, i, "fold") || isnan(q->n.value)) {
        return false;
    }
    q->end = i + 1;
    q->n.fraction = true;
    q->n.odds = false;
    return true;
}

/* Whether the last word before atom `end` carries the sentence's full stop ("60 mph."). */
static bool sentence_stop(const struct reading *r, uint32_t end)
{
    struct str last = atom_text(r, end - 1);
    bool stop = r->atoms.at[end - 1].kind == ATOM_WORD && last.len > 1 && last.at[last.len - 1] == '.' &&
                !memchr(last.at, '.', last.len - 1);
    return stop && !same_sentence(r, end - 1, end);
}

/* Whether bare digits have named a thing before ("the Boeing 737", then "the 737"). */
static bool known_model(const struct reading *r, const struct numeral *n)
{
    for (uint32_t k = 0; n->plain && n->value > 99 && k < r->model_count && k < sizeof r->models / sizeof *r->models;
         k++) {
        if (r->models[k] == n->value) {
            return true;
        }
    }
    return false;
}

static void remember_model(struct reading *r, const struct numeral *n)
{
    if (!n->in_words && n->value > 99 && n->value < 10000 && !known_model(r, n)) {
        r->models[r->model_count++ % (sizeof r->models / sizeof *r->models)] = n->value;
    }
}

/* "the 737 airliner", "its new 787": three bare digits behind a determiner that count nothing. */
static bool names_a_thing(const struct reading *r, const struct quantity *q, const struct figure *f)
{
    if (f->type != FIGURE_COUNT || !q->n.plain || q->n.value < 101 || q->n.value > 999 || fmod(q->n.value, 10) == 0 ||
        q->n.first == 0 || !in_context(r, q->n.first - 1, "before model", NULL)) {
        return false;
    }
    struct str head = f->counted_head,
               text = span_empty(f->counted) ? (struct str){0} : span_text(r->words->text, f->counted);
    bool plural =
        head.len && text.len > 1 && (text.at[text.len - 1] == 's' || str_is(head, "people") || str_is(head, "child"));
    return !plural;
}

/* "between 400m and 800m tonnes": the second end shows that the letter of the first is a multiplier, too. */
static bool read_scaled_range(const struct reading *r, struct quantity *q, struct quantity *second)
{
    struct quantity scaled = *q;
    if (!q->letter) {
        return false;
    }
    scaled.n = q->scaled;
    scaled.end = scaled.n.end;
    scaled.unit = (struct unit){.kind = UNIT_NONE, .end = scaled.end};
    if (!read_second(r, &scaled, second)) {
        return false;
    }
    *q = scaled;
    return true;
}

bool read_quantity(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    struct quantity q, second;
    if (read_multiplied(r, i, f, end)) {
        return true;
    }
    if (!(atom_is_number(&r->atoms, i) || r->atoms.at[i].classes) || !read_one(r, r->taken, i, &q)) {
        return false;
    }
    if (is_no_quantity(r, &q.n, q.unit.kind == UNIT_MONEY && q.unit.end > q.n.end ? UNIT_MEASURE : q.unit.kind)) {
        remember_model(r, &q.n);
        return false;
    }
    if (loose_fraction(r, &q) || (q.unit.kind == UNIT_NONE && known_model(r, &q.n))) {
        return false;
    }
    widen(r, &q);
    widen_tens(r, &q);
    add_primes(r, &q);
    bool range = read_scaled_range(r, &q, &second) || read_second(r, &q, &second);
    struct unit unit = range && (q.unit.kind == UNIT_NONE) ? second.unit : q.unit;
    if (range) {
        q.end = second.end;
        q.unit = q.unit.kind == UNIT_NONE ? second.unit : q.unit;
    } else {
        add_compound(r, &q);
    }
    bool fold = !range && fold_behind(r, &q);
    fill_value(f, &q, range ? &second : NULL);
    if (unit.kind != UNIT_NONE && !fold) {
        unit.end = q.end;
        const struct unit *own = range && second.unit.kind != UNIT_NONE ? &second.unit : &q.unit;
        uint32_t unit_first = own->first, unit_end = own->end;
        if (unit.kind != UNIT_PERCENT && rate_behind(r, &unit)) {
            q.end = unit.end;
        }
        unit.first = unit_first;
        unit.end = unit_end > unit_first ? unit_end : q.end;
        set_unit(r, f, &unit);
    } else {
        f->span = atoms_span(r, q.first, q.end);
        classify_bare(r, &q, f);
        if (names_a_thing(r, &q, f)) {
            remember_model(r, &q.n);
            return false;
        }
    }
    f->span = atoms_span(r, q.first, q.end);
    f->span.end -= sentence_stop(r, q.end);
    f->unit_text.end = f->unit_text.end > f->span.end ? f->span.end : f->unit_text.end;
    f->bound = read_bound(r, q.first, q.end, &f->modifier);
    if (f->bound == BOUND_EQ && (q.n.approximate)) {
        f->bound = BOUND_APPROX;
    }
    if (f->type == FIGURE_COUNT && span_empty(f->counted)) {
        bool before = !span_empty(f->modifier) && f->modifier.start < f->span.start;
        find_number_of(r, before ? atom_behind(r, q.first, f->modifier.start) : q.first, f);
    }
    *end = q.end;
    return !(q.n.ordinal && atom_is_sign(&r->atoms, q.end, '%'));
}
