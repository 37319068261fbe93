#include "analysis/quotes/complements.h"

#include "analysis/quotes/phrases.h"
#include "analysis/words/lexicon.h"
#include "cue_verbs.h"

enum {
    MODIFIER_MOST = 22,  /* tokens between a cue and what it introduces: "said on Tuesday in a speech to ... that" */
    INSERTION_MOST = 30, /* tokens of an insertion between a cue and "that" */
    OBJECT_MOST = 40,    /* tokens from "called" to the quoted words */
    MORE_MOST = 24,      /* tokens from a cue to more words in marks */
};

/* Behind a weaker cue a title is only named. */
static const double TITLE_STRENGTH = 0.7;

/* A cue of at least this strength is hardly ever followed by an object. */
static const double SURE_STRENGTH = 0.9;

/* Weaker cues introduce something only where "that" or a quotation shows it. */
static const double BARE_STRENGTH = 0.35;

/* Whether a clause without "that" begins at token i, behind a cue. After "said" hardly anything else can. */
static bool begins_clause(const struct scene *scene, const struct cue *cue, uint32_t i, uint32_t end)
{
    if (is_class(scene, i, CLASS_SUBJECT) || is_class(scene, i, CLASS_POINTER)) {
        return has_verb(scene, i + 1, end);
    }
    enum tag tag = tag_of(scene, i);
    if (cue->strength > SURE_STRENGTH && (tag == TAG_DET || tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_NUM ||
                                          tag == TAG_ADJ || tag == TAG_PRON || tag == TAG_X)) {
        return has_verb(scene, i + 1, end);
    }
    struct range phrase = phrase_after(scene, i, end);
    if (range_empty(phrase)) {
        return false;
    }
    uint32_t next = phrase.end;
    while (next < end && (tag_of(scene, next) == TAG_ADV || tag_of(scene, next) == TAG_PART)) {
        next++;
    }
    if (next < end && is_verb(scene, next)) {
        return true;
    }
    return next < end &&
           (is(scene, next, "who") || is(scene, next, "of") || is(scene, next, ",") || tag_of(scene, next) == TAG_ADP ||
            tag_of(scene, next) == TAG_CCONJ) &&
           has_verb(scene, next, end);
}

/* Whether "to" before token i makes an infinitive; the tagger takes some verbs for nouns. */
static bool begins_infinitive(const struct scene *scene, uint32_t i)
{
    enum tag tag = tag_of(scene, i);
    return tag == TAG_VERB || tag == TAG_AUX || tag == TAG_ADV ||
           (tag == TAG_NOUN && !(scene->words->tokens[i].flags & CAPITAL) && tag_of(scene, i + 1) != TAG_NOUN);
}

/* "declined to answer", "refused to say": what is refused is speech (in PolNeAR's train part 63 of 69 such are
 * annotated, of other infinitives 49 of 82). */
static bool refuses_speech(const struct scene *scene, const struct cue *cue, uint32_t i)
{
    i += tag_of(scene, i) == TAG_ADV;
    return !(cue->shape & SHAPE_REFUSAL) || is_class(scene, i, CLASS_TALK) ||
           (i < scene->words->token_count && lexicon_find(&lexicon_cue_verbs, scene->words->tokens[i].folded) >= 0);
}

/* ", at a rally, that": the "that" behind an insertion between commas that begins at token i; `end` when there is none.
 */
static uint32_t that_behind(const struct scene *scene, uint32_t i, uint32_t end)
{
    for (uint32_t k = i + 1; k + 1 < end && k < i + INSERTION_MOST && stretch_of(scene, k) == NO_STRETCH; k++) {
        if ((is(scene, k, ",") || is(scene, k, "-") || is(scene, k, "--") || is(scene, k, "—")) &&
            is(scene, k + 1, "that")) {
            return k + 1;
        }
    }
    return end;
}

/* "told reporters", "asked him": the token behind who is addressed; "told [the BBC] progress had been made". */
static uint32_t skip_addressee(const struct scene *scene, uint32_t i, uint32_t end)
{
    if (is(scene, i, "her") && is_class(scene, i + 1, CLASS_SUBJECT)) {
        return i + 1; /* "told her she had no future" */
    }
    struct range phrase = phrase_after(scene, i, end);
    if (range_empty(phrase)) {
        return i;
    }
    uint32_t name = i + (tag_of(scene, i) == TAG_DET);
    int who = name < phrase.end ? entity_at(scene, name) : NO_ENTITY;
    while (who != NO_ENTITY && name < phrase.end && entity_at(scene, name) == who) {
        name++;
    }
    bool clause = who != NO_ENTITY && name < phrase.end && tag_of(scene, name) == TAG_NOUN && phrase.end < end &&
                  is_verb(scene, phrase.end);
    return clause ? name : phrase.end;
}

/* A modifier of the cue at token i ("on Tuesday", "in a statement", "also"): the token behind it, or i. */
static uint32_t skip_modifier(const struct scene *scene, uint32_t i, uint32_t end)
{
    if (tag_of(scene, i) == TAG_ADV || is_class(scene, i, CLASS_TIME)) {
        return i + 1 + (is_class(scene, i, CLASS_TIME) && is_class(scene, i + 1, CLASS_MEDIUM)); /* "Monday night" */
    }
    if (is(scene, i, "last") || is(scene, i, "this") || is(scene, i, "early") || is(scene, i, "late")) {
        return i + 2 <= end && !is_verb(scene, i + 1) ? i + 2 : i;
    }
    if (tag_of(scene, i) == TAG_ADP) {
        struct range phrase = phrase_after(scene, i + 1, end);
        return range_empty(phrase) ? i : phrase.end;
    }
    return i;
}

struct begin find_complement(const struct scene *scene, const struct cue *cue, uint32_t first, uint32_t end)
{
    const struct begin nothing = {NOTHING, first};
    bool addressed = !(cue->shape & SHAPE_ADDRESSEE), modified = false;
    uint32_t who = end; /* where the addressee begins: "urged [allies to stop]" */
    for (uint32_t i = first; i < end && i < first + MODIFIER_MOST;) {
        if (modified && opens_stretch(scene, i) && looks_like_title(scene, stretch_of(scene, i))) {
            i = stretch_end(scene, stretch_of(scene, i)); /* told NBC's "Meet the Press" */
            addressed = true;
            continue;
        }
        if (opens_stretch(scene, i)) {
            bool named =
                i == cue->end && cue->strength < TITLE_STRENGTH && looks_like_title(scene, stretch_of(scene, i));
            return named ? nothing : (struct begin){QUOTED, i}; /* the show "Morning Talk" */
        }
        if (stretch_of(scene, i) != NO_STRETCH) {
            return nothing;
        }
        if (is(scene, i, ":") || (is(scene, i, ",") && opens_stretch(scene, i + 1))) {
            return opens_stretch(scene, i + 1) ? (struct begin){QUOTED, i + 1} : (struct begin){COLON, i + 1};
        }
        if (is(scene, i, ",") && is(scene, i + 1, "that")) {
            return (struct begin){CLAUSE, i + 1};
        }
        if (tag_of(scene, i) == TAG_PUNCT) {
            uint32_t that = that_behind(scene, i, end);
            return that < end ? (struct begin){CLAUSE, that} : nothing;
        }
        if (is(scene, i, "that") || (is_class(scene, i, CLASS_CLAUSE) && cue->shape & SHAPE_THAT) ||
            (is(scene, i, "when") && !modified && cue->shape & SHAPE_ADDRESSEE)) {
            return (struct begin){CLAUSE, i};
        }
        if (is(scene, i, "to") && !refuses_speech(scene, cue, i + 1)) {
            return nothing;
        }
        if (is(scene, i, "to") && begins_infinitive(scene, i + 1) && cue->strength > BARE_STRENGTH &&
            cue->shape & (SHAPE_INFINITIVE | SHAPE_ADDRESSEE)) {
            return (struct begin){INFINITIVE, cue->shape & SHAPE_ADDRESSEE && who < i ? who : i};
        }
        bool bare = cue->shape & SHAPE_CLAUSE && addressed && cue->strength > BARE_STRENGTH;
        if (bare && !is_class(scene, i, CLASS_TIME) && tag_of(scene, i) != TAG_ADP && tag_of(scene, i) != TAG_ADV &&
            begins_clause(scene, cue, i, end)) {
            return (struct begin){BARE, i};
        }
        uint32_t next = addressed ? skip_modifier(scene, i, end) : skip_addressee(scene, i, end);
        if (!addressed && next == i) {
            next = skip_modifier(scene, i, end);
        } else if (!addressed) {
            addressed = true;
            who = i;
        }
        if (next == i) {
            return nothing;
        }
        modified = true;
        i = next;
    }
    return nothing;
}

struct begin quoted_object(const struct scene *scene, const struct cue *cue, uint32_t first, uint32_t end)
{
    bool addressed = cue->shape & SHAPE_ADDRESSEE; /* "told a host of the show that ..." */
    const struct begin nothing = {NOTHING, first};
    uint32_t as = first; /* "described on Thursday as “a shame”" */
    for (uint32_t next = first; cue->shape & SHAPE_OBJECT && !is(scene, as, "as") && next >= as; as = next) {
        next = skip_modifier(scene, as, end);
        if (next == as) {
            break;
        }
    }
    if (is(scene, as, "as") && cue->shape & SHAPE_OBJECT && opens_stretch(scene, as + 1)) {
        bool title = looks_like_title(scene, stretch_of(scene, as + 1));
        return title ? nothing : (struct begin){QUOTED, as + 1};
    }
    enum tag tag = tag_of(scene, first);
    if (tag == TAG_PUNCT || tag == TAG_ADP || tag == TAG_PART || tag == TAG_SCONJ) {
        return nothing;
    }
    for (uint32_t i = first; i < end && i < first + OBJECT_MOST; i++) {
        int32_t stretch = stretch_of(scene, i);
        if (addressed && tag_of(scene, i) == TAG_SCONJ && is(scene, i, "that")) {
            return (struct begin){CLAUSE, i};
        }
        if (stretch == NO_STRETCH) {
            continue;
        }
        if (i > first && (is(scene, i - 1, ",") || is(scene, i - 1, ":")) && is_statement(scene, stretch) &&
            !looks_like_title(scene, stretch)) {
            return (struct begin){QUOTED, i};
        }
        bool title =
            looks_like_title(scene, stretch) ||
            (!(cue->shape & SHAPE_OBJECT) && is_title_of_work(scene, stretch)); /* not "called the show '...'" */
        return title ? nothing : (struct begin){OBJECT, first};
    }
    return nothing;
}

bool is_object(const struct scene *scene, uint32_t first, uint32_t end)
{
    enum tag tag = tag_of(scene, first);
    return first < end && !is_class(scene, first, CLASS_TIME) && !range_empty(phrase_after(scene, first, end)) &&
           (tag == TAG_DET || tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_ADJ || tag == TAG_PRON);
}

/* "“Wet,” Lee wrote in a letter to us, and [“cold.”]": words in marks that "and" joins to those before, no verb being
 * between; 0 when there are none. */
static uint32_t more_marks(const struct scene *scene, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end && i < first + MORE_MOST && tag_of(scene, i) != TAG_VERB; i++) {
        if (opens_stretch(scene, i)) {
            uint32_t behind = stretch_end(scene, stretch_of(scene, i));
            bool last = behind >= end || tag_of(scene, behind) == TAG_PUNCT; /* not "and “Hamlet” was cancelled" */
            return last && i > first && (is(scene, i - 1, "and") || is(scene, i - 1, "but")) ? i : 0;
        }
    }
    return 0;
}

uint32_t goes_on_behind(const struct scene *scene, uint32_t first, uint32_t end)
{
    uint32_t marks = more_marks(scene, first, end);
    if (marks) {
        return marks;
    }
    uint32_t i = first;
    for (int n = 0; n < 3 && i < end && !is(scene, i, ","); n++) {
        uint32_t next = skip_modifier(scene, i, end);
        if (next == i) {
            return 0;
        }
        i = next;
    }
    if (!is(scene, i, ",") || i + 3 >= end) {
        return 0;
    }
    return opens_stretch(scene, i + 1) || has_verb(scene, i + 1, end) ? i + 1 : 0;
}
