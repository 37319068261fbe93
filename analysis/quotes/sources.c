#include "analysis/quotes/sources.h"

#include "analysis/entities/listed.h"
#include "analysis/quotes/phrases.h"
#include "analysis/words/lemma.h"
#include "analysis/words/lexicon.h"
#include "cue_verbs.h"

enum {
    SUBJECT_MOST = 70, /* tokens to the left in which a shared subject is looked for */
    OWNER_MOST = 5,    /* tokens from "'s" to the noun: "X's latest public claim" */
};

/* From which strength on a verb reports. */
static const double CUE_LEAST = 0.3;

/* What may stand before a subject: a boundary of clauses. */
static bool is_boundary(const struct scene *scene, uint32_t i)
{
    enum tag tag = tag_of(scene, i);
    return tag == TAG_PUNCT || tag == TAG_CCONJ || tag == TAG_SCONJ || tag == TAG_ADV || is_mark(scene, i) ||
           is_class(scene, i, CLASS_TIME) || is_class(scene, i, CLASS_CLAUSE) || is(scene, i, "as") ||
           is(scene, i, "after") || is(scene, i, "before") || is(scene, i, "since") || is(scene, i, "with") ||
           (tag == TAG_NUM && i > 0 && is(scene, i - 1, "in")); /* "In 1990 Lund left, saying" */
}

/* Whether what stands before token i ends what was said: a comma, a closing mark, "?", a dash. */
static bool ends_speech(const struct scene *scene, uint32_t i)
{
    return is_mark(scene, i) || is(scene, i, ",") || is(scene, i, "?") || is(scene, i, "!") || is(scene, i, "-") ||
           is(scene, i, "--");
}

/* "The firm, which employs 300, announced", "A report, seen by the BBC, said", "Ann Lee, an aide at Lund, which is new,
 * said": the phrase and what is told of it between commas are all that stands before the verb at token `verb`, and so
 * are its subject, not what was said. */
static bool is_subject_before(const struct scene *scene, uint32_t verb, uint32_t low)
{
    uint32_t end = is(scene, verb - 1, ",") ? apposition_before(scene, verb, low) : verb;
    if (quoted_apposition(scene, verb, low) < verb) {
        return true;
    }
    bool relative = end < verb && (is(scene, end + 1, "who") || is(scene, end + 1, "which") ||
                                   is(scene, end + 1, "whose") || tag_of(scene, end + 1) == TAG_VERB);
    struct range subject = relative ? phrase_before(scene, end, low) : (struct range){verb, verb};
    if (!range_empty(subject) && subject.first > low) {
        end = apposition_before(scene, end + 1, low); /* what it says more of is an apposition itself */
        subject = phrase_before(scene, end, low);
    }
    return !range_empty(subject) && subject.first == low;
}

/* "..., said X": the phrase behind the cue, when no verb follows that would make it a subject. */
static struct range inverted_source(const struct scene *scene, const struct cue *cue, struct range sentence)
{
    struct range none = {cue->end, cue->end};
    uint32_t before = cue->group;
    if (!(cue->shape & SHAPE_INVERTED) || cue->form != CUE_FINITE || cue->group != cue->first) {
        return none;
    }
    struct range source = phrase_after(scene, cue->end, sentence.end);
    if (before == sentence.first) { /* "Said X: ..." */
        bool leads = is(scene, source.end, ":") || (is(scene, source.end, ",") && is_mark(scene, source.end + 1));
        return leads && source.end < sentence.end ? source : none;
    }
    if (!ends_speech(scene, before - 1) || is_subject_before(scene, before, sentence.first)) {
        return none;
    }
    if (range_empty(source) || is_time_noun(scene, source.end - 1) || is(scene, source.first, "that") ||
        is(scene, source.first, "it") || is_class(scene, source.first, CLASS_TIME)) {
        return none;
    }
    uint32_t next = source.end;
    while (next < sentence.end && tag_of(scene, next) == TAG_ADV) {
        next++;
    }
    struct range second = tag_of(scene, next) == TAG_CCONJ && next + 1 < sentence.end
                              ? phrase_after(scene, next + 1, sentence.end)
                              : none; /* "says [both parents] and governments need" */
    next = range_empty(second) ? next : second.end;
    if (next < sentence.end &&
        (is_verb(scene, next) || is(scene, next, "'s") || stretch_of(scene, next) != NO_STRETCH)) {
        return none;
    }
    bool pronoun = tag_of(scene, source.first) == TAG_PRON && source.end == source.first + 1;
    if (pronoun && !is_mark(scene, before - 1)) {
        return none;
    }
    bool marked = is_mark(scene, before - 1) || (before > sentence.first + 1 && is_mark(scene, before - 2));
    if ((cue->shape & SHAPE_ADDRESSEE || !(cue->shape & SHAPE_CLAUSE)) && !marked) {
        return none;
    }
    return source;
}

/* "last week", "this month": where it begins when it ends at token `end`, or `end`. */
static uint32_t before_period(const struct scene *scene, uint32_t end, uint32_t low)
{
    static const char *const WHICH[] = {"last", "this", "next", "earlier", NULL};
    bool period = end > low + 2 && is_time_noun(scene, end - 1) && token_is_any(scene->words, end - 2, WHICH);
    uint32_t first = period ? end - 2 : end;
    first -= period && is(scene, first, "this") && is(scene, first - 1, "earlier");
    return first;
}

/* A number beside a day or month, or a year behind "in", at token i: "June [5]", "[5] June", "in [2014]". */
static bool is_date_number(const struct scene *scene, uint32_t i)
{
    return scene->words->tokens[i].kind == TOKEN_NUMBER && i > 0 &&
           (is_class(scene, i - 1, CLASS_TIME) || is_class(scene, i + 1, CLASS_TIME) || is(scene, i - 1, "in"));
}

/* Where the subject of a verb group at `end` ends, without the day that stands between: "Kestrel [on Monday] said",
 * "the bank [on June 5] said", "a report [published last month] said"; `end` when there is none. */
static uint32_t before_day(const struct scene *scene, uint32_t end, uint32_t low)
{
    static const char *const WHEN[] = {"on", "in", "last", "late", "early", NULL};
    uint32_t i = before_period(scene, end, low);
    while (i > low + 1 && end - i < 3 && entity_at(scene, i - 1) == NO_ENTITY &&
           (is_class(scene, i - 1, CLASS_TIME) || is_date_number(scene, i - 1))) {
        i--;
    }
    if (i == end) {
        return end;
    }
    bool in = is(scene, i - 1, "in"); /* "a study published in July" is more than a day */
    i -= i > low + 1 && token_is_any(scene->words, i - 1, WHEN);
    bool reduced = i > low + 2 && tag_of(scene, i - 1) == TAG_VERB && tag_of(scene, i - 2) == TAG_NOUN &&
                   str_ends(scene->words->tokens[i - 1].folded, STR("ed"));
    return !reduced ? i : in ? end : i - 1;
}

struct range nearest_subject(const struct scene *scene, uint32_t i, uint32_t low)
{
    for (uint32_t k = i; k-- > low && i - k < SUBJECT_MOST;) {
        if (k == low) {
            break;
        }
        int32_t stretch = stretch_of(scene, k);
        if (stretch != NO_STRETCH) {
            uint32_t opening = stretch_first(scene, stretch);
            k = opening > low ? opening : low + 1;
            continue;
        }
        if (!is_verb(scene, k) || is_verb(scene, k - 1)) {
            continue;
        }
        uint32_t end = k;
        while (end > low + 1 && tag_of(scene, end - 1) == TAG_ADV) {
            end--;
        }
        end = before_day(scene, end, low);
        if (is(scene, end - 1, ",")) {
            end = apposition_before(scene, end, low);
        }
        struct range subject = phrase_before(scene, end, low);
        if (!range_empty(subject) && (subject.first == low || is_boundary(scene, subject.first - 1)) &&
            tag_of(scene, subject.end - 1) != TAG_ADJ) {
            return subject;
        }
    }
    return (struct range){i, i};
}

/* "Two lawyers who follow the agency": from the noun that the relative clause belongs to whose last words are the
 * phrase; the phrase itself when it is in none, or when its verb is one of speech. */
static struct range with_antecedent(const struct scene *scene, struct range phrase, uint32_t low)
{
    enum { CLAUSE_MOST = 9 };
    bool verb = false;
    for (uint32_t i = phrase.first; i > low + 1 && phrase.first - i < CLAUSE_MOST; i--) {
        uint32_t k = i - 1;
        enum tag tag = tag_of(scene, k);
        if (tag == TAG_PUNCT || tag == TAG_SCONJ || stretch_of(scene, k) != NO_STRETCH) {
            break;
        }
        if (is(scene, k, "who") || (tag == TAG_PRON && (is(scene, k, "that") || is(scene, k, "which")))) {
            struct range before = verb ? phrase_before(scene, k, low) : (struct range){k, k};
            return range_empty(before) ? phrase : (struct range){before.first, phrase.end};
        }
        if (tag == TAG_VERB) {
            int row = lexicon_find(&lexicon_cue_verbs, scene->words->tokens[k].folded);
            bool wrote = is(scene, k, "wrote") && k + 1 == phrase.first; /* "that wrote the report later said" */
            if (row >= 0 && !wrote && lexicon_number(&lexicon_cue_verbs, row, CUE_VERBS_STRENGTH) > CUE_LEAST) {
                break;
            }
            verb = true;
        }
    }
    return phrase;
}

/* "with [naming] spies", "of [stealing] boats": a gerund behind a preposition. */
static bool is_gerund(const struct scene *scene, uint32_t i)
{
    enum tag before = i > 0 ? tag_of(scene, i - 1) : TAG_X;
    return tag_of(scene, i) == TAG_VERB && str_ends(scene->words->tokens[i].folded, STR("ing")) &&
           (before == TAG_ADP || before == TAG_SCONJ);
}

/* "children [live] with": a verb in its base form or with the "s" of the third person. */
static bool is_present(const struct scene *scene, uint32_t i)
{
    struct str word = scene->words->tokens[i].folded, base = lemma(scene->arena, word, TAG_VERB);
    return str_equal(word, base) || str_ends(word, STR("s"));
}

struct range whole_subject(const struct scene *scene, struct range phrase, uint32_t low)
{
    enum { SUBJECT_LONGEST = 24 };
    uint32_t first = phrase.first, joint = phrase.first - (phrase.first > low);
    static const char *const CLAUSES[] = {"after", "before", "since", "until", "till", "as", "because", "once", NULL};
    static const char *const OUT[] = {"out", "up", "off", "down", "away", "back", NULL}; /* "groups rolled out" */
    if (first <= low + 1 || !(tag_of(scene, joint) == TAG_ADP || is(scene, joint, "and") || is_gerund(scene, joint)) ||
        token_is_any(scene->words, first - 1, CLAUSES) || is(scene, first, "other")) {
        return phrase;
    }
    while (first > low && phrase.first - first < SUBJECT_LONGEST && tag_of(scene, first - 1) != TAG_PUNCT &&
           (tag_of(scene, first - 1) != TAG_SCONJ || is_gerund(scene, first)) &&
           stretch_of(scene, first - 1) == NO_STRETCH) {
        first--;
        enum tag before = first > low ? tag_of(scene, first - 1) : TAG_X, behind = tag_of(scene, first + 1);
        bool participle = tag_of(scene, first) == TAG_VERB && (before == TAG_NOUN || before == TAG_PROPN) &&
                          (behind == TAG_ADP || is_gerund(scene, first + 2)) && !is_present(scene, first) &&
                          !token_is_any(scene->words, first + 1, OUT); /* "children [left] without schools" */
        participle |= tag_of(scene, first) == TAG_VERB && (is(scene, first - 1, "being") || is_gerund(scene, first));
        bool finite = is_verb(scene, first) && !participle && !is(scene, first, "being");
        if (finite || (tag_of(scene, first) == TAG_CCONJ && first != joint) || tag_of(scene, first) == TAG_PRON) {
            return phrase;
        }
    }
    bool counted = tag_of(scene, first) == TAG_ADV && tag_of(scene, first + 1) == TAG_NUM; /* "nearly three in four" */
    bool adverb = tag_of(scene, first) == TAG_ADV && !counted;                             /* "Meanwhile companies" */
    first += adverb;
    enum tag opens = counted ? TAG_NUM : tag_of(scene, first);
    bool noun = opens == TAG_DET || opens == TAG_NOUN || opens == TAG_NUM || opens == TAG_ADJ || opens == TAG_PROPN;
    bool bounded =
        first - adverb == low || tag_of(scene, first - 1) == TAG_PUNCT || tag_of(scene, first - 1) == TAG_SCONJ;
    return noun && bounded ? (struct range){first, phrase.end} : phrase;
}

/* "Dr. Lund, of Oslo University, and colleagues": from the person whose colleagues they are; else the phrase itself. */
static struct range with_leader(const struct scene *scene, struct range phrase, uint32_t low)
{
    enum { BACK_MOST = 16 };
    bool fellows = phrase.first > low + 1 && phrase.end == phrase.first + 1 && is(scene, phrase.first - 1, "and") &&
                   token_has_role(scene->words, phrase.first, "fellow");
    for (uint32_t i = phrase.first; fellows && i > low && phrase.first - i < BACK_MOST; i--) {
        int entity = entity_at(scene, i - 1);
        bool person = entity != NO_ENTITY && scene->entities->list.at[entity].type == ENTITY_PERSON;
        while (person && i > low &&
               (entity_at(scene, i - 1) == entity || scene->words->tokens[i - 1].flags & CAPITAL)) {
            i--;
        }
        if (person || is_verb(scene, i - 1)) {
            return person ? (struct range){i, phrase.end} : phrase;
        }
    }
    return phrase;
}

/* "A man accused of robbing the club [he ran] told": where the clause begins that says more of the noun before it and
 * ends at the verb group; the group itself where there is none. */
static uint32_t before_clause(const struct scene *scene, uint32_t group, uint32_t low)
{
    bool clause = group > low + 3 && tag_of(scene, group - 1) == TAG_VERB && tag_of(scene, group - 2) == TAG_PRON &&
                  is_class(scene, group - 2, CLASS_SUBJECT) && tag_of(scene, group - 3) == TAG_NOUN;
    return clause ? group - 2 : group;
}

/* The source directly before the verb group, perhaps with an apposition between. */
static struct range source_before(const struct scene *scene, uint32_t group, uint32_t low)
{
    struct range none = {group, group};
    if (group <= low) {
        return none;
    }
    uint32_t end = before_clause(scene, group, low);
    if (end < group) {
        struct range owner = phrase_before(scene, end, low);
        owner = range_empty(owner) ? owner : whole_subject(scene, owner, low);
        return range_empty(owner) ? none : (struct range){owner.first, group};
    }
    if (is(scene, end - 1, ",")) {
        end = apposition_before(scene, group, low);
        if (end == group) {
            return none;
        }
    }
    end = before_day(scene, quoted_apposition(scene, end, low), low);
    struct range source = phrase_before(scene, end, low);
    source = range_empty(source) ? source : with_leader(scene, source, low);
    return range_empty(source) ? source : whole_subject(scene, with_antecedent(scene, source, low), low);
}

/* "asked by X whether", "when asked": who is asked is not the source. */
static bool is_asked(const struct scene *scene, const struct cue *cue, uint32_t low)
{
    bool plain = cue->group == cue->first || (cue->group + 1 == cue->first && is(scene, cue->group, "when"));
    if (!(cue->shape & SHAPE_ADDRESSEE) || !plain || cue->form != CUE_FINITE) {
        return false;
    }
    bool opens =
        cue->first == low || (cue->first == low + 1 && (is_mark(scene, low) || tag_of(scene, low) == TAG_PUNCT));
    return opens || is(scene, cue->first - 1, "when") || is(scene, cue->first - 1, "if") || is(scene, cue->end, "by");
}

/* "Noting that ..., X left": the subject behind the first comma that a verb follows. */
static struct range main_subject(const struct scene *scene, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end && i < first + SUBJECT_MOST; i++) {
        bool comma = is(scene, i, ",") && stretch_of(scene, i) == NO_STRETCH;
        struct range subject = comma ? phrase_after(scene, i + 1, end) : (struct range){i, i};
        if (!range_empty(subject) &&
            (is_verb(scene, subject.end) || is(scene, subject.end, ",") || tag_of(scene, subject.end) == TAG_ADV)) {
            return subject;
        }
    }
    return (struct range){first, first};
}

struct range quoted_source(const struct scene *scene, uint32_t group, uint32_t low)
{
    enum { SOURCE_MOST = 14 };
    static const char *const QUOTES[] = {"quoted", "quotes", "quoting", "cited", "cites", "citing", NULL};
    if (group < low + 3 || !is(scene, group - 1, "as")) {
        return (struct range){group, group};
    }
    for (uint32_t i = group - 2; i > low && group - i < SOURCE_MOST && tag_of(scene, i) != TAG_PUNCT; i--) {
        if (is(scene, i, "by")) {
            break; /* "Lee was quoted by the radio as saying": Lee */
        }
        if (token_is_any(scene->words, i - 1, QUOTES) && tag_of(scene, i - 1) == TAG_VERB) {
            return (struct range){i, group - 1};
        }
    }
    return (struct range){group, group};
}

struct range beyond_agent(const struct scene *scene, const struct cue *cue, struct range source)
{
    enum { AUX_MOST = 4 };
    struct range sentence = sentence_around(scene, cue->first);
    uint32_t by = source.first - (source.first > 0);
    bool joined = cue->form == CUE_FINITE && cue->group > 0 && tag_of(scene, cue->group - 1) == TAG_CCONJ;
    bool agent = joined && !range_empty(source) && source.end < cue->group && by > sentence.first + 2 &&
                 is(scene, by, "by") && tag_of(scene, by - 1) == TAG_VERB;
    uint32_t group = agent ? by - 1 : cue->group;
    while (agent && group > sentence.first && by - group < AUX_MOST &&
           (tag_of(scene, group - 1) == TAG_AUX || tag_of(scene, group - 1) == TAG_ADV)) {
        group--;
    }
    bool passive = agent && group < by - 1 && tag_of(scene, group) == TAG_AUX;
    struct range subject = passive ? source_before(scene, group, sentence.first) : source;
    subject = joined && range_empty(subject) ? nearest_subject(scene, group, sentence.first) : subject;
    return range_empty(subject) ? source : subject;
}

/* "with X noting", "a survey finding", "footage of [Ann Lund] saying": what stands right before a participle; empty
 * where that is a place, "men freed from Oslo telling them". */
static struct range participle_subject(const struct scene *scene, uint32_t group, uint32_t low)
{
    int entity = group > low ? entity_at(scene, group - 1) : NO_ENTITY;
    enum entity_type type = entity == NO_ENTITY ? ENTITY_MISC : scene->entities->list.at[entity].type;
    uint32_t first = group;
    while (type == ENTITY_PERSON && first > low && entity_at(scene, first - 1) == entity) {
        first--;
    }
    bool of = first < group && first > low && is(scene, first - 1, "of");
    bool time = group > low && is_time_noun(scene, group - 1); /* "opposed the bid for some time [saying]" */
    return of                                ? (struct range){first, group}
           : type == ENTITY_LOCATION || time ? (struct range){group, group}
                                             : phrase_before(scene, group, low);
}

struct attribution find_attribution(const struct scene *scene, const struct cue *cue, struct range sentence)
{
    uint32_t low = sentence.first;
    if (cue->passive) {
        struct range agent = passive_agent(scene, cue->end, sentence.end);
        return (struct attribution){.source = agent, .first = cue->group, .end = agent.end};
    }
    struct attribution found = {.source = {cue->group, cue->group}, .first = cue->group, .end = cue->end};
    if (is_asked(scene, cue, low)) {
        found.source = agent_behind(scene, cue->end, sentence.end);
        found.end = range_empty(found.source) ? cue->end : found.source.end;
        return found;
    }
    struct range behind = inverted_source(scene, cue, sentence);
    if (!range_empty(behind)) {
        return (struct attribution){.source = behind, .first = cue->group, .end = behind.end, .inverted = true};
    }
    if (cue->form == CUE_FINITE) {
        found.source = source_before(scene, cue->group, low);
        if (!range_empty(found.source)) {
            found.first = found.source.first;
            return found;
        }
    }
    struct range quoted = quoted_source(scene, cue->group, low);
    if (!range_empty(quoted)) {
        found.source = quoted;
        return found;
    }
    if (cue->form == CUE_PARTICIPLE && cue->group > low && !is(scene, cue->group - 1, ",")) {
        found.source = participle_subject(scene, cue->group, low);
        if (!range_empty(found.source)) {
            return found;
        }
    }
    if (cue->form == CUE_PARTICIPLE && cue->group <= low + 2) {
        found.source = main_subject(scene, cue->end, sentence.end);
        return found;
    }
    if (cue->form != CUE_FINITE || (cue->group > low && (tag_of(scene, cue->group - 1) == TAG_CCONJ ||
                                                         tag_of(scene, cue->group - 1) == TAG_PUNCT))) {
        found.source = nearest_subject(scene, cue->group, low);
        found.source = range_empty(found.source) ? found.source : whole_subject(scene, found.source, low);
    }
    return found;
}

static bool is_possessive(const struct scene *scene, uint32_t i)
{
    return is(scene, i, "its") || is(scene, i, "his") || is(scene, i, "her") || is(scene, i, "their");
}

struct range noun_source(const struct scene *scene, const struct cue *cue, struct range sentence)
{
    struct range none = {cue->first, cue->first};
    for (uint32_t i = cue->end; i < sentence.end && i < cue->end + 4; i++) {
        if (is(scene, i, "from") || is(scene, i, "by") || is(scene, i, "of")) {
            return phrase_after(scene, i + 1, sentence.end);
        }
    }
    uint32_t last = cue->first > sentence.first ? cue->first - 1 : cue->first;
    if (last < cue->first && has_class(scene, last, "voices")) { /* "Lund did express [concern] that" */
        uint32_t group = last;
        while (group > sentence.first && (tag_of(scene, group - 1) == TAG_AUX || tag_of(scene, group - 1) == TAG_ADV)) {
            group--;
        }
        struct range who = source_before(scene, group, sentence.first);
        return range_empty(who) ? nearest_subject(scene, group, sentence.first) : who;
    }
    int body = last < cue->first ? entity_at(scene, last) : NO_ENTITY; /* "a New York Times [report] that" */
    if (body != NO_ENTITY && scene->entities->list.at[body].type == ENTITY_ORGANIZATION &&
        tag_of(scene, last) == TAG_PROPN) {
        while (last > sentence.first && entity_at(scene, last - 1) == body) {
            last--;
        }
        return (struct range){last, cue->first};
    }
    for (uint32_t i = cue->first; i-- > sentence.first && cue->first - i < OWNER_MOST;) {
        if (is(scene, i, "'s") || is(scene, i, "'")) {
            struct range owner = phrase_before(scene, i, sentence.first);
            int who = entity_at(scene, i - 1);
            uint32_t first = i;
            while (who != NO_ENTITY && first > owner.first && entity_at(scene, first - 1) == who) {
                first--;
            }
            bool with = first < i && first > owner.first && is(scene, first - 1, "with"); /* "no fault with Lee's" */
            return with ? (struct range){first, i} : owner;
        }
        if (i + 3 > cue->first && is_possessive(scene, i)) {
            return (struct range){i, i + 1}; /* "its pledge that" */
        }
        if (tag_of(scene, i) == TAG_PUNCT || tag_of(scene, i) == TAG_VERB) {
            break;
        }
    }
    return none;
}
