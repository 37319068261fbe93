/* Epithets: "the Everton striker", "the former teacher", "the 35-year-old": somebody named just before, called by what
 * he is rather than by an office that another may hold; and who speaks by an office or as a body: "the chancellor
 * said", "the Dutch company said". */
#include "analysis/entities/focus.h"
#include "analysis/entities/listed.h"

#include "cue_verbs.h"

enum { PHRASE_MOST = 8, PEOPLE_MOST = 3, AGE_BACK = 20, UNNAMED_BACK = 200 };

static const struct resolved NOTHING = {NO_ENTITY, 0, 0};

struct epithet {
    uint32_t head; /* its last token; 0: none */
    uint32_t age;  /* the token of the number of years; 0: none */
    bool officer;  /* of somebody who holds an office, too */
    bool speaks;   /* a role, not an epithet: only who is spoken of as a speaker may be called so */
};

static bool is_aged(const struct words *w, uint32_t i)
{
    return i + 4 < w->token_count && w->tokens[i].kind == TOKEN_NUMBER && token_is(w, i + 1, "-") &&
           token_is(w, i + 2, "year") && token_is(w, i + 3, "-") && token_is(w, i + 4, "old");
}

/* What stands before the head: adjectives, nouns, hyphens, names of what he belongs to. */
static bool is_inner(const struct reading *r, uint32_t i)
{
    enum tag tag = (enum tag)r->words->tokens[i].tag;
    int32_t entity = r->found->at_token[i];
    bool youth = tag == TAG_NUM || (tag == TAG_ADP && r->words->tokens[i].flags & CAPITAL); /* "England Under-21" */
    return entity == NO_ENTITY
               ? youth || tag == TAG_ADJ || tag == TAG_NOUN || tag == TAG_PROPN || token_is(r->words, i, "-")
               : (size_t)entity < r->found->list.count && r->found->list.at[entity].type != ENTITY_PERSON;
}

/* "6. John Lund. The Ohio governor is ahead.": whom the paragraph of token i has for its heading; NO_ENTITY: nobody. */
static int32_t heads_paragraph(const struct reading *r, uint32_t i)
{
    enum { HEADING_MOST = 8 };
    const struct words *w = r->words;
    const struct sentence *own = &w->sentences[w->tokens[i].sentence];
    uint32_t first = w->sentences[w->paragraphs[own->paragraph].first].first;
    int32_t person = NO_ENTITY;
    for (uint32_t k = first; k < own->first && k < first + HEADING_MOST; k++) {
        int32_t entity = r->found->at_token[k];
        bool closes = person != NO_ENTITY && token_is(w, k, ".") && w->tokens[k + 1].flags & SENTENCE_START;
        if (closes) {
            return person;
        }
        bool other = entity == NO_ENTITY
                         ? w->tokens[k].kind == TOKEN_WORD
                         : (person != NO_ENTITY && entity != person) || r->found->list.at[entity].type != ENTITY_PERSON;
        if (other) {
            break;
        }
        person = entity == NO_ENTITY ? person : entity;
    }
    return NO_ENTITY;
}

static bool is_former(const struct words *w, uint32_t i)
{
    return token_is(w, i, "former") || token_is(w, i, "retired");
}

/* "chief executive", "finance chief", "boss": words for the same office. */
static bool is_chief(const struct words *w, uint32_t i)
{
    return token_has_role(w, i, "chief");
}

/* "the spokesman", "the lawyer": whose business it is to speak of somebody else. */
static bool is_for_others(const struct words *w, uint32_t i)
{
    return token_has_role(w, i, "speaks for others") || token_has_role(w, i, "speaks in court");
}

static bool says(const struct reading *r, uint32_t i)
{
    static const double OFTEN = 0.6;
    if (i >= r->words->token_count || r->words->tokens[i].tag != TAG_VERB) {
        return false;
    }
    int row = lexicon_find(&lexicon_cue_verbs, r->words->tokens[i].folded);
    return has(r, i, HAS(SAY)) || (row >= 0 && lexicon_number(&lexicon_cue_verbs, row, CUE_VERBS_STRENGTH) > OFTEN);
}

/* The token behind ", who has worked there since 2004," that begins at token i, or i. */
static uint32_t behind_who(const struct words *w, uint32_t i)
{
    enum { CLAUSE_MOST = 16 };
    uint32_t end = token_is(w, i, ",") && token_is(w, i + 1, "who") ? i + 2 : i;
    while (end > i && end < i + CLAUSE_MOST && end < w->token_count && !token_is(w, end, ",")) {
        end += token_is(w, end, ".") ? CLAUSE_MOST : 1;
    }
    return end > i && token_is(w, end, ",") ? end + 1 : i;
}

/* "the chancellor has also said", "“...,” said the chancellor": whether the phrase from `the` to `head` tells who
 * speaks. */
static bool is_speaking(const struct reading *r, uint32_t the, uint32_t head)
{
    static const char *const BETWEEN[] = {"has", "had", "also", "later", "then", NULL};
    const struct words *w = r->words;
    bool behind = the > 1 && says(r, the - 1) && (w->tokens[the - 2].kind == TOKEN_QUOTE || token_is(w, the - 2, ","));
    uint32_t verb = behind_who(w, head + 1), stop = verb + 2;
    while (verb < stop && token_is_any(w, verb, BETWEEN)) {
        verb++;
    }
    return behind || says(r, verb);
}

/* "the German said", "the Frenchman": one word for somebody of a people, who speaks. */
static bool is_one_of_people(const struct reading *r, uint32_t i)
{
    static const char *const ENDS[] = {"s", "ese", "ish", "ch", NULL}; /* of many: "the British said" */
    int32_t people = r->found->at_token[i];
    enum tag next = i + 1 < r->words->token_count ? (enum tag)r->words->tokens[i + 1].tag : TAG_X;
    bool one = people >= 0 && next != TAG_NOUN && next != TAG_ADJ && next != TAG_PROPN &&
               (size_t)people < r->found->list.count && r->found->list.at[people].type == ENTITY_NORP &&
               is_speaking(r, i - 1, i);
    for (size_t k = 0; ENDS[k] && one; k++) {
        one = !str_ends(r->words->tokens[i].folded, str_of(ENDS[k]));
    }
    return one;
}

/* The epithet whose first word is token i; `headed`: somebody is the paragraph's heading, who may be called by his
 * office. */
static struct epithet epithet_at(const struct reading *r, uint32_t i, bool headed)
{
    const struct words *w = r->words;
    bool former = is_former(w, i);
    uint32_t first = i;
    struct epithet found = {0};
    for (uint32_t end = i + PHRASE_MOST; i < end && i < w->token_count && !found.head;) {
        bool noun_tag = w->tokens[i].tag == TAG_NOUN || w->tokens[i].tag == TAG_PROPN; /* "MP" */
        bool plain = r->found->at_token[i] == NO_ENTITY && noun_tag;
        bool body = w->tokens[i].flags & CAPITAL && is_chief(w, i); /* "the Scottish Executive" */
        if (is_aged(w, i)) {
            found.age = i;
            i += 5;
            bool noun = i < w->token_count && has(r, i, HAS(JOB)) && w->tokens[i].tag == TAG_NOUN;
            found.head = noun ? i : i - 1;
        } else if (plain && (token_has_role(w, i, "epithet") ||
                             ((former || headed) && (has(r, i, HAS(JOB)) || token_has_role(w, i, "position"))))) {
            found.head = i;
        } else if (plain && has(r, i, HAS(JOB)) && !body && !is_for_others(w, i) && is_speaking(r, first - 1, i)) {
            found.head = i;
            found.speaks = true;
        } else if (i == first && is_one_of_people(r, i)) { /* "the German said" */
            found.head = i;
            found.speaks = found.officer = true;
        } else if (!is_inner(r, i)) {
            break;
        } else {
            i++;
        }
    }
    uint32_t behind = found.head + 1;
    if (!found.head || behind >= w->token_count) {
        return found;
    }
    bool apposed =
        token_is(w, behind, ",") && behind + 1 < w->token_count && r->found->at_token[behind + 1] != NO_ENTITY;
    bool goes_on = r->found->at_token[behind] != NO_ENTITY || w->tokens[behind].tag == TAG_NOUN ||
                   token_is(w, behind, "of") || token_is(w, behind, "who") || token_is(w, behind, "that") ||
                   token_is(w, behind, "-") || token_is(w, behind, "'s");
    return apposed || goes_on ? (struct epithet){0} : found;
}

/* "Ana Ruiz, 35,": the token of the age beside a name of the person; 0 when none is told. */
static uint32_t told_age(const struct reading *r, int32_t person)
{
    const struct entity *e = &r->found->list.at[person];
    uint32_t age = 0;
    for (size_t i = 0; i < e->mentions.count && i < PEOPLE_MOST && !age; i++) {
        uint32_t end = e->mentions.at[i].end;
        bool told = end + 1 < r->words->token_count && token_is(r->words, end, ",") &&
                    r->words->tokens[end + 1].kind == TOKEN_NUMBER && r->words->tokens[end + 1].folded.len < 3;
        age = told ? end + 1 : 0;
    }
    return age;
}

/* "a striker", "a 35-year-old man" before: somebody without a name is meant. */
static bool was_unnamed(const struct reading *r, const struct focus *focus, uint32_t i, struct str word)
{
    bool unnamed = false;
    for (uint32_t k = i; k-- > 1 && i - k < UNNAMED_BACK && !unnamed;) {
        bool one = token_is(r->words, k - 1, "a") || token_is(r->words, k - 1, "an") ||
                   (k > 1 && (token_is(r->words, k - 2, "a") || token_is(r->words, k - 2, "an")));
        unnamed = one && !focus->described[k] && str_equal(r->words->tokens[k].folded, word);
    }
    return unnamed;
}

/* "Middlesbrough boss Lars Lund": whoever is said to hold an office is called by that; a speaker by a word for the same
 * one, too. */
static bool holds_office(const struct reading *r, int32_t person, struct epithet epithet)
{
    const struct words *w = r->words;
    bool holds = false, chief = epithet.speaks && is_chief(w, epithet.head);
    for (uint32_t i = r->described[person].start; i < r->described[person].end && !holds; i++) {
        bool office = token_has_role(w, i, "office") && !token_is(w, r->described[person].start, "former");
        holds = office && !(chief && is_chief(w, i)) && !(epithet.speaks && w->tokens[i].tag == TAG_VERB);
    }
    return holds;
}

static bool fits(const struct reading *r, const struct trace *trace, int32_t person, struct epithet epithet)
{
    if (!epithet.age && !epithet.officer && holds_office(r, person, epithet)) {
        return false;
    }
    bool people = epithet.speaks && epithet.officer; /* "German" is a given name, too */
    enum gender gender = people || (epithet.age && token_is(r->words, epithet.head, "old"))
                             ? GENDER_UNKNOWN
                             : (enum gender)r->facts[epithet.head].gender;
    uint32_t age = epithet.age ? told_age(r, person) : 0;
    bool same = !age || str_equal(r->words->tokens[age].folded, r->words->tokens[epithet.age].folded);
    return same && (gender == GENDER_UNKNOWN || trace->gender == GENDER_UNKNOWN || gender == trace->gender);
}

/* "Lund asked Holm whether ...": the other one speaks next. */
static bool asks(const struct reading *r, int32_t person, const struct trace *trace)
{
    uint32_t end = trace->token;
    while (end < r->words->token_count && r->found->at_token[end] == person) {
        end++;
    }
    return token_is(r->words, end, "asked") || token_is(r->words, end, "asks");
}

/* "The minister said Mr Lund was wrong": whom the rest of the sentence names is not who says so. */
static bool is_named_after(const struct reading *r, const struct focus *focus, int32_t person, uint32_t i)
{
    enum { NAMES_MOST = 16 };
    uint32_t end = r->words->sentences[r->words->tokens[i].sentence].end;
    size_t stop = focus->next_name + NAMES_MOST < r->names.count ? focus->next_name + NAMES_MOST : r->names.count;
    bool named = false;
    for (size_t n = focus->next_name; n < stop && r->names.at[n].first < end && !named; n++) {
        named = r->name_entity[n] == person;
    }
    return named;
}

/* Whether nobody was mentioned more often, of those in focus. */
static bool is_lead(const struct focus *focus, int32_t person)
{
    bool lead = true;
    for (unsigned k = 0; k < FOCUS_MOST && focus->people[k] != NO_ENTITY && lead; k++) {
        lead = focus->traces[focus->people[k]].count <= focus->traces[person].count;
    }
    return lead;
}

/* Whether somebody in focus may be who speaks as "the chancellor": who did or said something last, was not called by
 * another office, and is not spoken of himself. */
static bool may_speak(const struct reading *r, const struct focus *focus, int32_t person, struct epithet epithet)
{
    const struct trace *trace = &focus->traces[person];
    struct str noun = r->words->tokens[epithet.head].folded;
    bool only = focus->people[1] == NO_ENTITY, active = trace->role == ROLE_SUBJECT || only;
    bool other = trace->called.len && !str_equal(trace->called, noun);
    bool state = token_has_role(r->words, epithet.head, "heads a state") && !is_lead(focus, person);
    return active && !other && !state && !asks(r, person, trace) && !is_named_after(r, focus, person, epithet.head);
}

/* Who or what may be meant: the only one, or the only subject of the sentence before. NO_ENTITY: one who is in the way
 * of others and not meant. */
struct choice {
    int32_t only, subject;
    unsigned all, subjects;
};

static void consider(struct choice *choice, int32_t entity, bool subject)
{
    choice->only = entity;
    choice->all++;
    choice->subject = subject ? entity : choice->subject;
    choice->subjects += subject;
}

static int32_t chosen(struct choice choice)
{
    return choice.all == 1 ? choice.only : choice.subjects == 1 ? choice.subject : NO_ENTITY;
}

/* The one person whom the sentence before is about, or the only one of it and of this one so far; whoever was said to
 * be of that age. */
static int32_t person_before(const struct reading *r, const struct focus *focus, uint32_t i, struct epithet epithet)
{
    uint32_t here = r->words->tokens[i].sentence;
    struct choice choice = {0};
    for (unsigned k = 0; k < FOCUS_MOST && focus->people[k] != NO_ENTITY; k++) {
        int32_t person = focus->people[k];
        const struct trace *trace = &focus->traces[person];
        bool named = (size_t)person < focus->entities, near = here - trace->sentence <= 1;
        if (named && epithet.age && here - trace->sentence <= AGE_BACK && told_age(r, person) &&
            fits(r, trace, person, epithet)) {
            return person;
        }
        bool alone = epithet.speaks && focus->people[1] == NO_ENTITY; /* however far before */
        if (!(near || alone) || (named && !fits(r, trace, person, epithet))) {
            continue;
        }
        bool may = named && (!epithet.speaks || may_speak(r, focus, person, epithet));
        consider(&choice, may ? person : NO_ENTITY, trace->role == ROLE_SUBJECT && trace->sentence < here);
    }
    return chosen(choice);
}

/* "the Dutch company said", "claimed the rights group": the noun of a body that speaks, whose phrase begins behind
 * token i, "the"; 0: none. */
static uint32_t speaking_body(const struct reading *r, uint32_t i)
{
    const struct words *w = r->words;
    for (uint32_t k = i + 1; k < i + PHRASE_MOST && k + 1 < w->token_count; k++) {
        bool noun = r->found->at_token[k] == NO_ENTITY && w->tokens[k].tag == TAG_NOUN;
        bool body = noun && (noun_calls(w, k, k + 1) || token_has_role(w, k, "any body"));
        if (body && w->tokens[k + 1].tag != TAG_NOUN && is_speaking(r, i, k)) {
            return k;
        }
        int32_t named = r->found->at_token[k]; /* "the China Daily newspaper" is another */
        bool of = named < 0 || r->found->list.at[named].type == ENTITY_NORP ||
                  r->found->list.at[named].type == ENTITY_LOCATION || r->found->list.at[named].type == ENTITY_MISC;
        if (!of || !is_inner(r, k)) {
            break;
        }
    }
    return 0;
}

/* The one body of that kind, or of an unknown one, which the sentence before is about, or the only one of it. */
static int32_t body_before(const struct reading *r, const struct focus *focus, uint32_t i, uint32_t noun)
{
    enum entity_subtype called = noun_calls(r->words, noun, noun + 1);
    uint32_t here = r->words->tokens[i].sentence;
    struct choice choice = {0};
    for (unsigned k = 0; k < FOCUS_MOST && focus->things[k] != NO_ENTITY; k++) {
        int32_t body = focus->things[k];
        const struct trace *trace = &focus->traces[body];
        const struct entity *e = (size_t)body < focus->entities ? &r->found->list.at[body] : NULL;
        if (!e || e->type != ENTITY_ORGANIZATION || here - trace->sentence > 1) {
            continue;
        }
        bool some = e->subtype == SUBTYPE_OTHER || e->subtype == SUBTYPE_COMPANY || e->subtype == SUBTYPE_SPORT;
        bool any = token_has_role(r->words, noun, "any body");
        bool fits = any ? some || !e->subtype : e->subtype == called || (!e->subtype && called != SUBTYPE_MEDIA);
        int32_t meant = fits && !is_named_after(r, focus, body, noun) ? body : NO_ENTITY;
        consider(&choice, meant, trace->role == ROLE_SUBJECT && trace->sentence < here);
    }
    return chosen(choice);
}

struct resolved resolve_epithet(const struct reading *r, const struct focus *focus, uint32_t i)
{
    const struct words *w = r->words;
    if (!token_is(w, i, "the") || r->quoted[i]) {
        return NOTHING;
    }
    const struct token *before = i > 0 ? &w->tokens[i - 1] : NULL;
    bool opens = w->tokens[i].flags & SENTENCE_START ||
                 (before && (has(r, i - 1, HAS(SAY)) || token_is(w, i - 1, ",") || before->kind == TOKEN_QUOTE ||
                             (before->flags & SENTENCE_START && before->tag == TAG_CCONJ)));
    int32_t heading = opens ? heads_paragraph(r, i) : NO_ENTITY;
    struct epithet epithet = opens ? epithet_at(r, i + 1, heading != NO_ENTITY) : (struct epithet){0};
    uint32_t word = epithet.age ? epithet.age : epithet.head, body = opens && !word ? speaking_body(r, i) : 0;
    if (body && !was_unnamed(r, focus, i, w->tokens[body].folded)) {
        return (struct resolved){body_before(r, focus, i, body), i, body + 1};
    }
    if (!epithet.head || was_unnamed(r, focus, i, w->tokens[word].folded)) {
        return NOTHING;
    }
    int32_t person = heading == NO_ENTITY ? person_before(r, focus, i, epithet) : heading;
    if (person == NO_ENTITY && is_former(w, i + 1)) {
        epithet.officer = true; /* an officer may be called "the former miner" */
        person = person_before(r, focus, i, epithet);
    }
    return (struct resolved){person, i, epithet.head + 1};
}
