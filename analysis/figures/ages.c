#include "analysis/figures/ages.h"

#include "analysis/figures/bounds.h"
#include "analysis/figures/numerals.h"
#include "analysis/figures/times.h"
#include "analysis/figures/units.h"

#include <math.h>

static void set_age(struct reading *r, struct figure *f, uint32_t first, uint32_t end, double from, double to,
                    struct str unit)
{
    f->type = FIGURE_AGE;
    f->span = atoms_span(r, first, end);
    f->unit = unit;
    if (isnan(to)) {
        f->value = from;
        double si;
        struct str code;
        if (unit_to_si(r->arena, unit, from, &si, &code)) {
            f->si_value = si;
            f->si_unit = code;
        }
    } else {
        f->from = from;
        f->to = to;
    }
    f->bound = read_bound(r, first, end, &f->modifier);
    f->confidence = 0.9;
}

/* "45-year-old", "six months old", "3 years of age", "87 yo". */
static bool age_in_units(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    struct duration d;
    struct numeral n;
    if (atom_is_number(atoms, i) &&
        (atom_is(atoms, i + 1, "yo") ||
         (atom_is(atoms, i + 1, "y") && atom_is_sign(atoms, i + 2, '/') && atom_is(atoms, i + 3, "o")))) {
        *end = atom_is(atoms, i + 1, "yo") ? i + 2 : i + 4;
        set_age(r, f, i, *end, atoms->at[i].value, NAN, STR("a"));
        return true;
    }
    if (!(atom_is_number(atoms, i) ||
          atom_in(atoms, i,
                  CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN) | CLASS_BIT(HUNDRED) | CLASS_BIT(UNIT))) ||
        (atom_in(atoms, i, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN)) && !read_numeral(atoms, i, i, &n)) ||
        !read_duration(r, i, &d) || isnan(d.amount)) {
        return false;
    }
    uint32_t k = d.end;
    k += atom_is_dash(atoms, k) && atom_glued(atoms, k);
    if (atom_is(atoms, k, "old") || atom_is(atoms, k, "olds")) {
        k++;
    } else if (atom_is(atoms, k, "of") && atom_is(atoms, k + 1, "age")) {
        k += 2;
    } else {
        return false;
    }
    double factor;
    struct str code = time_code(d.unit, d.times, &factor);
    if (!(str_is(code, "a") || str_is(code, "mo") || str_is(code, "wk") || str_is(code, "d"))) {
        return false;
    }
    *end = k;
    set_age(r, f, d.first, k, isnan(d.to) ? d.parts * factor : d.amount * factor, d.to * factor, code);
    return true;
}

static bool age_like(const struct atoms *atoms, uint32_t i)
{
    return atom_is_number(atoms, i) && !atoms->at[i].decimals && !atoms->at[i].grouped && atoms->at[i].digits <= 3 &&
           atoms->at[i].value >= 1 && atoms->at[i].value < 120 &&
           !(atom_glued(atoms, i + 1) && atom_is_word(atoms, i + 1)) && !atom_is_sign(atoms, i + 1, '%');
}

/* "18- to 24-year-olds": the first number's unit stands at the second. */
static bool age_suspended(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t to = i + 2, other = i + 3;
    bool suspended = age_like(atoms, i) && atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1) &&
                     !atom_glued(atoms, to) && atom_is(atoms, to, "to") && age_like(atoms, other) &&
                     atoms->at[other].value > atoms->at[i].value;
    bool old = suspended && atom_is_dash(atoms, other + 1) && atom_is(atoms, other + 2, "year") &&
               atom_is_dash(atoms, other + 3) &&
               (atom_is(atoms, other + 4, "old") || atom_is(atoms, other + 4, "olds"));
    if (!old) {
        return false;
    }
    *end = other + 5;
    set_age(r, f, i, *end, atoms->at[i].value, atoms->at[other].value, STR("a"));
    return true;
}

/* "aged 18 months": the unit behind the number at atom i, which *end is put behind; years when none stands there. */
static struct str unit_of_age(struct reading *r, uint32_t i, uint32_t *end)
{
    struct duration d;
    double factor = 0;
    bool told = read_duration(r, i, &d) && d.end == *end + 1 && d.parts == d.amount;
    struct str code = told ? time_code(d.unit, d.times, &factor) : STR("");
    bool fits = factor == 1 && (str_is(code, "a") || str_is(code, "mo") || str_is(code, "wk") || str_is(code, "d"));
    *end += fits;
    return fits ? code : STR("a");
}

/* "aged 82", "age 87", "ages 5 to 12". */
static bool age_named(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const NAMES[] = {"aged", "age", "ages", NULL};
    const struct atoms *atoms = &r->atoms;
    struct numeral n, to;
    static const char *const BETWEEN[] = {"about", "of", "around", "between", "over", "under", "above", "below", NULL};
    uint32_t before = i;
    before -= before > r->taken && atom_is_any(atoms, before - 1, BETWEEN);
    bool ages_of = before > r->taken + 2 && before < i && atom_is(atoms, before, "of") &&
                   atom_is(atoms, before - 1, "ages") && atom_is(atoms, before - 2, "the") &&
                   atom_is(atoms, before - 3, "between");
    if (before <= r->taken || !atom_is_any(atoms, before - 1, NAMES) ||
        (before < i && atom_is(atoms, before, "of") && !ages_of && !atom_is(atoms, before - 1, "age")) ||
        !(age_like(atoms, i) || atom_in(atoms, i, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN))) ||
        !read_numeral(atoms, i, i, &n) || n.ordinal || !(n.value >= 0 && n.value < 120)) {
        return false;
    }
    bool link = atom_is(atoms, n.end, "to") || (atom_is_dash(atoms, n.end) && atom_glued(atoms, n.end)) ||
                (atom_is(atoms, n.end, "and") && (ages_of || atom_is(atoms, i - 1, "between")));
    bool range = link &&
                 (age_like(atoms, n.end + 1) ||
                  atom_in(atoms, n.end + 1, CLASS_BIT(TEEN) | CLASS_BIT(TEN) | CLASS_BIT(DIGIT))) &&
                 read_numeral(atoms, n.end + 1, n.end + 1, &to) && to.value > n.value;
    *end = range ? to.end : n.end;
    struct str unit = unit_of_age(r, range ? n.end + 1 : i, end);
    set_age(r, f, i, *end, n.value, range ? to.value : NAN, unit);
    return true;
}

/* Whether atom i belongs to the name of a person. */
static bool names_person(const struct reading *r, uint32_t i)
{
    int entity = r->entities->at_token && i < r->atoms.count ? r->entities->at_token[r->atoms.at[i].token] : NO_ENTITY;
    return entity != NO_ENTITY && r->entities->list.at[entity].type == ENTITY_PERSON;
}

static bool is_somebody(const struct reading *r, uint32_t i)
{
    static const char *const WHO[] = {"he", "she", "i", "who", NULL};
    return atom_is_any(&r->atoms, i, WHO) || names_person(r, i);
}

/* "She left school at 16", "ended her career at 24": a step of a life before "at", which is taken at an age. */
static bool step_of_life(const struct reading *r, uint32_t at)
{
    enum { CLAUSE_MOST = 14 };
    static const char *const LEFT[] = {"left", "quit", "leave", "leaving", NULL};
    static const char *const HOMES[] = {"home", "school", "college", NULL}, *const WHOSE[] = {"his", "her", NULL};
    bool step = false;
    for (uint32_t k = at; k > 0 && at - k < CLAUSE_MOST && same_sentence(r, k - 1, at); k--) {
        if (step && (is_somebody(r, k - 1) || atom_is_any(&r->atoms, k - 1, WHOSE))) {
            return true;
        }
        step |= in_context(r, k - 1, "life step", NULL) ||
                (atom_is_any(&r->atoms, k - 1, LEFT) && atom_is_any(&r->atoms, k, HOMES)) ||
                (atom_is(&r->atoms, k - 1, "dropped") && atom_is(&r->atoms, k, "out"));
    }
    return false;
}

/* "Now 18, she studies": what somebody is who the sentence goes on with. */
static bool is_now(const struct reading *r, uint32_t i)
{
    return i > 0 && age_like(&r->atoms, i) && atom_is(&r->atoms, i - 1, "now") && atom_is_sign(&r->atoms, i + 1, ',') &&
           r->words->tokens[r->atoms.at[i - 1].token].flags & SENTENCE_START && is_somebody(r, i + 2);
}

/* "At 12, he was", "At 19 she won", "Hurst, at 31 the youngest manager, said", "she left school at 16". */
static bool age_at(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const ONLY[] = {"just", "only", "age", NULL};
    const struct atoms *atoms = &r->atoms;
    uint32_t at = i > 1 && atom_is_any(atoms, i - 1, ONLY) ? i - 1 : i;
    if (is_now(r, i)) {
        *end = i + 1;
        set_age(r, f, i, *end, atoms->at[i].value, NAN, STR("a"));
        return true;
    }
    if (at == 0 || !age_like(atoms, i) || !atom_is(atoms, at - 1, "at") || atoms->at[i].value < 3) {
        return false;
    }
    at--;
    bool comma = atom_is_sign(atoms, i + 1, ',');
    bool opens = r->words->tokens[atoms->at[at].token].flags & SENTENCE_START && is_somebody(r, i + 1 + comma);
    bool aside = at > 1 && atom_is_sign(atoms, at - 1, ',') && names_person(r, at - 2) &&
                 (comma || atom_is(atoms, i + 1, "the"));
    enum tag next = atom_tag(r, i + 1);
    bool who = at > 0 && atom_is(atoms, at - 1, "who") && (next == TAG_VERB || next == TAG_AUX); /* "who at 35 has" */
    bool ends = !atom_is_word(atoms, i + 1) || !same_sentence(r, i, i + 1) || atom_is(atoms, i + 1, "and") ||
                atom_tag(r, i + 1) == TAG_ADP || atom_tag(r, i + 1) == TAG_SCONJ ||
                (atom_is(atoms, i + 1, "to") && atom_tag(r, i + 2) == TAG_VERB);
    bool other = atom_is_sign(atoms, i + 1, ':') || atom_is_dash(atoms, i + 1);
    if (!opens && !aside && !who && !(ends && !other && step_of_life(r, at))) {
        return false;
    }
    *end = i + 1;
    set_age(r, f, i, *end, atoms->at[i].value, NAN, STR("a"));
    return true;
}

/* "librarian": a noun of people, without a capital. */
static bool is_person(const struct reading *r, uint32_t i)
{
    enum entity_subtype subtype;
    return atom_tag(r, i) == TAG_NOUN && !atom_capital(r, i) &&
           noun_means(r->arena, r->words, r->atoms.at[i].token, &subtype) == ENTITY_PERSON;
}

/* The noun of "mother-of-three", "father of two", whose number is at atom i; else i. */
static uint32_t parent_of(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    bool dashes = i > 4 && atom_is_dash(atoms, i - 1) && atom_is_dash(atoms, i - 3);
    uint32_t of = i > 2 ? i - 1 - dashes : i, noun = of - 1 - dashes;
    return i > 2 && atom_in(atoms, i, CLASS_BIT(DIGIT)) && atom_is(atoms, of, "of") && same_sentence(r, noun, i) ? noun
                                                                                                                 : i;
}

/* A comma or a bracket before the number, a name before that, and a comma, bracket or end behind: "Maria Lopez, 37,".
 */
static bool age_of_name(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t at = i > 2 && (atom_is(atoms, i - 1, "now") || atom_is(atoms, i - 1, "then")) ? i - 1 : i;
    bool paren = at > 1 && atom_is_sign(atoms, at - 1, '('), comma = at > 1 && atom_is_sign(atoms, at - 1, ',');
    if (!age_like(atoms, i) || !(paren || comma) || !atom_is_word(atoms, at - 2) || !same_sentence(r, at - 2, i)) {
        return false;
    }
    uint32_t next = i + 1;
    bool closed = paren ? atom_is_sign(atoms, next, ')')
                        : (atom_is_sign(atoms, next, ',') || atom_is_sign(atoms, next, ';') ||
                           !same_sentence(r, i, next) || atom_is_sign(atoms, next, '.') || atom_is(atoms, next, "of") ||
                           atom_is(atoms, next, "from") || atom_is(atoms, next, "and"));
    uint32_t token = atoms->at[at - 2].token;
    int entity = r->entities->at_token ? r->entities->at_token[token] : NO_ENTITY;
    bool person = names_person(r, at - 2);
    bool doer = at > 3 && atom_is_dash(atoms, at - 3) && atom_tag(r, at - 2) == TAG_NOUN &&
                str_ends(atoms->at[at - 2].word, STR("er")); /* "The film-maker, 68," */
    uint32_t who = parent_of(r, at - 2);
    bool noun = doer || in_context(r, who, "person", NULL) || is_person(r, who);
    bool kin = comma && atom_is_sign(atoms, next, ',') && noun;
    bool two = atom_capital(r, at - 2) && at > 2 && atom_is_word(atoms, at - 3) && atom_capital(r, at - 3) &&
               atom_tag(r, at - 2) == TAG_PROPN;
    bool month = atom_in(atoms, at - 2, CLASS_BIT(MONTH) | CLASS_BIT(WEEKDAY));
    bool one = entity != NO_ENTITY && r->entities->list.at[entity].type == ENTITY_NORP && at > 2 &&
               atom_is(atoms, at - 3, "the") && atom_is_sign(atoms, next, ','); /* "The Italian, 52, said" */
    bool other = entity != NO_ENTITY && !person && !one;
    bool list = atom_is_sign(atoms, next, ',') && atom_is_number(atoms, next + 1);
    if (!closed || month || other || !(person || two || kin || one) || list || atoms->at[i].value < 3) {
        return false;
    }
    *end = i + 1;
    set_age(r, f, i, *end, atoms->at[i].value, NAN, STR("a"));
    f->modifier = (struct span){0, 0};
    f->bound = BOUND_EQ;
    return true;
}

/* "he's 33 and wants to play", "who was 19 when", "she looked about 40,": a number at atoms [i, end) that somebody is.
 */
static bool is_said(const struct reading *r, uint32_t i, uint32_t end, double years)
{
    static const char *const IS[] = {"is", "was", "'s",    "s",      "are",   "were",   "am",
                                     "'m", "m",   "looks", "looked", "seems", "seemed", NULL};
    static const char *const WHO[] = {"he", "she", "who", "i", NULL};
    static const char *const NEXT[] = {"and", "when", "but", "now", NULL};
    static const char *const ON[] = {"in", "on", NULL}, *const SOON[] = {"today", "tomorrow", "next", "this", NULL};
    const struct atoms *atoms = &r->atoms;
    enum bound bound;
    i = bound_before(r, i, &bound); /* "until she was almost 50" */
    if (i < 2 || !atom_is_any(atoms, i - 1, IS) || years < 3) {
        return false;
    }
    uint32_t who = i - 2 - (i > 2 && atom_is_sign(atoms, i - 2, 0x2019));
    if (names_person(r, who) && atom_is(atoms, end, "when")) {
        return true; /* "Dr. Carvalho was 24 when" */
    }
    enum { GROWN = 14 };
    bool whole =
        years == floor(years) && years >= GROWN && (atom_is(atoms, i - 1, "is") || atom_is(atoms, i - 1, "was"));
    if (names_person(r, who) && whole && (atom_is_sign(atoms, end, '.') || !same_sentence(r, i, end))) {
        return true; /* "Victor Crane is 60." */
    }
    bool goes_on = atom_is_any(atoms, end, NEXT) || atom_is_sign(atoms, end, ',') || atom_is_sign(atoms, end, '.') ||
                   !same_sentence(r, i, end);
    /* "who is 36 at the end of May" */
    bool dated = (atom_is(atoms, end, "at") && atom_is(atoms, end + 1, "the") && atom_is(atoms, end + 2, "end")) ||
                 (atom_is_any(atoms, end, ON) && atom_in(atoms, end + 1, CLASS_BIT(MONTH) | CLASS_BIT(WEEKDAY))) ||
                 (atom_is(atoms, end, "on") && atom_is(atoms, end + 1, "that")) || atom_is_any(atoms, end, SOON);
    bool somebody = in_context(r, who, "person", NULL) && atom_tag(r, who) == TAG_NOUN; /* "the victim was 96" */
    return atom_is_any(atoms, who, WHO) ? goes_on || dated : goes_on && somebody;
}

/* "dies at 91", "dead at 27": nothing behind the number that it could count. */
static bool died_at(const struct reading *r, uint32_t i, uint32_t end)
{
    static const char *const DIED[] = {"die", "dies", "died", "dead", "death", "killed", "retired", NULL};
    const struct atoms *atoms = &r->atoms;
    bool number_of = i > 2 && atom_is(atoms, i - 3, "of"); /* "put the number of dead at 12" */
    return i > 1 && atom_is(atoms, i - 1, "at") && atom_is_any(atoms, i - 2, DIED) && age_like(atoms, i) &&
           !number_of &&
           (!same_sentence(r, i, end) || !atom_is_word(atoms, end) || atom_tag(r, end) == TAG_ADP ||
            atom_tag(r, end) == TAG_SCONJ) &&
           !atom_is_sign(atoms, end, ':');
}

/* "the median age is 15", "raised the retirement age to 67": nothing but small words and changes after "age"; "the
 * oldest of whom was 97". */
static bool age_is(const struct reading *r, uint32_t i)
{
    enum { BACK_MOST = 7 };
    static const char *const EXTREMES[] = {"oldest", "youngest", "eldest", NULL};
    uint32_t of = i > 3 && (atom_is(&r->atoms, i - 1, "was") || atom_is(&r->atoms, i - 1, "is")) ? i - 1 : 0;
    of -= of > 2 && atom_is(&r->atoms, of - 2, "of") ? 2 : 0;
    if (of && atom_is_any(&r->atoms, of - 1, EXTREMES) && same_sentence(r, of - 1, i)) {
        return true;
    }
    for (uint32_t k = i; k > 0 && i - k < BACK_MOST && same_sentence(r, k - 1, i); k--) {
        if (atom_is(&r->atoms, k - 1, "age")) {
            return k < i;
        }
        if (!in_context(r, k - 1, "age link", NULL) && !in_context(r, k - 1, "rise", NULL)) {
            return false;
        }
    }
    return false;
}

/* "older than 80", "younger than 16": with nothing behind that it could count. */
static bool older_than(const struct reading *r, uint32_t i)
{
    static const char *const OLDER[] = {"older", "younger", NULL};
    return i > 1 && atom_is(&r->atoms, i - 1, "than") && atom_is_any(&r->atoms, i - 2, OLDER);
}

/* "turned 90 in May", "65 or older", "children under 5": an age by the words around it. */
static bool age_by_words(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const TURNED[] = {"turned", "turns", "turning", NULL};
    static const char *const SIDES[] = {"under", "over", "above", "below", NULL};
    static const char *const OLDER[] = {"older", "younger", NULL};
    const struct atoms *atoms = &r->atoms;
    struct numeral n;
    bool words = atom_in(atoms, i, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN));
    if (!(age_like(atoms, i) || words) || i <= r->taken || !read_numeral(atoms, i, i, &n) || n.ordinal ||
        n.first != i || !(n.value >= 1 && n.value < 120)) {
        return false;
    }
    uint32_t last = n.end - 1;
    enum tag next = atom_tag(r, last + 1);
    bool counts =
        atom_is_word(atoms, last + 1) && same_sentence(r, i, last + 1) &&
        (next == TAG_NOUN || next == TAG_ADJ || next == TAG_NUM || atom_in(atoms, last + 1, CLASS_BIT(UNITS)));
    bool older =
        (atom_is(atoms, last + 1, "or") || atom_is(atoms, last + 1, "and")) && atom_is_any(atoms, last + 2, OLDER);
    static const char *const YOUNG[] = {"boy", "girl", "child", "man", "woman", "lad", "teenager", "toddler", NULL};
    bool young =
        i > 1 && atom_is(atoms, i - 1, "of") && atom_is_any(atoms, i - 2, YOUNG) && !counts; /* "a boy of six" */
    bool doer = i > 2 && atom_is(atoms, i - 1, "of") && !counts && age_like(atoms, i) && n.value >= 10 &&
                (is_person(r, i - 2) || in_context(r, i - 2, "person", NULL)) &&
                !str_ends(atoms->at[i - 2].word, STR("s")) &&
                (atom_is(atoms, last + 1, "who") || atom_is_sign(atoms, last + 1, ',') ||
                 atom_is_sign(atoms, last + 1, '.')); /* "a nurse of 26 who" */
    bool turned = atom_is_any(atoms, i - 1, TURNED) && !counts && !atom_is(atoms, last + 1, "to");
    bool people = i > 1 && atom_is_any(atoms, i - 1, SIDES) && in_context(r, i - 2, "people", NULL) &&
                  !(counts && !str_ends(atoms->at[last + 1].word, STR("s")) && next == TAG_NUM) &&
                  !(counts && str_ends(atoms->at[last + 1].word, STR("s")));
    bool are = i > 2 && atom_is_any(atoms, i - 1, SIDES) && in_context(r, i - 3, "people", NULL) &&
               (atom_is(atoms, i - 2, "are") || atom_is(atoms, i - 2, "were")); /* "the patients were over 75" */
    bool told = !counts && (are || older_than(r, i) || age_is(r, i));
    if (!older && !turned && !people && !young && !doer && !told && !is_said(r, i, n.end, n.value) &&
        !died_at(r, i, n.end)) {
        return false;
    }
    *end = n.end;
    set_age(r, f, i, *end, n.value, NAN, STR("a"));
    return true;
}

/* The age that "and", "or" or a comma joins to what begins at atom i, or NULL. */
static const struct figure *age_listed(const struct reading *r, uint32_t i)
{
    static const char *const LINKS[] = {"and", "or", "to", NULL};
    const struct figure *last = r->found->list.count ? &r->found->list.at[r->found->list.count - 1] : NULL;
    bool link = i > 1 && (atom_is_any(&r->atoms, i - 1, LINKS) || atom_is_sign(&r->atoms, i - 1, ','));
    bool listed = link && last && last->type == FIGURE_AGE && r->atoms.at[i - 2].span.end == last->span.end;
    return listed ? last : NULL;
}

/* "in their 80s and 90s": where the first of two decades of life begins, or i. */
static uint32_t decade_listed(const struct reading *r, uint32_t i)
{
    const struct figure *last = age_listed(r, i);
    return last && last->to > last->from ? atom_behind(r, i, last->span.start) : i;
}

/* "aged 19 and 23": one more of the ages that "aged" names, with nothing behind it that it could count. */
static bool age_goes_on(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    const struct figure *last = age_listed(r, i);
    uint32_t first = last ? atom_behind(r, i, last->span.start) : 0;
    enum tag next = atom_tag(r, i + 1);
    bool counts = same_sentence(r, i, i + 1) && (next == TAG_NOUN || next == TAG_ADJ || next == TAG_PROPN);
    if (!last || first + 2 != i || !age_like(&r->atoms, i) || counts) {
        return false;
    }
    *end = i + 1;
    set_age(r, f, i, *end, r->atoms.at[i].value, NAN, STR("a"));
    return true;
}

/* "in his 60s", "in her mid-30s", "in their twenties". */
static bool age_decade(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const WHOSE[] = {"his", "her", "their", "my", "our", "your", NULL};
    const struct atoms *atoms = &r->atoms;
    double from = NAN;
    uint32_t stop = i;
    if (atom_is_number(atoms, i) && atoms->at[i].digits == 2 && fmod(atoms->at[i].value, 10) == 0) {
        bool apostrophe =
            (atom_is_sign(atoms, i + 1, '\'') || atom_is_sign(atoms, i + 1, 0x2019)) && atom_is(atoms, i + 2, "s");
        stop = atom_is(atoms, i + 1, "s") || atom_is(atoms, i + 1, "'s") ? i + 2 : apostrophe ? i + 3 : i;
        from = atoms->at[i].value;
    } else if (atom_in(atoms, i, CLASS_BIT(DECADE))) {
        stop = i + 1;
        from = class_value(&atoms->at[i], CLASS_DECADE);
    }
    uint32_t before = i;
    static const char *const PARTS[] = {"mid", "early", "late", NULL};
    before -= before > 1 && atom_is_dash(atoms, before - 1) && atom_is_any(atoms, before - 2, PARTS);
    before -= before > 0 && atom_is_any(atoms, before - 1, PARTS);
    before = decade_listed(r, before);
    before -= before > 0 && before < i && atom_is_any(atoms, before - 1, PARTS); /* "in her late 70s and 80s" */
    if (stop == i || before == 0 || !atom_is_any(atoms, before - 1, WHOSE)) {
        return false;
    }
    *end = stop;
    double to = fmod(from, 10) == 0 ? from + 9 : 19;
    set_age(r, f, i, stop, from, to, STR("a"));
    return true;
}

bool read_age(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    return age_suspended(r, i, f, end) || age_decade(r, i, f, end) || age_goes_on(r, i, f, end) ||
           age_at(r, i, f, end) || age_by_words(r, i, f, end) || age_named(r, i, f, end) || age_of_name(r, i, f, end) ||
           age_in_units(r, i, f, end);
}
