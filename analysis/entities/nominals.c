/* "the ministry", "the spokesperson", "the company", "the country": what a noun with "the" means, when that is clear.
 */
#include "analysis/entities/focus.h"
#include "analysis/entities/listed.h"

#include "nominals.h"

enum { WORDS_MOST = 4, SENTENCES_BACK = 20, FAR_BACK = 60, NEAR = 8, CLEARLY = 2, FAR_MORE = 3, LEAD_LEAST = 3 };

static const struct resolved NOTHING = {NO_ENTITY, 0, 0};

static bool is_capital(const struct reading *r, const struct entity *e)
{
    const struct mention *m = e->mentions.at;
    return e->mentions.count && is_place_of_kind(r->words, m->first, m->end, "capital");
}

/* Whether "the agency" or "the regulator" can mean the body: letters of a government's ("NASA"), or by its name. */
static bool is_agency(const struct reading *r, const struct entity *e)
{
    const struct mention *m = &e->mentions.at[0];
    bool government = e->type == ENTITY_ORGANIZATION && e->subtype == SUBTYPE_GOVERNMENT && e->mentions.count;
    bool named = government && m->end == m->first + 1 && r->words->tokens[m->first].flags & ALL_CAPS &&
                 !(r->words->tokens[m->first].flags & IN_CAPS);
    for (uint32_t i = m->first; government && i < m->end && !named; i++) {
        named = token_has_role(r->words, i, "of an agency");
    }
    return named;
}

/* "BBC", "AP", "Associated Press": a broadcaster or an agency, which nobody calls a newspaper. */
static bool is_no_newspaper(const struct reading *r, const struct entity *e)
{
    if (!e->mentions.count) {
        return false;
    }
    const struct mention *m = &e->mentions.at[0];
    bool letters = r->words->tokens[m->first].flags & ALL_CAPS && !memchr(e->name.at, ' ', e->name.len); /* not "WSJ" */
    return letters || token_is(r->words, m->first, "associated");
}

bool names_kind(const struct reading *r, struct str noun, const struct entity *e)
{
    if (has_word_role(noun, "agency")) {
        return is_agency(r, e);
    }
    if ((str_is(noun, "capital") && !is_capital(r, e)) || (str_is(noun, "newspaper") && is_no_newspaper(r, e))) {
        return false;
    }
    bool other = e->mentions.count && has(r, e->mentions.at[0].end - 1, HAS(ORG) | HAS(FACILITY)); /* "Lund Hospital" */
    bool unknown = e->subtype == SUBTYPE_NONE && !other && has_word_role(noun, "unknown kind"); /* no list knows it */
    for (int row = lexicon_find(&lexicon_nominals, noun); row >= 0; row = lexicon_next(&lexicon_nominals, row)) {
        struct str subtype = lexicon_cell(&lexicon_nominals, row, NOMINALS_SUBTYPE);
        const char *own = entity_subtype_name(e->subtype);
        bool type = str_is(lexicon_cell(&lexicon_nominals, row, NOMINALS_TYPE), entity_type_name(e->type));
        if (type && (unknown || !subtype.len || (own && str_is(subtype, own)))) {
            return true;
        }
    }
    return false;
}

/* A noun phrase that may mean something: "the first president", "the Japanese carmaker", "Peru's president". */
struct nominal {
    uint32_t first; /* "the", or the owner's first token */
    uint32_t words; /* the first token of adjectives and nouns */
    uint32_t head;
    int32_t of; /* the people or the owner that what is meant must be of; NO_ENTITY: none */
};

/* The token behind a people's name that begins at token i ("Japanese" of "the Japanese carmaker"), or i. */
static uint32_t behind_people(const struct reading *r, uint32_t i)
{
    uint32_t end = i;
    int32_t people = i < r->words->token_count ? r->found->at_token[i] : NO_ENTITY;
    if (people < 0 || r->found->list.at[people].type != ENTITY_NORP) {
        return i;
    }
    while (end < r->words->token_count && r->found->at_token[end] == people) {
        end++;
    }
    return end;
}

/* The token behind "Espoo-based" that begins at token i, or i. */
static uint32_t behind_base(const struct reading *r, uint32_t i)
{
    const struct words *w = r->words;
    uint32_t end = i;
    int32_t place = i < w->token_count ? r->found->at_token[i] : NO_ENTITY;
    while (place >= 0 && end < w->token_count && r->found->at_token[end] == place) {
        end++;
    }
    return end > i && token_is(w, end, "-") && token_is(w, end + 1, "based") ? end + 2 : i;
}

/* "Montana Sen. NAME": whether the other stands in what is before a name. */
static bool is_of_before(const struct reading *r, int32_t person, int32_t of)
{
    enum { NAMES_MOST = 4, TITLE_MOST = 5 };
    const struct entity *e = &r->found->list.at[person];
    bool before = false;
    for (size_t m = 0; m < e->mentions.count && m < NAMES_MOST && e->type == ENTITY_PERSON && !before; m++) {
        uint32_t first = e->mentions.at[m].first, i = first;
        while (i > 0 && first - i < TITLE_MOST && has(r, i - 1, HAS(JOB) | HAS(TITLE)) &&
               r->found->at_token[i - 1] < 0) {
            i--;
        }
        before = i > 0 && i < first && r->found->at_token[i - 1] == of;
    }
    return before;
}

/* Whether the article ties the entity to another: its description names the other, or both are of one state. */
static bool is_tied(const struct reading *r, int32_t entity, int32_t to)
{
    struct str state = r->found->list.at[to].country, own = r->found->list.at[entity].country;
    bool seat = r->found->list.at[to].type == ENTITY_LOCATION &&
                r->found->list.at[to].subtype != SUBTYPE_COUNTRY; /* of a city, not of another one of its state */
    bool tied = !seat && own.len && str_equal(own, state);
    for (uint32_t k = r->described[entity].start; k < r->described[entity].end && !tied; k++) {
        int32_t other = r->found->at_token[k];
        tied = other == to || (!seat && other >= 0 && state.len && str_equal(r->found->list.at[other].country, state));
    }
    return tied || is_of_before(r, entity, to);
}

/* The head of the noun phrase from token `first` on, or 0. Nothing may follow that says more. */
static uint32_t head_behind(const struct reading *r, uint32_t first)
{
    const struct words *w = r->words;
    if (first >= w->token_count) {
        return 0;
    }
    uint32_t end = first, stop = w->sentences[w->tokens[first].sentence].end;
    while (end < stop && end - first < WORDS_MOST && r->found->at_token[end] == NO_ENTITY &&
           w->tokens[end].kind == TOKEN_WORD &&
           (w->tokens[end].tag == TAG_NOUN || w->tokens[end].tag == TAG_ADJ || w->tokens[end].tag == TAG_PROPN)) {
        end++;
    }
    bool goes_on = end < stop && (r->found->at_token[end] != NO_ENTITY || token_is(w, end, "of") ||
                                  token_is(w, end, "-") || token_is(w, end, "who") || token_is(w, end, "that") ||
                                  token_is(w, end, "to") || w->tokens[end].tag == TAG_NOUN);
    bool title = token_is(w, end, "'s") && w->tokens[end - 1].flags & CAPITAL && has(r, end + 1, HAS(NAME_WORD));
    return end > first && !goes_on && !title && w->tokens[end - 1].tag != TAG_ADJ ? end - 1 : 0;
}

/* The token behind a place that begins at token i and has an office behind it ("Texas" of "the Texas attorney
 * general"), or i. */
static uint32_t behind_seat(const struct reading *r, uint32_t i)
{
    uint32_t end = i;
    int32_t place = i < r->words->token_count ? r->found->at_token[i] : NO_ENTITY;
    bool seat = place >= 0 && r->found->list.at[place].type == ENTITY_LOCATION;
    while (seat && end < r->words->token_count && r->found->at_token[end] == place) {
        end++;
    }
    uint32_t head = end > i ? head_behind(r, end) : 0;
    return head && has(r, head, HAS(JOB)) ? end : i;
}

static bool has_deputy(const struct reading *r, uint32_t first, uint32_t end)
{
    bool deputy = false;
    for (uint32_t i = first; i < end && !deputy; i++) {
        deputy = token_has_role(r->words, i, "stands below");
    }
    return deputy;
}

/* Whether every noun before the head is also in the description or name ("the finance minister"); "the minister" is no
 * deputy minister. */
static bool agrees(const struct reading *r, int32_t entity, uint32_t first, uint32_t head)
{
    const struct entity *e = &r->found->list.at[entity];
    struct span said = r->described[entity];
    if (has_deputy(r, (uint32_t)said.start, (uint32_t)said.end) && !has_deputy(r, first, head)) {
        return false;
    }
    for (uint32_t i = first; i < head; i++) {
        if (token_has_role(r->words, i, "singles out")) {
            return false;
        }
        bool found = r->words->tokens[i].tag == TAG_ADJ && !token_has_role(r->words, i, "of an office");
        for (uint32_t k = said.start; k < said.end && !found; k++) {
            found = str_equal(r->words->tokens[k].folded, r->words->tokens[i].folded);
        }
        for (uint32_t k = e->mentions.at[0].first; k < e->mentions.at[0].end && !found; k++) {
            found = str_equal(r->words->tokens[k].folded, r->words->tokens[i].folded);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* Who was mentioned just now comes before all others, then who is mentioned most. */
static bool is_nearer(const struct reading *r, uint32_t i, const struct trace *a, const struct trace *b)
{
    enum { JUST_NOW = 1 };
    uint32_t here = r->words->tokens[i].sentence;
    bool now_a = here - a->sentence <= JUST_NOW, now_b = here - b->sentence <= JUST_NOW;
    if (now_a || now_b || a->count == b->count) {
        return a->token > b->token;
    }
    return a->count > b->count;
}

/* Whether the person is described as one of another state than the United States: "Spanish President". */
static bool is_abroad(const struct reading *r, int32_t entity)
{
    struct span said = r->described[entity];
    for (uint32_t k = said.start; k < said.end; k++) {
        int32_t state = r->found->at_token[k];
        struct str country = state == NO_ENTITY ? (struct str){0} : r->found->list.at[state].country;
        if (country.len && !str_is(country, "US")) {
            return true;
        }
    }
    return false;
}

/* "the Republican president": a party's name beside an office that one person alone is known to hold, those of other
 * states not counted where the party says which state it is of. */
static bool is_only_of_party(const struct reading *r, const struct head_word *head, int32_t of, int32_t entity)
{
    const struct entity *party = &r->found->list.at[of];
    bool american = str_is(party->name, "Republican") || str_is(party->name, "Democratic");
    unsigned others = 0;
    for (unsigned k = 0; k < head->count; k++) {
        others += head->entities[k] != entity && !(american && is_abroad(r, head->entities[k]));
    }
    return others == 0 && party->type == ENTITY_NORP && !party->country.len &&
           r->found->list.at[entity].type == ENTITY_PERSON && !(american && is_abroad(r, entity));
}

/* Whether the article has spoken of another of that noun than the entity since then, whose name it does not give:
 * "Italy's ministry". */
static bool was_another(const struct reading *r, int32_t entity, uint32_t since, uint32_t i, struct str noun)
{
    enum { BACK_MOST = 200 };
    bool another = false;
    for (uint32_t k = i; k-- > since + 1 && i - k < BACK_MOST && !another;) {
        uint32_t before = k - 1;
        another = r->found->at_token[k] == NO_ENTITY && str_equal(r->words->tokens[k].folded, noun) &&
                  !token_is(r->words, before, "the") && !(r->words->tokens[k].flags & CAPITAL);
        while (another && before > since &&
               (r->words->tokens[before].tag == TAG_ADJ || r->words->tokens[before].tag == TAG_NOUN)) {
            before--;
        }
        int32_t whose = r->found->at_token[before];
        another = another && (token_is(r->words, before, "'s") || (whose != NO_ENTITY && whose != entity));
    }
    return another;
}

/* Whether somebody without a name has been called by the noun since then: "A spokesman said", then "the spokesman". */
static bool was_somebody(const struct reading *r, uint32_t since, uint32_t i, struct str noun)
{
    enum { BACK_MOST = 200 };
    bool somebody = false;
    for (uint32_t k = i; k-- > since + 1 && i - k < BACK_MOST && !somebody;) {
        somebody = str_equal(r->words->tokens[k].folded, noun) && r->found->at_token[k] == NO_ENTITY &&
                   (token_is(r->words, k - 1, "a") || token_is(r->words, k - 1, "an")) && has(r, k + 1, HAS(SAY));
    }
    return somebody;
}

/* Whom the phrase may mean of those whose name or description has the noun. */
static int32_t by_head(const struct reading *r, const struct focus *focus, struct nominal nominal, struct str noun)
{
    int64_t slot = map_find(&focus->words, noun);
    int32_t best = NO_ENTITY;
    for (unsigned k = 0; slot >= 0 && k < focus->heads[slot].count; k++) {
        int32_t entity = focus->heads[slot].entities[k];
        const struct trace *trace = &focus->traces[entity];
        uint32_t back = focus->heads[slot].count == 1 ? FAR_BACK : SENTENCES_BACK; /* the only judge, the only trust */
        bool recent = trace->token && r->words->tokens[nominal.head].sentence - trace->sentence <= back;
        bool fits = nominal.of == NO_ENTITY || (nominal.of != entity && is_tied(r, entity, nominal.of)) ||
                    is_only_of_party(r, &focus->heads[slot], nominal.of, entity);
        if (recent && fits && agrees(r, entity, nominal.words, nominal.head) &&
            (best < 0 || is_nearer(r, nominal.head, trace, &focus->traces[best]))) {
            best = entity;
        }
    }
    if (best == NO_ENTITY) {
        return best;
    }
    bool body = r->found->list.at[best].type == ENTITY_ORGANIZATION;
    bool other = body ? was_another(r, best, focus->traces[best].token, nominal.first, noun)
                      : was_somebody(r, focus->traces[best].token, nominal.first, noun);
    return other ? NO_ENTITY : best;
}

/* Whether it was mentioned just now or often: else "the bill" may be one that has no name, not the Act. */
static bool is_present(const struct reading *r, const struct focus *focus, uint32_t i, int32_t entity)
{
    const struct trace *trace = &focus->traces[entity];
    return r->words->tokens[i].sentence - trace->sentence <= 1 || trace->count >= LEAD_LEAST;
}

/* The same with other words for the noun: "the storm" for a hurricane. */
static int32_t by_other_heads(const struct reading *r, const struct focus *focus, struct nominal nominal)
{
    struct str noun = r->words->tokens[nominal.head].folded;
    int32_t entity = by_head(r, focus, nominal, noun);
    for (int row = lexicon_find(&lexicon_nominals, noun); row >= 0 && entity == NO_ENTITY;
         row = lexicon_next(&lexicon_nominals, row)) {
        if (str_is(lexicon_cell(&lexicon_nominals, row, NOMINALS_TYPE), "HEAD")) {
            entity = by_head(r, focus, nominal, lexicon_cell(&lexicon_nominals, row, NOMINALS_SUBTYPE));
            bool present = entity != NO_ENTITY && is_present(r, focus, nominal.head, entity);
            entity = present ? entity : NO_ENTITY;
        }
    }
    return entity;
}

/* What the article speaks of most so far among things of the kind, where it is clearly so. */
static int32_t lead_of_kind(const struct reading *r, const struct focus *focus, struct str noun)
{
    for (unsigned subtype = 1; subtype < SUBTYPE_COUNT; subtype++) {
        const struct lead *lead = &focus->leads[subtype];
        if (lead->entity != NO_ENTITY && lead->count >= LEAD_LEAST && lead->count >= CLEARLY * lead->second &&
            names_kind(r, noun, &r->found->list.at[lead->entity])) {
            return lead->entity;
        }
    }
    return NO_ENTITY;
}

/* "In Florida, where the state said": the only place of the kind that the sentence has named so far, if the list knows
 * it as that; NO_ENTITY when it has none or several. */
static int32_t place_here(const struct reading *r, const struct focus *focus, uint32_t i, struct str noun)
{
    int32_t found = NO_ENTITY, whole = NO_ENTITY;
    unsigned places = 0, wholes = 0;
    for (unsigned k = 0; k < FOCUS_MOST && focus->things[k] != NO_ENTITY; k++) {
        int32_t entity = focus->things[k];
        const struct entity *e = &r->found->list.at[entity];
        if (focus->traces[entity].sentence != r->words->tokens[i].sentence || e->type != ENTITY_LOCATION) {
            continue;
        }
        const struct mention *m = &e->mentions.at[0];
        bool state =
            !str_is(noun, "state") || is_place_of_kind(r->words, m->first, m->end, "state"); /* no other region */
        if (e->subtype != SUBTYPE_NONE && state && names_kind(r, noun, e)) {
            uint32_t behind = focus->traces[entity].token;
            bool part = behind < r->words->token_count && r->words->tokens[behind].tag == TAG_NOUN;
            found = entity;
            places++;
            whole = part ? whole : entity; /* "in Chad, [U.S.] units already in the country": Chad */
            wholes += !part;
        }
    }
    return places == 1 ? found : wholes == 1 ? whole : NO_ENTITY;
}

/* "Dune is a film": whether the determiner at token d opens what the entity right before it is said to be. */
static bool is_said_of(const struct reading *r, int32_t entity, uint32_t d)
{
    static const char *const IS[] = {"is", "was", "are", "were", "became", NULL};
    return d > 1 && token_is_any(r->words, d - 1, IS) && r->found->at_token[d - 2] == entity;
}

/* "a bank", "its insurer" before: the article has one without a name, which is not said to be the entity. */
static bool was_unnamed(const struct reading *r, uint32_t i, struct str noun, int32_t entity)
{
    enum { BACK_MOST = 300, DETERMINED_MOST = 3 };
    static const char *const DETERMINERS[] = {"a", "an", "another", "one", "its", "their", "his", "her", "some", NULL};
    for (uint32_t k = i; k > 0 && i - k < BACK_MOST; k--) {
        if (!str_equal(r->words->tokens[k - 1].folded, noun)) {
            continue;
        }
        for (uint32_t d = k - 1; d > 0 && k - 1 - d < DETERMINED_MOST; d--) {
            if (token_is_any(r->words, d - 1, DETERMINERS)) {
                if (is_said_of(r, entity, d - 1)) {
                    break;
                }
                return true;
            }
        }
    }
    return false;
}

/* Whether the words in [first, end) call it something of its type other than the noun: "the novel", of a film. */
static bool call_otherwise(const struct reading *r, uint32_t first, uint32_t end, struct str noun,
                           const struct entity *e)
{
    bool other = false;
    for (uint32_t i = first; i < end && !other; i++) {
        struct str word = r->words->tokens[i].folded;
        other = r->words->tokens[i].tag == TAG_NOUN && !str_equal(word, noun) && names_kind(r, word, e);
    }
    return other;
}

/* Whether a work, a product or an event is clearly what the noun at token i means: it was mentioned just now or again,
 * nothing calls it otherwise, and the article has no other of the noun without a name. */
static bool is_so_called(const struct reading *r, const struct focus *focus, uint32_t i, int32_t entity,
                         struct str noun)
{
    enum { BEFORE_MOST = 2 };
    const struct trace *trace = &focus->traces[entity];
    const struct entity *e = &r->found->list.at[entity];
    if (e->type != ENTITY_WORK_OF_ART && e->type != ENTITY_PRODUCT && e->type != ENTITY_EVENT) {
        return true;
    }
    uint32_t first = e->mentions.at[0].first, before = first < BEFORE_MOST ? 0 : first - BEFORE_MOST;
    struct span said = r->described[entity];
    bool present = trace->count > 1 || r->words->tokens[i].sentence - trace->sentence <= 1;
    bool name = r->words->tokens[i + 1].flags & CAPITAL; /* "17th in the Championship" */
    return present && !name && !call_otherwise(r, before, e->mentions.at[0].end, noun, e) &&
           !call_otherwise(r, said.start, said.end, noun, e) && !was_unnamed(r, i, noun, entity);
}

/* Whether the text has gone on to a body that acts, though others are mentioned more: the latest other one of the kind,
 * if there is one, was some sentences ago. */
static bool went_on(const struct reading *r, const struct focus *focus, uint32_t i, int32_t recent, int32_t rival)
{
    enum { FAR = 3 };
    uint32_t here = r->words->tokens[i].sentence;
    bool acts = r->found->list.at[recent].type == ENTITY_ORGANIZATION && focus->traces[recent].subjects > 0;
    return acts && here - focus->traces[recent].sentence < FAR &&
           (rival == NO_ENTITY || here - focus->traces[rival].sentence >= FAR);
}

/* The thing of a kind that was mentioned shortly before and is mentioned most; none when another comes close. */
static int32_t by_kind(const struct reading *r, const struct focus *focus, uint32_t i, struct str noun)
{
    int32_t best = place_here(r, focus, i, noun), recent = NO_ENTITY, rival = NO_ENTITY;
    uint32_t most = 0, second = 0;
    if (best != NO_ENTITY) {
        return best;
    }
    for (unsigned k = 0; k < FOCUS_MOST && focus->things[k] != NO_ENTITY; k++) {
        int32_t entity = focus->things[k];
        const struct trace *trace = &focus->traces[entity];
        bool near = r->words->tokens[i].sentence - trace->sentence <= NEAR;
        if (!near || !names_kind(r, noun, &r->found->list.at[entity])) {
            continue;
        }
        bool agency = has_word_role(noun, "agency") && trace->sentence + 1 >= r->words->tokens[i].sentence;
        if (best == NO_ENTITY && (agency || trace->sentence == r->words->tokens[i].sentence) &&
            trace->role == ROLE_SUBJECT) {
            return entity; /* "while Shell rose after the company said" */
        }
        rival = recent != NO_ENTITY && rival == NO_ENTITY ? entity : rival;
        recent = recent == NO_ENTITY ? entity : recent;
        if (trace->count > most) {
            second = most;
            most = trace->count;
            best = entity;
        } else if (trace->count > second) {
            second = trace->count;
        }
    }
    if (recent != NO_ENTITY && went_on(r, focus, i, recent, rival)) {
        return recent;
    }
    int32_t lead = lead_of_kind(r, focus, noun);
    bool fresh = best != NO_ENTITY && r->words->tokens[i].sentence - focus->traces[best].sentence <= 1;
    if (best != NO_ENTITY && most >= CLEARLY * second &&
        (fresh || lead == NO_ENTITY || focus->traces[lead].count < FAR_MORE * most)) {
        return best;
    }
    return lead;
}

/* "the bloc", "the alliance", "the cartel": a body of several states. */
static bool calls_states(const struct reading *r, uint32_t head)
{
    return token_has_role(r->words, head, "of states");
}

static bool is_central_bank(const struct entity *e)
{
    static const char *const NAMES[] = {"Bank", "Reserve", "Fed", "ECB"};
    bool found = false;
    for (size_t k = 0; k < sizeof NAMES / sizeof *NAMES && !found; k++) {
        found = str_has_word(e->name, str_of(NAMES[k]));
    }
    return found && e->subtype == SUBTYPE_GOVERNMENT;
}

/* What the phrase calls a body: "the carmaker", "the rights group"; NONE when it calls none. */
static enum entity_subtype calls_body(const struct reading *r, struct nominal nominal)
{
    uint32_t head = nominal.head;
    enum entity_subtype two = head > nominal.words ? noun_calls(r->words, head - 1, head + 1) : SUBTYPE_NONE;
    return two                                                         ? two
           : token_is(r->words, head, "giant") && head > nominal.words ? SUBTYPE_COMPANY
                                                                       : noun_calls(r->words, head, head + 1);
}

static bool is_any_company(const struct reading *r, uint32_t head)
{
    return token_has_role(r->words, head, "any firm");
}

/* "Kestrel Energy Ltd." is no airline: its name says that it does something else; "Kestrel Air" is one. */
static bool names_other_trade(const struct reading *r, const struct entity *e, struct str noun)
{
    enum { SAME_LEAST = 3 };
    const struct mention *m = &e->mentions.at[0];
    uint32_t end = m->end - (m->end - m->first > 1 && is_company_ending(r->words, m->end - 1));
    struct str trade = r->words->tokens[end - 1].folded;
    bool same = trade.len >= SAME_LEAST && noun.len >= SAME_LEAST && memcmp(trade.at, noun.at, SAME_LEAST) == 0;
    bool lends = (str_is(noun, "bank") || str_is(noun, "lender")) && token_has_role(r->words, end - 1, "of money");
    bool flies = str_is(noun, "carrier") && trade.len >= SAME_LEAST && memcmp(trade.at, "air", SAME_LEAST) == 0;
    return end - m->first > 1 && has(r, end - 1, HAS(COMMON)) && !same && !flies && !lends;
}

/* "the group", "the organization": any body that is no state's. */
static bool calls_any(const struct reading *r, uint32_t head)
{
    return token_has_role(r->words, head, "any body");
}

/* "The maker of pumps" that opens a sentence: the noun for what a firm does, or 0. */
static uint32_t trade_head(const struct reading *r, uint32_t i)
{
    enum { ADJECTIVES_MOST = 3 };
    const struct words *w = r->words;
    uint32_t head = i + 1;
    if (!(w->tokens[i].flags & SENTENCE_START)) {
        return 0;
    }
    while (head < w->token_count && head - i <= ADJECTIVES_MOST && w->tokens[head].tag == TAG_ADJ) {
        head++;
    }
    return token_has_role(w, head, "trade") && token_is(w, head + 1, "of") ? head : 0;
}

/* "the European Commission", "the UN Security Council": a part of a body of states. */
static bool is_organ(const struct reading *r, const struct entity *e)
{
    bool organ = false;
    for (uint32_t i = e->mentions.at[0].first; i < e->mentions.at[0].end && !organ; i++) {
        organ = token_has_role(r->words, i, "organ");
    }
    return organ;
}

/* Whether the entity is a body of the kind that the phrase calls it. */
static bool is_called(const struct reading *r, struct nominal nominal, const struct entity *e)
{
    if (e->type != ENTITY_ORGANIZATION) {
        return false;
    }
    if (calls_states(r, nominal.head)) {
        return e->subtype == SUBTYPE_GOVERNMENT && !e->country.len && !is_organ(r, e);
    }
    if (nominal.head == nominal.words && calls_any(r, nominal.head)) {
        return !e->subtype || e->subtype == SUBTYPE_COMPANY || e->subtype == SUBTYPE_OTHER ||
               e->subtype == SUBTYPE_MILITARY;
    }
    if (nominal.head > nominal.words && token_is(r->words, nominal.head - 1, "central")) {
        return token_is(r->words, nominal.head, "bank") && is_central_bank(e);
    }
    enum entity_subtype called = trade_head(r, nominal.first) ? SUBTYPE_COMPANY : calls_body(r, nominal);
    if (token_is(r->words, nominal.head, "newspaper") && is_no_newspaper(r, e)) {
        return false;
    }
    if (called == SUBTYPE_COMPANY && !is_any_company(r, nominal.head) &&
        names_other_trade(r, e, r->words->tokens[nominal.head].folded)) {
        return false;
    }
    return called && (e->subtype == called || (called == SUBTYPE_COMPANY && !e->subtype));
}

/* "the largest bank", "the Greek federation" of a body of many states: other than what was named. */
static bool is_another(const struct reading *r, struct nominal nominal, const struct entity *e)
{
    bool other = nominal.of != NO_ENTITY && e->subtype != SUBTYPE_COMPANY && e->subtype != SUBTYPE_NONE;
    for (uint32_t i = nominal.words; i < nominal.head && !other; i++) {
        other = token_has_role(r->words, i, "singles out");
    }
    struct str state = nominal.of == NO_ENTITY ? (struct str){0} : r->found->list.at[nominal.of].country;
    return other || (state.len && e->country.len && !str_equal(state, e->country));
}

static bool same_paragraph(const struct reading *r, uint32_t sentence, uint32_t other)
{
    return r->words->sentences[sentence].paragraph == r->words->sentences[other].paragraph;
}

/* "the newspaper", however far before: the only medium that the article has named so far, if that is no broadcaster. */
static int32_t only_medium(const struct reading *r, const struct focus *focus, struct nominal nominal)
{
    const struct lead *lead = &focus->leads[SUBTYPE_MEDIA];
    bool paper = token_is(r->words, nominal.head, "newspaper") && nominal.of == NO_ENTITY &&
                 nominal.words == nominal.head && lead->entity != NO_ENTITY && lead->second == 0;
    return paper && !is_no_newspaper(r, &r->found->list.at[lead->entity]) ? lead->entity : NO_ENTITY;
}

/* "Ryanair cancelled flights. The airline ...": the one body of the kind that the sentence before, or this one so far,
 * is about; or the only one of both. */
static int32_t by_call(const struct reading *r, const struct focus *focus, struct nominal nominal)
{
    int32_t subject = NO_ENTITY, any = NO_ENTITY;
    unsigned subjects = 0, all = 0;
    bool now = false; /* whether the subject is of this sentence, which comes before that of the last */
    uint32_t here = r->words->tokens[nominal.head].sentence;
    for (unsigned k = 0; k < FOCUS_MOST && focus->things[k] != NO_ENTITY; k++) {
        int32_t entity = focus->things[k];
        const struct trace *trace = &focus->traces[entity];
        if (here - trace->sentence > 1 || (size_t)entity >= focus->entities ||
            (trace->role != ROLE_SUBJECT && focus->described[trace->token - 1]) || /* "a former Kestrel partner" */
            !is_called(r, nominal, &r->found->list.at[entity])) {
            continue;
        }
        if (is_another(r, nominal, &r->found->list.at[entity])) {
            return NO_ENTITY;
        }
        any = same_paragraph(r, trace->sentence, here) ? entity : any;
        all++;
        if (trace->role == ROLE_SUBJECT) {
            bool same = trace->sentence == here;
            subjects = same && !now ? 1 : subjects + (same == now);
            subject = same || !now ? entity : subject;
            now |= same;
        }
    }
    int32_t found = subjects == 1 ? subject : all == 1 ? any : NO_ENTITY;
    return found != NO_ENTITY && was_unnamed(r, nominal.first, r->words->tokens[nominal.head].folded, found) ? NO_ENTITY
                                                                                                             : found;
}

/* "Kestrel, the company's bank": what calls a thing something does not mean it. */
static bool is_own_description(const struct reading *r, int32_t entity, uint32_t i)
{
    return entity >= 0 && (size_t)entity < r->found->list.count && r->found->list.at[entity].type != ENTITY_PERSON &&
           i >= r->described[entity].start && i < r->described[entity].end;
}

/* "Brooke Tessier of Canada": whether the person is said to be of the state of a people, beside one of the first
 * names or in the description. */
static bool is_of_state(const struct reading *r, int32_t person, int32_t people)
{
    enum { MENTIONS_MOST = 4 };
    const struct entity *e = &r->found->list.at[person];
    struct str state = r->found->list.at[people].country;
    bool of = is_tied(r, person, people);
    for (size_t i = 0; i < e->mentions.count && i < MENTIONS_MOST && !of && state.len; i++) {
        uint32_t end = e->mentions.at[i].end;
        bool joined = token_is(r->words, end, "of") || token_is(r->words, end, "from");
        int32_t place = joined && end + 1 < r->words->token_count ? r->found->at_token[end + 1] : NO_ENTITY;
        of = place >= 0 && str_equal(r->found->list.at[place].country, state);
    }
    return of;
}

/* "The Canadian, who hit 43 winners,": the person of that people whom the article spoke of last; nobody where the words
 * may mean the people, or something of theirs. */
static int32_t one_of_people(const struct reading *r, const struct focus *focus, uint32_t i)
{
    const struct words *w = r->words;
    uint32_t behind = i + 2;
    int32_t people = i + 1 < w->token_count ? r->found->at_token[i + 1] : NO_ENTITY;
    if (people < 0 || behind >= w->token_count || r->found->list.at[people].type != ENTITY_NORP ||
        r->found->at_token[behind] == people) {
        return NO_ENTITY;
    }
    struct str word = w->tokens[i + 1].folded;
    bool plain = w->tokens[i + 1].tag == TAG_NOUN || w->tokens[i + 1].tag == TAG_PROPN || str_ends(word, STR("an"));
    bool plural = str_ends(word, STR("s")) || str_ends(word, STR("ese")) || str_ends(word, STR("ish"));
    enum tag next = w->tokens[behind].tag;
    bool head =
        next == TAG_VERB || next == TAG_AUX || next == TAG_ADV || token_is(w, behind, ",") || token_is(w, behind, ".");
    for (unsigned k = 0; plain && !plural && head && k < FOCUS_MOST && focus->people[k] != NO_ENTITY; k++) {
        int32_t person = focus->people[k];
        if ((size_t)person < focus->entities && r->found->list.at[person].type == ENTITY_PERSON &&
            is_of_state(r, person, people)) {
            return person;
        }
    }
    return NO_ENTITY;
}

struct resolved resolve_nominal(const struct reading *r, const struct focus *focus, uint32_t i)
{
    static const uint32_t HEADS = HAS(JOB) | HAS(NOMINAL) | HAS(ORG) | HAS(FACILITY) | HAS(LOCATION) | HAS(EVENT) |
                                  HAS(LAW) | HAS(WORK) | HAS(PRODUCT);
    const struct words *w = r->words;
    if (!token_is(w, i, "the") && !token_is(w, i, "this") && !token_is(w, i, "that")) {
        return NOTHING;
    }
    int32_t one = one_of_people(r, focus, i);
    if (one != NO_ENTITY) {
        return (struct resolved){one, i, i + 2};
    }
    uint32_t trade = trade_head(r, i);
    if (trade) {
        struct nominal maker = {i, trade, trade, NO_ENTITY};
        return (struct resolved){by_call(r, focus, maker), i, trade + 1};
    }
    uint32_t people = behind_people(r, i + 1), seat = behind_seat(r, i + 1);
    if (seat > i + 1) {
        struct nominal office = {i, seat, head_behind(r, seat), r->found->at_token[i + 1]};
        return (struct resolved){by_other_heads(r, focus, office), i, office.head + 1};
    }
    uint32_t first = people > i + 1 ? people : behind_base(r, i + 1);
    struct nominal nominal = {i, first, head_behind(r, first), people > i + 1 ? r->found->at_token[i + 1] : NO_ENTITY};
    /* "that workers lost" */
    bool plural = !token_is(w, i, "the") && str_ends(w->tokens[nominal.head].folded, STR("s"));
    bool body_part = token_is(w, nominal.head, "head") && !has(r, nominal.head + 1, HAS(SAY)); /* "hit on the head" */
    bool money = token_is(w, nominal.head, "capital") && i > 1 && token_is(w, i - 1, "of") &&
                 (token_is(w, i - 2, "%") || token_is(w, i - 2, "percent") || token_is(w, i - 2, "cent"));
    bool calls =
        nominal.head && (calls_body(r, nominal) || calls_states(r, nominal.head) || calls_any(r, nominal.head));
    bool listed = nominal.head && lexicon_find(&lexicon_nominals, w->tokens[nominal.head].folded) >= 0;
    if (!nominal.head || !(calls || listed || has(r, nominal.head, HEADS)) || plural || body_part || money) {
        return NOTHING;
    }
    int32_t entity = by_other_heads(r, focus, nominal);
    if (entity == NO_ENTITY && nominal.head == first && nominal.of == NO_ENTITY) {
        struct str noun = w->tokens[nominal.head].folded;
        entity = by_kind(r, focus, i, noun);
        entity = entity != NO_ENTITY && !is_so_called(r, focus, i, entity, noun) ? NO_ENTITY : entity;
    }
    bool plain = nominal.of == NO_ENTITY && is_any_company(r, nominal.head) && nominal.head == first;
    entity = entity == NO_ENTITY && calls && !plain ? by_call(r, focus, nominal) : entity;
    entity = entity == NO_ENTITY ? only_medium(r, focus, nominal) : entity;
    return (struct resolved){is_own_description(r, entity, i + 1) ? NO_ENTITY : entity, i, nominal.head + 1};
}

struct resolved resolve_office(const struct reading *r, const struct focus *focus, struct resolved owner)
{
    bool owns = token_is(r->words, owner.end, "'s") || token_is(r->words, owner.end, "'");
    uint32_t head = owns ? head_behind(r, owner.end + 1) : 0;
    bool largest = owns && token_has_role(r->words, owner.end + 1, "superlative");
    if (largest && head > owner.end + 1 && noun_calls(r->words, head, head + 1) == SUBTYPE_COMPANY) {
        struct nominal firm = {owner.first, head, head, NO_ENTITY}; /* "Europe's biggest drugmaker" */
        return (struct resolved){by_call(r, focus, firm), owner.first, head + 1};
    }
    if (!head || !has(r, head, HAS(JOB))) {
        return NOTHING;
    }
    struct nominal nominal = {owner.first, owner.end + 1, head, owner.entity};
    return (struct resolved){by_head(r, focus, nominal, r->words->tokens[head].folded), owner.first, head + 1};
}
