/* What the article says that somebody is: the title before the name ("Ukrainian President"), the apposition behind or
 * before it ("Kovalenko, Ukraine's top official, said"; "its chairman, Moyo, said"), "Moyo is a farmer". */
#include "analysis/entities/listed.h"
#include "analysis/words/lexicon.h"

#include "people.h"

enum { TITLE_MOST = 10, APPOSITION_MOST = 28, BEFORE_MOST = 14 };

/* Tokens [first, end); empty when there is nothing to say. */
struct phrase {
    uint32_t first, end;
};

static const struct token *token(const struct reading *r, uint32_t i)
{
    return &r->words->tokens[i];
}

static uint32_t sentence_first(const struct reading *r, uint32_t i)
{
    return r->words->sentences[token(r, i)->sentence].first;
}

static uint32_t sentence_end(const struct reading *r, uint32_t i)
{
    return r->words->sentences[token(r, i)->sentence].end;
}

static bool is_role(const struct reading *r, uint32_t i)
{
    const struct token *t = token(r, i);
    bool small = !(t->flags & CAPITAL) || t->flags & SENTENCE_START;
    bool noun = t->tag == TAG_NOUN && small && is_person_noun(t->folded);
    bool compound = i > 1 && token_is(r->words, i - 1, "-") && !(t->flags & SPACE_BEFORE) &&
                    token_has_role(r->words, i, "compound doer"); /* "film-maker", "co-pilot" */
    bool position = r->sport && t->tag == TAG_NOUN && has_word_role(t->folded, "position");
    bool ranked =
        i > 0 && token_is(r->words, i - 1, "number") && (str_is(t->folded, "one") || str_is(t->folded, "two"));
    return t->kind == TOKEN_WORD && t->tag != TAG_VERB &&
           (has(r, i, HAS(JOB)) || noun || compound || position || ranked); /* "world number one" */
}

/* "officials", "ministers": the list has the singular. */
static bool is_noun(const struct reading *r, uint32_t i)
{
    enum tag tag = (enum tag)token(r, i)->tag;
    return tag == TAG_NOUN || tag == TAG_PROPN || is_role(r, i);
}

/* In the name of a body or a place: "of" of "University of Zerin", "WHO". */
static bool is_in_thing(const struct reading *r, uint32_t i)
{
    int32_t entity = r->found->at_token[i];
    return entity >= 0 && r->found->list.at[entity].type != ENTITY_PERSON;
}

static bool is_acronym(const struct token *t)
{
    return t->kind == TOKEN_WORD && t->flags & ALL_CAPS && !(t->flags & IN_CAPS) && t->folded.len > 1;
}

static bool is_modifier(const struct reading *r, uint32_t i)
{
    const struct token *t = token(r, i);
    return is_noun(r, i) || has_word_role(t->folded, "office participle") || t->tag == TAG_ADJ || t->tag == TAG_NUM ||
           has(r, i, HAS(TITLE)) || is_in_thing(r, i) || is_acronym(t) ||
           (str_is(t->folded, "-") && !(t->flags & SPACE_BEFORE)) || str_is(t->folded, "'s") ||
           str_is(t->folded, "'") || str_is(t->folded, "&");
}

/* A small noun before a capitalised role belongs to something else: "criticised the views President Okello holds". */
static bool is_apart(const struct reading *r, uint32_t i)
{
    return token(r, i)->tag == TAG_NOUN && !(token(r, i)->flags & CAPITAL) && token(r, i + 1)->flags & CAPITAL &&
           is_role(r, i + 1) && !is_role(r, i);
}

/* "Sen.", "Gov": says less than an apposition. */
static bool is_short(const struct reading *r, uint32_t i)
{
    return has(r, i, HAS(TITLE)) && token(r, i)->folded.len <= 4;
}

/* Where the name begins with the honorifics before it: "Dr. NAME". */
static uint32_t with_honorific(const struct reading *r, const struct mention *m)
{
    uint32_t first = m->first, start = sentence_first(r, m->first);
    for (unsigned i = 0; i < 2 && first > start && has(r, first - 1, HAS(TITLE)) &&
                         (!has(r, first - 1, HAS(JOB)) || is_short(r, first - 1));
         i++) {
        first--;
    }
    return first;
}

/* "elect" of "President-elect". */
static bool is_elect(const struct reading *r, uint32_t i)
{
    return (token_is(r->words, i, "elect") || token_is(r->words, i, "designate")) && i >= 2 &&
           token_is(r->words, i - 1, "-") && is_role(r, i - 2);
}

/* "Secretary of State", "chief of staff" before a name: where the office begins; `name` when none stands there. */
static uint32_t office_first(const struct reading *r, uint32_t start, uint32_t name)
{
    enum { CHARGE_MOST = 4 };
    uint32_t i = name;
    bool small = name > start + 2 && token(r, name - 1)->tag == TAG_NOUN && token_is(r->words, name - 2, "of") &&
                 !(token(r, name - 1)->flags & CAPITAL);
    if (small && is_role(r, name - 3) && !(token(r, name - 3)->flags & CAPITAL)) {
        return name - 3;
    }
    while (i > start && name - i < CHARGE_MOST && token(r, i - 1)->kind == TOKEN_WORD &&
           (token(r, i - 1)->flags & CAPITAL || token_is(r->words, i - 1, "the"))) {
        i--;
    }
    bool of = i < name && i > start + 1 && (token_is(r->words, i - 1, "of") || token_is(r->words, i - 1, "for"));
    bool office = of && is_role(r, i - 2) && token(r, i - 2)->flags & CAPITAL && !has(r, name - 1, HAS(TITLE));
    return office ? i - 2 : name;
}

/* "in hearings yesterday Senator NAME", "at a rally last night Labour leader NAME": when something was, behind which a
 * title begins. */
static bool is_when(const struct reading *r, uint32_t i)
{
    static const char *const DAYS[] = {"yesterday", "today", "tonight", "tomorrow", NULL},
                             *const TIMES[] = {"night", "week", "month", "year", "weekend", "morning", "evening", NULL},
                             *const WHICH[] = {"last", "this", "next", NULL};
    return token_is_any(r->words, i, DAYS) ||
           (i > 0 && token_is_any(r->words, i, TIMES) && token_is_any(r->words, i - 1, WHICH));
}

/* "Ukrainian President" before the name: nouns, adjectives and names, the last of them a role. */
static struct phrase title_before(const struct reading *r, const struct mention *m)
{
    uint32_t start = sentence_first(r, m->first), name = with_honorific(r, m), first = name;
    if (first == start || !is_role(r, first - 1)) {
        first = name = m->first;
    }
    bool role = first > start && (is_role(r, first - 1) || is_elect(r, first - 1));
    first = role ? first - (is_elect(r, first - 1) ? 3 : 0) : office_first(r, start, name);
    role = role || first < name;
    while (role && first > start && name - first < TITLE_MOST && is_modifier(r, first - 1) &&
           token(r, first - 1)->kind != TOKEN_LINK && !has(r, first - 1, HAS(MONTH)) && !is_apart(r, first - 1) &&
           !is_when(r, first - 1)) {
        first--;
        bool two =
            first > start + 1 && token_is(r->words, first - 1, "and") && is_role(r, first - 2) && is_role(r, first);
        two = two || (first > start + 1 && token_is(r->words, first - 1, "and") && !is_role(r, first) &&
                      token(r, first)->flags & CAPITAL && token(r, first - 2)->flags & CAPITAL &&
                      r->found->at_token[first - 2] == NO_ENTITY &&
                      (token_is(r->words, name - 1, "secretary") || token_is(r->words, name - 1, "minister")));
        first -= two ? 2 : 0; /* "singer and songwriter", "Work and Pensions Secretary" */
    }
    while (first < name &&
           (str_is(token(r, first)->folded, "'s") || str_is(token(r, first)->folded, "-") ||
            str_is(token(r, first)->folded, "'") || (token(r, first)->tag == TAG_ADV && !is_role(r, first)))) {
        first++;
    }
    return role ? (struct phrase){first, name} : (struct phrase){0};
}

/* "and Dan Lund, a writer,", "and it is his": somebody else, or another clause; not "aide to Ann Berg and Dan Lund". */
static bool goes_on_apart(const struct reading *r, uint32_t i)
{
    static const char *const SUBJECTS[] = {"he", "she", "it", "they", "we", NULL};
    int32_t entity = i < r->words->token_count ? r->found->at_token[i] : NO_ENTITY;
    uint32_t end = i;
    while (entity >= 0 && end < r->words->token_count && r->found->at_token[end] == entity) {
        end++;
    }
    bool person = entity >= 0 && r->found->list.at[entity].type == ENTITY_PERSON;
    return token_is_any(r->words, i, SUBJECTS) ||
           (person && token_is(r->words, end, ",") && end + 1 < r->words->token_count &&
            token(r, end + 1)->tag == TAG_DET);
}

/* "known as the [“]king[”] of the docks": the mark that closes a few words in marks, which open at token i; 0 when they
 * do not. */
static uint32_t closing_mark(const struct reading *r, uint32_t i, uint32_t limit)
{
    enum { WORDS_MOST = 6 };
    bool opens = token(r, i)->kind == TOKEN_QUOTE && token(r, i)->flags & SPACE_BEFORE && i + 1 < limit &&
                 !(token(r, i + 1)->flags & SPACE_BEFORE);
    for (uint32_t k = i + 2; opens && k < limit && k - i <= WORDS_MOST; k++) {
        if (token(r, k)->kind == TOKEN_QUOTE) {
            return k;
        }
    }
    return 0;
}

/* Where a noun phrase that begins at `first` ends: at a comma, a dash, a bracket, a relative pronoun, "and colleagues".
 */
static uint32_t phrase_end(const struct reading *r, uint32_t first, uint32_t limit)
{
    for (uint32_t i = first; i < limit; i++) {
        bool bare = i == first + 1 && token(r, first)->tag == TAG_DET; /* "is a [“born citizen,”]": another's words */
        uint32_t closing = i > first && !bare ? closing_mark(r, i, limit) : 0;
        if (closing && (token_is(r->words, closing - 1, ",") || closing + 1 == limit)) {
            return closing + 1; /* the mark has the comma before it */
        }
        i = closing ? closing + 1 : i;
        const struct token *t = token(r, i);
        bool mark = t->kind == TOKEN_PUNCT && !str_is(t->folded, "-") && !str_is(t->folded, "'");
        bool says = has(r, i, HAS(SAY)) && t->tag == TAG_VERB && i > first;
        bool dash = str_is(t->folded, "-") && t->flags & SPACE_BEFORE;
        bool who = str_is(t->folded, "who") && !(t->flags & ALL_CAPS); /* "the WHO's" */
        bool others =
            str_is(t->folded, "and") && (token_has_role(r->words, i + 1, "fellow") || goes_on_apart(r, i + 1));
        if (mark || dash || says || others || t->kind == TOKEN_QUOTE || who || str_is(t->folded, "which") ||
            str_is(t->folded, "whose") || str_is(t->folded, "that")) {
            return i;
        }
    }
    return limit;
}

/* "an officer based in Oslo" is a phrase, "the officer waited" is a clause. */
static bool is_participle(struct str word)
{
    return has_word_role(word, "phrase participle") || str_ends(word, STR("ing"));
}

/* The head of the noun phrase [first, end): its last noun before a preposition or a verb; -1 when it is a clause. */
static int64_t head_of(const struct reading *r, uint32_t first, uint32_t end)
{
    int64_t head = -1;
    for (uint32_t i = first; i < end; i++) {
        const struct token *t = token(r, i);
        bool joined = token_is(r->words, i + 1, "-") || (i > first && str_is(t[-1].folded, "-"));
        bool verb =
            (t->tag == TAG_VERB && head >= 0 && !is_role(r, i)) || (t->tag == TAG_AUX && !str_is(t->folded, "'s"));
        if (!joined && verb && !is_participle(t->folded)) {
            return -1;
        }
        if (!joined && ((t->tag == TAG_ADP && !is_in_thing(r, i)) || verb)) {
            break;
        }
        if (t->tag == TAG_CCONJ && head >= 0 && is_role(r, (uint32_t)head)) {
            break;
        }
        head = is_noun(r, i) ? (int64_t)i : head;
    }
    return head;
}

static bool is_of_people(const struct reading *r, uint32_t i)
{
    int32_t people = r->found->at_token[i];
    return people >= 0 && r->found->list.at[people].type == ENTITY_NORP;
}

/* Whether the noun phrase says what somebody does, or that he is "a Liberal Democrat", "Republican of Ohio". */
static bool has_role_head(const struct reading *r, uint32_t first, uint32_t end)
{
    int64_t head = head_of(r, first, end);
    bool partisan = head >= 0 && token(r, first)->tag == TAG_DET && is_of_people(r, (uint32_t)head);
    bool of = first + 1 < end && is_of_people(r, first) && token_is(r->words, first + 1, "of");
    return (head >= 0 && is_role(r, (uint32_t)head)) || partisan || of;
}

static bool is_who(const struct reading *r, uint32_t i)
{
    return token_is(r->words, i, "who") || token_is(r->words, i, "whose");
}

/* A noun for a thing, or for when or how: "NAME, a year later, went", "NAME, the same age, went". */
static bool is_thing_noun(const struct reading *r, uint32_t i)
{
    static const uint32_t THING =
        HAS(ORG) | HAS(FACILITY) | HAS(LOCATION) | HAS(EVENT) | HAS(PRODUCT) | HAS(WORK) | HAS(MONTH);
    return has(r, i, THING) || token_has_role(r->words, i, "no person");
}

/* "said NAME, the harbour master, who ...", "NAME, the harbour master, waited": where a verb or "who" goes on, a phrase
 * with "the" or "a" is what the person is, also when the list does not know the role. */
static bool has_person_head(const struct reading *r, const struct mention *m, uint32_t first, uint32_t end)
{
    int64_t head = token(r, first)->tag == TAG_DET ? head_of(r, first, end) : -1;
    if (head < 0 || is_thing_noun(r, (uint32_t)head) || r->found->at_token[head] >= 0) {
        return false;
    }
    bool comma = token_is(r->words, end, ",");
    bool acts = comma && end + 1 < sentence_end(r, m->first) &&
                (token(r, end + 1)->tag == TAG_VERB || token(r, end + 1)->tag == TAG_AUX) &&
                !str_ends(token(r, end + 1)->folded, STR("ing"));
    uint32_t behind = end + 1 < sentence_end(r, m->first) ? end + 1 : end;
    bool listed = token(r, behind)->tag == TAG_CCONJ;
    for (uint32_t i = first; i < end; i++) {
        listed |= token(r, i)->tag == TAG_CCONJ;
    }
    bool a = token_is(r->words, first, "a") || token_is(r->words, first, "an"); /* "by Ann Lund, a merchant." */
    if (a && !listed && m->end - m->first > 1 && (comma || token_is(r->words, end, ".")) && (uint32_t)head + 1 == end) {
        return true;
    }
    bool speaks = (m->first > sentence_first(r, m->first) && has(r, m->first - 1, HAS(SAY))) ||
                  (comma && has(r, end + 1, HAS(SAY)));
    return is_who(r, end) || (comma && is_who(r, end + 1)) || speaks || acts;
}

/* Without an article in front and words at the end that want more behind them. */
static struct phrase trim(const struct reading *r, struct phrase p)
{
    struct str word = p.first < p.end ? token(r, p.first)->folded : (struct str){0};
    p.first += str_is(word, "a") || str_is(word, "an") || str_is(word, "the") || str_is(word, "his") ||
               str_is(word, "her") || str_is(word, "their");
    while (p.end > p.first) {
        enum tag tag = (enum tag)token(r, p.end - 1)->tag;
        if (tag != TAG_CCONJ && tag != TAG_ADP && tag != TAG_DET) {
            break;
        }
        p.end--;
    }
    return p;
}

static bool starts_phrase(const struct reading *r, uint32_t i)
{
    const struct token *t = token(r, i);
    int32_t entity = r->found->at_token[i];
    uint32_t end = i;
    while (entity >= 0 && end < r->words->token_count && r->found->at_token[end] == entity) {
        end++;
    }
    bool another = entity >= 0 && r->found->list.at[entity].type == ENTITY_PERSON && !token_is(r->words, end, "'s");
    bool managing =
        t->tag == TAG_VERB && str_ends(t->folded, STR("ing")) && i + 1 < r->words->token_count && is_role(r, i + 1);
    bool listed = entity >= 0 && end > i && token(r, end - 1)->flags & CAPITAL && token_is(r->words, end, "and") &&
                  end + 1 < r->words->token_count && r->found->at_token[end + 1] >= 0; /* "Wimbledon and the US Open" */
    return !another && !listed &&
           (managing || t->tag == TAG_DET || t->tag == TAG_ADJ || is_noun(r, i) || has(r, i, HAS(PEOPLE)) ||
            str_is(t->folded, "his") || str_is(t->folded, "her") || str_is(t->folded, "its") ||
            str_is(t->folded, "their"));
}

/* The token behind a bracket that opens at i ("(D-Conn.)"), or i. */
static uint32_t behind_bracket(const struct reading *r, uint32_t i, uint32_t stop)
{
    enum { BRACKET_MOST = 10 };
    for (uint32_t k = i + 1; token_is(r->words, i, "(") && k < stop && k < i + BRACKET_MOST; k++) {
        if (token_is(r->words, k, ")")) {
            return k + 1;
        }
    }
    return i;
}

/* The token behind "of the Lake Ministry" or a bracket that follows a name, or behind the name. */
static uint32_t behind_affiliation(const struct reading *r, const struct mention *m)
{
    static const char *const JOINS[] = {"of", "from", "at", "with"};
    uint32_t stop = sentence_end(r, m->first), i = behind_bracket(r, m->end, stop);
    if (i > m->end) {
        return i;
    }
    bool joined = false;
    for (size_t k = 0; k < sizeof JOINS / sizeof *JOINS && i < stop; k++) {
        joined |= token_is(r->words, i, JOINS[k]);
    }
    i += joined + (joined && token_is(r->words, i + 1, "the"));
    int32_t body = joined && i < stop ? r->found->at_token[i] : NO_ENTITY;
    if (body < 0) {
        return m->end;
    }
    while (i < stop && r->found->at_token[i] == body) {
        i++;
    }
    return i;
}

/* A dash between words, as it opens and closes what is put in. */
static bool is_dash(const struct reading *r, uint32_t i)
{
    bool apart = i + 1 < r->words->token_count && token(r, i)->flags & token(r, i + 1)->flags & SPACE_BEFORE;
    return token_is(r->words, i, "—") || token_is(r->words, i, "--") ||
           (apart && (token_is(r->words, i, "-") || token_is(r->words, i, "–")));
}

/* "NAME, a spokesperson for the ministry," and "NAME, 63, a lawyer", "NAME — a lawyer — said". */
static struct phrase apposition_behind(const struct reading *r, const struct mention *m)
{
    uint32_t comma = behind_affiliation(r, m), stop = sentence_end(r, m->first), first = comma + 1;
    bool dash = first < stop && is_dash(r, comma);
    if (first >= stop || !(token_is(r->words, comma, ",") || dash)) {
        return (struct phrase){0};
    }
    if (token(r, first)->kind == TOKEN_NUMBER && token_is(r->words, first + 1, ",")) {
        first += 2;
    }
    bool now = token_is(r->words, first, "now") || token_is(r->words, first, "currently");
    first += now && first + 1 < stop; /* "NAME, now chairman of the bank," */
    uint32_t limit = stop - first > APPOSITION_MOST ? first + APPOSITION_MOST : stop;
    if (first >= stop || !starts_phrase(r, first)) {
        return (struct phrase){0};
    }
    uint32_t end = phrase_end(r, first, limit);
    if (end < stop && has(r, end, HAS(SAY)) && token(r, end)->tag == TAG_VERB) {
        return (struct phrase){0}; /* "... has been sent to NAME, the solicitor says." */
    }
    bool last = end == stop && (stop == r->words->token_count || token(r, stop)->flags & LINE_START);
    bool closed = dash ? end < stop && is_dash(r, end)
                       : end < stop || last; /* "... — NAME, leader of the party", the end of its line */
    return closed && (has_role_head(r, first, end) || has_person_head(r, m, first, end))
               ? trim(r, (struct phrase){first, end})
               : (struct phrase){0};
}

/* "NAME, who leads the union, said": the clause without "who"; "NAME, who is a farmer, said": what follows "is". */
static struct phrase relative_behind(const struct reading *r, const struct mention *m)
{
    uint32_t comma = behind_affiliation(r, m), stop = sentence_end(r, m->first);
    bool aged = token_is(r->words, comma, ",") && comma + 2 < stop && token(r, comma + 1)->kind == TOKEN_NUMBER &&
                token_is(r->words, comma + 2, ",");
    comma += aged ? 2 : 0; /* "Ann Lund, 41, who" */
    uint32_t first = comma + 2;
    if (first >= stop || !token_is(r->words, comma, ",") || !token_is(r->words, comma + 1, "who")) {
        return (struct phrase){0};
    }
    bool is = token_is(r->words, first, "is") || token_is(r->words, first, "was");
    first += is;
    uint32_t end = phrase_end(r, first, stop - first > APPOSITION_MOST ? first + APPOSITION_MOST : stop);
    bool closed = token_is(r->words, end, ",") || token_is(r->words, end, ".");
    bool object = !is && token_has_role(r->words, first, "office verb") && head_of(r, first + 1, end) >= 0;
    bool says = object || (is && !token_is(r->words, first, "not") && has_role_head(r, first, end));
    return closed && says ? trim(r, (struct phrase){first, end}) : (struct phrase){0};
}

/* "a customer": a noun for who does something, which the list does not know. */
static bool is_doer(const struct reading *r, uint32_t i)
{
    const struct token *t = token(r, i);
    return t->tag == TAG_NOUN && !(t->flags & CAPITAL) && !is_thing_noun(r, i) && i > 0 &&
           token(r, i - 1)->tag == TAG_DET && (str_ends(t->folded, STR("er")) || str_ends(t->folded, STR("or")));
}

/* "the ministry's spokesman, NAME, said". */
static struct phrase apposition_before(const struct reading *r, const struct mention *m)
{
    uint32_t start = sentence_first(r, m->first), end = with_honorific(r, m);
    uint32_t behind = behind_affiliation(r, m);
    bool closed = token_is(r->words, behind, ",") || token_is(r->words, behind, ".");
    if (end < start + 2 || !token_is(r->words, end - 1, ",") || !closed) {
        return (struct phrase){0};
    }
    uint32_t i = --end, role = end;
    if (is_doer(r, end - 1)) {
        return (struct phrase){end - 1, end};
    }
    uint32_t limit = end - start > BEFORE_MOST ? end - BEFORE_MOST : start;
    while (i > limit && (is_modifier(r, i - 1) || token(r, i - 1)->tag == TAG_ADP || token(r, i - 1)->tag == TAG_DET ||
                         token(r, i - 1)->tag == TAG_CCONJ)) {
        i--;
        role = is_role(r, i) ? i : role;
    }
    while (role > i && is_modifier(r, role - 1)) {
        role--;
    }
    bool determined = role > start && (token(r, role - 1)->tag == TAG_DET || token(r, role - 1)->tag == TAG_PRON);
    bool named = r->found->at_token[role] >= 0 ||
                 (has(r, role, HAS(TITLE)) && r->found->at_token[role + 1] >= 0); /* "Prof Lund's widow, NAME" */
    return role < end && (determined || named || role == start) && has_role_head(r, role, end)
               ? trim(r, (struct phrase){role, end})
               : (struct phrase){0};
}

/* "a bank officer named NAME". */
static struct phrase named_before(const struct reading *r, const struct mention *m)
{
    uint32_t start = sentence_first(r, m->first), end = m->first - (m->first > start), first = end;
    if (!token_is(r->words, end, "named") && !token_is(r->words, end, "called")) {
        return (struct phrase){0};
    }
    while (first > start && end - first < TITLE_MOST && is_modifier(r, first - 1)) {
        first--;
    }
    bool determined = first > start && token(r, first - 1)->tag == TAG_DET;
    return first < end && determined && has_role_head(r, first, end) ? (struct phrase){first, end} : (struct phrase){0};
}

/* "NAME is a farmer". */
static struct phrase predicate(const struct reading *r, const struct mention *m)
{
    uint32_t stop = sentence_end(r, m->first), first = m->end + 1;
    bool is = token_is(r->words, m->end, "is") || token_is(r->words, m->end, "was");
    static const char *const IF[] = {"if", "whether", "unless", "should", NULL}; /* "if NAME is the nominee" */
    bool supposed = m->first > sentence_first(r, m->first) && token_is_any(r->words, m->first - 1, IF);
    bool opinion = r->quoted[m->first]; /* "“Lund is a great chancellor,” he said" */
    if (!is || supposed || opinion || first >= stop || (token(r, first)->tag != TAG_DET && !is_role(r, first))) {
        return (struct phrase){0};
    }
    uint32_t end = phrase_end(r, first, stop - first > APPOSITION_MOST ? first + APPOSITION_MOST : stop);
    return has_role_head(r, first, end) ? trim(r, (struct phrase){first, end}) : (struct phrase){0};
}

static struct phrase describe_mention(const struct reading *r, const struct mention *m)
{
    struct phrase p = apposition_behind(r, m), title = title_before(r, m);
    bool bare = title.end == title.first + 1 && is_short(r, title.first);
    bool partisan = p.first < p.end && is_of_people(r, p.first) && token(r, p.first - 1)->tag == TAG_DET &&
                    title.first < title.end && !bare;
    bool party = p.end == p.first + 1 && is_of_people(r, p.first) && title.first < title.end; /* "Gov. NAME, a Tory" */
    p = (p.first < p.end && !partisan && !party) || (bare && !party) ? p : title; /* "Senator NAME, a Tory of Leeds" */
    if (p.end < p.first + 2) { /* one word says less than an apposition does */
        struct phrase before = apposition_before(r, m);
        p = before.first < before.end ? before : p;
    }
    p = p.first < p.end ? p : named_before(r, m);
    p = p.first < p.end ? p : title;
    p = p.first < p.end ? p : relative_behind(r, m);
    return p.first < p.end ? p : predicate(r, m);
}

/* "Gen.", "Prof": a rank, where the article says no more; "Mr" and "Lady" are none. */
static struct phrase rank_before(const struct reading *r, const struct mention *m)
{
    static const char *const COURTESY[] = {"mx", "mx.", "dr", "dr.", "sir", "dame", "lord", "lady", "don", "st", "st."};
    uint32_t rank = m->first - (m->first > sentence_first(r, m->first));
    bool courtesy = rank == m->first || !has(r, rank, HAS(TITLE)) || r->facts[rank].gender;
    for (size_t k = 0; k < sizeof COURTESY / sizeof *COURTESY && !courtesy; k++) {
        courtesy = token_is(r->words, rank, COURTESY[k]);
    }
    uint32_t start = sentence_first(r, m->first); /* "Col. Maj." */
    bool two = !courtesy && rank > start && has(r, rank - 1, HAS(TITLE)) && !r->facts[rank - 1].gender;
    return courtesy ? (struct phrase){0} : (struct phrase){rank - two, m->first};
}

static void say_of(struct reading *r, struct entity *e, struct span *described, struct phrase p)
{
    e->description = span_text(r->words->text, token_span(r->words, p.first, p.end));
    *described = (struct span){p.first, p.end};
}

/* The first description of two words or more; else the first; else a rank. */
static void describe_person(struct reading *r, struct entity *e, struct span *described)
{
    for (size_t i = 0; i < e->mentions.count; i++) {
        struct phrase p = describe_mention(r, &e->mentions.at[i]);
        bool longer = p.end > p.first + 1;
        if (p.first < p.end && (!e->description.at || longer)) {
            say_of(r, e, described, p);
            if (longer) {
                return;
            }
        }
    }
    for (size_t i = 0; i < e->mentions.count && !e->description.at; i++) {
        struct phrase rank = rank_before(r, &e->mentions.at[i]);
        if (rank.first < rank.end) {
            say_of(r, e, described, rank);
        }
    }
}

/* "NAME, a network of scientists,", "NAME (ABC), the maker of it, which": what an apposition calls a thing. */
static struct phrase thing_behind(const struct reading *r, const struct mention *m, enum entity_type type)
{
    uint32_t stop = sentence_end(r, m->first), comma = behind_bracket(r, m->end, stop), first = comma + 1;
    uint32_t limit = stop - comma > APPOSITION_MOST ? comma + APPOSITION_MOST : stop;
    if (first >= stop || !token_is(r->words, comma, ",") || !starts_phrase(r, first) || has(r, first, HAS(JOB))) {
        return (struct phrase){0};
    }
    uint32_t end = phrase_end(r, first, limit);
    int64_t head = end < stop ? head_of(r, first, end) : -1;
    bool body = head >= 0 && type == ENTITY_ORGANIZATION && called_before(r, (uint32_t)head + 1);
    bool fits = head > (int64_t)first && (body || may_head(r, (uint32_t)head, type)) && r->found->at_token[head] < 0;
    bool listed = end + 1 < stop && token_is(r->words, end, ",") &&
                  token(r, end + 1)->tag == TAG_CCONJ; /* "NAME, the union, and" */
    return fits && !listed ? trim(r, (struct phrase){first, end}) : (struct phrase){0};
}

/* Inside a compound: "human-rights group". */
static bool is_hyphen(const struct reading *r, uint32_t i)
{
    return token_is(r->words, i, "-") && !(token(r, i)->flags & SPACE_BEFORE) && i + 1 < r->words->token_count &&
           !(token(r, i + 1)->flags & SPACE_BEFORE);
}

/* "the Austrian broadcaster NAME": the noun that calls it something, and what stands before the noun. */
static struct phrase thing_before(const struct reading *r, const struct mention *m)
{
    uint32_t start = sentence_first(r, m->first), first = m->first;
    while (called_before(r, m->first) && first > start && m->first - first < TITLE_MOST &&
           (token(r, first - 1)->tag == TAG_NOUN || token(r, first - 1)->tag == TAG_ADJ || is_in_thing(r, first - 1) ||
            is_hyphen(r, first - 1))) {
        first--;
    }
    enum tag before = first > start ? (enum tag)token(r, first - 1)->tag : TAG_PUNCT; /* "to buy Dutch brewer NAME" */
    bool opens = before == TAG_DET || before == TAG_VERB || before == TAG_ADP || before == TAG_PUNCT ||
                 (first > start && token_is(r->words, first - 1, "'s"));
    return opens ? (struct phrase){first, m->first} : (struct phrase){0};
}

/* "The national weather agency, NAME, had said": what an apposition before a name calls a thing. */
static struct phrase thing_apposed(const struct reading *r, const struct mention *m, enum entity_type type)
{
    uint32_t start = sentence_first(r, m->first), comma = m->first - 1, first = comma;
    bool closed =
        token_is(r->words, m->end, ",") && m->end + 1 < r->words->token_count && token(r, m->end + 1)->tag != TAG_CCONJ;
    if (m->first < start + 3 || !token_is(r->words, comma, ",") || !closed || token(r, comma - 1)->tag != TAG_NOUN ||
        (type != ENTITY_ORGANIZATION && type != ENTITY_LOCATION)) {
        return (struct phrase){0};
    }
    bool body = type == ENTITY_ORGANIZATION && called_before(r, comma);
    if ((!body && !may_head(r, comma - 1, type)) || has(r, comma - 1, HAS(JOB))) {
        return (struct phrase){0};
    }
    while (first > start && comma - first < TITLE_MOST &&
           (token(r, first - 1)->tag == TAG_NOUN || token(r, first - 1)->tag == TAG_ADJ || is_in_thing(r, first - 1))) {
        first--;
    }
    bool the = first > start && token_is(r->words, first - 1, "the");
    bool opens = the && (first - 1 == start || token(r, first - 2)->kind == TOKEN_PUNCT);
    return opens ? (struct phrase){first, comma} : (struct phrase){0};
}

/* "the government institute", "the state weather agency": whose the body is. */
static bool is_of_state(const struct words *words, struct phrase p, uint32_t head)
{
    static const char *const OWNERS[] = {"government", "state", "federal", NULL};
    bool found = false;
    for (uint32_t i = p.first; i < head && !found; i++) {
        found = token_is_any(words, i, OWNERS) && !token_is(words, i + 1, "-");
    }
    return found;
}

/* What a description calls a thing of which nothing else tells the subtype: "a mining town", "the distributor". */
static enum entity_subtype subtype_said(const struct reading *r, const struct entity *e, struct phrase p)
{
    int64_t head = head_of(r, p.first, p.end);
    bool body = head >= 0 && e->type == ENTITY_ORGANIZATION && has(r, (uint32_t)head, HAS(ORG));
    if (body && called_before(r, (uint32_t)head + 1) == SUBTYPE_OTHER && is_of_state(r->words, p, (uint32_t)head)) {
        return SUBTYPE_GOVERNMENT;
    }
    return head < 0                         ? SUBTYPE_NONE
           : e->type == ENTITY_LOCATION     ? (enum entity_subtype)r->facts[head].place
           : e->type == ENTITY_ORGANIZATION ? called_before(r, (uint32_t)head + 1)
                                            : SUBTYPE_NONE;
}

static void describe_thing(struct reading *r, struct entity *e, struct span *described)
{
    enum { MENTIONS_MOST = 8 };
    for (size_t i = 0; i < e->mentions.count && i < MENTIONS_MOST && !e->description.at; i++) {
        struct phrase p = thing_behind(r, &e->mentions.at[i], e->type);
        p = p.first < p.end ? p : thing_before(r, &e->mentions.at[i]);
        p = p.first < p.end ? p : thing_apposed(r, &e->mentions.at[i], e->type);
        if (p.first < p.end) {
            say_of(r, e, described, p);
            e->subtype = e->subtype ? e->subtype : subtype_said(r, e, p);
        }
    }
}

static enum gender gender_of_title(const struct reading *r, const struct entity *e)
{
    for (size_t i = 0; i < e->mentions.count; i++) {
        const struct mention *m = &e->mentions.at[i];
        if (m->first && has(r, m->first - 1, HAS(TITLE)) && r->facts[m->first - 1].gender) {
            return (enum gender)r->facts[m->first - 1].gender;
        }
    }
    return GENDER_UNKNOWN;
}

static enum gender gender_of_name(const struct reading *r, const struct entity *e)
{
    for (size_t i = 0; i < e->mentions.count; i++) {
        const struct mention *m = &e->mentions.at[i];
        if (m->end - m->first > 1 && has(r, m->first, HAS(FIRST_NAME)) && r->facts[m->first].gender) {
            return (enum gender)r->facts[m->first].gender;
        }
    }
    return GENDER_UNKNOWN;
}

/* "military spokesman": words for one sex alone, which say more than a given name does; a chairman may be a woman. */
static enum gender gender_of_speaker(const struct reading *r, struct span tokens)
{
    for (uint32_t i = tokens.start; i < tokens.end && token(r, i)->tag != TAG_ADP; i++) {
        bool owner = token_is(r->words, i + 1, "'s");
        if (!owner && (token_is(r->words, i, "spokesman") || token_is(r->words, i, "spokeswoman"))) {
            return token_is(r->words, i, "spokesman") ? GENDER_MALE : GENDER_FEMALE;
        }
    }
    return GENDER_UNKNOWN;
}

/* "spokeswoman", "actress", "mother": roles that tell. */
static enum gender gender_of_roles(const struct reading *r, struct span tokens)
{
    for (uint32_t i = tokens.start; i < tokens.end; i++) {
        struct str word = token(r, i)->folded;
        if (has(r, i, HAS(KIN)) && r->facts[i].gender) {
            return (enum gender)r->facts[i].gender;
        }
        if (str_ends(word, STR("woman")) || (str_ends(word, STR("ress")) && is_role(r, i)) || str_is(word, "queen")) {
            return GENDER_FEMALE;
        }
        if (word.len > 3 && str_ends(word, STR("man")) && is_role(r, i)) {
            return GENDER_MALE;
        }
    }
    return GENDER_UNKNOWN;
}

/* US politicians have common names: the link stays only where the article speaks of politics beside the name. */
static bool is_politician(const struct reading *r, const struct entity *e, struct span described)
{
    for (size_t m = 0; m < e->mentions.count + 1 && m < 9; m++) {
        bool phrase = m == e->mentions.count;
        uint32_t end = phrase ? described.end : e->mentions.at[m].first;
        uint32_t first = phrase ? described.start : end > 2 ? end - 2 : 0;
        for (uint32_t i = first; i < end; i++) {
            if (token_has_role(r->words, i, "politician")) {
                return true;
            }
        }
    }
    return false;
}

/* Takes the link of a US politician away where nothing says that it is the politician. */
static void check_link(const struct reading *r, struct entity *e, struct span described)
{
    int row = -1;
    for (size_t i = 0; i < e->mentions.count && e->wikidata.at && row < 0; i++) {
        row = find_listed(&lexicon_people, r->words, e->mentions.at[i].first, e->mentions.at[i].end);
    }
    if (row >= 0 && str_is(lexicon_cell(&lexicon_people, row, PEOPLE_IN), "us") && !is_politician(r, e, described)) {
        e->wikidata = (struct str){0};
    }
}

enum fault describe_entities(struct reading *r)
{
    r->described = ARENA_NEW(r->arena, struct span, r->found->list.count);
    if (!r->described) {
        return FAULT_NO_MEMORY;
    }
    for (size_t i = 0; i < r->found->list.count; i++) {
        struct entity *e = &r->found->list.at[i];
        if (e->type == ENTITY_PERSON) {
            describe_person(r, e, &r->described[i]);
            check_link(r, e, r->described[i]);
            e->gender = e->gender ? e->gender : gender_of_title(r, e);
            e->gender = e->gender ? e->gender : gender_of_speaker(r, r->described[i]); /* the spokesman Désiré */
            e->gender = e->gender ? e->gender : gender_of_name(r, e);
            e->gender = e->gender ? e->gender : gender_of_roles(r, r->described[i]);
        } else if (e->type != ENTITY_NORP) {
            describe_thing(r, e, &r->described[i]);
            e->gender = GENDER_NEUTER;
        }
    }
    return OK;
}
