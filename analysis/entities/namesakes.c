/* Places of one name that the words beside a name tell apart: "Washington state" is not the capital, and in "Tbilisi,
 * Georgia" another Georgia is meant than in "Atlanta, Georgia". */
#include "analysis/entities/namesakes.h"

#include "analysis/entities/listed.h"

#include "places.h"

static bool is_kind(int row, const char *kind)
{
    return str_is(lexicon_cell(&lexicon_places, row, PLACES_KIND), kind);
}

static struct str country_of(int row)
{
    return lexicon_cell(&lexicon_places, row, PLACES_COUNTRY);
}

static bool is_large_city(int row)
{
    return is_kind(row, "capital") || is_kind(row, "city1");
}

/* The row of a state of this name, when it is the only one. */
static int only_state_named(int first)
{
    int state = NO_PLACE;
    for (int row = first; row >= 0; row = lexicon_next(&lexicon_places, row)) {
        if (is_kind(row, "state")) {
            if (state != NO_PLACE) {
                return NO_PLACE;
            }
            state = row;
        }
    }
    return state;
}

/* Whether a place of the name that stands before lies in the country. */
static bool lies_in(int place, struct str country)
{
    for (; place >= 0; place = lexicon_next(&lexicon_places, place)) {
        if (str_equal(country_of(place), country)) {
            return true;
        }
    }
    return false;
}

/* The only country or state of this name in which a place named `inside` can lie; none where a city may be meant as
 * well
 * ("Brooklyn, New York"). */
static int around(int first, int inside)
{
    int found = NO_PLACE;
    for (int row = first; row >= 0; row = lexicon_next(&lexicon_places, row)) {
        bool large = is_kind(row, "country") || is_kind(row, "state");
        if (is_kind(row, "city1")) {
            return NO_PLACE;
        }
        if (large && country_of(row).len && lies_in(inside, country_of(row))) {
            if (found != NO_PLACE) {
                return NO_PLACE;
            }
            found = row;
        }
    }
    return found;
}

/* Whether two places stand side by side in an enumeration: "Paris, Rome", "Rome and Oslo", "Rome, and Oslo". */
static bool follow(const struct reading *r, size_t n, size_t next)
{
    if (next >= r->names.count || r->names.at[n].type != ENTITY_LOCATION || r->names.at[next].type != ENTITY_LOCATION) {
        return false;
    }
    uint32_t i = r->names.at[n].end, between = r->names.at[next].first - i;
    i += between == 2 && token_is(r->words, i, ",");
    bool joined = token_is(r->words, i, ",") || token_is(r->words, i, "and") || token_is(r->words, i, "or");
    return joined && i + 1 == r->names.at[next].first;
}

/* "Tbilisi, Georgia", where the places before and behind do not make it an enumeration. */
static bool is_address(const struct reading *r, size_t n)
{
    return n > 0 && follow(r, n - 1, n) && token_is(r->words, r->names.at[n].first - 1, ",") && !follow(r, n, n + 1) &&
           !(n > 1 && follow(r, n - 2, n - 1));
}

/* Whether a country bears the name: "former Soviet states such as Georgia". */
static bool is_country_too(int first)
{
    bool country = false;
    for (int row = first; row >= 0 && !country; row = lexicon_next(&lexicon_places, row)) {
        country = is_kind(row, "country");
    }
    return country;
}

/* "smaller states, including Washington and Alaska", "states such as New York": what is listed are states. */
static bool is_in_list_of_states(const struct reading *r, size_t n)
{
    enum { LIST_MOST = 12 };
    const struct words *w = r->words;
    size_t first = n;
    while (first > 0 && n - first < LIST_MOST && follow(r, first - 1, first)) {
        first--;
    }
    uint32_t i = r->names.at[first].first;
    bool such = i > 2 && token_is(w, i - 1, "as") && token_is(w, i - 2, "such");
    bool lists =
        such || (i > 1 && (token_is(w, i - 1, "including") || token_is(w, i - 1, "like") || token_is(w, i - 1, "of")));
    i -= lists ? 1 + such : 0;
    i -= lists && i > 1 && token_is(w, i - 1, ",");
    return lists && i > 0 && token_is(w, i - 1, "states") &&
           w->tokens[i - 1].sentence == w->tokens[r->names.at[n].first].sentence;
}

int place_beside(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n];
    int first = name->type == ENTITY_LOCATION ? find_listed(&lexicon_places, r->words, name->first, name->end) : -1;
    if (first < 0 || lexicon_next(&lexicon_places, first) < 0) {
        return NO_PLACE;
    }
    if (token_is(r->words, name->end, "state") && !(r->words->tokens[name->end].flags & CAPITAL)) {
        return only_state_named(first);
    }
    if (is_in_list_of_states(r, n) && !is_country_too(first)) {
        int state = only_state_named(first);
        return str_is(state < 0 ? (struct str){0} : country_of(state), "US") ? state : NO_PLACE;
    }
    const struct name *before = name - 1;
    return is_address(r, n) ? around(first, find_listed(&lexicon_places, r->words, before->first, before->end))
                            : NO_PLACE;
}

bool is_before_state(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n], *state = name + 1;
    if (n + 1 >= r->names.count || state->type != ENTITY_LOCATION || state->first != name->end + 1 ||
        !token_is(r->words, name->end, ",")) {
        return false;
    }
    int town = find_listed(&lexicon_places, r->words, name->first, name->end);
    int around = town < 0 ? -1 : find_listed(&lexicon_places, r->words, state->first, state->end);
    bool large = around >= 0 && (is_kind(around, "state") || is_kind(around, "country"));
    bool closed = state->end >= r->words->token_count || r->words->tokens[state->end].kind == TOKEN_PUNCT ||
                  r->words->tokens[state->end].flags & LINE_START;
    return large && closed && country_of(around).len && lies_in(town, country_of(around));
}

bool names_large_city_too(struct str folded, int state)
{
    for (int row = lexicon_find(&lexicon_places, folded); row >= 0; row = lexicon_next(&lexicon_places, row)) {
        if (is_large_city(row) && str_equal(country_of(row), country_of(state))) {
            return true;
        }
    }
    return false;
}
