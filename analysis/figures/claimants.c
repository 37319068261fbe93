#include "analysis/figures/claimants.h"

enum { OBJECT_MOST = 14, SUBJECT_MOST = 10 };

/* Whether atoms [first, end) name what a number is put on: "the toll", "losses", "the number of dead". */
static bool is_numbered(const struct reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t k = first; k < end; k++) {
        if (in_context(r, k, "numbered", NULL)) {
            return true;
        }
    }
    return false;
}

/* The verb whose object and number end before atom `end`: "put ... at |", "estimates losses of |"; `end` when there is
 * none. No other verb or clause stands between. */
static uint32_t verb_of(const struct reading *r, uint32_t end)
{
    bool at = atom_is(&r->atoms, end - 1, "at") || atom_is(&r->atoms, end - 1, "to");
    for (uint32_t k = end - 1; k > 0 && end - k < OBJECT_MOST && same_sentence(r, k - 1, end); k--) {
        enum tag tag = atom_tag(r, k - 1);
        if (tag != TAG_ADJ && in_context(r, k - 1, at ? "puts at" : "gives", NULL) && is_numbered(r, k, end - 1)) {
            return k - 1;
        }
        bool noun = is_numbered(r, k - 1, k); /* "investment needs", whatever its tag */
        if ((tag == TAG_VERB && !noun) || tag == TAG_AUX || tag == TAG_SCONJ || r->atoms.at[k - 1].kind == ATOM_SIGN) {
            break;
        }
    }
    return end;
}

/* Where "had", and how many did so, end before the participle at atom `verb`: "had [on average] expected"; `verb` when
 * it is not there. */
static uint32_t behind_had(const struct reading *r, uint32_t verb)
{
    uint32_t k = verb;
    if (k > 2 && atom_is(&r->atoms, k - 1, "average") && atom_is(&r->atoms, k - 2, "on")) {
        k -= 2;
    }
    while (k > 0 && atom_tag(r, k - 1) == TAG_ADV) {
        k--;
    }
    return k > 0 && atom_is(&r->atoms, k - 1, "had") ? k : verb;
}

/* "has", "now", "yesterday" between the subject and its verb. */
static uint32_t skip_helpers(const struct reading *r, uint32_t verb)
{
    static const char *const HAVE[] = {"has", "have", "had", NULL}, *const LAST[] = {"last", "this", NULL};
    uint32_t end = verb;
    while (end > 0 && (atom_is_any(&r->atoms, end - 1, HAVE) || atom_tag(r, end - 1) == TAG_ADV ||
                       atom_in(&r->atoms, end - 1, CLASS_BIT(DEICTIC)))) {
        end--;
    }
    bool last = end > 1 && atom_is_any(&r->atoms, end - 2, LAST) &&
                atom_in(&r->atoms, end - 1, CLASS_BIT(UNIT) | CLASS_BIT(MONTH) | CLASS_BIT(WEEKDAY));
    return last ? end - 2 : end;
}

/* "analysts forecast", "the Fund, which last month predicted": whether the verb at an atom, of the past perhaps, has
 * its subject before it, and is no participle or noun ("the growth forecast"). */
static bool has_subject(const struct reading *r, uint32_t verb)
{
    uint32_t end = skip_helpers(r, verb);
    if (end == 0 || atom_tag(r, verb) != TAG_VERB || !same_sentence(r, end - 1, verb)) {
        return false;
    }
    bool many = atom_tag(r, end - 1) == TAG_NOUN && str_ends(r->atoms.at[end - 1].word, STR("s")) &&
                !is_numbered(r, end - 1, end); /* not "costs estimated at |" */
    return many || atom_tag(r, end - 1) == TAG_PROPN || atom_is(&r->atoms, end - 1, "which") ||
           atom_is(&r->atoms, end - 1, "who");
}

/* "expects it to peak at |", "sees growth of |", "expect a rise to |": the verb of expectation in whose clause the
 * number before atom `end` stands; `end` when there is none. Between them stand at most an object and an infinitive. */
static uint32_t expecting_verb(const struct reading *r, uint32_t end)
{
    for (uint32_t k = end; k > 1 && end - k < OBJECT_MOST && same_sentence(r, k - 1, end); k--) {
        enum tag tag = atom_tag(r, k - 1);
        bool verb = tag == TAG_VERB || tag == TAG_AUX;
        bool sees =
            atom_is(&r->atoms, k - 1, "sees") || (atom_is(&r->atoms, k - 1, "see") && atom_is(&r->atoms, k - 2, "now"));
        uint32_t had = in_context(r, k - 1, "predicted", NULL) ? behind_had(r, k - 1) : k;
        if (had < k - 1 || (had < k && has_subject(r, k - 1))) {
            return had;
        }
        if (verb && (in_context(r, k - 1, "expects", NULL) || (sees && is_numbered(r, k, end)))) {
            return atom_is(&r->atoms, k - 2, "to") ? end : k - 1;
        }
        bool infinitive = verb && atom_is(&r->atoms, k - 2, "to");
        bool noun =
            str_ends(r->atoms.at[k - 1].word, STR("ing")) && atom_tag(r, k) == TAG_NOUN; /* "operating profit" */
        if ((verb && !infinitive && !noun) || tag == TAG_SCONJ || r->atoms.at[k - 1].kind == ATOM_SIGN) {
            break;
        }
    }
    return end;
}

/* "cut its growth forecast for this year to |": the verb, where a number that somebody gives is changed; `end` when
 * there is none. */
static uint32_t revising_verb(const struct reading *r, uint32_t end)
{
    static const char *const OWN[] = {"its", "their", "his", "her", NULL};
    bool given = false;
    static const char *const TO[] = {"to", "by", "from", NULL};
    if (!atom_is_any(&r->atoms, end - 1, TO)) {
        return end;
    }
    for (uint32_t k = end - 1; k > 1 && end - k < OBJECT_MOST && same_sentence(r, k - 1, end); k--) {
        given |= in_context(r, k - 1, "outlook", NULL);
        if (given && atom_is_any(&r->atoms, k - 1, OWN)) {
            return atom_tag(r, k - 2) == TAG_VERB ? k - 2 : end;
        }
        if (r->atoms.at[k - 1].kind == ATOM_SIGN && !atom_is_dash(&r->atoms, k - 1) &&
            !atom_is_sign(&r->atoms, k - 1, '%')) {
            break; /* "lowered its forecast from 2.5% to |" goes on */
        }
    }
    return end;
}

/* "the Fund (IMF), which forecast": where what a relative clause says more of ends; `end` where none is. */
static uint32_t before_relative(const struct reading *r, uint32_t end)
{
    enum { BRACKET_MOST = 4 };
    const struct atoms *atoms = &r->atoms;
    if (end < 3 || !(atom_is(atoms, end - 1, "which") || atom_is(atoms, end - 1, "who")) ||
        !atom_is_sign(atoms, end - 2, ',')) {
        return end;
    }
    uint32_t k = end - 2;
    bool bracket = atom_is_sign(atoms, k - 1, ')');
    for (uint32_t open = k; bracket && open > 1 && k - open < BRACKET_MOST; open--) {
        if (atom_is_sign(atoms, open - 1, '(')) {
            return open - 1;
        }
    }
    return k;
}

/* "the 2.2% predicted by |": where the phrase begins that says who gave the number which ends before atom `end`; 0 when
 * none does. */
static uint32_t behind_by(const struct reading *r, uint32_t end)
{
    return in_context(r, end, "predicted", NULL) && atom_is(&r->atoms, end + 1, "by") &&
                   same_sentence(r, end - 1, end + 2)
               ? end + 2
               : 0;
}

/* "the 165 billion yen it predicted": the pronoun of who gave the number that ends before atom `end`; `end` when none
 * does. */
static uint32_t predicted_by(const struct reading *r, uint32_t end)
{
    uint32_t verb = end + 1 + atom_is(&r->atoms, end + 1, "had");
    bool given = end < r->atoms.count && atom_tag(r, end) == TAG_PRON && in_context(r, verb, "predicted", NULL) &&
                 same_sentence(r, end - 1, verb);
    return given ? end + 1 : end;
}

/* The noun phrase that begins at atom `first`: its end. */
static uint32_t phrase_end(const struct reading *r, uint32_t first)
{
    enum { PHRASE_MOST = 8 };
    uint32_t k = first;
    while (k < first + PHRASE_MOST && atom_is_word(&r->atoms, k) && same_sentence(r, first, k) &&
           (atom_tag(r, k) == TAG_NOUN || atom_tag(r, k) == TAG_PROPN || atom_tag(r, k) == TAG_ADJ ||
            (k == first && atom_tag(r, k) == TAG_DET))) {
        k++;
    }
    return k;
}

/* Where the noun phrase begins that ends before atom `end`, with "of" and "in" inside it ("officials in Gaza"); the
 * atom behind its own noun goes to *noun. */
static uint32_t subject_start(const struct reading *r, uint32_t end, uint32_t *noun)
{
    static const char *const INSIDE[] = {"of", "in", "for", NULL};
    static const char *const ASKED[] = {"polled", "surveyed", NULL}; /* "economists polled by Reuters" */
    const struct atoms *atoms = &r->atoms;
    uint32_t k = end;
    *noun = end;
    for (; k > 0 && end - k < SUBJECT_MOST && same_sentence(r, k - 1, end - 1); k--) {
        enum tag tag = atom_tag(r, k - 1);
        bool nominal = tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_ADJ || tag == TAG_DET;
        bool owner = atom_is(atoms, k - 1, "'s") || atom_is(atoms, k - 1, "s") || atom_is_sign(atoms, k - 1, 0x2019);
        bool inside = k < end && k > 1 && atom_is_any(atoms, k - 1, INSIDE) && atom_tag(r, k - 2) != TAG_VERB;
        inside |= k < end && k > 1 && atom_is(atoms, k - 1, "by") && atom_is_any(atoms, k - 2, ASKED);
        inside |= k < end && k > 1 && atom_is_any(atoms, k - 1, ASKED) && atom_is(atoms, k, "by");
        if (!nominal && !owner && !inside && !atom_is_dash(atoms, k - 1)) {
            break;
        }
        *noun = inside ? k - 1 : *noun;
        bool begins = tag == TAG_DET && k > 1 && !atom_is_any(atoms, k - 2, INSIDE) && !atom_is(atoms, k - 2, "by");
        if (begins) {
            return k - 1; /* "In its report [the bank] lowered" */
        }
    }
    return k;
}

/* "COGAT, an agency that coordinates aid, put": where the subject ends before what is said of it between commas; `end`
 * where no comma stands before it, 0 where none opens. */
static uint32_t skip_aside(const struct reading *r, uint32_t end)
{
    enum { ASIDE_MOST = 16 };
    if (!atom_is_sign(&r->atoms, end - 1, ',')) {
        return end;
    }
    for (uint32_t k = end - 1; k > 1 && end - k < ASIDE_MOST && same_sentence(r, k - 1, end - 1); k--) {
        if (atom_is_sign(&r->atoms, k - 1, ',')) {
            return k - 1;
        }
    }
    return 0;
}

/* "3.5 billion guaraníes ($440,000)": the same amount again is claimed by whoever claims the first. */
static bool take_claimant_before(struct reading *r, uint32_t first, struct figure *f)
{
    size_t count = r->found->list.count;
    const struct figure *before = count > 1 ? figure_at(r, count - 2) : NULL;
    bool again = before && first > 1 && atom_is_sign(&r->atoms, first - 1, '(') && before->type == FIGURE_MONEY &&
                 f->type == FIGURE_MONEY && r->atoms.at[first - 2].span.end == before->span.end && before->claimant.len;
    if (again) {
        f->claimant = before->claimant;
        f->claimant_entity = before->claimant_entity;
    }
    return again;
}

void find_claimant(struct reading *r, uint32_t first, uint32_t behind, struct figure *f)
{
    const struct atoms *atoms = &r->atoms;
    if (take_claimant_before(r, first, f)) {
        return;
    }
    static const char *const NAMELESS[] = {"that", "which", "who", "this", "estimates", NULL};
    bool modified = !span_empty(f->modifier) && f->modifier.start < f->span.start;
    uint32_t start = modified ? atom_behind(r, first, f->modifier.start) : first;
    static const char *const NEARER[] = {"closer", "nearer", "near", NULL}; /* "put the figure closer to |" */
    bool nearer = start > 2 && atom_is(atoms, start - 1, "to") && atom_is_any(atoms, start - 2, NEARER);
    bool at = nearer || (start > 1 && (atom_is(atoms, start - 1, "at") || atom_is(atoms, start - 1, "of")));
    bool amount = f->type < FIGURE_DATE;
    uint32_t verb = at && amount ? verb_of(r, start) : start;
    verb = verb == start && start > 1 && amount ? expecting_verb(r, start) : verb;
    verb = verb == start && start > 1 && amount ? revising_verb(r, start) : verb;
    uint32_t end = verb < start ? before_relative(r, skip_helpers(r, verb)) : 0, noun;
    end = end > 0 ? skip_aside(r, end) : 0;
    uint32_t last = atom_behind(r, behind, f->span.end), by = amount ? behind_by(r, last) : 0;
    end = by ? phrase_end(r, by) : amount && predicted_by(r, last) > last ? last + 1 : end;
    if (end == 0 || !same_sentence(r, end - 1, first) || !atom_is_word(atoms, end - 1) ||
        atom_is_any(atoms, end - 1, NAMELESS)) {
        return;
    }
    const int32_t *entities = r->entities->at_token;
    if (atom_tag(r, end - 1) == TAG_PRON) {
        f->claimant_entity = entities ? entities[atoms->at[end - 1].token] : NO_ENTITY;
        f->claimant = f->claimant_entity == NO_ENTITY ? (struct str){0} : r->entities->list.at[f->claimant_entity].name;
        return;
    }
    uint32_t from = subject_start(r, end, &noun);
    enum tag head = from < noun ? atom_tag(r, noun - 1) : TAG_X;
    if (head != TAG_NOUN && head != TAG_PROPN) {
        return;
    }
    f->claimant_entity = entities ? entities[atoms->at[noun - 1].token] : NO_ENTITY;
    f->claimant = f->claimant_entity == NO_ENTITY ? span_text(r->words->text, atoms_span(r, from, end))
                                                  : r->entities->list.at[f->claimant_entity].name;
}
