#include "analysis/figures/idle.h"

static bool nominal(enum tag tag)
{
    return tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_ADJ;
}

/* "before the half", "into the Italian half": of a game or a field, for nothing behind says what is halved. */
static bool half_of_game(const struct reading *r, const struct numeral *n)
{
    static const char *const WHICH[] = {"the", "this", "that", "each", "either", "every", "his", "their", "its", NULL};
    const struct atoms *atoms = &r->atoms;
    enum tag next = atom_tag(r, n->end);
    bool halved = same_sentence(r, n->first, n->end) && (nominal(next) || next == TAG_DET || next == TAG_PRON ||
                                                         next == TAG_NUM || atom_is(atoms, n->end, "of"));
    return atom_is(atoms, n->first, "half") && n->end == n->first + 1 && !halved && !atom_is_dash(atoms, n->end) &&
           (atom_is_any(atoms, n->first - 1, WHICH) || nominal(atom_tag(r, n->first - 1)));
}

/* "threatened further scores": goals, not twenties. */
static bool scores_of_game(const struct reading *r, const struct numeral *n)
{
    enum tag before = atom_tag(r, n->first - 1);
    return atom_is(&r->atoms, n->first, "scores") && n->end == n->first + 1 && !atom_is(&r->atoms, n->end, "of") &&
           (nominal(before) || before == TAG_DET || before == TAG_PRON || before == TAG_NUM);
}

/* "when I first came", "would first have to agree": the first time. */
static bool at_first(const struct reading *r, const struct numeral *n)
{
    enum tag before = atom_tag(r, n->first - 1);
    return atom_is(&r->atoms, n->first, "first") && n->end == n->first + 1 && atom_tag(r, n->end) == TAG_VERB &&
           same_sentence(r, n->first, n->end) &&
           (before == TAG_AUX || ((before == TAG_PRON || before == TAG_NOUN || before == TAG_PROPN) &&
                                  !atom_is(&r->atoms, n->first - 1, "'s")));
}

/* "First, they dissolve": an adverb that opens a sentence. */
static bool opens_list(const struct reading *r, const struct numeral *n)
{
    return n->ordinal && n->in_words && n->end == n->first + 1 && atom_is_sign(&r->atoms, n->end, ',') &&
           r->words->tokens[r->atoms.at[n->first].token].flags & SENTENCE_START;
}

/* "at one point", "a slip or two". */
static bool is_vague(const struct reading *r, const struct numeral *n)
{
    static const char *const ARTICLES[] = {"a", "an", NULL}, *const TIMES[] = {"point", "time", "stage", NULL};
    const struct atoms *atoms = &r->atoms;
    uint32_t i = n->first;
    if (i == 0 || n->end != i + 1) {
        return false;
    }
    bool at_one = atom_is(atoms, i, "one") && atom_is(atoms, i - 1, "at") && atom_is_any(atoms, n->end, TIMES);
    bool or_two = i > 2 && atom_is(atoms, i, "two") && atom_is(atoms, i - 1, "or") && atom_tag(r, i - 2) == TAG_NOUN &&
                  atom_is_any(atoms, i - 3, ARTICLES);
    return at_one || or_two;
}

/* "a zero tolerance drive", "zero-sum", "second hand boats", "a third party", "scores from Lund": nothing is counted.
 */
static bool in_phrase(const struct reading *r, const struct numeral *n)
{
    static const char *const WHAT[] = {"tolerance", "sum", "hour", "hours", "gravity", NULL};
    static const char *const PARTIES[] = {"party", "parties", NULL};
    const struct atoms *atoms = &r->atoms;
    uint32_t i = n->end + atom_is_dash(atoms, n->end);
    if (atom_is(atoms, n->end - 1, "third")) { /* "third", or "a third" */
        return n->end <= n->first + 2 && atom_is_any(atoms, i, PARTIES);
    }
    return n->end == n->first + 1 && ((atom_is(atoms, n->first, "zero") && atom_is_any(atoms, i, WHAT)) ||
                                      (atom_is(atoms, n->first, "second") && atom_is(atoms, i, "hand")) ||
                                      (atom_is(atoms, n->first, "scores") && atom_is(atoms, n->end, "from")));
}

/* "a top ten side", "six top five hits": a rank that a noun is called by. */
static bool is_rank(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t top = n->first - (n->first > 0);
    bool called = top > 0 && atom_is(atoms, top, "top") && nominal(atom_tag(r, n->end));
    return called && same_sentence(r, top - 1, n->end) &&
           (atom_is(atoms, top - 1, "a") || atom_is_number(atoms, top - 1) || atom_tag(r, top - 1) == TAG_NUM);
}

bool is_idle(const struct reading *r, const struct numeral *n)
{
    bool word = n->in_words && n->first > 0 && same_sentence(r, n->first - 1, n->first);
    return in_phrase(r, n) || is_rank(r, n) || is_vague(r, n) || opens_list(r, n) ||
           (word && (half_of_game(r, n) || scores_of_game(r, n) || at_first(r, n)));
}
