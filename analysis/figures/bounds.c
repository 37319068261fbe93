#include "analysis/figures/bounds.h"

#include "analysis/words/lexicon.h"
#include "bound_phrases.h"

enum { PHRASE_ATOMS = 6, PHRASE_MOST = 60 };

static enum bound bound_named(struct str name)
{
    static const char *const NAMES[] = {"eq", "gt", "ge", "lt", "le", "approx"};
    enum bound b = BOUND_APPROX;
    while (b > BOUND_EQ && !str_is(name, NAMES[b])) {
        b--;
    }
    return b;
}

/* Words of atoms [first, end) with blanks between; empty when one is no word or they are too long. */
static struct str phrase(const struct reading *r, uint32_t first, uint32_t end, char *buffer)
{
    size_t n = 0;
    for (uint32_t k = first; k < end; k++) {
        const struct atom *atom = &r->atoms.at[k];
        if (atom_is_dash(&r->atoms, k)) {
            continue;
        }
        if (atom->kind != ATOM_WORD || n + atom->word.len + 1 > PHRASE_MOST) {
            return (struct str){0};
        }
        if (n) {
            buffer[n++] = ' ';
        }
        memcpy(buffer + n, atom->word.at, atom->word.len);
        n += atom->word.len;
    }
    return (struct str){buffer, n};
}

static int row_where(struct str key, const char *where)
{
    int row = lexicon_find(&lexicon_bound_phrases, key);
    while (row >= 0 && !str_is(lexicon_cell(&lexicon_bound_phrases, row, BOUND_PHRASES_WHERE), where)) {
        row = lexicon_next(&lexicon_bound_phrases, row);
    }
    return row;
}

/* "<", ">=", "~" glued or set apart before the number. */
static uint32_t sign_before(const struct reading *r, uint32_t first, enum bound *bound)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = first - 1;
    bool equal = atom_is_sign(atoms, i, '=') && i > r->taken &&
                 (atom_is_sign(atoms, i - 1, '<') || atom_is_sign(atoms, i - 1, '>'));
    i -= equal;
    switch (atoms->at[i].sign) {
    case '<':
        *bound = equal ? BOUND_LE : BOUND_LT;
        return i;
    case '>':
        *bound = equal ? BOUND_GE : BOUND_GT;
        return i;
    case 0x2264:
        *bound = BOUND_LE;
        return i;
    case 0x2265:
        *bound = BOUND_GE;
        return i;
    case '~':
    case 0x2248:
        *bound = BOUND_APPROX;
        return i;
    default:
        return first;
    }
}

/* "crept up to 7.6%", "went up to $5", "adds up to 40": the "up" is the verb's, and the level is reached. */
static bool moved_up_to(const struct reading *r, uint32_t at)
{
    return at > 0 && atom_is(&r->atoms, at, "up") && atom_is(&r->atoms, at + 1, "to") &&
           (in_context(r, at - 1, "moved up", NULL) || in_context(r, at - 1, "summed up", NULL));
}

/* Words that only bound a number when nothing else explains them. */
static bool risky_fits(const struct reading *r, uint32_t at)
{
    if (moved_up_to(r, at)) {
        return false;
    }
    if (!in_context(r, at, "risky bound", NULL)) {
        return true;
    }
    /* "all over 5 countries", "spread over three years": during or across, no bound. */
    static const char *const SPREAD[] = {"spread",     "all",     "scattered", "stretched",
                                         "stretching", "divided", "split",     NULL};
    bool over = atom_is(&r->atoms, at, "over") && at > 0;
    if (at > 0 && atom_is(&r->atoms, at, "about") && in_context(r, at - 1, "talk", NULL)) {
        return false; /* "we talk about 20 wickets" */
    }
    if (over && in_context(r, at - 1, "hands over", NULL)) {
        return false; /* "handed over 40 files" */
    }
    bool because = over && in_context(r, at - 1, "dispute", NULL); /* "quits over £3m bill" */
    enum { PREFERRED_MOST = 5 };
    bool rather = false; /* "picked Lee over two others" */
    for (uint32_t k = at; over && k > 0 && at - k < PREFERRED_MOST && same_sentence(r, k - 1, at) && !rather; k--) {
        rather = in_context(r, k - 1, "prefer", NULL);
    }
    return !because && !rather && !(over && atom_is_any(&r->atoms, at - 1, SPREAD));
}

uint32_t bound_before(const struct reading *r, uint32_t first, enum bound *bound)
{
    char buffer[PHRASE_MOST + 1];
    uint32_t found = first;
    *bound = BOUND_EQ;
    if (first <= r->taken) {
        return first;
    }
    if (r->atoms.at[first - 1].kind == ATOM_SIGN && !atom_is_dash(&r->atoms, first - 1)) {
        return sign_before(r, first, bound);
    }
    uint32_t end = first;
    if ((atom_is(&r->atoms, end - 1, "a") || atom_is(&r->atoms, end - 1, "an")) && end - 1 > r->taken) {
        end--; /* "about a 100 metres" */
    }
    for (uint32_t i = first; i > r->taken && first - i < PHRASE_ATOMS && same_sentence(r, i - 1, first); i--) {
        if (atom_is_dash(&r->atoms, i - 1)) {
            continue; /* of "more-than-five", and no first word: "- more than five" */
        }
        struct str whole = phrase(r, i - 1, first, buffer);
        if (!whole.len) {
            break;
        }
        int row = row_where(whole, "before");
        bool across =
            atom_is(&r->atoms, i - 1, "over") || atom_is(&r->atoms, i - 1, "under"); /* "over a 12-day trip" */
        if (row < 0 && end < first && i - 1 < end && !across) {
            row = row_where(phrase(r, i - 1, end, buffer), "before");
        }
        if (row >= 0 && risky_fits(r, i - 1)) {
            *bound = bound_named(lexicon_cell(&lexicon_bound_phrases, row, BOUND_PHRASES_BOUND));
            found = i - 1;
        }
    }
    return found;
}

/* Whether a noun, with its adjective or none, stands right behind the number at atom i. */
static bool counts_behind(const struct reading *r, uint32_t i)
{
    enum tag next = atom_tag(r, i + 1);
    return same_sentence(r, i, i + 1) && (next == TAG_NOUN || next == TAG_ADJ);
}

static uint32_t bound_behind(const struct reading *r, uint32_t end, enum bound *bound, uint32_t *from)
{
    char buffer[PHRASE_MOST + 1];
    uint32_t found = end, start = end;
    *bound = BOUND_EQ;
    if (atom_is_sign(&r->atoms, end, '+') && atom_glued(&r->atoms, end)) {
        *bound = BOUND_GE;
        *from = end;
        return end + 1;
    }
    if (atom_is_dash(&r->atoms, end) && (atom_is(&r->atoms, end + 1, "odd") || atom_is(&r->atoms, end + 1, "plus") ||
                                         atom_is(&r->atoms, end + 1, "ish"))) {
        *bound = atom_is(&r->atoms, end + 1, "plus") ? BOUND_GE : BOUND_APPROX;
        *from = end + 1;
        return end + 2;
    }
    *from = start;
    for (uint32_t k = start; k < r->atoms.count && k < start + 3 && same_sentence(r, end - 1, k); k++) {
        struct str whole = phrase(r, start, k + 1, buffer);
        if (!whole.len) {
            break;
        }
        int row = row_where(whole, "after");
        bool both = atom_is(&r->atoms, k, "plus") && atom_is(&r->atoms, k + 1, "or"); /* "plus or minus" */
        both |= atom_is(&r->atoms, k, "two") && counts_behind(r, k); /* "one or two members", not "a year or two" */
        if (row >= 0 && !both) {
            *bound = bound_named(lexicon_cell(&lexicon_bound_phrases, row, BOUND_PHRASES_BOUND));
            found = k + 1;
        }
    }
    return found;
}

/* "no fare will be higher than $599", "did not lose more than 5%": whether the clause before a "than" denies it. */
static bool is_denied(const struct reading *r, uint32_t start, uint32_t first)
{
    enum { DENIED_MOST = 12 };
    static const char *const NO[] = {"no", "not", "n't", "never", "none", "nobody", "nothing", "neither", NULL};
    static const char *const BREAKS[] = {"that",  "which", "who",  "but", "because", "if", "when",
                                         "while", "only",  "than", "and", "or",      NULL};
    const struct atoms *atoms = &r->atoms;
    unsigned verbs = 0;
    if (first == start || !atom_is(atoms, first - 1, "than")) {
        return false;
    }
    for (uint32_t k = start; k > 0 && start - k < DENIED_MOST && same_sentence(r, k - 1, start); k--) {
        verbs += atom_tag(r, k - 1) == TAG_VERB;
        if (verbs > 1) {
            return false; /* "who was not allowed to speak said it had more than 200" */
        }
        if (atom_is_any(atoms, k - 1, NO)) {
            return !atom_is(atoms, k, "only") && !atom_is(atoms, k, "doubt");
        }
        if (atom_is_any(atoms, k - 1, BREAKS) || (atoms->at[k - 1].kind == ATOM_SIGN && !atom_is_dash(atoms, k - 1))) {
            return false;
        }
    }
    return false;
}

enum bound read_bound(const struct reading *r, uint32_t first, uint32_t end, struct span *modifier)
{
    enum bound before, after;
    uint32_t from, start = bound_before(r, first, &before), stop = bound_behind(r, end, &after, &from);
    *modifier = (struct span){0, 0};
    if (stop > end && (after != BOUND_EQ || start == first) && (before == BOUND_EQ || before == BOUND_APPROX)) {
        *modifier = atoms_span(r, from, stop);
        return after;
    }
    if (start < first) {
        *modifier = atoms_span(r, start, first);
    }
    bool denied = (before == BOUND_GT || before == BOUND_LT) && is_denied(r, start, first);
    return !denied ? before : before == BOUND_GT ? BOUND_LE : BOUND_GE;
}

const char *timex_mod(enum bound bound)
{
    static const char *const MODS[] = {NULL, "MORE_THAN", "EQUAL_OR_MORE", "LESS_THAN", "EQUAL_OR_LESS", "APPROX"};
    return MODS[bound];
}
