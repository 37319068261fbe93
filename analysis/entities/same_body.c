/* Which names are those of one body, place or thing: other names in the lists, shortened names. */
#include "analysis/entities/listed.h"
#include "analysis/entities/forms.h"
#include "analysis/text/chars.h"
#include "analysis/words/lexicon.h"

#include "bodies.h"
#include "people.h"
#include "peoples.h"
#include "places.h"

#include <stdio.h>

enum { KEY_MOST = 240 };

/* --- other names in the lists ------------------------------------------------------------------------------------- */

/* The only country of this name, or the first row where none is one; -1 when the list has nothing or two countries.
 * "Republic of Peru" is Peru. */
static int place_row(struct str text)
{
    struct str republic = STR("republic of ");
    int first = lexicon_find(&lexicon_places, text), country = -1;
    bool named = first < 0 && str_starts(text, republic) && !str_ends(text, STR("china"));
    first = named ? lexicon_find(&lexicon_places, str_slice(text, republic.len, text.len)) : first;
    for (int row = first; row >= 0; row = lexicon_next(&lexicon_places, row)) {
        if (str_is(lexicon_cell(&lexicon_places, row, PLACES_KIND), "country")) {
            if (country >= 0) {
                return -1;
            }
            country = row;
        }
    }
    return country >= 0 ? country : first;
}

/* The row of the one of several countries of this name that the article names in full: "Congo". */
static int country_named(struct str text, const struct map *named)
{
    int found = -1;
    for (int row = lexicon_find(&lexicon_places, text); row >= 0; row = lexicon_next(&lexicon_places, row)) {
        struct str q = lexicon_cell(&lexicon_places, row, PLACES_WIKIDATA);
        if (str_is(lexicon_cell(&lexicon_places, row, PLACES_KIND), "country") && map_find(named, q) >= 0) {
            if (found >= 0) {
                return -1;
            }
            found = row;
        }
    }
    return found;
}

/* Nationalities of one country are one thing by their stem: "Briton", "British"; "Englishman" is another. */
static size_t people_key(struct str text, char *key)
{
    int row = lexicon_find(&lexicon_peoples, text);
    struct str country = row < 0 ? (struct str){0} : lexicon_cell(&lexicon_peoples, row, PEOPLES_COUNTRY);
    if (country.len) {
        return (size_t)snprintf(key, KEY_MOST, "people %.*s %.3s", STR_ARGS(country), text.at);
    }
    text = str_is(text, "dems") ? STR("democrats") : text;
    text.len -= str_ends(text, STR("cratic")) ? 2 : 0;   /* "Democratic", "Democrats" */
    bool y = text.len > 4 && str_ends(text, STR("ies")); /* "Tories", "Tory" */
    bool plural = text.len > 4 && str_ends(text, STR("s")) && !str_ends(text, STR("ss"));
    size_t stem = text.len - (y ? 3 : plural);
    return (size_t)snprintf(key, KEY_MOST, "people %.*s%s", (int)stem, text.at, y ? "y" : "");
}

/* The row's identifier, or the full name as the form of an entity has it. */
static size_t listed_key(const struct lexicon *list, int row, unsigned wikidata, unsigned full, char *key)
{
    struct str q = lexicon_cell(list, row, wikidata), name = lexicon_cell(list, row, full);
    size_t length = (size_t)snprintf(key, KEY_MOST, "%.*s", STR_ARGS(q.len ? q : name));
    for (size_t i = 0; i < length && i < KEY_MOST && !q.len; i++) {
        key[i] = (char)(key[i] >= 'A' && key[i] <= 'Z' ? key[i] + 'a' - 'A' : key[i]);
    }
    return length;
}

static size_t body_key(const struct form *form, char *key)
{
    unsigned count = form->word_count;
    while (count > 1 && has_word_role(form->words[count - 1], "legal form")) {
        count--;
    }
    if (count == form->word_count) {
        return 0;
    }
    size_t length = (size_t)snprintf(key, KEY_MOST, "body");
    for (unsigned i = 0; i < count && length < KEY_MOST; i++) {
        length += (size_t)snprintf(key + length, KEY_MOST - length, " %.*s", STR_ARGS(form->words[i]));
    }
    return length;
}

/* The state that a name of a country or a people means, where the list has one. */
static struct str state_named(struct str text)
{
    int row = lexicon_find(&lexicon_peoples, text);
    struct str state = row < 0 ? (struct str){0} : lexicon_cell(&lexicon_peoples, row, PEOPLES_COUNTRY);
    row = state.len ? -1 : place_row(text);
    bool country = row >= 0 && str_is(lexicon_cell(&lexicon_places, row, PLACES_KIND), "country");
    return country ? lexicon_cell(&lexicon_places, row, PLACES_COUNTRY) : state;
}

/* "US Federal Reserve": the row of what stands behind a state that it is said to be of; -1 when there is none. */
static int row_behind_state(struct str text)
{
    size_t blank = str_find(text, STR(" "), 0);
    struct str state = blank < text.len ? state_named(str_slice(text, 0, blank)) : (struct str){0};
    int row = state.len ? lexicon_find(&lexicon_bodies, str_slice(text, blank + 1, text.len)) : -1;
    return row >= 0 && str_equal(lexicon_cell(&lexicon_bodies, row, BODIES_COUNTRY), state) ? row : -1;
}

/* The row's key, where the list has nothing else that all names of the thing share. */
static size_t row_key(int row, char *key)
{
    size_t length = listed_key(&lexicon_bodies, row, BODIES_WIKIDATA, BODIES_FULL, key);
    return length ? length : (size_t)snprintf(key, KEY_MOST, "%s", lexicon_bodies.pool + lexicon_bodies.keys[row]);
}

static size_t text_key(struct str text, char *key)
{
    return (size_t)snprintf(key, KEY_MOST, "%.*s", STR_ARGS(text));
}

/* A key that all names of one thing share; 0 when nothing is known and the text itself must do. */
static size_t alias_key(const struct form *form, char *key)
{
    struct str text = fuller_name(form->text);
    bool fuller = text.at != form->text.at;
    int row = -1;
    switch (form->type) {
    case ENTITY_NORP:
        return people_key(form->text, key);
    case ENTITY_LOCATION:
        row = form->place ? (int)form->place - 1 : place_row(text);
        return row < 0 ? 0 : listed_key(&lexicon_places, row, PLACES_WIKIDATA, PLACES_NAME, key);
    case ENTITY_PERSON:
        row = lexicon_find(&lexicon_people, form->text);
        return row < 0 ? 0 : listed_key(&lexicon_people, row, PEOPLE_WIKIDATA, PEOPLE_FULL, key);
    default:
        row = lexicon_find(&lexicon_bodies, text);
        if (row >= 0 && !fuller) {
            return listed_key(&lexicon_bodies, row, BODIES_WIKIDATA, BODIES_FULL, key);
        }
        row = row < 0 ? row_behind_state(text) : row;
        return row >= 0 ? row_key(row, key) : fuller ? text_key(text, key) : body_key(form, key);
    }
}

bool is_listed_form(const struct form *form)
{
    char key[KEY_MOST];
    if (form->caps && place_row(form->text) >= 0) {
        return true;
    }
    size_t length = form->type == ENTITY_NORP || form->type == ENTITY_PERSON ? 0 : alias_key(form, key);
    return length > 0 && (length < 5 || memcmp(key, "body ", 5) != 0);
}

/* "Congo" where the article names one country of that name in full. `at`: by slot of the keys, form + 1. */
static void join_namesake_countries(struct forms *forms, const struct map *keys, const uint32_t *at)
{
    for (uint32_t f = 0; f < forms->list.count; f++) {
        const struct form *form = &forms->list.at[f];
        int row = form->type == ENTITY_LOCATION && !form->place && place_row(form->text) < 0
                      ? country_named(form->text, keys)
                      : -1;
        int64_t slot = row < 0 ? -1 : map_find(keys, lexicon_cell(&lexicon_places, row, PLACES_WIKIDATA));
        if (slot >= 0 && at[slot]) {
            join_forms(forms, at[slot] - 1, f);
        }
    }
}

static enum fault join_aliases(struct reading *r, struct forms *forms)
{
    struct map map;
    uint32_t *at =
        map_init(&map, r->arena, 2 * forms->list.count) ? ARENA_NEW(r->arena, uint32_t, map_slots(&map)) : NULL;
    if (!at) {
        return FAULT_NO_MEMORY;
    }
    for (uint32_t f = 0; f < forms->list.count; f++) {
        char text[KEY_MOST];
        size_t length = alias_key(&forms->list.at[f], text);
        struct str key = {text, length < KEY_MOST ? length : KEY_MOST - 1};
        bool body = length > 5 && memcmp(text, "body ", 5) == 0;
        int64_t slot = length ? map_make(&map, key) : -1;
        int64_t plain =
            forms->list.at[f].place ? -1 : map_make(&map, body ? str_slice(key, 5, key.len) : forms->list.at[f].text);
        for (unsigned i = 0; i < 2; i++) {
            int64_t s = i ? plain : slot;
            if (s >= 0 && at[s] && forms->list.at[at[s] - 1].type == forms->list.at[f].type) {
                join_forms(forms, at[s] - 1, f);
            }
            if (s >= 0 && !at[s]) {
                at[s] = f + 1;
            }
        }
    }
    join_namesake_countries(forms, &map, at);
    return OK;
}

/* --- shortened names ------------------------------------------------------------------------------------------------
 */

static bool is_body(const struct form *form)
{
    return form->type == ENTITY_ORGANIZATION || form->type == ENTITY_FACILITY || form->type == ENTITY_EVENT ||
           form->type == ENTITY_PRODUCT;
}

/* Whether it means something by itself: a place, a people, common words ("Human Rights"). */
static bool is_general(const struct reading *r, const struct form *form)
{
    uint32_t general = HAS(COMMON) | HAS(ORG) | HAS(FACILITY) | HAS(LOCATION);
    general |= form->word_count == 1 ? HAS(PLACE) | HAS(PEOPLE) : 0;
    for (uint32_t i = form->first; i < form->end; i++) {
        if (has(r, i, HAS(NAME_WORD)) && !has(r, i, general)) {
            return false;
        }
    }
    return true;
}

static bool begins(const struct form *small, const struct form *large)
{
    for (unsigned i = 0; i < small->word_count; i++) {
        if (!str_equal(small->words[i], large->words[i])) {
            return false;
        }
    }
    return small->word_count > 0 && small->word_count < large->word_count;
}

/* "Kestrel and Lake Bank" may be two; what "&" joins is one. */
static bool is_list(const struct reading *r, const struct form *form)
{
    for (uint32_t i = form->first; i < form->end; i++) {
        if (token_is(r->words, i, "and")) {
            return true;
        }
    }
    return false;
}

/* Where the words of the smaller name would begin in the larger one that they end. */
static uint32_t small_first(const struct form *large, const struct form *small)
{
    uint32_t length = small->end - small->first;
    return large->end - large->first > length ? large->end - length : large->first;
}

/* "Owls" of "Lakeport Owls": what a team is called without its place. */
static bool is_nickname(const struct reading *r, const struct form *small, const struct form *large)
{
    return small->word_count == 1 && large->type == ENTITY_ORGANIZATION && str_ends(small->words[0], STR("s")) &&
           !has(r, small->first, HAS(ORG) | HAS(FACILITY) | HAS(LOCATION) | HAS(PLACE) | HAS(PEOPLE));
}

/* "U.N.", "EU": a body that the list has among governments, by one word. */
static bool is_union(const struct reading *r, uint32_t i)
{
    int row = lexicon_find(&lexicon_bodies, r->words->tokens[i].folded);
    return row >= 0 && str_is(lexicon_cell(&lexicon_bodies, row, BODIES_SUBTYPE), "government");
}

/* "National Rain Centre" ends "Peru National Rain Centre": what is left out is only a place or a people. Common words
 * alone say enough when there are two of them and they are nobody else's: "its Defense Ministry" is another one. */
static bool ends(const struct reading *r, const struct form *small, const struct form *large)
{
    unsigned left = large->word_count - small->word_count;
    bool storm = large->type == ENTITY_EVENT && is_storm(r->words, small_first(large, small) - 1); /* "Typhoon Usagi" */
    bool enough = storm || is_nickname(r, small, large) || small->word_count > 2 ||
                  (small->word_count == 2 && (!small->owned || !is_general(r, small)));
    if (small->word_count >= large->word_count || !enough) {
        return false;
    }
    for (unsigned i = 0; i < small->word_count; i++) {
        if (!str_equal(small->words[i], large->words[left + i])) {
            return false;
        }
    }
    for (uint32_t i = large->first; left > 0 && !storm; i++) {
        if (token_is(r->words, i, "and")) {
            return false; /* "Free and Bad Company" are two */
        }
        if (has(r, i, HAS(NAME_WORD))) {
            if (!has(r, i, HAS(PLACE) | HAS(PEOPLE)) && !token_is(r->words, i, "national") && !is_union(r, i)) {
                return false;
            }
            left--;
        }
    }
    return true;
}

/* "Kestrel Bank Stadium" is not a longer name of "Kestrel Bank", but a thing of its own. */
static bool is_building(const struct reading *r, const struct form *small, const struct form *large)
{
    return has(r, large->end - 1, HAS(FACILITY)) && !has(r, large->end - 1, HAS(ORG)) &&
           !has(r, small->end - 1, HAS(FACILITY));
}

/* "Ego Media" and "Ego Media Pvt Ltd": the longer name has a firm's legal form more. */
static bool only_endings(const struct reading *r, const struct form *small, const struct form *large)
{
    uint32_t i = large->first + (small->end - small->first);
    while (i < large->end && is_company_ending(r->words, i)) {
        i++;
    }
    return i == large->end;
}

/* "Black Ridge" and "Black Ridge Energy LLC", both bodies: common words, with which a firm's name begins. */
static bool has_form(const struct reading *r, const struct form *small, const struct form *large)
{
    return small->type == ENTITY_ORGANIZATION && small->word_count > 1 && is_company_ending(r->words, large->end - 1);
}

/* "Election Commission of India": what the longer name has more is only the state or people that it is of. */
static bool only_of_state(const struct reading *r, const struct form *small, const struct form *large)
{
    uint32_t i = large->first + (small->end - small->first);
    bool of = small->word_count > 1 && i < large->end && token_is(r->words, i, "of");
    i += of + (of && token_is(r->words, i + 1, "the"));
    int row = of ? find_listed(&lexicon_places, r->words, i, large->end) : -1;
    return row >= 0 && str_is(lexicon_cell(&lexicon_places, row, PLACES_KIND), "country");
}

/* Whether another body's name ends with the words of the form: "Kenya's Supreme Court", "Peru Supreme Court". */
static bool is_anothers_too(const struct forms *forms, const struct shelf *lasts, uint32_t f)
{
    const struct form *form = &forms->list.at[f];
    int32_t n = form->word_count ? shelf_find(lasts, form->words[form->word_count - 1]) : -1;
    bool other = form->owned;
    for (; n >= 0 && !other; n = lasts->nodes.at[n].next) {
        const struct form *large = &forms->list.at[lasts->nodes.at[n].form];
        unsigned left = large->word_count - (large->word_count > form->word_count ? form->word_count : 0);
        other = large->word_count > form->word_count;
        for (unsigned i = 0; i < form->word_count && other; i++) {
            other = str_equal(form->words[i], large->words[left + i]);
        }
    }
    return other;
}

/* "Nintendo UK" behind "Nintendo": a country's branch of what was named before is a body of its own. */
static bool is_branch(const struct reading *r, const struct form *small, const struct form *large)
{
    uint32_t rest = large->first + (small->end - small->first);
    int row = rest < large->end ? find_listed(&lexicon_places, r->words, rest, large->end) : -1;
    return small->first < large->first && row >= 0 &&
           str_is(lexicon_cell(&lexicon_places, row, PLACES_KIND), "country");
}

/* "Kestrel Group", "Kestrel plc": the firm itself, whatever else bears its name ("Kestrel Cars"). */
static bool is_firm_itself(const struct reading *r, const struct form *small, const struct form *large)
{
    uint32_t rest = large->first + (small->end - small->first);
    return rest < large->end &&
           (only_endings(r, small, large) || (rest + 1 == large->end && token_is(r->words, rest, "group")));
}

/* "Delta" and "Delta Air Lines", "Jet" and "Jet Airways", "Real" and "Real Madrid", all bodies: a place's name or a
 * common word, with which a firm or team of the list, or a firm by its last word, begins. */
static bool is_general_firm(const struct reading *r, const struct form *small, const struct form *large)
{
    uint32_t last = large->end - 1;
    if (small->type != ENTITY_ORGANIZATION || !begins(small, large) || is_list(r, large)) {
        return false;
    }
    bool named = !has(r, small->first, HAS(PLACE) | HAS(PEOPLE) | HAS(ORG)) && has(r, last, HAS(ORG)) &&
                 r->facts[last].body == SUBTYPE_COMPANY;
    int row = lexicon_find(&lexicon_bodies, large->text);
    struct str kind = row < 0 ? (struct str){0} : lexicon_cell(&lexicon_bodies, row, BODIES_SUBTYPE);
    return named || str_is(kind, "company") || str_is(kind, "sport");
}

/* "Hardie" and "James Hardie", both bodies: a firm called after somebody, by the family name. */
static bool is_firm_of_somebody(const struct reading *r, const struct form *small, const struct form *large)
{
    return small->type == ENTITY_ORGANIZATION && small->word_count == 1 && large->word_count == 2 &&
           str_equal(small->words[0], large->words[1]) && has(r, large->first, HAS(FIRST_NAME)) &&
           !has(r, large->end - 1, HAS(ORG) | HAS(FACILITY) | HAS(PLACE) | HAS(COMMON));
}

/* "GlaxoSmithKline": a word of several parts, each with a capital. */
static bool has_second_part(const struct reading *r, const struct form *form)
{
    struct str text = span_text(r->words->text, token_span(r->words, form->first, form->end));
    bool second = false;
    for (size_t i = 1; form->word_count == 1 && i < text.len && !second; i++) {
        second = text.at[i] >= 'A' && text.at[i] <= 'Z' && text.at[i - 1] >= 'a' && text.at[i - 1] <= 'z';
    }
    return second;
}

/* Whether the smaller name is the first part of the larger one. */
static bool is_first_part(const struct reading *r, const struct form *small, const struct form *large)
{
    enum { PART_LEAST = 4 };
    struct str full = span_text(r->words->text, token_span(r->words, large->first, large->end));
    size_t n = small->text.len;
    bool words = small->word_count == 1 && large->word_count == 1 && n >= PART_LEAST && n + 1 < full.len &&
                 large->text.len == full.len && str_equal(str_slice(large->text, 0, n), small->text);
    return words && !memchr(full.at, '.', full.len) && full.at[n] >= 'A' && full.at[n] <= 'Z' &&
           full.at[n - 1] >= 'a' && full.at[n - 1] <= 'z';
}

/* "Bremen" and "Werder Bremen", "Newcastle" and "Newcastle United", both bodies in an article about a game: the town
 * that begins or ends the name of a team. */
static bool is_teams_town(const struct reading *r, const struct form *small, const struct form *large, bool at_end)
{
    uint32_t last = large->end - 1;
    bool same = small->word_count == 1 && large->word_count > 1 &&
                str_equal(small->words[0], large->words[at_end ? large->word_count - 1 : 0]);
    bool other = has(r, last, HAS(ORG)) && r->facts[last].body != SUBTYPE_SPORT; /* "Bremen Police" */
    return r->sport && same && !other && small->type == ENTITY_ORGANIZATION && large->type == ENTITY_ORGANIZATION &&
           has(r, small->first, HAS(PLACE));
}

/* The only longer name that the form shortens, or of several the firm itself; -1 when there is none. */
static int64_t only_full_name(const struct reading *r, struct forms *forms, const struct shelf *firsts,
                              const struct shelf *lasts, uint32_t f, bool at_end)
{
    const struct shelf *shelf = at_end ? lasts : firsts;
    struct str word = forms->list.at[f].words[at_end ? forms->list.at[f].word_count - 1 : 0];
    const struct form *form = &forms->list.at[f];
    bool others = !at_end && is_anothers_too(forms, lasts, f);
    int64_t only = -1, itself = -1;
    bool several = false;
    for (int32_t n = shelf_find(shelf, word); n >= 0; n = shelf->nodes.at[n].next) {
        const struct form *full = &forms->list.at[shelf->nodes.at[n].form];
        bool shortens = at_end ? ends(r, form, full)
                               : begins(form, full) && !is_list(r, full) &&
                                     (!is_general(r, form) || only_endings(r, form, full) || has_form(r, form, full) ||
                                      (!others && only_of_state(r, form, full))) &&
                                     !is_building(r, form, full) && !is_branch(r, form, full) &&
                                     r->words->tokens[full->end - 1].kind !=
                                         TOKEN_NUMBER; /* "Kestrel" makes the "Kestrel Fold 2" */
        shortens |= is_teams_town(r, form, full, at_end) || (!at_end && is_general_firm(r, form, full)) ||
                    (at_end && is_firm_of_somebody(r, form, full));
        if (full->type == form->type && shortens) {
            uint32_t root = form_root(forms, shelf->nodes.at[n].form);
            several |= only >= 0 && only != root;
            itself = !at_end && is_firm_itself(r, form, full) ? root : itself;
            only = root;
        }
    }
    return several ? itself : only;
}

/* "the Bank", "the Ministry": a body's head word with a capital, behind "the". */
static bool is_head_word(const struct reading *r, const struct form *form)
{
    return form->type == ENTITY_ORGANIZATION && form->end == form->first + 1 && has(r, form->first, HAS(ORG)) &&
           form->first > 0 && token_is(r->words, form->first - 1, "the");
}

/* The only body named before whose head it is ("the Bank": "Bank of Peru", "Peru Bank"), those aside that the article
 * gives letters for: "the Securities and Exchange Commission (SEC)" is called by them; -1 when none is, or several. */
static int64_t only_body_of_head(const struct reading *r, struct forms *forms, const struct shelf *firsts,
                                 const struct shelf *lasts, uint32_t f)
{
    const struct form *form = &forms->list.at[f];
    int64_t only = -1;
    for (unsigned at_end = 0; at_end < 2; at_end++) {
        const struct shelf *shelf = at_end ? lasts : firsts;
        for (int32_t n = shelf_find(shelf, form->words[0]); n >= 0; n = shelf->nodes.at[n].next) {
            uint32_t full = shelf->nodes.at[n].form;
            const struct form *other = &forms->list.at[full];
            bool head = at_end || r->words->tokens[other->first + 1].tag == TAG_ADP;
            if (other->type != form->type || other->first > form->first || !head) {
                continue;
            }
            uint32_t root = form_root(forms, full);
            bool letters = forms->list.at[root].letters, other_body = only >= 0 && only != root;
            if (other_body && forms->list.at[only].letters == letters) {
                return -1;
            }
            only = other_body && letters ? only : root;
        }
    }
    return only;
}

/* "the North" is North Korea where the article names no other country of the north. */
static void join_halves(const struct reading *r, struct forms *forms)
{
    static const char *const HALVES[] = {"north", "south", "east", "west"};
    for (size_t k = 0; k < sizeof HALVES / sizeof *HALVES; k++) {
        int64_t half = -1, whole = -1;
        unsigned wholes = 0;
        for (uint32_t f = 0; f < forms->list.count; f++) {
            const struct form *form = &forms->list.at[f];
            bool place = form->type == ENTITY_LOCATION && form->word_count && str_is(form->words[0], HALVES[k]);
            int row = place && form->word_count > 1 ? place_row(form->text) : -1;
            bool country = row >= 0 && str_is(lexicon_cell(&lexicon_places, row, PLACES_KIND), "country");
            bool alone = place && form->word_count == 1 && token_is(r->words, form->first - (form->first > 0), "the");
            half = alone ? f : half;
            whole = country ? f : whole;
            wholes += country;
        }
        if (half >= 0 && wholes == 1) {
            join_forms(forms, (uint32_t)half, (uint32_t)whole);
        }
    }
}

/* "Glaxo" is "GlaxoSmithKline", the only name that it begins so. */
static void join_first_parts(const struct reading *r, struct forms *forms)
{
    enum { WHOLE_MOST = 32 };
    uint32_t whole[WHOLE_MOST], count = 0;
    for (uint32_t f = 0; f < forms->list.count && count < WHOLE_MOST; f++) {
        if (is_body(&forms->list.at[f]) && has_second_part(r, &forms->list.at[f])) {
            whole[count++] = f;
        }
    }
    for (uint32_t f = 0; f < forms->list.count && count; f++) {
        int64_t only = -1;
        unsigned several = 0;
        for (uint32_t k = 0; k < count && is_body(&forms->list.at[f]); k++) {
            bool first = forms->list.at[whole[k]].type == forms->list.at[f].type &&
                         is_first_part(r, &forms->list.at[f], &forms->list.at[whole[k]]);
            only = first ? whole[k] : only;
            several += first;
        }
        if (several == 1 && form_root(forms, f) == f) {
            join_forms(forms, f, form_root(forms, (uint32_t)only));
        }
    }
}

/* "PowerPage" of "PowerPage.org": the text without what makes it a site's name; empty: it is none. */
static struct str without_domain(struct str text)
{
    static const char *const DOMAINS[] = {".com", ".org", ".net", ".co.uk", ".info"};
    struct str name = {0};
    for (size_t k = 0; k < sizeof DOMAINS / sizeof *DOMAINS && !name.len; k++) {
        struct str domain = str_of(DOMAINS[k]);
        bool site = text.len > domain.len && str_ends(text, domain);
        name = site ? str_slice(text, 0, text.len - domain.len) : name;
    }
    return name;
}

/* "PowerPage" is "PowerPage.org". */
static void join_sites(struct forms *forms)
{
    enum { SITES_MOST = 16 };
    unsigned sites = 0;
    for (uint32_t site = 0; site < forms->list.count && sites < SITES_MOST; site++) {
        const struct form *form = &forms->list.at[site];
        struct str name = is_body(form) && form->word_count == 1 ? without_domain(form->text) : (struct str){0};
        sites += name.len > 0;
        for (uint32_t f = 0; f < forms->list.count && name.len; f++) {
            if (forms->list.at[f].type == form->type && str_equal(forms->list.at[f].text, name)) {
                join_forms(forms, f, site);
                break;
            }
        }
    }
}

/* "Amnesty" is "Amnesty International" where only one longer name begins so. */
static enum fault join_shortened(struct reading *r, struct forms *forms)
{
    struct shelf firsts, lasts;
    if (!shelf_init(&firsts, r->arena, forms->list.count) || !shelf_init(&lasts, r->arena, forms->list.count)) {
        return FAULT_NO_MEMORY;
    }
    for (uint32_t f = 0; f < forms->list.count; f++) {
        const struct form *form = &forms->list.at[f];
        if (is_body(form) && form->word_count > 1) {
            if (!shelf_add(&firsts, form->words[0], f, 0) ||
                !shelf_add(&lasts, form->words[form->word_count - 1], f, 0)) {
                return FAULT_NO_MEMORY;
            }
        }
    }
    for (uint32_t f = 0; f < forms->list.count; f++) {
        const struct form *form = &forms->list.at[f];
        if (!is_body(form) || !form->word_count || form_root(forms, f) != f || is_listed_form(form)) {
            continue;
        }
        int64_t full = is_head_word(r, form) ? only_body_of_head(r, forms, &firsts, &lasts, f)
                                             : only_full_name(r, forms, &firsts, &lasts, f, false);
        if (full < 0) {
            full = only_full_name(r, forms, &firsts, &lasts, f, true);
        }
        if (full >= 0) {
            join_forms(forms, f, (uint32_t)full);
        }
    }
    join_first_parts(r, forms);
    join_sites(forms);
    join_halves(r, forms);
    return OK;
}

enum fault join_bodies(struct reading *r, struct forms *forms)
{
    enum fault f = join_abbreviations(r, forms);
    if (!f) {
        f = join_aliases(r, forms);
    }
    return f ? f : join_shortened(r, forms);
}
