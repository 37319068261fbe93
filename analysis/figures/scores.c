#include "analysis/figures/scores.h"

#include "analysis/figures/bounds.h"
#include "analysis/figures/changes.h"
#include "analysis/figures/numerals.h"
#include "analysis/figures/units.h"

#include <math.h>

static bool whole(const struct atoms *atoms, uint32_t i)
{
    return atom_is_number(atoms, i) && !atoms->at[i].decimals && !atoms->at[i].grouped && atoms->at[i].digits <= 3;
}

static bool context_near(const struct reading *r, uint32_t i, const char *class)
{
    for (uint32_t k = i; k > 0 && i - k < 14 && same_sentence(r, k - 1, i); k--) {
        if (in_context(r, k - 1, class, NULL)) {
            return true;
        }
    }
    for (uint32_t k = i + 3; k < i + 12 && same_sentence(r, k, i); k++) {
        if (in_context(r, k, class, NULL)) {
            return true;
        }
    }
    return false;
}

static bool plural_behind(const struct reading *r, uint32_t i)
{
    for (uint32_t k = i; k < i + 4 && atom_is_word(&r->atoms, k) && same_sentence(r, i - 1, k); k++) {
        struct str word = r->atoms.at[k].word;
        enum tag tag = atom_tag(r, k);
        if (in_context(r, k, "score", NULL) || in_context(r, k, "vote", NULL)) {
            return false;
        }
        if (tag == TAG_NOUN) {
            return word.at[word.len - 1] == 's' || str_is(word, "people") || str_is(word, "men") ||
                   str_is(word, "women") || str_is(word, "children");
        }
        if (tag != TAG_ADJ) {
            break;
        }
    }
    return false;
}

/* "rose by 12 to 98": an amount and a level, no two sides. */
static bool changes_by(const struct reading *r, uint32_t i)
{
    uint32_t verb = verb_by(r, i);
    return verb < i && !in_context(r, verb, "score", NULL);
}

static bool ratio_of_two(struct reading *r, uint32_t i, double value, uint32_t stop, struct figure *f, uint32_t *out)
{
    f->type = FIGURE_RATIO;
    f->unit = STR("1");
    f->value = value;
    f->span = atoms_span(r, i, stop);
    f->bound = read_bound(r, i, stop, &f->modifier);
    *out = stop;
    return true;
}

/* "2-to-1", "two to one", "3:1": numbers on both sides of a link. */
static bool read_ratio(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    struct numeral a, b;
    if (!(whole(atoms, i) || atom_in(atoms, i, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN))) || !read_numeral(atoms, i, i, &a) ||
        a.ordinal || a.fraction || isnan(a.value)) {
        return false;
    }
    uint32_t k = a.end;
    bool dashes = atom_is_dash(atoms, k) && atom_is(atoms, k + 1, "to") && atom_is_dash(atoms, k + 2);
    bool to = atom_is(atoms, k, "to"),
         colon = atom_is_sign(atoms, k, ':') && atom_glued(atoms, k) && atom_glued(atoms, k + 1) && whole(atoms, i);
    uint32_t at = dashes ? k + 3 : k + 1;
    if (!(dashes || to || colon) || !(atom_is_number(atoms, at) || atom_in(atoms, at, CLASS_BIT(DIGIT))) ||
        !read_numeral(atoms, at, at, &b) || b.ordinal || b.value == 0 || b.fraction || isnan(b.value)) {
        return false;
    }
    if (colon && (!whole(atoms, at) || atoms->at[at].digits > 1 ||
                  (atom_is_sign(atoms, at + 1, ':') && atom_glued(atoms, at + 1)))) {
        return false;
    }
    static const char *const WORDS[] = {"ratio", "outnumber", "outnumbered", "outnumbers",
                                        "odds",  "margin",    "by",          NULL};
    bool named = false;
    for (uint32_t back = i; back > 0 && i - back < 6; back--) {
        named |= atom_is_any(atoms, back - 1, WORDS);
    }
    bool falling = a.value > b.value && b.value == 1;
    if (to && !dashes && (changes_by(r, i) || !(named && (falling || a.value >= b.value)))) {
        return false;
    }
    return ratio_of_two(r, i, a.value / b.value, b.end, f, end);
}

/* "passed 312 to 290", "by 52 votes to 48": both sides of a vote or a game. */
static bool read_tally(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const FROM[] = {"from", "between", NULL};
    static const char *const VOTES[] = {"votes", "goals", NULL};
    const struct atoms *atoms = &r->atoms;
    uint32_t to = i + 1 + atom_is_any(atoms, i + 1, VOTES);
    if (!whole(atoms, i) || !atom_is(atoms, to, "to") || !whole(atoms, to + 1) || !same_sentence(r, i, to + 1) ||
        (i > 0 && (atom_is_any(atoms, i - 1, FROM) || atoms->at[i - 1].kind == ATOM_SIGN)) || changes_by(r, i)) {
        return false;
    }
    uint32_t next = to + 2;
    struct numeral last;
    enum tag tag = atom_tag(r, next);
    bool noun = atom_is_word(atoms, next) && same_sentence(r, to, next) &&
                (tag == TAG_NOUN || tag == TAG_ADJ || atom_in(atoms, next, CLASS_BIT(UNITS) | CLASS_BIT(SCALE)));
    bool unit = !read_numeral(atoms, to + 1, to + 1, &last) || last.end != next ||
                unit_behind(r, &last).kind != UNIT_NONE || atom_is_dash(atoms, next);
    bool object = i > 1 && in_context(r, i - 2, "tally", NULL) && atom_tag(r, i - 1) == TAG_PRON &&
                  atoms->at[i].value > atoms->at[to + 1].value; /* "passed it 51 to 49" */
    if (noun || unit || !(to > i + 1 || object || (i > 0 && in_context(r, i - 1, "tally", NULL)))) {
        return false;
    }
    f->type = FIGURE_SCORE;
    f->from = atoms->at[i].value;
    f->to = atoms->at[to + 1].value;
    f->unit = STR("1");
    f->span = atoms_span(r, i, next);
    f->confidence = 0.8;
    *end = next;
    return true;
}

/* "voted eight to one", "passed it six to three": both sides of a vote in words. */
static bool tally_in_words(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    enum { BACK_MOST = 4 };
    static const char *const VERBS[] = {"voted", "votes",   "vote",    "voting", "passed",
                                        "ruled", "decided", "divided", NULL};
    const uint64_t small = CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN);
    const struct atoms *atoms = &r->atoms;
    struct numeral a, b;
    bool two = atom_in(atoms, i, small) && read_numeral(atoms, i, i, &a) && atom_is(atoms, a.end, "to") &&
               atom_in(atoms, a.end + 1, small) && read_numeral(atoms, a.end + 1, a.end + 1, &b) && !a.ordinal &&
               !b.ordinal && !a.fraction && !b.fraction && same_sentence(r, i, a.end + 1);
    bool voted = false;
    for (uint32_t k = i; two && k > 0 && i - k < BACK_MOST && same_sentence(r, k - 1, i); k--) {
        voted |= atom_is_any(atoms, k - 1, VERBS);
        two = !atom_is(atoms, k - 1, "from") && !atom_is(atoms, k - 1, "between");
    }
    enum tag next = two ? atom_tag(r, b.end) : TAG_X;
    bool counts = two && same_sentence(r, i, b.end) && (next == TAG_NOUN || next == TAG_ADJ || next == TAG_NUM);
    if (!two || !voted || counts || a.value == b.value) {
        return false;
    }
    f->type = FIGURE_SCORE;
    f->from = a.value;
    f->to = b.value;
    f->unit = STR("1");
    f->span = atoms_span(r, i, b.end);
    f->confidence = 0.8;
    *end = b.end;
    return true;
}

/* "split the profits 60-40", "a 50-50 chance": shares of a hundred, unless they were voted. */
static bool is_split(const struct reading *r, uint32_t i, double a, double b)
{
    enum { BACK_MOST = 8 };
    static const char *const SPLIT[] = {"split", "splits", "splitting", "divide", "divided", "share", "shared", NULL};
    bool split = a == 50;
    for (uint32_t k = i; k > 0 && i - k < BACK_MOST && same_sentence(r, k - 1, i); k--) {
        split |= atom_is_any(&r->atoms, k - 1, SPLIT);
    }
    return split && a + b == 100 && !context_near(r, i, "vote");
}

bool read_score(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    if (tally_in_words(r, i, f, end) || read_ratio(r, i, f, end) || read_tally(r, i, f, end)) {
        return true;
    }
    bool pair = whole(atoms, i) && atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1) && whole(atoms, i + 2) &&
                atom_glued(atoms, i + 2);
    if (!pair ||
        (atom_glued(atoms, i + 3) &&
         !(atoms->at[i + 3].kind == ATOM_SIGN && strchr(",.;:)!?'\"", (int)(atoms->at[i + 3].sign & 0x7F)) &&
           atoms->at[i + 3].sign < 128)) ||
        (i > 0 && atom_glued(atoms, i) && !atom_is_sign(atoms, i - 1, '('))) {
        return false;
    }
    double a = atoms->at[i].value, b = atoms->at[i + 2].value;
    struct numeral last;
    bool unit =
        read_numeral(atoms, i + 2, i + 2, &last) &&
        (last.scale > 1 || unit_behind(r, &last).kind != UNIT_NONE || atom_in(atoms, last.end, CLASS_BIT(UNITS)));
    bool plural = plural_behind(r, i + 3);
    if (unit || (a < b && plural)) {
        return false;
    }
    bool decided =
        i > 1 && atom_is_sign(atoms, i - 1, ',') && in_context(r, i - 2, "tally", NULL); /* "failed, 44-55" */
    bool context = decided || context_near(r, i, "score") || context_near(r, i, "vote");
    if (!context && !(a >= b && !plural)) {
        return false;
    }
    bool odds = b > 0 && i > 0 && atom_is(atoms, i - 1, "at") && context_near(r, i, "odds"); /* "favourite at 12-1" */
    if (odds || is_split(r, i, a, b)) {
        return ratio_of_two(r, i, a / b, i + 3, f, end);
    }
    f->type = FIGURE_SCORE;
    f->from = a;
    f->to = b;
    f->unit = STR("1");
    f->span = atoms_span(r, i, i + 3);
    f->confidence = context ? 0.9 : 0.7;
    *end = i + 3;
    return true;
}
