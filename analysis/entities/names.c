/* Names where the learned reader finds them, and what is certain of their edges whatever it says: no name goes on into
 * another sentence or out of a bracket, titles and possessives stay outside, initials and numbers stay with their name.
 */
#include "analysis/base/clock.h"
#include "analysis/entities/listed.h"
#include "analysis/words/reader.h"

#include "peoples.h"

enum { INITIALS_MOST = 3, DEADLINE_EVERY = 256 };

static const float SMALL_LEAST = 0.75F;  /* what a name in small letters needs, where capitals are used */
static const float PERSON_LEAST = 0.97F; /* what a person needs who is called as a place is */
static const float EVENT_LEAST = 0.5F;   /* what an event needs that no word calls one */

static const struct token *token(const struct reading *r, uint32_t i)
{
    return &r->words->tokens[i];
}

static bool is_space_before(const struct reading *r, uint32_t i)
{
    return token(r, i)->flags & SPACE_BEFORE;
}

/* Where the bracket that opens at i closes, or `end`. */
static uint32_t bracket_end(const struct reading *r, uint32_t i, uint32_t end)
{
    const char *close = token_is(r->words, i, "(") ? ")" : token_is(r->words, i, "[") ? "]" : "}";
    while (i < end && !token_is(r->words, i, close)) {
        i++;
    }
    return i;
}

/* The end before a bracket that does not close inside of the name. */
static uint32_t end_in_brackets(const struct reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        bool opens = token_is(r->words, i, "(") || token_is(r->words, i, "[") || token_is(r->words, i, "{");
        if (opens && bracket_end(r, i, end) == end) {
            return i;
        }
    }
    return end;
}

/* "Yahoo!" keeps its mark. */
static bool is_edge(const struct reading *r, uint32_t i)
{
    const struct token *t = token(r, i);
    return t->kind == TOKEN_QUOTE || (t->kind == TOKEN_PUNCT && !str_is(t->folded, "!"));
}

static bool is_possessive(const struct reading *r, uint32_t i)
{
    return token_is(r->words, i, "'s") || token_is(r->words, i, "'");
}

/* "anti" of "anti-American". */
static bool is_prefix(const struct reading *r, uint32_t i, uint32_t end)
{
    bool joined = i + 2 < end && token_is(r->words, i + 1, "-") && !is_space_before(r, i + 1) &&
                  !is_space_before(r, i + 2) && token(r, i + 2)->flags & CAPITAL;
    joined &= !(token(r, i)->flags & CAPITAL && i + 3 < end); /* "All-China Youth Federation" */
    return joined && token_has_role(r->words, i, "prefix");
}

/* "President Ann Lee", "Mr Lee": what stands before a person's name and is none. */
static bool is_title(const struct reading *r, const struct name *name)
{
    static const char *const LETTERS[] = {"cm", "dig", NULL}; /* of an office: "CM Ann Lee" */
    if (name->type != ENTITY_PERSON || name->end - name->first < 2 || token(r, name->first)->kind != TOKEN_WORD) {
        return false;
    }
    bool given = has(r, name->first, HAS(FIRST_NAME) | HAS(LAST_NAME));
    bool office = token(r, name->first)->flags & ALL_CAPS && token_is_any(r->words, name->first, LETTERS) &&
                  !(token(r, name->first + 1)->flags & ALL_CAPS);
    return office || (has(r, name->first, HAS(TITLE) | HAS(JOB)) && !given && has(r, name->first + 1, HAS(NAME_WORD)));
}

/* "KC", "DBE", "MP" behind a person's full name. */
static bool is_honour(const struct reading *r, const struct name *name)
{
    bool full =
        name->type == ENTITY_PERSON && name->end - name->first > 2 && !(token(r, name->first)->flags & ALL_CAPS);
    return full && token_has_role_as_written(r->words, name->end - 1, "honour");
}

/* "Free Trade Agreement": no body, and nothing that happens. */
static bool is_law(const struct reading *r, const struct name *name)
{
    return (name->type == ENTITY_ORGANIZATION || name->type == ENTITY_EVENT) && name->end - name->first > 1 &&
           token(r, name->end - 1)->flags & CAPITAL && token_has_role(r->words, name->end - 1, "law");
}

/* "D" of "(D-Ohio)": the place alone is named. */
static bool is_party(const struct reading *r, uint32_t i, uint32_t end)
{
    bool letter = token_is(r->words, i, "d") || token_is(r->words, i, "r") || token_is(r->words, i, "i");
    return letter && i > 0 && (token_is(r->words, i - 1, "(") || token_is(r->words, i - 1, ",")) && i + 2 < end &&
           token_is(r->words, i + 1, "-") && !is_space_before(r, i + 1) && !is_space_before(r, i + 2);
}

/* "on Sunday Eastgate Town drew": a day, and then the name. */
static bool is_day(const struct reading *r, uint32_t i, uint32_t end)
{
    bool on = i > 0 && (token_is(r->words, i - 1, "on") || token_is(r->words, i - 1, "last"));
    return on && i + 1 < end && has(r, i, HAS(MONTH));
}

/* "Sunday's" of "Sunday's Eastgate Cup" */
static bool is_days(const struct reading *r, uint32_t i, uint32_t end)
{
    return i + 2 < end && has(r, i, HAS(MONTH)) && token_is(r->words, i + 1, "'s");
}

/* "the" of "the Rovers": the rest is a body's head, not a paper's title ("The Standard"). */
static bool is_article(const struct reading *r, const struct name *name)
{
    bool place = name->type == ENTITY_LOCATION && name->end - name->first > 1 &&
                 !(token(r, name->first)->flags & CAPITAL); /* "the United States", not "The Hague" */
    return (place || name->end - name->first == 2) && token_is(r->words, name->first, "the") &&
           (place || has(r, name->first + 1, HAS(ORG) | HAS(FACILITY) | HAS(LOCATION)));
}

/* "Eastgate City 3-2" */
static bool ends_with_score(const struct reading *r, uint32_t first, uint32_t end)
{
    return end - first > 3 && token(r, end - 1)->kind == TOKEN_NUMBER && token_is(r->words, end - 2, "-") &&
           token(r, end - 3)->kind == TOKEN_NUMBER && !is_space_before(r, end - 1);
}

static bool is_initial(const struct reading *r, uint32_t i)
{
    const struct token *t = token(r, i);
    struct str text = token_text(r->words, i);
    return t->flags & CAPITAL && t->kind == TOKEN_WORD && !str_is(text, "I") && !str_is(text, "A") &&
           (text.len == 1 || (text.len == 2 && text.at[1] == '.'));
}

/* A word in small letters that says of what kind a name is: "institute", "region". */
static bool is_kind(const struct reading *r, uint32_t i)
{
    return token(r, i)->kind == TOKEN_WORD && !(token(r, i)->flags & CAPITAL) &&
           has(r, i, HAS(ORG) | HAS(FACILITY) | HAS(LOCATION) | HAS(EVENT) | HAS(JOB));
}

/* "institute" of "institute Civis", "hurricane" of "hurricane Olga" */
static bool is_kind_before(const struct reading *r, uint32_t first, uint32_t end)
{
    bool ngo = token_is(r->words, first, "ngos") || (token_is(r->words, first, "ngo") && !has(r, end - 1, HAS(ORG)));
    bool kind = ngo || is_kind(r, first); /* "NGO Lake Watch", not "NGO Affairs Bureau" */
    return first + 1 < end && kind && token(r, first + 1)->flags & CAPITAL;
}

/* "region of" of "Kursk region of" */
static bool is_kind_behind(const struct reading *r, uint32_t first, uint32_t end)
{
    return end - first > 1 && token(r, first)->flags & CAPITAL &&
           ((is_kind(r, end - 1) && token(r, end - 2)->flags & CAPITAL) || token_is(r->words, end - 1, "of"));
}

/* "DC" of "Washington, DC" */
static bool is_district(const struct reading *r, uint32_t i)
{
    return token_is(r->words, i, "dc") || token_is(r->words, i, "d.c.");
}

/* Where the first of two places ends that the reader took for one: "Kursk region of Russia", "Geneva, Switzerland". */
static uint32_t place_end(const struct reading *r, const struct name *name, uint32_t first, uint32_t end)
{
    for (uint32_t i = first + 1; name->type == ENTITY_LOCATION && i + 1 < end; i++) {
        bool parts = (token_is(r->words, i, ",") && !is_district(r, i + 1)) ||
                     (token_is(r->words, i, "of") && is_kind(r, i - 1));
        if (parts && token(r, first)->flags & CAPITAL && token(r, i + 1)->flags & CAPITAL) {
            return i + 1;
        }
    }
    return end;
}

/* "District" of "U.S. District Judge": the judge's, not the country's. */
static bool is_judges(const struct reading *r, const struct name *name)
{
    return name->type == ENTITY_LOCATION && name->end - name->first > 1 &&
           token_is(r->words, name->end - 1, "district") &&
           (token_is(r->words, name->end, "judge") || token_is(r->words, name->end, "attorney"));
}

/* "Moscow said no" */
static bool is_place(const struct reading *r, const struct name *name)
{
    return name->type == ENTITY_PERSON && name->end - name->first == 1 && name->confidence < PERSON_LEAST &&
           has(r, name->first, HAS(PLACE)) && !has(r, name->first, HAS(FIRST_NAME) | HAS(LAST_NAME));
}

/* "nonpartisan" of "nonpartisan Commission on Debates" */
static bool is_remark(const struct reading *r, const struct name *name)
{
    const struct token *t = token(r, name->first);
    return name->type == ENTITY_ORGANIZATION && name->end - name->first > 1 && t->tag == TAG_ADJ &&
           !(t->flags & CAPITAL) && t[1].flags & CAPITAL;
}

/* "Aswan Dam" */
static bool is_facility(const struct reading *r, const struct name *name)
{
    return name->type == ENTITY_LOCATION && name->end - name->first > 1 && token(r, name->end - 1)->flags & CAPITAL &&
           has(r, name->end - 1, HAS(FACILITY)) && !has(r, name->end - 1, HAS(LOCATION));
}

/* "eastern" of "eastern Congo": small letters, and the place's own name behind them. */
static bool is_part_of_place(const struct reading *r, const struct name *name)
{
    return name->end - name->first > 1 && token_has_role(r->words, name->first, "direction") &&
           name->type == ENTITY_LOCATION && !(token(r, name->first)->flags & CAPITAL) &&
           token(r, name->first + 1)->flags & CAPITAL;
}

/* "Presidential" of "Republican Presidential": what a party's name goes with. */
static bool is_beside_party(const struct reading *r, const struct name *name)
{
    uint32_t last = name->end - 1;
    return name->type == ENTITY_NORP && last > name->first && token(r, last - 1)->flags & CAPITAL &&
           token_has_role(r->words, last, "of an election");
}

static void trim(const struct reading *r, struct name *name)
{
    name->end = end_in_brackets(r, name->first, name->end);
    while (name->end > name->first &&
           (is_edge(r, name->end - 1) || is_possessive(r, name->end - 1) || is_kind_behind(r, name->first, name->end) ||
            is_honour(r, name) || is_beside_party(r, name))) {
        name->end--;
    }
    while (name->end > name->first && (is_edge(r, name->first) || is_title(r, name) || is_remark(r, name) ||
                                       is_part_of_place(r, name) || is_kind_before(r, name->first, name->end))) {
        name->first++;
    }
    name->end -= ends_with_score(r, name->first, name->end) ? 3 : is_judges(r, name);
    name->first += is_days(r, name->first, name->end) ? 2 : is_day(r, name->first, name->end) || is_article(r, name);
    if (is_party(r, name->first, name->end)) {
        name->first += 2;
        name->type = ENTITY_LOCATION;
    }
    bool people = name->type == ENTITY_LOCATION && !has(r, name->first, HAS(PLACE)) &&
                  name->end < r->words->token_count && is_kind(r, name->end) &&
                  find_listed(&lexicon_peoples, r->words, name->first, name->end) >= 0;
    name->type = people ? (uint8_t)ENTITY_NORP : name->type; /* "the Indonesian island of Sumatra" */
    name->first += is_prefix(r, name->first, name->end) ? 2 : 0;
    name->type = is_place(r, name)      ? ENTITY_LOCATION
                 : is_facility(r, name) ? ENTITY_FACILITY
                 : is_law(r, name)      ? ENTITY_MISC
                                        : name->type;
}

/* "CP" of "CP Lund", "PV" of "PV Narasimha Rao": two initials written as one word, no role or place. */
static bool are_initials(const struct reading *r, uint32_t i)
{
    const struct token *t = token(r, i);
    struct str text = token_text(r->words, i);
    return text.len == 2 && t->flags & ALL_CAPS && !(t[1].flags & ALL_CAPS) && t->kind == TOKEN_WORD &&
           !has(r, i, HAS(TITLE) | HAS(JOB) | HAS(PLACE) | HAS(BODY) | HAS(ORG)) &&
           !token_has_role(r->words, i, "no initials");
}

/* "A. G. Perera", "Washington, D.C." and "SARS-CoV-2" whole; `start` and `stop` are as far as it may go. */
static void stretch(const struct reading *r, struct name *name, uint32_t start, uint32_t stop)
{
    uint32_t first = name->first;
    while (name->type == ENTITY_PERSON && first > start && name->first - first < INITIALS_MOST &&
           is_initial(r, first - 1)) {
        first--;
    }
    first -= name->type == ENTITY_PERSON && first == name->first && first > start && are_initials(r, first - 1);
    name->first = first;
    uint32_t end = name->end;
    if (name->type == ENTITY_LOCATION && end + 1 < stop && token_is(r->words, end, ",") && is_district(r, end + 1)) {
        name->end = end + 2;
    } else if (name->type != ENTITY_PERSON && end + 1 < stop && token_is(r->words, end, "-") &&
               !is_space_before(r, end) && !is_space_before(r, end + 1) && token(r, end + 1)->kind == TOKEN_NUMBER) {
        name->end = end + 2;
    }
}

/* "World Health Organization of the United Nations (UN)": where the second name begins, which the letters in brackets
 * stand for, and in *stop where the first one ends; `end` for both when it is one name. */
static uint32_t spelled_name(const struct reading *r, uint32_t first, uint32_t end, uint32_t *stop)
{
    uint32_t begin = end;
    bool bracket = end + 2 < r->words->token_count && token_is(r->words, end, "(") &&
                   token_is(r->words, end + 2, ")") && token(r, end + 1)->flags & ALL_CAPS;
    *stop = end;
    if (!bracket || !is_spelled_before(r, end + 1, &begin) || begin <= first + 2) {
        return end;
    }
    uint32_t of = begin - 1 - token_is(r->words, begin - 1, "the");
    *stop = token_is(r->words, of, "of") ? of : end;
    return *stop < end ? begin : end;
}

/* The pieces of a span in the sentences that it touches, trimmed; a single common word at a line's edge is none. */
static enum fault add_pieces(struct reading *r, struct name name, uint32_t end)
{
    uint8_t type = name.type;
    for (uint32_t first = name.first; first < end; first = name.end) {
        name.type = type;
        const struct sentence *sentence = &r->words->sentences[token(r, first)->sentence];
        uint32_t before = r->names.count ? r->names.at[r->names.count - 1].end : 0;
        bool whole = first == name.first && end <= sentence->end;
        uint32_t next = place_end(r, &name, first, end < sentence->end ? end : sentence->end);
        name.first = first;
        next = spelled_name(r, first, next, &name.end);
        trim(r, &name);
        stretch(r, &name, sentence->first > before ? sentence->first : before, sentence->end);
        bool word = name.end - name.first == 1 && has(r, name.first, HAS(COMMON));
        struct name *new = name.end > name.first && (whole || !word) ? VEC_PUSH(&r->names, r->arena) : NULL;
        if (new) {
            *new = name;
        } else if (name.end > name.first && (whole || !word)) {
            return FAULT_NO_MEMORY;
        }
        name.end = name.end > next ? name.end : next;
    }
    return OK;
}

/* Whether sentences begin with capitals here, so that small letters tell something. */
static bool has_capitals(const struct words *words)
{
    uint32_t capitals = 0, starts = 0;
    for (uint32_t i = 0; i < words->token_count; i++) {
        starts += words->tokens[i].flags & SENTENCE_START && words->tokens[i].kind == TOKEN_WORD;
        capitals += words->tokens[i].flags & SENTENCE_START && words->tokens[i].flags & CAPITAL;
    }
    return 2 * capitals > starts;
}

/* "turkey", "march" where capitals are used: words. */
static bool is_mere_words(const struct reading *r, const struct name *name)
{
    bool words = true;
    for (uint32_t i = name->first; i < name->end && words; i++) {
        bool small = !(token(r, i)->flags & (CAPITAL | HAS_DIGIT));
        words = small && (is_common_word(token(r, i)->folded) || name->confidence < SMALL_LEAST);
    }
    return words;
}

/* "(BA.N)", "(NYSE: BA)": under what a company's shares are traded. */
static bool is_share_code(const struct reading *r, const struct name *name)
{
    uint32_t first = name->first;
    bool alone = name->end == first + 1 && first > 0 && token(r, first)->flags & ALL_CAPS;
    bool closed = token_is(r->words, name->end, ")") || token_is(r->words, name->end, ">");
    bool opened = alone && (token_is(r->words, first - 1, "(") || token_is(r->words, first - 1, "<"));
    bool market = alone && first > 2 && token_is(r->words, first - 1, ":") && token(r, first - 2)->flags & ALL_CAPS &&
                  token_is(r->words, first - 3, "(");
    return closed &&
           (market || (opened && memchr(token_text(r->words, first).at, '.', token_text(r->words, first).len)));
}

/* "2049-09-09", "3-to-1": numbers with hyphens and no capital. */
static bool is_number(const struct reading *r, const struct name *name)
{
    bool capital = false, hyphen = false;
    for (uint32_t i = name->first; i < name->end; i++) {
        struct str text = token_text(r->words, i);
        capital |= (token(r, i)->flags & CAPITAL) != 0;
        hyphen |= memchr(text.at, '-', text.len) != NULL;
    }
    return token(r, name->first)->kind == TOKEN_NUMBER && hyphen && !capital;
}

bool is_technical_word(const struct words *words, uint32_t i)
{
    return words->tokens[i].flags & CAPITAL && token_has_role(words, i, "technical");
}

static bool is_technical(const struct reading *r, const struct name *name)
{
    return name->end == name->first + 1 && name->type != ENTITY_PERSON && name->type != ENTITY_NORP &&
           is_technical_word(r->words, name->first);
}

static void drop_names(struct reading *r, bool (*unwanted)(const struct reading *, const struct name *))
{
    size_t kept = 0;
    for (size_t n = 0; n < r->names.count; n++) {
        if (!unwanted(r, &r->names.at[n])) {
            r->names.at[kept++] = r->names.at[n];
        }
    }
    r->names.count = kept;
}

enum entity_type type_of_class(unsigned class)
{
    static const uint8_t TYPES[MODEL_NAMES] = {
        [READ_PERSON] = ENTITY_PERSON,     [READ_ORGANIZATION] = ENTITY_ORGANIZATION,
        [READ_LOCATION] = ENTITY_LOCATION, [READ_FACILITY] = ENTITY_FACILITY,
        [READ_NORP] = ENTITY_NORP,         [READ_PRODUCT] = ENTITY_PRODUCT,
        [READ_EVENT] = ENTITY_EVENT,       [READ_WORK_OF_ART] = ENTITY_WORK_OF_ART,
        [READ_MISC] = ENTITY_MISC};
    return (enum entity_type)TYPES[class];
}

static struct name name_of(const struct reading *r, const struct read_span *span)
{
    const float *odds = r->words->labels.name_odds;
    uint8_t type = (uint8_t)type_of_class(span->class);
    return (struct name){.first = span->first,
                         .type = type,
                         .read = type,
                         .confidence = span->score,
                         .odds = odds ? odds + (size_t)span->first * MODEL_NAMES : NULL};
}

enum fault find_names(struct reading *r)
{
    struct read_spans spans;
    enum fault f = read_names(r->arena, r->words, &spans);
    for (size_t i = 0; !f && i < spans.list.count; i++) {
        const struct read_span *span = &spans.list.at[i];
        if (i % DEADLINE_EVERY == 0 && clock_passed(r->deadline)) {
            return FAULT_TOO_SLOW;
        }
        if (r->names.count && span->first < r->names.at[r->names.count - 1].end) {
            continue; /* "D.C.", which the name before has taken in */
        }
        struct name name = name_of(r, span);
        bool vague = name.type == ENTITY_EVENT && name.confidence < EVENT_LEAST && !has(r, span->end - 1, HAS(EVENT));
        name.type = vague ? ENTITY_MISC : name.type;
        f = add_pieces(r, name, span->end);
    }
    if (has_capitals(r->words)) {
        drop_names(r, is_mere_words);
        drop_names(r, is_share_code);
    }
    drop_names(r, is_number);
    drop_names(r, is_technical);
    return f;
}
