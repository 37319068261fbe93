#include "analysis/quotes/clauses.h"
#include "analysis/quotes/finder.h"
#include "analysis/quotes/phrases.h"
#include "analysis/words/lemma.h"
#include "analysis/words/lexicon.h"
#include "cue_verbs.h"

enum {
    CHAIN_MOST = 32,  /* paragraphs of one quotation that are looked through for its cue */
    INNER_LEAST = 3,  /* words of a quoted piece that counts under any verb */
    INNER_REACH = 14, /* tokens between that verb and the piece */
    WORDS_LEAST = 4,  /* of a quoted piece that counts without a cue */
};

/* Whether a stretch is a sentence or more of its own: nothing of its sentence stands before it. */
static bool stands_apart(const struct scene *scene, int32_t stretch)
{
    uint32_t first = stretch_first(scene, stretch), inner = scene->marks.list.at[stretch].first;
    uint32_t start = scene->words->sentences[scene->words->tokens[first].sentence].first;
    uint32_t inner_start = scene->words->sentences[scene->words->tokens[inner].sentence].first;
    return dateline_end(scene, start) == first || inner_start == inner || (first > 0 && is(scene, first - 1, ":"));
}

/* The stretch before `stretch` that stands in no other, or NO_STRETCH. */
static int32_t stretch_before(const struct scene *scene, int32_t stretch)
{
    while (--stretch >= 0 && scene->marks.list.at[stretch].parent != NO_STRETCH) {
        continue;
    }
    return stretch;
}

/* The last cue of a sentence that may introduce what follows its colon, or -1. */
static int32_t last_cue(const struct finder *finder, struct range sentence)
{
    for (uint32_t i = sentence.end; i-- > sentence.first && sentence.end - i < CONTENT_MOST;) {
        int32_t cue = finder->cues->at_token[i];
        if (cue >= 0 && finder->cues->list.at[cue].shape & SHAPE_QUOTE) {
            return cue;
        }
    }
    return -1;
}

/* The cue of a colon at token i: the verb before it, else the colon itself. */
static int32_t colon_cue(struct finder *finder, uint32_t i, struct range *source)
{
    struct scene *scene = finder->scene;
    struct range sentence = sentence_around(scene, i);
    int32_t index = last_cue(finder, sentence);
    if (index >= 0) {
        const struct cue *cue = &finder->cues->list.at[index];
        *source = cue->form == CUE_ACCORDING ? phrase_after(scene, cue->end, sentence.end)
                                             : find_attribution(scene, cue, sentence).source;
        return index;
    }
    *source = nearest_subject(scene, i, sentence.first);
    struct cue *cue = add_cue(scene, finder->cues, i, i + 1);
    if (!cue) {
        return -1;
    }
    cue->form = CUE_COLON;
    cue->lemma = STR(":");
    return (int32_t)(finder->cues->list.count - 1);
}

/* The colon that introduces a stretch: before it, or at the end of the paragraph before; token_count when there is
 * none. */
static uint32_t introducing_colon(const struct scene *scene, uint32_t first)
{
    return first > 0 && is(scene, first - 1, ":") ? first - 1 : scene->words->token_count;
}

/* "was called", "would do": an auxiliary that leaves the verb no words of its subject. */
static bool is_passive_or_modal(const struct scene *scene, uint32_t verb, uint32_t low)
{
    if (str_ends(scene->words->tokens[verb].folded, STR("ing"))) {
        return false;
    }
    for (uint32_t i = verb; i-- > low && verb - i < 4;) {
        if (tag_of(scene, i) == TAG_AUX && !is(scene, i, "has") && !is(scene, i, "had") && !is(scene, i, "have")) {
            return true;
        }
    }
    return false;
}

/* Whether a verb that is no cue here can tell what its subject said: "called for", "joked", "was asked, '...'", not
 * "left", "repaired by"; and whether the subject can speak. */
static bool may_tell(const struct scene *scene, uint32_t verb, struct range source)
{
    uint32_t head = source.end - 1;
    bool speech = lexicon_find(&lexicon_cue_verbs, scene->words->tokens[verb].folded) >= 0;
    if (verb > source.end && (tag_of(scene, verb - 1) == TAG_NOUN || tag_of(scene, verb - 1) == TAG_PROPN)) {
        return false; /* "uses a method called '...'" */
    }
    bool introduces = speech && is(scene, verb + 1, ",") && is_mark(scene, verb + 2);
    if ((is_passive_or_modal(scene, verb, source.end) && !introduces) || is_class(scene, verb, CLASS_ACT) ||
        (tag_of(scene, verb + 1) == TAG_ADP &&
         !(speech && (is(scene, verb + 1, "for") || is(scene, verb + 1, "to"))))) {
        return false;
    }
    bool named = entity_at(scene, head) != NO_ENTITY || tag_of(scene, head) == TAG_PROPN;
    return named || (is_class(scene, head, CLASS_SUBJECT) && !is(scene, head, "it") && !is(scene, head, "there")) ||
           is(scene, head, "who") || has_role(scene, head, "job");
}

/* A quotation that a sentence with a verb outside the list holds: "he welcomed 'the recognition that ...'". */
static enum fault take_inner(struct finder *finder, int32_t stretch)
{
    struct scene *scene = finder->scene;
    const struct stretch *s = &scene->marks.list.at[stretch];
    uint32_t first = stretch_first(scene, stretch), end = stretch_end(scene, stretch);
    struct range sentence = sentence_around(scene, first);
    if (s->end - s->first < INNER_LEAST || looks_like_title(scene, stretch) || is_title_of_work(scene, stretch)) {
        return OK;
    }
    for (uint32_t i = first; i-- > sentence.first && first - i < INNER_REACH && stretch_of(scene, i) == NO_STRETCH;) {
        if (tag_of(scene, i) != TAG_VERB) {
            continue;
        }
        if (i > 0 && is(scene, i - 1, "to")) {
            return OK;
        }
        struct range source = nearest_subject(scene, i + 1, sentence.first);
        bool subordinate = source.first > sentence.first && tag_of(scene, source.first - 1) == TAG_SCONJ; /* "if he" */
        if (range_empty(source) || subordinate || !may_tell(scene, i, source)) {
            return OK;
        }
        struct cue *cue = add_cue(scene, finder->cues, i, i + 1);
        struct content *content =
            cue ? add_content(finder, (int32_t)(finder->cues->list.count - 1), source, 0.4) : NULL;
        if (!content) {
            return FAULT_NO_MEMORY;
        }
        bool put_it = is(scene, i + 1, "it") && is(scene, i + 2, ",") && i + 3 < end;
        uint32_t object = put_it ? i + 3
                          : is_statement(scene, stretch) && (is(scene, first - 1, ",") || is(scene, first - 1, ":"))
                              ? first
                              : i + 1;
        object += tag_of(scene, object) == TAG_PUNCT && object + 1 < end && !is_mark(scene, object);
        cue->lemma = lemma(scene->arena, scene->words->tokens[i].folded, TAG_VERB);
        return add_piece(finder, content, object, end) ? OK : FAULT_NO_MEMORY;
    }
    return OK;
}

/* The content that the chain of paragraphs around a stretch already has, or -1: the one before it, or one behind it. */
static int32_t chain_content(const struct finder *finder, int32_t stretch)
{
    const struct stretch *list = finder->scene->marks.list.at;
    if (list[stretch].continues != NO_STRETCH && finder->claimed[list[stretch].continues] >= 0) {
        return finder->claimed[list[stretch].continues];
    }
    for (int n = 0; n < CHAIN_MOST && stretch != NO_STRETCH; n++) {
        if (finder->claimed[stretch] >= 0) {
            return finder->claimed[stretch];
        }
        stretch = finder->next[stretch];
    }
    return -1;
}

/* "'We heard a bang': two dead in Split": words that open a headline, which goes on behind a colon. */
static bool opens_headline(const struct scene *scene, int32_t stretch)
{
    uint32_t first = stretch_first(scene, stretch), end = stretch_end(scene, stretch);
    const struct sentence *sentence = &scene->words->sentences[scene->words->tokens[first].sentence];
    bool headline = sentence->kind == SENTENCE_HEADLINE || paragraph_of(scene, first) == 0;
    return headline && sentence->first == first && is(scene, end, ":") && is_statement(scene, stretch) &&
           has_verb(scene, scene->marks.list.at[stretch].first, end) && !looks_like_title(scene, stretch);
}

/* "“Come and look,” her post ended.": the verb of the phrase behind a quotation that a comma ends, though no list has
 * it; -1 when there is none. */
static int32_t unlisted_cue(struct finder *finder, int32_t stretch, struct range *source)
{
    struct scene *scene = finder->scene;
    uint32_t end = stretch_end(scene, stretch), sentence_end = sentence_around(scene, end).end;
    struct range phrase = end < sentence_end && is(scene, end - 2, ",") && is_mark(scene, end - 1)
                              ? phrase_after(scene, end, sentence_end)
                              : (struct range){end, end};
    uint32_t verb = phrase.end, behind = verb + 1 + (is(scene, verb, "went") && is(scene, verb + 1, "on"));
    bool closed = is(scene, behind, ".") || is(scene, behind, ",");
    if (range_empty(phrase) || tag_of(scene, verb) != TAG_VERB || !closed || finder->cues->at_token[verb] >= 0) {
        return -1;
    }
    struct cue *cue = add_cue(scene, finder->cues, verb, behind);
    if (!cue) {
        return -1;
    }
    cue->lemma = lemma(scene->arena, scene->words->tokens[verb].folded, TAG_VERB);
    *source = phrase;
    return (int32_t)(finder->cues->list.count - 1);
}

enum fault take_rest(struct finder *finder, int32_t stretch)
{
    struct scene *scene = finder->scene;
    uint32_t first = stretch_first(scene, stretch), end = stretch_end(scene, stretch);
    const struct stretch *s = &scene->marks.list.at[stretch];
    int32_t chained = chain_content(finder, stretch), previous = stretch_before(scene, stretch);
    if (chained < 0 && !stands_apart(scene, stretch)) {
        return take_inner(finder, stretch);
    }
    struct range paragraph = paragraph_range(scene, paragraph_of(scene, first));
    bool whole = first == paragraph.first && end == paragraph.end && previous >= 0;
    bool follows = previous >= 0 && finder->claimed[previous] >= 0 &&
                   paragraph_of(scene, stretch_first(scene, previous)) == paragraph_of(scene, first);
    bool sentence = follows && tag_of(scene, s->end - 1) == TAG_PUNCT && !is(scene, s->end - 1, ",");
    struct range source = {first, first};
    int32_t told = chained < 0 ? unlisted_cue(finder, stretch, &source) : -1;
    if (told >= 0) {
        struct content *content = add_content(finder, told, source, 0.7);
        return content && add_piece(finder, content, first, end) ? OK : FAULT_NO_MEMORY;
    }
    if (chained < 0 && !whole && !sentence && s->end - s->first < WORDS_LEAST && !opens_headline(scene, stretch)) {
        return OK;
    }
    uint32_t colon = introducing_colon(scene, first);
    if (chained < 0 && colon == scene->words->token_count && follows) {
        chained = finder->claimed[previous];
    }
    if (chained >= 0) {
        return add_piece(finder, &finder->found->list.at[chained], first, end) ? OK : FAULT_NO_MEMORY;
    }
    int32_t cue = colon < scene->words->token_count ? colon_cue(finder, colon, &source) : -1;
    bool headline = opens_headline(scene, stretch);
    struct content *content = add_content(finder, cue, source, cue >= 0 || headline ? 0.8 : 0.5);
    if (content) {
        content->certain = headline;
    }
    return content && add_piece(finder, content, first, end) ? OK : FAULT_NO_MEMORY;
}
