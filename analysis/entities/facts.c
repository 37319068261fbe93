/* What the lists and the article itself know of each token. */
#include "analysis/base/clock.h"
#include "analysis/entities/listed.h"
#include "analysis/entities/map.h"
#include "analysis/text/chars.h"
#include "analysis/text/utf8.h"

#include "bodies.h"
#include "first_names.h"
#include "last_names.h"
#include "name_words.h"
#include "peoples.h"
#include "places.h"
#include "word_tags.h"

enum { DEADLINE_EVERY = 1024 };

/* How the article writes a word elsewhere: HAS(SEEN_...) by slot. */
struct spellings {
    struct map map;
    uint32_t *bits;
};

static bool inner_capital(const struct token *t)
{
    return t->flags & CAPITAL && !(t->flags & (SENTENCE_START | IN_CAPS));
}

static enum fault read_spellings(struct reading *r, struct spellings *s)
{
    const struct words *w = r->words;
    s->bits = map_init(&s->map, r->arena, w->token_count) ? ARENA_NEW(r->arena, uint32_t, map_slots(&s->map)) : NULL;
    if (!s->bits) {
        return FAULT_NO_MEMORY;
    }
    for (uint32_t i = 0; i < w->token_count; i++) {
        const struct token *t = &w->tokens[i];
        if (t->kind == TOKEN_WORD && (inner_capital(t) || !(t->flags & CAPITAL))) {
            int64_t slot = map_make(&s->map, t->folded);
            if (slot >= 0) {
                s->bits[slot] |= t->flags & CAPITAL ? HAS(SEEN_NAME) : HAS(SEEN_LOWER);
            }
        }
    }
    return OK;
}

static const struct {
    struct str role;
    uint32_t bits;
} ROLES[] = {
    {STR_INIT("title"), HAS(TITLE)},       {STR_INIT("job"), HAS(JOB)},       {STR_INIT("org"), HAS(ORG)},
    {STR_INIT("fac"), HAS(FACILITY)},      {STR_INIT("loc"), HAS(LOCATION)},  {STR_INIT("event"), HAS(EVENT)},
    {STR_INIT("law"), HAS(LAW)},           {STR_INIT("work"), HAS(WORK)},     {STR_INIT("product"), HAS(PRODUCT)},
    {STR_INIT("say"), HAS(SAY)},           {STR_INIT("human"), HAS(HUMAN)},   {STR_INIT("month"), HAS(MONTH)},
    {STR_INIT("particle"), HAS(PARTICLE)}, {STR_INIT("suffix"), HAS(SUFFIX)}, {STR_INIT("common"), HAS(STOP)},
    {STR_INIT("nominal"), HAS(NOMINAL)},
};

enum gender gender_read(struct str cell)
{
    return str_is(cell, "m") ? GENDER_MALE : str_is(cell, "f") ? GENDER_FEMALE : GENDER_UNKNOWN;
}

enum entity_subtype subtype_read(struct str cell)
{
    for (int s = SUBTYPE_NONE + 1; s < SUBTYPE_COUNT; s++) {
        if (str_is(cell, entity_subtype_name((enum entity_subtype)s))) {
            return (enum entity_subtype)s;
        }
    }
    return SUBTYPE_NONE;
}

static void read_roles(struct token_facts *facts, struct str folded)
{
    for (int row = lexicon_find(&lexicon_name_words, folded); row >= 0; row = lexicon_next(&lexicon_name_words, row)) {
        struct str role = lexicon_cell(&lexicon_name_words, row, NAME_WORDS_ROLE);
        struct str detail = lexicon_cell(&lexicon_name_words, row, NAME_WORDS_DETAIL);
        for (size_t i = 0; i < sizeof ROLES / sizeof *ROLES; i++) {
            if (str_equal(role, ROLES[i].role)) {
                facts->bits |= ROLES[i].bits;
            }
        }
        if (str_is(detail, "kin")) {
            facts->bits |= HAS(KIN);
        }
        if (str_is(role, "org")) {
            facts->body = (uint8_t)subtype_read(detail);
        } else if (str_is(role, "loc")) {
            facts->place = (uint8_t)subtype_read(detail);
        }
        enum gender gender = gender_read(lexicon_cell(&lexicon_name_words, row, NAME_WORDS_GENDER));
        if (gender != GENDER_UNKNOWN) {
            facts->gender = (uint8_t)gender;
        }
    }
}

static void read_names(struct token_facts *facts, struct str folded)
{
    int row = lexicon_find(&lexicon_first_names, folded);
    if (row >= 0) {
        facts->bits |= HAS(FIRST_NAME);
        facts->gender = (uint8_t)gender_read(lexicon_cell(&lexicon_first_names, row, FIRST_NAMES_GENDER));
    }
    row = lexicon_find(&lexicon_last_names, folded);
    if (row >= 0) {
        facts->bits |= HAS(LAST_NAME);
        facts->bits |= str_is(lexicon_cell(&lexicon_last_names, row, LAST_NAMES_KIND), "east") ? HAS(EAST_NAME) : 0;
    }
    facts->bits |= lexicon_find(&lexicon_peoples, folded) >= 0 ? HAS(PEOPLE) : 0;
}

/* Letters with a capital behind the first ("iPhone", "eBay", "al-Assad"), or a capital and a digit. */
static bool is_name_spelling(const struct words *w, const struct token *t)
{
    if (t->flags & CAPITAL) {
        return t->kind == TOKEN_WORD || t->kind == TOKEN_NUMBER;
    }
    if (t->kind != TOKEN_WORD && t->kind != TOKEN_NUMBER) {
        return false;
    }
    size_t end = t->span.end - t->span.start > 32 ? t->span.start + 32 : t->span.end;
    for (size_t at = t->span.start; at < end;) {
        if (char_class(utf8_next(w->text, &at)) == CHAR_UPPER) {
            return true;
        }
    }
    return false;
}

bool is_common_word(struct str folded)
{
    int row = lexicon_find(&lexicon_word_tags, folded);
    return row >= 0 && !str_starts(lexicon_cell(&lexicon_word_tags, row, WORD_TAGS_TAGS), STR("PROPN"));
}

/* "malaysia", "french": the lists have it as a state, a large city or a nationality, and the dictionary has no other
 * word of that spelling. */
static bool is_known_lower(const struct token *t)
{
    if (t->kind != TOKEN_WORD || t->flags & CAPITAL || t->folded.len < 4 || is_common_word(t->folded)) {
        return false;
    }
    int people = lexicon_find(&lexicon_peoples, t->folded), place = lexicon_find(&lexicon_places, t->folded);
    struct str kind = place < 0 ? (struct str){0} : lexicon_cell(&lexicon_places, place, PLACES_KIND);
    return (people >= 0 && str_is(lexicon_cell(&lexicon_peoples, people, PEOPLES_KIND), "nation")) ||
           str_is(kind, "country") || str_is(kind, "capital") || str_is(kind, "city1") || str_is(kind, "state");
}

static bool is_glue(const struct token *t, const struct token *end, uint32_t bits)
{
    if (bits & HAS(PARTICLE) || t->kind == TOKEN_NUMBER) {
        return true;
    }
    if (str_is(t->folded, "-") && (t->flags & SPACE_BEFORE || (t + 1 < end && t[1].flags & SPACE_BEFORE))) {
        return false; /* a dash between two clauses */
    }
    return has_word_role(t->folded, "glue");
}

/* The "R" of "(R-Ohio)": a party, not a name. */
static bool is_party_letter(const struct reading *r, uint32_t i)
{
    const struct token *t = &r->words->tokens[i];
    bool letter = str_is(t->folded, "r") || str_is(t->folded, "d") || str_is(t->folded, "i");
    bool apart = i > 0 && (str_is(t[-1].folded, "(") || str_is(t[-1].folded, ","));
    return letter && apart && i + 2 < r->words->token_count && str_is(t[1].folded, "-") &&
           !(t[1].flags & SPACE_BEFORE) && t[2].flags & CAPITAL;
}

static void read_token(struct reading *r, const struct spellings *spellings, uint32_t i)
{
    const struct token *t = &r->words->tokens[i];
    struct token_facts *facts = &r->facts[i];
    if (t->kind == TOKEN_WORD || t->kind == TOKEN_NUMBER) {
        read_roles(facts, t->folded);
        int64_t seen = map_find(&spellings->map, t->folded);
        facts->bits |= seen < 0 ? 0 : spellings->bits[seen];
    }
    if (t->flags & ALL_CAPS && !(t->flags & IN_CAPS)) {
        facts->bits &= ~(HAS(STOP) | HAS(HUMAN) | HAS(SAY) | HAS(PARTICLE) | HAS(SEEN_LOWER)); /* "WHO", "US", "IT" */
    }
    bool lower = is_known_lower(t);
    facts->bits |= lower ? HAS(LOWER) : 0;
    if (lower || (is_name_spelling(r->words, t) && !is_party_letter(r, i))) {
        facts->bits |= HAS(NAME_WORD);
        read_names(facts, t->folded);
        facts->bits |= is_common_word(t->folded) ? HAS(COMMON) : 0;
    }
    facts->bits |= is_glue(t, r->words->tokens + r->words->token_count, facts->bits) ? HAS(GLUE) : 0;
}

/* "un" of "Kim Jong-un", "in" of "Moon Jae-in": small letters behind a hyphen belong to a name when a family name of
 * East Asia stands before, or when they are no word. */
static bool is_second_half(const struct reading *r, uint32_t i)
{
    const struct token *t = &r->words->tokens[i];
    if (i < 2 || t->kind != TOKEN_WORD || t->flags & (CAPITAL | SPACE_BEFORE) || t[-1].flags & SPACE_BEFORE ||
        !str_is(t[-1].folded, "-") || !has(r, i - 2, HAS(NAME_WORD)) || t[-2].kind != TOKEN_WORD) {
        return false;
    }
    bool east = i > 2 && t[-2].flags & SPACE_BEFORE && has(r, i - 3, HAS(EAST_NAME));
    return t->folded.len > 1 && (east || (!is_common_word(t->folded) && !has(r, i - 2, HAS(PLACE) | HAS(PEOPLE)))) &&
           !has(r, i, HAS(PARTICLE) | HAS(ORG) | HAS(JOB) | HAS(SAY));
}

static void mark(struct reading *r, const struct lexicon *list, uint32_t i, uint32_t shortest, uint32_t bit)
{
    uint32_t end = i, limit = r->words->sentences[r->words->tokens[i].sentence].end;
    if (lexicon_longest(list, r->words, i, limit, &end) >= 0 && end - i >= shortest) {
        for (uint32_t k = i; k < end; k++) {
            r->facts[k].bits |= bit;
        }
    }
}

/* Whether several words of games stand in the article. */
static bool tells_of_game(const struct words *words)
{
    enum { LEAST = 5 };
    struct str seen[LEAST];
    unsigned different = 0;
    for (uint32_t i = 0; i < words->token_count && different < LEAST; i++) {
        struct str word = words->tokens[i].folded;
        bool another = has_word_role(word, "of a game");
        for (unsigned k = 0; k < different && another; k++) {
            another = !str_equal(seen[k], word);
        }
        if (another) {
            seen[different++] = word;
        }
    }
    return different == LEAST;
}

enum fault read_facts(struct reading *r)
{
    struct spellings spellings;
    enum fault f = read_spellings(r, &spellings);
    if (f) {
        return f;
    }
    r->facts = ARENA_NEW(r->arena, struct token_facts, r->words->token_count);
    r->quoted = ARENA_NEW(r->arena, uint8_t, r->words->token_count);
    if (!r->facts || !r->quoted) {
        return FAULT_NO_MEMORY;
    }
    mark_quoted(r, r->quoted);
    for (uint32_t i = 0; i < r->words->token_count; i++) {
        if (i % DEADLINE_EVERY == 0 && clock_passed(r->deadline)) {
            return FAULT_TOO_SLOW;
        }
        read_token(r, &spellings, i);
        r->facts[i].bits |= is_second_half(r, i) ? HAS(NAME_WORD) : 0;
    }
    for (uint32_t i = 0; i < r->words->token_count; i++) {
        if (has(r, i, HAS(NAME_WORD))) {
            mark(r, &lexicon_places, i, 1, HAS(PLACE));
            mark(r, &lexicon_bodies, i, 2, HAS(BODY));
        }
    }
    r->sport = tells_of_game(r->words);
    return OK;
}

bool may_head(const struct reading *r, uint32_t i, enum entity_type type)
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
