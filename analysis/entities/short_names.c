/* Names that only the rest of the article explains: the short form of a body's name ("Meridian" after "Meridian
 * Capital", "City" after "Northgate City"), and what stands in headlines, whose capitals tell nothing. */
#include "analysis/entities/listed.h"
#include "analysis/entities/map.h"
#include "analysis/words/lexicon.h"

#include "bodies.h"
#include "people.h"
#include "peoples.h"

enum { TEXT_MOST = 120, HEADLINE_MOST = 12 };

enum { WHOLE = 1, SHORT = 2, TEAM = 4, CLAIMED = 8, SURNAME = 16, UNSURE = 32, SAID = 64, MANY = 128 };

/* What the article's prose knows of a text: it is a name there (WHOLE), or a word that may stand for a longer one: for
 * a body of an unknown kind (UNSURE) only where the words around it are said of firms (SAID). */
struct known {
    uint32_t owner; /* the longer name's first token + 1 */
    uint8_t flags;
    uint8_t type; /* enum entity_type of the whole */
};

struct knowledge {
    struct map map;
    struct known *at; /* by slot */
    bool prose;       /* some name stands outside of headlines */
};

static const struct token *token(const struct reading *r, uint32_t i)
{
    return &r->words->tokens[i];
}

static bool in_caps(const struct reading *r, uint32_t i)
{
    return token(r, i)->flags & IN_CAPS;
}

static const struct known *find(const struct reading *r, const struct knowledge *k, uint32_t first, uint32_t end)
{
    char room[TEXT_MOST];
    struct str text = folded_text(r->words, first, end, room, sizeof room);
    int64_t slot = text.len ? map_find(&k->map, text) : -1;
    return slot < 0 ? NULL : &k->at[slot];
}

static struct known *make(const struct reading *r, struct knowledge *k, uint32_t first, uint32_t end)
{
    char room[TEXT_MOST];
    struct str text = folded_text(r->words, first, end, room, sizeof room);
    int64_t slot = text.len ? map_make(&k->map, text) : -1;
    return slot < 0 ? NULL : &k->at[slot];
}

bool has_score_behind(const struct reading *r, uint32_t end)
{
    uint32_t stop = end < r->words->token_count ? r->words->sentences[token(r, end)->sentence].end : 0;
    end += token_is(r->words, end, "drew") || token_is(r->words, end, "won") || token_is(r->words, end, "lost");
    if (end + 2 >= stop || !token_is(r->words, end + 1, "-")) {
        return false;
    }
    const struct token *one = token(r, end), *other = token(r, end + 2);
    return one->kind == TOKEN_NUMBER && other->kind == TOKEN_NUMBER && one->folded.len < 3 && other->folded.len < 3 &&
           !(token(r, end + 1)->flags & SPACE_BEFORE) && !(other->flags & SPACE_BEFORE);
}

/* "beat Northgate City 3-2": who has a score is a team, if it is no player, and if nothing is known of it, or if it is
 * a town in an article on a game; not "won in Lund 3-2". */
static bool scores(const struct reading *r, const struct name *name)
{
    if (name->type == ENTITY_PERSON || name->type == ENTITY_NORP || !has_score_behind(r, name->end)) {
        return false;
    }
    bool town = r->sport && !is_place_of_kind(r->words, name->first, name->end, "country") &&
                !(name->first > 0 && token(r, name->first - 1)->tag == TAG_ADP);
    return town || !is_known_place(r->words, name->first, name->end);
}

/* "Barrow are 21st": what looks like a family's name is a team's where it is many. */
static bool is_many(const struct reading *r, const struct name *name)
{
    return r->sport && name->type == ENTITY_PERSON && name->end - name->first == 1 &&
           (token_is(r->words, name->end, "are") || token_is(r->words, name->end, "were")) &&
           acts_as_many(r->words, name->first, name->end);
}

static bool is_team(const struct reading *r, const struct name *name)
{
    uint32_t last = name->end - 1;
    bool state = is_place_of_kind(r->words, name->first, name->end, "country");
    bool plays = r->sport && !state && (name->type == ENTITY_ORGANIZATION || name->type == ENTITY_LOCATION) &&
                 is_said_team(r->words, name->first, name->end);
    static const char *const CLUBS[] = {"town", "city", "county", NULL};
    bool club = r->sport && name->end - name->first == 2 && token_is_any(r->words, last, CLUBS) &&
                name->type != ENTITY_PERSON && !is_known_place(r->words, name->first, name->end); /* "Lakeport Town" */
    return plays || club ||
           (name->type == ENTITY_ORGANIZATION && ((has(r, last, HAS(ORG)) && r->facts[last].body == SUBTYPE_SPORT) ||
                                                  called_before(r, name->first) == SUBTYPE_SPORT));
}

/* Bodies whose first word alone is enough: SHORT for firms, papers, parties, UNSURE where that is not known, 0 for
 * others, which begin with the place they are in. */
static unsigned is_called_by_first(const struct reading *r, const struct name *name)
{
    uint32_t last = name->end - 1;
    enum entity_subtype body = has(r, last, HAS(ORG)) ? (enum entity_subtype)r->facts[last].body : SUBTYPE_NONE;
    body = is_company_ending(r->words, last) ? SUBTYPE_COMPANY : body ? body : called_before(r, name->first);
    bool sure = body == SUBTYPE_COMPANY || body == SUBTYPE_MEDIA || body == SUBTYPE_PARTY;
    return sure ? SHORT : body == SUBTYPE_NONE ? SHORT | UNSURE : 0;
}

/* "Zenta shares", "Zenta's chief executive", "Zenta declined to comment", "Zenta said it would pay". */
static bool is_said_of_firm(const struct reading *r, const struct name *name)
{
    bool silent = (token_is(r->words, name->end, "declined") || token_is(r->words, name->end, "refused")) &&
                  token_is(r->words, name->end + 1, "to") && token_is(r->words, name->end + 2, "comment");
    bool it = has(r, name->end, HAS(SAY)) && token_is(r->words, name->end + 1, "it") &&
              name->end + 2 < r->words->token_count && token(r, name->end + 2)->tag == TAG_AUX;
    return silent || it || is_said_company(r, name);
}

/* A word that means nothing else by itself. */
static bool is_own_word(const struct reading *r, uint32_t i)
{
    return token(r, i)->folded.len > 2 && !has(r, i, HAS(COMMON) | HAS(PEOPLE) | HAS(STOP) | HAS(MONTH) | HAS(ORG)) &&
           !is_known_place(r->words, i, i + 1);
}

/* Whether the shorter of two names begins the longer one (or ends it). */
static bool agree(const struct reading *r, uint32_t first, uint32_t end, uint32_t other, bool at_end)
{
    if (at_end) {
        return str_equal(token(r, first)->folded, token(r, other)->folded);
    }
    return first + 1 < end && other + 1 < r->words->token_count &&
           str_equal(token(r, first + 1)->folded, token(r, other + 1)->folded);
}

/* Word i may stand for the name, unless another name has it too. */
static void offer(const struct reading *r, struct knowledge *k, const struct name *name, uint32_t i, unsigned flags)
{
    struct known *known = make(r, k, i, i + 1);
    if (!known) {
        return;
    }
    bool again = known->owner && agree(r, name->first, name->end, known->owner - 1, i > name->first);
    known->flags |= (uint8_t)(flags | (known->owner && !again ? CLAIMED : 0));
    known->owner = known->owner ? known->owner : name->first + 1;
}

static void claim(const struct reading *r, struct knowledge *k, uint32_t i, unsigned flags)
{
    struct known *known = make(r, k, i, i + 1);
    if (known) {
        known->flags |= (uint8_t)(flags | (flags & SURNAME && known->flags & SAID ? 0 : CLAIMED));
    }
}

static void learn_words(const struct reading *r, struct knowledge *k, const struct name *name, bool team)
{
    bool body = name->type == ENTITY_ORGANIZATION;
    bool own = body && is_own_word(r, name->first);
    unsigned first = own && team && r->sport ? SHORT : own ? is_called_by_first(r, name) : 0; /* "Lakeport Town" */
    if (first) {
        offer(r, k, name, name->first, first);
    }
    if (body && team) {
        offer(r, k, name, name->end - 1, SHORT | TEAM);
    }
    if (!body && name->type != ENTITY_NORP) {
        claim(r, k, name->first, 0);
        claim(r, k, name->end - 1, name->type == ENTITY_PERSON ? SURNAME : 0); /* unless a firm was called so before */
    }
}

/* "in Meridian", "Meridian, Idaho". */
static bool is_place_here(const struct reading *r, size_t n)
{
    static const char *const BEFORE[] = {"in", "near", "outside", "around", "across", "of"};
    const struct name *name = &r->names.at[n];
    for (size_t i = 0; name->first && i < sizeof BEFORE / sizeof *BEFORE; i++) {
        if (token_is(r->words, name->first - 1, BEFORE[i])) {
            return true;
        }
    }
    const struct name *next = n + 1 < r->names.count ? &r->names.at[n + 1] : NULL;
    return next && token_is(r->words, name->end, ",") && next->first == name->end + 1 && next->type == ENTITY_LOCATION;
}

/* Teams first: their names are bodies' wherever they stand. */
static void find_teams(struct reading *r, struct knowledge *k)
{
    for (unsigned pass = 0; pass < 2; pass++) {
        for (size_t n = 0; n < r->names.count; n++) {
            struct name *name = &r->names.at[n];
            if (!pass && (scores(r, name) || is_team(r, name))) {
                struct known *known = make(r, k, name->first, name->end);
                if (known) {
                    known->flags |= TEAM;
                }
            }
            bool many = !pass && is_many(r, name);
            struct known *family = many ? make(r, k, name->first, name->end) : NULL;
            if (family) {
                family->flags |= TEAM | MANY;
            }
            const struct known *known = pass ? find(r, k, name->first, name->end) : NULL;
            if (known && known->flags & TEAM && (name->type != ENTITY_PERSON || known->flags & MANY)) {
                name->type = ENTITY_ORGANIZATION;
            }
        }
    }
}

static void learn_names(struct reading *r, struct knowledge *k)
{
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        if (in_caps(r, name->first)) {
            continue;
        }
        struct known *known = make(r, k, name->first, name->end);
        if (known) {
            known->flags |= WHOLE;
            known->type = name->type;
        }
        k->prose = true;
        if (name->end - name->first > 1) {
            learn_words(r, k, name, known && known->flags & TEAM);
        } else if (name->type == ENTITY_LOCATION && is_place_here(r, n)) {
            claim(r, k, name->first, 0);
        } else if (known && known->flags & SHORT && is_said_of_firm(r, name)) {
            known->flags |= SAID;
        }
    }
}

static bool is_short(const struct known *known)
{
    return known && known->flags & SHORT && !(known->flags & CLAIMED) &&
           (!(known->flags & UNSURE) || known->flags & SAID);
}

static enum fault keep(struct reading *r, const struct name *name, struct reading *out)
{
    struct name *new = VEC_PUSH(&out->names, r->arena);
    if (!new) {
        return FAULT_NO_MEMORY;
    }
    *new = *name;
    return OK;
}

/* "storm", or "shuts", a form of "shut" */
static bool is_plain(const struct reading *r, uint32_t i)
{
    struct str word = token(r, i)->folded;
    bool form = str_ends(word, STR("s")) && !has(r, i, HAS(LAST_NAME) | HAS(FIRST_NAME) | HAS(PLACE)) &&
                is_common_word((struct str){word.at, word.len - 1});
    return (has(r, i, HAS(COMMON)) || form) && !has(r, i, HAS(PEOPLE));
}

/* A word of the dictionary that has its capital from the headline, perhaps; the head of a name at its end has not. */
static bool has_plain_word(const struct reading *r, const struct name *name)
{
    uint32_t last = name->end - 1;
    if (name->type == ENTITY_ORGANIZATION && last - name->first >= 2 && has(r, last, HAS(ORG))) {
        return false; /* "Moment Work Institute" */
    }
    bool head = last > name->first && has(r, last, HAS(ORG) | HAS(FACILITY) | HAS(LOCATION) | HAS(EVENT) | HAS(LAW));
    for (uint32_t i = name->first; i < name->end - head; i++) {
        if (is_plain(r, i)) {
            return true;
        }
    }
    return false;
}

/* A given name, and words that are names or in no dictionary. */
static bool is_full_name(const struct reading *r, uint32_t first, uint32_t end)
{
    bool full = has(r, first, HAS(FIRST_NAME)) && !has(r, first, HAS(COMMON));
    for (uint32_t i = first + 1; i < end && full; i++) {
        bool part = has(r, i, HAS(FIRST_NAME) | HAS(LAST_NAME) | HAS(PARTICLE) | HAS(SUFFIX));
        full = !has(r, i, HAS(STOP)) && (part || !has(r, i, HAS(COMMON)));
    }
    return full;
}

/* "Rovers Stun City": the prose knows a body by one of the words. */
static bool has_known_word(const struct reading *r, const struct knowledge *k, const struct name *name)
{
    bool known = false;
    for (uint32_t i = name->first; i < name->end && !known; i++) {
        known = is_short(find(r, k, i, i + 1));
    }
    return known;
}

/* No word of it is in the dictionary; or a list knows it, and it is not just a word; or a given name and a name that is
 * no word. */
static bool is_sure(const struct reading *r, const struct knowledge *k, const struct name *name)
{
    uint32_t first = name->first, end = name->end;
    bool listed = is_known_place(r->words, first, end) || find_listed(&lexicon_bodies, r->words, first, end) >= 0 ||
                  find_listed(&lexicon_people, r->words, first, end) >= 0 ||
                  find_listed(&lexicon_peoples, r->words, first, end) >= 0;
    bool word = end - first == 1 && has(r, first, HAS(COMMON)) && !has(r, first, HAS(PEOPLE)) &&
                !is_known_place(r->words, first, end);
    bool person = name->type == ENTITY_PERSON && end - first > 1 && is_full_name(r, first, end);
    return (listed && !word) || person || !(has_plain_word(r, name) || has_known_word(r, k, name));
}

/* The longest name that the prose knows around a headline's: "Port of Larvik" for "Larvik Shuts". */
static bool is_known_around(const struct reading *r, const struct knowledge *k, const struct name *name, uint32_t from,
                            struct name *around)
{
    enum { AROUND_MOST = 4 };
    const struct sentence *sentence = &r->words->sentences[token(r, name->first)->sentence];
    bool last = name + 1 == r->names.at + r->names.count;
    uint32_t start = from > sentence->first ? from : sentence->first;
    uint32_t stop = !last && name[1].first < sentence->end ? name[1].first : sentence->end;
    start = name->first > start + AROUND_MOST ? name->first - AROUND_MOST : start;
    stop = stop > name->end + AROUND_MOST ? name->end + AROUND_MOST : stop;
    for (uint32_t i = start; i <= name->first; i++) {
        for (uint32_t end = stop; end > name->first && (i < name->first || end > name->end); end--) {
            const struct known *known = find(r, k, i, end);
            if (known && known->flags & WHOLE) {
                *around = (struct name){.first = i, .end = end, .type = known->type, .confidence = name->confidence};
                return true;
            }
        }
    }
    return false;
}

/* Of a headline's name only the parts that the prose knows. */
static enum fault keep_known_parts(struct reading *r, const struct knowledge *k, const struct name *name,
                                   struct reading *out)
{
    static const struct known PLACE = {.flags = WHOLE, .type = ENTITY_LOCATION};
    for (uint32_t i = name->first; i < name->end; i++) {
        uint32_t end = name->end - i > HEADLINE_MOST ? i + HEADLINE_MOST : name->end;
        const struct known *known = NULL;
        for (; end > i; end--) {
            known = find(r, k, i, end);
            bool told = known && (known->flags & (WHOLE | SURNAME) || is_short(known));
            if (told || (is_known_place(r->words, i, end) && !has(r, i, HAS(COMMON)))) {
                known = told ? known : &PLACE;
                break;
            }
        }
        if (end == i) {
            continue;
        }
        struct name part = {.first = i, .end = end, .confidence = name->confidence};
        part.type = known->flags & WHOLE     ? known->type
                    : known->flags & SURNAME ? (uint8_t)ENTITY_PERSON
                                             : (uint8_t)ENTITY_ORGANIZATION;
        part.full = is_short(known) && part.type == ENTITY_ORGANIZATION ? known->owner : 0;
        if (keep(r, &part, out)) {
            return FAULT_NO_MEMORY;
        }
        i = end - 1;
    }
    return OK;
}

/* A name as it stands, or as the longer one that it shortens. */
static enum fault keep_name(struct reading *r, const struct knowledge *k, const struct name *name, struct reading *out)
{
    struct name new = *name;
    const struct known *known = find(r, k, name->first, name->end);
    uint32_t before = out->names.count ? out->names.at[out->names.count - 1].end : 0;
    if (in_caps(r, name->first) && is_known_around(r, k, name, before, &new)) {
        return keep(r, &new, out);
    }
    if (in_caps(r, name->first) && k->prose && !(known && known->flags & WHOLE) && !is_sure(r, k, name)) {
        return keep_known_parts(r, k, name, out);
    }
    bool titled = has(r, name->first - (name->first > 0), HAS(TITLE));
    bool named = has(r, name->first, HAS(FIRST_NAME) | HAS(LAST_NAME)) && !(known && known->flags & SAID);
    bool person = name->type == ENTITY_PERSON && (titled || named);
    if (name->end - name->first == 1 && is_short(known) && !person && name->type != ENTITY_NORP) {
        new.type = ENTITY_ORGANIZATION;
        new.full = known->owner;
    }
    return keep(r, &new, out);
}

/* Whether a word that was no name is the short form of one: a capital that nothing else explains. */
static bool is_missed(const struct reading *r, const struct knowledge *k, uint32_t i)
{
    const struct token *t = token(r, i);
    if (t->kind != TOKEN_WORD || !(t->flags & CAPITAL) || t->flags & IN_CAPS || !is_short(find(r, k, i, i + 1))) {
        return false;
    }
    bool start = t->flags & SENTENCE_START;
    const struct token *behind = i + 1 < r->words->token_count ? &t[1] : NULL;
    bool goes_on = has(r, i + 1, HAS(NAME_WORD)) && behind->flags & CAPITAL;
    bool inside =
        !start && i > 0 && has(r, i - 1, HAS(NAME_WORD)) && t[-1].flags & CAPITAL && !has(r, i - 1, HAS(STOP));
    if (goes_on || inside || !behind) {
        return false;
    }
    bool who = str_is(behind->folded, ",") && (token_is(r->words, i + 2, "who") || token_is(r->words, i + 2, "which"));
    bool acts = behind->tag == TAG_VERB || behind->tag == TAG_AUX || str_is(behind->folded, "'s") || who;
    return !start || acts || !has(r, i, HAS(COMMON));
}

enum fault explain_names(struct reading *r)
{
    struct knowledge k = {0};
    struct reading out = {.arena = r->arena};
    k.at = map_init(&k.map, r->arena, r->names.count * 4 + 1) ? ARENA_NEW(r->arena, struct known, map_slots(&k.map))
                                                              : NULL;
    if (!k.at) {
        return FAULT_NO_MEMORY;
    }
    find_teams(r, &k);
    learn_names(r, &k);
    enum fault f = OK;
    size_t n = 0;
    for (uint32_t i = 0; i < r->words->token_count && !f;) {
        bool name = n < r->names.count && r->names.at[n].first == i;
        struct name missed = {.first = i, .end = i + 1, .type = ENTITY_ORGANIZATION, .confidence = 0.6F};
        if (name) {
            f = keep_name(r, &k, &r->names.at[n], &out);
        } else if (is_missed(r, &k, i)) {
            missed.full = find(r, &k, i, i + 1)->owner;
            f = keep(r, &missed, &out);
        }
        uint32_t end = name ? r->names.at[n++].end : i + 1,
                 kept = out.names.count ? out.names.at[out.names.count - 1].end : 0;
        i = kept > end ? kept : end;
    }
    r->names.at = out.names.at;
    r->names.count = out.names.count;
    r->names.room = out.names.room;
    return f;
}
