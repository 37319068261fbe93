#include "analysis/figures/tense.h"

static bool verb_past(const struct reading *r, uint32_t i)
{
    static const char *const PRESENT[] = {"is", "are", "be", "being", NULL};
    if (i > 0 && atom_is_any(&r->atoms, i - 1, PRESENT)) {
        return false; /* "shops are closed" */
    }
    const struct atom *atom = &r->atoms.at[i];
    enum tag tag = atom_tag(r, i);
    return in_context(r, i, "past", NULL) || ((tag == TAG_VERB || tag == TAG_AUX) && str_ends(atom->word, STR("ed")));
}

/* "will be held", "to be held": a participle whose helpers begin with a future word. */
static bool future_before(const struct reading *r, uint32_t i)
{
    static const char *const HELPERS[] = {"be", "have", "not", "also", "only", "get", NULL};
    static const char *const WORDS[] = {"will", "shall", "'ll", "would", "to", "can", "may", "should", "must", NULL};
    uint32_t k = i;
    while (k > 0 && i - k < 4 && same_sentence(r, i, k - 1) && atom_is_any(&r->atoms, k - 1, HELPERS)) {
        k--;
    }
    return k > 0 && k < i && atom_is_any(&r->atoms, k - 1, WORDS);
}

/* "set to resume", "is to leave", "planned to meet": an infinitive that lies ahead. */
static bool plan_before(const struct reading *r, uint32_t i)
{
    static const char *const PLANS[] = {"set",      "due",      "planned", "plans", "planning", "scheduled",
                                        "expected", "is",       "are",     "was",   "were",     "agreed",
                                        "vowed",    "promised", "hopes",   "hoped", "wants",    "ready",
                                        "likely",   "going",    "intends", "about", NULL};
    return i > 1 && atom_is(&r->atoms, i - 1, "to") && atom_is_any(&r->atoms, i - 2, PLANS);
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

/* "whom they visit on Tuesday": a present tense with a day is a plan; forms that are past as well say nothing. */
static bool planned_on(const struct reading *r, uint32_t i)
{
    static const char *const WHO[] = {"they", "we", "you", "i", NULL};
    static const char *const PRESENT[] = {"visit", "play",  "meet",  "face", "host",  "travel", "return", "vote",
                                          "start", "begin", "leave", "open", "close", "arrive", "resume", "launch",
                                          "go",    "fly",   "stage", "hold", "elect", "decide", NULL};
    return i > 2 && atom_is(&r->atoms, i - 1, "on") && atom_is_any(&r->atoms, i - 2, PRESENT) &&
           atom_is_any(&r->atoms, i - 3, WHO);
}

bool lies_ahead(const struct reading *r, uint32_t i)
{
    static const char *const DUE[] = {"due", "scheduled", "slated", "deadline", "set", NULL};
    static const char *const UNTIL[] = {"until", "till", "by", NULL};
    static const char *const TIMETABLE[] = {"opens",   "starts",   "begins",  "ends", "closes",
                                            "expires", "launches", "resumes", "airs", NULL};
    const struct atoms *atoms = &r->atoms;
    uint32_t k = i;
    k -= k > 1 && atom_is(atoms, k - 1, "least") && atom_is(atoms, k - 2, "at") ? 2 : 0;
    if (k == 0 || !same_sentence(r, k - 1, i)) {
        return false;
    }
    if (atom_is_any(atoms, k - 1, UNTIL)) {
        return k > 1 && same_sentence(r, k - 2, i) && !over_before(r, k - 1);
    }
    if (atom_is(atoms, k - 1, "for") || planned_on(r, i)) {
        return true; /* "a strike for Nov. 20" */
    }
    k -= atom_is(atoms, k - 1, "on");
    return k > 0 &&
           (atom_is_any(atoms, k - 1, TIMETABLE) || (atom_is_any(atoms, k - 1, DUE) && !over_before(r, k - 1)));
}

enum aim tense_at(const struct reading *r, uint32_t i)
{
    if (as_soon_as(&r->atoms, i)) {
        return AIM_COMING;
    }
    for (uint32_t k = i; k > 0 && i - k < 18 && same_sentence(r, i, k - 1); k--) {
        if (!atom_is_word(&r->atoms, k - 1)) {
            continue;
        }
        bool opening = (atom_is(&r->atoms, k - 1, "until") || atom_is(&r->atoms, k - 1, "till")) &&
                       (k < 2 || !same_sentence(r, k - 2, i));
        if (opening) {
            break; /* "Until Thursday, they had not ..." */
        }
        if (in_context(r, k - 1, "future", NULL) || (atom_tag(r, k - 1) == TAG_VERB && plan_before(r, k - 1))) {
            return AIM_COMING;
        }
        if (verb_past(r, k - 1)) {
            return future_before(r, k - 1) ? AIM_COMING : AIM_PAST;
        }
    }
    for (uint32_t k = i + 1; k < r->atoms.count && k - i < 12 && same_sentence(r, i, k); k++) {
        if (atom_is(&r->atoms, k, "will") || atom_is(&r->atoms, k, "'ll")) {
            return AIM_COMING;
        }
        if (atom_is_word(&r->atoms, k) && verb_past(r, k)) {
            return AIM_PAST;
        }
    }
    return AIM_NEAREST;
}
