#include "analysis/figures/shape.h"

#include "analysis/figures/changes.h"
#include "analysis/figures/units.h"

#include <math.h>

enum { LIST_MOST = 64, DATES_MOST = 6 };

/* ------------------------------------------------------------------ lists */

/* Whether nothing but ", and or" stands in [from, to) of the text. */
static bool list_link(struct str text, uint32_t from, uint32_t to)
{
    struct str between = str_trim(str_slice(text, from, to));
    return str_is(between, ",") || str_is(between, "and") || str_is(between, "or") || str_is(between, ", and") ||
           str_is(between, ", or") || str_is(between, ",and") || str_is(between, "/") || str_is(between, "if not");
}

/* "40 by 40 feet", "a 120-by-120-foot hall". */
static bool size_link(struct str text, uint32_t from, uint32_t to)
{
    struct str between = str_trim(str_slice(text, from, to));
    return str_is(between, "by") || str_is(between, "-by-") || str_is(between, "x") || str_is(between, "×");
}

bool is_bare(const struct figure *f)
{
    return f->type == FIGURE_COUNT && span_empty(f->counted) && !isnan(f->value) && str_is(f->unit, "1");
}

/* "hundreds if not thousands of letters": a vague number that counts nothing yet. */
static bool is_vague(const struct figure *f)
{
    return f->type == FIGURE_COUNT && span_empty(f->counted) && isnan(f->value) && str_is(f->unit, "1");
}

void take_unit(struct reading *r, struct figure *f, const struct figure *from)
{
    f->type = from->type;
    f->unit = from->unit;
    f->counted = from->counted;
    f->counted_head = from->counted_head;
    double si;
    struct str code;
    if ((from->type == FIGURE_MEASURE || from->type == FIGURE_PERCENT) &&
        unit_to_si(r->arena, f->unit, f->value, &si, &code)) {
        f->si_value = si;
        f->si_unit = code;
    }
}

/* "7.46 million were waiting, down from 7.48 million": whether figure k is what another shortly before it was once. */
static bool was_before(struct reading *r, size_t k)
{
    enum { BACK_MOST = 4 };
    double value = figure_at(r, k)->value;
    bool once = false;
    for (size_t i = k; i > 0 && k - i < BACK_MOST && !once; i--) {
        once = figure_at(r, i - 1)->change.from == value;
    }
    return once;
}

/* "2, 3 and 5 percent", "8 or $9": the numbers before figure `last` that have no unit take its. */
static void share_unit(struct reading *r, size_t last)
{
    const struct figure *from = figure_at(r, last);
    bool shares = from->type == FIGURE_PERCENT || from->type == FIGURE_MEASURE || from->type == FIGURE_MONEY ||
                  (from->type == FIGURE_COUNT && !span_empty(from->counted));
    for (size_t k = last; shares && k > 0 && last - k < LIST_MOST; k--) {
        struct figure *f = figure_at(r, k - 1);
        const struct figure *next = figure_at(r, k);
        bool moded = !span_empty(next->modifier) && next->modifier.start >= f->span.end &&
                     next->modifier.end <= next->span.start;
        uint32_t start = moded ? next->modifier.start : next->span.start;
        bool size = from->type == FIGURE_MEASURE && size_link(r->words->text, f->span.end, start);
        static const double SHARE_MOST = 1000; /* "27 million, or 50%": no percentage */
        if (from->type == FIGURE_PERCENT && f->value >= SHARE_MOST && from->value < SHARE_MOST) {
            break;
        }
        bool changed = moded && was_before(r, k - 1); /* "to 88 from 51, and fewer than 30%" */
        if (!(size && f->type == FIGURE_COUNT) &&
            (!(is_bare(f) || is_vague(f)) || changed || !list_link(r->words->text, f->span.end, start))) {
            break;
        }
        take_unit(r, f, from);
    }
}

/* Whether the figure stands in a bracket of its own. */
static bool is_converted(const struct reading *r, struct span span)
{
    struct str text = r->words->text;
    return span.start > 0 && text.at[span.start - 1] == '(' && span.end < text.len && text.at[span.end] == ')';
}

/* "3.8 billion euros, bringing the total to 14.4 billion", "60,000 euros for homes and 72,000 for the dead": a number
 * without a unit in a sentence that spoke of money of that order. */
static void share_money(struct reading *r, struct figure *f, uint32_t first, uint32_t end)
{
    static const double LARGE = 1e6, ORDER = 100;
    static const char *const BEFORE[] = {"to", "from", "of", "at", "than", "and", "with", "the", NULL};
    size_t k = r->found->list.count - 1;
    uint32_t start = !span_empty(f->modifier) && f->modifier.start < f->span.start
                         ? atom_behind(r, first, f->modifier.start)
                         : first;
    if (!is_bare(f) || start == 0 || !atom_is_any(&r->atoms, start - 1, BEFORE)) {
        return;
    }
    while (k > 0 && figure_at(r, k - 1)->type >= FIGURE_DATE) {
        k--;
    }
    bool bracket = k > 1 && figure_at(r, k - 1)->type == FIGURE_MONEY && is_converted(r, figure_at(r, k - 1)->span) &&
                   figure_at(r, k - 2)->type == FIGURE_MONEY;
    k -= bracket; /* "14bn crowns ($1bn) from 18bn" */
    const struct figure *money = k > 0 ? figure_at(r, k - 1) : NULL;
    if (!money || money->type != FIGURE_MONEY || isnan(money->value) ||
        str_find(money->unit, STR("/"), 0) != SIZE_MAX ||
        !same_sentence(r, atom_behind(r, first, money->span.start), first)) {
        return;
    }
    bool large = f->value >= LARGE && money->value >= LARGE;
    bool listed = atom_is(&r->atoms, start - 1, "and") && atom_is(&r->atoms, end, "for") && f->value >= 1000 &&
                  f->value < ORDER * money->value && money->value < ORDER * f->value;
    if (large || listed) {
        take_unit(r, f, money);
    }
}

/* ------------------------------------------------------------------ parts of a whole */

static bool can_hold(const struct figure *whole, const struct figure *part)
{
    bool same = whole->type == part->type || (whole->type == FIGURE_COUNT && part->type == FIGURE_COUNT);
    double top = isnan(whole->value) ? whole->to : whole->value;
    return same && str_equal(whole->unit, part->unit) && (isnan(part->value) || isnan(top) || part->value <= top);
}

/* "93 passengers, including |", "4,600 were granted, including |": whether no comma but that of the word that says so
 * stands between the figure and atom `first`. */
static bool is_right_before(const struct reading *r, const struct figure *f, uint32_t first)
{
    uint32_t from = span_empty(f->counted) ? f->span.end : f->counted.end, to = r->atoms.at[first].span.start;
    struct str between = from < to ? str_trim(str_slice(r->words->text, from, to)) : (struct str){0};
    struct str including = STR("including"), among = STR(", among them");
    size_t comma = str_find(between, STR(","), 0);
    bool first_comma = comma == SIZE_MAX || comma + 2 + including.len == between.len;
    return (str_ends(between, including) && first_comma) || str_equal(between, among);
}

/* "including |", "among |": whether such a word stands before atom i. */
static bool includes(const struct atoms *atoms, uint32_t i)
{
    static const char *const WORDS[] = {"including", "includes", "included", "among", NULL};
    return i > 0 && atom_is_any(atoms, i - 1, WORDS);
}

/* Whether "including" or "among" stands before the figure, shortly before atom `first`. */
static bool is_included(const struct reading *r, const struct figure *f, uint32_t first)
{
    uint32_t at = atom_behind(r, first, span_empty(f->modifier) ? f->span.start : f->modifier.start);
    return includes(&r->atoms, at);
}

/* The nearest figure of the same sentence that the last one can be a part of; of the sentence before, too, where
 * `pointing` ("Three of them died"). */
static int whole_before(struct reading *r, uint32_t first, bool pointing, bool them)
{
    size_t last = r->found->list.count - 1;
    const struct figure *part = figure_at(r, last);
    uint32_t here = atom_sentence(r, first), from = pointing && here > 0 ? here - 1 : here;
    uint32_t begins = r->words->tokens[r->words->sentences[from].first].span.start;
    for (size_t k = last; k > 0 && last - k < 6; k--) {
        const struct figure *f = figure_at(r, k - 1);
        if (f->span.start < begins) {
            break;
        }
        if (can_hold(f, part) && !was_before(r, k - 1)) {
            bool own = f->part_of == NO_FIGURE || is_right_before(r, f, first) ||
                       (them && !is_included(r, f, first)); /* "41,900 of the 86,400 ... 17,250 of them" */
            const struct figure *share = k > 1 ? figure_at(r, k - 2) : f; /* "38 of the 142 cars, including |" */
            bool shared = share->part_of == (int)k - 1 && can_hold(share, part);
            return shared ? (int)k - 2 : own ? (int)k - 1 : f->part_of;
        }
    }
    return NO_FIGURE;
}

/* "them", "those" without a noun, "that" of "Of that, $60": what was counted before. */
static bool is_pointer(const struct reading *r, uint32_t i)
{
    static const char *const WORDS[] = {"them", "whom", "which", NULL}, *const THOSE[] = {"those", "these", NULL};
    enum tag next = atom_tag(r, i + 1);
    bool alone = next != TAG_NOUN && next != TAG_ADJ && next != TAG_PROPN && next != TAG_NUM &&
                 !atom_is(&r->atoms, i + 1, "who");
    bool sum = atom_is(&r->atoms, i, "that") && atom_is_sign(&r->atoms, i + 1, ',');
    return sum || atom_is_any(&r->atoms, i, WORDS) || (atom_is_any(&r->atoms, i, THOSE) && alone);
}

static bool of_them(const struct reading *r, uint32_t i)
{
    return atom_is(&r->atoms, i, "of") && is_pointer(r, i + 1);
}

/* "Of those, 30 were children", "Among them were 12 nurses": the sentence of atom i opens with a pointer back, and no
 * number stands between. */
static bool opens_with_pointer(const struct reading *r, uint32_t i)
{
    enum { BEFORE_MOST = 8 };
    for (uint32_t k = i; k > 1 && i - k < BEFORE_MOST && same_sentence(r, k - 1, i); k--) {
        if (atom_is_number(&r->atoms, k - 1)) {
            break;
        }
        if (is_pointer(r, k - 1) && (atom_is(&r->atoms, k - 2, "of") || atom_is(&r->atoms, k - 2, "among"))) {
            return r->words->tokens[r->atoms.at[k - 2].token].flags & SENTENCE_START;
        }
    }
    return false;
}

/* Where what stands behind the "of" begins that a whole at atom `first` stands behind: "of the 199", "of Kenya's 55
 * million"; behind `first` when there is none. */
static uint32_t behind_of(const struct reading *r, uint32_t first)
{
    enum { NAME_MOST = 5 };
    const struct atoms *atoms = &r->atoms;
    uint32_t i = first;
    while (i > 0 && first - i < NAME_MOST) {
        bool owner = (atom_is(atoms, i, "'s") || atom_is_sign(atoms, i, 0x2019) || (i < first && atom_capital(r, i))) &&
                     atom_is_word(atoms, i - 1) && atom_capital(r, i - 1) && !atom_is(atoms, i - 1, "of");
        owner |= (atom_is(atoms, i, "'s") || atom_is_sign(atoms, i, 0x2019)) && atom_tag(r, i - 1) == TAG_NOUN;
        bool apostrophe = atom_is_sign(atoms, i - 1, 0x2019) && atom_is(atoms, i, "s");
        if (!owner && !apostrophe && !in_context(r, i - 1, "before whole", NULL)) {
            break;
        }
        i--;
    }
    return i > 0 && atom_is(atoms, i - 1, "of") ? i : first + 1;
}

/* "Of the 120 bills, 35 ...": the figure before stands behind "of the" at the beginning of the sentence; `first` with
 * its modifier. */
static bool of_the_whole(struct reading *r, uint32_t first)
{
    size_t count = r->found->list.count;
    if (count < 2) {
        return false;
    }
    size_t k = count - 2;
    while (k > 0 && count - k < DATES_MOST &&
           (figure_at(r, k)->type >= FIGURE_DATE || figure_at(r, k)->type == FIGURE_ORDINAL)) {
        k--; /* "Of the 120 first bills of last year, 35 ..." */
    }
    const struct figure *before = figure_at(r, k);
    bool moded = before->modifier.start < before->span.start && !span_empty(before->modifier);
    uint32_t start = atom_behind(r, first, moded ? before->modifier.start : before->span.start);
    uint32_t at = behind_of(r, start); /* "Of the more than 120 bills" */
    if (at > start || !same_sentence(r, at - 1, first)) {
        return false;
    }
    bool opens = r->words->tokens[r->atoms.at[at - 1].token].flags & SENTENCE_START;
    opens |= at > 1 && (atom_is_sign(&r->atoms, at - 2, ',') || atom_is(&r->atoms, at - 2, "out"));
    return opens && first > 0 &&
           (atom_is_sign(&r->atoms, first - 1, ',') || atom_is(&r->atoms, first - 1, "only") ||
            atom_is(&r->atoms, first - 1, "least"));
}

/* "Of the 34 analysts, 15 rate it "buy", 17 "hold" and two "sell"", "Of those, 40 were empty, and 12 were sold": one
 * more part of what the sentence begins with. */
static bool opens_with_whole(struct reading *r, const struct figure *f, size_t whole, uint32_t first)
{
    static const char *const POINTERS[] = {"them", "those", "these", NULL};
    uint32_t begins = r->words->sentences[atom_sentence(r, first)].first;
    return is_bare(f) && token_is(r->words, begins, "of") &&
           (figure_at(r, whole)->span.start > r->words->tokens[begins].span.start ||
            token_is_any(r->words, begins + 1, POINTERS));
}

/* "98 people: 93 passengers, including two infants, and a crew of five": the whole before the colon of which the last
 * figure is the first part; NO_FIGURE when there is none. */
static int whole_before_colon(struct reading *r, uint32_t first)
{
    enum { COUNTED_MOST = 4 };
    size_t count = r->found->list.count;
    if (first < 2 || count < 2 || !atom_is_sign(&r->atoms, first - 1, ':')) {
        return NO_FIGURE;
    }
    const struct figure *whole = figure_at(r, count - 2);
    uint32_t i = first - 1;
    while (i > 0 && first - i <= COUNTED_MOST && r->atoms.at[i - 1].span.start >= whole->span.end) {
        i--;
    }
    bool near = i > 0 && r->atoms.at[i - 1].span.end == whole->span.end && same_sentence(r, i - 1, first);
    return near && !span_empty(whole->counted) && can_hold(whole, figure_at(r, count - 1)) ? (int)count - 2 : NO_FIGURE;
}

/* "98 people: 93 passengers and a crew of five": the whole of the parts before; NO_FIGURE when there are none. */
static int whole_of_crew(struct reading *r, uint32_t first)
{
    size_t count = r->found->list.count;
    if (first < 2 || !atom_is(&r->atoms, first - 1, "of") || !atom_is(&r->atoms, first - 2, "crew")) {
        return NO_FIGURE;
    }
    uint32_t begins = r->words->tokens[r->words->sentences[atom_sentence(r, first)].first].span.start;
    int whole = NO_FIGURE;
    for (size_t k = count - 1; k > 0 && count - 1 - k < 4 && figure_at(r, k - 1)->span.start >= begins; k--) {
        int of = figure_at(r, k - 1)->part_of;
        whole = of == NO_FIGURE ? whole : of;
    }
    return whole;
}

/* "1,900 jobs will go ... 310 of the jobs": the figure before that counts the same, and more; NO_FIGURE when there is
 * none. */
static int whole_of_same(struct reading *r, const struct figure *f, uint32_t end)
{
    enum { BACK_MOST = 40 };
    size_t count = r->found->list.count;
    if (!atom_is(&r->atoms, end, "of") || !atom_is(&r->atoms, end + 1, "the") || !f->counted_head.len ||
        f->type != FIGURE_COUNT || isnan(f->value)) {
        return NO_FIGURE;
    }
    for (size_t k = count - 1; k > 0 && count - 1 - k < BACK_MOST; k--) {
        const struct figure *whole = figure_at(r, k - 1);
        if (whole->type == FIGURE_COUNT && str_equal(whole->counted_head, f->counted_head) && whole->value > f->value) {
            return whole->part_of == NO_FIGURE ? (int)k - 1 : NO_FIGURE;
        }
    }
    return NO_FIGURE;
}

static void find_whole(struct reading *r, struct figure *f, uint32_t first, uint32_t end)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t start =
        span_empty(f->modifier) || f->modifier.start > f->span.start ? first : atom_behind(r, first, f->modifier.start);
    if (f->type > FIGURE_MEASURE || f->type == FIGURE_PERCENT || start == 0) {
        return;
    }
    uint32_t at = start;
    if (at > 2 && atom_is(atoms, at - 1, "of") && atom_tag(r, at - 2) == TAG_NOUN &&
        (atom_is(atoms, at - 3, "a") || atom_is(atoms, at - 3, "an"))) {
        at -= 3; /* "including a battalion of 450" */
    }
    at -= at > 0 && (atom_is(atoms, at - 1, "the") || atom_is(atoms, at - 1, "another"));
    bool part =
        at > 0 &&
        (includes(atoms, at) ||
         (at > 1 &&
          (atom_is(atoms, at - 1, "whom") || atom_is(atoms, at - 1, "them") || atom_is(atoms, at - 1, "which")) &&
          (atom_is(atoms, at - 2, "of") || atom_is(atoms, at - 2, "among") || atom_is(atoms, at - 2, "including"))));
    bool them = of_them(r, end), pointing = them || opens_with_pointer(r, start);
    if (part || pointing || of_the_whole(r, start)) {
        f->part_of = whole_before(r, first, pointing, them);
        return;
    }
    int whole = whole_before_colon(r, start);
    whole = whole == NO_FIGURE ? whole_of_crew(r, first) : whole;
    whole = whole == NO_FIGURE ? whole_of_same(r, f, end) : whole;
    if (whole != NO_FIGURE) {
        f->part_of = whole;
        return;
    }
    /* "500 officers and three generals": the list goes on. */
    size_t count = r->found->list.count;
    if (count < 2 || !(atom_is(atoms, at - 1, "and") || atom_is_sign(atoms, at - 1, ','))) {
        return;
    }
    size_t last = count - 2;
    while (last > 0 && count - last < DATES_MOST && figure_at(r, last)->type >= FIGURE_DATE) {
        last--; /* "29 had left by Sunday and three remained" */
    }
    const struct figure *before = figure_at(r, last);
    uint32_t before_end = span_empty(before->counted) ? before->span.end : before->counted.end;
    bool listed = list_link(r->words->text, before_end < f->span.start ? before_end : f->span.start, f->span.start);
    if (before->part_of != NO_FIGURE && (listed || opens_with_whole(r, f, (size_t)before->part_of, first)) &&
        can_hold(figure_at(r, (size_t)before->part_of), f)) {
        f->part_of = before->part_of;
    }
}

/* "104 of the 199 seats", "4,000 of the 30,000 euros", "half of the 21,000 employees": the figure before is a part of
 * this one, and a bare number is of the same. */
static void hold_part(struct reading *r, const struct figure *f, uint32_t first)
{
    size_t count = r->found->list.count;
    struct figure *part = count > 1 ? figure_at(r, count - 2) : NULL;
    if (!part || f->type > FIGURE_MEASURE || f->type == FIGURE_PERCENT || part->part_of != NO_FIGURE) {
        return;
    }
    uint32_t start =
        span_empty(f->modifier) || f->modifier.start > f->span.start ? first : atom_behind(r, first, f->modifier.start);
    uint32_t i = behind_of(r, start); /* "9,870 of some 12,000" */
    bool share = part->type == FIGURE_PERCENT || (part->type == FIGURE_RATIO && part->value < 1);
    bool same = part->type == FIGURE_COUNT &&
                (f->type == FIGURE_COUNT ? can_hold(f, part) : is_bare(part) && part->value <= f->value);
    if (i > start || i < 2 || r->atoms.at[i - 2].span.end != part->span.end || !(share || same)) {
        return;
    }
    part->part_of = (int)count - 1;
    if (same) {
        take_unit(r, part, f);
        share_unit(r, count - 2); /* "two or three of the 18 tasks" */
    }
}

void relate(struct reading *r, uint32_t first, uint32_t end)
{
    struct figure *f = figure_at(r, r->found->list.count - 1);
    if (f->type == FIGURE_DURATION && first > 0 && atom_is(&r->atoms, first - 1, "by")) {
        find_change(r, f, first, end); /* "cut the term by a year" */
    }
    if (f->type >= FIGURE_DATE) {
        return;
    }
    share_unit(r, r->found->list.count - 1);
    share_money(r, f, first, end);
    find_change(r, f, first, end);
    find_whole(r, f, first, end);
    hold_part(r, f, first);
}
