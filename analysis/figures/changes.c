#include "analysis/figures/changes.h"

#include "analysis/figures/shape.h"
#include "analysis/words/lemma.h"

#include <math.h>

enum { LOOK_BACK = 9, OBJECT_MOST = 16 };

static enum direction direction_of(double value)
{
    return value > 0 ? DIRECTION_UP : DIRECTION_DOWN;
}

/* Words that may stand between the verb and the number. */
static bool passes(const struct reading *r, uint32_t i)
{
    bool level =
        atom_is(&r->atoms, i, "at") && !atom_is(&r->atoms, i + 1, "least") && !atom_is(&r->atoms, i + 1, "most");
    return (in_context(r, i, "filler", NULL) && !level) || atom_tag(r, i) == TAG_ADV; /* not "a cut at 97%" */
}

/* "make up", "shoot down": whether "up" or "down" at atom i is a part of another verb than those of moving. */
static bool is_particle(const struct reading *r, uint32_t i)
{
    if (atom_is(&r->atoms, i, "up") && i > 0 && atom_is(&r->atoms, i + 1, "to") &&
        in_context(r, i - 1, "summed up", NULL)) {
        return true; /* "adds up to 40" */
    }
    if (i > 1 && atom_is_dash(&r->atoms, i - 1) && atom_glued(&r->atoms, i)) {
        return true; /* "an eyebrow-raising 40 boats" */
    }
    if (!(atom_is(&r->atoms, i, "up") || atom_is(&r->atoms, i, "down")) || i == 0 || atom_tag(r, i - 1) != TAG_VERB ||
        in_context(r, i - 1, "rise", NULL)) {
        return false;
    }
    struct str verb = lemma(r->arena, r->atoms.at[i - 1].word, TAG_VERB);
    return !word_in_context(verb, "move") && !(str_is(verb, "shoot") && atom_is(&r->atoms, i, "up"));
}

/* The verb of change before atom `first`, nothing but small words between; its direction in *value. */
static bool verb_before(const struct reading *r, uint32_t first, uint32_t reach, bool strict, double *value)
{
    for (uint32_t k = first; k > 0 && first - k < reach && same_sentence(r, k - 1, first); k--) {
        if (in_context(r, k - 1, "rise", value)) {
            bool which = k > 1 && atom_tag(r, k - 1) == TAG_ADJ && atom_is(&r->atoms, k - 2, "the");
            return !which && !is_particle(r, k - 1); /* "the lower half" */
        }
        if (strict && !passes(r, k - 1)) {
            return false;
        }
    }
    return false;
}

/* "doubled from 4 to 8", "has tripled since 2010, from": the direction of a verb that multiplies. */
static bool multiplied_before(const struct reading *r, uint32_t first, double *value)
{
    for (uint32_t k = first; k > 0 && first - k < LOOK_BACK && same_sentence(r, k - 1, first); k--) {
        if (atom_in(&r->atoms, k - 1, CLASS_BIT(MULTIPLIED))) {
            *value = class_value(&r->atoms.at[k - 1], CLASS_MULTIPLIED) - 1;
            return true;
        }
    }
    return false;
}

/* Words behind which another clause begins. */
static bool breaks(const struct reading *r, uint32_t i)
{
    static const char *const WORDS[] = {"and", "but", "while", "as", "which", "who", "that", "or", NULL};
    return atom_is_any(&r->atoms, i, WORDS);
}

/* "raised its forecast for 2025 to", "cut the projected growth by": the direction of a verb whose object is what
 * changes. */
static bool object_before(const struct reading *r, uint32_t to, double *value)
{
    for (uint32_t k = to; k > 0 && to - k < OBJECT_MOST && same_sentence(r, k - 1, to); k--) {
        enum tag tag = atom_tag(r, k - 1);
        bool participle = k > 1 && atom_is(&r->atoms, k - 2, "the") && atom_tag(r, k) == TAG_NOUN;
        if ((tag != TAG_VERB && tag != TAG_AUX) || participle) {
            bool bracket = atom_is_sign(&r->atoms, k - 1, '(') || atom_is_sign(&r->atoms, k - 1, ')');
            bool sign = r->atoms.at[k - 1].kind == ATOM_SIGN && !atom_is_dash(&r->atoms, k - 1) && !bracket;
            if (sign || breaks(r, k - 1)) {
                return false;
            }
            continue;
        }
        struct str verb = lemma(r->arena, r->atoms.at[k - 1].word, TAG_VERB);
        bool changes = in_context(r, k - 1, "rise", value);
        return changes && word_in_context(verb, "raise");
    }
    return false;
}

static bool change_behind(const struct reading *r, const struct figure *f, uint32_t end, double *value)
{
    for (uint32_t k = end; k < end + 3 && same_sentence(r, end - 1, k); k++) {
        if (atom_is(&r->atoms, k, "more") && k == end && f->type == FIGURE_COUNT) {
            return false; /* "needs 186 more runs" */
        }
        if (atom_is(&r->atoms, k, "less") && atom_tag(r, k + 1) == TAG_ADJ) {
            return false; /* "seven less modern ships" */
        }
        if (atom_is(&r->atoms, k, "more") && atom_is(&r->atoms, k + 1, "likely")) {
            return false; /* "1.9 times more likely to be stopped": who is compared, not how it was before */
        }
        if (in_context(r, k, "rise after", value) &&
            !(atom_is(&r->atoms, k, "more") && atom_is(&r->atoms, k + 1, "than")) && k == end) {
            return !atom_is(&r->atoms, k, "up") && !atom_is(&r->atoms, k, "down");
        }
        if (in_context(r, k, "rise noun", value)) {
            return atom_tag(r, k) == TAG_NOUN;
        }
        if (atom_tag(r, k) != TAG_ADJ && atom_tag(r, k) != TAG_NOUN) {
            break;
        }
    }
    return false;
}

/* "fell 6.3% in Oslo, to": the figure that atom `to` goes on from; places and days, but no verb, between. */
static struct figure *carried_on(struct reading *r, uint32_t to)
{
    size_t k = r->found->list.count - 1;
    while (k > 0 && figure_at(r, k - 1)->type >= FIGURE_DATE) {
        k--;
    }
    struct figure *f = k > 0 ? figure_at(r, k - 1) : NULL;
    if (!f) {
        return NULL;
    }
    uint32_t i = to;
    while (i > 0 && to - i < 12 && r->atoms.at[i - 1].span.start >= f->span.end) {
        i--;
        if (atom_tag(r, i) == TAG_VERB || atom_tag(r, i) == TAG_AUX || breaks(r, i) || !same_sentence(r, i, to)) {
            return NULL;
        }
    }
    return i > 0 && r->atoms.at[i - 1].span.start < f->span.end ? f : NULL;
}

/* The figure that ends right before atom i, with what it counts, or NULL; times between are passed ("to $5 in 2023").
 */
static struct figure *figure_before(struct reading *r, uint32_t i)
{
    static const char *const BEFORE_TIMES[] = {"in", "on", "at", "by", "for", NULL};
    for (size_t k = r->found->list.count - 1; k > 0 && i > 0; k--) {
        struct figure *f = figure_at(r, k - 1);
        uint32_t end = r->atoms.at[i - 1].span.end;
        if (f->span.end != end && (span_empty(f->counted) || f->counted.end != end)) {
            return NULL;
        }
        if (f->type < FIGURE_DATE) {
            return f;
        }
        i = atom_behind(r, i, f->span.start);
        i -= i > 0 && atom_is_any(&r->atoms, i - 1, BEFORE_TIMES);
    }
    return NULL;
}

/* A bare number is of the order and kind of what it is compared with: "claims worth $88 million, up from 260" is of the
 * claims. */
static bool same_order(const struct figure *f, const struct figure *before)
{
    static const double ORDER = 1000;
    bool money = is_bare(f) && before->type == FIGURE_MONEY && f->value > 0 && before->value > 0;
    return !money || (before->value < ORDER * f->value && f->value < ORDER * before->value);
}

/* "49 fires, including 31 in barns, down from 54": of a figure that is told aside, the one that it is a part of. */
static struct figure *whole_of_aside(struct reading *r, struct figure *f, uint32_t near)
{
    static const char *const ASIDE[] = {"including", "includes", "among", NULL};
    uint32_t start = f->part_of == NO_FIGURE ? 0 : atom_behind(r, near, f->span.start);
    bool aside = start > 0 && atom_is_any(&r->atoms, start - 1, ASIDE);
    return aside ? figure_at(r, (size_t)f->part_of) : f;
}

/* "40 of the 120 buses were late, up from 31": of a whole, the figure from `first` on that is a part of it; or NULL. */
static struct figure *part_of_whole(struct reading *r, size_t first, size_t whole)
{
    for (size_t k = whole; k > first; k--) {
        if (figure_at(r, k - 1)->part_of == (int)whole) {
            return figure_at(r, k - 1);
        }
    }
    return NULL;
}

uint32_t verb_by(const struct reading *r, uint32_t i)
{
    if (i < 2 || !atom_is(&r->atoms, i - 1, "by")) {
        return i;
    }
    uint32_t verb = i > 2 && atom_tag(r, i - 2) == TAG_ADV ? i - 3 : i - 2;
    return in_context(r, verb, "rise", NULL) ? verb : i;
}

/* Index of the first of the last figures before the one being read that stand in the sentence of atom `at`. */
static size_t first_near(struct reading *r, uint32_t at)
{
    enum { FIGURES_MOST = 5 };
    size_t last = r->found->list.count - 1, k = last;
    uint32_t begins = r->words->tokens[r->words->sentences[atom_sentence(r, at)].first].span.start;
    while (k > 0 && last - k < FIGURES_MOST && figure_at(r, k - 1)->span.start >= begins) {
        k--;
    }
    return k;
}

/* "..., up from 12": the figure of the sentence that has risen to what it is, of the same kind. */
static struct figure *risen_before(struct reading *r, const struct figure *f, uint32_t up)
{
    size_t first = first_near(r, up);
    for (size_t k = r->found->list.count - 1; k > first; k--) {
        struct figure *before = figure_at(r, k - 1);
        bool same = before->type == f->type && str_equal(before->unit, f->unit);
        if (before->type < FIGURE_DATE && (same || is_bare(f)) && same_order(f, before)) {
            struct figure *part = part_of_whole(r, first, k - 1);
            return part ? part : whole_of_aside(r, before, up);
        }
    }
    return NULL;
}

/* "raises pay to $9, or 5%, by the end of the deal, from $7": the level of the same kind that is told before the comma.
 */
static struct figure *changed_before(struct reading *r, const struct figure *f, uint32_t comma)
{
    enum { WORDS_MOST = 20 };
    size_t first = first_near(r, comma);
    for (size_t k = r->found->list.count - 1; k > first; k--) {
        struct figure *before = figure_at(r, k - 1);
        bool level = before->type == f->type && str_equal(before->unit, f->unit) && !isnan(before->change.to);
        if (level) {
            bool near = comma - atom_behind(r, comma, before->span.end) < WORDS_MOST;
            return near && isnan(before->change.from) ? before : NULL;
        }
    }
    return NULL;
}

static bool changes(const struct figure *f)
{
    return f->type == FIGURE_PERCENT || f->type == FIGURE_MONEY || f->type == FIGURE_MEASURE ||
           f->type == FIGURE_COUNT || f->type == FIGURE_RATIO || f->type == FIGURE_DURATION;
}

/* "raised the stake that is allowed to 49% from 40%": two levels of one kind, and a verb of change before them in the
 * sentence. */
static bool moves_between(struct reading *r, const struct figure *f, const struct figure *before, uint32_t end)
{
    uint32_t first = atom_behind(r, end, before->span.start);
    bool level = before->type == f->type && str_equal(before->unit, f->unit) && changes(before) &&
                 !isnan(before->value) && f->value != before->value && first > 0 && atom_is(&r->atoms, first - 1, "to");
    bool moves = false;
    for (uint32_t k = first; level && !moves && k > 0 && first - k < OBJECT_MOST && same_sentence(r, k - 1, first);
         k--) {
        moves = atom_tag(r, k - 1) == TAG_VERB && in_context(r, k - 1, "rise", NULL);
    }
    return moves;
}

/* "power was cut to 40,000 households": what is cut there is not the number. */
static bool is_supply(const struct reading *r, const struct figure *f, uint32_t to)
{
    static const char *const CUTS[] = {"cut", "cuts", "cutting", NULL};
    bool direct = f->type == FIGURE_COUNT && to > 2 && in_context(r, to - 1, "supply", NULL) &&
                  atom_is_any(&r->atoms, to - 2, CUTS); /* "cutting power to 42,000 homes" */
    if (direct) {
        return true;
    }
    bool cut = f->type == FIGURE_COUNT && to > 2 && atom_is(&r->atoms, to - 1, "cut") && atom_tag(r, to - 2) == TAG_AUX;
    for (uint32_t k = to - 2; cut && k > 0 && to - k < 6 && same_sentence(r, k - 1, to); k--) {
        if (in_context(r, k - 1, "supply", NULL)) {
            return true;
        }
    }
    return false;
}

/* "to 8%" at atom `to`: the new state, perhaps behind "from 5%". */
static void change_to(struct reading *r, struct figure *f, uint32_t to)
{
    struct figure *before = figure_before(r, to);
    double value;
    if (is_supply(r, f, to)) {
        return;
    }
    if (!before || before->type >= FIGURE_DATE) {
        before = carried_on(r, to);
        before = before && before->change.direction != DIRECTION_NONE ? before : NULL;
    }
    if (!before) {
        if (verb_before(r, to, LOOK_BACK, true, &value) || object_before(r, to, &value)) {
            f->change.direction = direction_of(value);
            f->change.to = f->value;
        }
        return;
    }
    uint32_t start = atom_behind(r, to, before->span.start);
    bool from = start > 0 && atom_is(&r->atoms, start - 1, "from");
    if (from && is_bare(before) && (f->type == FIGURE_MEASURE || f->type == FIGURE_PERCENT)) {
        take_unit(r, before, f); /* "fell from 68 to 49 mmol/mol" */
    }
    from = from && before->type == f->type;
    if (from && (verb_before(r, start - 1, LOOK_BACK, false, &value) || multiplied_before(r, start - 1, &value))) {
        /* "cut its growth forecast from 1.8% to 0.8%": the levels tell, whatever the verb */
        f->change.direction = direction_of(f->value == before->value ? value : f->value - before->value);
        f->change.from = before->value;
        f->change.to = f->value;
    } else if (before->change.direction != DIRECTION_NONE) {
        f->change.direction = before->change.direction;
        f->change.to = f->value;
        if (before->type == f->type && str_equal(before->unit, f->unit)) {
            f->change.by = before->change.by;
        }
    }
}

/* "$5 from $4.80", "15 percent, up from 12": the old state of the figure before, whose unit a bare number shares. */
static void change_from(struct reading *r, struct figure *f, uint32_t from)
{
    double value;
    uint32_t end = from;
    bool up = end > 0 && (atom_is(&r->atoms, end - 1, "up") || atom_is(&r->atoms, end - 1, "down")) &&
              in_context(r, end - 1, "rise", &value);
    end -= up;
    end -= end > 0 && atom_is_sign(&r->atoms, end - 1, ',');
    end -=
        end > 2 && atom_is(&r->atoms, end - 1, "share") && atom_is(&r->atoms, end - 2, "a") ? 2 : 0; /* "$2 a share" */
    struct figure *before = figure_before(r, end);
    before = before && up && !same_order(f, before) ? NULL : before && up ? whole_of_aside(r, before, end) : before;
    before = before ? before : up ? risen_before(r, f, end) : end < from ? changed_before(r, f, end) : NULL;
    bool added = before && up && before->type == FIGURE_COUNT && isnan(before->change.to) &&
                 before->change.direction == direction_of(value); /* "added 160 guards, up from 90" */
    if (before && up && (before->change.direction == DIRECTION_NONE || added) && changes(before) &&
        !isnan(before->value)) {
        before->change.direction = direction_of(value);
        before->change.to = before->value;
        before->change.by = NAN;
    }
    if (before && before->change.direction == DIRECTION_NONE && moves_between(r, f, before, end)) {
        before->change.direction = direction_of(before->value - f->value);
        before->change.to = before->value;
    }
    if (!before || before->change.direction == DIRECTION_NONE || isnan(before->change.to)) {
        return;
    }
    if (is_bare(f) && before->type != FIGURE_COUNT && before->type != FIGURE_RATIO) {
        take_unit(r, f, before);
    }
    if (before->type == f->type) {
        before->change.from = f->value;
    }
}

/* "drops below 10", "rose past 50": the level that is reached. "cut over 40 jobs": an amount. */
static bool level_word(struct reading *r, struct figure *f, uint32_t *start, uint32_t first)
{
    static const char *const LEVELS[] = {"below", "above", "past", NULL};
    static const char *const LEVELS_OR_MORE[] = {"over", "under", "beyond", NULL};
    if (first == 0) {
        return false;
    }
    bool level = atom_is_any(&r->atoms, first - 1, LEVELS),
         either = atom_is_any(&r->atoms, first - 1, LEVELS_OR_MORE) && *start > 0 &&
                  !in_context(r, *start - 1, "amount", NULL) && !atom_is(&r->atoms, *start - 1, "by");
    if (atom_is(&r->atoms, first - 1, "past") && *start == first && first > 1 &&
        in_context(r, first - 2, "rise", NULL)) {
        f->bound = BOUND_GT;
        f->modifier = atoms_span(r, first - 1, first);
        *start = first - 1;
    }
    return (level || either) && *start < first;
}

/* "lost $118 million last year", "gained $2 million": what a firm was left with, no change of a level, unless one is
 * told ("lost $5 billion in market value", "to $40 billion"). A price that loses is small. */
static bool net_result(const struct reading *r, const struct figure *f, uint32_t end)
{
    enum { LARGE = 10000, AHEAD = 4 };
    static const char *const LEVELS[] = {"to", "or", "value", "from", "off", NULL};
    for (uint32_t k = end; k < end + AHEAD && same_sentence(r, end - 1, k); k++) {
        if (atom_is_any(&r->atoms, k, LEVELS)) {
            return false;
        }
    }
    return f->type == FIGURE_MONEY && f->value >= LARGE;
}

/* "lost 46 containers", "won three of four": things and games are no change; what stocks and totals are made of is. */
static bool amount_of_change(const struct reading *r, const struct figure *f, uint32_t start, uint32_t end)
{
    uint32_t i = start;
    for (uint32_t k = start; k > 0 && start - k < 4 && passes(r, k - 1); k--) {
        i = k - 1;
    }
    if (i == 0 || !in_context(r, i - 1, "having", NULL)) {
        return true;
    }
    if (f->type == FIGURE_PERCENT && atom_is(&r->atoms, end, "of")) {
        return false; /* "gained 16 percent of the vote" */
    }
    if (f->type != FIGURE_COUNT) {
        return !net_result(r, f, end);
    }
    if (span_empty(f->counted)) {
        return atom_is(&r->atoms, end, "to") || atom_is(&r->atoms, end, "or") || f->value != floor(f->value);
    }
    return word_in_context(f->counted_head, "total");
}

/* "down 26 points at 8,140": the level, of the change that stands right before. */
static bool reaches(struct reading *r, struct figure *f, uint32_t at)
{
    const struct figure *before = figure_before(r, at - (at > 0 && atom_is_sign(&r->atoms, at - 1, ',')));
    if (!before || before->change.direction == DIRECTION_NONE || isnan(before->change.by)) {
        return false;
    }
    f->change.direction = before->change.direction;
    f->change.to = f->value;
    f->change.by = before->type == f->type && str_equal(before->unit, f->unit) ? before->change.by : NAN;
    return true;
}

/* "closed 3.2% lower at 412.50", "closed higher at 8,140": whether a level is told at atom `at`. */
static bool at_level(struct reading *r, struct figure *f, uint32_t at)
{
    double value;
    if (at == 0 || !in_context(r, at - 1, "closing", &value)) {
        return reaches(r, f, at);
    }
    if (!reaches(r, f, at - 1)) {
        f->change.direction = direction_of(value);
        f->change.to = f->value;
    }
    return true;
}

/* "down from a peak of 6.86%", "rising to a seventy-year high of 5 million": where "from" or "to" stands before what
 * the value is called. */
static uint32_t before_level(const struct reading *r, uint32_t start)
{
    if (start < 3 || !atom_is(&r->atoms, start - 1, "of") || !in_context(r, start - 2, "level", NULL)) {
        return start;
    }
    uint32_t i = start - 2;
    while (i > 0 && start - i < 8 &&
           (atom_tag(r, i - 1) == TAG_DET || atom_tag(r, i - 1) == TAG_ADJ || atom_tag(r, i - 1) == TAG_NUM ||
            atom_is_dash(&r->atoms, i - 1) || (i > 1 && atom_is_dash(&r->atoms, i - 2)))) {
        i--;
    }
    return i > 0 && (atom_is(&r->atoms, i - 1, "from") || atom_is(&r->atoms, i - 1, "to")) ? i : start;
}

/* "fell 26 points, or 0.3%", "rose 67 cents (0.9%)": the same change in another unit. */
static bool says_again(struct reading *r, struct figure *f, uint32_t start)
{
    bool bracket = atom_is_sign(&r->atoms, start - 1, '(');
    bool other = start > 1 && atom_is(&r->atoms, start - 1, "or") && atom_is_sign(&r->atoms, start - 2, ',');
    const struct figure *before = bracket || other ? figure_before(r, start - 1 - other) : NULL;
    if (!before || isnan(before->change.by) || str_equal(before->unit, f->unit)) {
        return false;
    }
    bool one = f->type == FIGURE_PERCENT || before->type == FIGURE_PERCENT || f->type == before->type;
    bool level = before->change.to == before->value; /* "rose 5 pence to 913 pence ($14)" */
    f->change.direction = one ? before->change.direction : DIRECTION_NONE;
    *(level ? &f->change.to : &f->change.by) = one ? f->value : NAN;
    return one;
}

/* "was cited by 29%": who did it, behind a verb that is none of change. */
static bool doer(const struct reading *r, uint32_t by)
{
    return by > 0 && atom_tag(r, by - 1) == TAG_VERB && !in_context(r, by - 1, "rise", NULL) &&
           !atom_in(&r->atoms, by - 1, CLASS_BIT(MULTIPLIED));
}

void find_change(struct reading *r, struct figure *f, uint32_t first, uint32_t end)
{
    double value;
    uint32_t start =
        span_empty(f->modifier) || f->modifier.start > f->span.start ? first : atom_behind(r, first, f->modifier.start);
    if (!changes(f) || (isnan(f->value) && isnan(f->from)) || f->change.direction != DIRECTION_NONE || start == 0) {
        return;
    }
    static const char *const MERELY[] = {"only", "just", "barely", NULL};
    bool between = start > 1 && atom_is(&r->atoms, start - 1, "between") && atom_is(&r->atoms, start - 2, "by");
    start = before_level(r, start - between);                        /* "fell by between 5 and 15%" */
    start -= start > 1 && atom_is_any(&r->atoms, start - 1, MERELY); /* "fell to only around 1,590" */
    if (atom_is(&r->atoms, start - 1, "to")) {
        change_to(r, f, start - 1);
        return;
    }
    if (says_again(r, f, start)) {
        return;
    }
    if (atom_is(&r->atoms, start - 1, "at") && at_level(r, f, start - 1)) {
        return;
    }
    if (atom_is(&r->atoms, start - 1, "from")) {
        change_from(r, f, start - 1);
        return;
    }
    bool level = level_word(r, f, &start, first), by = start > 0 && atom_is(&r->atoms, start - 1, "by");
    bool collected = f->type == FIGURE_MONEY && start > 0 && in_context(r, start - 1, "collects", NULL);
    uint32_t verb = !span_empty(f->modifier) && f->modifier.start < f->span.start && start > 0
                        ? atom_behind(r, start, f->modifier.start)
                        : start;
    bool sank = f->type == FIGURE_MEASURE && verb > 0 && in_context(r, verb - 1, "sinks", NULL);
    if (start == 0 || collected || sank || (by && doer(r, start - 1)) || !amount_of_change(r, f, start, end)) {
        return; /* "raised $5 million from investors" */
    }
    if (by && object_before(r, start - 1, &value)) { /* "cut the growth of spending by 5%" */
        f->change.direction = direction_of(value);
        f->change.by = f->value;
        return;
    }
    if (verb_before(r, start, by ? LOOK_BACK : 4, !by, &value) || (!level && change_behind(r, f, end, &value))) {
        f->change.direction = direction_of(value);
        *(level && !by ? &f->change.to : &f->change.by) = f->value;
    }
}
