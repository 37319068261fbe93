#include "analysis/link.h"

#include <stdlib.h>

enum { OPEN_MOST = 32 }; /* quotes inside each other that are kept in mind */

/* Quotes that have begun and not ended at the place that the reader is at, in text order. */
struct open_quotes {
    size_t at[OPEN_MOST], count;
};

static uint32_t quote_end(const struct quote *quote)
{
    return quote->spans.at[quote->spans.count - 1].end;
}

/* Forgets those that end before `place`, then remembers quote q; the outermost is dropped when they are too many. */
static void open_quote(struct open_quotes *open, const struct quotes *quotes, size_t q, uint32_t place)
{
    size_t kept = 0;
    for (size_t i = 0; i < open->count; i++) {
        if (quote_end(&quotes->list.at[open->at[i]]) > place) {
            open->at[kept++] = open->at[i];
        }
    }
    if (kept == OPEN_MOST) {
        memmove(open->at, open->at + 1, (OPEN_MOST - 1) * sizeof *open->at);
        kept--;
    }
    open->at[kept++] = q;
    open->count = kept;
}

/* Bytes of the part of `quote` that holds `span`; 0 when none does. */
static uint32_t held_by(const struct quote *quote, struct span span)
{
    for (size_t i = 0; i < quote->spans.count; i++) {
        if (span_holds(quote->spans.at[i], span)) {
            return quote->spans.at[i].end - quote->spans.at[i].start;
        }
    }
    return 0;
}

static int innermost(const struct open_quotes *open, const struct quotes *quotes, struct span span)
{
    uint32_t smallest = UINT32_MAX;
    int best = NO_QUOTE;
    for (size_t i = 0; i < open->count; i++) {
        const struct quote *quote = &quotes->list.at[open->at[i]];
        uint32_t size = quote->source_name.at ? held_by(quote, span) : 0;
        if (size && size < smallest) {
            smallest = size;
            best = (int)open->at[i];
        }
    }
    return best;
}

/* "Traders put it at 97%, according to the exchange": the source that is named last is where the number comes from. */
static bool names_origin(const struct quotes *quotes, int quote)
{
    return quote != NO_QUOTE && str_is(quotes->list.at[quote].cue_lemma, "according to");
}

void link_claims(const struct quotes *quotes, struct figures *figures)
{
    struct open_quotes open = {.count = 0};
    size_t next = 0;
    for (size_t i = 0; i < figures->list.count; i++) {
        struct figure *figure = &figures->list.at[i];
        while (next < quotes->list.count && quotes->list.at[next].spans.at[0].start < figure->span.end) {
            open_quote(&open, quotes, next++, figure->span.start);
        }
        figure->claim_quote = innermost(&open, quotes, figure->span);
        figure->claimant = names_origin(quotes, figure->claim_quote) ? (struct str){0} : figure->claimant;
    }
}

static bool is_pronoun(const struct words *words, uint32_t i)
{
    static const char *const PRONOUNS[] = {"he", "she", "it", "they", NULL};
    return token_is_any(words, i, PRONOUNS);
}

/* Whether the entity was mentioned before the token. */
static bool is_known_at(const struct entities *entities, int entity, uint32_t token)
{
    return entities->list.at[entity].mentions.at[0].first < token;
}

/* Whether the token is to become a mention of the entity. */
static bool is_news(const struct entities *entities, int entity, uint32_t token)
{
    int before = entities->at_token[token];
    return before != entity && is_known_at(entities, entity, token) &&
           (before == NO_ENTITY || is_known_at(entities, before, token));
}

/* By place, the longer first. */
static int by_place(const void *a, const void *b)
{
    const struct mention *one = a, *other = b;
    int order = (one->first > other->first) - (one->first < other->first);
    return order ? order : (one->end < other->end) - (one->end > other->end);
}

/* Drops the pronouns of entity `e` that are somebody else's, and puts what was added in its place; `to` has by token
 * the entity + 1. */
static void settle(struct entities *entities, size_t e, const uint32_t *to)
{
    struct entity *entity = &entities->list.at[e];
    size_t kept = 0;
    bool ordered = true;
    for (size_t m = 0; m < entity->mentions.count; m++) {
        struct mention mention = entity->mentions.at[m];
        if (mention.form != MENTION_PRONOUN || !to[mention.first] || to[mention.first] == e + 1) {
            ordered &= kept == 0 || by_place(&entity->mentions.at[kept - 1], &mention) <= 0;
            entity->mentions.at[kept++] = mention;
        }
    }
    entity->mentions.count = kept;
    if (!ordered) {
        qsort(entity->mentions.at, kept, sizeof *entity->mentions.at, by_place);
    }
}

/* The pronouns that are somebody else's than was thought: by token whose, as entity + 1; the entity behind the last is
 * nobody. */
struct moves {
    struct arena *arena;
    struct entities *entities;
    uint32_t *to;
    bool any;
};

/* Makes the pronoun at a token a mention of the entity, or of nobody (NO_ENTITY). */
static enum fault move_pronoun(struct moves *moves, const struct words *words, uint32_t token, int entity)
{
    struct entities *entities = moves->entities;
    if (entity != NO_ENTITY) {
        struct mention *mention = VEC_PUSH(&entities->list.at[entity].mentions, moves->arena);
        if (!mention) {
            return FAULT_NO_MEMORY;
        }
        *mention = (struct mention){words->tokens[token].span, token, token + 1, MENTION_PRONOUN};
    }
    moves->to[token] = entity == NO_ENTITY ? (uint32_t)entities->list.count + 1 : (uint32_t)entity + 1;
    entities->at_token[token] = entity;
    moves->any = true;
    return OK;
}

/* "he" of "he said", where it is the quote's source. */
static enum fault move_source(struct moves *moves, const struct words *words, const struct quote *quote)
{
    int entity = quote->source_entity;
    uint32_t token = token_at(words, quote->source.start);
    bool pronoun = is_pronoun(words, token) && words->tokens[token].span.end == quote->source.end;
    return pronoun && !moves->to[token] && is_news(moves->entities, entity, token)
               ? move_pronoun(moves, words, token, entity)
               : OK;
}

static enum gender third_person(const struct words *words, uint32_t i)
{
    static const char *const HE[] = {"he", "him", "his", NULL}, *const SHE[] = {"she", "her", "hers", NULL};
    return token_is_any(words, i, HE) ? GENDER_MALE : token_is_any(words, i, SHE) ? GENDER_FEMALE : GENDER_UNKNOWN;
}

/* Whether the pronouns that mean a person are of the other gender. */
static bool is_of_other_gender(const struct words *words, const struct entity *e, enum gender gender)
{
    enum { MENTIONS_MOST = 12 };
    for (size_t m = 0; m < e->mentions.count && m < MENTIONS_MOST; m++) {
        enum gender other =
            e->mentions.at[m].form == MENTION_PRONOUN ? third_person(words, e->mentions.at[m].first) : GENDER_UNKNOWN;
        if (other != GENDER_UNKNOWN) {
            return other != gender;
        }
    }
    return false;
}

/* The person mentioned last before the token who is not the speaker, in its sentence or shortly before; NO_ENTITY when
 * there is none. */
static int another_before(const struct words *words, const struct entities *entities, uint32_t token,
                          enum gender gender, int speaker)
{
    enum { BACK_MOST = 80, SENTENCES_MOST = 2 };
    for (uint32_t i = token; i-- > 0 && token - i < BACK_MOST;) {
        int entity = entities->at_token[i];
        if (words->tokens[token].sentence - words->tokens[i].sentence > SENTENCES_MOST) {
            break;
        }
        const struct entity *e = entity < 0 || entity == speaker ? NULL : &entities->list.at[entity];
        bool fits = e && e->type == ENTITY_PERSON && (e->gender == gender || e->gender == GENDER_UNKNOWN);
        if (fits && !(e->gender == GENDER_UNKNOWN && is_of_other_gender(words, e, gender))) {
            return entity;
        }
    }
    return NO_ENTITY;
}

/* Whether the words in quotation marks name the speaker, who is then hardly the right one. */
static bool names_speaker(const struct words *words, const struct entities *entities, const struct quote *quote)
{
    bool named = false;
    for (size_t v = 0; v < quote->verbatim.count; v++) {
        struct span span = quote->verbatim.at[v];
        for (uint32_t i = token_at(words, span.start); i < words->token_count && words->tokens[i].span.end <= span.end;
             i++) {
            named |= entities->at_token[i] == quote->source_entity && words->tokens[i].flags & CAPITAL &&
                     third_person(words, i) == GENDER_UNKNOWN;
        }
    }
    return named;
}

/* Nobody says "he" of himself: such pronouns in the words that the speaker is quoted with. */
static enum fault move_quoted(struct moves *moves, const struct words *words, const struct quote *quote)
{
    struct entities *entities = moves->entities;
    int speaker = quote->source_entity;
    enum fault f = OK;
    for (size_t v = 0; v < quote->verbatim.count; v++) {
        uint32_t first = token_at(words, quote->verbatim.at[v].start);
        for (uint32_t i = first; i < words->token_count && words->tokens[i].span.end <= quote->verbatim.at[v].end;
             i++) {
            enum gender gender = entities->at_token[i] == speaker ? third_person(words, i) : GENDER_UNKNOWN;
            if (!f && gender != GENDER_UNKNOWN && is_known_at(entities, speaker, i)) {
                f = move_pronoun(moves, words, i, another_before(words, entities, i, gender, speaker));
            }
        }
    }
    return f;
}

enum fault link_speakers(struct arena *arena, const struct words *words, const struct quotes *quotes,
                         struct entities *entities)
{
    struct moves moves = {arena, entities, ARENA_NEW(arena, uint32_t, words->token_count + 1), false};
    enum fault f = moves.to ? OK : FAULT_NO_MEMORY;
    for (size_t q = 0; q < quotes->list.count && !f; q++) {
        const struct quote *quote = &quotes->list.at[q];
        bool told = quote->source_entity != NO_ENTITY;
        f = told ? move_source(&moves, words, quote) : OK;
        bool person = told && entities->list.at[quote->source_entity].type == ENTITY_PERSON;
        f = person && !f && !names_speaker(words, entities, quote) ? move_quoted(&moves, words, quote) : f;
    }
    for (size_t e = 0; e < entities->list.count && moves.any && !f; e++) {
        settle(entities, e, moves.to);
    }
    return f;
}
