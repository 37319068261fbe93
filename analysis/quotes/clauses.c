#include "analysis/quotes/clauses.h"

#include "analysis/quotes/phrases.h"

enum {
    SUBJECT_MOST = 14, /* tokens of a main clause before its verb */
    SETTING_MOST = 7,  /* tokens from "on" to "Friday" or "rally" */
    SETTING_TAIL = 20, /* tokens behind the last quoted words that may be such a setting */
};

/* Whether a finite cue of some strength stands at token i. */
static bool is_finite_cue(const struct scene *scene, const struct cues *cues, uint32_t i)
{
    int32_t cue = i < scene->words->token_count ? cues->at_token[i] : -1;
    return cue >= 0 && cues->list.at[cue].form == CUE_FINITE && cues->list.at[cue].strength > .5;
}

static bool is_participle_cue(const struct scene *scene, const struct cues *cues, uint32_t i)
{
    int32_t cue = i < scene->words->token_count ? cues->at_token[i] : -1;
    return cue >= 0 && cues->list.at[cue].form == CUE_PARTICIPLE && cues->list.at[cue].strength > .4;
}

/* Whether somebody else's attribution begins at token i: "said", "also said", "the agency said". */
static bool begins_attribution(const struct scene *scene, const struct cues *cues, uint32_t i, uint32_t end)
{
    while (i < end && tag_of(scene, i) == TAG_ADV) {
        i++;
    }
    struct range subject = phrase_after(scene, i, end);
    i = range_empty(subject) ? i : subject.end;
    while (i < end && (tag_of(scene, i) == TAG_ADV || tag_of(scene, i) == TAG_AUX)) {
        i++;
    }
    return i < end && (is_finite_cue(scene, cues, i) || (!range_empty(subject) && is_participle_cue(scene, cues, i)));
}

/* Whether the quotation that ends before token i ends with a comma of the sentence: `"so it is," adding`. */
static bool comma_in_marks(const struct scene *scene, uint32_t i)
{
    int32_t stretch = i > 0 && stretch_of(scene, i) == NO_STRETCH ? stretch_of(scene, i - 1) : NO_STRETCH;
    return stretch != NO_STRETCH && is(scene, scene->marks.list.at[stretch].end - 1, ",");
}

/* Whether the sentence says something else from token i on: "and said", ", adding that", ", according to". */
static bool is_cut(const struct scene *scene, const struct cues *cues, uint32_t i, uint32_t end)
{
    if (is(scene, i, "according") && is(scene, i + 1, "to")) {
        return true;
    }
    bool comma = is(scene, i, ",") || is(scene, i, ";") || is(scene, i, "-") || is(scene, i, "--") || is(scene, i, "—");
    uint32_t k = i + comma;
    comma |= comma_in_marks(scene, i);
    if (k >= end) {
        return false;
    }
    if (tag_of(scene, k) == TAG_CCONJ || (comma && (is(scene, k, "while") || is(scene, k, "but") ||
                                                    is(scene, k, "although") || is(scene, k, "though")))) {
        bool verb = is_verb(scene, k + 1) || (tag_of(scene, k + 1) == TAG_ADV && is_verb(scene, k + 2));
        return (comma && verb && is(scene, k, "but")) || begins_attribution(scene, cues, k + 1, end);
    }
    return (comma && is_participle_cue(scene, cues, k)) || (comma_in_marks(scene, i) && is_verb(scene, i));
}

/* Whether a comma at token i is followed by a subject and, before the next comma, a verb: the main clause behind a
 * fronted one. */
static bool begins_main_clause(const struct scene *scene, uint32_t i, uint32_t end)
{
    uint32_t first = i + is(scene, i, ",");
    enum tag tag = tag_of(scene, first);
    if ((first == i && !comma_in_marks(scene, i)) ||
        !(tag == TAG_DET || tag == TAG_PRON || tag == TAG_PROPN || tag == TAG_NOUN || tag == TAG_NUM ||
          tag == TAG_ADJ) ||
        is(scene, first, "which") || is(scene, first, "who") || is(scene, first, "that")) {
        return false;
    }
    for (uint32_t k = first + 1; k < end && k < first + SUBJECT_MOST && !is(scene, k, ","); k++) {
        if (is_verb(scene, k)) {
            return true;
        }
    }
    return false;
}

bool is_fronted(const struct scene *scene, const struct cue *cue, uint32_t first, uint32_t low)
{
    if (cue->form == CUE_PARTICIPLE || cue->form == CUE_INFINITIVE) {
        return first <= low + 1;
    }
    if (first == cue->group && first <= low + 1) {
        return true; /* "Asked whether ..., he" */
    }
    if (cue->shape & SHAPE_ADDRESSEE && first == cue->first &&
        (is(scene, first - 1, "when") || is(scene, first - 1, "if"))) {
        return true;
    }
    for (uint32_t i = first; i-- > low && first - i < 4;) {
        if (tag_of(scene, i) == TAG_SCONJ || is(scene, i, "when") || is(scene, i, "while") || is(scene, i, "after") ||
            is(scene, i, "as") || is(scene, i, "though")) {
            return i < low + 3;
        }
    }
    return false;
}

uint32_t clause_end(const struct scene *scene, const struct cues *cues, uint32_t first, uint32_t end, bool fronted)
{
    for (uint32_t i = first; i < end && i < first + CONTENT_MOST; i++) {
        int32_t stretch = stretch_of(scene, i);
        if (stretch != NO_STRETCH) {
            uint32_t behind = stretch_end(scene, stretch);
            i = behind > i ? behind - 1 : i;
            continue;
        }
        if (i > first && (is_cut(scene, cues, i, end) || (fronted && begins_main_clause(scene, i, end)))) {
            return i;
        }
    }
    return end < first + CONTENT_MOST ? end : first + CONTENT_MOST;
}

uint32_t trim_end(const struct scene *scene, uint32_t first, uint32_t end)
{
    while (end > first && stretch_of(scene, end - 1) == NO_STRETCH && tag_of(scene, end - 1) == TAG_PUNCT &&
           !is(scene, end - 1, ")") && !is(scene, end - 1, "]")) {
        end--;
    }
    return end;
}

/* Whether a phrase of time or place of the saying begins at token i: "on Friday", "in an interview", "Tuesday". */
static bool begins_setting(const struct scene *scene, uint32_t i, uint32_t end)
{
    if (is_class(scene, i, CLASS_TIME)) {
        return true;
    }
    if (tag_of(scene, i) != TAG_ADP) {
        return false;
    }
    for (uint32_t k = i + 1; k < end && k < i + SETTING_MOST && !is_verb(scene, k); k++) {
        if (is_class(scene, k, CLASS_TIME) || is_class(scene, k, CLASS_MEDIUM) || is(scene, k, "interview") ||
            is(scene, k, "debate") || is(scene, k, "statement")) {
            return true;
        }
    }
    return false;
}

uint32_t trim_setting(const struct scene *scene, uint32_t first, uint32_t end)
{
    uint32_t limit = end > first + SETTING_TAIL ? end - SETTING_TAIL : first;
    for (uint32_t i = end; i-- > limit;) {
        if (stretch_of(scene, i) != NO_STRETCH) {
            return i + 1 < end && begins_setting(scene, i + 1, end) ? i + 1 : end;
        }
    }
    return end;
}

uint32_t trim_aside(const struct scene *scene, uint32_t first, uint32_t end)
{
    for (uint32_t i = end; i-- > first;) {
        if (stretch_of(scene, i) != NO_STRETCH) {
            bool comma = i + 1 < end && (is(scene, i + 1, ",") || is(scene, i + 1, "--") || is(scene, i + 1, "—") ||
                                         comma_in_marks(scene, i + 1));
            uint32_t next = i + 1 + is(scene, i + 1, ",");
            return comma && !is(scene, next, "because") && !is(scene, next, "but") ? i + 1 : end;
        }
    }
    return end;
}

uint32_t quoted_end(const struct scene *scene, const struct cues *cues, const struct cue *cue, uint32_t at,
                    uint32_t end, bool fronted)
{
    int32_t stretch = stretch_of(scene, at);
    uint32_t behind = stretch_end(scene, stretch);
    bool introduced = at > cue->end && (is(scene, at - 1, ",") || is(scene, at - 1, ":"));
    if (behind >= end || (introduced && is_statement(scene, stretch)) || is(scene, behind, ",")) {
        return behind;
    }
    uint32_t stop = trim_setting(scene, at, trim_end(scene, at, clause_end(scene, cues, at, end, fronted)));
    return stop > behind ? stop : behind;
}

uint32_t inner_end(const struct scene *scene, const struct cue *cue, struct range source, struct range words)
{
    uint32_t who = source.first;
    bool behind = who > 0 && words.first > who;
    bool relative = behind && source.end == who + 1 && !is(scene, who - 1, ",") &&
                    (is(scene, who, "who") || is(scene, who, "which") || is(scene, who, "that"));
    bool what = behind && is(scene, who - 1, "what") && str_is(cue->lemma, "call");
    bool clause = tag_of(scene, words.first) == TAG_SCONJ || is(scene, words.first, "that");
    bool object = relative && is(scene, who, "who") && !(cue->shape & SHAPE_CLAUSE) && !clause;
    for (uint32_t i = words.first + 1; (relative || what) && i + 1 < words.end; i++) {
        bool comma = relative && is(scene, i, ",") && tag_of(scene, i + 1) == TAG_AUX && !clause;
        bool verb = object && tag_of(scene, i) == TAG_AUX && !is(scene, i, "be") && !is(scene, i - 1, "that");
        bool reason = what && is(scene, i, "for") && is_mark(scene, i - 1);
        if (reason || ((comma || verb) && stretch_of(scene, i) == NO_STRETCH)) {
            return i;
        }
    }
    return words.end;
}
