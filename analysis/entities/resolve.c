/* The walk through the text that resolves what is no name. Each resolved mention is in the reader's mind for the next.
 */
#include "analysis/base/clock.h"
#include "analysis/entities/kin.h"
#include "analysis/entities/listed.h"
#include "analysis/entities/pronouns.h"

/* Head words are those of lexicon/name_words.tsv: there cannot be more of them. */
enum { DEADLINE_EVERY = 1024, HEADS_OF_DESCRIPTION = 12, HEADS_MOST = 4096 };

static void learn_head(struct focus *focus, struct str word, int32_t entity)
{
    int64_t slot = map_make(&focus->words, word);
    struct head_word *head = slot < 0 ? NULL : &focus->heads[slot];
    bool known = !head || head->count == sizeof head->entities / sizeof *head->entities ||
                 (head->count && head->entities[head->count - 1] == entity);
    if (!known) {
        head->entities[head->count++] = entity;
    }
}

/* "The Salt Year" is no year. */
static bool may_be_called_by_head(const struct entity *entity)
{
    return entity->type != ENTITY_PERSON && entity->type != ENTITY_WORK_OF_ART;
}

/* "Montana Sen. NAME, chairman of the panel,": the office before a name, though something else describes him. */
static void learn_titles(const struct reading *r, struct focus *focus, int32_t person)
{
    enum { NAMES_MOST = 4, TITLE_MOST = 3 };
    const struct entity *e = &r->found->list.at[person];
    for (size_t m = 0; m < e->mentions.count && m < NAMES_MOST; m++) {
        uint32_t first = e->mentions.at[m].first, start = r->words->sentences[r->words->tokens[first].sentence].first;
        for (uint32_t i = first; i > start && first - i < TITLE_MOST; i--) {
            const struct token *t = &r->words->tokens[i - 1];
            bool rank = has(r, i - 1, HAS(TITLE)) && !r->facts[i - 1].gender;
            if (!(t->flags & CAPITAL) || !(rank || has(r, i - 1, HAS(JOB)))) {
                break;
            }
            learn_head(focus, t->folded, person);
        }
    }
}

/* "the Zenta Workers union", "the Dagen newspaper": the noun behind a body's name that calls it; "the Boeing union" is
 * another's. */
static void learn_noun_behind(const struct reading *r, struct focus *focus, int32_t body)
{
    enum { NAMES_MOST = 4 };
    const struct entity *e = &r->found->list.at[body];
    for (size_t m = 0; m < e->mentions.count && m < NAMES_MOST && e->subtype != SUBTYPE_COMPANY; m++) {
        uint32_t noun = e->mentions.at[m].end;
        const struct token *t = noun < r->words->token_count ? &r->words->tokens[noun] : NULL;
        bool ends = t && t->tag == TAG_NOUN && !(t->flags & CAPITAL) && r->found->at_token[noun] < 0 &&
                    (noun + 1 == r->words->token_count || t[1].tag != TAG_NOUN);
        if (ends && noun_calls(r->words, noun, noun + 1)) {
            learn_head(focus, t->folded, body);
        }
    }
}

/* "spokesperson" of a description, "ministry" of a name or of a description. */
static void learn_heads(const struct reading *r, struct focus *focus)
{
    for (size_t e = 0; e < r->found->list.count; e++) {
        const struct entity *entity = &r->found->list.at[e];
        struct span span = r->described[e];
        if (entity->type == ENTITY_PERSON) {
            learn_titles(r, focus, (int32_t)e);
        }
        if (entity->type == ENTITY_ORGANIZATION) {
            learn_noun_behind(r, focus, (int32_t)e);
        }
        uint32_t thing = 0; /* the last noun that calls it something, + 1 */
        for (uint32_t i = span.start; i < span.end && i < span.start + HEADS_OF_DESCRIPTION; i++) {
            if (r->words->tokens[i].tag == TAG_ADP) {
                break;
            }
            bool noun = r->words->tokens[i].tag == TAG_NOUN, heads = may_head(r, i, entity->type);
            heads |= entity->type == ENTITY_ORGANIZATION && noun_calls(r->words, i, i + 1); /* "brokerage" */
            thing = entity->type == ENTITY_PERSON ? 0 : heads ? i + 1 : noun ? 0 : thing;   /* "technology firm" */
            bool rank = has(r, i, HAS(TITLE)) && !r->facts[i].gender;                       /* "Lt.", not "Mrs" */
            bool person = entity->type == ENTITY_PERSON && r->words->tokens[i].tag == TAG_NOUN &&
                          is_person_noun(r->words->tokens[i].folded); /* "ecologist" */
            bool owner = token_is(r->words, i + 1, "'s");             /* the president of "the president's cousin" */
            if (!owner && (rank || person || has(r, i, HAS(JOB) | HAS(KIN)))) {
                learn_head(focus, r->words->tokens[i].folded, (int32_t)e);
            }
        }
        if (thing && !has_word_role(r->words->tokens[thing - 1].folded, "time")) {
            learn_head(focus, r->words->tokens[thing - 1].folded, (int32_t)e);
        }
        for (size_t m = 0; m < entity->mentions.count && m < 4 && may_be_called_by_head(entity); m++) {
            const struct mention *mention = &entity->mentions.at[m];
            for (uint32_t i = mention->first; i < mention->end; i++) {
                bool last = i + 1 == mention->end || r->words->tokens[i + 1].tag == TAG_ADP;
                bool opens = i == mention->first && has(r, i, HAS(EVENT)) && has(r, i + 1, HAS(NAME_WORD));
                if ((last || opens) && mention->end - mention->first > 1 && may_head(r, i, entity->type) &&
                    !(entity->type == ENTITY_LOCATION && names_kind(r, r->words->tokens[i].folded, entity))) {
                    learn_head(focus, r->words->tokens[i].folded, (int32_t)e);
                }
            }
        }
    }
}

static enum fault focus_init(struct reading *r, struct focus *focus)
{
    size_t entities = focus->entities = r->found->list.count;
    focus->traces = ARENA_NEW(r->arena, struct trace, entities + UNNAMED_MOST + NOUNS_MOST);
    focus->speakers = ARENA_NEW(r->arena, int32_t, r->words->token_count);
    focus->described = ARENA_NEW(r->arena, uint8_t, r->words->token_count);
    focus->heads = map_init(&focus->words, r->arena, entities * 4 < HEADS_MOST ? entities * 4 : HEADS_MOST)
                       ? ARENA_NEW(r->arena, struct head_word, map_slots(&focus->words))
                       : NULL;
    for (unsigned i = 0; i < FOCUS_MOST; i++) {
        focus->people[i] = focus->things[i] = NO_ENTITY;
    }
    for (unsigned g = 0; g <= GENDER_NEUTER; g++) {
        focus->meant[g] = NO_ENTITY;
    }
    focus->first_person = focus->first_thing = focus->spoke = NO_ENTITY;
    for (unsigned i = 0; i < SUBTYPE_COUNT; i++) {
        focus->leads[i].entity = NO_ENTITY;
    }
    if (!focus->traces || !focus->heads || !focus->speakers || !focus->described) {
        return FAULT_NO_MEMORY;
    }
    for (size_t e = 0; e < entities; e++) {
        memset(focus->described + r->described[e].start, 1, r->described[e].end - r->described[e].start);
        bool person = r->found->list.at[e].type == ENTITY_PERSON;
        focus->traces[e].gender = person ? (uint8_t)r->found->list.at[e].gender : GENDER_UNKNOWN;
    }
    mark_speakers(r, focus->speakers);
    learn_heads(r, focus);
    return OK;
}

/* Moves the entity to the front of a short list. */
static void to_front(int32_t *list, unsigned room, int32_t entity)
{
    unsigned at = 0;
    while (at + 1 < room && list[at] != entity) {
        at++;
    }
    for (; at > 0; at--) {
        list[at] = list[at - 1];
    }
    list[0] = entity;
}

static bool is_and(const struct words *w, uint32_t i)
{
    return token_is(w, i, "and") || token_is(w, i, "&");
}

/* "he" and "his ..." are subjects and owners whatever stands around them. */
static enum role role_of_mention(const struct reading *r, struct resolved what, enum mention_form form)
{
    const struct words *w = r->words;
    if (form == MENTION_PRONOUN) {
        struct str word = w->tokens[what.first].folded;
        if (str_is(word, "his") || str_is(word, "her") || str_is(word, "its") || str_is(word, "their")) {
            return ROLE_OWNER;
        }
    }
    return role_of(r, what.first, what.end);
}

static void count_lead(struct lead *lead, int32_t entity, uint32_t count)
{
    if (lead->entity == entity) {
        lead->count = count;
    } else if (lead->entity == NO_ENTITY || count > lead->count) {
        lead->second = lead->entity == NO_ENTITY ? 0 : lead->count;
        lead->entity = entity;
        lead->count = count;
    } else if (count > lead->second) {
        lead->second = count;
    }
}

/* "NAME said", "said NAME" behind marks. */
static bool is_saying(const struct reading *r, struct resolved what)
{
    enum { FAR = 3 };
    bool says =
        what.first > 1 && has(r, what.first - 1, HAS(SAY)) && r->words->tokens[what.first - 2].kind != TOKEN_WORD;
    for (uint32_t i = what.end; i < r->words->token_count && i < what.end + FAR && !says; i++) {
        says = has(r, i, HAS(SAY));
        enum tag tag = (enum tag)r->words->tokens[i].tag;
        if (tag != TAG_ADV && tag != TAG_AUX) {
            break;
        }
    }
    return says;
}

/* How tokens [first, end) mention it. */
static void trace_mention(const struct reading *r, struct trace *trace, struct resolved what, enum role role,
                          enum mention_form form)
{
    uint32_t sentence = r->words->tokens[what.first].sentence;
    bool again = trace->token && trace->sentence == sentence;
    trace->role = again && trace->role < role ? trace->role : (uint8_t)role;
    trace->subjects += role == ROLE_SUBJECT;
    trace->token = what.first + 1;
    trace->sentence = sentence;
    trace->form = (uint8_t)form;
    trace->joined = is_and(r->words, what.end) || (what.first && is_and(r->words, what.first - 1));
    trace->bracketed = what.first && token_is(r->words, what.first - 1, "(");
    trace->count++;
}

static void focus_on(const struct reading *r, struct focus *focus, struct resolved what, enum mention_form form)
{
    struct trace *trace = &focus->traces[what.entity];
    bool named = (size_t)what.entity < focus->entities;
    bool person = !named || r->found->list.at[what.entity].type == ENTITY_PERSON;
    trace_mention(r, trace, what, role_of_mention(r, what, form), form);
    trace->kin = what.first && has(r, what.first - 1, HAS(KIN)) && form == MENTION_NAME;
    if (form == MENTION_NAME && what.end == what.first + 1 && has(r, what.first, HAS(FIRST_NAME))) {
        trace->looks = r->facts[what.first].gender;
    }
    if (named) {
        count_lead(&focus->leads[r->found->list.at[what.entity].subtype], what.entity, trace->count);
    }
    if (!person && focus->first_thing == NO_ENTITY) {
        focus->first_thing = what.entity;
    }
    if (person && named && focus->first_person == NO_ENTITY) {
        focus->first_person = what.entity;
    }
    if (is_saying(r, what)) {
        focus->spoke = what.entity;
    }
    to_front(person ? focus->people : focus->things, FOCUS_MOST, what.entity);
}

/* Whether a noun or name follows, of which the noun at token i is a part. */
static bool goes_on(const struct reading *r, uint32_t i)
{
    const struct token *t = &r->words->tokens[i];
    return i + 1 < r->words->token_count &&
           (t[1].tag == TAG_NOUN || t[1].tag == TAG_PROPN || r->found->at_token[i + 1] != NO_ENTITY);
}

/* "a woman", "his brother": somebody without a name, whom a pronoun may mean as well. */
static void focus_on_unnamed(const struct reading *r, struct focus *focus, uint32_t i)
{
    const struct token *t = &r->words->tokens[i];
    if (t->tag != TAG_NOUN || t->flags & CAPITAL || goes_on(r, i) || focus->described[i] ||
        !has(r, i, HAS(JOB) | HAS(KIN))) {
        return;
    }
    int32_t slot = (int32_t)(focus->entities + focus->unnamed++ % UNNAMED_MOST);
    focus->traces[slot] = (struct trace){.gender = r->facts[i].gender};
    focus_on(r, focus, (struct resolved){slot, i, i + 1}, MENTION_NOMINAL);
}

/* The noun's own place, or that of the one that was mentioned longest ago. */
static int32_t place_of_noun(const struct reading *r, const struct focus *focus, struct str noun)
{
    int32_t oldest = noun_slot(focus, 0);
    for (unsigned k = 0; k < NOUNS_MOST; k++) {
        int32_t slot = noun_slot(focus, k);
        const struct trace *trace = &focus->traces[slot];
        if (trace->token && str_equal(r->words->tokens[trace->token - 1].folded, noun)) {
            return slot;
        }
        oldest = trace->token < focus->traces[oldest].token ? slot : oldest;
    }
    return oldest;
}

/* Where the noun phrase begins that ends in the noun at token i. */
static uint32_t noun_phrase_first(const struct words *w, uint32_t i)
{
    enum { WORDS_MOST = 6 };
    uint32_t first = i, start = w->sentences[w->tokens[i].sentence].first;
    for (; first > start && i - first < WORDS_MOST; first--) {
        enum tag tag = (enum tag)w->tokens[first - 1].tag;
        if (tag != TAG_ADJ && tag != TAG_NOUN && tag != TAG_NUM && tag != TAG_DET && tag != TAG_PROPN) {
            break;
        }
    }
    return first;
}

/* "the report", "shares": the head of a noun phrase that names nothing; of times one does not speak as "it". */
static void focus_on_noun(const struct reading *r, struct focus *focus, uint32_t i)
{
    const struct token *t = &r->words->tokens[i];
    if (t->tag != TAG_NOUN || goes_on(r, i) || focus->described[i] || has_word_role(t->folded, "time")) {
        return;
    }
    int32_t slot = place_of_noun(r, focus, t->folded);
    struct trace *trace = &focus->traces[slot];
    if (!trace->token || !str_equal(r->words->tokens[trace->token - 1].folded, t->folded)) {
        *trace = (struct trace){0};
    }
    uint32_t first = noun_phrase_first(r->words, i);
    enum role role = role_of(r, first, i + 1);
    trace_mention(r, trace, (struct resolved){slot, i, i + 1}, role, MENTION_NOMINAL);
}

/* Who was meant by "she" is a woman from then on. */
static void learn_gender(const struct reading *r, struct focus *focus, struct resolved what)
{
    struct trace *trace = &focus->traces[what.entity];
    enum gender gender = pronoun_gender(r->words->tokens[what.first].folded);
    if (gender != GENDER_UNKNOWN && trace->gender == GENDER_UNKNOWN) {
        trace->gender = (uint8_t)gender;
    }
}

static enum fault add_resolved(struct reading *r, struct resolved what, enum mention_form form)
{
    struct entity *entity = &r->found->list.at[what.entity];
    struct mention *m = VEC_PUSH(&entity->mentions, r->arena);
    if (!m) {
        return FAULT_NO_MEMORY;
    }
    *m = (struct mention){token_span(r->words, what.first, what.end), what.first, what.end, (uint8_t)form};
    for (uint32_t i = what.first; i < what.end; i++) {
        bool owner = r->found->at_token[i] != NO_ENTITY; /* "his" of "his wife" */
        r->found->at_token[i] = owner ? r->found->at_token[i] : what.entity;
    }
    return OK;
}

/* Whom the owner mentioned just now has: "his wife", "Peru's president". The mention goes over both. */
static enum fault add_owned(struct reading *r, struct focus *focus, struct resolved *owner, enum mention_form form)
{
    struct resolved what = resolve_kin(r, &focus->kin, *owner, form);
    if (what.entity == NO_ENTITY && form != MENTION_PRONOUN) {
        what = resolve_office(r, focus, *owner);
    }
    enum fault f = what.entity == NO_ENTITY ? OK : add_resolved(r, what, MENTION_NOMINAL);
    if (!f && what.entity != NO_ENTITY) {
        focus_on(r, focus, what, MENTION_NOMINAL);
        owner->end = what.end;
    }
    return f;
}

/* "the Danish lender": who was called so is "the lender" from then on; "the central bank" is not "the bank", and "the
 * company" is whichever the text has gone on to. */
static void learn_nominal(const struct reading *r, struct focus *focus, struct resolved what)
{
    uint32_t head = what.end - 1;
    bool of_people = head == what.first + 2 && r->found->at_token[what.first + 1] != what.entity;
    if ((head == what.first + 1 || of_people) && !token_has_role(r->words, head, "any firm")) {
        learn_head(focus, r->words->tokens[head].folded, what.entity);
    }
}

/* "NAME, the French Open champion,": whether an apposition that begins with "the" at token i says of somebody else what
 * he is. */
static bool describes_another(const struct reading *r, int32_t entity, uint32_t i)
{
    int32_t named = i > 1 && token_is(r->words, i - 1, ",") ? r->found->at_token[i - 2] : NO_ENTITY;
    return named >= 0 && named != entity && i + 1 >= r->described[named].start && i < r->described[named].end;
}

static enum fault walk(struct reading *r, struct focus *focus)
{
    size_t name = 0;
    for (uint32_t i = 0; i < r->words->token_count;) {
        if (i % DEADLINE_EVERY == 0 && clock_passed(r->deadline)) {
            return FAULT_TOO_SLOW;
        }
        if (name < r->names.count && r->names.at[name].first == i) {
            struct resolved what = {r->name_entity[name], i, r->names.at[name].end};
            focus_on(r, focus, what, MENTION_NAME);
            focus->next_name = ++name;
            enum fault f = add_owned(r, focus, &what, MENTION_NAME);
            if (f) {
                return f;
            }
            i = what.end;
            continue;
        }
        struct resolved what = resolve_nominal(r, focus, i);
        bool calls = what.entity != NO_ENTITY; /* an epithet means whoever is near, each time anew */
        what = calls ? what : resolve_epithet(r, focus, i);
        what.entity = describes_another(r, what.entity, i) ? NO_ENTITY : what.entity;
        enum mention_form form = what.entity == NO_ENTITY ? MENTION_PRONOUN : MENTION_NOMINAL;
        what = what.entity == NO_ENTITY ? resolve_pronoun(r, focus, i) : what;
        if (what.entity == NO_ENTITY) {
            focus_on_unnamed(r, focus, i);
            focus_on_noun(r, focus, i++);
            continue;
        }
        enum fault f = add_resolved(r, what, form);
        if (f) {
            return f;
        }
        for (; name < r->names.count && r->names.at[name].first < what.end; focus->next_name = ++name) {
            struct resolved inner = {r->name_entity[name], r->names.at[name].first, r->names.at[name].end};
            focus_on(r, focus, inner, MENTION_NAME); /* "the [Japanese] carmaker" */
        }
        focus_on(r, focus, what, form);
        bool office = form == MENTION_NOMINAL && !calls && !token_has_role(r->words, what.end - 1, "epithet");
        if (office) {
            focus->traces[what.entity].called = r->words->tokens[what.end - 1].folded;
        }
        if (calls || office) {
            learn_nominal(r, focus, what);
        }
        if (form == MENTION_PRONOUN) {
            learn_gender(r, focus, what);
        }
        f = add_owned(r, focus, &what, form);
        if (f) {
            return f;
        }
        i = what.end;
    }
    return OK;
}

/* Names came first and the rest behind them: two runs in text order become one. */
static enum fault merge_mentions(struct reading *r, struct entity *entity)
{
    size_t count = entity->mentions.count, names = 0;
    while (names < count && entity->mentions.at[names].form == MENTION_NAME) {
        names++;
    }
    if (names == count) {
        return OK;
    }
    struct mention *merged = ARENA_NEW(r->arena, struct mention, count);
    if (!merged) {
        return FAULT_NO_MEMORY;
    }
    for (size_t a = 0, b = names, out = 0; out < count; out++) {
        const struct mention *at = entity->mentions.at;
        bool first = b == count || (a < names && at[a].first < at[b].first);
        merged[out] = first ? at[a++] : at[b++];
    }
    entity->mentions.at = merged;
    entity->mentions.room = count;
    return OK;
}

enum fault choose_pronouns(struct reading *r, const struct pronoun_weights *weights)
{
    struct focus focus = {.weights = weights};
    enum fault f = focus_init(r, &focus);
    if (!f) {
        f = walk(r, &focus);
    }
    for (size_t e = 0; !f && e < r->found->list.count; e++) {
        f = merge_mentions(r, &r->found->list.at[e]);
    }
    return f;
}

enum fault resolve_mentions(struct reading *r)
{
    struct pronoun_weights weights;
    read_pronoun_weights(&weights);
    return choose_pronouns(r, &weights);
}
