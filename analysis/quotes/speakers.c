#include "analysis/quotes/speakers.h"

#include "analysis/quotes/phrases.h"

/* The head of a source: the last noun before a preposition, bracket or comma; "spokesman" in "a spokesman for X". */
static uint32_t head_of(const struct scene *scene, struct range source)
{
    uint32_t head = source.first;
    for (uint32_t i = source.first; i < source.end; i++) {
        enum tag tag = tag_of(scene, i);
        if (i > source.first && (tag == TAG_ADP || tag == TAG_PUNCT || tag == TAG_CCONJ) && !is(scene, i, "-") &&
            !is(scene, i, ".")) {
            break;
        }
        if (tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_PRON || tag == TAG_NUM || tag == TAG_DET ||
            tag == TAG_X) {
            head = i;
        }
    }
    return head;
}

static int entity_at(const struct scene *scene, uint32_t i)
{
    return scene->entities->at_token ? scene->entities->at_token[i] : NO_ENTITY;
}

static bool is_relative(const struct scene *scene, uint32_t i)
{
    return is(scene, i, "who") || is(scene, i, "which") || is(scene, i, "that");
}

/* "Zoe Park, who said ...": what a relative pronoun stands for. */
static struct range antecedent(const struct scene *scene, uint32_t pronoun)
{
    uint32_t low = sentence_around(scene, pronoun).first, end = pronoun;
    end -= end > low && is(scene, end - 1, ",");
    return phrase_before(scene, end, low);
}

/* "Park and Lee": two who speak at once are named together. */
static bool is_pair(const struct scene *scene, struct range source)
{
    for (uint32_t i = source.first + 1; i + 1 < source.end; i++) {
        if (is(scene, i, "and")) {
            int one = entity_at(scene, i - 1), other = entity_at(scene, i + 1);
            return one != NO_ENTITY && other != NO_ENTITY && one != other;
        }
    }
    return false;
}

static struct speaker resolve(const struct scene *scene, struct range source)
{
    struct speaker speaker = {.source = source, .entity = NO_ENTITY};
    if (range_empty(source)) {
        return speaker;
    }
    struct range meant = source;
    if (source.end == source.first + 1 && is_relative(scene, source.first)) {
        struct range before = antecedent(scene, source.first);
        meant = range_empty(before) ? source : before;
    }
    uint32_t head = head_of(scene, meant);
    bool pronoun = tag_of(scene, head) == TAG_PRON && meant.end == meant.first + 1;
    speaker.entity = entity_at(scene, head);
    if (speaker.entity != NO_ENTITY && !is_pair(scene, meant)) {
        speaker.name = scene->entities->list.at[speaker.entity].name;
    } else if (!pronoun) {
        speaker.name = span_text(scene->words->text, token_span(scene->words, meant.first, meant.end));
    }
    return speaker;
}

void find_speakers(const struct scene *scene, const struct content *contents, size_t count, struct speaker *speakers)
{
    size_t last = count; /* the last content with a source */
    uint32_t last_paragraph = 0;
    for (size_t i = 0; i < count; i++) {
        const struct content *content = &contents[i];
        uint32_t first = content->pieces.at[0].first, end = content->pieces.at[content->pieces.count - 1].end - 1;
        if (!range_empty(content->source) || content->cue >= 0) {
            speakers[i] = resolve(scene, content->source);
        } else if (last < count && paragraph_of(scene, first) <= last_paragraph + 1) {
            speakers[i] = speakers[last];
        } else {
            speakers[i] = (struct speaker){.entity = NO_ENTITY};
        }
        if (!range_empty(speakers[i].source)) {
            last = i;
            last_paragraph = paragraph_of(scene, end);
        }
    }
}
