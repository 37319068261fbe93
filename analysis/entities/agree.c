/* What names of one article tell of each other: an acronym is what it stands for, the members of a list are of one
 * kind, a storm's name is no person's. */
#include "analysis/entities/listed.h"
#include "analysis/entities/map.h"

#include "bodies.h"

enum { TEXT_MOST = 120, ACRONYM_MOST = 8, WORDS_BACK = 14, LIST_LEAST = 3 };

/* What the article says of a text, wherever it stands: 0 nothing, 1 that it is no name, 2 + a type; BODY: a body, where
 * the reader may have erred. */
struct sayings {
    struct map map;
    uint8_t *at; /* by slot */
};

enum { NO_NAME = 1, OF_TYPE = 2, BODY = OF_TYPE + ENTITY_TYPE_COUNT };

static const struct token *token(const struct reading *r, uint32_t i)
{
    return &r->words->tokens[i];
}

static int64_t slot_of(const struct reading *r, struct sayings *s, const struct name *name, bool make)
{
    char room[TEXT_MOST];
    struct str text = folded_text(r->words, name->first, name->end, room, sizeof room);
    return !text.len ? -1 : make ? map_make(&s->map, text) : map_find(&s->map, text);
}

static void say(const struct reading *r, struct sayings *s, const struct name *name, unsigned what)
{
    int64_t slot = slot_of(r, s, name, true);
    if (slot >= 0 && (what != BODY || !s->at[slot])) {
        s->at[slot] = (uint8_t)what;
    }
}

/* "(CEC)" */
static bool is_bracketed(const struct reading *r, const struct name *name)
{
    const struct token *t = token(r, name->first);
    return name->end == name->first + 1 && name->first > 1 && t->flags & ALL_CAPS && !(t->flags & IN_CAPS) &&
           t->folded.len <= ACRONYM_MOST && token_is(r->words, name->first - 1, "(") &&
           token_is(r->words, name->end, ")");
}

bool is_spelled_before(const struct reading *r, uint32_t acronym, uint32_t *first)
{
    struct str letters = token(r, acronym)->folded;
    uint32_t start = r->words->sentences[token(r, acronym)->sentence].first, i = acronym - 1;
    size_t left = letters.len;
    for (unsigned n = 0; left && n < WORDS_BACK && i > start; n++) {
        struct str word = token(r, --i)->folded;
        if (word.len && word.at[0] == letters.at[left - 1]) {
            left--;
        } else if (!token_has_role(r->words, i, "small")) {
            return false;
        }
    }
    *first = i;
    return !left;
}

/* "chief election commissioner (CEC)": short for words, not for a name, unless they are a body's: "special
 * investigation team (SIT)". */
static bool is_of_words(const struct reading *r, const struct name *name)
{
    uint32_t first, head = name->first - 2;
    if (!is_spelled_before(r, name->first, &first) || has(r, head, HAS(ORG) | HAS(FACILITY)) ||
        find_listed(&lexicon_bodies, r->words, name->first, name->end) >= 0) {
        return false;
    }
    for (uint32_t i = first; i <= head; i++) {
        if (has(r, i, HAS(NAME_WORD))) {
            return false;
        }
    }
    return true;
}

/* "Lake Trade Agreement (LATRA)", "Forum for Rain Studies (FORS)": a short form of a name of three words or more. */
static bool is_short_for(const struct reading *r, const struct name *before, const struct name *name)
{
    enum { WORDS_LEAST = 3, LETTERS_LEAST = 3 };
    return before->end == name->first - 1 && before->end - before->first >= WORDS_LEAST &&
           token(r, name->first)->folded.len >= LETTERS_LEAST && before->type != ENTITY_PERSON &&
           before->type != ENTITY_LOCATION && before->type != ENTITY_NORP && !has(r, name->first, HAS(PLACE)) &&
           find_listed(&lexicon_bodies, r->words, name->first, name->end) < 0;
}

static void hear_acronyms(const struct reading *r, struct sayings *s)
{
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n], *before = n ? name - 1 : NULL;
        uint32_t first;
        if (!is_bracketed(r, name)) {
            continue;
        }
        bool of_name = before && before->end == name->first - 1 && before->end - before->first > 1 &&
                       is_spelled_before(r, name->first, &first);
        bool short_form = of_name || (before && is_short_for(r, before, name));
        if (short_form) {
            say(r, s, name, OF_TYPE + before->type);
        } else if (is_of_words(r, name)) {
            say(r, s, name, NO_NAME);
        }
    }
}

bool is_storm(const struct words *words, uint32_t i)
{
    static const char *const STORMS[] = {"storm", "hurricane", "typhoon", "cyclone"};
    for (size_t k = 0; k < sizeof STORMS / sizeof *STORMS; k++) {
        if (token_is(words, i, STORMS[k])) {
            return true;
        }
    }
    return false;
}

/* "another storm, Man-yi,": an apposition of one name. */
static bool is_apposed_storm(const struct reading *r, const struct name *name)
{
    return name->first > 1 && token_is(r->words, name->first - 1, ",") && is_storm(r->words, name->first - 2) &&
           token_is(r->words, name->end, ",");
}

/* Where a storm's own name begins in "Super Typhoon Kong-rey"; 0 when no storm is named. */
static uint32_t storm_name(const struct reading *r, const struct name *name)
{
    enum { OWN_MOST = 3 };
    for (uint32_t i = name->first; i + 1 < name->end; i++) {
        if (is_storm(r->words, i) && name->end - i - 1 <= OWN_MOST && token(r, i + 1)->flags & CAPITAL &&
            !has(r, name->end - 1, HAS(ORG) | HAS(FACILITY) | HAS(WORK))) {
            return i + 1;
        }
    }
    return 0;
}

/* "tropical storm Bonnie", "Hurricane Rita": the latter is a name's first word. */
static void hear_storms(const struct reading *r, struct sayings *s)
{
    for (size_t n = 0; n < r->names.count; n++) {
        struct name *name = &r->names.at[n], bare = *name;
        uint32_t own = storm_name(r, name);
        bool before = bare.end - bare.first == 1 && bare.first > 0 && is_storm(r->words, bare.first - 1);
        if (own) {
            say(r, s, &bare, OF_TYPE + ENTITY_EVENT);
            bare.first = own;
        }
        if (own || before || is_apposed_storm(r, &bare)) {
            say(r, s, &bare, OF_TYPE + ENTITY_EVENT);
        }
        bool named = before && token(r, bare.first - 1)->flags & CAPITAL;
        if (named && (n == 0 || name[-1].end < name->first)) {
            name->first--;
            say(r, s, name, OF_TYPE + ENTITY_EVENT);
        }
    }
}

/* "the Port of Rotterdam", and what has that name elsewhere; a town's name has no article ("Port of Spain"). */
static void hear_facilities(const struct reading *r, struct sayings *s)
{
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        if (name->type == ENTITY_LOCATION && name->first > 0 && token_is(r->words, name->first - 1, "the") &&
            token_is(r->words, name->first + 1, "of") && token(r, name->first)->flags & CAPITAL &&
            has(r, name->first, HAS(FACILITY)) && !has(r, name->first, HAS(LOCATION))) {
            say(r, s, name, OF_TYPE + ENTITY_FACILITY);
        }
    }
}

/* --- firms -------------------------------------------------------------------------------------------------------- */

/* What the reader takes bodies for that it does not know. */
static bool is_doubtful(const struct name *name)
{
    return name->type == ENTITY_PERSON || name->type == ENTITY_PRODUCT || name->type == ENTITY_WORK_OF_ART ||
           name->type == ENTITY_MISC;
}

bool learn_families(const struct reading *r, struct map *families)
{
    if (!map_init(families, r->arena, r->names.count)) {
        return false;
    }
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        bool two = name->end - name->first == 3 && token_is(r->words, name->first + 1, "-"); /* "Blair-Brown" */
        if (name->type == ENTITY_PERSON && name->end - name->first > 1 && !two) {
            map_make(families, token(r, name->end - 1)->folded);
        }
    }
    return true;
}

/* A name of one word or two that the reader was not sure of, and of which something is said that is only said of
 * firms. */
static void hear_companies(const struct reading *r, struct sayings *s, const struct map *families)
{
    static const float UNSURE = 0.85F;
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        bool person = name->type == ENTITY_PERSON && (map_find(families, token(r, name->end - 1)->folded) >= 0 ||
                                                      has(r, name->first, HAS(FIRST_NAME)));
        if (is_doubtful(name) && !person && name->confidence < UNSURE && name->end - name->first < 3 &&
            is_said_company(r, name)) {
            say(r, s, name, BODY);
        }
    }
}

/* Whether some name of the article calls it a person: "Mr Lewis", "the actor John Lewis"; by its last word. */
static bool is_called_somebody(const struct reading *r, const struct name *name)
{
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *other = &r->names.at[n];
        bool same = str_equal(token(r, other->end - 1)->folded, token(r, name->end - 1)->folded);
        bool called = other->first > 0 && has(r, other->first - 1, HAS(TITLE) | HAS(JOB) | HAS(KIN));
        bool alone = other->end == other->first + 1 && other->type == ENTITY_PERSON;
        if (same && (called || alone)) {
            return true;
        }
    }
    return false;
}

/* "John Lewis's profits", where nobody is called Lewis: a firm with the name of its founder. */
static void hear_founders(const struct reading *r, struct sayings *s)
{
    enum { FOUND_MOST = 8 };
    unsigned found = 0; /* each costs a walk over the names */
    for (size_t n = 0; n < r->names.count && found < FOUND_MOST; n++) {
        const struct name *name = &r->names.at[n];
        if (name->type == ENTITY_PERSON && name->end - name->first == 2 && is_firm_by_trade(r, name)) {
            found++;
            if (!is_called_somebody(r, name)) {
                say(r, s, name, OF_TYPE + ENTITY_ORGANIZATION);
            }
        }
    }
}

/* "Zenta gained 5.1%", "at Dutch broker Van Zenta": what the reader took for a person nobody calls one is a firm. */
static void hear_traded(const struct reading *r, struct sayings *s, const struct map *families)
{
    enum { FOUND_MOST = 8 };
    unsigned found = 0; /* each costs a walk over the names */
    for (size_t n = 0; n < r->names.count && found < FOUND_MOST; n++) {
        const struct name *name = &r->names.at[n];
        bool lone = name->end == name->first + 1 && !has(r, name->first, HAS(FIRST_NAME)) &&
                    map_find(families, token(r, name->first)->folded) < 0 && rises_or_falls(r->words, name->end);
        if (name->type == ENTITY_PERSON && (lone || is_at_firm(r->words, name->first))) {
            found++;
            say(r, s, name, OF_TYPE + ENTITY_ORGANIZATION);
        }
    }
}

/* "Merrill Lynch" where "Merrill" is a body: who is called by a body's name is none of the people. */
static enum fault hear_short_firms(const struct reading *r, struct sayings *s)
{
    static const float UNSURE = 0.8F;
    struct map bodies;
    if (!map_init(&bodies, r->arena, r->names.count)) {
        return FAULT_NO_MEMORY;
    }
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        if (name->type == ENTITY_ORGANIZATION && name->end - name->first == 1) {
            map_make(&bodies, token(r, name->first)->folded);
        }
    }
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        bool called = name->first > 0 && has(r, name->first - 1, HAS(TITLE) | HAS(JOB));
        if (name->type == ENTITY_PERSON && name->end - name->first == 2 && name->confidence < UNSURE && !called &&
            map_find(&bodies, token(r, name->first)->folded) >= 0) {
            say(r, s, name, OF_TYPE + ENTITY_ORGANIZATION);
        }
    }
    return OK;
}

/* "Steward" after "Steward Health Care": the first word of a body's name that is no place's, people's or given name,
 * and that the reader took for a person whose full name the article does not have. */
static void hear_first_words(const struct reading *r, struct sayings *s, const struct map *families)
{
    static const float SURE = 0.7F;
    for (size_t n = 0; n < r->names.count; n++) {
        struct name first = r->names.at[n];
        uint32_t own =
            HAS(FIRST_NAME) | HAS(LAST_NAME) | HAS(PLACE) | HAS(PEOPLE) | HAS(ORG) | HAS(STOP) | HAS(TITLE) | HAS(JOB);
        if (first.type == ENTITY_ORGANIZATION && first.end - first.first > 1 && first.confidence > SURE &&
            !has(r, first.first, own) && !token_is(r->words, first.first + 1, "'s") &&
            map_find(families, token(r, first.first)->folded) < 0 && !(token(r, first.first)->flags & IN_CAPS)) {
            first.end = first.first + 1;
            say(r, s, &first, BODY);
        }
    }
}

/* "Duma Boko" beside "Boko": what the reader took for a body has a name of two words of which the last is a person's.
 */
static enum fault hear_full_names(const struct reading *r, struct sayings *s)
{
    static const float UNSURE = 0.8F, SURE = 0.4F;
    struct map people;
    if (!map_init(&people, r->arena, r->names.count)) {
        return FAULT_NO_MEMORY;
    }
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        if (name->type == ENTITY_PERSON && name->end - name->first == 1 && name->confidence > SURE) {
            map_make(&people, token(r, name->first)->folded);
        }
    }
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        uint32_t last = name->end - 1;
        bool words = false;
        for (uint32_t i = name->first; i < name->end; i++) {
            words |= has(r, i, HAS(COMMON) | HAS(PLACE) | HAS(PEOPLE)) || token(r, i)->kind != TOKEN_WORD;
        }
        if (name->type == ENTITY_ORGANIZATION && name->end - name->first == 2 && name->confidence < UNSURE && !words &&
            map_find(&people, token(r, last)->folded) >= 0) {
            say(r, s, name, OF_TYPE + ENTITY_PERSON);
        }
    }
    return OK;
}

/* "her daughter, Virginia,", "his brother Jordan": whose name is also a place's. */
static void hear_relatives(const struct reading *r, struct sayings *s)
{
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        uint32_t comma = name->first > 0 && token_is(r->words, name->first - 1, ","), kin = name->first - comma;
        bool closed = token_is(r->words, name->end, ",") || token_is(r->words, name->end, ".");
        bool owned = kin > 1 && has(r, kin - 1, HAS(KIN)) && !(token(r, kin - 1)->flags & CAPITAL) &&
                     (token_is(r->words, kin - 2, "'s") || token(r, kin - 2)->tag == TAG_PRON ||
                      token(r, kin - 2)->tag == TAG_DET || token(r, kin - 2)->tag == TAG_ADJ);
        if (name->type == ENTITY_LOCATION && name->end == name->first + 1 && has(r, name->first, HAS(FIRST_NAME)) &&
            owned && (!comma || closed)) {
            say(r, s, name, OF_TYPE + ENTITY_PERSON);
        }
    }
}

/* "Amherst said", "Amherst, 66, said", "said Amherst": whether the name of one word speaks. */
static bool speaks(const struct reading *r, const struct name *name)
{
    uint32_t behind = name->end;
    bool aged = token_is(r->words, behind, ",") && token_is(r->words, behind + 2, ",") &&
                token(r, behind + 1)->kind == TOKEN_NUMBER;
    behind += aged ? 3 : 0;
    bool before = name->first > 1 && has(r, name->first - 1, HAS(SAY)) && token(r, name->first - 1)->tag == TAG_VERB;
    return before || (behind < r->words->token_count && has(r, behind, HAS(SAY)));
}

/* A town whose name one of the article's people has for a family name; states and capitals speak themselves. */
static bool may_be_surname(const struct reading *r, const struct name *name, const struct map *families)
{
    static const char *const SPEAK[] = {"country", "capital", "state"};
    bool surname = name->type == ENTITY_LOCATION && name->end == name->first + 1 &&
                   map_find(families, token(r, name->first)->folded) >= 0;
    for (size_t k = 0; k < sizeof SPEAK / sizeof *SPEAK && surname; k++) {
        surname = !is_place_of_kind(r->words, name->first, name->end, SPEAK[k]);
    }
    return surname;
}

/* "Joel Amherst left. Amherst said": not the town. */
static void hear_surnames(const struct reading *r, struct sayings *s, const struct map *families)
{
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        if (may_be_surname(r, name, families) && speaks(r, name)) {
            say(r, s, name, OF_TYPE + ENTITY_PERSON);
        }
    }
}

/* "Corbin Mills" beside "Corbin Mills Plc": what is left of a firm's name without its legal form. */
static void hear_legal_forms(const struct reading *r, struct sayings *s)
{
    for (size_t n = 0; n < r->names.count; n++) {
        struct name name = r->names.at[n];
        bool form =
            name.type == ENTITY_ORGANIZATION && name.end - name.first > 2 && is_company_ending(r->words, name.end - 1);
        name.end -= form;
        if (form) {
            say(r, s, &name, OF_TYPE + ENTITY_ORGANIZATION);
        }
    }
}

static void heed(struct reading *r, struct sayings *s)
{
    static const float PERSON_SURE = 0.9F;
    size_t kept = 0;
    for (size_t n = 0; n < r->names.count; n++) {
        struct name name = r->names.at[n];
        int64_t slot = slot_of(r, s, &name, false);
        unsigned said = slot < 0 ? 0 : s->at[slot];
        bool doubtful = is_doubtful(&name) && !(name.type == ENTITY_PERSON && name.confidence > PERSON_SURE);
        name.type = said == BODY      ? (uint8_t)(doubtful ? ENTITY_ORGANIZATION : name.type)
                    : said >= OF_TYPE ? (uint8_t)(said - OF_TYPE)
                                      : name.type;
        if (said != NO_NAME) {
            r->names.at[kept++] = name;
        }
    }
    r->names.count = kept;
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

bool are_joined(const struct reading *r, const struct name *a, const struct name *b)
{
    uint32_t i = a->end;
    i += token_is(r->words, i, ",") || token_is(r->words, i, ";");
    i += token_is(r->words, i, "and") || token_is(r->words, i, "or");
    return i > a->end && i == b->first && token(r, a->first)->sentence == token(r, b->first)->sentence;
}

/* The members [first, end) of a list are what most of them are, where the reader was not sure. */
static void agree_list(struct reading *r, size_t first, size_t end)
{
    static const float UNSURE = 0.7F, MOST = 0.6F;
    float votes[ENTITY_TYPE_COUNT] = {0}, all = 0;
    unsigned best = 0;
    for (size_t n = first; n < end; n++) {
        votes[r->names.at[n].type] += r->names.at[n].confidence;
        all += r->names.at[n].confidence;
    }
    for (unsigned t = 1; t < ENTITY_TYPE_COUNT; t++) {
        best = votes[t] > votes[best] ? t : best;
    }
    for (size_t n = first; n < end && votes[best] > MOST * all; n++) {
        struct name *name = &r->names.at[n];
        name->type = name->confidence < UNSURE ? (uint8_t)best : name->type;
    }
}

static void agree_lists(struct reading *r)
{
    for (size_t n = 0, end; n < r->names.count; n = end) {
        end = n + 1;
        while (end < r->names.count && are_joined(r, &r->names.at[end - 1], &r->names.at[end])) {
            end++;
        }
        if (end - n >= LIST_LEAST) {
            agree_list(r, n, end);
        }
    }
}

enum fault agree_names(struct reading *r)
{
    struct sayings s;
    struct map families;
    s.at = learn_families(r, &families) && map_init(&s.map, r->arena, 4 * r->names.count)
               ? ARENA_NEW(r->arena, uint8_t, map_slots(&s.map))
               : NULL;
    if (!s.at) {
        return FAULT_NO_MEMORY;
    }
    agree_lists(r);
    hear_acronyms(r, &s);
    hear_storms(r, &s);
    hear_facilities(r, &s);
    hear_relatives(r, &s);
    hear_surnames(r, &s, &families);
    hear_companies(r, &s, &families);
    hear_first_words(r, &s, &families);
    hear_founders(r, &s);
    hear_legal_forms(r, &s);
    hear_traded(r, &s, &families);
    enum fault f = hear_full_names(r, &s);
    f = f ? f : hear_short_firms(r, &s);
    heed(r, &s);
    return f;
}
