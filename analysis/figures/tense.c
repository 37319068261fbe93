#include "analysis/figures/tense.h"

#include "analysis/words/lemma.h"

/* "brought", "sold": a verb whose dictionary form is another and whose ending is none of the present's. */
static bool irregular_past(const struct reading *r, uint32_t i)
{
    struct str word = r->atoms.at[i].word;
    return atom_tag(r, i) == TAG_VERB && word.len > 2 && !str_ends(word, STR("s")) && !str_ends(word, STR("ing")) &&
           !str_equal(lemma(r->arena, word, TAG_VERB), word);
}

/* "rebuilt" ends otherwise, "succeed" and "need" end so without being past. */
static bool ends_past(struct str word)
{
    return str_ends(word, STR("ed")) && (!str_ends(word, STR("eed")) || str_ends(word, STR("greed")) ||
                                         str_ends(word, STR("freed")) || str_ends(word, STR("teed")));
}

static bool verb_past(const struct reading *r, uint32_t i)
{
    static const char *const PRESENT[] = {"is", "are", "be", "being", NULL};
    if (i > 0 && atom_is_any(&r->atoms, i - 1, PRESENT)) {
        return false; /* "shops are closed" */
    }
    const struct atom *atom = &r->atoms.at[i];
    enum tag tag = atom_tag(r, i);
    return in_context(r, i, "past", NULL) || ((tag == TAG_VERB || tag == TAG_AUX) && ends_past(atom->word)) ||
           irregular_past(r, i);
}

/* "will be held", "to be held": a participle whose helpers begin with a future word. */
static bool future_before(const struct reading *r, uint32_t i)
{
    static const char *const HELPERS[] = {"be", "have", "not", "also", "only", "get", "stay", "remain", "keep", NULL};
    static const char *const WORDS[] = {"will", "shall", "'ll", "would", "to", "can", "may", "should", "must", NULL};
    uint32_t k = i;
    bool have = false;
    while (k > 0 && i - k < 4 && same_sentence(r, i, k - 1) && atom_is_any(&r->atoms, k - 1, HELPERS)) {
        k--;
        have |= atom_is(&r->atoms, k, "have");
    }
    if (have && k > 0 && !atom_is(&r->atoms, k - 1, "will") && !atom_is(&r->atoms, k - 1, "shall")) {
        return false; /* "should have sold in May" */
    }
    return k > 0 && k < i && atom_is_any(&r->atoms, k - 1, WORDS);
}

/* "did not concede until", "had never met before": what the "not" ended with is over. */
static bool not_before(const struct reading *r, uint32_t i)
{
    static const char *const DID[] = {"did", "had", "was", "were", "didn't", "wasn't", NULL};
    static const char *const NOT[] = {"not", "n't", "never", "nt", NULL};
    bool denied = false;
    for (uint32_t k = i; k > 0 && i - k < 12 && same_sentence(r, i, k - 1); k--) {
        denied |= atom_is_any(&r->atoms, k - 1, NOT);
        if (atom_is_any(&r->atoms, k - 1, DID)) {
            return denied || str_ends(r->atoms.at[k - 1].word, STR("t"));
        }
    }
    return false;
}

/* "had been due": what was planned is over. */
static bool had_before(const struct reading *r, uint32_t i)
{
    for (uint32_t k = i; k > 0 && i - k < 4 && same_sentence(r, i, k - 1); k--) {
        if (atom_is(&r->atoms, k - 1, "had")) {
            return true;
        }
    }
    return false;
}

/* "set to resume", "is to leave", "agreed to meet", "an agreement to buy": an infinitive that lies ahead; not behind
 * "had", for what had been planned is over, but what was agreed is not. */
static bool plan_before(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    if (i < 2 || !atom_is(atoms, i - 1, "to")) {
        return false;
    }
    uint32_t verb = i - 2;
    if (verb > 1 && atom_in(atoms, verb, CLASS_BIT(UNIT) | CLASS_BIT(WEEKDAY)) &&
        atom_in(atoms, verb - 1, CLASS_BIT(RELATIVE))) {
        verb -= 2; /* "agreed last week to raise" */
    }
    return in_context(r, verb, "plan", NULL) && (atom_is(atoms, verb, "agreed") || !had_before(r, verb));
}

/* "guidelines to be published in": i stands at the participle. */
static bool to_be_done(const struct reading *r, uint32_t i)
{
    return i > 2 && atom_is(&r->atoms, i - 1, "be") && atom_is(&r->atoms, i - 2, "to") &&
           atom_tag(r, i - 3) == TAG_NOUN && atom_tag(r, i) == TAG_VERB;
}

/* "as soon as Tuesday", "as early as Tuesday". */
static bool as_soon_as(const struct atoms *atoms, uint32_t i)
{
    return i > 2 && atom_is(atoms, i - 1, "as") &&
           (atom_is(atoms, i - 2, "soon") || atom_is(atoms, i - 2, "early") || atom_is(atoms, i - 2, "late"));
}

/* Whether the verbs before atom i speak of what is over: "was rebuilt by", but not "agreed to leave by". */
static bool over_before(const struct reading *r, uint32_t i)
{
    static const char *const OVER[] = {"was", "were", "had", "been", "did", NULL};
    for (uint32_t k = i; k > 0 && i - k < 18 && same_sentence(r, i, k - 1); k--) {
        if (atom_is(&r->atoms, k - 1, "will") || atom_is(&r->atoms, k - 1, "must") ||
            (atom_is(&r->atoms, k - 1, "to") && atom_tag(r, k) == TAG_VERB)) {
            return false;
        }
        if (atom_is_any(&r->atoms, k - 1, OVER)) {
            return true;
        }
    }
    return false;
}

/* Whether atom i is a verb in the present tense with a subject before it: "they visit", "talks resume", "he meets". */
static bool present_verb(const struct reading *r, uint32_t i)
{
    static const char *const SUBJECTS[] = {"they", "we", "you", "i", "who", "which", "that", "whom", NULL};
    const struct atoms *atoms = &r->atoms;
    struct str word = atoms->at[i].word;
    if (i == 0 || atom_tag(r, i) != TAG_VERB || word.len < 2 || in_context(r, i, "timeless", NULL)) {
        return false;
    }
    enum tag before = atom_tag(r, i - 1);
    bool noun = before == TAG_NOUN || before == TAG_PROPN || before == TAG_PRON || atom_is_any(atoms, i - 1, SUBJECTS);
    bool singular = str_ends(word, STR("s")) && !str_ends(word, STR("ss"));
    bool plural = str_equal(lemma(r->arena, word, TAG_VERB), word) && !str_ends(word, STR("ed")) &&
                  (atom_is_any(atoms, i - 1, SUBJECTS) || str_ends(atoms->at[i - 1].word, STR("s")));
    return noun && (singular || plural);
}

/* "must refinance in June", "could start in August"; "should have opened in May" is met at its participle first. */
static bool is_modal(const struct reading *r, uint32_t i)
{
    enum { NOBODY_MOST = 10 };
    static const char *const MODALS[] = {"must", "should", "might", "could", "may", "ought", "can", NULL};
    static const char *const NOBODY[] = {"neither", "nobody", "none", "no", NULL}; /* "Neither could be found" */
    if (atom_tag(r, i) != TAG_AUX || !atom_is_any(&r->atoms, i, MODALS)) {
        return false;
    }
    bool could = atom_is(&r->atoms, i, "could") || atom_is(&r->atoms, i, "can"),
         denied = atom_is(&r->atoms, i + 1, "not") || atom_is(&r->atoms, i + 1, "n't");
    for (uint32_t k = i; could && k > 0 && i - k < NOBODY_MOST && same_sentence(r, k - 1, i); k--) {
        denied |= atom_is_any(&r->atoms, k - 1, NOBODY);
    }
    return !(could && denied);
}

static bool is_mark(const struct reading *r, uint32_t i)
{
    return r->words->tokens[r->atoms.at[i].token].kind == TOKEN_QUOTE;
}

/* A mark that touches what is behind it alone. */
static bool opens_quotation(const struct reading *r, uint32_t i)
{
    return is_mark(r, i) && (i == 0 || !atom_glued(&r->atoms, i));
}

/* "Ask me on Tuesday": a verb in its dictionary form that opens a sentence or a quotation. */
static bool is_imperative(const struct reading *r, uint32_t i)
{
    const struct token *token = &r->words->tokens[r->atoms.at[i].token];
    bool opens = token->flags & SENTENCE_START || (i > 0 && opens_quotation(r, i - 1));
    struct str word = r->atoms.at[i].word;
    return opens && atom_tag(r, i) == TAG_VERB && !ends_past(word) && !str_ends(word, STR("ing")) &&
           str_equal(lemma(r->arena, word, TAG_VERB), word);
}

/* "was told of the plan on Tuesday": a noun of plans behind "of the" or "about the" says nothing of when. */
static bool is_told_of(const struct reading *r, uint32_t i)
{
    return i > 1 && atom_tag(r, i) == TAG_NOUN && atom_is(&r->atoms, i - 1, "the") &&
           (atom_is(&r->atoms, i - 2, "of") || atom_is(&r->atoms, i - 2, "about"));
}

/* "could not be finished before August": i stands at the day. */
static bool not_before_day(const struct reading *r, uint32_t i)
{
    enum { BACK_MOST = 8 };
    static const char *const MODALS[] = {"could", "can", "would", "will", NULL};
    for (uint32_t k = i; i > 0 && atom_is(&r->atoms, i - 1, "before") && k > 1 && i - k < BACK_MOST; k--) {
        if (!same_sentence(r, k - 2, i) || !atom_is_word(&r->atoms, k - 1)) {
            break;
        }
        if ((atom_is(&r->atoms, k - 1, "not") || atom_is(&r->atoms, k - 1, "n't")) &&
            atom_is_any(&r->atoms, k - 2, MODALS)) {
            return true;
        }
    }
    return false;
}

/* "a cut was likely in May"; not "a likely cause". */
static bool is_likely(const struct reading *r, uint32_t i)
{
    enum tag next = atom_tag(r, i + 1);
    return (atom_is(&r->atoms, i, "likely") || atom_is(&r->atoms, i, "possible")) && next != TAG_NOUN &&
           next != TAG_ADJ && next != TAG_PROPN;
}

/* "awaiting Wednesday's data": i stands at the day. */
static bool awaits(const struct reading *r, uint32_t i)
{
    return i > 0 && same_sentence(r, i, i - 1) && in_context(r, i - 1, "await", NULL);
}

/* "turns 27 in December", "voters go to the polls in May", "the cuts take effect on Monday", "announces its next
 * decision on Thursday": a present tense of what goes by a timetable. */
static bool goes_by_timetable(const struct reading *r, uint32_t i)
{
    static const char *const TAKE[] = {"take", "takes", NULL}, *const EFFECT[] = {"effect", "place", "office", NULL};
    bool takes = atom_is_any(&r->atoms, i, TAKE) && atom_is_any(&r->atoms, i + 1, EFFECT);
    bool next = atom_is(&r->atoms, i + 1, "next") || (atom_is(&r->atoms, i + 2, "next") && same_sentence(r, i, i + 2));
    bool apart = next && i > 0 && atom_is_sign(&r->atoms, i - 1, ',') && atom_tag(r, i) == TAG_VERB &&
                 str_ends(r->atoms.at[i].word, STR("s")); /* "The bank, which ..., announces its next" */
    return apart || ((takes || next || in_context(r, i, "timetable", NULL)) && present_verb(r, i));
}

/* "Wednesday's ruling" is over, unless something leads up to it: "ahead of Sunday's vote". */
static bool possessive_over(const struct reading *r, uint32_t i)
{
    static const char *const LEADS[] = {"before", "for", "until", "till", "of", "at", "in", "by", NULL};
    const struct atoms *atoms = &r->atoms;
    bool own = (atom_is(atoms, i + 1, "'s") && atom_glued(atoms, i + 1)) ||
               (atom_is(atoms, i + 2, "s") && atom_glued(atoms, i + 2) && atom_is_sign(atoms, i + 1, 0x2019));
    return own && !(i > 0 && atom_is_any(atoms, i - 1, LEADS)) && !awaits(r, i);
}

/* "whom they visit on Tuesday", "talks resume Monday": a present tense right before a day is a plan. */
static bool planned_on(const struct reading *r, uint32_t i)
{
    static const char *const BETWEEN[] = {"on", "again", "in", "mid", "early", "late", "next", NULL};
    uint32_t k = i;
    while (k > 1 && i - k < 3 && (atom_is_any(&r->atoms, k - 1, BETWEEN) || atom_is_dash(&r->atoms, k - 1))) {
        k--;
    }
    return k > 1 && !possessive_over(r, i) && same_sentence(r, i, k - 2) && atom_is_word(&r->atoms, k - 1) &&
           present_verb(r, k - 1);
}

/* "On Friday they travel to Cork": a present tense soon behind the day that opens a sentence. */
static bool planned_behind(const struct reading *r, uint32_t i)
{
    enum { SUBJECT_MOST = 4 };
    bool opens =
        i > 0 && atom_is(&r->atoms, i - 1, "on") && r->words->tokens[r->atoms.at[i - 1].token].flags & SENTENCE_START;
    for (uint32_t k = i + 2; opens && k <= i + 1 + SUBJECT_MOST && same_sentence(r, i, k) && atom_is_word(&r->atoms, k);
         k++) {
        enum tag tag = atom_tag(r, k);
        if (tag == TAG_AUX || (tag == TAG_VERB && !present_verb(r, k))) {
            return false;
        }
        if (tag == TAG_VERB) {
            return true;
        }
    }
    return false;
}

/* "And until Thursday, he has refused": what ended with the day is told behind it. */
static bool over_behind(const struct reading *r, uint32_t i)
{
    static const char *const OVER[] = {"has", "have", "had", "was", "were", "did", NULL};
    static const char *const CLAUSE[] = {"and", "but", "while", "although", "though", NULL};
    uint32_t comma = i + 1;
    while (comma < i + 4 && comma < r->atoms.count && !atom_is_sign(&r->atoms, comma, ',')) {
        comma++;
    }
    if (atom_is_any(&r->atoms, comma + 1, CLAUSE)) {
        return false; /* "by March, and that it has spent" */
    }
    for (uint32_t k = comma; k < comma + 6 && atom_is_sign(&r->atoms, comma, ',') && same_sentence(r, i, k); k++) {
        if (atom_is_any(&r->atoms, k, OVER)) {
            return true;
        }
    }
    return false;
}

/* "had asked it for an account by Wednesday": what somebody was to give by then. */
static bool demands_before(const struct reading *r, uint32_t by)
{
    enum { BACK_MOST = 10 };
    for (uint32_t k = by; k > 0 && by - k < BACK_MOST && same_sentence(r, k - 1, by); k--) {
        enum tag tag = atom_tag(r, k - 1);
        if (tag == TAG_VERB) {
            return in_context(r, k - 1, "demanded", NULL);
        }
    }
    return false;
}

/* "was singing until Sunday": what was going on. */
static bool was_doing(const struct reading *r, uint32_t until)
{
    enum { BACK_MOST = 8 };
    for (uint32_t k = until; k > 1 && until - k < BACK_MOST && same_sentence(r, k - 2, until); k--) {
        bool was = atom_is(&r->atoms, k - 2, "was") || atom_is(&r->atoms, k - 2, "were");
        if (was && atom_tag(r, k - 1) == TAG_VERB && str_ends(r->atoms.at[k - 1].word, STR("ing"))) {
            return !atom_is(&r->atoms, k - 1, "going"); /* "was going to sing until" */
        }
    }
    return false;
}

/* "waited until Tuesday", "the talks lasted until 3 a.m.": what went on, and ended with the day. */
static bool went_on(const struct reading *r, uint32_t until)
{
    enum { BACK_MOST = 6 };
    for (uint32_t k = until; k > 0 && until - k < BACK_MOST && same_sentence(r, k - 1, until); k--) {
        bool waiting = k > 1 && atom_is(&r->atoms, k - 1, "waiting") &&
                       (atom_tag(r, k - 2) == TAG_ADP || atom_tag(r, k - 2) == TAG_SCONJ);
        if (waiting || in_context(r, k - 1, "went on", NULL)) {
            return true; /* also "blamed for waiting until Tuesday" */
        }
        if (atom_tag(r, k - 1) == TAG_VERB || atom_tag(r, k - 1) == TAG_ADJ) {
            return false; /* "stayed shut until Tuesday" may be told before it */
        }
    }
    return false;
}

bool lies_ahead(const struct reading *r, uint32_t i)
{
    static const char *const UNTIL[] = {"until", "till", "by", NULL};
    const struct atoms *atoms = &r->atoms;
    uint32_t k = i;
    k -= k > 1 && atom_is(atoms, k - 1, "least") && atom_is(atoms, k - 2, "at") ? 2 : 0;
    static const char *const PARTS[] = {"early", "late", "mid", "on", NULL};
    while (k > 1 && i - k < 3 && (atom_is_any(atoms, k - 1, PARTS) || atom_is_dash(atoms, k - 1))) {
        k--; /* "planned for early March", "for late on Monday" */
    }
    if (planned_behind(r, i)) {
        return true;
    }
    if (k == 0 || !same_sentence(r, k - 1, i)) {
        return false;
    }
    if (atom_is_any(atoms, k - 1, UNTIL)) {
        bool asked = atom_is(atoms, k - 1, "by") && demands_before(r, k - 1);
        return k > 1 && same_sentence(r, k - 2, i) && (asked || !over_before(r, k - 1)) && !over_behind(r, i) &&
               !went_on(r, k - 1) && !was_doing(r, k - 1);
    }
    if (atom_is(atoms, k - 1, "for") || planned_on(r, i)) {
        return true; /* "a strike for Nov. 20" */
    }
    if ((atom_is(atoms, k - 1, "a") || atom_is(atoms, k - 1, "another")) && k == i &&
        atom_in(atoms, i, CLASS_BIT(MONTH)) && atom_tag(r, i + 1) == TAG_NOUN &&
        in_context(r, i + 1, "behind month", NULL)) {
        return true; /* "a December cut" */
    }
    bool out = k > 2 && atom_is(atoms, k - 1, "out") && atom_is_sign(atoms, k - 2, ','); /* "NAME, out on Thursday," */
    return out || in_context(r, k - 1, "opens", NULL) || (in_context(r, k - 1, "due", NULL) && !over_before(r, k - 1));
}

/* Where the quotation began that ends before atom i, or i when none ends there, or it is a long one. */
static uint32_t before_quotation(const struct reading *r, uint32_t i)
{
    enum { QUOTATION_MOST = 250 }; /* atoms: the look back stays bounded whatever the text */
    uint32_t k = i;
    if (k == 0 || !is_mark(r, k - 1) || opens_quotation(r, k - 1)) {
        return i;
    }
    for (k--; k > 0 && i - k < QUOTATION_MOST && same_sentence(r, i, k - 1); k--) {
        if (opens_quotation(r, k - 1)) {
            return k - 1;
        }
    }
    return i;
}

/* "a planned increase in May": a participle before a noun tells nothing of when, unless it is of a plan. */
static bool attributive(const struct reading *r, uint32_t i)
{
    enum tag before = i > 0 ? atom_tag(r, i - 1) : TAG_X, next = atom_tag(r, i + 1);
    return (before == TAG_DET || before == TAG_ADJ || before == TAG_ADP) && (next == TAG_NOUN || next == TAG_ADJ) &&
           ends_past(r->atoms.at[i].word);
}

/* What the word at atom k before a day says of when that is; AIM_NEAREST: nothing. */
static enum aim aim_of_word(const struct reading *r, uint32_t k)
{
    if (is_imperative(r, k)) {
        return AIM_COMING;
    }
    if (is_told_of(r, k)) {
        return AIM_NEAREST;
    }
    static const char *const IS[] = {"is", "are", "'re", "'m", "am", NULL};
    bool leaves = k > 0 && in_context(r, k, "leaving", NULL) && atom_is_any(&r->atoms, k - 1, IS);
    if (leaves || plan_before(r, k)) {
        return AIM_COMING; /* "is heading to Oslo on Monday" */
    }
    if (in_context(r, k, "future", NULL) || is_modal(r, k) || is_likely(r, k) || to_be_done(r, k) ||
        goes_by_timetable(r, k)) {
        return had_before(r, k) ? AIM_PAST : AIM_COMING;
    }
    if (k > 0 && atom_is(&r->atoms, k - 1, "as") && in_context(r, k, "planned", NULL)) {
        return AIM_NEAREST; /* "would go ahead as planned on Thursday" */
    }
    if (attributive(r, k)) {
        return in_context(r, k, "planned", NULL) ? AIM_COMING : AIM_NEAREST;
    }
    return !verb_past(r, k) ? AIM_NEAREST : future_before(r, k) ? AIM_COMING : AIM_PAST;
}

/* What the words behind a day say of when it is: "On Monday they will". */
static enum aim aim_behind(const struct reading *r, uint32_t i)
{
    for (uint32_t k = i + 1; k < r->atoms.count && k - i < 12 && same_sentence(r, i, k) && !is_mark(r, k); k++) {
        if (atom_is(&r->atoms, k, "will") || atom_is(&r->atoms, k, "'ll")) {
            return AIM_COMING;
        }
        if (atom_is_word(&r->atoms, k) && verb_past(r, k)) {
            return AIM_PAST;
        }
    }
    return AIM_NEAREST;
}

static bool is_until(const struct reading *r, uint32_t i)
{
    return atom_is(&r->atoms, i, "until") || atom_is(&r->atoms, i, "till");
}

/* "ahead of Saturday's summit", "ahead of the state's Tuesday primary". */
static bool is_ahead_of(const struct reading *r, uint32_t i)
{
    enum { PHRASE_MOST = 8 };
    bool phrase = true;
    for (uint32_t k = i; k > 1 && i - k < PHRASE_MOST && phrase && same_sentence(r, k - 2, i); k--) {
        if (atom_is(&r->atoms, k - 1, "of") && atom_is(&r->atoms, k - 2, "ahead")) {
            return true;
        }
        enum tag tag = atom_tag(r, k - 1);
        phrase = tag == TAG_DET || tag == TAG_ADJ || tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_PART ||
                 atom_is_dash(&r->atoms, k - 1) || atom_is(&r->atoms, k - 1, "'s");
    }
    return false;
}

/* "If the delay is confirmed on Sunday": a condition that may still come true. */
static bool is_in_condition(const struct reading *r, uint32_t i)
{
    enum { CLAUSE_MOST = 10 };
    static const char *const IS[] = {"is", "are", NULL};
    bool present = false;
    for (uint32_t k = i; k > 0 && i - k < CLAUSE_MOST && same_sentence(r, k - 1, i) && !is_mark(r, k - 1); k--) {
        if (atom_is(&r->atoms, k - 1, "if")) {
            return present;
        }
        present |= atom_is_any(&r->atoms, k - 1, IS) && atom_tag(r, k - 1) == TAG_AUX;
    }
    return false;
}

enum aim tense_at(const struct reading *r, uint32_t i)
{
    bool from_now = i > 1 && atom_is(&r->atoms, i - 1, "and") && atom_is(&r->atoms, i - 2, "now");
    if (is_ahead_of(r, i) || is_in_condition(r, i) || as_soon_as(&r->atoms, i) || from_now || awaits(r, i) ||
        not_before_day(r, i)) {
        return AIM_COMING;
    }
    bool since = i > 0 && atom_is(&r->atoms, i - 1, "since");
    if (since || possessive_over(r, i) || (i > 0 && is_until(r, i - 1) && over_behind(r, i))) {
        return AIM_PAST;
    }
    for (uint32_t k = i; k > 0 && i - k < 18 && same_sentence(r, i, k - 1); k--) {
        if (opens_quotation(r, k - 1)) {
            break; /* what introduces somebody's words has a tense of its own */
        }
        k = before_quotation(r, k);
        if (k == 0 || !same_sentence(r, i, k - 1)) {
            break; /* the sentence begins with a quotation */
        }
        if (!atom_is_word(&r->atoms, k - 1)) {
            continue;
        }
        bool until = is_until(r, k - 1);
        if (until && (k < 2 || !same_sentence(r, k - 2, i))) {
            break; /* "Until Thursday, they had not ..." */
        }
        if (until && (not_before(r, k - 1) || went_on(r, k - 1) || was_doing(r, k - 1))) {
            return AIM_PAST; /* "did not concede until Monday" */
        }
        enum aim aim = aim_of_word(r, k - 1);
        if (aim != AIM_NEAREST) {
            return aim;
        }
    }
    return aim_behind(r, i);
}
