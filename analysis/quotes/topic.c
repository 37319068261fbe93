#include "analysis/quotes/topic.h"

#include "analysis/quotes/phrases.h"
#include "analysis/quotes/speakers.h"

enum { TOPIC_MOST = 40 /* tokens from the beginning of a sentence to its verb */ };

/* Where the verb group of token `verb` begins, with the relative pronoun before it: "which has", "also said". */
static uint32_t behind_subject(const struct scene *scene, uint32_t verb, uint32_t low)
{
    uint32_t i = verb;
    while (i > low && (tag_of(scene, i - 1) == TAG_AUX || tag_of(scene, i - 1) == TAG_ADV)) {
        i--;
    }
    if (i > low && (is(scene, i - 1, "which") || is(scene, i - 1, "who"))) {
        i--;
        i -= i > low && tag_of(scene, i - 1) == TAG_PUNCT;
    }
    return i;
}

/* What the phrase means: the entity of its head, else the body that its head belongs to or is of. */
static int meaning(const struct scene *scene, struct range phrase)
{
    uint32_t head = source_head(scene, phrase);
    int entity = entity_at(scene, head);
    for (uint32_t i = phrase.first; i < head && entity == NO_ENTITY; i++) {
        int owner = entity_at(scene, i);
        bool body = owner != NO_ENTITY && scene->entities->list.at[owner].type == ENTITY_ORGANIZATION;
        entity = body && tag_of(scene, i) != TAG_PRON && !is(scene, i + 1, "-") ? owner : NO_ENTITY;
    }
    bool of = is(scene, head + 1, "of") || is(scene, head + 1, "in"); /* "Shares of Kestrel fell" */
    for (uint32_t i = head + 2; of && i < phrase.end && entity == NO_ENTITY && !has_role(scene, head, "job"); i++) {
        int owner = entity_at(scene, i);
        bool body = owner != NO_ENTITY && scene->entities->list.at[owner].type == ENTITY_ORGANIZATION;
        entity = body ? owner : NO_ENTITY;
    }
    return entity;
}

struct topic topic_of(const struct scene *scene, uint32_t first, uint32_t end)
{
    struct topic none = {{first, first}, NO_ENTITY};
    uint32_t most = end - first < TOPIC_MOST ? end : first + TOPIC_MOST;
    for (uint32_t i = first + 1; i < most; i++) {
        if (stretch_of(scene, i) != NO_STRETCH) {
            return none;
        }
        if (!is_verb(scene, i) || is(scene, i - 1, "to")) {
            continue;
        }
        struct range phrase = phrase_before(scene, behind_subject(scene, i, first), first);
        enum tag head = range_empty(phrase) ? TAG_X : tag_of(scene, source_head(scene, phrase));
        enum tag before = first < phrase.first ? tag_of(scene, phrase.first - 1) : TAG_X;
        if (head == TAG_PRON) {
            return none;
        }
        if ((head == TAG_NOUN || head == TAG_PROPN) && before != TAG_SCONJ && before != TAG_ADP &&
            !is(scene, phrase.first - 1, "when")) {
            return (struct topic){phrase, meaning(scene, phrase)};
        }
    }
    return none;
}
