/* Names that the reader left out though they are certain: a text that is a name elsewhere in the article, the initials
 * of a body there, and an acronym that a list knows. */
#include "analysis/base/clock.h"
#include "analysis/entities/listed.h"
#include "analysis/entities/map.h"

#include "bodies.h"
#include "places.h"

enum { TEXT_MOST = 120, LONGEST = 6, LETTERS_LEAST = 3, DEADLINE_EVERY = 256 };

static const float SURE = 0.75F, FOUND_AGAIN = 0.7F, FOUND_IN_LIST = 0.6F;

/* What the article names: by slot the type + 1 of a text that is surely a name; by token whether one begins so, or a
 * person's name of more words ends so; the initials of bodies. */
struct known {
    struct map map, starts, families, initials;
    uint8_t *type;
};

static const struct token *token(const struct reading *r, uint32_t i)
{
    return &r->words->tokens[i];
}

/* A capital that is the word's own. */
static bool has_own_capital(const struct reading *r, uint32_t i)
{
    const struct token *t = token(r, i);
    return t->kind == TOKEN_WORD && t->flags & CAPITAL && !(t->flags & IN_CAPS);
}

/* A single common word is too little to know a name by. */
static bool is_telling(const struct reading *r, uint32_t first, uint32_t end)
{
    return has_own_capital(r, first) && (end - first > 1 || !has(r, first, HAS(COMMON) | HAS(STOP) | HAS(MONTH)));
}

/* "Country Fire Authority": notes "cfa". */
static void learn_initials(const struct reading *r, struct known *k, const struct name *name)
{
    char letters[LETTERS_MOST];
    size_t count = initials(r, name->first, name->end, OF_CAPITALS, letters);
    if (count >= LETTERS_LEAST) {
        map_make(&k->initials, (struct str){letters, count});
    }
}

static enum fault learn(const struct reading *r, struct known *k)
{
    k->type = map_init(&k->map, r->arena, r->names.count) && map_init(&k->starts, r->arena, r->names.count) &&
                      map_init(&k->families, r->arena, r->names.count) &&
                      map_init(&k->initials, r->arena, r->names.count)
                  ? ARENA_NEW(r->arena, uint8_t, map_slots(&k->map))
                  : NULL;
    if (!k->type) {
        return FAULT_NO_MEMORY;
    }
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        char room[TEXT_MOST];
        struct str text = folded_text(r->words, name->first, name->end, room, sizeof room);
        if (name->type == ENTITY_PERSON && name->end - name->first > 1) {
            map_make(&k->families, token(r, name->end - 1)->folded);
        }
        if (name->confidence < SURE || !text.len || !is_telling(r, name->first, name->end)) {
            continue;
        }
        int64_t slot = map_make(&k->map, text);
        if (slot >= 0) {
            k->type[slot] = (uint8_t)(name->type + 1);
            map_make(&k->starts, token(r, name->first)->folded);
        }
        if (slot >= 0 && name->type == ENTITY_ORGANIZATION) {
            learn_initials(r, k, name);
        }
    }
    return OK;
}

/* The longest known text at token `first`, before `stop`; its end, or `first`. */
static uint32_t find_again(const struct reading *r, const struct known *k, uint32_t first, uint32_t stop, uint8_t *type)
{
    uint32_t end = stop - first > LONGEST ? first + LONGEST : stop;
    for (; end > first; end--) {
        char room[TEXT_MOST];
        struct str text = folded_text(r->words, first, end, room, sizeof room);
        int64_t slot = text.len ? map_find(&k->map, text) : -1;
        if (slot >= 0) {
            *type = (uint8_t)(k->type[slot] - 1);
            return end;
        }
    }
    return first;
}

/* The row whose key is written as the token is. */
static int find_written(const struct reading *r, const struct lexicon *list, uint32_t i)
{
    int row = find_listed(list, r->words, i, i + 1);
    return row >= 0 && str_equal(lexicon_cell(list, row, 0), token_text(r->words, i)) ? row : -1;
}

/* "WHO", "DPRK": an acronym of a body or a state. */
static bool is_listed_acronym(const struct reading *r, uint32_t i, uint8_t *type)
{
    if (!(token(r, i)->flags & ALL_CAPS) || token(r, i)->folded.len < 3 || is_technical_word(r->words, i)) {
        return false;
    }
    int body = find_written(r, &lexicon_bodies, i);
    bool org = body >= 0 && str_is(lexicon_cell(&lexicon_bodies, body, BODIES_TYPE), "ORG");
    *type = org ? ENTITY_ORGANIZATION : ENTITY_LOCATION;
    return org || (body < 0 && find_written(r, &lexicon_places, i) >= 0);
}

/* "CFA", where the article names the Country Fire Authority. */
static bool is_body_by_initials(const struct reading *r, const struct known *k, uint32_t i)
{
    return token(r, i)->flags & ALL_CAPS && map_find(&k->initials, token(r, i)->folded) >= 0;
}

/* "the second world war": where it ends when it begins at i; i when it does not. */
static uint32_t world_war_end(const struct reading *r, uint32_t i)
{
    bool war = (token_is(r->words, i, "first") || token_is(r->words, i, "second")) &&
               token_is(r->words, i + 1, "world") && token_is(r->words, i + 2, "war");
    return war ? i + 3 : i;
}

/* Whether a capitalised word stands beside [first, end), so that it may be a part of something longer. */
static bool is_part(const struct reading *r, uint32_t first, uint32_t end)
{
    bool before = first > 0 && has_own_capital(r, first - 1) && !(token(r, first - 1)->flags & SENTENCE_START);
    bool joined = token_is(r->words, end, "-") || (first > 0 && token_is(r->words, first - 1, "-"));
    return before || joined || (end < r->words->token_count && has_own_capital(r, end));
}

/* "Contractor pointed out": the word for a thing, without an article, that opens a sentence is a person's family name
 * of the article. */
static bool is_family_name(const struct reading *r, const struct known *k, uint32_t i)
{
    const struct token *t = token(r, i);
    bool opens = t->flags & SENTENCE_START && has_own_capital(r, i) && (t->tag == TAG_NOUN || t->tag == TAG_PROPN) &&
                 !str_ends(t->folded, STR("s")) && i + 1 < r->words->token_count;
    return opens && map_find(&k->families, t->folded) >= 0 &&
           (t[1].tag == TAG_VERB || t[1].tag == TAG_AUX || token_is(r->words, i + 1, "'s"));
}

/* "Older & Safer, a charity": where the name of a body of two words ends; i when none begins there. */
static uint32_t pair_end(const struct reading *r, uint32_t i, uint32_t stop)
{
    bool pair = i + 5 < stop && token_is(r->words, i + 1, "&") && token(r, i)->flags & CAPITAL &&
                has_own_capital(r, i + 2) && token_is(r->words, i + 3, ",") && token(r, i + 4)->tag == TAG_DET;
    uint32_t noun = i + 5;
    while (pair && noun + 1 < stop && token(r, noun)->tag == TAG_ADJ) {
        noun++;
    }
    return pair && token(r, noun)->tag == TAG_NOUN && noun_calls(r->words, noun, noun + 1) ? i + 3 : i;
}

static struct name look(const struct reading *r, const struct known *k, uint32_t i, uint32_t stop)
{
    struct name name = {.first = i, .end = world_war_end(r, i)};
    if (name.end > i) {
        name.type = ENTITY_EVENT;
        name.confidence = FOUND_IN_LIST;
        return name;
    }
    name.end = pair_end(r, i, stop);
    if (name.end > i) {
        name.type = ENTITY_ORGANIZATION;
        name.confidence = FOUND_IN_LIST;
        return name;
    }
    if (!has_own_capital(r, i)) {
        return name;
    }
    if (map_find(&k->starts, token(r, i)->folded) >= 0) {
        name.end = find_again(r, k, i, stop, &name.type);
        name.confidence = FOUND_AGAIN;
    }
    if (name.end == i && is_listed_acronym(r, i, &name.type)) {
        name.end = i + 1;
        name.confidence = FOUND_IN_LIST;
    }
    if (name.end == i && is_body_by_initials(r, k, i)) {
        name.type = ENTITY_ORGANIZATION;
        name.end = i + 1;
        name.confidence = FOUND_AGAIN;
    }
    if (name.end == i && is_family_name(r, k, i)) {
        name.type = ENTITY_PERSON;
        name.end = i + 1;
        name.confidence = FOUND_AGAIN;
    }
    name.end = is_part(r, name.first, name.end) ? i : name.end;
    return name;
}

enum fault add_missed_names(struct reading *r)
{
    struct known k;
    struct reading all = {.arena = r->arena};
    enum fault f = learn(r, &k);
    size_t n = 0;
    for (uint32_t i = 0; i < r->words->token_count && !f;) {
        bool found = n < r->names.count && r->names.at[n].first == i;
        uint32_t stop = r->words->sentences[token(r, i)->sentence].end;
        stop = n < r->names.count && r->names.at[n].first < stop ? r->names.at[n].first : stop;
        struct name name = found ? r->names.at[n] : look(r, &k, i, stop);
        struct name *new = name.end > i ? VEC_PUSH(&all.names, r->arena) : NULL;
        f = name.end > i && !new                                   ? FAULT_NO_MEMORY
            : i % DEADLINE_EVERY == 0 && clock_passed(r->deadline) ? FAULT_TOO_SLOW
                                                                   : OK;
        if (new) {
            *new = name;
        }
        n += found;
        i = name.end > i ? name.end : i + 1;
    }
    r->names.at = all.names.at;
    r->names.count = all.names.count;
    r->names.room = all.names.room;
    return f;
}
