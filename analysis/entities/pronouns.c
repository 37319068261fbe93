#include "analysis/entities/pronouns.h"

#include "analysis/entities/listed.h"
#include "analysis/entities/pronoun_clues.h"

enum { PEOPLE_BACK = 6, THINGS_BACK = 2, AHEAD_MOST = 3, AHEAD_TOKENS = 40 };

/* A named referent must have this share: of people somebody is nearly always meant, "it" and "they" mean most often
 * what has no name. */
static const double SURE_PERSON = 0.2, SURE_THING = 0.45;

static const struct resolved NOTHING = {NO_ENTITY, 0, 0};

struct pronoun {
    const char *word;
    uint8_t kind, gender;
    bool reflexive;
};

static const struct pronoun PRONOUNS[] = {
    {"he", PRONOUN_SUBJECT, GENDER_MALE, false},       {"him", PRONOUN_OBJECT, GENDER_MALE, false},
    {"his", PRONOUN_OWNER, GENDER_MALE, false},        {"himself", PRONOUN_OBJECT, GENDER_MALE, true},
    {"she", PRONOUN_SUBJECT, GENDER_FEMALE, false},    {"her", PRONOUN_OBJECT, GENDER_FEMALE, false},
    {"hers", PRONOUN_OWNER, GENDER_FEMALE, false},     {"herself", PRONOUN_OBJECT, GENDER_FEMALE, true},
    {"it", PRONOUN_IT, GENDER_NEUTER, false},          {"its", PRONOUN_ITS, GENDER_NEUTER, false},
    {"itself", PRONOUN_IT, GENDER_NEUTER, true},       {"they", PRONOUN_THEY, GENDER_UNKNOWN, false},
    {"them", PRONOUN_THEY, GENDER_UNKNOWN, false},     {"their", PRONOUN_THEIR, GENDER_UNKNOWN, false},
    {"themselves", PRONOUN_THEY, GENDER_UNKNOWN, true}};

static const struct pronoun *find_pronoun(struct str folded)
{
    for (size_t k = 0; k < sizeof PRONOUNS / sizeof *PRONOUNS; k++) {
        if (str_is(folded, PRONOUNS[k].word)) {
            return &PRONOUNS[k];
        }
    }
    return NULL;
}

enum gender pronoun_gender(struct str folded)
{
    const struct pronoun *pronoun = find_pronoun(folded);
    return pronoun ? (enum gender)pronoun->gender : GENDER_UNKNOWN;
}

static const struct pronoun *pronoun_at(const struct reading *r, uint32_t i)
{
    const struct token *t = &r->words->tokens[i];
    return t->kind == TOKEN_WORD && !(t->flags & ALL_CAPS) ? find_pronoun(t->folded) : NULL;
}

/* The "her" before a noun. */
static bool is_owner(const struct words *w, uint32_t i)
{
    enum tag behind = i + 1 < w->token_count ? (enum tag)w->tokens[i + 1].tag : TAG_X;
    return token_is(w, i, "her") &&
           (behind == TAG_NOUN || behind == TAG_ADJ || behind == TAG_PROPN || behind == TAG_NUM);
}

/* "his or her", "he or she": anybody; not "he or his wife". */
static bool is_either(const struct words *w, uint32_t i)
{
    enum gender own = pronoun_gender(w->tokens[i].folded), other = GENDER_UNKNOWN;
    if (i > 1 && token_is(w, i - 1, "or")) {
        other = pronoun_gender(w->tokens[i - 2].folded);
    } else if (i + 2 < w->token_count && token_is(w, i + 1, "or")) {
        other = pronoun_gender(w->tokens[i + 2].folded);
    }
    return (own == GENDER_MALE && other == GENDER_FEMALE) || (own == GENDER_FEMALE && other == GENDER_MALE);
}

static bool is_thing(const struct setting *s)
{
    return s->kind >= PRONOUN_IT;
}

/* The latest person in mind who was a subject in the pronoun's sentence. */
static int32_t subject_of(const struct focus *focus, uint32_t sentence)
{
    for (unsigned k = 0; k < FOCUS_MOST && focus->people[k] != NO_ENTITY; k++) {
        const struct trace *trace = &focus->traces[focus->people[k]];
        if (trace->sentence == sentence && (trace->role == ROLE_SUBJECT || trace->role == ROLE_SUBORDINATE)) {
            return focus->people[k];
        }
    }
    return NO_ENTITY;
}

/* "it said", "they have also added". */
static bool says_something(const struct reading *r, const struct setting *s)
{
    enum { FAR = 4 };
    const struct words *w = r->words;
    bool says = false, owner = s->kind == PRONOUN_OWNER || s->kind == PRONOUN_ITS || s->kind == PRONOUN_THEIR;
    for (uint32_t i = s->token + 1; !owner && i < w->token_count && i <= s->token + FAR && !says; i++) {
        enum tag tag = (enum tag)w->tokens[i].tag;
        says = has(r, i, HAS(SAY));
        if (tag != TAG_AUX && tag != TAG_ADV && tag != TAG_PART) {
            break;
        }
    }
    return says;
}

/* "NAME said that it", "NAME said on Friday he". */
static bool is_reported(const struct reading *r, const struct setting *s)
{
    enum { FAR = 4 };
    const struct words *w = r->words;
    uint32_t start = w->sentences[s->sentence].first;
    for (uint32_t i = s->token; i-- > start && i + FAR >= s->token && s->kind != PRONOUN_OBJECT;) {
        if (has(r, i, HAS(SAY))) {
            return true;
        }
        if (!token_is(w, i, "that") && !token_is(w, i, "on") && w->tokens[i].tag != TAG_ADV && !has(r, i, HAS(MONTH))) {
            break;
        }
    }
    return false;
}

/* Token + 1 of the latest subject in a sentence, whether or not it has a name; 0: none. */
static uint32_t latest_subject(const struct focus *focus, uint32_t sentence)
{
    int32_t list[2 * FOCUS_MOST + NOUNS_MOST];
    unsigned count = 0;
    uint32_t found = 0;
    for (unsigned k = 0; k < FOCUS_MOST; k++) {
        list[count++] = focus->people[k];
        list[count++] = focus->things[k];
    }
    for (unsigned k = 0; k < NOUNS_MOST; k++) {
        list[count++] = noun_slot(focus, k);
    }
    for (unsigned k = 0; k < count; k++) {
        const struct trace *trace = list[k] == NO_ENTITY ? NULL : &focus->traces[list[k]];
        bool acts = trace && trace->token && trace->sentence == sentence &&
                    (trace->role == ROLE_SUBJECT || trace->role == ROLE_SUBORDINATE);
        found = acts && trace->token > found ? trace->token : found;
    }
    return found;
}

static struct setting setting_of(const struct reading *r, const struct focus *focus, const struct pronoun *pronoun,
                                 uint32_t i)
{
    const struct token *t = &r->words->tokens[i];
    struct setting s = {.token = i,
                        .sentence = t->sentence,
                        .kind = is_owner(r->words, i) ? PRONOUN_OWNER : (enum pronoun_kind)pronoun->kind,
                        .gender = (enum gender)pronoun->gender,
                        .reflexive = pronoun->reflexive,
                        .opening = t->flags & SENTENCE_START,
                        .subject = subject_of(focus, t->sentence)};
    s.says = says_something(r, &s);
    s.reported = is_reported(r, &s);
    s.acting = latest_subject(focus, s.sentence);
    const int32_t *list = is_thing(&s) ? focus->things : focus->people;
    for (unsigned k = 0; k < FOCUS_MOST && list[k] != NO_ENTITY; k++) {
        uint32_t count = focus->traces[list[k]].count;
        s.most = count > s.most ? count : s.most;
    }
    return s;
}

/* "NAME, his father,": who is said to be somebody's relative or lawyer is not that somebody. */
static bool is_apposed(const struct reading *r, const struct setting *s, int32_t entity)
{
    uint32_t noun = s->token + 1;
    if (s->kind != PRONOUN_OWNER || s->token < 2 || !token_is(r->words, s->token - 1, ",") ||
        r->found->at_token[s->token - 2] != entity) {
        return false;
    }
    while (noun < r->words->token_count && r->words->tokens[noun].tag == TAG_ADJ) {
        noun++;
    }
    return has(r, noun, HAS(KIN) | HAS(JOB)) && r->words->tokens[noun].tag == TAG_NOUN;
}

/* Whether only nouns, adjectives and commas stand between: "his father, NAME" does not mean himself. */
static bool is_owned(const struct reading *r, uint32_t pronoun, uint32_t name)
{
    for (uint32_t i = pronoun + 1; i < name; i++) {
        const struct token *t = &r->words->tokens[i];
        if (t->tag != TAG_NOUN && t->tag != TAG_ADJ && t->tag != TAG_PROPN && !str_is(t->folded, ",")) {
            return false;
        }
    }
    return true;
}

/* "he dismissed his minister, NAME": whom the sentence goes on to call his is not him, unless a verb follows: "after he
 * met his wife, NAME said". */
static bool is_called_his(const struct reading *r, const struct setting *s, const struct name *name)
{
    bool owned = false;
    for (uint32_t i = s->token + 1; i < name->first && !owned; i++) {
        owned = (token_is(r->words, i, "his") || token_is(r->words, i, "her")) && is_owned(r, i, name->first);
    }
    enum tag behind = name->end < r->words->token_count ? (enum tag)r->words->tokens[name->end].tag : TAG_X;
    return owned && behind != TAG_VERB && behind != TAG_AUX;
}

/* Whether the entity is called so by a name behind "he" or "she". */
static bool is_called_his_ahead(const struct reading *r, const struct focus *focus, const struct setting *s,
                                int32_t entity)
{
    bool called = false;
    for (size_t n = focus->next_name; n < r->names.count && s->kind == PRONOUN_SUBJECT && !called; n++) {
        const struct name *name = &r->names.at[n];
        if (name->first > s->token + AHEAD_TOKENS || r->words->tokens[name->first].sentence != s->sentence) {
            break;
        }
        called = r->name_entity[n] == entity && is_called_his(r, s, name);
    }
    return called;
}

/* Whether a pronoun that may be subject or object ("it", "they") is an object: "works on it.", "sold it to them". */
static bool is_object(const struct reading *r, const struct setting *s)
{
    uint32_t behind = s->token + 1;
    enum tag tag = behind < r->words->token_count ? (enum tag)r->words->tokens[behind].tag : TAG_PUNCT;
    bool acts = tag == TAG_VERB || tag == TAG_AUX || tag == TAG_ADV || tag == TAG_PART;
    return s->kind == PRONOUN_OBJECT || ((s->kind == PRONOUN_IT || s->kind == PRONOUN_THEY) && !acts);
}

/* "Lund, who chairs it, praised him" no, "Lund praised him", "Lund called to praise him" yes: whether the entity is the
 * subject of the verb right before the pronoun, nothing of another clause being between them. Nobody is meant by "him"
 * who does it himself. */
static bool is_own_subject(const struct reading *r, const struct focus *focus, const struct setting *s, int32_t entity)
{
    enum { APART_MOST = 12 };
    const struct trace *trace = &focus->traces[entity];
    uint32_t verb = s->token - 1;
    verb -= is_thing(s) && s->token > 1 && r->words->tokens[verb].tag == TAG_ADP; /* "Zenta works on it" */
    bool acts = trace->role == ROLE_SUBJECT || trace->role == ROLE_SUBORDINATE ||
                (trace->token && r->words->tokens[trace->token].tag == TAG_AUX); /* "says Lund is attacking him" */
    if (!is_object(r, s) || s->reflexive || trace->token == 0 || trace->sentence != s->sentence || !acts ||
        verb < trace->token || s->token - trace->token > APART_MOST || r->words->tokens[verb].tag != TAG_VERB) {
        return false;
    }
    for (uint32_t i = trace->token; i < verb; i++) {
        const struct token *t = &r->words->tokens[i];
        bool controls = token_is(r->words, verb - 1, "to") && i + 2 >= verb && (i + 1 == verb || t->tag == TAG_VERB);
        if (!controls && (t->tag == TAG_VERB || t->tag == TAG_SCONJ || t->tag == TAG_PRON || t->tag == TAG_CCONJ ||
                          t->tag == TAG_PART)) {
            return false;
        }
    }
    return true;
}

/* "In a statement released by his lawyer, Todd Moss, he called": whom the sentence has just called somebody else's is
 * not "he". */
static bool is_called_somebodys(const struct reading *r, const struct focus *focus, const struct setting *s,
                                int32_t entity)
{
    enum { CALLED_MOST = 6 };
    const struct trace *trace = &focus->traces[entity];
    uint32_t name = trace->token - 1, first = r->words->sentences[s->sentence].first;
    if (s->kind != PRONOUN_SUBJECT || trace->token == 0 || trace->sentence != s->sentence ||
        trace->form != MENTION_NAME || !token_is(r->words, s->token - 1, ",")) {
        return false;
    }
    for (uint32_t i = name; i-- > first && name - i <= CALLED_MOST;) {
        if (token_is(r->words, i, "his") || token_is(r->words, i, "her")) {
            return is_owned(r, i, name) && r->found->at_token[i] != entity;
        }
    }
    return false;
}

/* "“No,” Lund said. [paragraph] Ann Moss went first. She": whether the pronoun's paragraph opens with the first mention
 * of somebody else whom it may mean, so that whoever is named before the paragraph alone is not. */
static bool is_before_opening(const struct reading *r, const struct focus *focus, const struct setting *s,
                              int32_t entity)
{
    const struct words *w = r->words;
    uint32_t opening = w->sentences[w->paragraphs[w->sentences[s->sentence].paragraph].first].first;
    int32_t first = r->found->at_token[opening];
    if (first < 0 || (size_t)first >= focus->entities || first == entity || focus->traces[entity].token == 0 ||
        focus->traces[entity].token > opening) {
        return false;
    }
    const struct entity *e = &r->found->list.at[first];
    enum gender gender = (enum gender)focus->traces[first].gender;
    return e->type == ENTITY_PERSON && e->mentions.at[0].first == opening &&
           (gender == s->gender || gender == GENDER_UNKNOWN);
}

/* "Ann Lund, who beat her", "who is known for her voice": whom the relative clause is about that the pronoun at token i
 * stands in, with nothing of another clause between; NO_ENTITY when it stands in none. */
static int32_t clause_of(const struct reading *r, uint32_t i)
{
    enum { CLAUSE_MOST = 10 };
    uint32_t first = r->words->sentences[r->words->tokens[i].sentence].first;
    for (uint32_t k = i; k-- > first + 1 && i - k <= CLAUSE_MOST;) {
        const struct token *t = &r->words->tokens[k];
        if (str_is(t->folded, "who")) {
            uint32_t name = k - 1 - (k > first + 1 && token_is(r->words, k - 1, ","));
            int32_t entity = r->found->at_token[name];
            bool person = entity >= 0 && r->found->list.at[entity].type == ENTITY_PERSON;
            return person && has(r, name, HAS(NAME_WORD)) ? entity : NO_ENTITY;
        }
        if (t->tag == TAG_PUNCT || t->tag == TAG_SCONJ || t->tag == TAG_CCONJ || t->tag == TAG_PRON ||
            (r->found->at_token[k] >= 0 && r->found->list.at[r->found->at_token[k]].type == ENTITY_PERSON)) {
            break;
        }
    }
    return NO_ENTITY;
}

/* "Lund's tactics, his judgment and [his] skill": the owner of the first thing of the list that the pronoun at token i
 * goes on with; NO_ENTITY when it goes on with none. */
static int32_t owner_in_list(const struct reading *r, uint32_t i)
{
    enum { LIST_MOST = 16 };
    const struct words *w = r->words;
    uint32_t first = w->sentences[w->tokens[i].sentence].first;
    bool joined = i > first + 3 && (token_is(w, i - 1, ",") || token_is(w, i - 1, "and") || token_is(w, i - 1, "or"));
    for (uint32_t k = i; joined && k-- > first + 1 && i - k <= LIST_MOST;) {
        enum tag tag = (enum tag)w->tokens[k].tag;
        if (token_is(w, k, "'s")) {
            int32_t owner = r->found->at_token[k - 1];
            bool person = owner >= 0 && r->found->list.at[owner].type == ENTITY_PERSON;
            return person && w->tokens[k + 1].tag != TAG_PUNCT ? owner : NO_ENTITY;
        }
        bool own = token_is_any(w, k, (const char *const[]){"his", "her", NULL});
        bool part = tag == TAG_NOUN || tag == TAG_ADJ || token_is(w, k, ",") || token_is(w, k, "and") ||
                    token_is(w, k, "or") || token_is(w, k, "even") || token_is(w, k, "very");
        joined = own || part;
    }
    return NO_ENTITY;
}

/* "who beat him", "who was his coach": the clause speaks of somebody else than whom it is about. */
static bool is_of_other_in_clause(const struct reading *r, const struct setting *s)
{
    enum tag before = s->token ? (enum tag)r->words->tokens[s->token - 1].tag : TAG_X;
    return (s->kind == PRONOUN_OBJECT && !s->reflexive && before == TAG_VERB) ||
           (s->kind == PRONOUN_OWNER && before == TAG_AUX);
}

static bool is_plural(struct str noun)
{
    static const char *const PLURALS[] = {"people", "police", "men", "women", "children", NULL};
    bool plural = str_ends(noun, STR("s")) && !str_ends(noun, STR("ss"));
    for (size_t k = 0; PLURALS[k] && !plural; k++) {
        plural = str_is(noun, PLURALS[k]);
    }
    return plural;
}

/* "Trump spoke of Lund's death. On Monday he said": who was last named as dead says nothing after. */
static bool is_dead(const struct reading *r, const struct focus *focus, const struct setting *s, int32_t entity)
{
    uint32_t behind = focus->traces[entity].token; /* the token of its last mention + 1 */
    return s->says && behind && token_is(r->words, behind, "'s") &&
           token_has_role(r->words, behind + 1, "end of somebody");
}

/* "Lund, whom he praised": who is praised there is not "he". */
static bool is_head_of_clause(const struct reading *r, const struct setting *s, int32_t entity)
{
    static const char *const WHOM[] = {"who", "whom", NULL};
    uint32_t name = s->token - (s->token > 1 ? 2 : 0);
    name -= name > 0 && token_is(r->words, name, ",");
    return s->kind == PRONOUN_SUBJECT && s->token > 1 && token_is_any(r->words, s->token - 1, WHOM) &&
           r->found->at_token[name] == entity;
}

/* "Lund, who leads Moss, praised her coach": Moss stands in what is only said of the sentence's subject. */
static bool is_in_aside(const struct reading *r, const struct focus *focus, const struct setting *s, int32_t entity)
{
    enum { ASIDE_MOST = 25 };
    const struct words *w = r->words;
    uint32_t behind = s->subject == NO_ENTITY || s->subject == entity ? 0 : focus->traces[s->subject].token;
    uint32_t inside = focus->traces[entity].token;
    if (!behind || inside <= behind || focus->traces[entity].sentence != s->sentence || !token_is(w, behind, ",") ||
        !token_is(w, behind + 1, "who")) {
        return false;
    }
    for (uint32_t i = behind + 2; i < s->token && i - behind < ASIDE_MOST; i++) {
        bool closes = token_is(w, i, ",") && (w->tokens[i + 1].tag == TAG_VERB || w->tokens[i + 1].tag == TAG_AUX);
        if (closes) {
            return inside <= i;
        }
    }
    return false;
}

/* "LARVIK, Norway —": whether token i is a dateline's, of which nothing is told. */
static bool is_in_dateline(const struct words *w, uint32_t i)
{
    enum { LINE_MOST = 12 };
    uint32_t first = i;
    while (first > 0 && i - first < LINE_MOST && !(w->tokens[first].flags & LINE_START)) {
        first--;
    }
    bool line = w->tokens[first].flags & LINE_START && w->tokens[first].flags & CAPITAL;
    for (uint32_t k = i + 1; line && k < w->token_count && k - first < LINE_MOST; k++) {
        if (!token_is(w, k, "(") && ends_dateline(w, k)) {
            return true;
        }
        line = w->tokens[k].tag != TAG_VERB && w->tokens[k].tag != TAG_AUX;
    }
    return false;
}

/* "“Ray's a good man,” he said": whether the entity was last named in the words that the pronoun right behind them
 * says, and so is not who says them. */
static bool is_spoken_of(const struct reading *r, const struct focus *focus, const struct setting *s, int32_t entity)
{
    enum { WORDS_MOST = 60, MARKS_MOST = 4 };
    const struct trace *trace = &focus->traces[entity];
    if (!s->says || trace->token == 0 || trace->form != MENTION_NAME) {
        return false;
    }
    uint32_t i = s->token - 1;
    bool closed = false;
    for (; i > 0 && s->token - i < MARKS_MOST && r->words->tokens[i].kind != TOKEN_WORD; i--) {
        closed |= r->words->tokens[i].kind == TOKEN_QUOTE;
    }
    uint32_t low = s->token > WORDS_MOST ? s->token - WORDS_MOST : 0;
    bool behind = closed && r->quoted[i];
    while (behind && i > low && r->quoted[i - 1]) {
        i--;
    }
    return behind && trace->token > i;
}

static bool may_mean(const struct reading *r, const struct focus *focus, const struct setting *s, int32_t entity)
{
    const struct trace *trace = &focus->traces[entity];
    bool named = (size_t)entity < focus->entities, thing = is_thing(s);
    if (trace->token && s->sentence - trace->sentence > (thing ? THINGS_BACK : PEOPLE_BACK)) {
        return false;
    }
    if (!thing) {
        return (trace->gender == GENDER_UNKNOWN || trace->gender == s->gender) && !is_apposed(r, s, entity) &&
               !is_called_his_ahead(r, focus, s, entity) && !is_called_somebodys(r, focus, s, entity) &&
               !is_before_opening(r, focus, s, entity) &&
               !(is_of_other_in_clause(r, s) && clause_of(r, s->token) == entity) &&
               !is_own_subject(r, focus, s, entity) && !is_dead(r, focus, s, entity) &&
               !is_head_of_clause(r, s, entity) && !is_spoken_of(r, focus, s, entity) &&
               !is_in_aside(r, focus, s, entity) &&
               focus->speakers[s->token] != entity; /* nobody says "him" of himself */
    }
    if (is_noun(focus, entity)) {
        return is_plural(r->words->tokens[trace->token - 1].folded) == (s->kind >= PRONOUN_THEY);
    }
    bool place = named && r->found->list.at[entity].type == ENTITY_LOCATION;
    if (is_own_subject(r, focus, s, entity) || (place && trace->token && is_in_dateline(r->words, trace->token - 1))) {
        return false;
    }
    bool group = named && r->found->list.at[entity].type == ENTITY_NORP;
    return named && group <= (s->kind >= PRONOUN_THEY);
}

static struct clues *add_referent(struct referents *to, int32_t entity)
{
    struct referent *one = &to->list[to->count++];
    *one = (struct referent){.entity = entity};
    return &one->clues;
}

/* Named things and nouns, the latest first; NO_ENTITY behind the last. */
static void list_things(const struct focus *focus, int32_t *things)
{
    unsigned count = 0;
    for (unsigned k = 0; k < FOCUS_MOST && focus->things[k] != NO_ENTITY; k++) {
        things[count++] = focus->things[k];
    }
    for (unsigned k = 0; k < NOUNS_MOST; k++) {
        int32_t noun = noun_slot(focus, k);
        uint32_t token = focus->traces[noun].token;
        unsigned at = count;
        for (; token && at && focus->traces[things[at - 1]].token < token; at--) {
            things[at] = things[at - 1];
        }
        things[at] = noun;
        count += token > 0;
    }
    things[count] = NO_ENTITY;
}

static void list_people_in_mind(const struct focus *focus, int32_t *people)
{
    memcpy(people, focus->people, sizeof focus->people);
    people[FOCUS_MOST] = NO_ENTITY;
}

static void list_known(const struct reading *r, const struct focus *focus, const struct setting *s,
                       struct referents *to)
{
    int32_t list[FOCUS_MOST + NOUNS_MOST + 1];
    unsigned rank = 0;
    if (is_thing(s)) {
        list_things(focus, list);
    } else {
        list_people_in_mind(focus, list);
    }
    for (unsigned k = 0; list[k] != NO_ENTITY; k++) {
        if (may_mean(r, focus, s, list[k])) {
            observe_known(r, focus, *s, list[k], rank++, add_referent(to, list[k]));
        }
    }
    if (rank == 1 && to->list[to->count - 1].clues.count < CLUES_MOST) {
        struct clues *o = &to->list[to->count - 1].clues;
        o->at[o->count++] = CLUE_ONLY;
    }
}

/* "By law he could award fees, which Ann Lund put at ...": whether the name stands in a relative clause of the clause
 * whose subject the pronoun is, and so is somebody else's. */
static bool is_below(const struct reading *r, const struct setting *s, const struct name *name)
{
    static const char *const RELATIVES[] = {"which", "who", "whom", "whose", NULL};
    uint32_t first = r->words->sentences[s->sentence].first;
    bool opened = r->words->tokens[first].tag == TAG_ADP && s->token > first && token_is(r->words, s->token - 1, ",");
    bool main = s->kind == PRONOUN_SUBJECT && (s->token == first || opened), below = false;
    for (uint32_t i = s->token + 1; main && i < name->first && !below; i++) {
        below = token_is_any(r->words, i, RELATIVES);
    }
    return below;
}

/* Names of people that come later in the sentence, at most AHEAD_MOST, of those who were not mentioned in it before. */
static unsigned find_ahead(const struct reading *r, const struct focus *focus, const struct setting *s, size_t *ahead)
{
    unsigned found = 0;
    for (size_t n = focus->next_name; n < r->names.count && found < AHEAD_MOST; n++) {
        const struct name *name = &r->names.at[n];
        int32_t entity = r->name_entity[n];
        if (name->first > s->token + AHEAD_TOKENS || r->words->tokens[name->first].sentence != s->sentence) {
            break;
        }
        const struct trace *trace = &focus->traces[entity];
        bool here = trace->token && trace->sentence == s->sentence;
        bool person = r->found->list.at[entity].type == ENTITY_PERSON;
        if (person && !here && !is_below(r, s, name) && may_mean(r, focus, s, entity) &&
            !is_owned(r, s->token, name->first)) {
            ahead[found++] = n;
        }
    }
    return found;
}

static void list_people(const struct reading *r, const struct focus *focus, struct setting *s, struct referents *to)
{
    size_t ahead[AHEAD_MOST];
    unsigned count = find_ahead(r, focus, s, ahead);
    for (unsigned i = 0; i < count; i++) {
        s->ahead |= is_likely_ahead(r, *s, &r->names.at[ahead[i]]);
    }
    list_known(r, focus, s, to);
    for (unsigned i = 0; i < count; i++) {
        int32_t entity = r->name_entity[ahead[i]];
        observe_ahead(r, focus, *s, &r->names.at[ahead[i]], entity, add_referent(to, entity));
    }
}

static struct resolved choose(const struct referents *referents, const struct setting *s, size_t entities)
{
    unsigned first = !is_thing(s) && referents->count > 1; /* of people "none" must only not be nearly sure */
    const struct referent *best = &referents->list[first];
    double share = 0;
    for (unsigned i = first; i < referents->count; i++) {
        best = referents->list[i].share > best->share ? &referents->list[i] : best;
    }
    for (unsigned i = 0; i < referents->count; i++) { /* somebody may be in mind and also to come */
        share += referents->list[i].entity == best->entity ? referents->list[i].share : 0;
    }
    bool named = best->entity != NO_ENTITY && (size_t)best->entity < entities;
    bool sure = share >= (is_thing(s) ? SURE_THING : SURE_PERSON);
    return named && sure ? (struct resolved){best->entity, s->token, s->token + 1} : NOTHING;
}

/* "In his speech, NAME praised": the subject behind the phrase that the sentence opens with and the pronoun stands in;
 * NO_ENTITY where none follows. "In his view" is somebody else's. */
static int32_t subject_behind(const struct reading *r, const struct focus *focus, const struct setting *s)
{
    enum { WORDS_MOST = 8 };
    static const char *const VIEWS[] = {"view", "opinion", "words", "account", "mind", "eyes", "absence", NULL};
    const struct words *w = r->words;
    uint32_t first = w->sentences[s->sentence].first, i = s->token + 1;
    bool opens =
        s->kind == PRONOUN_OWNER && s->token > first && s->token <= first + 2 && w->tokens[s->token - 1].tag == TAG_ADP;
    while (opens && i < w->token_count && i - s->token < WORDS_MOST && !token_is(w, i, ",")) {
        enum tag tag = (enum tag)w->tokens[i].tag;
        opens = (tag == TAG_NOUN || tag == TAG_ADJ || tag == TAG_ADP || tag == TAG_DET || tag == TAG_NUM) &&
                r->found->at_token[i] == NO_ENTITY && !token_is_any(w, i, VIEWS);
        i++;
    }
    const struct name *name = focus->next_name < r->names.count ? &r->names.at[focus->next_name] : NULL;
    if (!opens || !name || !token_is(w, i, ",") || name->first != i + 1 || name->end >= w->token_count) {
        return NO_ENTITY;
    }
    enum tag behind = (enum tag)w->tokens[name->end].tag;
    int32_t entity = r->name_entity[focus->next_name];
    bool person = r->found->list.at[entity].type == ENTITY_PERSON && (behind == TAG_VERB || behind == TAG_AUX);
    return person && may_mean(r, focus, s, entity) ? entity : NO_ENTITY;
}

struct resolved resolve_pronoun(const struct reading *r, struct focus *focus, uint32_t i)
{
    const struct pronoun *pronoun = pronoun_at(r, i);
    if (!pronoun || is_either(r->words, i)) {
        return NOTHING;
    }
    struct setting s = setting_of(r, focus, pronoun, i);
    int32_t about = is_thing(&s) || is_of_other_in_clause(r, &s) ? NO_ENTITY : clause_of(r, i);
    about = about == NO_ENTITY && s.kind == PRONOUN_OWNER ? owner_in_list(r, i) : about;
    about = about == NO_ENTITY && !is_thing(&s) ? subject_behind(r, focus, &s) : about;
    if (about != NO_ENTITY && (size_t)about < focus->entities && may_mean(r, focus, &s, about)) {
        focus->meant[s.gender] = about;
        return (struct resolved){about, i, i + 1};
    }
    struct referents referents = {.token = i, .kind = s.kind};
    observe_none(r, focus, s, add_referent(&referents, NO_ENTITY));
    if (is_thing(&s)) {
        list_known(r, focus, &s, &referents);
    } else {
        list_people(r, focus, &s, &referents);
    }
    weigh_referents(focus->weights, &referents);
    if (r->watch) {
        r->watch(r->watcher, &referents);
    }
    struct resolved what = choose(&referents, &s, focus->entities);
    focus->meant[s.gender] = what.entity;
    return what;
}
