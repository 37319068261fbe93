#include "analysis/figures/shape.h"

#include "analysis/figures/units.h"

#include "analysis/words/lemma.h"

#include <math.h>

enum { LOOK_BACK = 9, LIST_MOST = 64 };

static struct figure *figure_at(struct reading *r, size_t i)
{
    return &r->found->list.at[i];
}

/* First atom that begins at or behind `byte`, searched backwards from `from`. */
static uint32_t atom_behind(const struct reading *r, uint32_t from, uint32_t byte)
{
    uint32_t i = from;
    while (i > 0 && r->atoms.at[i - 1].span.start >= byte) {
        i--;
    }
    return i;
}

/* ------------------------------------------------------------------ lists */

/* Whether nothing but ", and or" stands in [from, to) of the text. */
static bool list_link(struct str text, uint32_t from, uint32_t to)
{
    struct str between = str_trim(str_slice(text, from, to));
    return str_is(between, ",") || str_is(between, "and") || str_is(between, "or") || str_is(between, ", and") ||
           str_is(between, ", or") || str_is(between, ",and") || str_is(between, "/");
}

static bool bare(const struct figure *f)
{
    return f->type == FIGURE_COUNT && span_empty(f->counted) && !isnan(f->value) && str_is(f->unit, "1");
}

static void take_unit(struct reading *r, struct figure *f, const struct figure *from)
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

/* "2, 3 and 5 percent", "8 or $9": earlier numbers without a unit take it from the last. */
static void share_unit(struct reading *r)
{
    size_t last = r->found->list.count - 1;
    const struct figure *from = figure_at(r, last);
    bool shares = from->type == FIGURE_PERCENT || from->type == FIGURE_MEASURE || from->type == FIGURE_MONEY ||
                  (from->type == FIGURE_COUNT && !span_empty(from->counted));
    for (size_t k = last; shares && k > 0 && last - k < LIST_MOST; k--) {
        struct figure *f = figure_at(r, k - 1);
        const struct figure *next = figure_at(r, k);
        bool moded = !span_empty(next->modifier) && next->modifier.start >= f->span.end &&
                     next->modifier.end <= next->span.start;
        if (!bare(f) || !list_link(r->words->text, f->span.end, moded ? next->modifier.start : next->span.start)) {
            break;
        }
        take_unit(r, f, from);
    }
}

/* ------------------------------------------------------------------ changes */

static enum direction direction_of(double value)
{
    return value > 0 ? DIRECTION_UP : DIRECTION_DOWN;
}

/* Words that may stand between the verb and the number. */
static bool passes(const struct reading *r, uint32_t i)
{
    static const char *const WORDS[] = {"a",
                                        "an",
                                        "another",
                                        "further",
                                        "sharply",
                                        "slightly",
                                        "about",
                                        "nearly",
                                        "almost",
                                        "more",
                                        "than",
                                        "at",
                                        "least",
                                        "by",
                                        "to",
                                        "some",
                                        "around",
                                        "roughly",
                                        "just",
                                        "over",
                                        "under",
                                        "as",
                                        "much",
                                        "up",
                                        "only",
                                        "additional",
                                        "record",
                                        "rapidly",
                                        "steadily",
                                        "modestly",
                                        "marginally",
                                        "dramatically",
                                        "significantly",
                                        "well",
                                        "approximately",
                                        "even",
                                        "also",
                                        NULL};
    return atom_is_any(&r->atoms, i, WORDS) || atom_tag(r, i) == TAG_ADV;
}

/* "make up", "shoot down": whether "up" or "down" at atom i is a part of another verb than those of moving. */
static bool is_particle(const struct reading *r, uint32_t i)
{
    static const char *const MOVES[] = {"be",   "go",    "move", "edge",  "tick",  "inch",  "creep", "nudge",  "close",
                                        "end",  "trade", "head", "drift", "push",  "drive", "stand", "finish", "open",
                                        "stay", "climb", "bid",  "mark",  "trend", "send",  "force", NULL};
    if (!(atom_is(&r->atoms, i, "up") || atom_is(&r->atoms, i, "down")) || i == 0 || atom_tag(r, i - 1) != TAG_VERB ||
        in_context(r, i - 1, "rise", NULL)) {
        return false;
    }
    struct str verb = lemma(r->arena, r->atoms.at[i - 1].word, TAG_VERB);
    for (size_t k = 0; MOVES[k]; k++) {
        if (str_is(verb, MOVES[k])) {
            return false;
        }
    }
    return !(str_is(verb, "shoot") && atom_is(&r->atoms, i, "up"));
}

/* The verb of change before atom `first`, nothing but small words between; its direction in *value. */
static bool verb_before(const struct reading *r, uint32_t first, uint32_t reach, bool strict, double *value)
{
    for (uint32_t k = first; k > 0 && first - k < reach && same_sentence(r, k - 1, first); k--) {
        if (in_context(r, k - 1, "rise", value)) {
            return !is_particle(r, k - 1);
        }
        if (strict && !passes(r, k - 1)) {
            return false;
        }
    }
    return false;
}

static bool change_behind(const struct reading *r, const struct figure *f, uint32_t end, double *value)
{
    for (uint32_t k = end; k < end + 3 && same_sentence(r, end - 1, k); k++) {
        if (atom_is(&r->atoms, k, "more") && k == end && f->type == FIGURE_COUNT) {
            return false; /* "needs 186 more runs" */
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
    static const char *const BREAKS[] = {"and", "but", "while", "as", "which", "who", "that", "or", NULL};
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
        if (atom_tag(r, i) == TAG_VERB || atom_tag(r, i) == TAG_AUX || atom_is_any(&r->atoms, i, BREAKS) ||
            !same_sentence(r, i, to)) {
            return NULL;
        }
    }
    return i > 0 && r->atoms.at[i - 1].span.start < f->span.end ? f : NULL;
}

/* The figure that ends right before atom i, or NULL. */
static struct figure *figure_before(struct reading *r, uint32_t i)
{
    size_t count = r->found->list.count;
    if (count < 2 || i == 0) {
        return NULL;
    }
    struct figure *f = figure_at(r, count - 2);
    return f->span.end == r->atoms.at[i - 1].span.end ? f : NULL;
}

static bool changes(const struct figure *f)
{
    return f->type == FIGURE_PERCENT || f->type == FIGURE_MONEY || f->type == FIGURE_MEASURE ||
           f->type == FIGURE_COUNT || f->type == FIGURE_RATIO;
}

/* "to 8%" at atom `to`: the new state, perhaps behind "from 5%". */
static void change_to(struct reading *r, struct figure *f, uint32_t to)
{
    struct figure *before = figure_before(r, to);
    double value;
    if (!before || before->type >= FIGURE_DATE) {
        before = carried_on(r, to);
        before = before && before->change.direction != DIRECTION_NONE ? before : NULL;
    }
    if (!before) {
        if (verb_before(r, to, LOOK_BACK, true, &value)) {
            f->change.direction = direction_of(value);
            f->change.to = f->value;
        }
        return;
    }
    uint32_t start = atom_behind(r, to, before->span.start);
    bool from = start > 0 && atom_is(&r->atoms, start - 1, "from") && before->type == f->type;
    if (from && verb_before(r, start - 1, LOOK_BACK, false, &value)) {
        f->change.direction = direction_of(value);
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
    struct figure *before = figure_before(r, end);
    before = !up || (before && before->type < FIGURE_DATE) ? before : carried_on(r, end);
    if (before && up && before->change.direction == DIRECTION_NONE && changes(before) && !isnan(before->value)) {
        before->change.direction = direction_of(value);
        before->change.to = before->value;
    }
    if (!before || before->change.direction == DIRECTION_NONE || isnan(before->change.to)) {
        return;
    }
    if (bare(f) && before->type != FIGURE_COUNT && before->type != FIGURE_RATIO) {
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
    static const char *const AMOUNTS[] = {"cut",     "cuts",    "cutting", "add",      "adds",  "added",  "adding",
                                          "lose",    "loses",   "lost",    "losing",   "gain",  "gains",  "gained",
                                          "gaining", "shed",    "sheds",   "shedding", "raise", "raised", "raising",
                                          "reduced", "slashed", "trimmed", "up",       "down",  "shaved", NULL};
    if (first == 0) {
        return false;
    }
    bool level = atom_is_any(&r->atoms, first - 1, LEVELS),
         either = atom_is_any(&r->atoms, first - 1, LEVELS_OR_MORE) && *start > 0 &&
                  !atom_is_any(&r->atoms, *start - 1, AMOUNTS) && !atom_is(&r->atoms, *start - 1, "by");
    if (atom_is(&r->atoms, first - 1, "past") && *start == first && first > 1 &&
        in_context(r, first - 2, "rise", NULL)) {
        f->bound = BOUND_GT;
        f->modifier = atoms_span(r, first - 1, first);
        *start = first - 1;
    }
    return (level || either) && *start < first;
}

/* "lost 46 containers", "won three of four": things and games are no change; what stocks and totals are made of is. */
static bool amount_of_change(const struct reading *r, const struct figure *f, uint32_t start, uint32_t end)
{
    static const char *const HAVING[] = {"lose",   "loses",   "lost", "losing", "gain", "gains",
                                         "gained", "gaining", "won",  "win",    "wins", NULL};
    static const char *const TOTALS[] = {"job",    "post",     "position",   "point",    "seat",   "worker", "employee",
                                         "member", "customer", "subscriber", "follower", "viewer", "user",   "vote",
                                         "share",  "pip",      "place",      "spot",     NULL};
    uint32_t i = start;
    for (uint32_t k = start; k > 0 && start - k < 4 && passes(r, k - 1); k--) {
        i = k - 1;
    }
    if (f->type != FIGURE_COUNT || i == 0 || !atom_is_any(&r->atoms, i - 1, HAVING)) {
        return true;
    }
    if (span_empty(f->counted)) {
        return atom_is(&r->atoms, end, "to") || atom_is(&r->atoms, end, "or") || f->value != floor(f->value);
    }
    for (size_t k = 0; TOTALS[k]; k++) {
        if (str_is(f->counted_head, TOTALS[k])) {
            return true;
        }
    }
    return false;
}

static void find_change(struct reading *r, struct figure *f, uint32_t first, uint32_t end)
{
    double value;
    uint32_t start =
        span_empty(f->modifier) || f->modifier.start > f->span.start ? first : atom_behind(r, first, f->modifier.start);
    if (!changes(f) || isnan(f->value) || f->change.direction != DIRECTION_NONE || start == 0) {
        return;
    }
    if (atom_is(&r->atoms, start - 1, "to")) {
        change_to(r, f, start - 1);
        return;
    }
    if (atom_is(&r->atoms, start - 1, "from")) {
        change_from(r, f, start - 1);
        return;
    }
    bool level = level_word(r, f, &start, first), by = start > 0 && atom_is(&r->atoms, start - 1, "by");
    if (start == 0 || !amount_of_change(r, f, start, end)) {
        return;
    }
    if (verb_before(r, start, by ? LOOK_BACK : 4, !by, &value) || (!level && change_behind(r, f, end, &value))) {
        f->change.direction = direction_of(value);
        *(level && !by ? &f->change.to : &f->change.by) = f->value;
    }
}

/* ------------------------------------------------------------------ parts of a whole */

static bool can_hold(const struct figure *whole, const struct figure *part)
{
    bool same = whole->type == part->type || (whole->type == FIGURE_COUNT && part->type == FIGURE_COUNT);
    double top = isnan(whole->value) ? whole->to : whole->value;
    return same && str_equal(whole->unit, part->unit) && (isnan(part->value) || isnan(top) || part->value <= top);
}

/* The nearest figure of the same sentence that the last one can be a part of. */
static int whole_before(struct reading *r, uint32_t first)
{
    size_t last = r->found->list.count - 1;
    const struct figure *part = figure_at(r, last);
    uint32_t sentence = r->words->sentences[atom_sentence(r, first)].first;
    uint32_t begins = r->words->tokens[sentence].span.start;
    for (size_t k = last; k > 0 && last - k < 6; k--) {
        const struct figure *f = figure_at(r, k - 1);
        if (f->span.start < begins) {
            break;
        }
        if (can_hold(f, part)) {
            return f->part_of == NO_FIGURE ? (int)k - 1 : f->part_of;
        }
    }
    return NO_FIGURE;
}

static bool of_them(const struct atoms *atoms, uint32_t i)
{
    static const char *const WORDS[] = {"them", "whom", "which", NULL};
    return atom_is(atoms, i, "of") && atom_is_any(atoms, i + 1, WORDS);
}

/* "Of the 120 bills, 35 ...": the figure before stands behind "of the" at the beginning of the sentence. */
static bool of_the_whole(struct reading *r, uint32_t first)
{
    size_t count = r->found->list.count;
    if (count < 2) {
        return false;
    }
    const struct figure *before = figure_at(r, count - 2);
    uint32_t start = atom_behind(r, first, before->span.start);
    uint32_t at = start;
    at -= at > 0 && atom_is(&r->atoms, at - 1, "the");
    if (at == 0 || !atom_is(&r->atoms, at - 1, "of") || !same_sentence(r, at - 1, first)) {
        return false;
    }
    bool opens = r->words->tokens[r->atoms.at[at - 1].token].flags & SENTENCE_START;
    opens |= at > 1 && (atom_is_sign(&r->atoms, at - 2, ',') || atom_is(&r->atoms, at - 2, "out"));
    return opens && first > 0 &&
           (atom_is_sign(&r->atoms, first - 1, ',') || atom_is(&r->atoms, first - 1, "only") ||
            atom_is(&r->atoms, first - 1, "least"));
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
    at -= atom_is(atoms, at - 1, "the") || atom_is(atoms, at - 1, "another");
    static const char *const WORDS[] = {"including", "includes", "included", "among", NULL};
    bool part =
        at > 0 &&
        (atom_is_any(atoms, at - 1, WORDS) ||
         (at > 1 &&
          (atom_is(atoms, at - 1, "whom") || atom_is(atoms, at - 1, "them") || atom_is(atoms, at - 1, "which")) &&
          (atom_is(atoms, at - 2, "of") || atom_is(atoms, at - 2, "among") || atom_is(atoms, at - 2, "including"))));
    if (part || of_them(atoms, end) || of_the_whole(r, first)) {
        f->part_of = whole_before(r, first);
        return;
    }
    /* "500 officers and three generals": the list goes on. */
    size_t count = r->found->list.count;
    if (count < 2 || !(atom_is(atoms, at - 1, "and") || atom_is_sign(atoms, at - 1, ','))) {
        return;
    }
    const struct figure *before = figure_at(r, count - 2);
    uint32_t before_end = span_empty(before->counted) ? before->span.end : before->counted.end;
    if (before->part_of != NO_FIGURE &&
        list_link(r->words->text, before_end < f->span.start ? before_end : f->span.start, f->span.start) &&
        can_hold(figure_at(r, (size_t)before->part_of), f)) {
        f->part_of = before->part_of;
    }
}

/* "104 of the 199 seats": the figure before is a part of this one and counts the same. */
static void hold_part(struct reading *r, const struct figure *f, uint32_t first)
{
    static const char *const WORDS[] = {"the",  "its",   "their", "his",     "her", "our", "all",   "last", "first",
                                        "past", "these", "those", "country", "'s",  "s",   "total", NULL};
    size_t count = r->found->list.count;
    struct figure *part = count > 1 ? figure_at(r, count - 2) : NULL;
    if (!part || f->type != FIGURE_COUNT || part->type != FIGURE_COUNT || part->part_of != NO_FIGURE) {
        return;
    }
    uint32_t i = first;
    while (i > 0 && first - i < 4 && atom_is_any(&r->atoms, i - 1, WORDS)) {
        i--;
    }
    if (i < 2 || !atom_is(&r->atoms, i - 1, "of") || r->atoms.at[i - 2].span.end != part->span.end ||
        !can_hold(f, part)) {
        return;
    }
    part->part_of = (int)count - 1;
    part->counted = f->counted;
    part->counted_head = f->counted_head;
}

void relate(struct reading *r, uint32_t first, uint32_t end)
{
    struct figure *f = figure_at(r, r->found->list.count - 1);
    if (f->type >= FIGURE_DATE) {
        return;
    }
    share_unit(r);
    find_change(r, f, first, end);
    find_whole(r, f, first, end);
    hold_part(r, f, first);
}
