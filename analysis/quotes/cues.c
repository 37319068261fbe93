#include "analysis/quotes/cues.h"

#include "analysis/quotes/phrases.h"
#include "analysis/words/lexicon.h"
#include "analysis/words/lemma.h"
#include "analysis/words/reader.h"
#include "cue_verbs.h"
#include "quote_words.h"

enum {
    GROUP_MOST = 8,      /* tokens of a verb group before the verb */
    NOUN_CUE_AHEAD = 16, /* tokens from "the claim" to "that" */
};

/* Below this share of speech a form counts only where a quotation or "that" speaks for it. */
static const double STRENGTH_LEAST = 0.08;

static uint16_t shape_of(struct str letters)
{
    static const char LETTERS[] = "ctqaoivprn"; /* in the order of enum cue_shape */
    uint16_t shape = 0;
    for (size_t i = 0; i < letters.len; i++) {
        const char *at = strchr(LETTERS, letters.at[i]);
        shape |= (uint16_t)(at ? 1 << (at - LETTERS) : 0);
    }
    return shape;
}

static bool ends_with(struct str s, const char *end)
{
    return str_ends(s, str_of(end));
}

/* "has also", "did not", "would later": where the verb group of the verb at `verb` begins. */
static uint32_t group_start(const struct scene *scene, uint32_t verb, uint32_t low)
{
    uint32_t first = verb;
    for (uint32_t i = verb; i-- > low && verb - i <= GROUP_MOST;) {
        enum tag tag = tag_of(scene, i);
        if (tag == TAG_AUX || is(scene, i, "has") || is(scene, i, "had") || is(scene, i, "have") ||
            is(scene, i, "did")) {
            first = i;
        } else if (has_class(scene, i, "alone")) {
            break;
        } else if (tag == TAG_ADV || tag == TAG_PART || is(scene, i, "'ve") || is(scene, i, "'d")) {
            continue;
        } else {
            break;
        }
    }
    /* Adverbs before the group belong to it too when nothing but a subject can stand before them. */
    while (first > low && verb - first < GROUP_MOST && tag_of(scene, first - 1) == TAG_ADV &&
           !has_class(scene, first - 1, "alone")) {
        first--;
    }
    return first;
}

/* "was told", "is being called": the last auxiliary before the verb is a form of be; "Mayor accused of lying". */
static bool is_passive(const struct scene *scene, uint32_t verb, uint32_t group)
{
    if (is(scene, verb, "accused") && (is(scene, verb + 1, "of") || is(scene, verb + 1, "by"))) {
        return true;
    }
    for (uint32_t i = verb; i-- > group;) {
        if (tag_of(scene, i) != TAG_ADV && tag_of(scene, i) != TAG_PART) {
            return has_class(scene, i, "passive");
        }
    }
    return false;
}

bool is_passive_cue(const struct scene *scene, const struct cue *cue)
{
    uint32_t low = sentence_around(scene, cue->first).first;
    return is_passive(scene, cue->first, group_start(scene, cue->first, low)) &&
           !ends_with(scene->words->tokens[cue->first].folded, "ing");
}

/* "the claims", "new reports", "his remark": a noun that looks like a verb. */
static bool is_noun_here(const struct scene *scene, uint32_t i, double strength, uint32_t low)
{
    static const char *const COUNTS[] = {"all", "both", NULL};
    enum tag before = i > low ? tag_of(scene, i - 1) : TAG_X;
    bool counts = i > low + 1 && token_is_any(scene->words, i - 1, COUNTS) && tag_of(scene, i - 2) != TAG_ADP;
    if (counts && tag_of(scene, i) == TAG_VERB) {
        return false; /* "They all said", "Lee and Park both stressed" */
    }
    if (i > low && stretch_of(scene, i - 1) == NO_STRETCH &&
        (before == TAG_DET || before == TAG_ADJ || before == TAG_ADP || before == TAG_NUM || is(scene, i - 1, "'s") ||
         is(scene, i - 1, "his") || is(scene, i - 1, "her") || is(scene, i - 1, "their") || is(scene, i - 1, "its"))) {
        return !(before == TAG_ADJ || before == TAG_NUM || before == TAG_ADP || before == TAG_DET) || strength < 0.7 ||
               before == TAG_DET;
    }
    if (i > low && tag_of(scene, i) == TAG_NOUN && is_verb(scene, i - 1) && tag_of(scene, i - 1) != TAG_AUX &&
        strength < 0.7) {
        return true; /* "confirmed reports that" */
    }
    bool introduces = stretch_of(scene, i + 1) != NO_STRETCH || is(scene, i + 1, "that") ||
                      ((is(scene, i + 1, ",") || is(scene, i + 1, ":")) && stretch_of(scene, i + 2) != NO_STRETCH);
    return !is_verb(scene, i) && strength < 0.6 && !introduces;
}

/* "called Gavekal", "called an 'inversion'": what follows is what something is called. */
static bool gives_name(const struct scene *scene, uint32_t i)
{
    bool article = is(scene, i, "a") || is(scene, i, "an") || is(scene, i, "the");
    return opens_stretch(scene, i) || tag_of(scene, i) == TAG_PROPN || (article && opens_stretch(scene, i + 1));
}

/* "official", "Lopez": the head of a subject rather than of what has a name. */
static bool can_speak(const struct scene *scene, uint32_t i)
{
    int entity = entity_at(scene, i);
    return has_role(scene, i, "job") || (entity != NO_ENTITY && scene->entities->list.at[entity].type == ENTITY_PERSON);
}

/* A verb that a noun behind it is the object of: not "said (the senator called ...)". */
static bool takes_object(const struct scene *scene, uint32_t i)
{
    int row = lexicon_find(&lexicon_cue_verbs, scene->words->tokens[i].folded);
    return tag_of(scene, i) == TAG_VERB &&
           (row < 0 || !(shape_of(lexicon_cell(&lexicon_cue_verbs, row, CUE_VERBS_SHAPE)) & SHAPE_CLAUSE));
}

/* "a firm called Gavekal", "so-called": a name is given, nothing is said. */
static bool is_reduced(const struct scene *scene, uint32_t i, uint16_t shape, uint32_t low)
{
    if (!(shape & SHAPE_OBJECT) || i <= low || ends_with(scene->words->tokens[i].folded, "ing")) {
        return false;
    }
    if (is(scene, i - 1, "-") || is(scene, i - 1, "so")) {
        return true;
    }
    if (is(scene, i - 1, ",") && stretch_of(scene, i + 1) != NO_STRETCH) {
        return true; /* "Tim Berg, nicknamed 'Rocket'" */
    }
    enum tag head = tag_of(scene, i - 1);
    if ((head != TAG_NOUN && head != TAG_PROPN) || !gives_name(scene, i + 1) || can_speak(scene, i - 1)) {
        return false;
    }
    struct range noun = phrase_before(scene, i, low);
    if (range_empty(noun)) {
        return false;
    }
    bool object = noun.first > low && (tag_of(scene, noun.first - 1) == TAG_ADP || takes_object(scene, noun.first - 1));
    return object || is(scene, noun.first, "a") || is(scene, noun.first, "an");
}

struct cue *add_cue(struct scene *scene, struct cues *found, uint32_t first, uint32_t end)
{
    struct cue *cue = VEC_PUSH(&found->list, scene->arena);
    if (cue) {
        *cue = (struct cue){.first = first,
                            .end = end,
                            .group = first,
                            .shape = SHAPE_CLAUSE | SHAPE_THAT | SHAPE_QUOTE,
                            .strength = 1};
        found->at_token[first] = (int32_t)(found->list.count - 1);
    }
    return cue;
}

/* "was dismissed by critics as “a stunt”": a passive whose quoted words and whose agent follow. */
static bool is_called(const struct scene *scene, uint32_t i, uint16_t shape)
{
    uint32_t end = sentence_around(scene, i).end;
    uint32_t words = shape & SHAPE_OBJECT ? called_words(scene, i + 1, end) : end;
    return words < end && !range_empty(passive_agent(scene, i + 1, end));
}

/* A verb of the list at token i, when its surroundings let it report something. */
static enum fault add_verb(struct scene *scene, struct cues *found, uint32_t i, int row)
{
    const struct words *words = scene->words;
    uint32_t low = words->sentences[words->tokens[i].sentence].first;
    struct str folded = words->tokens[i].folded, lemma = lexicon_cell(&lexicon_cue_verbs, row, CUE_VERBS_LEMMA);
    double strength = lexicon_number(&lexicon_cue_verbs, row, CUE_VERBS_STRENGTH);
    uint16_t shape = shape_of(lexicon_cell(&lexicon_cue_verbs, row, CUE_VERBS_SHAPE));
    uint32_t end = i + 1;
    if (strength < STRENGTH_LEAST || is_noun_here(scene, i, strength, low)) {
        return OK;
    }
    if (shape & SHAPE_POINT) {
        if (!is(scene, end, "out")) {
            return OK;
        }
        end++;
    }
    enum cue_form form = CUE_FINITE;
    uint32_t group = group_start(scene, i, low);
    if (str_is(lemma, "hear") && (group == 0 || !has_class(scene, group - 1, "hears"))) {
        return OK; /* "the court heard that", not "she heard that" */
    }
    bool passive = is_passive(scene, i, group) && !ends_with(folded, "ing");
    bool asked = passive && str_is(lemma, "ask") && asked_words(scene, end) > end;
    bool reduced = is_reduced(scene, i, shape, low); /* "in a move branded “a surrender” by the Greens" */
    if (((passive && !asked) || reduced) && !is_called(scene, i, shape)) {
        return OK;
    }
    passive |= reduced;
    if (ends_with(folded, "ing") && !ends_with(lemma, "ing") && !is_passive(scene, i, group)) {
        form = CUE_PARTICIPLE;
    } else if (i > low && is(scene, i - 1, "to")) {
        if (i < low + 2 || !has_class(scene, i - 2, "reports by infinitive")) {
            return OK;
        }
        form = CUE_INFINITIVE;
    }
    struct cue *cue = add_cue(scene, found, i, end);
    if (!cue) {
        return FAULT_NO_MEMORY;
    }
    cue->group = group;
    cue->form = (uint8_t)form;
    cue->shape = shape;
    cue->strength = strength;
    cue->lemma = lemma;
    cue->passive = passive;
    return OK;
}

/* "“Never,” she shot back", "he chimed in": the verb with its adverb, where a quotation stands beside it. */
static bool is_retort(const struct scene *scene, uint32_t i)
{
    bool apart = tag_of(scene, i + 2) == TAG_PUNCT || is_mark(scene, i + 2); /* not "fired back with shells" */
    return apart && ((has_class(scene, i, "answers back") && is(scene, i + 1, "back")) ||
                     (has_class(scene, i, "joins in") && is(scene, i + 1, "in")));
}

static enum fault add_retort(struct scene *scene, struct cues *found, uint32_t i)
{
    struct cue *cue = add_cue(scene, found, i, i + 2);
    if (!cue) {
        return FAULT_NO_MEMORY;
    }
    cue->shape = SHAPE_QUOTE | SHAPE_INVERTED;
    cue->strength = 0.7;
    cue->lemma = lemma(scene->arena, scene->words->tokens[i].folded, TAG_VERB);
    return OK;
}

/* "the confirmation from X on Tuesday that ...": a noun of speech with its clause not far behind. */
static bool is_noun_cue(const struct scene *scene, uint32_t i)
{
    const struct words *words = scene->words;
    uint32_t high = words->sentences[words->tokens[i].sentence].end;
    bool owned =
        i > 0 && (is(scene, i - 1, "'s") || tag_of(scene, i - 1) == TAG_DET || tag_of(scene, i - 1) == TAG_PRON);
    if (tag_of(scene, i) == TAG_VERB && !owned) {
        return false;
    }
    /* "voiced fears that"; "prompting fears that" tells nobody's words */
    bool told = !has_class(scene, i, "felt") || (i > 0 && has_class(scene, i - 1, "voices"));
    for (uint32_t k = i + 1; k < high && k < i + NOUN_CUE_AHEAD; k++) {
        if (is(scene, k, "that")) {
            return k == i + 1 ? told : !is_verb(scene, k - 1);
        }
        if (is_verb(scene, k) || is(scene, k, ",") || is_mark(scene, k) || is(scene, k, ":")) {
            return false;
        }
    }
    return false;
}

static enum fault add_other(struct scene *scene, struct cues *found, uint32_t i)
{
    const struct words *words = scene->words;
    bool according = is(scene, i, "according") && is(scene, i + 1, "to");
    bool noun = !according && is_class(scene, i, CLASS_NOUN) && is_noun_cue(scene, i);
    if (!according && !noun) {
        return OK;
    }
    struct cue *cue = add_cue(scene, found, i, according ? i + 2 : i + 1);
    if (!cue) {
        return FAULT_NO_MEMORY;
    }
    cue->form = according ? CUE_ACCORDING : CUE_NOUN;
    cue->lemma = according ? STR("according to") : words->tokens[i].folded;
    return OK;
}

/* The class of that name; CLASS_NONE of those that are asked for by name (has_class). */
static uint8_t class_of(struct str name)
{
    static const char *const NAMES[] = {"",      "subject", "pointer", "clause", "time", "noun",
                                        "label", "medium",  "remark",  "agency", "act",  "talk"};
    uint8_t c = sizeof NAMES / sizeof *NAMES - 1;
    while (c && !str_is(name, NAMES[c])) {
        c--;
    }
    return c;
}

static enum fault find_classes(struct scene *scene)
{
    scene->classes = ARENA_NEW(scene->arena, uint8_t, scene->words->token_count + 1);
    if (!scene->classes) {
        return FAULT_NO_MEMORY;
    }
    for (uint32_t i = 0; i < scene->words->token_count; i++) {
        int row = lexicon_find(&lexicon_quote_words, scene->words->tokens[i].folded);
        for (; row >= 0 && !scene->classes[i]; row = lexicon_next(&lexicon_quote_words, row)) {
            scene->classes[i] = class_of(lexicon_cell(&lexicon_quote_words, row, QUOTE_WORDS_CLASS));
        }
    }
    return OK;
}

enum fault find_cues(struct scene *scene, struct cues *found)
{
    const struct words *words = scene->words;
    *found = (struct cues){.at_token = ARENA_NEW(scene->arena, int32_t, words->token_count + 1)};
    if (!found->at_token || find_classes(scene)) {
        return FAULT_NO_MEMORY;
    }
    memset(found->at_token, 0xFF, (words->token_count + 1) * sizeof *found->at_token);
    for (uint32_t i = 0; i < words->token_count; i++) {
        if (words->tokens[i].kind != TOKEN_WORD || stretch_of(scene, i) != NO_STRETCH) {
            continue;
        }
        int row = lexicon_find(&lexicon_cue_verbs, words->tokens[i].folded);
        enum fault f = is_retort(scene, i) ? add_retort(scene, found, i)
                       : row >= 0          ? add_verb(scene, found, i, row)
                                           : OK;
        if (!f && found->at_token[i] < 0) {
            f = add_other(scene, found, i);
        }
        if (f) {
            return f;
        }
    }
    return OK;
}

/* "has repeatedly claimed" without what stands before the verb; what holds no verb as it stands. */
static struct range cue_words(const struct scene *scene, const struct read_span *s)
{
    struct range r = {s->first, s->end};
    while (r.first + 1 < r.end && (tag_of(scene, r.first) == TAG_AUX || tag_of(scene, r.first) == TAG_ADV ||
                                   tag_of(scene, r.first) == TAG_PART || tag_of(scene, r.first) == TAG_PUNCT)) {
        r.first++;
    }
    while (r.end > r.first + 1 && tag_of(scene, r.end - 1) == TAG_PUNCT) {
        r.end--;
    }
    return r;
}

/* "His mother Ann, 51, heard [screaming]", "she heard": by a person, not by a court or a conference. */
static bool is_heard_by_somebody(const struct scene *scene, uint32_t i)
{
    enum { BACK_MOST = 4 };
    bool person = false;
    for (uint32_t k = i; k > 0 && i - k < BACK_MOST && !person; k--) {
        int entity = entity_at(scene, k - 1);
        person = entity != NO_ENTITY && scene->entities->list.at[entity].type == ENTITY_PERSON;
        person |= is_class(scene, k - 1, CLASS_SUBJECT);
    }
    return person && (is(scene, i, "heard") || is(scene, i, "hears"));
}

enum fault read_cues(struct scene *scene, struct cues *found)
{
    struct read_spans spans;
    enum fault f = read_parts(scene->arena, scene->words, READ_CUE, &spans);
    for (size_t i = 0; i < spans.list.count && !f; i++) {
        const struct read_span *s = &spans.list.at[i];
        bool known = false;
        for (uint32_t t = s->first; t < s->end && !known; t++) { /* "[said] on Monday in a statement" */
            if (found->at_token[t] >= 0) {
                found->list.at[found->at_token[t]].read = s->score;
                known = true;
            }
        }
        if (known) {
            continue;
        }
        struct range r = cue_words(scene, s);
        if (is_heard_by_somebody(scene, r.first)) {
            continue;
        }
        struct cue *cue = add_cue(scene, found, r.first, r.end);
        if (!cue) {
            return FAULT_NO_MEMORY;
        }
        bool listed =
            r.end == r.first + 1 && lexicon_find(&lexicon_cue_verbs, scene->words->tokens[r.first].folded) >= 0;
        cue->form = listed ? CUE_REJECTED : CUE_READ;
        cue->strength = 0;
        cue->read = s->score;
        cue->lemma = lemma(scene->arena, scene->words->tokens[r.first].folded, tag_of(scene, r.first));
    }
    return f;
}
