#include "analysis/unnamed.h"

#include "analysis/entities/listed.h"
#include "analysis/entities/map.h"

#include <stdio.h>
#include <stdlib.h>

/* The head noun of the source [first, end), or `end`: what follows a preposition, a mark, a verb or "who" says more
 * about it. */
static uint32_t head_of(const struct words *words, uint32_t first, uint32_t end)
{
    uint32_t head = end;
    for (uint32_t i = first; i < end; i++) {
        enum tag tag = (enum tag)words->tokens[i].tag;
        bool link = tag == TAG_PUNCT && i > first && token_is(words, i, "-"); /* "the 72-year-old leader" */
        bool more =
            tag == TAG_ADP || (tag == TAG_PUNCT && !link) || tag == TAG_VERB || tag == TAG_AUX || tag == TAG_SCONJ;
        if (head < end && (more || tag == TAG_PRON || tag == TAG_CCONJ)) {
            break;
        }
        head = tag == TAG_NOUN ? i : tag == TAG_PROPN ? end : head;
    }
    return head;
}

enum { KEY_MOST = 80 };

/* The words by which the speaker is known again, without an article; whose he is, where a pronoun tells: "his
 * spokesman" is one man. */
static struct str key_of(const struct words *words, const struct entities *entities, uint32_t first, uint32_t end,
                         char room[KEY_MOST])
{
    int32_t owner = words->tokens[first].tag == TAG_PRON ? entities->at_token[first] : NO_ENTITY;
    if (owner != NO_ENTITY && end - first > 1) {
        struct str rest = span_text(words->text, token_span(words, first + 1, end));
        int length = snprintf(room, KEY_MOST, "%d %.*s", owner, STR_ARGS(rest));
        return (struct str){room, (size_t)(length < KEY_MOST ? length : KEY_MOST - 1)};
    }
    first += end - first > 1 && words->tokens[first].tag == TAG_DET;
    return span_text(words->text, token_span(words, first, end));
}

/* The key of whoever of that noun spoke last: "the ministry". */
static struct str head_key(const struct words *words, uint32_t head, char room[KEY_MOST])
{
    int length = snprintf(room, KEY_MOST, "the %.*s", STR_ARGS(words->tokens[head].folded));
    return (struct str){room, (size_t)(length < KEY_MOST ? length : KEY_MOST - 1)};
}

static bool points_back(const struct words *words, uint32_t first, uint32_t head, uint32_t end)
{
    return head == first + 1 && end == head + 1 && (token_is(words, first, "the") || token_is(words, first, "that"));
}

static enum fault add_mention(struct arena *arena, struct entities *entities, int entity, const struct quote *quote,
                              uint32_t first, uint32_t end)
{
    struct entity *e = &entities->list.at[entity];
    bool again =
        e->mentions.count && e->mentions.at[e->mentions.count - 1].first == first; /* says two things at once */
    for (uint32_t i = first; i < end && !again; i++) {
        again = entities->at_token[i] == entity;
    }
    if (again) {
        return OK;
    }
    struct mention *mention = VEC_PUSH(&e->mentions, arena);
    if (!mention) {
        return FAULT_NO_MEMORY;
    }
    *mention = (struct mention){.span = quote->source, .first = first, .end = end, .form = MENTION_NOMINAL};
    for (uint32_t i = first; i < end; i++) {
        entities->at_token[i] = entities->at_token[i] == NO_ENTITY ? entity : entities->at_token[i];
    }
    return OK;
}

/* The speaker of the slot, made when there is none; NO_ENTITY without memory. */
static int speaker_at(struct arena *arena, struct entities *entities, int *speaker, const struct quote *quote,
                      struct entity kind)
{
    if (!*speaker) {
        struct entity *new = VEC_PUSH(&entities->list, arena);
        if (!new) {
            return NO_ENTITY;
        }
        *new = kind;
        new->name = quote->source_name;
        new->confidence = quote->confidence;
        *speaker = (int)entities->list.count;
    }
    return *speaker - 1;
}

struct place {
    uint32_t first, end;
    int32_t entity;
};

/* By the first mention, the longer first. */
static int by_place(const void *a, const void *b)
{
    const struct place *one = a, *other = b;
    int order = (one->first > other->first) - (one->first < other->first);
    order = order ? order : (one->end < other->end) - (one->end > other->end);
    return order ? order : one->entity - other->entity;
}

/* A pronoun may stand before the name of somebody who comes later: "She is Fidel Castro's sister Juanita". */
static bool is_ordered(const struct entities *entities)
{
    bool ordered = true;
    for (size_t e = 1; e < entities->list.count && ordered; e++) {
        const struct entity *now = &entities->list.at[e], *before = now - 1;
        ordered = before->mentions.at[0].first <= now->mentions.at[0].first;
    }
    return ordered;
}

/* Puts the entities in the order of their first mention. */
static enum fault order(struct arena *arena, uint32_t tokens, struct quotes *quotes, struct entities *entities)
{
    size_t count = entities->list.count;
    struct place *places = ARENA_NEW(arena, struct place, count);
    int32_t *now = ARENA_NEW(arena, int32_t, count);
    struct entity *sorted = ARENA_NEW(arena, struct entity, count);
    if (!places || !now || !sorted) {
        return FAULT_NO_MEMORY;
    }
    for (size_t e = 0; e < count; e++) {
        const struct mention *first = &entities->list.at[e].mentions.at[0];
        places[e] = (struct place){first->first, first->end, (int32_t)e};
    }
    qsort(places, count, sizeof *places, by_place);
    for (size_t e = 0; e < count; e++) {
        now[places[e].entity] = (int32_t)e;
        sorted[e] = entities->list.at[places[e].entity];
    }
    memcpy(entities->list.at, sorted, count * sizeof *sorted);
    for (uint32_t i = 0; i < tokens; i++) {
        entities->at_token[i] = entities->at_token[i] == NO_ENTITY ? NO_ENTITY : now[entities->at_token[i]];
    }
    for (size_t q = 0; q < quotes->list.count; q++) {
        int *entity = &quotes->list.at[q].source_entity;
        *entity = *entity == NO_ENTITY ? NO_ENTITY : now[*entity];
    }
    return OK;
}

/* Who has spoken without a name so far: by slot of the map, entity + 1. */
struct speakers {
    struct map map;
    int *at;
    bool named; /* whether somebody who has a name has spoken */
};

/* Whether a person who has a name says the quote. */
static bool is_of_named(const struct quote *quote, const struct entities *entities)
{
    const struct entity *e = quote->source_entity == NO_ENTITY ? NULL : &entities->list.at[quote->source_entity];
    return e && e->type == ENTITY_PERSON && e->mentions.at[0].form == MENTION_NAME;
}

/* "A senior barrister says ... Ian Lund quit when": who speaks next behind quote q, where he is new, has a full name,
 * and nothing tells what he is, since that was told; NO_ENTITY: nobody. */
static int introduced_after(const struct words *words, const struct quotes *quotes, size_t q,
                            const struct entities *entities, uint32_t head)
{
    enum { QUOTES_MOST = 4, SENTENCES_MOST = 5 };
    const struct quote *next = NULL;
    for (size_t k = q + 1; k <= q + QUOTES_MOST && k < quotes->list.count && !next; k++) {
        next = quotes->list.at[k].source_entity == NO_ENTITY ? NULL : &quotes->list.at[k];
    }
    if (!next || !is_of_named(next, entities)) {
        return NO_ENTITY;
    }
    const struct entity *e = &entities->list.at[next->source_entity];
    const struct mention *m = &e->mentions.at[0];
    bool fresh = m->end - m->first >= 2 && span_holds(next->source, m->span);
    bool near = words->tokens[m->first].sentence - words->tokens[head].sentence <= SENTENCES_MOST;
    return fresh && near && !e->description.at && !e->wikidata.at ? next->source_entity : NO_ENTITY;
}

/* "a senior barrister", "the minister": one who may be named after he has spoken. */
static bool is_one(const struct words *words, uint32_t first, uint32_t head)
{
    static const char *const ARTICLES[] = {"a", "an", "the", NULL};
    struct str noun = words->tokens[head].folded;
    return token_is_any(words, first, ARTICLES) && !str_ends(noun, STR("s")) &&
           !has_word_role(noun, "speaks for others");
}

/* Gives the quote the entity of its speaker, where a noun tells what that is. */
static enum fault name_speaker(struct arena *arena, const struct words *words, struct speakers *speakers,
                               const struct quotes *quotes, size_t q, struct entities *entities)
{
    struct quote *quote = &quotes->list.at[q];
    char room[KEY_MOST];
    uint32_t first = token_at(words, quote->source.start), end = token_at(words, quote->source.end - 1) + 1;
    if (end == first + 1 && words->tokens[first].tag == TAG_PRON) { /* "he" is the fisherman who spoke before */
        int64_t known = map_find(&speakers->map, quote->source_name);
        quote->source_entity = known >= 0 && speakers->at[known] ? speakers->at[known] - 1 : NO_ENTITY;
        return OK;
    }
    uint32_t head = head_of(words, first, end);
    struct entity kind = {.type = ENTITY_TYPE_COUNT};
    if (head < end) {
        kind.type = noun_means(arena, words, head, &kind.subtype);
    }
    if (kind.type == ENTITY_TYPE_COUNT) {
        return OK;
    }
    int64_t last = map_make(&speakers->map, head_key(words, head, room));
    char own[KEY_MOST];
    int64_t slot = points_back(words, first, head, end)
                       ? last
                       : map_make(&speakers->map, key_of(words, entities, first, end, own));
    if (slot < 0 || last < 0) {
        return OK;
    }
    if (!speakers->at[slot] && !speakers->named && kind.type == ENTITY_PERSON && is_one(words, first, head)) {
        speakers->at[slot] = introduced_after(words, quotes, q, entities, head) + 1;
    }
    int speaker = speaker_at(arena, entities, &speakers->at[slot], quote, kind);
    if (speaker == NO_ENTITY || add_mention(arena, entities, speaker, quote, first, end)) {
        return FAULT_NO_MEMORY;
    }
    speakers->at[last] = speaker + 1;
    int64_t named = map_make(&speakers->map, entities->list.at[speaker].name);
    if (named >= 0) {
        speakers->at[named] = speaker + 1;
    }
    quote->source_entity = speaker;
    quote->source_name = entities->list.at[speaker].name;
    return OK;
}

static int by_first(const void *a, const void *b)
{
    const struct mention *one = a, *other = b;
    return (one->first > other->first) - (one->first < other->first);
}

/* Who has a name has got mentions before and between those that he had. */
static void order_mentions(struct entities *entities)
{
    for (size_t e = 0; e < entities->list.count; e++) {
        struct entity *entity = &entities->list.at[e];
        bool ordered = true;
        for (size_t m = 1; m < entity->mentions.count && ordered; m++) {
            ordered = entity->mentions.at[m - 1].first <= entity->mentions.at[m].first;
        }
        if (!ordered) {
            qsort(entity->mentions.at, entity->mentions.count, sizeof *entity->mentions.at, by_first);
        }
    }
}

enum fault add_unnamed(struct arena *arena, const struct words *words, struct quotes *quotes, struct entities *entities)
{
    struct speakers speakers = {0};
    speakers.at =
        map_init(&speakers.map, arena, 3 * quotes->list.count) ? ARENA_NEW(arena, int, map_slots(&speakers.map)) : NULL;
    enum fault f = speakers.at ? OK : FAULT_NO_MEMORY;
    for (size_t q = 0; q < quotes->list.count && !f; q++) {
        struct quote *quote = &quotes->list.at[q];
        if (quote->source_entity == NO_ENTITY && quote->source_name.at && !span_empty(quote->source)) {
            f = name_speaker(arena, words, &speakers, quotes, q, entities);
        }
        speakers.named |= is_of_named(quote, entities);
    }
    order_mentions(entities);
    return f || is_ordered(entities) ? f : order(arena, words->token_count, quotes, entities);
}
