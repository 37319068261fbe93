#include "analysis/quotes/speakers.h"

#include "analysis/entities/listed.h"
#include "analysis/quotes/follow.h"
#include "analysis/quotes/labels.h"
#include "analysis/quotes/phrases.h"

enum { APPOSED_MOST = 12 /* tokens of a name with what stands before it */, ASKED_NOT = -2 };

/* "Kestrel and Lake MP Ana Ruiz": whether one person's name stands behind a pair of other names, joined at token `and`.
 */
static bool names_one_behind(const struct scene *scene, uint32_t and, struct range source)
{
    int last = entity_at(scene, source.end - 1), before = entity_at(scene, and-1);
    bool two =
        before != NO_ENTITY && scene->entities->list.at[before].type == ENTITY_PERSON; /* "Holm and MP Ana Ruiz" */
    return !two && last != NO_ENTITY && last != entity_at(scene, and+1) &&
           scene->entities->list.at[last].type == ENTITY_PERSON;
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

/* Where the head of a source is looked for from: behind its last possessor ("the Bank of Spain's [governor]"), unless
 * somebody is named before ("Ana Ruiz of Spain's Kestrel"). */
static uint32_t behind_owner(const struct scene *scene, struct range source)
{
    uint32_t first = source.first;
    for (uint32_t i = source.first + 1; i + 1 < source.end && tag_of(scene, i) != TAG_PUNCT; i++) {
        if (tag_of(scene, i) == TAG_ADP && is_named(scene, i - 1, false)) {
            break;
        }
        first = is(scene, i, "'s") && entity_at(scene, i) != entity_at(scene, i + 1) ? i + 1 : first;
    }
    return first;
}

/* "of" of "University of Basel": inside a name, where no phrase ends. */
static bool is_in_name(const struct scene *scene, uint32_t i)
{
    int entity = entity_at(scene, i);
    return entity != NO_ENTITY && entity_at(scene, i - 1) == entity && entity_at(scene, i + 1) == entity;
}

/* "Amara Whitcombe [KC]": where a source ends without the letters behind a name. */
static uint32_t before_letters(const struct scene *scene, struct range source)
{
    uint32_t last = source.end - 1;
    bool letters = source.end > source.first + 1 && token_has_role_as_written(scene->words, last, "honour") &&
                   entity_at(scene, last) == NO_ENTITY && is_named(scene, last - 1, false);
    return letters ? last : source.end;
}

uint32_t source_head(const struct scene *scene, struct range source)
{
    source.end = before_letters(scene, source);
    uint32_t last = source.end - 1;
    if (source.end > source.first + 1 && tag_of(scene, last) == TAG_ADV && has_role(scene, last, "job")) {
        return last; /* "the England Under-21 forward" */
    }
    uint32_t first = behind_owner(scene, source), head = first;
    for (uint32_t i = first; i < source.end; i++) {
        enum tag tag = tag_of(scene, i);
        bool hyphen = is(scene, i, "-") && !is_dash(scene, i); /* "Mr Lund - himself a sailor - said" */
        if (i > first && (tag == TAG_ADP || tag == TAG_PUNCT || tag == TAG_CCONJ) && !hyphen && !is(scene, i, ".") &&
            !joins_roles(scene, i) && !is_in_name(scene, i) &&
            !(tag == TAG_CCONJ && names_one_behind(scene, i, source))) {
            break;
        }
        if (i > first && is(scene, i, "who") && !is_named_in_capitals(scene, i)) {
            break;
        }
        if (tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_PRON || tag == TAG_NUM || tag == TAG_DET ||
            tag == TAG_X || (tag == TAG_ADJ && i + 1 == source.end)) {
            head = i;
        }
    }
    return head;
}

bool source_is_plural(const struct scene *scene, struct range source)
{
    struct str head = scene->words->tokens[source_head(scene, source)].folded;
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
            uint32_t next = i + 1 + is(scene, i + 1, "the");
            while (next + 1 < source.end && entity_at(scene, next) == NO_ENTITY &&
                   scene->words->tokens[next].flags & CAPITAL) {
                next++; /* "Lund and Senator Amy Long" */
            }
            if (is(scene, next, "other")) {
                return true; /* "Lund, Holm and other donors" */
            }
            int one = entity_at(scene, i - 1), other = entity_at(scene, next);
            return one != NO_ENTITY && other != NO_ENTITY && one != other && !names_one_behind(scene, i, source);
        }
    }
    return false;
}

/* "Ms. Lund, Mr. Holm and [other donors]": the phrase from the first name of the list that it ends. */
static struct range whole_list(const struct scene *scene, struct range source)
{
    enum { LIST_MOST = 14 }; /* tokens */
    uint32_t low = sentence_around(scene, source.first).first, first = source.first;
    bool list = first > low + 1 && is(scene, first, "other") && is(scene, first - 1, "and");
    while (list && first > low && source.first - first < LIST_MOST &&
           (first == source.first || tag_of(scene, first - 1) == TAG_PROPN || is(scene, first - 1, ","))) {
        first--;
    }
    while (first < source.first && (is(scene, first, ",") || is(scene, first, "and"))) {
        first++;
    }
    return (struct range){first, source.end};
}

/* Where a phrase ends without the day on which somebody spoke: "Kestrel on Tuesday". */
static uint32_t before_time(const struct scene *scene, uint32_t first, uint32_t end)
{
    uint32_t i = end;
    static const char *const WHICH[] = {"last", "this", "next", NULL};
    static const char *const BEFORE[] = {"on", "in", "last", "this", "next", NULL};
    bool which = end > first + 2 && is_time_noun(scene, end - 1) && token_is_any(scene->words, end - 2, WHICH);
    i -= which; /* "Kestrel last week" */
    while (i > first + 1 && is_class(scene, i - 1, CLASS_TIME)) {
        i--;
    }
    i -= i < end && i > first + 1 && token_is_any(scene->words, i - 1, BEFORE);
    return i > first + 1 && tag_of(scene, i - 1) == TAG_VERB ? end : i; /* "a study published in July" */
}

static bool has_word(const struct scene *scene, struct range range, const char *word)
{
    uint32_t i = range.first;
    while (i < range.end && !is(scene, i, word)) {
        i++;
    }
    return i < range.end;
}

/* "new hearings for 51 [Norwegians] on trial": the last token of the phrase that means people; its end when none does.
 */
static uint32_t last_people(const struct scene *scene, struct range phrase)
{
    for (uint32_t i = phrase.end; i > phrase.first; i--) {
        int entity = entity_at(scene, i - 1);
        enum entity_subtype subtype;
        bool norp = entity != NO_ENTITY && scene->entities->list.at[entity].type == ENTITY_NORP &&
                    str_ends(scene->words->tokens[i - 1].folded, STR("s"));
        if (norp || (entity == NO_ENTITY && tag_of(scene, i - 1) == TAG_NOUN &&
                     noun_means(scene->arena, scene->words, i - 1, &subtype) == ENTITY_PERSON)) {
            return i - 1;
        }
    }
    return phrase.end;
}

/* "a ruling by [the Court of Justice], which said": the body whose doing it was, of what "which" may stand for; else
 * all of it. */
static struct range which_of(const struct scene *scene, struct range before)
{
    uint32_t first = before.end;
    int body = first > before.first ? entity_at(scene, first - 1) : NO_ENTITY;
    while (body != NO_ENTITY && first > before.first && entity_at(scene, first - 1) == body) {
        first--;
    }
    first -= first > before.first && is(scene, first - 1, "the");
    bool by = body != NO_ENTITY && first > before.first && is(scene, first - 1, "by");
    return by ? (struct range){first, before.end} : before;
}

/* "a remark by Zoe Park of Cork, who said": of what a relative pronoun may stand for, the person whose name ends it;
 * else all of it ("the aide of Zoe Park's brother", "Zoe Park and Ann Lee", "a Park supporter"). */
static struct range who_of(const struct scene *scene, struct range before)
{
    uint32_t end = before.end;
    enum entity_subtype subtype;
    bool thing = noun_means(scene->arena, scene->words, source_head(scene, before), &subtype) != ENTITY_PERSON;
    uint32_t people = thing && !is_named(scene, end - 1, true) ? last_people(scene, before) : end;
    for (uint32_t i = people; people < end && i > before.first; i--) {
        if (tag_of(scene, i) == TAG_ADP && !is(scene, i, "of")) {
            return (struct range){i + 1, end}; /* "no talks with [party donors], who" */
        }
    }
    for (uint32_t i = before.first; i < before.end; i++) {
        bool named = i > before.first && is_named(scene, i - 1, false) && tag_of(scene, i) == TAG_ADP;
        end = named ? i : end; /* "Zoe Park [of Cork]" */
    }
    uint32_t first = end;
    while (first > before.first && is_named(scene, first - 1, false) &&
           entity_at(scene, first - 1) == entity_at(scene, end - 1)) {
        first--;
    }
    if (first == end || first == before.first || has_role(scene, source_head(scene, before), "job")) {
        return before;
    }
    bool joined = tag_of(scene, first - 1) == TAG_CCONJ; /* "Will Hale, Zoe Park and Ann Lee, who joked": the last */
    bool list = joined && first > before.first + 2 && has_word(scene, before, ",") && !has_word(scene, before, "of");
    return list || (!joined && !is_pair(scene, before)) ? (struct range){first, end} : before;
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
    uint32_t head = source_head(scene, source), comma = source.end;
    enum tag tag = tag_of(scene, head);
    bool one = source.end > source.first + 2 && is(scene, source.first, "one") && is(scene, source.first + 1, "of");
    bool office =
        tag == TAG_PROPN && entity_at(scene, head) == NO_ENTITY && has_role(scene, head, "job"); /* "Taoiseach" */
    if (!is(scene, comma, ",") || (tag != TAG_NOUN && tag != TAG_ADJ && !one && !office)) {
        return source;
    }
    bool plain = one || head + 1 == source.end; /* "One of the rebels, Ali Shee," */
    if (!plain && has_role(scene, source.end - 1, "job")) {
        return source;
    }
    uint32_t high = comma + 1 + APPOSED_MOST, end = scene->words->token_count;
    struct range name = phrase_after(scene, comma + 1, high < end ? high : end);
    bool closed = name.end == end || tag_of(scene, name.end) == TAG_PUNCT || is_mark(scene, name.end);
    bool body = plain && (!has_role(scene, head, "job") || has_class(scene, head, "person or firm"));
    uint32_t said = range_empty(name) ? name.end : source_head(scene, name) + 1;
    if (said < name.end && tag_of(scene, said) == TAG_ADP && is_named(scene, said - 1, false)) {
        name.end = said; /* "her colleague, Ana Ruiz of Cork University" */
    }
    /* "the agency for refugees, UNRWA": letters that stand for a body are not the refugees' name */
    body |= !has_role(scene, head, "job") && name.end == name.first + 1 &&
            scene->words->tokens[name.first].flags & ALL_CAPS;
    if (range_empty(name) || !closed || source_head(scene, name) + 1 != name.end || is_pair(scene, name) ||
        !is_named(scene, name.end - 1, body)) {
        return source;
    }
    return (struct range){source.first, name.end};
}

/* "Director of Water Ana Ruiz": the name behind a title of several words. */
static uint32_t named_head(const struct scene *scene, struct range source, uint32_t head)
{
    uint32_t last = source.end - 1, first = last;
    bool role = has_role(scene, head, "job") || has_class(scene, head, "role");
    if (head == last || entity_at(scene, head) != NO_ENTITY || !role || tag_of(scene, source.first) == TAG_DET ||
        !is_named(scene, last, false)) {
        return head;
    }
    while (first > head && entity_at(scene, first - 1) == entity_at(scene, last)) {
        first--;
    }
    enum tag before = tag_of(scene, first - 1);
    return first > head + 1 && (before == TAG_NOUN || before == TAG_PROPN) ? last : head;
}

/* "one Democrat familiar with the vote": a person without a name, not the people. */
static bool is_one_of_people(const struct scene *scene, struct range source, uint32_t head)
{
    int entity = entity_at(scene, head);
    bool people = entity != NO_ENTITY && scene->entities->list.at[entity].type == ENTITY_NORP;
    enum tag first = tag_of(scene, source.first);
    return people && (first == TAG_DET || first == TAG_NUM) && !is(scene, source.first, "the") &&
           !source_is_plural(scene, source);
}

/* "the Labour [party]", "the Fars news [agency]", "the Zenta industry [body]": the last token of the name that such a
 * noun follows, or the noun; not "the UN refugee agency". */
static uint32_t named_before(const struct scene *scene, struct range source, uint32_t head)
{
    uint32_t name = head > source.first ? head - 1 : head;
    bool trade = name > source.first && tag_of(scene, name) == TAG_NOUN && entity_at(scene, name) == NO_ENTITY;
    name -= trade;
    int entity = name < head ? entity_at(scene, name) : NO_ENTITY;
    const struct entity *e = entity == NO_ENTITY ? NULL : &scene->entities->list.at[entity];
    bool body = e && tag_of(scene, name) == TAG_PROPN && e->type == ENTITY_ORGANIZATION &&
                has_class(scene, head, "behind a name");
    bool firms = e && e->subtype == SUBTYPE_COMPANY && is(scene, head, "union"); /* "the Boeing union" */
    bool other = firms || (trade && e && e->subtype == SUBTYPE_GOVERNMENT && !is(scene, head - 1, "news"));
    return body && !other ? name : head;
}

/* "the court, which on Oct. [4] said": the relative before a date whose day was taken for the source. */
static struct range without_day(const struct scene *scene, struct range source)
{
    uint32_t day = source.first, month = day > 0 ? day - 1 : day;
    if (source.end != day + 1 || tag_of(scene, day) != TAG_NUM || month < 2 || !is_class(scene, month, CLASS_TIME)) {
        return source;
    }
    uint32_t who = month - 1 - is(scene, month - 1, "on");
    return is_relative(scene, who) ? (struct range){who, who + 1} : (struct range){day, day};
}

/* "Hearth, [a charity], which found": the name that the phrase before a relative pronoun says more of; else the phrase.
 */
static struct range apposed_name(const struct scene *scene, struct range phrase)
{
    uint32_t comma = phrase.first > 1 ? phrase.first - 1 : 0;
    bool apposed = !range_empty(phrase) && comma > 0 && is(scene, comma, ",") &&
                   tag_of(scene, phrase.first) == TAG_DET && entity_at(scene, comma - 1) != NO_ENTITY &&
                   entity_at(scene, source_head(scene, phrase)) == NO_ENTITY;
    struct range name = apposed ? phrase_before(scene, comma, sentence_around(scene, comma).first) : phrase;
    return range_empty(name) ? phrase : name;
}

/* "Ana Ruiz, [Director of Events at Hearth] said": the person whose title no comma ends, with it; else the source. */
static struct range with_open_title(const struct scene *scene, struct range source, uint32_t cue)
{
    uint32_t comma = source.first > 1 ? source.first - 1 : 0;
    bool title = comma && cue == source.end && is(scene, comma, ",") && has_role(scene, source.first, "job") &&
                 tag_of(scene, source.first) != TAG_DET && source.end > source.first + 1;
    int32_t person = title ? entity_at(scene, comma - 1) : NO_ENTITY;
    bool named = person != NO_ENTITY && scene->entities->list.at[person].type == ENTITY_PERSON;
    for (uint32_t i = source.first; i < source.end && named; i++) {
        int32_t other = entity_at(scene, i);
        named = other == NO_ENTITY || scene->entities->list.at[other].type != ENTITY_PERSON;
    }
    struct range name = named ? phrase_before(scene, comma, sentence_around(scene, comma).first) : source;
    return named && !range_empty(name) ? (struct range){name.first, source.end} : source;
}

/* "Hearth, [a charity] based in Leeds, says": the name that opens the sentence or a clause of it, of which the source
 * says more; else the source. */
static struct range name_before(const struct scene *scene, struct range source, uint32_t cue)
{
    struct range sentence = sentence_around(scene, source.first);
    bool aside = cue > source.end && cue < sentence.end && is(scene, cue - 1, ",");
    struct range name = aside ? apposed_name(scene, source) : with_open_title(scene, source, cue);
    bool clause = name.first > sentence.first + 1 && tag_of(scene, name.first - 1) == TAG_CCONJ &&
                  is(scene, name.first - 2, ","); /* "..., and China, [the biggest lender], said" */
    bool behind = name.first == sentence.first + 2 && is(scene, name.first - 1, ","); /* "Meanwhile, " */
    return clause || behind || name.first == sentence.first ? name : source;
}

/* The speaker of a source; the cue of speech begins at token `cue`, 0 when there is none. */
static struct speaker resolve(const struct scene *scene, struct range source, uint32_t cue)
{
    struct speaker speaker = {.source = source, .entity = NO_ENTITY};
    if (range_empty(source)) {
        return speaker;
    }
    source = without_day(scene, source);
    if (range_empty(source)) {
        speaker.source = source;
        return speaker;
    }
    source.end = before_time(scene, source.first, source.end);
    if (source.end > source.first + 1 && is_relative(scene, source.end - 1) &&
        !is_named_in_capitals(scene, source.end - 1)) {
        source.end--; /* "an official [who] spoke on condition of anonymity said" */
    }
    int paper = source.end < scene->words->token_count ? entity_at(scene, source.end) : NO_ENTITY;
    bool named_so = cue < source.first && paper != NO_ENTITY && tag_of(scene, source.end - 1) == TAG_NOUN &&
                    scene->words->tokens[source.end].flags & CAPITAL &&
                    scene->entities->list.at[paper].subtype == SUBTYPE_MEDIA;
    source.end += named_so; /* "the Portuguese newspaper [A Bola]" */
    source = name_before(scene, source, cue);
    source = speaker.source = whole_list(scene, whole_name(scene, source));
    struct range meant = source;
    if (source.end > source.first + 1 && (is(scene, source.first, "which") || is(scene, source.first, "who")) &&
        source.first > 1 && is(scene, source.first - 1, ",")) {
        struct range before = antecedent(scene, source.first); /* "The inquiry, [which sat for a year], found" */
        source = speaker.source = meant = range_empty(before) ? source : before;
    }
    if (source.end == source.first + 1 && is_relative(scene, source.first)) {
        struct range before = apposed_name(scene, antecedent(scene, source.first));
        before = is(scene, source.first, "who") ? who_of(scene, before) : which_of(scene, before);
        meant = range_empty(before) ? source : before;
        uint32_t group = cue;
        while (group > source.end && (tag_of(scene, group - 1) == TAG_ADV || tag_of(scene, group - 1) == TAG_AUX)) {
            group--;
        }
        bool aside = group > source.end && is(scene, group - 1, ","); /* "One, who asked not to be named, also said" */
        source = speaker.source = aside ? meant : source;
    }
    struct range named = with_name(scene, meant);
    uint32_t head = named.end > meant.end ? named.end - 1 : named_head(scene, meant, source_head(scene, meant));
    speaker.source.end = named.end > meant.end && meant.end == source.end ? named.end : source.end;
    bool pronoun = tag_of(scene, head) == TAG_PRON && meant.end == meant.first + 1;
    head = entity_at(scene, head) == NO_ENTITY ? named_before(scene, meant, head) : head;
    bool one = !is_one_of_people(scene, meant, head) && !is_pair(scene, meant); /* two speakers are no entity */
    speaker.entity = one ? entity_at(scene, head) : NO_ENTITY;
    if (speaker.entity != NO_ENTITY) {
        speaker.name = scene->entities->list.at[speaker.entity].name;
    } else if (!pronoun) {
        speaker.name = span_text(scene->words->text, token_span(scene->words, meant.first, meant.end));
    }
    return speaker;
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

static uint32_t end_of(const struct content *content)
{
    return content->pieces.at[content->pieces.count - 1].end;
}

/* Whose words hold the source of content `i`: of those before it the last that do. */
static void note_outer(const struct contents *contents, const struct speaker *speakers, size_t i,
                       struct said_before *said)
{
    enum { BACK_MOST = 8 };
    uint32_t source = contents->list.at[i].source.first;
    for (size_t k = i; k > 0 && i - k < BACK_MOST && !said->outer; k--) {
        struct range piece = contents->list.at[k - 1].pieces.at[0];
        if (piece.first <= source && source < piece.end) {
            said->outer = &speakers[k - 1];
            said->outer_first = piece.first;
        }
    }
}

/* Who answers in an interview: the person whom the words before its first answer mention most; NO_ENTITY. */
static int who_answers(const struct scene *scene, uint32_t end)
{
    int best = NO_ENTITY;
    size_t most = 0;
    for (size_t e = 0; e < scene->entities->list.count; e++) {
        const struct entity *entity = &scene->entities->list.at[e];
        size_t times = 0;
        while (times < entity->mentions.count && entity->mentions.at[times].first < end) {
            times++;
        }
        bool more = entity->type == ENTITY_PERSON && times > most;
        best = more ? (int)e : entity->type == ENTITY_PERSON && times == most ? NO_ENTITY : best;
        most = more ? times : most;
    }
    return best;
}

/* "A: ...": nobody, unless the article names who answers; *answerer is that, once it was asked for (ASKED_NOT before).
 */
static void resolve_answer(const struct scene *scene, struct speaker *speaker, int *answerer)
{
    if (*answerer == ASKED_NOT) {
        *answerer = who_answers(scene, speaker->source.first);
    }
    speaker->entity = *answerer;
    speaker->name = *answerer == NO_ENTITY ? (struct str){0} : scene->entities->list.at[*answerer].name;
    speaker->source.end = *answerer == NO_ENTITY ? speaker->source.first : speaker->source.end;
}

void find_speakers(const struct scene *scene, const struct cues *cues, const struct contents *contents,
                   struct speaker *speakers)
{
    struct follow follow = FOLLOW_NOBODY;
    size_t count = contents->list.count, last = count; /* the last content with a source */
    uint32_t last_paragraph = 0;
    int answerer = ASKED_NOT;
    for (size_t i = 0; i < count; i++) {
        const struct content *content = &contents->list.at[i];
        uint32_t first = content->pieces.at[0].first, end = end_of(content) - 1;
        bool nested = false; /* "Asked whether [the minister] had threatened to go": others speak of who speaks */
        if (!range_empty(content->source) || content->cue >= 0) {
            speakers[i] = resolve(scene, content->source, content->cue >= 0 ? cues->list.at[content->cue].first : 0);
            if (content->certain && is_answer_label(scene, content->source)) {
                resolve_answer(scene, &speakers[i], &answerer);
            } else if (content->cue >= 0) {
                const struct speaker *before = first_in_sentence(scene, speakers, last, count);
                struct said_before said = {.speaker = before, .end = before ? end_of(&contents->list.at[last]) : 0};
                note_outer(contents, speakers, i, &said);
                nested = said.outer && range_empty(said.outer->source);
                follow_speaker(scene, &cues->list.at[content->cue], content, &said, &follow, &speakers[i]);
            }
        } else if (last < count && paragraph_of(scene, first) <= last_paragraph + !is_amid_sentence(scene, first)) {
            speakers[i] = speakers[last];
        } else {
            speakers[i] = (struct speaker){.entity = NO_ENTITY};
        }
        if (!range_empty(speakers[i].source) && !nested) {
            last = i;
            last_paragraph = paragraph_of(scene, end);
        }
    }
}
