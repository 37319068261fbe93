/* Whom "he", "it" and "the Spaniard" go on from. */
#include "analysis/quotes/follow.h"

#include "analysis/quotes/phrases.h"
#include "analysis/quotes/topic.h"

enum {
    APPOSED_MOST = 12, /* tokens of a name with what stands before it */
    GO_ON_MOST = 3,    /* sentences from who spoke to "it said" */
    FOLLOW_MOST = 250, /* tokens back from a pronoun to the speaker that it goes on from */
};

static enum gender pronoun_gender(const struct scene *scene, uint32_t i)
{
    return is(scene, i, "he") ? GENDER_MALE : is(scene, i, "she") ? GENDER_FEMALE : GENDER_UNKNOWN;
}

static bool is_person(const struct scene *scene, int entity)
{
    return entity != NO_ENTITY && scene->entities->list.at[entity].type == ENTITY_PERSON;
}

/* "he told Ana Ruiz": who is addressed behind a cue, or NO_ENTITY. */
static int who_is_told(const struct scene *scene, const struct cue *cue)
{
    uint32_t end = scene->words->token_count;
    if (!(cue->shape & SHAPE_ADDRESSEE) || cue->form != CUE_FINITE) {
        return NO_ENTITY;
    }
    if (tag_of(scene, cue->end) == TAG_PRON && entity_at(scene, cue->end) != NO_ENTITY) {
        return entity_at(scene, cue->end); /* "told [her] that morning that" */
    }
    struct range told = phrase_after(scene, cue->end, cue->end + APPOSED_MOST < end ? cue->end + APPOSED_MOST : end);
    return range_empty(told) ? NO_ENTITY : entity_at(scene, source_head(scene, told));
}

/* Whether the mention that ends at token i is a subject or speaks: a verb behind it (an apposition between), or "said"
 * before it. */
static bool acts(const struct scene *scene, uint32_t i)
{
    uint32_t next = i + 1, first = i;
    while (first > 0 && entity_at(scene, first - 1) == entity_at(scene, i) && i - first < APPOSED_MOST) {
        first--;
    }
    bool free = first == 0 || tag_of(scene, first - 1) != TAG_ADP;
    next += tag_of(scene, next) == TAG_ADV;
    bool apposed = is(scene, next, "(") || (is(scene, next, ",") && tag_of(scene, next + 1) != TAG_CCONJ);
    if (free && (is_verb(scene, next) || apposed)) {
        return true;
    }
    return first > 0 && (is(scene, first - 1, "said") || is(scene, first - 1, "says"));
}

/* Whom "he", "she" or "the Spaniard" at token i goes on from where the entities leave it open: who last acted or spoke
 * before it, outside of quotations, in its paragraph or the one before. GENDER_UNKNOWN: anybody. */
static int who_goes_on(const struct scene *scene, uint32_t pronoun, enum gender gender, int told,
                       const struct follow *last)
{
    uint32_t paragraph = paragraph_of(scene, pronoun);
    for (uint32_t i = pronoun; i-- > 0 && pronoun - i < FOLLOW_MOST && paragraph_of(scene, i) + 1 >= paragraph;) {
        int32_t stretch = stretch_of(scene, i);
        if (stretch != NO_STRETCH) {
            uint32_t opening = stretch_first(scene, stretch);
            i = opening < i ? opening : i;
            continue;
        }
        if (i == last->pronoun && last->entity != told &&
            (gender == GENDER_UNKNOWN || pronoun_gender(scene, i) == gender)) {
            return last->entity;
        }
        int entity = entity_at(scene, i);
        if (!is_person(scene, entity) || entity_at(scene, i + 1) == entity) {
            continue;
        }
        enum gender known = scene->entities->list.at[entity].gender;
        bool fits = gender == GENDER_UNKNOWN || known == gender || known == GENDER_UNKNOWN;
        if (fits && entity != told && acts(scene, i)) {
            return entity;
        }
    }
    return NO_ENTITY;
}

/* "chief aide", "a senior party figure": a noun of persons; or any with "a", but for "a report". */
static bool is_one(const struct scene *scene, struct range source)
{
    uint32_t head = source_head(scene, source);
    bool document = is_class(scene, head, CLASS_LABEL) || is_class(scene, head, CLASS_NOUN) ||
                    is_class(scene, head, CLASS_MEDIUM) || is_class(scene, head, CLASS_REMARK) ||
                    has_role(scene, head, "org") || has_role(scene, head, "work");
    bool any = is(scene, source.first, "a") || is(scene, source.first, "an");
    return has_role(scene, head, "job") || (any && !document && tag_of(scene, head) == TAG_NOUN);
}

/* "A spokesman", "the mayor's chief aide": one person who is not named. "The minister" may well be named elsewhere. */
static bool is_somebody(const struct scene *scene, struct range source)
{
    bool whose = false; /* "the woman's son" */
    for (uint32_t i = source.first; i < source.end; i++) {
        whose |= is(scene, i, "'s");
    }
    if (range_empty(source) || (is(scene, source.first, "the") && !whose) || !is_one(scene, source) ||
        source_is_plural(scene, source)) {
        return false;
    }
    for (uint32_t i = source.first; i < source.end; i++) {
        if (tag_of(scene, i) == TAG_CCONJ) {
            return false;
        }
    }
    return true;
}

/* Whether the speaker can be "he" or "she" at token `pronoun`: a person of that gender, or somebody without a name. */
static bool may_be(const struct scene *scene, const struct speaker *speaker, uint32_t pronoun)
{
    if (speaker->entity == NO_ENTITY) {
        return is_somebody(scene, speaker->source);
    }
    enum gender known = scene->entities->list.at[speaker->entity].gender;
    return is_person(scene, speaker->entity) && (known == GENDER_UNKNOWN || known == pronoun_gender(scene, pronoun));
}

static bool opens_sentence(const struct scene *scene, uint32_t i)
{
    return scene->words->sentences[scene->words->tokens[i].sentence].first == i;
}

/* "Lee urged them to stop. He said ...", "Lee was late. “Sorry,” he said.": who spoke in the sentence before goes on.
 */
static bool goes_on(const struct scene *scene, uint32_t pronoun, const struct content *content,
                    const struct said_before *said)
{
    const struct speaker *before = said->speaker;
    const struct token *tokens = scene->words->tokens;
    uint32_t first = content->pieces.at[0].first;
    uint32_t start = scene->words->sentences[tokens[pronoun].sentence].first;
    bool opens = tokens[pronoun].flags & SENTENCE_START || is(scene, start, "asked"); /* "Asked why, he replied" */
    bool behind = first < pronoun && (stretch_of(scene, first) != NO_STRETCH || opens_sentence(scene, first));
    uint32_t sentence = tokens[behind ? first : pronoun].sentence;
    /* "Lee said: “Stop. Now.” He added ...": his words may be sentences of their own. */
    bool next = !range_empty(before->source) && (tokens[before->source.first].sentence + 1 == sentence ||
                                                 (opens && tokens[said->end - 1].sentence + 1 == sentence &&
                                                  paragraph_of(scene, said->end - 1) == paragraph_of(scene, pronoun)));
    return (opens || behind) && next && may_be(scene, before, pronoun);
}

/* "“I love Lee,” he said": somebody else than Lee. */
static bool is_named_inside(const struct scene *scene, int entity, const struct content *content)
{
    const struct entity *e = &scene->entities->list.at[entity];
    for (size_t p = 0; p < content->pieces.count; p++) {
        struct range piece = content->pieces.at[p];
        for (uint32_t i = piece.first; i < piece.end; i++) {
            if (entity_at(scene, i) == entity && str_has_word(e->name, token_text(scene->words, i))) {
                return true;
            }
        }
    }
    return false;
}

/* What "it" or "they" that speaks may stand for: a body, a state or a document; a body or people. */
static bool may_speak(const struct scene *scene, struct topic topic, bool they)
{
    if (range_empty(topic.phrase)) {
        return false;
    }
    uint32_t head = source_head(scene, topic.phrase);
    bool many = source_is_plural(scene, topic.phrase), named = entity_at(scene, head) == topic.entity;
    if (topic.entity == NO_ENTITY || (they && !named)) {
        enum entity_subtype subtype;
        enum entity_type means = noun_means(scene->arena, scene->words, head, &subtype);
        bool thing = is_class(scene, head, CLASS_NOUN) || has_role(scene, head, "work") || means == ENTITY_ORGANIZATION;
        return they ? many && means == ENTITY_PERSON : thing && !many;
    }
    enum entity_type type = scene->entities->list.at[topic.entity].type;
    return type == ENTITY_ORGANIZATION || (type == ENTITY_LOCATION && !they);
}

/* "Chad said no. The agency feeds them. [It] warned ...", "Kestrel fell after [it] warned", "Officials left because
 * [they] say": what the sentence of the pronoun, or the one `before` it, is about. */
static struct topic topic_of_sentence(const struct scene *scene, const struct content *content, uint32_t pronoun,
                                      bool before)
{
    const struct words *words = scene->words;
    uint32_t first = content->pieces.at[0].first, start = first < pronoun ? first : pronoun;
    const struct sentence *sentence = &words->sentences[words->tokens[start].sentence];
    struct topic here = topic_of(scene, sentence->first, start), none = {{start, start}, NO_ENTITY};
    if (!before) {
        return here;
    }
    bool far = sentence == words->sentences ||
               paragraph_of(scene, sentence[-1].first) + 1 < paragraph_of(scene, start) || !range_empty(here.phrase);
    return far ? none : topic_of(scene, sentence[-1].first, sentence[-1].end);
}

/* Gives the speaker what its pronoun stands for by such a topic. */
static bool follow_topic(const struct scene *scene, const struct content *content, struct speaker *speaker, bool before)
{
    uint32_t pronoun = speaker->source.first;
    struct topic topic = topic_of_sentence(scene, content, pronoun, before);
    bool they = is(scene, pronoun, "they");
    if (!may_speak(scene, topic, they)) {
        return false;
    }
    bool owner = they && entity_at(scene, source_head(scene, topic.phrase)) != topic.entity; /* "the firm's workers" */
    speaker->entity = owner ? NO_ENTITY : topic.entity;
    speaker->name = speaker->entity != NO_ENTITY
                        ? scene->entities->list.at[topic.entity].name
                        : span_text(scene->words->text, token_span(scene->words, topic.phrase.first, topic.phrase.end));
    return true;
}

/* Whether who spoke before can be "it", or else "they". */
static bool fits_pronoun(const struct scene *scene, const struct speaker *before, bool it)
{
    bool some = !it && before->entity == NO_ENTITY && source_is_plural(scene, before->source);
    bool thing = before->entity == NO_ENTITY ? it && !is_one(scene, before->source) : !is_person(scene, before->entity);
    return some || thing;
}

/* "The report says so. It also says ...", "..., the Times wrote. “...,” it further wrote": what spoke before, when it
 * is no person. */
static void follow_thing(const struct scene *scene, const struct content *content, const struct speaker *before,
                         struct speaker *speaker)
{
    uint32_t pronoun = speaker->source.first;
    bool it = is(scene, pronoun, "it"), they = is(scene, pronoun, "they");
    if (speaker->source.end != pronoun + 1 || !(it || they) || (it && speaker->entity != NO_ENTITY)) {
        return;
    }
    if (follow_topic(scene, content, speaker, false) || speaker->entity != NO_ENTITY) {
        return; /* whatever the entities took "they" for: "Business leaders left as they said" */
    }
    const struct token *tokens = scene->words->tokens;
    uint32_t sentences = before ? tokens[pronoun].sentence - tokens[before->source.first].sentence : UINT32_MAX;
    bool fits = before && before->name.len && fits_pronoun(scene, before, it);
    if (!(fits && sentences <= 1) && follow_topic(scene, content, speaker, true)) {
        return;
    }
    if (fits && sentences <= GO_ON_MOST) {
        speaker->entity = before->entity;
        speaker->name = before->name;
    }
}

/* "The institute will show two of them, it said.": the body that the words in front of "it said" begin with. */
static void follow_subject(const struct scene *scene, const struct content *content, struct speaker *speaker)
{
    enum { SUBJECT_MOST = 8 };
    uint32_t pronoun = speaker->source.first, first = content->pieces.at[0].first;
    if (speaker->source.end != pronoun + 1 || !is(scene, pronoun, "it") || speaker->entity != NO_ENTITY ||
        first > pronoun || stretch_of(scene, first) != NO_STRETCH) {
        return;
    }
    for (uint32_t i = first; i < pronoun && i < first + SUBJECT_MOST && !is_verb(scene, i); i++) {
        int entity = entity_at(scene, i);
        bool subject = entity != NO_ENTITY && is_verb(scene, i + 1) &&
                       scene->entities->list.at[entity].type == ENTITY_ORGANIZATION;
        if (subject) {
            speaker->entity = entity;
            speaker->name = scene->entities->list.at[entity].name;
            return;
        }
    }
}

/* Whether the entity is mentioned between two tokens. */
static bool is_mentioned(const struct scene *scene, int entity, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end && end - first < FOLLOW_MOST; i++) {
        if (entity_at(scene, i) == entity) {
            return true;
        }
    }
    return false;
}

/* Whether who spoke last, known to be of that gender, is meant rather than somebody of unknown gender named before. */
static bool is_known_better(const struct scene *scene, const struct speaker *before, const struct speaker *speaker)
{
    uint32_t pronoun = speaker->source.first;
    if (range_empty(before->source) || before->source.first >= pronoun || before->entity == speaker->entity ||
        !is_person(scene, before->entity) || !is_person(scene, speaker->entity)) {
        return false;
    }
    const struct entity *list = scene->entities->list.at;
    return list[before->entity].gender == pronoun_gender(scene, pronoun) &&
           list[speaker->entity].gender == GENDER_UNKNOWN &&
           paragraph_of(scene, before->source.first) + 2 >= paragraph_of(scene, pronoun) &&
           !is_mentioned(scene, speaker->entity, before->source.first, pronoun);
}

/* "Lee told them that [he] would go": the speaker of the words that "he" begins. */
static bool is_of_outer(const struct scene *scene, const struct said_before *said, uint32_t pronoun)
{
    return said->outer && pronoun - said->outer_first <= 1 && may_be(scene, said->outer, pronoun);
}

/* "answered", "replied": who was spoken to speaks. */
static bool is_answering(const struct cue *cue)
{
    static const char *const ANSWERS[] = {"answer", "reply", "respond", "retort"};
    bool answers = false;
    for (size_t k = 0; k < sizeof ANSWERS / sizeof *ANSWERS && !answers; k++) {
        answers = str_is(cue->lemma, ANSWERS[k]);
    }
    return answers;
}

/* "he" or "she" as a source: never who is told or whom the words name, and a person. */
static void follow_on(const struct scene *scene, const struct cue *cue, const struct content *content,
                      const struct said_before *said, struct follow *last, struct speaker *speaker)
{
    const struct speaker *before = said->speaker;
    uint32_t pronoun = speaker->source.first;
    if (speaker->source.end != pronoun + 1 || pronoun_gender(scene, pronoun) == GENDER_UNKNOWN) {
        return;
    }
    if (is_of_outer(scene, said, pronoun)) {
        speaker->entity = said->outer->entity;
        speaker->name = said->outer->name;
        return;
    }
    bool other = before && last->told != before->entity && is_person(scene, last->told);
    if (other && is_answering(cue) && may_be(scene, &(struct speaker){.entity = last->told}, pronoun)) {
        speaker->entity = last->told; /* "A clerk told her no. “Why?” she answered." */
        speaker->name = scene->entities->list.at[last->told].name;
        return;
    }
    bool inside = speaker->entity != NO_ENTITY && is_named_inside(scene, speaker->entity, content);
    bool near = before && inside && may_be(scene, before, pronoun) && before->entity != speaker->entity;
    if (before && (near || goes_on(scene, pronoun, content, said) || is_known_better(scene, before, speaker))) {
        speaker->entity = before->entity;
        speaker->name = before->name;
        return;
    }
    int told = who_is_told(scene, cue);
    bool heard = speaker->entity == last->told && is_person(scene, speaker->entity) &&
                 scene->entities->list.at[speaker->entity].gender == GENDER_UNKNOWN;
    if (is_person(scene, speaker->entity) && speaker->entity != told && !heard) {
        return;
    }
    told = heard ? speaker->entity : told; /* "Park told Lee. He said": Park */
    speaker->entity = who_goes_on(scene, pronoun, pronoun_gender(scene, pronoun), told, last);
    speaker->name = (struct str){0};
    if (speaker->entity == NO_ENTITY && before && before->entity != told && may_be(scene, before, pronoun) &&
        paragraph_of(scene, said->end) + 2 >= paragraph_of(scene, pronoun)) {
        speaker->entity = before->entity; /* nobody else is near */
        speaker->name = before->name;
    }
    if (speaker->entity != NO_ENTITY) {
        speaker->name = scene->entities->list.at[speaker->entity].name;
        last->pronoun = pronoun;
        last->entity = speaker->entity;
    }
}

/* "The Italian" is one, "the French" and "the Chinese" are a people. */
static bool is_one_of_people(const struct scene *scene, uint32_t i)
{
    struct str word = scene->words->tokens[i].folded;
    return str_ends(word, STR("an")) || str_ends(word, STR("er"));
}

/* "the father of four", "the mother-of-three" */
static bool is_parent_of(const struct scene *scene, struct range source)
{
    static const char *const PARENTS[] = {"father", "mother", "grandfather", "grandmother", NULL};
    uint32_t last = source.end - 1;
    return source.end - source.first > 3 && token_is_any(scene->words, source.first + 1, PARENTS) &&
           tag_of(scene, last) == TAG_NUM && (is(scene, last - 1, "of") || is(scene, last - 2, "of"));
}

/* Whether a source says of one person what he or she is, not who: "the 36-year-old", "the 72-year-old leader", "the
 * Spaniard", "the Ohio Republican". */
static bool is_called(const struct scene *scene, struct range source)
{
    uint32_t last = source.end - 1;
    int entity = entity_at(scene, last);
    if (source.end - source.first < 2 || !is(scene, source.first, "the") || source_is_plural(scene, source)) {
        return false;
    }
    bool age = false;
    for (uint32_t i = source.first + 2; i < source.end && !age; i++) {
        age = is(scene, i, "old") && is(scene, i - 1, "-") && is(scene, i - 2, "year");
    }
    age |= is_parent_of(scene, source);
    const struct entity *e = entity == NO_ENTITY ? NULL : &scene->entities->list.at[entity];
    bool people = e && (e->type == ENTITY_NORP || is(scene, last, "democrat") || is(scene, last, "republican")) &&
                  (tag_of(scene, last) != TAG_ADJ || is_one_of_people(scene, last));
    return age || people;
}

/* "the retired driver": a role that the source had once. */
static bool is_of_the_past(const struct scene *scene, struct range source)
{
    static const char *const PAST[] = {"retired", "former", "ex", "veteran", "onetime", NULL};
    return token_is_any(scene->words, source.first + 1, PAST);
}

/* "“We tried,” the Kestrel manager said.", "The fund manager argued": what somebody does, behind words of whom the
 * sentence before told more, in the same paragraph, or in the next one what he once did; not a role that somebody
 * without a name had before ("a senior manager"). */
static bool is_called_by_role(const struct scene *scene, const struct content *content, struct range source,
                              const struct said_before *said)
{
    enum { BACK_MOST = 200 };
    static const char *const ALONE[] = {"president", "premier", "chancellor", "king", "queen", "pope", NULL};
    uint32_t last = source.end - 1, first = content->pieces.at[0].first;
    bool alone = token_is_any(scene->words, last, ALONE) || is(scene, last - 1, "prime"); /* known without a name */
    bool opens = first > source.first && opens_sentence(scene, source.first) && !alone;
    first = opens ? source.first : first;
    if (source.end - source.first < 2 || !is(scene, source.first, "the") || !has_role(scene, last, "job") ||
        source_is_plural(scene, source) || entity_at(scene, last) != NO_ENTITY || first > source.first ||
        (!opens && stretch_of(scene, first) == NO_STRETCH) || said->end > first ||
        paragraph_of(scene, said->end - 1) + is_of_the_past(scene, source) < paragraph_of(scene, first)) {
        return false;
    }
    for (uint32_t i = first; i > 0 && first - i < BACK_MOST; i--) {
        if (str_equal(scene->words->tokens[i - 1].folded, scene->words->tokens[last].folded)) {
            return false;
        }
    }
    return true;
}

/* "the Spaniard said": who spoke in the sentence before, or who last acted. */
static void follow_called(const struct scene *scene, const struct content *content, const struct said_before *said,
                          const struct follow *last, struct speaker *speaker)
{
    struct range source = speaker->source;
    const struct token *tokens = scene->words->tokens;
    const struct speaker *before = said->speaker;
    if (range_empty(source) || is_person(scene, speaker->entity)) {
        return;
    }
    bool called = is_called(scene, source);
    bool role = !called && before && is_called_by_role(scene, content, source, said);
    if (!called && !role) {
        return;
    }
    uint32_t first = content->pieces.at[0].first < source.first ? content->pieces.at[0].first : source.first;
    bool next = before && is_person(scene, before->entity) && said->end <= first &&
                tokens[first].sentence <= tokens[said->end - 1].sentence + 1;
    bool known = next && !is_of_the_past(scene, source) &&
                 scene->entities->list.at[before->entity].description.at; /* "a lawyer": another than "the judge" */
    if (role && (!next || known)) {
        return;
    }
    int meant = entity_at(scene, source.first); /* "The Canadian": whom the entities know by it */
    int entity = is_person(scene, meant) ? meant
                 : next                  ? before->entity
                                         : who_goes_on(scene, first, GENDER_UNKNOWN, NO_ENTITY, last);
    if (entity != NO_ENTITY) {
        speaker->entity = entity;
        speaker->name = scene->entities->list.at[entity].name;
    }
}

/* "Park, the captain, used seven bowlers. “We tried,” he said.": the person whom the sentence before the words is
 * about, though the entities took somebody else, whom it does not name; of another paragraph whom it names first. */
static void follow_sentence(const struct scene *scene, const struct content *content, struct speaker *speaker)
{
    uint32_t pronoun = speaker->source.first, first = content->pieces.at[0].first;
    enum gender gender = pronoun_gender(scene, pronoun);
    const struct words *words = scene->words;
    uint32_t sentence = words->tokens[first].sentence;
    bool unnamed = speaker->entity == NO_ENTITY && speaker->name.len; /* somebody who spoke goes on */
    if (unnamed || speaker->source.end != pronoun + 1 || gender == GENDER_UNKNOWN || first > pronoun || sentence == 0 ||
        (stretch_of(scene, first) == NO_STRETCH && !opens_sentence(scene, first)) ||
        words->sentences[sentence].first + 1 < first ||
        paragraph_of(scene, words->sentences[sentence - 1].first) + 1 < paragraph_of(scene, first)) {
        return;
    }
    const struct sentence *before = &words->sentences[sentence - 1];
    bool apart = paragraph_of(scene, before->first) != paragraph_of(scene, first);
    struct topic topic = topic_of(scene, before->first, before->end);
    bool somebody = !range_empty(topic.phrase) && topic.phrase.first == before->first &&
                    is_somebody(scene, topic.phrase) && entity_at(scene, topic.phrase.end - 1) == NO_ENTITY &&
                    has_role(scene, source_head(scene, topic.phrase), "job");
    enum gender called = somebody ? gender_of_noun(scene, source_head(scene, topic.phrase)) : GENDER_UNKNOWN;
    if (somebody && !apart &&
        (called == GENDER_UNKNOWN || called == gender)) { /* not "Her father died. “I ...,” she" */
        speaker->entity = NO_ENTITY; /* "A spokesman denied this. “No such offer was made,” he said." */
        speaker->name = span_text(words->text, token_span(words, topic.phrase.first, topic.phrase.end));
        return;
    }
    for (uint32_t i = before->first; i < before->end; i++) {
        bool named = speaker->entity != NO_ENTITY && entity_at(scene, i) == speaker->entity;
        if (named || stretch_of(scene, i) != NO_STRETCH) {
            return;
        }
    }
    for (uint32_t i = before->first; i < before->end; i++) {
        int entity = entity_at(scene, i);
        if (!is_person(scene, entity) || entity_at(scene, i + 1) == entity || !acts(scene, i)) {
            continue;
        }
        enum gender known = scene->entities->list.at[entity].gender;
        bool new = scene->entities->list.at[entity].mentions.at[0].first >= before->first;
        if ((known == gender || known == GENDER_UNKNOWN) && (new || !apart)) {
            speaker->entity = entity;
            speaker->name = scene->entities->list.at[entity].name;
        }
        return; /* the first who acts is whom the sentence is about */
    }
}

void follow_speaker(const struct scene *scene, const struct cue *cue, const struct content *content,
                    const struct said_before *said, struct follow *follow, struct speaker *speaker)
{
    if (said->outer && content->source.end == content->source.first + 1 && is(scene, content->source.first, "i")) {
        speaker->entity = said->outer->entity; /* "“I told them no,” Lee said" */
        speaker->name = said->outer->name;
        return;
    }
    follow_on(scene, cue, content, said, follow, speaker);
    follow_sentence(scene, content, speaker);
    follow_called(scene, content, said, follow, speaker);
    follow_subject(scene, content, speaker);
    follow_thing(scene, content, said->speaker, speaker);
    bool pronoun = pronoun_gender(scene, content->source.first) != GENDER_UNKNOWN;
    follow->told = pronoun ? follow->told : who_is_told(scene, cue);
}
