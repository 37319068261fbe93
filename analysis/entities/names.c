#include "analysis/entities/names.h"

#include "analysis/base/clock.h"
#include "analysis/entities/map.h"
#include "analysis/words/lexicon.h"

#include "bodies.h"
#include "name_evidence.h"
#include "places.h"

#include <math.h>

enum {
    LONGEST = 12,        /* tokens of a name */
    LONGEST_OF_MANY = 2, /* where the article has more than MANY candidates: no article, but answered all the same */
    MANY = 100000,
    GLUE_MOST = 3, /* tokens between two capitalised words of one name */
    DEADLINE_EVERY = 256,
    KEY_MOST = 120, /* bytes of a name that is remembered */
};

void read_weights(struct weights *weights)
{
    for (unsigned e = 0; e < EVIDENCE_COUNT; e++) {
        char folded[40];
        size_t length = 0;
        for (const char *p = evidence_name((enum evidence)e); *p && length < sizeof folded; p++) {
            folded[length++] = *p >= 'A' && *p <= 'Z' ? (char)(*p + 'a' - 'A') : *p;
        }
        int row = lexicon_find(&lexicon_name_evidence, (struct str){folded, length});
        for (unsigned k = 0; k < KIND_COUNT; k++) {
            double weight = row < 0 ? 0 : lexicon_number(&lexicon_name_evidence, row, k + 1);
            weights->at[e][k] = isnan(weight) ? 0 : (float)weight;
        }
    }
}

void add_scores(const struct weights *weights, const struct observed *o, struct candidate *candidate)
{
    for (unsigned i = 0; i < o->count; i++) {
        for (unsigned k = 0; k < KIND_COUNT; k++) {
            candidate->score[k] += weights->at[o->at[i]][k];
        }
    }
}

/* A year may begin a name: "2022 World Cup"; so may a particle: "al-Qaida", "de Gaulle". */
static bool may_start(const struct reading *r, uint32_t i)
{
    const struct token *t = &r->words->tokens[i];
    bool year = t->kind == TOKEN_NUMBER && t->span.end - t->span.start == 4;
    bool particle = has(r, i, HAS(PARTICLE)) && t->kind == TOKEN_WORD;
    bool joined = particle && i + 2 < r->words->token_count && str_is(t[1].folded, "-") && !(t[1].flags & SPACE_BEFORE);
    return has(r, i, HAS(NAME_WORD)) ||
           ((year || particle) && has(r, i + 1, HAS(NAME_WORD) | (particle ? HAS(PARTICLE) : 0))) ||
           (joined && has(r, i + 2, HAS(NAME_WORD)));
}

/* "Mr.", "Sens.": never a part of what is behind them. */
static bool is_honorific(const struct reading *r, uint32_t i)
{
    static const char *const WORDS[] = {"mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov"};
    struct str word = r->words->tokens[i].folded;
    bool listed = word.len > 2 && word.at[word.len - 1] == '.';
    for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS && !listed; k++) {
        listed = str_is(word, WORDS[k]);
    }
    return listed && has(r, i, HAS(TITLE));
}

/* An article, and a "Then" or "But" that begins a sentence, belong to a name only where a list has it so ("The Hague")
 * or quotation marks stand before it. */
static bool is_bare_word(const struct reading *r, uint32_t first, uint32_t end)
{
    struct str word = r->words->tokens[first].folded;
    bool article = str_is(word, "the") || str_is(word, "a") || str_is(word, "an");
    bool start = r->words->tokens[first].flags & SENTENCE_START && !(r->words->tokens[first].flags & IN_CAPS);
    if (is_honorific(r, first)) {
        return true;
    }
    if (!article && !(has(r, first, HAS(STOP)) && (start || end == first + 1))) {
        return false;
    }
    bool quoted = first > 0 && r->words->tokens[first - 1].kind == TOKEN_QUOTE && end - first > 1;
    return !quoted && find_listed(&lexicon_bodies, r->words, first, end) < 0 &&
           find_listed(&lexicon_places, r->words, first, end) < 0;
}

static enum fault list_from(struct reading *r, const struct weights *weights, uint32_t first,
                            struct candidates *candidates)
{
    const struct words *w = r->words;
    uint32_t longest = candidates->list.count > MANY ? LONGEST_OF_MANY : LONGEST;
    uint32_t stop = w->sentences[w->tokens[first].sentence].end, glue = 0;
    stop = stop - first > longest ? first + longest : stop;
    for (uint32_t i = first; i < stop; i++) {
        bool name = has(r, i, HAS(NAME_WORD));
        glue = name ? 0 : glue + 1;
        if (!name && (!has(r, i, HAS(GLUE)) || glue > GLUE_MOST) && i > first) {
            break;
        }
        if (!name && (i == first || w->tokens[i].kind != TOKEN_NUMBER)) {
            continue;
        }
        if (is_bare_word(r, first, i + 1)) {
            continue;
        }
        struct observed o;
        struct candidate *candidate = VEC_PUSH(&candidates->list, r->arena);
        if (!candidate) {
            return FAULT_NO_MEMORY;
        }
        candidate->first = first;
        candidate->end = i + 1;
        observe_span(r, first, i + 1, &o);
        add_scores(weights, &o, candidate);
    }
    return OK;
}

enum fault list_candidates(struct reading *r, const struct weights *weights, struct candidates *candidates)
{
    for (uint32_t i = 0; i < r->words->token_count; i++) {
        if (i % DEADLINE_EVERY == 0 && clock_passed(r->deadline)) {
            return FAULT_TOO_SLOW;
        }
        enum fault f = may_start(r, i) ? list_from(r, weights, i, candidates) : OK;
        if (f) {
            return f;
        }
    }
    return OK;
}

/* The way to a token: best[i] = max(best[i - 1] + none(i - 1), max over candidates c that end at i of
 * best[c.first] + max_k score_k(c)); tokens + 1 of them. */
struct way {
    float best;
    int32_t candidate; /* that ends here, or -1 */
};

static unsigned best_kind(const struct candidate *c)
{
    unsigned best = KIND_PERSON;
    for (unsigned k = best + 1; k < KIND_COUNT; k++) {
        best = c->score[k] > c->score[best] ? k : best;
    }
    return best;
}

static void find_ways(const struct candidates *candidates, uint32_t tokens, struct way *ways)
{
    size_t next = 0;
    for (uint32_t i = 0; i <= tokens; i++) {
        ways[i] = (struct way){-INFINITY, -1};
    }
    ways[0].best = 0;
    for (uint32_t i = 0; i < tokens; i++) {
        float none = 0;
        for (; next < candidates->list.count && candidates->list.at[next].first == i; next++) {
            const struct candidate *c = &candidates->list.at[next];
            float score = ways[i].best + c->score[best_kind(c)];
            none = c->end == i + 1 ? c->score[KIND_NONE] : none;
            if (score > ways[c->end].best) {
                ways[c->end] = (struct way){score, (int32_t)next};
            }
        }
        if (ways[i].best + none >= ways[i + 1].best) {
            ways[i + 1] = (struct way){ways[i].best + none, -1};
        }
    }
}

/* How sure the kind is against the others and against none: softmax over the scores. */
static float confidence_of(const struct candidate *c, unsigned kind)
{
    float sum = 0;
    for (unsigned k = 0; k < KIND_COUNT; k++) {
        float score = k == KIND_NONE && c->end > c->first + 1 ? 0 : c->score[k];
        sum += expf(score - c->score[kind]);
    }
    return 1 / sum;
}

enum fault choose_names(struct reading *r, const struct candidates *candidates)
{
    uint32_t tokens = r->words->token_count;
    struct way *ways = ARENA_NEW(r->arena, struct way, (size_t)tokens + 1);
    r->names.count = 0;
    if (!ways) {
        return FAULT_NO_MEMORY;
    }
    find_ways(candidates, tokens, ways);
    for (uint32_t i = tokens; i > 0;) {
        if (ways[i].candidate < 0) {
            i--;
            continue;
        }
        const struct candidate *c = &candidates->list.at[ways[i].candidate];
        struct name *name = VEC_PUSH(&r->names, r->arena);
        if (!name) {
            return FAULT_NO_MEMORY;
        }
        unsigned kind = best_kind(c);
        name->first = c->first;
        name->end = c->end;
        name->type = (uint8_t)kind;
        name->confidence = confidence_of(c, kind);
        i = c->first;
    }
    for (size_t a = 0, b = r->names.count; a + 1 < b; a++) {
        struct name swap = r->names.at[a];
        r->names.at[a] = r->names.at[--b];
        r->names.at[b] = swap;
    }
    return OK;
}

/* --- what the first reading found ------------------------------------------------------------------------------- */

enum part {
    PART_SURNAME = 1,
    PART_GIVEN = 2,
    PART_PERSON = 4,
    PART_ORGANIZATION = 8,
    PART_LOCATION = 16,
    PART_MISC = 32,
    PART_ACRONYM = 64
};

struct memento {
    uint16_t votes[KIND_COUNT]; /* how often the whole text was called what */
    uint16_t parts;             /* enum part: what it is a part of */
};

struct memory {
    struct map map;
    struct memento *at; /* by slot */
    uint8_t *kinds;     /* for every token the kind of the name that begins there */
    uint8_t *sizes;     /* and its length */
};

static void note_part(struct memory *m, struct str text, unsigned part)
{
    int64_t slot = map_make(&m->map, text);
    if (slot >= 0) {
        m->at[slot].parts |= (uint16_t)part;
    }
}

static unsigned part_of_kind(unsigned kind)
{
    return kind == KIND_PERSON                              ? PART_PERSON
           : kind == KIND_ORGANIZATION                      ? PART_ORGANIZATION
           : kind == KIND_LOCATION || kind == KIND_FACILITY ? PART_LOCATION
                                                            : PART_MISC;
}

static void note_words(struct reading *r, struct memory *m, const struct name *name)
{
    char initials[LONGEST];
    size_t length = 0;
    uint32_t last = name->end - 1;
    while (last > name->first + 1 && has(r, last, HAS(SUFFIX))) {
        last--;
    }
    for (uint32_t i = name->first; i < name->end; i++) {
        struct str folded = r->words->tokens[i].folded;
        if (!has(r, i, HAS(NAME_WORD)) || !folded.len) {
            continue;
        }
        initials[length++] = folded.at[0];
        unsigned part = part_of_kind(name->type);
        if (name->type == KIND_PERSON) {
            bool east = i == name->first && has(r, i, HAS(EAST_NAME)) && !has(r, i, HAS(FIRST_NAME));
            part |= i == last || east ? PART_SURNAME : i == name->first ? PART_GIVEN : 0;
        }
        note_part(m, folded, part);
    }
    if (length > 1 && name->type != KIND_PERSON) {
        note_part(m, (struct str){initials, length}, PART_ACRONYM);
    }
}

struct memory *remember_names(struct reading *r)
{
    struct memory *m = ARENA_NEW(r->arena, struct memory, 1);
    size_t words = 0;
    for (size_t i = 0; i < r->names.count; i++) {
        words += r->names.at[i].end - r->names.at[i].first + 2;
    }
    if (!m) {
        return NULL;
    }
    m->at = map_init(&m->map, r->arena, words) ? ARENA_NEW(r->arena, struct memento, map_slots(&m->map)) : NULL;
    m->kinds = ARENA_NEW(r->arena, uint8_t, r->words->token_count);
    m->sizes = ARENA_NEW(r->arena, uint8_t, r->words->token_count);
    if (!m->at || !m->kinds || !m->sizes) {
        return NULL;
    }
    for (size_t i = 0; i < r->names.count; i++) {
        const struct name *name = &r->names.at[i];
        char text[KEY_MOST];
        struct str key = {text, folded_text(r->words, name->first, name->end, text, sizeof text)};
        int64_t slot = key.len ? map_make(&m->map, key) : -1;
        if (slot >= 0 && m->at[slot].votes[name->type] < UINT16_MAX) {
            m->at[slot].votes[name->type]++;
        }
        m->kinds[name->first] = name->type;
        m->sizes[name->first] = (uint8_t)(name->end - name->first);
        if (name->end - name->first > 1) {
            note_words(r, m, name);
        }
    }
    return m;
}

/* The kind that most of the other places of the same text were given, or NONE. */
static unsigned common_kind(const struct memory *m, const struct memento *at, uint32_t first, uint32_t end)
{
    unsigned best = KIND_NONE, most = 0;
    bool own = m->sizes[first] == end - first;
    for (unsigned k = KIND_PERSON; k < KIND_COUNT; k++) {
        unsigned votes = at->votes[k] - (own && m->kinds[first] == k);
        if (votes > most) {
            best = k;
            most = votes;
        }
    }
    return best;
}

/* What longer name a single word is a part of; particles before it do not count ("von der Leyen"). */
static unsigned parts_of(const struct reading *r, const struct memory *m, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i + 1 < end; i++) {
        if (!has(r, i, HAS(PARTICLE)) && !str_is(r->words->tokens[i].folded, "-")) {
            return 0;
        }
    }
    int64_t slot = map_find(&m->map, r->words->tokens[end - 1].folded);
    return slot < 0 ? 0 : m->at[slot].parts;
}

void observe_memory(const struct reading *r, const struct memory *m, uint32_t first, uint32_t end, struct observed *o)
{
    char text[KEY_MOST];
    struct str key = {text, folded_text(r->words, first, end, text, sizeof text)};
    int64_t slot = key.len ? map_find(&m->map, key) : -1;
    o->count = 0;
    unsigned kind = slot < 0 ? KIND_NONE : common_kind(m, &m->at[slot], first, end);
    if (kind != KIND_NONE) {
        observe(o, (enum evidence)(EVIDENCE_SAME_PERSON + kind - KIND_PERSON));
    }
    static const struct {
        uint16_t part, evidence;
    } PARTS[] = {{PART_SURNAME, EVIDENCE_SURNAME_OF},        {PART_GIVEN, EVIDENCE_GIVEN_NAME_OF},
                 {PART_PERSON, EVIDENCE_PART_OF_PERSON},     {PART_ORGANIZATION, EVIDENCE_PART_OF_ORGANIZATION},
                 {PART_LOCATION, EVIDENCE_PART_OF_LOCATION}, {PART_MISC, EVIDENCE_PART_OF_MISC}};
    unsigned parts = parts_of(r, m, first, end);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (parts & PARTS[i].part) {
            observe(o, (enum evidence)PARTS[i].evidence);
        }
    }
    if (parts & PART_ACRONYM && end - first == 1 && r->words->tokens[first].flags & ALL_CAPS) {
        observe(o, EVIDENCE_ACRONYM_OF);
    }
}

/* --- the flow ---------------------------------------------------------------------------------------------------- */

static enum entity_type misc_type(const struct reading *r, const struct name *name)
{
    char text[KEY_MOST];
    struct str key = {text, folded_text(r->words, name->first, name->end, text, sizeof text)};
    int row = lexicon_find(&lexicon_bodies, key);
    struct str listed = row < 0 ? (struct str){0} : lexicon_cell(&lexicon_bodies, row, BODIES_TYPE);
    const struct token *before = name->first ? &r->words->tokens[name->first - 1] : NULL;
    if (str_is(listed, "EVENT") || str_is(listed, "WORK") || str_is(listed, "MISC")) {
        return str_is(listed, "EVENT") ? ENTITY_EVENT : str_is(listed, "WORK") ? ENTITY_WORK_OF_ART : ENTITY_MISC;
    }
    if (has(r, name->end - 1, HAS(EVENT)) && !has(r, name->end - 1, HAS(LAW))) {
        return ENTITY_EVENT;
    }
    if ((before && before->kind == TOKEN_QUOTE) || has(r, name->end - 1, HAS(WORK))) {
        return ENTITY_WORK_OF_ART;
    }
    for (uint32_t i = name->first; i + 1 < name->end; i++) {
        if (has(r, i, HAS(EVENT)) && r->words->tokens[i + 1].tag == TAG_ADP) {
            return ENTITY_EVENT;
        }
    }
    return ENTITY_MISC;
}

static void kinds_to_types(struct reading *r)
{
    static const uint8_t TYPES[KIND_COUNT] = {
        [KIND_PERSON] = ENTITY_PERSON,     [KIND_ORGANIZATION] = ENTITY_ORGANIZATION,
        [KIND_LOCATION] = ENTITY_LOCATION, [KIND_FACILITY] = ENTITY_FACILITY,
        [KIND_NORP] = ENTITY_NORP,         [KIND_PRODUCT] = ENTITY_PRODUCT,
        [KIND_MISC] = ENTITY_MISC};
    for (size_t i = 0; i < r->names.count; i++) {
        struct name *name = &r->names.at[i];
        name->type = name->type == KIND_MISC ? (uint8_t)misc_type(r, name) : TYPES[name->type];
    }
}

enum fault find_names(struct reading *r)
{
    struct weights *weights = ARENA_NEW(r->arena, struct weights, 1);
    struct candidates candidates = {0};
    if (!weights) {
        return FAULT_NO_MEMORY;
    }
    read_weights(weights);
    enum fault f = list_candidates(r, weights, &candidates);
    if (!f) {
        f = choose_names(r, &candidates);
    }
    const struct memory *memory = f ? NULL : remember_names(r);
    for (size_t i = 0; memory && i < candidates.list.count; i++) {
        struct candidate *c = &candidates.list.at[i];
        struct observed o;
        observe_memory(r, memory, c->first, c->end, &o);
        add_scores(weights, &o, c);
    }
    if (!f) {
        f = memory ? choose_names(r, &candidates) : FAULT_NO_MEMORY;
    }
    if (!f) {
        kinds_to_types(r);
    }
    return f;
}
