/* What entities are according to the lists: subtype, state, link. A place whose name several places bear is decided by
 * the words beside it and by the states that the rest of the article speaks of, or left open. */
#include "analysis/entities/listed.h"
#include "analysis/words/lexicon.h"

#include "bodies.h"
#include "people.h"
#include "peoples.h"
#include "places.h"

enum { ROWS_MOST = 12, NAMES_MOST = 6, LETTERS = 26, DATELINE_MOST = 8 };

enum { OFTEN = 2 }; /* mentions of a state that make places of it likely */

/* How often the article names something of each state, by the two letters of its code. */
struct states {
    struct str code[LETTERS * LETTERS];
    unsigned count[LETTERS * LETTERS];     /* mentions of the state and of what lies in it */
    unsigned places_in[LETTERS * LETTERS]; /* cities and regions among them */
    unsigned different;
};

struct place_row {
    int row;
    double score;
};

static int state_index(struct str code)
{
    bool letters = code.len == 2 && code.at[0] >= 'A' && code.at[0] <= 'Z' && code.at[1] >= 'A' && code.at[1] <= 'Z';
    return letters ? (code.at[0] - 'A') * LETTERS + (code.at[1] - 'A') : -1;
}

static struct str kind_of(int row)
{
    return lexicon_cell(&lexicon_places, row, PLACES_KIND);
}

static struct str state_of(int row)
{
    return lexicon_cell(&lexicon_places, row, PLACES_COUNTRY);
}

/* How likely a bare name means a place of this kind, in the logarithm's rough steps. */
static double prior_of(struct str kind)
{
    static const struct {
        const char *kind;
        double prior;
    } PRIORS[] = {{"country", 5}, {"continent", 6}, {"realm", 6}, {"capital", 4.5}, {"city1", 3.5}, {"state", 3.2},
                  {"water", 5},   {"mountain", 5},  {"city2", 2}, {"region", 1.8},  {"other", 4},   {"city3", 1}};
    for (size_t i = 0; i < sizeof PRIORS / sizeof *PRIORS; i++) {
        if (str_is(kind, PRIORS[i].kind)) {
            return PRIORS[i].prior;
        }
    }
    return 0;
}

static enum entity_subtype subtype_of_kind(struct str kind)
{
    return str_is(kind, "country")                                                    ? SUBTYPE_COUNTRY
           : str_is(kind, "continent")                                                ? SUBTYPE_CONTINENT
           : str_is(kind, "water")                                                    ? SUBTYPE_WATER
           : str_is(kind, "mountain")                                                 ? SUBTYPE_MOUNTAIN
           : str_is(kind, "state") || str_is(kind, "region") || str_is(kind, "realm") ? SUBTYPE_REGION
           : str_is(kind, "other")                                                    ? SUBTYPE_OTHER
                                                                                      : SUBTYPE_CITY;
}

/* The longest of the entity's first names that the list has: "New York City" before "New York". */
static int entity_row(const struct reading *r, const struct lexicon *list, const struct entity *e)
{
    int best = -1;
    uint32_t longest = 0, tried = 0;
    for (size_t i = 0; i < e->mentions.count; i++) {
        const struct mention *m = &e->mentions.at[i];
        uint32_t length = m->end - m->first;
        bool look = length > longest && (i < NAMES_MOST || length > tried); /* "Obama", and at last "Barack Obama" */
        int row = look ? find_listed(list, r->words, m->first, m->end) : -1;
        tried = look && length > tried ? length : tried;
        longest = row >= 0 ? length : longest;
        best = row >= 0 ? row : best;
    }
    return best;
}

/* The state of all rows of a name, or none when they differ. */
static struct str only_state(int row)
{
    struct str state = state_of(row);
    while ((row = lexicon_next(&lexicon_places, row)) >= 0) {
        if (!str_equal(state, state_of(row)) && prior_of(kind_of(row)) > 1) {
            return (struct str){0};
        }
    }
    return state;
}

static void count_states(const struct reading *r, struct states *states)
{
    for (size_t i = 0; i < r->found->list.count; i++) {
        const struct entity *e = &r->found->list.at[i];
        struct str state = {0};
        int row = -1;
        if (e->type == ENTITY_LOCATION && (row = entity_row(r, &lexicon_places, e)) >= 0) {
            state = str_is(kind_of(row), "city3") ? (struct str){0} : only_state(row); /* small towns prove nothing */
        } else if (e->type == ENTITY_NORP && (row = entity_row(r, &lexicon_peoples, e)) >= 0) {
            state = lexicon_cell(&lexicon_peoples, row, PEOPLES_COUNTRY);
            row = -1;
        }
        int at = state_index(state);
        if (at >= 0) {
            states->different += !states->count[at];
            states->code[at] = state;
            states->count[at] += (unsigned)e->mentions.count;
            states->places_in[at] += row >= 0 && !str_is(kind_of(row), "country") && !str_is(kind_of(row), "capital");
        }
    }
}

/* The row + 1 of the place that the words beside the name at a token tell from others of its name; 0: none. */
static uint32_t told_place(const struct reading *r, uint32_t first)
{
    int64_t name = name_at(r, first);
    return name < 0 ? 0 : r->names.at[name].place;
}

/* "Benin, Nigeria and Chad": whether the name is also a state's, so that one behind it is the next of a list. */
static bool names_country(const struct reading *r, const struct mention *m)
{
    bool country = false;
    for (int row = find_listed(&lexicon_places, r->words, m->first, m->end); row >= 0 && !country;
         row = lexicon_next(&lexicon_places, row)) {
        country = str_is(kind_of(row), "country");
    }
    return country;
}

/* The state or region that a comma puts behind a place: "Paris, Texas", "Tbilisi, Georgia". */
static struct str state_behind(const struct reading *r, const struct mention *m)
{
    if (!token_is(r->words, m->end, ",") || m->end + 1 >= r->words->token_count) {
        return (struct str){0};
    }
    uint32_t told = told_place(r, m->end + 1);
    if (told) {
        return state_of((int)told - 1);
    }
    int32_t next = r->found->at_token[m->end + 1];
    const struct entity *e = next < 0 ? NULL : &r->found->list.at[next];
    int row = e && e->type == ENTITY_LOCATION ? entity_row(r, &lexicon_places, e) : -1;
    for (int best = row; best >= 0; best = lexicon_next(&lexicon_places, best)) {
        bool country = str_is(kind_of(best), "country");
        if (country || str_is(kind_of(best), "state")) {
            return country && names_country(r, m) ? (struct str){0} : state_of(best);
        }
    }
    return (struct str){0};
}

/* Whether the name at token i is one of the United States'. */
static bool is_us_state(const struct reading *r, uint32_t i)
{
    int32_t next = i < r->words->token_count ? r->found->at_token[i] : NO_ENTITY;
    const struct entity *e = next < 0 ? NULL : &r->found->list.at[next];
    int row = e && e->type == ENTITY_LOCATION ? entity_row(r, &lexicon_places, e) : -1;
    bool state = false;
    for (; row >= 0 && !state; row = lexicon_next(&lexicon_places, row)) {
        state = str_is(kind_of(row), "state") && str_is(state_of(row), "US");
    }
    return state;
}

static bool has_state_behind(const struct reading *r, const struct entity *e)
{
    for (size_t i = 0; i < e->mentions.count && i < NAMES_MOST; i++) {
        if (state_behind(r, &e->mentions.at[i]).len) {
            return true;
        }
    }
    return false;
}

/* What the common words beside a name call it: "the Kursk region", "the city of Paris", "the town Lund"; NONE when
 * nothing does. */
static enum entity_subtype called(const struct reading *r, const struct mention *m)
{
    const struct token *behind = m->end < r->words->token_count ? &r->words->tokens[m->end] : NULL;
    if (behind && has(r, m->end, HAS(LOCATION)) && behind->kind == TOKEN_WORD && !(behind->flags & CAPITAL)) {
        return (enum entity_subtype)r->facts[m->end].place;
    }
    bool of = m->first >= 2 && token_is(r->words, m->first - 1, "of") && has(r, m->first - 2, HAS(LOCATION));
    uint32_t before = m->first - (m->first > 0);
    bool town = before < m->first && has(r, before, HAS(LOCATION)) && r->facts[before].place == SUBTYPE_CITY &&
                r->words->tokens[before].tag == TAG_NOUN && !(r->words->tokens[before].flags & CAPITAL);
    if (town) {
        return SUBTYPE_CITY;
    }
    return of ? (enum entity_subtype)r->facts[m->first - 2].place : SUBTYPE_NONE;
}

/* Whether a larger city of the same name and state is there: it is meant before the region around it. */
static bool has_city(int first, int region)
{
    for (int row = first; row >= 0; row = lexicon_next(&lexicon_places, row)) {
        struct str kind = kind_of(row);
        bool large = str_is(kind, "capital") || str_is(kind, "city1") || str_is(kind, "city2");
        if (large && str_equal(state_of(row), state_of(region))) {
            return true;
        }
    }
    return false;
}

/* Whether the article speaks of a state with a place of this name. */
static bool is_named_state(int first, const struct states *states)
{
    for (int row = first; row >= 0; row = lexicon_next(&lexicon_places, row)) {
        int at = state_index(state_of(row));
        if (at >= 0 && states->count[at] >= OFTEN && !str_is(kind_of(row), "city3")) {
            return true;
        }
    }
    return false;
}

/* England is a state of its own in one list, a part of one in another. */
static bool is_same_thing(int a, int b)
{
    struct str q = lexicon_cell(&lexicon_places, a, PLACES_WIKIDATA);
    return q.len && str_equal(q, lexicon_cell(&lexicon_places, b, PLACES_WIKIDATA));
}

/* Whether a country comes before whatever else has its name: "Niger" is hardly the region, "Benin" the city; but
 * "Georgia" may well be the state of the US, and England is a part of one. */
static bool comes_first(int first, int country)
{
    bool comes = true;
    for (int row = first; row >= 0 && comes; row = lexicon_next(&lexicon_places, row)) {
        bool state = str_is(kind_of(row), "state");
        comes = !(state && str_is(state_of(row), "US")) && (row == country || !is_same_thing(row, country));
    }
    return comes;
}

static double row_score(const struct reading *r, const struct entity *e, int first, int row,
                        const struct states *states)
{
    enum { TOLD = 8, BESIDE = 8, STATE_FIRST = 5 };
    struct str state = state_of(row), kind = kind_of(row);
    double score = prior_of(kind);
    int at = state_index(state);
    bool country = str_is(kind, "country");
    if (subtype_of_kind(kind) == SUBTYPE_REGION && has_city(first, row)) {
        score -= 2;
    }
    if (at >= 0 && !country) {
        score += states->count[at] >= OFTEN ? 3 : states->count[at] ? 2 : 0;
        score += states->places_in[at] > 1 ? 1 : 0;
        score -= !states->count[at] && str_is(kind, "city1") && is_named_state(first, states) ? 1 : 0;
    } else if (at >= 0) {
        score += states->count[at] || states->different > 2 ? 1 : 0;
        score += comes_first(first, row) ? STATE_FIRST : 0;
    }
    for (size_t i = 0; i < e->mentions.count && i < NAMES_MOST; i++) {
        struct str behind = state_behind(r, &e->mentions.at[i]);
        enum entity_subtype word = called(r, &e->mentions.at[i]);
        uint32_t told = told_place(r, e->mentions.at[i].first);
        score += told == (uint32_t)row + 1 ? TOLD : 0;
        score += behind.len == 0 ? 0 : str_equal(behind, state) && !country ? BESIDE : -3;
        if (word == SUBTYPE_CITY || word == SUBTYPE_REGION) {
            score += subtype_of_kind(kind) == word ? 3 : -1;
        }
    }
    return score;
}

/* A region of which the list does not say where it lies: most likely around the city of its name. */
static bool is_stateless_region(int row)
{
    return str_is(kind_of(row), "region") && !state_of(row).len;
}

/* Whether the article speaks of the best row's state by this name alone, and of a state with a place of this name, or
 * of any other where several states have one: "Acre" is hardly in Brazil where Israel is spoken of, nor "Sale" in
 * Morocco where Australia is. */
static bool is_out_of_place(const struct reading *r, const struct entity *e, int first, int best,
                            const struct states *states)
{
    int at = state_index(state_of(best)), own = state_index(only_state(first));
    unsigned named = at < 0 ? 0 : states->count[at] - (at == own ? (unsigned)e->mentions.count : 0);
    bool large = str_is(kind_of(best), "country") || str_is(kind_of(best), "capital") || str_is(kind_of(best), "city1");
    bool known = lexicon_cell(&lexicon_places, best, PLACES_WIKIDATA).len > 0; /* one of the best-known cities */
    bool elsewhere = at >= 0 && states->different > (states->count[at] > 0) && !has_state_behind(r, e);
    for (int row = first; row >= 0 && at >= 0 && !named && !large; row = lexicon_next(&lexicon_places, row)) {
        int other = state_index(state_of(row));
        bool spoken = other >= 0 && states->count[other] >= OFTEN;
        if (other >= 0 && other != at && (spoken || (elsewhere && !known))) {
            return true;
        }
    }
    return false;
}

/* The best row and how far it is ahead of any other place of the name (rows of one state, such as a city and the region
 * around it, are not rivals for the state, but for the link). */
static int best_row(const struct reading *r, const struct entity *e, int first, const struct states *states,
                    double *ahead_of_state, double *ahead)
{
    struct place_row rows[ROWS_MOST] = {{.row = first}};
    unsigned count = 0, best = 0;
    for (int row = first; row >= 0 && count < ROWS_MOST; row = lexicon_next(&lexicon_places, row)) {
        rows[count] = (struct place_row){row, row_score(r, e, first, row, states)};
        best = rows[count].score > rows[best].score ? count : best;
        count++;
    }
    *ahead = *ahead_of_state = 100;
    for (unsigned i = 0; i < count; i++) {
        double distance = rows[best].score - rows[i].score;
        bool same = str_equal(state_of(rows[i].row), state_of(rows[best].row)) || is_stateless_region(rows[i].row);
        if (i != best) {
            *ahead = distance < *ahead && !is_same_thing(rows[i].row, rows[best].row) ? distance : *ahead;
            *ahead_of_state = !same && distance < *ahead_of_state ? distance : *ahead_of_state;
        }
    }
    return rows[best].row;
}

/* "PORT ZENTA, Maravia —": where an article was written is a town. */
static bool opens_dateline(const struct reading *r, const struct mention *m)
{
    const struct words *words = r->words;
    const struct token *t = &words->tokens[m->first];
    uint32_t end = m->end;
    if (!(t->flags & LINE_START) || !(t->flags & ALL_CAPS) || t->flags & IN_CAPS) {
        return false;
    }
    if (!token_is(words, end, ",")) {
        return token_is(words, end, ":"); /* as Indian newspapers write it */
    }
    while (end < words->token_count && end - m->end < DATELINE_MOST && !ends_dateline(words, end)) {
        end++;
    }
    return ends_dateline(words, end);
}

/* The head noun that a place's own name has: "Lake Victoria", "Yunlin County". */
static enum entity_subtype own_head(const struct reading *r, const struct mention *m)
{
    uint32_t last = m->end - 1;
    if (opens_dateline(r, m)) {
        return SUBTYPE_CITY;
    }
    bool road = m->end - m->first > 1 && token_has_role(r->words, last, "road");
    bool number = r->words->tokens[last].kind == TOKEN_NUMBER;
    for (uint32_t i = m->first; number && i < last && !road; i++) {
        road = token_has_role(r->words, i, "road");
    }
    if (road) {
        return SUBTYPE_OTHER; /* "State Route 39" */
    }
    if (m->end - m->first > 1 && (token_is(r->words, m->first, "monte") || token_is(r->words, m->first, "monti"))) {
        return SUBTYPE_MOUNTAIN;
    }
    if (m->end - m->first > 1 && has(r, last, HAS(LOCATION))) {
        return (enum entity_subtype)r->facts[last].place;
    }
    if (m->end - m->first > 1 && has(r, m->first, HAS(LOCATION))) {
        return (enum entity_subtype)r->facts[m->first].place;
    }
    return SUBTYPE_NONE;
}

/* The full name that the list gives for an abbreviation, where the article gives none. */
static void name_from_list(struct entity *e, struct str full)
{
    bool abbreviation = e->name.len <= 5;
    for (size_t i = 0; i < e->name.len && abbreviation; i++) {
        abbreviation = e->name.at[i] == '.' || (e->name.at[i] >= 'A' && e->name.at[i] <= 'Z');
    }
    if (abbreviation && full.len) {
        e->name = full;
    }
}

/* The row of a place's fuller name ("Gaza"), unless the article speaks of another state with a place of the name; -1
 * when it has none. */
static int fuller_row(const struct reading *r, const struct entity *e, int first, const struct states *states)
{
    const struct mention *m = &e->mentions.at[0];
    struct str text = m->end == m->first + 1 ? r->words->tokens[m->first].folded : (struct str){0};
    struct str fuller = fuller_name(text);
    int row = fuller.at == text.at ? -1 : lexicon_find(&lexicon_places, fuller);
    int own = row < 0 ? -1 : state_index(state_of(row));
    for (int other = first; other >= 0 && row >= 0; other = lexicon_next(&lexicon_places, other)) {
        int at = state_index(state_of(other));
        row = at >= 0 && own >= 0 && at != own && states->count[at] > states->count[own] ? -1 : row;
    }
    return row;
}

/* "the Indonesian island of Sumatra": the state of what the name at token `first` is a part of. */
static struct str state_said(const struct reading *r, uint32_t first)
{
    bool part = first > 2 && token_is(r->words, first - 1, "of") && has(r, first - 2, HAS(LOCATION));
    int row = part ? find_listed(&lexicon_peoples, r->words, first - 3, first - 2) : -1;
    return row < 0 ? (struct str){0} : lexicon_cell(&lexicon_peoples, row, PEOPLES_COUNTRY);
}

/* "(R-TX)", "(D-CA)": the row of the state that a member of Congress is for; -1 where no party stands before the
 * letters. */
static int state_of_member(const struct reading *r, const struct entity *e)
{
    static const char *const PARTIES[] = {"r", "d", "i", NULL};
    const struct mention *m = &e->mentions.at[0];
    const struct token *t = &r->words->tokens[m->first];
    bool letters = m->end == m->first + 1 && m->first > 1 && t->folded.len == 2 && t->flags & ALL_CAPS &&
                   token_is(r->words, m->first - 1, "-") && token_is_any(r->words, m->first - 2, PARTIES);
    char key[] = "us-xx";
    if (letters) {
        memcpy(key + 3, t->folded.at, 2);
    }
    return letters ? lexicon_find(&lexicon_places, STR(key)) : -1;
}

/* "La Brea, Honduras on Friday": whether what the name at token i, of a state, follows is there, though the list has
 * it elsewhere: a small town, and no list of places ("Cairo, Jordan and"). */
static bool is_town_there(const struct reading *r, int first, uint32_t i)
{
    bool small = first >= 0;
    for (int row = first; row >= 0 && small; row = lexicon_next(&lexicon_places, row)) {
        small = str_is(kind_of(row), "city3");
    }
    int32_t state = r->found->at_token[i];
    while (state != NO_ENTITY && i < r->words->token_count && r->found->at_token[i] == state) {
        i++;
    }
    return small && !token_is(r->words, i, "and") && !token_is(r->words, i, "or");
}

/* "Peru, Indiana", "Harlow Grove, Ohio": the state that a comma puts behind one of the names, where the list has no
 * place of the name in it; *town where that is sure to be a town there. Empty: none. */
static struct str unlisted_state(const struct reading *r, const struct entity *e, int first, bool *town)
{
    struct str state = {0};
    for (size_t i = 0; i < e->mentions.count && i < NAMES_MOST && !state.len; i++) {
        const struct mention *m = &e->mentions.at[i];
        state = state_behind(r, m);
        *town = state.len && (is_us_state(r, m->end + 1) || is_town_there(r, first, m->end + 1));
    }
    for (int row = first; row >= 0 && state.len; row = lexicon_next(&lexicon_places, row)) {
        bool there = str_equal(state_of(row), state) || str_is(kind_of(row), "state"); /* "Alabama, Georgia and" */
        state = there ? (struct str){0} : state;
    }
    return first < 0 || *town ? state : (struct str){0};
}

static void know_place(const struct reading *r, struct entity *e, const struct states *states)
{
    enum { SURE = 2 };
    int first = entity_row(r, &lexicon_places, e), fuller = fuller_row(r, e, first, states);
    double ahead_of_state = 0, ahead = 0;
    int member = state_of_member(r, e);
    first = member >= 0 ? member : fuller >= 0 ? fuller : first;
    for (size_t i = 0; i < e->mentions.count && i < NAMES_MOST && first < 0 && !e->subtype; i++) {
        e->subtype = own_head(r, &e->mentions.at[i]);
        e->subtype = e->subtype ? e->subtype : called(r, &e->mentions.at[i]);
    }
    bool town = false;
    struct str state = unlisted_state(r, e, first, &town);
    if (state.len) {
        e->country = state;
        e->subtype = town && (first >= 0 || !e->subtype) ? SUBTYPE_CITY : e->subtype;
    }
    if (first < 0 || state.len) {
        return;
    }
    int row = best_row(r, e, first, states, &ahead_of_state, &ahead);
    struct str q = lexicon_cell(&lexicon_places, row, PLACES_WIKIDATA);
    int at = state_index(state_of(row));
    bool small = str_is(kind_of(row), "city3") && at >= 0 && !states->count[at] && !has_state_behind(r, e);
    if (small) {
        e->subtype = SUBTYPE_CITY;
    } else if (is_out_of_place(r, e, first, row, states)) {
        e->subtype = subtype_of_kind(kind_of(row)) == SUBTYPE_CITY ? SUBTYPE_CITY : SUBTYPE_NONE;
    } else if (ahead_of_state >= SURE || only_state(first).len) {
        e->subtype = subtype_of_kind(kind_of(row));
        e->country = state_of(row).len ? state_of(row) : (struct str){0};
        e->wikidata = q.len && ahead >= 1 ? q : (struct str){0};
        name_from_list(e, lexicon_cell(&lexicon_places, row, PLACES_NAME));
    } else if (!str_is(kind_of(first), "country")) {
        e->subtype = subtype_of_kind(kind_of(row));
    }
}

/* "BBC One", "Breitbart London": a listed medium and one word more. */
static bool is_of_medium(const struct reading *r, const struct mention *m)
{
    int row = m->end - m->first > 1 ? find_listed(&lexicon_bodies, r->words, m->first, m->end - 1) : -1;
    return row >= 0 && str_is(lexicon_cell(&lexicon_bodies, row, BODIES_SUBTYPE), "media");
}

/* "Ministry of Fish": the kind that the word before "of" says; NONE when no noun of a body stands there. */
static enum entity_subtype head_before_of(const struct reading *r, const struct mention *m)
{
    for (uint32_t i = m->first + 1; i + 1 < m->end; i++) {
        if (r->words->tokens[i].tag == TAG_ADP && has(r, i - 1, HAS(ORG))) {
            bool teaches = token_is(r->words, i - 1, "institute") && token_is(r->words, i + 1, "technology");
            bool office = token_is(r->words, i - 1, "office") && token_is(r->words, i, "of");
            return office    ? SUBTYPE_GOVERNMENT /* "Office of Dam Safety" */
                   : teaches ? SUBTYPE_UNIVERSITY
                             : (enum entity_subtype)r->facts[i - 1].body;
        }
    }
    return SUBTYPE_NONE;
}

/* The kind of body that its head noun says: the last word, or the word before "of". */
static enum entity_subtype body_head(const struct reading *r, const struct mention *m)
{
    enum entity_subtype head = head_before_of(r, m);
    if (head) {
        return head;
    }
    enum entity_subtype two = m->end - m->first > 2 ? noun_calls(r->words, m->end - 2, m->end) : SUBTYPE_NONE;
    if (two) {
        return two; /* "Fjord News Agency" */
    }
    if (m->end - m->first > 1 && token_is(r->words, m->end - 2, "municipal")) {
        return SUBTYPE_GOVERNMENT; /* "Municipal Corporation" */
    }
    static const char *const ARMED[] = {"defence", "defense", "armed", "air", "assistance", NULL};
    if (m->end - m->first > 1 &&
        (token_is(r->words, m->end - 1, "force") || token_is(r->words, m->end - 1, "forces")) &&
        token_is_any(r->words, m->end - 2, ARMED)) {
        return SUBTYPE_MILITARY;
    }
    static const char *const LEAGUES[] = {"association", "federation", "union", "league", "board", NULL};
    bool of_games = m->end - m->first > 1 && token_is_any(r->words, m->end - 1, LEAGUES) &&
                    token_has_role(r->words, m->end - 2, "sport");
    if (of_games) {
        return SUBTYPE_SPORT;
    }
    if (m->end - m->first > 1 && token_is(r->words, m->end - 1, "council") &&
        (token_has_role(r->words, m->end - 2, "local") ||
         str_ends(r->words->tokens[m->end - 2].folded, STR("shire")))) {
        return SUBTYPE_GOVERNMENT;
    }
    if (m->end - m->first > 2 && token_is(r->words, m->end - 1, "office") && token_is(r->words, m->end - 2, "'s")) {
        return SUBTYPE_GOVERNMENT; /* "Lake County Sheriff's Office" */
    }
    bool county = false; /* "Lake County Voter Registration Office" */
    for (uint32_t i = m->first; i < m->end && token_is(r->words, m->end - 1, "office") && !county; i++) {
        county = token_is(r->words, i, "county") || token_is(r->words, i, "state");
    }
    if (county) {
        return SUBTYPE_GOVERNMENT;
    }
    static const char *const PARTIES[] = {"democratic", "republican", "conservative", "labour", NULL},
                             *const GROUPS[] = {"committee", "caucus", NULL};
    if (token_is_any(r->words, m->first, PARTIES) && token_is_any(r->words, m->end - 1, GROUPS)) {
        return SUBTYPE_PARTY; /* "Democratic Senatorial Campaign Committee" */
    }
    bool firm = m->end - m->first > 2 && token_is(r->words, m->end - 2, "&") &&
                (has(r, m->end - 1, HAS(ORG)) || token_is(r->words, m->first + 1, ",") ||
                 m->end - m->first == 3); /* "Lund, Berg & Moss", "Lund & Moss" */
    if (firm || (m->end - m->first > 1 && is_company_ending(r->words, m->end - 1))) {
        return SUBTYPE_COMPANY;
    }
    uint32_t last = m->end - 1; /* "Imperial College London": the place behind the head */
    while (last > m->first && has(r, last, HAS(PLACE)) && !has(r, last, HAS(ORG))) {
        last--;
    }
    bool club = !r->sport && last > m->first && token_is(r->words, last, "club") &&
                !token_has_role(r->words, last - 1, "sport"); /* "the Paris Club" */
    return club ? SUBTYPE_OTHER : has(r, last, HAS(ORG)) ? (enum entity_subtype)r->facts[last].body : SUBTYPE_NONE;
}

/* What the noun before a name in apposition calls it: "Lund's party, NAME, won", "an Oslo paper, the NAME, wrote". */
static enum entity_subtype called_apposed(const struct reading *r, const struct mention *m)
{
    bool closed = token_is(r->words, m->end, ",") || token_is(r->words, m->end, ".");
    uint32_t first = m->first - (m->first > 0 && token_is(r->words, m->first - 1, "the"));
    bool apposed = closed && first > 1 && token_is(r->words, first - 1, ",") &&
                   r->words->tokens[first - 1].sentence == r->words->tokens[m->first].sentence;
    return apposed ? called_before(r, first - 1) : SUBTYPE_NONE;
}

/* Whether the article is about India's politics or counts as India does. */
static bool speaks_of_india(const struct reading *r)
{
    static const char *const WORDS[] = {"bjp", "sabha", "crore", "lakh", "aap"};
    bool found = false;
    for (uint32_t i = 0; i < r->words->token_count && !found; i++) {
        for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS && !found; k++) {
            found = token_is(r->words, i, WORDS[k]);
        }
    }
    return found;
}

/* "the ruling Unity Congress": a party, but no ruling council. */
static bool is_ruling(const struct reading *r, const struct mention *m)
{
    bool rules =
        m->first > 0 && (token_is(r->words, m->first - 1, "ruling") || token_is(r->words, m->first - 1, "governing"));
    return rules && !token_is(r->words, m->end - 1, "council") && !token_is(r->words, m->end - 1, "junta");
}

/* "Congress" in an article about India, rather than the United States, is the Indian National Congress, a party. */
static void know_congress(const struct reading *r, struct entity *e, const struct states *states)
{
    unsigned india = states->count[state_index(STR("IN"))], america = states->count[state_index(STR("US"))];
    if (str_is(e->name, "Congress") && (india > america || !america) && speaks_of_india(r)) {
        e->subtype = SUBTYPE_PARTY;
        e->country = STR("IN");
        e->wikidata = STR("Q10225");
    }
}

/* The state that stands at the beginning of a body's name: "South Korean Defense Ministry", "Bank of ..." has none. */
static struct str state_of_body(const struct reading *r, const struct mention *m)
{
    for (uint32_t end = m->first + 3 < m->end ? m->first + 3 : m->end - 1; end > m->first; end--) {
        int row = find_listed(&lexicon_peoples, r->words, m->first, end);
        struct str state = row < 0 ? (struct str){0} : lexicon_cell(&lexicon_peoples, row, PEOPLES_COUNTRY);
        row = state.len ? -1 : find_listed(&lexicon_places, r->words, m->first, end);
        if (row >= 0 && str_is(kind_of(row), "country") && lexicon_next(&lexicon_places, row) < 0) {
            state = state_of(row);
        }
        if (state.len) {
            return state;
        }
    }
    return (struct str){0};
}

/* The state whose body the name at token `first` is: "Britain's [Digital Office]", "the Danish [Safety Board]". */
static struct str owner_state(const struct reading *r, uint32_t first)
{
    enum { OWNER_MOST = 3 };
    bool owned = first > 1 && token_is(r->words, first - 1, "'s");
    for (uint32_t n = 1; n <= OWNER_MOST && n + owned <= first; n++) {
        uint32_t end = first - owned;
        const struct lexicon *list = owned ? &lexicon_places : &lexicon_peoples;
        int row = find_listed(list, r->words, end - n, end);
        if (row >= 0 && owned && str_is(kind_of(row), "country")) {
            return state_of(row);
        }
        if (row >= 0 && !owned) {
            return lexicon_cell(&lexicon_peoples, row, PEOPLES_COUNTRY);
        }
    }
    return (struct str){0};
}

/* Whether the list knows no more than an acronym whose long form the article gives: it may be another body's. */
static bool is_bare_acronym(const struct entity *e, int row)
{
    struct str name = lexicon_cell(&lexicon_bodies, row, 0);
    bool acronym = !lexicon_cell(&lexicon_bodies, row, BODIES_WIKIDATA).len && e->name.len > name.len;
    for (size_t i = 0; i < name.len && acronym; i++) {
        acronym = name.at[i] >= 'A' && name.at[i] <= 'Z';
    }
    return acronym;
}

/* "Zenta Movement", "Zenta Alliance": a body of some kind. */
static bool is_vague(enum entity_subtype subtype)
{
    return subtype == SUBTYPE_NONE || subtype == SUBTYPE_OTHER;
}

/* The state that the article is about: named often, and three times as often as all others; empty: none. */
static struct str only_state_of_article(const struct states *states)
{
    enum { MOST_LEAST = 3, TIMES = 3 };
    unsigned all = 0;
    int most = 0;
    for (int i = 0; i < LETTERS * LETTERS; i++) {
        all += states->count[i];
        most = states->count[i] > states->count[most] ? i : most;
    }
    unsigned count = states->count[most];
    return count >= MOST_LEAST && (all - count) * TIMES <= count ? states->code[most] : (struct str){0};
}

/* "Congress", "the Health Department": what every state has, without the name of one; not the House of Commons. */
static bool is_of_some_state(const struct reading *r, const struct mention *m)
{
    bool national = false;
    for (uint32_t i = m->first; i < m->end; i++) {
        if (has(r, i, HAS(PLACE) | HAS(PEOPLE)) || token_has_role(r->words, i, "local") ||
            token_is(r->words, i, "union") || token_is(r->words, i, "commons")) {
            return false;
        }
        national |= token_has_role(r->words, i, "national body");
    }
    return national;
}

static void know_body(const struct reading *r, struct entity *e, const struct states *states)
{
    int row = entity_row(r, &lexicon_bodies, e);
    if (row >= 0 && !is_bare_acronym(e, row) && str_is(lexicon_cell(&lexicon_bodies, row, BODIES_TYPE), "ORG")) {
        struct str q = lexicon_cell(&lexicon_bodies, row, BODIES_WIKIDATA);
        struct str state = lexicon_cell(&lexicon_bodies, row, BODIES_COUNTRY);
        e->country = state.len ? state : (struct str){0};
        e->subtype = subtype_read(lexicon_cell(&lexicon_bodies, row, BODIES_SUBTYPE));
        e->wikidata = q.len ? q : (struct str){0};
        name_from_list(e, lexicon_cell(&lexicon_bodies, row, BODIES_FULL));
    }
    for (size_t i = 0; i < e->mentions.count && i < NAMES_MOST && !e->subtype; i++) {
        e->subtype = called_before(r, e->mentions.at[i].first);
        e->subtype = e->subtype ? e->subtype : called_behind(r, e->mentions.at[i].end);
        e->subtype = e->subtype ? e->subtype : called_apposed(r, &e->mentions.at[i]);
    }
    for (size_t i = 0; i < e->mentions.count && i < NAMES_MOST && !e->subtype; i++) {
        e->subtype = is_ruling(r, &e->mentions.at[i]) ? SUBTYPE_PARTY : body_head(r, &e->mentions.at[i]);
        bool looks = e->subtype == SUBTYPE_COMPANY || e->subtype == SUBTYPE_SPORT; /* "Older & Safer, a charity" */
        e->subtype = looks && kind_behind(r, e->mentions.at[i].end) == SUBTYPE_OTHER ? SUBTYPE_OTHER : e->subtype;
        bool team = !e->subtype && is_called_behind(r, e->mentions.at[i].end, "team");
        e->subtype = team ? SUBTYPE_SPORT : e->subtype;
        e->subtype = !e->subtype && is_of_medium(r, &e->mentions.at[i]) ? SUBTYPE_MEDIA : e->subtype;
        e->subtype = !e->subtype && has_score_behind(r, e->mentions.at[i].end) ? SUBTYPE_SPORT : e->subtype;
    }
    for (size_t i = 0; i < e->mentions.count && i < NAMES_MOST && is_vague(e->subtype); i++) {
        enum entity_subtype said = said_around(r, e->mentions.at[i].first, e->mentions.at[i].end);
        e->subtype = said && (!e->subtype || said == SUBTYPE_PARTY) ? said : e->subtype;
    }
    for (size_t i = 0; i < e->mentions.count && i < NAMES_MOST && is_vague(e->subtype); i++) {
        const struct mention *m = &e->mentions.at[i];
        struct str state =
            token_has_role(r->words, m->end - 1, "of an agency") ? owner_state(r, m->first) : (struct str){0};
        e->subtype = state.len ? SUBTYPE_GOVERNMENT : e->subtype;
        e->country = state.len ? state : e->country;
    }
    bool of_state = e->subtype == SUBTYPE_GOVERNMENT || e->subtype == SUBTYPE_MILITARY || e->subtype == SUBTYPE_PARTY;
    for (size_t i = 0; i < e->mentions.count && i < NAMES_MOST && of_state && !e->country.at; i++) {
        e->country = state_of_body(r, &e->mentions.at[i]);
    }
    know_congress(r, e, states);
    bool some = e->subtype == SUBTYPE_GOVERNMENT && !e->country.len && !e->wikidata.len && e->mentions.count &&
                is_of_some_state(r, &e->mentions.at[0]);
    e->country = some ? only_state_of_article(states) : e->country;
}

static void know_person(const struct reading *r, struct entity *e)
{
    int row = entity_row(r, &lexicon_people, e);
    if (row >= 0) {
        struct str q = lexicon_cell(&lexicon_people, row, PEOPLE_WIKIDATA);
        enum gender gender = gender_read(lexicon_cell(&lexicon_people, row, PEOPLE_GENDER));
        e->wikidata = q.len ? q : (struct str){0};
        e->gender = gender ? gender : e->gender;
    }
}

enum fault know_entities(struct reading *r)
{
    struct states *states = ARENA_NEW(r->arena, struct states, 1);
    if (!states) {
        return FAULT_NO_MEMORY;
    }
    count_states(r, states);
    for (size_t i = 0; i < r->found->list.count; i++) {
        struct entity *e = &r->found->list.at[i];
        if (e->type == ENTITY_LOCATION) {
            know_place(r, e, states);
            struct str said = e->country.len ? (struct str){0} : state_said(r, e->mentions.at[0].first);
            e->country = said.len ? said : e->country;
        } else if (e->type == ENTITY_ORGANIZATION) {
            know_body(r, e, states);
        } else if (e->type == ENTITY_PERSON) {
            know_person(r, e);
        } else if (e->type == ENTITY_NORP) {
            int row = entity_row(r, &lexicon_peoples, e);
            struct str state = row < 0 ? (struct str){0} : lexicon_cell(&lexicon_peoples, row, PEOPLES_COUNTRY);
            e->country = state.len ? state : (struct str){0};
            e->plural = true;
        }
    }
    return OK;
}
