#include "analysis/quotes/speakers.h"

#include "analysis/quotes/phrases.h"

enum {
    APPOSED_MOST = 12, /* tokens of a name with what stands before it */
    GO_ON_MOST = 3,    /* sentences from who spoke to "it said" */
    FOLLOW_MOST = 250, /* tokens back from a pronoun to the speaker that it goes on from */
};

/* The last pronoun that went on from a speaker, and who that was; whom the last named speaker told it. */
struct follow {
    uint32_t pronoun;
    int entity, told;
};

/* The head of a source: the last noun before a preposition, bracket or comma; "spokesman" in "a spokesman for X". */
static uint32_t head_of(const struct scene *scene, struct range source)
{
    uint32_t head = source.first;
    for (uint32_t i = source.first; i < source.end; i++) {
        enum tag tag = tag_of(scene, i);
        if (i > source.first && (tag == TAG_ADP || tag == TAG_PUNCT || tag == TAG_CCONJ) && !is(scene, i, "-") &&
            !is(scene, i, ".") && !joins_roles(scene, i)) {
            break;
        }
        if (tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_PRON || tag == TAG_NUM || tag == TAG_DET ||
            tag == TAG_X || (tag == TAG_ADJ && i + 1 == source.end)) {
            head = i;
        }
    }
    return head;
}

static bool head_is_plural(const struct scene *scene, struct range source)
{
    struct str head = scene->words->tokens[head_of(scene, source)].folded;
    return str_ends(head, STR("s")) && !str_ends(head, STR("ss"));
}

static bool is_relative(const struct scene *scene, uint32_t i)
{
    return is(scene, i, "who") || is(scene, i, "which") || is(scene, i, "that");
}

/* "Zoe Park, who said ...": what a relative pronoun stands for. */
static struct range antecedent(const struct scene *scene, uint32_t pronoun)
{
    uint32_t low = sentence_around(scene, pronoun).first, end = pronoun;
    end -= end > low && is(scene, end - 1, ",");
    return phrase_before(scene, end, low);
}

/* "Park and Lee": two who speak at once are named together. */
static bool is_pair(const struct scene *scene, struct range source)
{
    for (uint32_t i = source.first + 1; i + 1 < source.end; i++) {
        if (is(scene, i, "and")) {
            int one = entity_at(scene, i - 1), other = entity_at(scene, i + 1);
            return one != NO_ENTITY && other != NO_ENTITY && one != other;
        }
    }
    return false;
}

/* Whether token i is part of a name of a person, or (for a phrase that names a body) of a body. */
static bool is_named(const struct scene *scene, uint32_t i, bool body)
{
    int entity = entity_at(scene, i);
    if (entity == NO_ENTITY || tag_of(scene, i) != TAG_PROPN) {
        return false;
    }
    enum entity_type type = scene->entities->list.at[entity].type;
    return type == ENTITY_PERSON || (body && type == ENTITY_ORGANIZATION);
}

/* Where a phrase ends without the day on which somebody spoke: "Kestrel on Tuesday". */
static uint32_t before_time(const struct scene *scene, uint32_t first, uint32_t end)
{
    uint32_t i = end;
    while (i > first + 1 && is_class(scene, i - 1, CLASS_TIME)) {
        i--;
    }
    i -= i < end && i > first + 1 && (is(scene, i - 1, "on") || is(scene, i - 1, "in") || is(scene, i - 1, "last"));
    return i > first + 1 && tag_of(scene, i - 1) == TAG_VERB ? end : i; /* "a study published in July" */
}

/* The source from the beginning of its last name to its end, though the phrase ended inside it ("Alliance to Save Our
 * Rivers"), with the other name in brackets behind; without the noun of time whose clause it is the subject of. */
static struct range whole_name(const struct scene *scene, struct range source)
{
    int name = range_empty(source) ? NO_ENTITY : entity_at(scene, source.end - 1);
    uint32_t first = source.end - 1, end = source.end;
    if (name == NO_ENTITY || tag_of(scene, first) == TAG_PRON) {
        return source;
    }
    while (first > source.first && entity_at(scene, first - 1) == name) {
        first--;
    }
    while (entity_at(scene, end) == name && !is_mark(scene, end)) {
        end++;
    }
    bool bracket =
        end > source.end && is(scene, end, "(") && entity_at(scene, end + 1) == name && is(scene, end + 2, ")");
    bool time = first > source.first && is_time_noun(scene, first - 1);
    end = end_with_bracket(scene, source.first, bracket ? end + 2 : end);
    return (struct range){time ? first : source.first, end};
}

/* "the union's leader, Ana Ruiz,", "said the coach, Ana Ruiz.": the source with the name that stands in apposition to
 * its noun. A name behind "a spokesman for the mayor" could be the mayor's: it is left alone. */
static struct range with_name(const struct scene *scene, struct range source)
{
    uint32_t head = head_of(scene, source), comma = source.end;
    enum tag tag = tag_of(scene, head);
    if (!is(scene, comma, ",") || (tag != TAG_NOUN && tag != TAG_ADJ)) {
        return source;
    }
    bool plain = head + 1 == source.end;
    if (!plain && has_role(scene, source.end - 1, "job")) {
        return source;
    }
    uint32_t high = comma + 1 + APPOSED_MOST, end = scene->words->token_count;
    struct range name = phrase_after(scene, comma + 1, high < end ? high : end);
    bool closed = name.end == end || tag_of(scene, name.end) == TAG_PUNCT || is_mark(scene, name.end);
    bool body = plain && !has_role(scene, head, "job");
    if (range_empty(name) || !closed || head_of(scene, name) + 1 != name.end || is_pair(scene, name) ||
        !is_named(scene, name.end - 1, body)) {
        return source;
    }
    return (struct range){source.first, name.end};
}

/* "Director of Water Ana Ruiz": the name behind a title of several words. */
static uint32_t named_head(const struct scene *scene, struct range source, uint32_t head)
{
    uint32_t last = source.end - 1, first = last;
    if (head == last || entity_at(scene, head) != NO_ENTITY || !has_role(scene, head, "job") ||
        tag_of(scene, source.first) == TAG_DET || !is_named(scene, last, false)) {
        return head;
    }
    while (first > head && entity_at(scene, first - 1) == entity_at(scene, last)) {
        first--;
    }
    enum tag before = tag_of(scene, first - 1);
    return first > head + 1 && (before == TAG_NOUN || before == TAG_PROPN) ? last : head;
}

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
    struct range told = phrase_after(scene, cue->end, cue->end + APPOSED_MOST < end ? cue->end + APPOSED_MOST : end);
    return range_empty(told) ? NO_ENTITY : entity_at(scene, head_of(scene, told));
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

/* Whom "he" or "she" at token i goes on from where the entities leave it open: who last acted or spoke before it,
 * outside of quotations, in its paragraph or the one before. */
static int who_goes_on(const struct scene *scene, uint32_t pronoun, int told, const struct follow *last)
{
    enum gender gender = pronoun_gender(scene, pronoun);
    uint32_t paragraph = paragraph_of(scene, pronoun);
    for (uint32_t i = pronoun; i-- > 0 && pronoun - i < FOLLOW_MOST && paragraph_of(scene, i) + 1 >= paragraph;) {
        int32_t stretch = stretch_of(scene, i);
        if (stretch != NO_STRETCH) {
            uint32_t opening = stretch_first(scene, stretch);
            i = opening < i ? opening : i;
            continue;
        }
        if (i == last->pronoun && pronoun_gender(scene, i) == gender && last->entity != told) {
            return last->entity;
        }
        int entity = entity_at(scene, i);
        if (!is_person(scene, entity) || entity_at(scene, i + 1) == entity) {
            continue;
        }
        enum gender known = scene->entities->list.at[entity].gender;
        if ((known == gender || known == GENDER_UNKNOWN) && entity != told && acts(scene, i)) {
            return entity;
        }
    }
    return NO_ENTITY;
}

/* The speaker of a source; the cue of speech begins at token `cue`, 0 when there is none. */
static struct speaker resolve(const struct scene *scene, struct range source, uint32_t cue)
{
    struct speaker speaker = {.source = source, .entity = NO_ENTITY};
    if (range_empty(source)) {
        return speaker;
    }
    source.end = before_time(scene, source.first, source.end);
    source = speaker.source = whole_name(scene, source);
    struct range meant = source;
    if (source.end == source.first + 1 && is_relative(scene, source.first)) {
        struct range before = antecedent(scene, source.first);
        meant = range_empty(before) ? source : before;
        bool aside = cue > source.end && is(scene, cue - 1, ","); /* "One, who asked not to be named, said" */
        source = speaker.source = aside ? meant : source;
    }
    struct range named = with_name(scene, meant);
    uint32_t head = named.end > meant.end ? named.end - 1 : named_head(scene, meant, head_of(scene, meant));
    speaker.source.end = named.end > meant.end && meant.end == source.end ? named.end : source.end;
    bool pronoun = tag_of(scene, head) == TAG_PRON && meant.end == meant.first + 1;
    speaker.entity = entity_at(scene, head);
    if (speaker.entity != NO_ENTITY && !is_pair(scene, meant)) {
        speaker.name = scene->entities->list.at[speaker.entity].name;
    } else if (!pronoun) {
        speaker.name = span_text(scene->words->text, token_span(scene->words, meant.first, meant.end));
    }
    return speaker;
}

/* "A spokesman", "the mayor's chief aide": one person who is not named. "The minister" may well be named elsewhere. */
static bool is_somebody(const struct scene *scene, struct range source)
{
    if (range_empty(source) || is(scene, source.first, "the") || !has_role(scene, head_of(scene, source), "job") ||
        head_is_plural(scene, source)) {
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

/* Who spoke last before some words, and the token behind what was said. */
struct said_before {
    const struct speaker *speaker; /* NULL when nobody did */
    uint32_t end;
};

/* "Lee urged them to stop. He said ...", "Lee was late. “Sorry,” he said.": who spoke in the sentence before goes on.
 */
static bool goes_on(const struct scene *scene, uint32_t pronoun, const struct content *content,
                    const struct said_before *said)
{
    const struct speaker *before = said->speaker;
    const struct token *tokens = scene->words->tokens;
    uint32_t first = content->pieces.at[0].first;
    bool opens = tokens[pronoun].flags & SENTENCE_START;
    bool behind = first < pronoun && stretch_of(scene, first) != NO_STRETCH;
    uint32_t sentence = tokens[behind ? first : pronoun].sentence;
    /* "Lee said: “Stop. Now.” He added ...": his words may be sentences of their own. */
    bool next = !range_empty(before->source) && (tokens[before->source.first].sentence + 1 == sentence ||
                                                 (opens && tokens[said->end - 1].sentence + 1 == sentence &&
                                                  paragraph_of(scene, said->end - 1) == paragraph_of(scene, pronoun)));
    return (opens || behind) && next && may_be(scene, before, pronoun);
}

/* The first who speaks in the sentence of the last speaker: "Lee said that Park had told her": Lee. NULL without one.
 */
static const struct speaker *first_in_sentence(const struct scene *scene, const struct speaker *speakers, size_t last,
                                               size_t count)
{
    enum { BACK_MOST = 8 };
    const struct token *tokens = scene->words->tokens;
    size_t first = last;
    for (size_t k = last; last < count && k > 0 && last - k < BACK_MOST; k--) {
        struct range source = speakers[k - 1].source;
        bool same =
            !range_empty(source) && tokens[source.first].sentence == tokens[speakers[last].source.first].sentence;
        first = same ? k - 1 : first;
    }
    return last < count ? &speakers[first] : NULL;
}

/* "“I love Lee,” he said": somebody else than Lee. */
static bool is_named_inside(const struct scene *scene, int entity, const struct content *content)
{
    const struct entity *e = &scene->entities->list.at[entity];
    for (size_t p = 0; p < content->pieces.count; p++) {
        struct range piece = content->pieces.at[p];
        for (uint32_t i = piece.first; i < piece.end; i++) {
            if (entity_at(scene, i) == entity && str_find(e->name, token_text(scene->words, i), 0) != SIZE_MAX) {
                return true;
            }
        }
    }
    return false;
}

/* "The report says so. It also says ...", "..., the Times wrote. “...,” it further wrote": what spoke before, when it
 * is no person. */
static void follow_thing(const struct scene *scene, const struct speaker *before, struct speaker *speaker)
{
    uint32_t pronoun = speaker->source.first;
    bool it = is(scene, pronoun, "it"), they = is(scene, pronoun, "they");
    if (speaker->source.end != pronoun + 1 || !(it || they) || speaker->entity != NO_ENTITY || !before ||
        !before->name.len) {
        return;
    }
    const struct token *tokens = scene->words->tokens;
    uint32_t sentences = tokens[pronoun].sentence - tokens[before->source.first].sentence;
    bool some = they && before->entity == NO_ENTITY && head_is_plural(scene, before->source);
    bool thing = before->entity == NO_ENTITY ? it && !some : !is_person(scene, before->entity);
    if (sentences <= GO_ON_MOST && (thing || some)) {
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

/* "he" or "she" as a source: never who is told or whom the words name, and a person. */
static void follow_on(const struct scene *scene, const struct cue *cue, const struct content *content,
                      const struct said_before *said, struct follow *last, struct speaker *speaker)
{
    const struct speaker *before = said->speaker;
    uint32_t pronoun = speaker->source.first;
    if (speaker->source.end != pronoun + 1 || pronoun_gender(scene, pronoun) == GENDER_UNKNOWN) {
        return;
    }
    bool inside = speaker->entity != NO_ENTITY && is_named_inside(scene, speaker->entity, content);
    bool near = before && inside && may_be(scene, before, pronoun) && before->entity != speaker->entity;
    if (before && (near || goes_on(scene, pronoun, content, said))) {
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
    speaker->entity = who_goes_on(scene, pronoun, told, last);
    speaker->name = (struct str){0};
    if (speaker->entity != NO_ENTITY) {
        speaker->name = scene->entities->list.at[speaker->entity].name;
        last->pronoun = pronoun;
        last->entity = speaker->entity;
    }
}

static uint32_t end_of(const struct content *content)
{
    return content->pieces.at[content->pieces.count - 1].end;
}

void find_speakers(const struct scene *scene, const struct cues *cues, const struct contents *contents,
                   struct speaker *speakers)
{
    struct follow follow = {UINT32_MAX, NO_ENTITY, NO_ENTITY};
    size_t count = contents->list.count, last = count; /* the last content with a source */
    uint32_t last_paragraph = 0;
    for (size_t i = 0; i < count; i++) {
        const struct content *content = &contents->list.at[i];
        uint32_t first = content->pieces.at[0].first, end = end_of(content) - 1;
        if (!range_empty(content->source) || content->cue >= 0) {
            speakers[i] = resolve(scene, content->source, content->cue >= 0 ? cues->list.at[content->cue].first : 0);
            if (content->cue >= 0) {
                const struct cue *cue = &cues->list.at[content->cue];
                const struct speaker *before = first_in_sentence(scene, speakers, last, count);
                struct said_before said = {before, before ? end_of(&contents->list.at[last]) : 0};
                follow_on(scene, cue, content, &said, &follow, &speakers[i]);
                follow_subject(scene, content, &speakers[i]);
                follow_thing(scene, before, &speakers[i]);
                bool pronoun = pronoun_gender(scene, content->source.first) != GENDER_UNKNOWN;
                follow.told = pronoun ? follow.told : who_is_told(scene, cue);
            }
        } else if (last < count && paragraph_of(scene, first) <= last_paragraph + 1) {
            speakers[i] = speakers[last];
        } else {
            speakers[i] = (struct speaker){.entity = NO_ENTITY};
        }
        if (!range_empty(speakers[i].source)) {
            last = i;
            last_paragraph = paragraph_of(scene, end);
        }
    }
}
