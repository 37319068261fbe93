#include "analysis/entities/evidence.h"

#include "analysis/words/lexicon.h"

#include "bodies.h"
#include "people.h"
#include "peoples.h"
#include "places.h"

static const char *const NAMES[] = {
#define X(name) #name,
    FOR_EACH_EVIDENCE(X)
#undef X
};

const char *evidence_name(enum evidence e)
{
    return NAMES[e];
}

size_t folded_text(const struct words *words, uint32_t first, uint32_t end, char *out, size_t room)
{
    size_t length = 0;
    for (uint32_t i = first; i < end; i++) {
        const struct token *t = &words->tokens[i];
        size_t blank = i > first && t->flags & SPACE_BEFORE;
        if (length + blank + t->folded.len > room) {
            return 0;
        }
        if (blank) {
            out[length++] = ' ';
        }
        memcpy(out + length, t->folded.at, t->folded.len);
        length += t->folded.len;
    }
    return length;
}

int find_listed(const struct lexicon *list, const struct words *words, uint32_t first, uint32_t end)
{
    char text[LEXICON_KEY_MAX];
    size_t length = folded_text(words, first, end, text, sizeof text);
    int row = length ? lexicon_find(list, (struct str){text, length}) : -1;
    struct str key = row < 0 ? (struct str){0} : lexicon_cell(list, row, 0);
    bool capitals = row >= 0 && key.len <= 5 && end == first + 1;
    for (size_t i = 0; i < key.len && capitals; i++) {
        capitals = key.at[i] >= 'A' && key.at[i] <= 'Z';
    }
    return capitals && !(words->tokens[first].flags & ALL_CAPS) ? -1 : row;
}

/* One span under observation. */
struct look {
    const struct reading *r;
    const struct words *w;
    struct observed *o;
    uint32_t first, end;  /* the span */
    uint32_t start, stop; /* its sentence */
    unsigned words;       /* name words in it */
    uint32_t all, any;    /* facts that hold for all, for any of its name words */
    bool listed;
};

static uint32_t bits(const struct look *k, uint32_t i)
{
    return k->r->facts[i].bits;
}

static const struct token *token(const struct look *k, uint32_t i)
{
    return &k->w->tokens[i];
}

static void see(struct look *k, bool holds, enum evidence e)
{
    if (holds) {
        observe(k->o, e);
    }
}

static bool is_initial(const struct look *k, uint32_t i)
{
    struct str f = token(k, i)->folded;
    return token(k, i)->flags & CAPITAL && (f.len == 1 || (f.len == 2 && f.at[1] == '.'));
}

static void observe_case(struct look *k)
{
    const struct token *t = token(k, k->first);
    struct str text = token_text(k->w, k->first);
    if (k->end - k->first == 1 && t->flags & ALL_CAPS && !(t->flags & IN_CAPS)) {
        size_t letters = 0;
        for (size_t i = 0; i < text.len; i++) {
            letters += text.at[i] != '.';
        }
        observe(k->o, letters <= 2   ? EVIDENCE_CAPS_2
                      : letters == 3 ? EVIDENCE_CAPS_3
                      : letters == 4 ? EVIDENCE_CAPS_4
                                     : EVIDENCE_CAPS_LONG);
        see(k, memchr(text.at, '.', text.len) != NULL, EVIDENCE_DOTS);
    }
    see(k, k->end - k->first == 1 && text.len == 1, EVIDENCE_ONE_LETTER);
    bool mixed = false;
    for (size_t i = 1; i < text.len && i < 32; i++) {
        mixed |= text.at[i] >= 'A' && text.at[i] <= 'Z' && text.at[i - 1] >= 'a' && text.at[i - 1] <= 'z';
    }
    see(k, mixed, EVIDENCE_MIXED_CASE);
    see(k, bits(k, k->first) & HAS(LOWER), EVIDENCE_LOWER_CASE);
}

static void observe_glue(struct look *k, uint32_t i)
{
    struct str f = token(k, i)->folded;
    if (str_is(f, "of")) {
        observe(k->o, EVIDENCE_HAS_OF);
    } else if (str_is(f, "and")) {
        observe(k->o, EVIDENCE_HAS_AND);
    } else if (str_is(f, "for")) {
        observe(k->o, EVIDENCE_HAS_FOR);
    } else if (str_is(f, "the")) {
        observe(k->o, EVIDENCE_HAS_THE);
    } else if (str_is(f, "&")) {
        observe(k->o, EVIDENCE_HAS_AMPERSAND);
    } else if (str_is(f, "-")) {
        observe(k->o, EVIDENCE_HYPHEN);
    } else if (str_is(f, "'s") || str_is(f, "'")) {
        observe(k->o, EVIDENCE_HAS_POSSESSIVE);
    } else if (bits(k, i) & HAS(PARTICLE)) {
        observe(k->o, EVIDENCE_HAS_PARTICLE);
    } else if (token(k, i)->kind == TOKEN_NUMBER) {
        observe(k->o, EVIDENCE_HAS_NUMBER);
    } else {
        observe(k->o, token(k, i)->tag == TAG_ADP ? EVIDENCE_HAS_PREPOSITION : EVIDENCE_OTHER_GLUE);
    }
}

static void observe_shape(struct look *k)
{
    static const uint16_t LENGTHS[] = {EVIDENCE_MORE_WORDS, EVIDENCE_ONE_WORD, EVIDENCE_TWO_WORDS, EVIDENCE_THREE_WORDS,
                                       EVIDENCE_FOUR_WORDS};
    bool caps = false, inside = false;
    observe(k->o, EVIDENCE_ALWAYS);
    for (uint32_t i = k->first; i < k->end; i++) {
        if (!(bits(k, i) & HAS(NAME_WORD))) {
            observe_glue(k, i);
            continue;
        }
        caps |= token(k, i)->flags & ALL_CAPS && !(token(k, i)->flags & IN_CAPS);
        inside |= i > k->first && is_initial(k, i);
        k->all &= bits(k, i);
        k->any |= bits(k, i);
        k->words++;
    }
    observe(k->o, LENGTHS[k->words < 5 ? k->words : 0]);
    see(k, caps && k->end - k->first > 1, EVIDENCE_HAS_CAPS);
    see(k, inside, EVIDENCE_INITIAL_INSIDE);
    see(k, token(k, k->first)->kind == TOKEN_NUMBER, EVIDENCE_STARTS_NUMBER);
    see(k, token(k, k->end - 1)->kind == TOKEN_NUMBER, EVIDENCE_ENDS_NUMBER);
    see(k, token(k, k->end - 1)->flags & HAS_DIGIT && token(k, k->end - 1)->kind == TOKEN_WORD, EVIDENCE_DIGIT_INSIDE);
    observe_case(k);
}

static enum evidence place_evidence(struct str kind)
{
    static const struct {
        const char *kind;
        uint16_t evidence;
    } KINDS[] = {{"country", EVIDENCE_IS_COUNTRY},  {"capital", EVIDENCE_IS_CAPITAL},
                 {"city1", EVIDENCE_IS_CITY_BIG},   {"city2", EVIDENCE_IS_CITY_MIDDLE},
                 {"city3", EVIDENCE_IS_CITY_SMALL}, {"state", EVIDENCE_IS_STATE},
                 {"region", EVIDENCE_IS_REGION},    {"continent", EVIDENCE_IS_CONTINENT},
                 {"water", EVIDENCE_IS_WATER},      {"mountain", EVIDENCE_IS_MOUNTAIN}};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (str_is(kind, KINDS[i].kind)) {
            return (enum evidence)KINDS[i].evidence;
        }
    }
    return EVIDENCE_IS_OTHER_PLACE;
}

static enum evidence body_evidence(int row)
{
    struct str type = lexicon_cell(&lexicon_bodies, row, BODIES_TYPE);
    if (str_is(type, "ORG")) {
        switch (subtype_read(lexicon_cell(&lexicon_bodies, row, BODIES_SUBTYPE))) {
        case SUBTYPE_GOVERNMENT:
            return EVIDENCE_IS_GOVERNMENT;
        case SUBTYPE_MILITARY:
            return EVIDENCE_IS_MILITARY;
        case SUBTYPE_COMPANY:
            return EVIDENCE_IS_COMPANY;
        case SUBTYPE_PARTY:
            return EVIDENCE_IS_PARTY;
        case SUBTYPE_MEDIA:
            return EVIDENCE_IS_MEDIA;
        case SUBTYPE_SPORT:
            return EVIDENCE_IS_SPORT;
        case SUBTYPE_UNIVERSITY:
            return EVIDENCE_IS_UNIVERSITY;
        default:
            return EVIDENCE_IS_OTHER_BODY;
        }
    }
    return str_is(type, "FAC")       ? EVIDENCE_IS_FACILITY
           : str_is(type, "EVENT")   ? EVIDENCE_IS_EVENT
           : str_is(type, "PRODUCT") ? EVIDENCE_IS_PRODUCT
           : str_is(type, "WORK")    ? EVIDENCE_IS_WORK
                                     : EVIDENCE_IS_MISC;
}

static void observe_lists(struct look *k)
{
    unsigned before = k->o->count;
    int row = find_listed(&lexicon_places, k->w, k->first, k->end);
    if (row >= 0) {
        observe(k->o, place_evidence(lexicon_cell(&lexicon_places, row, PLACES_KIND)));
    }
    row = find_listed(&lexicon_bodies, k->w, k->first, k->end);
    if (row >= 0) {
        observe(k->o, body_evidence(row));
    }
    row = find_listed(&lexicon_peoples, k->w, k->first, k->end);
    if (row >= 0) {
        struct str kind = lexicon_cell(&lexicon_peoples, row, PEOPLES_KIND);
        observe(k->o, str_is(kind, "nation")   ? EVIDENCE_IS_NATION
                      : str_is(kind, "people") ? EVIDENCE_IS_PEOPLE
                                               : EVIDENCE_IS_PARTISAN);
    }
    see(k, find_listed(&lexicon_people, k->w, k->first, k->end) >= 0, EVIDENCE_IS_PERSON);
    k->listed = k->o->count > before;
    see(k, !k->listed, EVIDENCE_IN_NO_LIST);
}

/* "Park Min-ho", "Maggie Chan Man-ki": a family name, and two syllables with a hyphen, the second one small. */
static bool is_east_shape(const struct look *k)
{
    uint32_t i = k->end - k->first == 5 && bits(k, k->first) & HAS(FIRST_NAME) ? k->first + 1 : k->first;
    return k->end - i == 4 && bits(k, i) & HAS(EAST_NAME) && str_is(token(k, i + 2)->folded, "-") &&
           !(token(k, i + 3)->flags & (CAPITAL | SPACE_BEFORE)) && token(k, i + 1)->flags & SPACE_BEFORE;
}

static void observe_person_parts(struct look *k)
{
    uint32_t first = bits(k, k->first), last = bits(k, k->end - 1);
    uint32_t parts = HAS(FIRST_NAME) | HAS(LAST_NAME);
    if (k->words == 1) {
        bool given = first & HAS(FIRST_NAME), family = first & HAS(LAST_NAME);
        see(k, given && !family, EVIDENCE_FIRST_NAME_ONLY);
        see(k, !given && family, EVIDENCE_LAST_NAME_ONLY);
        see(k, given && family, EVIDENCE_BOTH_NAMES_ONLY);
        see(k, !given && !family && !(first & HAS(COMMON)) && !k->listed, EVIDENCE_UNKNOWN_ONLY);
    } else {
        see(k, first & HAS(FIRST_NAME), EVIDENCE_FIRST_NAME_FIRST);
        see(k, first & HAS(FIRST_NAME) && last & HAS(LAST_NAME), EVIDENCE_FIRST_THEN_LAST);
        see(k, first & HAS(FIRST_NAME) && !(last & (HAS(COMMON) | HAS(PLACE) | parts)), EVIDENCE_FIRST_THEN_UNKNOWN);
        see(k, last & parts, EVIDENCE_LAST_NAME_LAST);
        see(k, first & HAS(EAST_NAME), EVIDENCE_EAST_NAME_FIRST);
        see(k, !(k->any & parts), EVIDENCE_NO_NAME_PART);
        see(k, !(k->any & (parts | HAS(COMMON) | HAS(PLACE))), EVIDENCE_ALL_UNKNOWN);
        see(k, last & HAS(SUFFIX), EVIDENCE_SUFFIX_LAST);
        see(k, is_east_shape(k), EVIDENCE_EAST_SHAPE);
    }
    see(k, first & HAS(PARTICLE), EVIDENCE_PARTICLE_FIRST);
}

/* The evidence that an org head at token i gives, from the one for governments on (same order as the subtypes). */
static void see_body(struct look *k, uint32_t i, enum evidence government)
{
    static const uint8_t ORDER[SUBTYPE_COUNT] = {
        [SUBTYPE_GOVERNMENT] = 0, [SUBTYPE_MILITARY] = 1, [SUBTYPE_COMPANY] = 2,    [SUBTYPE_PARTY] = 3,
        [SUBTYPE_MEDIA] = 4,      [SUBTYPE_SPORT] = 5,    [SUBTYPE_UNIVERSITY] = 6, [SUBTYPE_OTHER] = 7};
    if (bits(k, i) & HAS(ORG)) {
        observe(k->o, (enum evidence)(government + ORDER[k->r->facts[i].body]));
    }
}

static void observe_last_head(struct look *k)
{
    uint32_t i = k->end - 1, last = bits(k, i);
    see_body(k, i, EVIDENCE_HEAD_GOVERNMENT);
    see(k, last & HAS(FACILITY), EVIDENCE_HEAD_FACILITY);
    if (last & HAS(LOCATION)) {
        switch (k->r->facts[i].place) {
        case SUBTYPE_WATER:
            observe(k->o, EVIDENCE_HEAD_WATER);
            break;
        case SUBTYPE_MOUNTAIN:
            observe(k->o, EVIDENCE_HEAD_MOUNTAIN);
            break;
        case SUBTYPE_CITY:
            observe(k->o, EVIDENCE_HEAD_CITY);
            break;
        case SUBTYPE_REGION:
            observe(k->o, EVIDENCE_HEAD_REGION);
            break;
        default:
            observe(k->o, EVIDENCE_HEAD_SITE);
            break;
        }
    }
    see(k, last & HAS(EVENT), EVIDENCE_HEAD_EVENT);
    see(k, last & HAS(LAW), EVIDENCE_HEAD_LAW);
    see(k, last & HAS(WORK), EVIDENCE_HEAD_WORK);
    see(k, last & HAS(PRODUCT), EVIDENCE_HEAD_PRODUCT);
    see(k, last & HAS(PEOPLE), EVIDENCE_HEAD_PEOPLE);
    see(k, last & HAS(JOB), EVIDENCE_HEAD_JOB);
}

/* "Ministry of ...", "Bank for ...": the head stands before the first preposition. */
static void observe_of_head(struct look *k)
{
    uint32_t i = k->first + 1;
    while (i < k->end && bits(k, i) & HAS(NAME_WORD)) {
        i++;
    }
    if (i >= k->end || token(k, i)->tag != TAG_ADP) {
        return;
    }
    uint32_t head = bits(k, i - 1);
    see_body(k, i - 1, EVIDENCE_OF_GOVERNMENT);
    see(k, head & HAS(FACILITY), EVIDENCE_OF_FACILITY);
    see(k, head & HAS(LOCATION), EVIDENCE_OF_LOCATION);
    see(k, head & HAS(EVENT), EVIDENCE_OF_EVENT);
    see(k, head & HAS(LAW), EVIDENCE_OF_LAW);
    see(k, head & HAS(JOB), EVIDENCE_OF_JOB);
}

static void observe_only(struct look *k)
{
    uint32_t only = bits(k, k->first);
    see(k, only & HAS(ORG), EVIDENCE_ONLY_ORG);
    see(k, only & HAS(FACILITY), EVIDENCE_ONLY_FACILITY);
    see(k, only & HAS(LOCATION), EVIDENCE_ONLY_LOCATION);
    see(k, only & HAS(EVENT), EVIDENCE_ONLY_EVENT);
    see(k, only & HAS(LAW), EVIDENCE_ONLY_LAW);
    see(k, only & HAS(TITLE), EVIDENCE_ONLY_TITLE);
    see(k, only & HAS(JOB), EVIDENCE_ONLY_JOB);
    see(k, only & HAS(KIN), EVIDENCE_ONLY_KIN);
    see(k, only & HAS(MONTH), EVIDENCE_ONLY_MONTH);
    see(k, only & HAS(STOP), EVIDENCE_ONLY_STOP);
    see(k, only & HAS(PLACE) && !k->listed, EVIDENCE_ONLY_PLACE);
}

static void observe_first_head(struct look *k)
{
    uint32_t first = bits(k, k->first);
    see_body(k, k->first, EVIDENCE_OPENS_GOVERNMENT);
    see(k, first & HAS(FACILITY), EVIDENCE_OPENS_FACILITY);
    see(k, first & HAS(LOCATION), EVIDENCE_OPENS_LOCATION);
    see(k, first & HAS(EVENT), EVIDENCE_OPENS_EVENT);
    see(k, first & HAS(LAW), EVIDENCE_OPENS_LAW);
    see(k, first & HAS(PEOPLE), EVIDENCE_STARTS_PEOPLE);
    see(k, first & HAS(PLACE), EVIDENCE_STARTS_PLACE);
    see(k, first & HAS(TITLE), EVIDENCE_STARTS_TITLE);
    see(k, first & HAS(JOB), EVIDENCE_STARTS_JOB);
    see(k, first & HAS(KIN), EVIDENCE_STARTS_KIN);
    see(k, first & HAS(MONTH), EVIDENCE_STARTS_MONTH);
    see(k, first & HAS(STOP), EVIDENCE_STARTS_STOP);
    see(k, first & HAS(COMMON), EVIDENCE_STARTS_COMMON);
}

static void observe_parts(struct look *k)
{
    uint32_t last = bits(k, k->end - 1), inner = 0;
    observe_person_parts(k);
    if (k->end - k->first == 1) {
        observe_only(k);
        return;
    }
    for (uint32_t i = k->first + 1; i + 1 < k->end; i++) {
        inner |= bits(k, i) & HAS(NAME_WORD) ? bits(k, i) : 0;
    }
    observe_last_head(k);
    observe_of_head(k);
    observe_first_head(k);
    see(k, last & HAS(PLACE), EVIDENCE_ENDS_PLACE);
    see(k, last & HAS(COMMON), EVIDENCE_ENDS_COMMON);
    see(k, last & HAS(STOP), EVIDENCE_ENDS_STOP);
    see(k, (inner | last) & HAS(MONTH), EVIDENCE_MONTH_INSIDE);
    see(k, inner & HAS(JOB), EVIDENCE_JOB_INSIDE);
    see(k, inner & HAS(TITLE), EVIDENCE_TITLE_INSIDE);
    see(k, inner & HAS(PEOPLE), EVIDENCE_PEOPLE_INSIDE);
    see(k, (inner | last) & HAS(SAY), EVIDENCE_SAYS_INSIDE);
    see(k, k->all & HAS(COMMON), EVIDENCE_ALL_COMMON);
    see(k, k->all & HAS(PLACE), EVIDENCE_ALL_PLACE);
    see(k, k->all & HAS(BODY), EVIDENCE_ALL_BODY);
}

/* Whether a known name of several words goes on beyond the span's edge. */
static bool cuts(const struct look *k, uint32_t fact)
{
    bool left = k->first > k->start && bits(k, k->first) & fact && bits(k, k->first - 1) & fact;
    bool right = k->end < k->stop && bits(k, k->end - 1) & fact && bits(k, k->end) & fact;
    return left || right;
}

static void observe_spelling(struct look *k)
{
    const struct token *t = token(k, k->first);
    uint32_t first = bits(k, k->first);
    bool start = t->flags & SENTENCE_START, one = k->end - k->first == 1;
    see(k, start, EVIDENCE_AT_START);
    if (start && one) {
        see(k, first & HAS(COMMON) && !k->listed, EVIDENCE_START_COMMON);
        see(k, !(first & HAS(COMMON)) && !k->listed, EVIDENCE_START_UNKNOWN);
        see(k, k->listed, EVIDENCE_START_LISTED);
        see(k, first & HAS(SEEN_NAME), EVIDENCE_START_SEEN_NAME);
        see(k, first & HAS(SEEN_LOWER), EVIDENCE_START_SEEN_LOWER);
    }
    see(k, start && !one && first & HAS(COMMON) && !(first & HAS(SEEN_NAME)), EVIDENCE_START_COMMON_FIRST);
    see(k, one && first & HAS(COMMON), EVIDENCE_ONE_COMMON);
    see(k, one && first & HAS(SEEN_LOWER), EVIDENCE_ONE_SEEN_LOWER);
    see(k, t->flags & IN_CAPS, EVIDENCE_IN_TITLE_CASE);
    see(k, t->flags & IN_CAPS && k->all & HAS(COMMON), EVIDENCE_TITLE_CASE_COMMON);
    see(k, k->w->sentences[t->sentence].kind == SENTENCE_HEADLINE, EVIDENCE_IN_HEADLINE);
    see(k, cuts(k, HAS(PLACE)), EVIDENCE_CUTS_PLACE);
    see(k, cuts(k, HAS(BODY)), EVIDENCE_CUTS_BODY);
}

static void observe_tags(struct look *k)
{
    enum tag last = (enum tag)token(k, k->end - 1)->tag, first = (enum tag)token(k, k->first)->tag;
    observe(k->o, last == TAG_PROPN  ? EVIDENCE_TAG_PROPN
                  : last == TAG_NOUN ? EVIDENCE_TAG_NOUN
                  : last == TAG_ADJ  ? EVIDENCE_TAG_ADJ
                  : last == TAG_VERB ? EVIDENCE_TAG_VERB
                                     : EVIDENCE_TAG_OTHER);
    if (k->end - k->first > 1) {
        observe(k->o, first == TAG_PROPN  ? EVIDENCE_TAG_FIRST_PROPN
                      : first == TAG_NOUN ? EVIDENCE_TAG_FIRST_NOUN
                      : first == TAG_ADJ  ? EVIDENCE_TAG_FIRST_ADJ
                      : first == TAG_VERB ? EVIDENCE_TAG_FIRST_VERB
                                          : EVIDENCE_TAG_FIRST_OTHER);
    }
}

static bool ends_in(struct str s, const char *const *endings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (s.len > strlen(endings[i]) + 2 && str_ends(s, str_of(endings[i]))) {
            return true;
        }
    }
    return false;
}

static void observe_endings(struct look *k)
{
    static const char *const DEMONYM[] = {"ian", "ians", "ese", "ish", "ic", "ists", "ist", "an", "ans", "is", "ites"};
    static const char *const SURNAME[] = {
        "ov",  "ova",  "ev",     "eva", "sky",   "skyy", "skaya", "enko", "chuk",  "vic",  "vich",   "wicz", "ski",
        "ska", "sson", "son",    "sen", "ez",    "berg", "stein", "mann", "ini",   "elli", "poulos", "idis", "akis",
        "yan", "ian",  "shvili", "dze", "zadeh", "oglu", "wala",  "kar",  "singh", "appa", "wan",    "ah"};
    static const char *const PLACE[] = {"ton",  "ville", "burg",   "land",    "stan",  "pur",   "bad",  "abad",
                                        "grad", "sk",    "shire",  "nagar",   "polis", "port",  "ford", "field",
                                        "wood", "bury",  "ham",    "borough", "shima", "gawa",  "zhou", "jing",
                                        "guru", "garh",  "isthan", "ia",      "istan", "patnam"};
    struct str last = token(k, k->end - 1)->folded;
    see(k, last.len > 3 && str_ends(last, STR("s")) && !str_ends(last, STR("ss")), EVIDENCE_PLURAL_S);
    if (k->listed || bits(k, k->end - 1) & HAS(COMMON)) {
        return;
    }
    see(k, ends_in(last, DEMONYM, sizeof DEMONYM / sizeof *DEMONYM), EVIDENCE_DEMONYM_ENDING);
    see(k, ends_in(last, SURNAME, sizeof SURNAME / sizeof *SURNAME), EVIDENCE_SURNAME_ENDING);
    see(k, ends_in(last, PLACE, sizeof PLACE / sizeof *PLACE), EVIDENCE_PLACE_ENDING);
}

struct word_evidence {
    const char *word;
    uint16_t evidence;
};

static bool see_word(struct look *k, struct str word, const struct word_evidence *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_is(word, list[i].word)) {
            observe(k->o, (enum evidence)list[i].evidence);
            return true;
        }
    }
    return false;
}

static const struct word_evidence BEFORE[] = {{"in", EVIDENCE_AFTER_IN},
                                              {"at", EVIDENCE_AFTER_AT},
                                              {"from", EVIDENCE_AFTER_FROM},
                                              {"to", EVIDENCE_AFTER_TO},
                                              {"of", EVIDENCE_AFTER_OF},
                                              {"by", EVIDENCE_AFTER_BY},
                                              {"with", EVIDENCE_AFTER_WITH},
                                              {"and", EVIDENCE_AFTER_AND},
                                              {"or", EVIDENCE_AFTER_AND},
                                              {"the", EVIDENCE_AFTER_THE},
                                              {"a", EVIDENCE_AFTER_A},
                                              {"an", EVIDENCE_AFTER_A},
                                              {"(", EVIDENCE_AFTER_BRACKET},
                                              {"[", EVIDENCE_AFTER_BRACKET},
                                              {"'s", EVIDENCE_AFTER_POSSESSIVE},
                                              {"'", EVIDENCE_AFTER_POSSESSIVE},
                                              {"-", EVIDENCE_AFTER_HYPHEN},
                                              {"called", EVIDENCE_AFTER_CALLED},
                                              {"named", EVIDENCE_AFTER_CALLED},
                                              {"titled", EVIDENCE_AFTER_CALLED},
                                              {"entitled", EVIDENCE_AFTER_CALLED},
                                              {"dubbed", EVIDENCE_AFTER_CALLED},
                                              {"near", EVIDENCE_AFTER_NEAR},
                                              {"across", EVIDENCE_AFTER_NEAR},
                                              {"throughout", EVIDENCE_AFTER_NEAR},
                                              {"around", EVIDENCE_AFTER_NEAR},
                                              {"into", EVIDENCE_AFTER_NEAR},
                                              {"outside", EVIDENCE_AFTER_NEAR},
                                              {"inside", EVIDENCE_AFTER_NEAR},
                                              {"visit", EVIDENCE_AFTER_NEAR},
                                              {"leave", EVIDENCE_AFTER_NEAR},
                                              {"via", EVIDENCE_AFTER_NEAR},
                                              {"northern", EVIDENCE_AFTER_NEAR},
                                              {"southern", EVIDENCE_AFTER_NEAR},
                                              {"eastern", EVIDENCE_AFTER_NEAR},
                                              {"western", EVIDENCE_AFTER_NEAR},
                                              {"central", EVIDENCE_AFTER_NEAR},
                                              {"against", EVIDENCE_AFTER_AGAINST},
                                              {":", EVIDENCE_AFTER_COLON}};

static void observe_before(struct look *k)
{
    if (k->first == k->start) {
        return;
    }
    uint32_t i = k->first - 1, before = bits(k, i);
    const struct token *t = token(k, i);
    bool second = i > k->start;
    if (before & (HAS(TITLE) | HAS(JOB) | HAS(KIN)) && t->kind == TOKEN_WORD) {
        see(k, before & HAS(TITLE), EVIDENCE_AFTER_TITLE);
        see(k, before & HAS(TITLE) && !(before & HAS(JOB)) && t->flags & CAPITAL, EVIDENCE_AFTER_SURE_TITLE);
        see(k, before & HAS(JOB), EVIDENCE_AFTER_JOB);
        see(k, before & HAS(KIN), EVIDENCE_AFTER_KIN);
    }
    see(k, before & HAS(NAME_WORD), EVIDENCE_AFTER_NAME_WORD);
    see(k, before & HAS(PEOPLE), EVIDENCE_AFTER_PEOPLE);
    see(k, before & HAS(ORG), EVIDENCE_AFTER_ORG);
    see(k, before & HAS(FACILITY), EVIDENCE_AFTER_FACILITY);
    see(k, before & HAS(LOCATION), EVIDENCE_AFTER_LOCATION);
    see(k, before & HAS(EVENT), EVIDENCE_AFTER_EVENT);
    see(k, before & HAS(WORK), EVIDENCE_AFTER_WORK);
    see(k, before & HAS(PRODUCT), EVIDENCE_AFTER_PRODUCT);
    see(k, before & HAS(SAY), EVIDENCE_AFTER_SAY);
    see(k, second && str_is(t->folded, "of") && bits(k, i - 1) & HAS(JOB), EVIDENCE_AFTER_OFFICE_OF);
    if (see_word(k, t->folded, BEFORE, sizeof BEFORE / sizeof *BEFORE)) {
        return;
    }
    if (str_is(t->folded, ",")) {
        observe(k->o, EVIDENCE_AFTER_COMMA);
        see(k, second && bits(k, i - 1) & HAS(PLACE), EVIDENCE_AFTER_PLACE_COMMA);
        return;
    }
    observe(k->o, t->kind == TOKEN_QUOTE                    ? EVIDENCE_AFTER_QUOTE
                  : t->kind == TOKEN_NUMBER                 ? EVIDENCE_AFTER_NUMBER
                  : t->tag == TAG_NOUN                      ? EVIDENCE_AFTER_NOUN
                  : t->tag == TAG_VERB || t->tag == TAG_AUX ? EVIDENCE_AFTER_VERB
                  : t->tag == TAG_ADJ                       ? EVIDENCE_AFTER_ADJECTIVE
                  : t->tag == TAG_PRON                      ? EVIDENCE_AFTER_PRONOUN
                                                            : EVIDENCE_AFTER_OTHER);
}

/* ", 63," and ", a spokesperson", ", Switzerland". */
static void observe_behind_comma(struct look *k)
{
    uint32_t next = k->end + 1;
    observe(k->o, EVIDENCE_BEFORE_COMMA);
    if (next >= k->stop) {
        return;
    }
    see(k, token(k, next)->kind == TOKEN_NUMBER && next + 1 < k->stop && str_is(token(k, next + 1)->folded, ","),
        EVIDENCE_BEFORE_AGE);
    see(k, bits(k, next) & HAS(PLACE), EVIDENCE_BEFORE_COMMA_PLACE);
    see(k, token_is(k->w, next, "who"), EVIDENCE_BEFORE_WHO);
    uint32_t most = next + 5 < k->stop ? next + 5 : k->stop;
    for (uint32_t i = next; i < most && token(k, i)->kind == TOKEN_WORD; i++) {
        if (bits(k, i) & HAS(JOB)) {
            observe(k->o, EVIDENCE_BEFORE_COMMA_JOB);
            return;
        }
    }
}

static const struct word_evidence BEHIND[] = {{"'s", EVIDENCE_BEFORE_POSSESSIVE},
                                              {"'", EVIDENCE_BEFORE_POSSESSIVE},
                                              {"(", EVIDENCE_BEFORE_BRACKET},
                                              {"[", EVIDENCE_BEFORE_BRACKET},
                                              {")", EVIDENCE_BEFORE_CLOSING},
                                              {"]", EVIDENCE_BEFORE_CLOSING},
                                              {"and", EVIDENCE_BEFORE_AND},
                                              {"or", EVIDENCE_BEFORE_AND},
                                              {"of", EVIDENCE_BEFORE_OF},
                                              {".", EVIDENCE_BEFORE_END},
                                              {"who", EVIDENCE_BEFORE_WHO},
                                              {"people", EVIDENCE_BEFORE_HUMANS},
                                              {"men", EVIDENCE_BEFORE_HUMANS},
                                              {"women", EVIDENCE_BEFORE_HUMANS},
                                              {"troops", EVIDENCE_BEFORE_HUMANS},
                                              {"soldiers", EVIDENCE_BEFORE_HUMANS},
                                              {"citizens", EVIDENCE_BEFORE_HUMANS},
                                              {"officials", EVIDENCE_BEFORE_HUMANS},
                                              {"community", EVIDENCE_BEFORE_HUMANS},
                                              {"communities", EVIDENCE_BEFORE_HUMANS},
                                              {"language", EVIDENCE_BEFORE_HUMANS},
                                              {"culture", EVIDENCE_BEFORE_HUMANS},
                                              {"authorities", EVIDENCE_BEFORE_HUMANS}};

static void observe_behind(struct look *k)
{
    if (k->end >= k->stop) {
        observe(k->o, EVIDENCE_BEFORE_END);
        return;
    }
    uint32_t i = k->end, behind = bits(k, i);
    const struct token *t = token(k, i);
    see(k, behind & HAS(NAME_WORD), EVIDENCE_BEFORE_NAME_WORD);
    see(k, behind & HAS(SAY), EVIDENCE_BEFORE_SAY);
    see(k, behind & HAS(HUMAN), EVIDENCE_BEFORE_HUMAN);
    see(k, behind & HAS(JOB), EVIDENCE_BEFORE_JOB);
    see(k, behind & HAS(LOCATION), EVIDENCE_BEFORE_LOCATION);
    see(k, behind & HAS(FACILITY), EVIDENCE_BEFORE_FACILITY);
    see(k, behind & HAS(ORG), EVIDENCE_BEFORE_ORG);
    see(k, behind & HAS(EVENT), EVIDENCE_BEFORE_EVENT);
    see(k, behind & HAS(PRODUCT), EVIDENCE_BEFORE_PRODUCT);
    see(k, behind & HAS(LAW), EVIDENCE_BEFORE_LAW);
    see(k, str_is(t->folded, "(") && i + 2 < k->stop && token(k, i + 1)->flags & ALL_CAPS && token_is(k->w, i + 2, ")"),
        EVIDENCE_BEFORE_ACRONYM);
    if (str_is(t->folded, ",")) {
        observe_behind_comma(k);
        return;
    }
    if (str_is(t->folded, "-")) {
        observe(k->o, token_is(k->w, i + 1, "based") ? EVIDENCE_BEFORE_BASED : EVIDENCE_BEFORE_HYPHEN);
        return;
    }
    if (see_word(k, t->folded, BEHIND, sizeof BEHIND / sizeof *BEHIND)) {
        return;
    }
    observe(k->o, t->kind == TOKEN_QUOTE                     ? EVIDENCE_BEFORE_QUOTE
                  : t->kind == TOKEN_NUMBER                  ? EVIDENCE_BEFORE_NUMBER
                  : t->tag == TAG_NOUN                       ? EVIDENCE_BEFORE_NOUN
                  : t->tag == TAG_VERB                       ? EVIDENCE_BEFORE_VERB
                  : t->tag == TAG_AUX                        ? EVIDENCE_BEFORE_AUX
                  : t->tag == TAG_ADJ                        ? EVIDENCE_BEFORE_ADJECTIVE
                  : t->tag == TAG_ADP || t->tag == TAG_SCONJ ? EVIDENCE_BEFORE_PREPOSITION
                                                             : EVIDENCE_BEFORE_OTHER);
}

void observe_span(const struct reading *r, uint32_t first, uint32_t end, struct observed *o)
{
    const struct sentence *sentence = &r->words->sentences[r->words->tokens[first].sentence];
    struct look k = {.r = r,
                     .w = r->words,
                     .o = o,
                     .first = first,
                     .end = end,
                     .start = sentence->first,
                     .stop = sentence->end,
                     .all = UINT32_MAX};
    o->count = 0;
    observe_shape(&k);
    observe_lists(&k);
    observe_parts(&k);
    observe_spelling(&k);
    observe_tags(&k);
    observe_endings(&k);
    observe_before(&k);
    observe_behind(&k);
    see(&k,
        first > k.start && token(&k, first - 1)->kind == TOKEN_QUOTE && end < k.stop &&
            token(&k, end)->kind == TOKEN_QUOTE,
        EVIDENCE_IN_QUOTES);
}
