/* The walk through the text that resolves what is no name. Each resolved mention is in the reader's mind for the next.
 */
#include "analysis/base/clock.h"
#include "analysis/entities/focus.h"

enum { DEADLINE_EVERY = 1024, HEADS_OF_DESCRIPTION = 12 };

static void learn_head(struct focus *focus, struct str word, int32_t entity)
{
    int64_t slot = map_make(&focus->words, word);
    struct head_word *head = slot < 0 ? NULL : &focus->heads[slot];
    bool known = !head || head->count == sizeof head->entities / sizeof *head->entities ||
                 (head->count && head->entities[head->count - 1] == entity);
    if (!known) {
        head->entities[head->count++] = entity;
    }
}

/* Whether a noun can be the head of such a thing's name: "state" is no body's. */
static bool fits(const struct reading *r, uint32_t i, enum entity_type type)
{
    switch (type) {
    case ENTITY_ORGANIZATION:
        return has(r, i, HAS(ORG));
    case ENTITY_LOCATION:
        return has(r, i, HAS(LOCATION) | HAS(FACILITY));
    case ENTITY_FACILITY:
        return has(r, i, HAS(FACILITY) | HAS(LOCATION) | HAS(ORG));
    case ENTITY_NORP:
        return false;
    default:
        return has(r, i, HAS(EVENT) | HAS(LAW) | HAS(WORK) | HAS(PRODUCT));
    }
}

/* "spokesperson" of a description, "ministry" of a name or of a description. */
static void learn_heads(const struct reading *r, struct focus *focus)
{
    for (size_t e = 0; e < r->found->list.count; e++) {
        const struct entity *entity = &r->found->list.at[e];
        struct span span = r->described[e];
        for (uint32_t i = span.start; i < span.end && i < span.start + HEADS_OF_DESCRIPTION; i++) {
            if (r->words->tokens[i].tag == TAG_ADP) {
                break;
            }
            if (has(r, i, HAS(JOB) | HAS(KIN))) {
                learn_head(focus, r->words->tokens[i].folded, (int32_t)e);
            }
        }
        for (size_t m = 0; m < entity->mentions.count && m < 4 && entity->type != ENTITY_PERSON; m++) {
            const struct mention *mention = &entity->mentions.at[m];
            for (uint32_t i = mention->first; i < mention->end; i++) {
                bool last = i + 1 == mention->end || r->words->tokens[i + 1].tag == TAG_ADP;
                if (last && mention->end - mention->first > 1 && has(r, i, HAS(NOMINAL)) && fits(r, i, entity->type)) {
                    learn_head(focus, r->words->tokens[i].folded, (int32_t)e);
                }
            }
        }
    }
}

static enum fault focus_init(struct reading *r, struct focus *focus)
{
    size_t entities = r->found->list.count;
    focus->traces = ARENA_NEW(r->arena, struct trace, entities);
    focus->heads = map_init(&focus->words, r->arena, entities * 4)
                       ? ARENA_NEW(r->arena, struct head_word, map_slots(&focus->words))
                       : NULL;
    for (unsigned i = 0; i < FOCUS_PEOPLE; i++) {
        focus->people[i] = focus->things[i] = NO_ENTITY;
    }
    if (!focus->traces || !focus->heads) {
        return FAULT_NO_MEMORY;
    }
    learn_heads(r, focus);
    return OK;
}

/* Moves the entity to the front of a short list. */
static void to_front(int32_t *list, unsigned room, int32_t entity)
{
    unsigned at = 0;
    while (at + 1 < room && list[at] != entity) {
        at++;
    }
    for (; at > 0; at--) {
        list[at] = list[at - 1];
    }
    list[0] = entity;
}

/* A subject has a verb behind it, or stands at the beginning of its sentence. */
static enum place place_of(const struct reading *r, uint32_t first, uint32_t end)
{
    const struct words *w = r->words;
    enum tag behind = end < w->token_count ? (enum tag)w->tokens[end].tag : TAG_X;
    enum tag before = first ? (enum tag)w->tokens[first - 1].tag : TAG_X;
    if (token_is(w, end, "'s") || token_is(w, end, "'")) {
        return PLACE_POSSESSIVE;
    }
    if (w->tokens[first].flags & SENTENCE_START || ((behind == TAG_VERB || behind == TAG_AUX) && before != TAG_ADP)) {
        return PLACE_SUBJECT;
    }
    return before == TAG_ADP ? PLACE_OBLIQUE : PLACE_OBJECT;
}

static void focus_on(const struct reading *r, struct focus *focus, struct resolved what)
{
    struct trace *trace = &focus->traces[what.entity];
    bool person = r->found->list.at[what.entity].type == ENTITY_PERSON;
    uint32_t sentence = r->words->tokens[what.first].sentence;
    bool again = trace->token && trace->sentence == sentence;
    enum place place = place_of(r, what.first, what.end);
    trace->place = again && trace->place < place ? trace->place : (uint8_t)place;
    trace->subjects += place == PLACE_SUBJECT;
    trace->token = what.first + 1;
    trace->sentence = sentence;
    trace->count++;
    to_front(person ? focus->people : focus->things, FOCUS_PEOPLE, what.entity);
}

static enum fault add_resolved(struct reading *r, struct resolved what, enum mention_form form)
{
    struct entity *entity = &r->found->list.at[what.entity];
    struct mention *m = VEC_PUSH(&entity->mentions, r->arena);
    if (!m) {
        return FAULT_NO_MEMORY;
    }
    *m = (struct mention){token_span(r->words, what.first, what.end), what.first, what.end, (uint8_t)form};
    for (uint32_t i = what.first; i < what.end; i++) {
        r->found->at_token[i] = what.entity;
    }
    return OK;
}

static enum fault walk(struct reading *r, struct focus *focus)
{
    size_t name = 0;
    for (uint32_t i = 0; i < r->words->token_count;) {
        if (i % DEADLINE_EVERY == 0 && clock_passed(r->deadline)) {
            return FAULT_TOO_SLOW;
        }
        if (name < r->names.count && r->names.at[name].first == i) {
            struct resolved what = {r->name_entity[name], i, r->names.at[name].end};
            focus_on(r, focus, what);
            i = what.end;
            name++;
            continue;
        }
        struct resolved what = resolve_nominal(r, focus, i);
        enum mention_form form = what.entity == NO_ENTITY ? MENTION_PRONOUN : MENTION_NOMINAL;
        what = what.entity == NO_ENTITY ? resolve_pronoun(r, focus, i) : what;
        if (what.entity == NO_ENTITY) {
            i++;
            continue;
        }
        enum fault f = add_resolved(r, what, form);
        if (f) {
            return f;
        }
        focus_on(r, focus, what);
        i = what.end;
    }
    return OK;
}

/* Names came first and the rest behind them: two runs in text order become one. */
static enum fault merge_mentions(struct reading *r, struct entity *entity)
{
    size_t count = entity->mentions.count, names = 0;
    while (names < count && entity->mentions.at[names].form == MENTION_NAME) {
        names++;
    }
    if (names == count) {
        return OK;
    }
    struct mention *merged = ARENA_NEW(r->arena, struct mention, count);
    if (!merged) {
        return FAULT_NO_MEMORY;
    }
    for (size_t a = 0, b = names, out = 0; out < count; out++) {
        const struct mention *at = entity->mentions.at;
        bool first = b == count || (a < names && at[a].first < at[b].first);
        merged[out] = first ? at[a++] : at[b++];
    }
    entity->mentions.at = merged;
    entity->mentions.room = count;
    return OK;
}

enum fault resolve_mentions(struct reading *r)
{
    struct focus focus = {0};
    enum fault f = focus_init(r, &focus);
    if (!f) {
        f = walk(r, &focus);
    }
    for (size_t e = 0; !f && e < r->found->list.count; e++) {
        f = merge_mentions(r, &r->found->list.at[e]);
    }
    return f;
}
