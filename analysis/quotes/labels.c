#include "analysis/quotes/labels.h"

#include "analysis/quotes/phrases.h"

enum {
    LABEL_MOST = 6,    /* tokens before the colon */
    CONTENT_LEAST = 3, /* tokens of a headline behind it */
    TURNS_LEAST = 3,   /* paragraphs with one label that make it a transcript's */
    APART_MOST = 5,    /* paragraphs from a turn to the next one */
    NAMES_MOST = 64,   /* different labels that are counted */
};

/* How often a label opens a paragraph, by its last word: "JANE HOLT", "HOLT". */
struct count {
    uint64_t name; /* hash of that word, folded */
    uint32_t times;
};

/* What every paragraph is read with. */
struct turns {
    struct count *counts;
    bool transcript; /* the labels of two take turns */
    uint32_t last;   /* paragraph of the last turn */
};

/* "Holt: 1,547." is a table's row. */
static bool has_words(const struct scene *scene, uint32_t first, uint32_t end)
{
    while (first < end &&
           (scene->words->tokens[first].kind != TOKEN_WORD || scene->words->tokens[first].flags & HAS_DIGIT)) {
        first++;
    }
    return first < end;
}

/* The label that opens the paragraph, behind a quotation mark perhaps, or an empty range: names and nouns only, no
 * verb, no digits; its colon is right behind, and words follow. */
static struct range label_of(const struct scene *scene, struct range paragraph)
{
    uint32_t first = paragraph.first + is_mark(scene, paragraph.first);
    for (uint32_t i = first; i < paragraph.end && i <= first + LABEL_MOST; i++) {
        const struct token *token = &scene->words->tokens[i];
        if (str_is(token->folded, ":")) {
            bool label = i > first && !(token->flags & SPACE_BEFORE) && has_words(scene, i + 1, paragraph.end);
            return label ? (struct range){first, i} : (struct range){0, 0};
        }
        bool fits = token->kind == TOKEN_WORD && !(token->flags & HAS_DIGIT) &&
                    (token->flags & CAPITAL || is_class(scene, i, CLASS_LABEL) || has_role(scene, i, "job"));
        if (!fits && !str_is(token->folded, ".") && !str_is(token->folded, "-")) {
            break;
        }
    }
    return (struct range){0, 0};
}

static bool is_all_caps(const struct scene *scene, struct range label)
{
    for (uint32_t i = label.first; i < label.end; i++) {
        const struct token *token = &scene->words->tokens[i];
        if (token->kind == TOKEN_WORD && !(token->flags & ALL_CAPS) &&
            !(token->flags & CAPITAL && token->span.end - token->span.start == 1)) {
            return false;
        }
    }
    return true;
}

static uint64_t label_name(const struct scene *scene, struct range label)
{
    return str_hash(scene->words->tokens[label.end - 1].folded);
}

static struct count *count_of(struct count *counts, uint64_t name)
{
    for (unsigned i = 0; i < NAMES_MOST; i++) {
        if (counts[i].name == name || counts[i].times == 0) {
            counts[i].name = name;
            return &counts[i];
        }
    }
    return NULL;
}

static struct range headline_end(const struct scene *scene, uint32_t first)
{
    struct range sentence = sentence_around(scene, first);
    uint32_t end = sentence.end;
    while (end > first && stretch_of(scene, end - 1) == NO_STRETCH && tag_of(scene, end - 1) == TAG_PUNCT) {
        end--;
    }
    return (struct range){first, end};
}

/* Whether "X: ..." in a headline tells what X says: X is a person, a body or one of the list, not "Exclusive". */
static bool is_source(const struct scene *scene, struct range label)
{
    uint32_t last = label.end - 1;
    for (uint32_t i = label.first; i < label.end; i++) {
        if (is_class(scene, i, CLASS_REMARK) || is_class(scene, i, CLASS_TIME)) {
            return false;
        }
    }
    if (is_class(scene, last, CLASS_LABEL) || has_role(scene, last, "job")) {
        return true;
    }
    int entity = entity_of(scene->entities, label.first, label.end);
    enum entity_type type = entity == NO_ENTITY ? ENTITY_MISC : scene->entities->list.at[entity].type;
    return tag_of(scene, last) == TAG_PROPN &&
           (entity == NO_ENTITY || type == ENTITY_PERSON || type == ENTITY_ORGANIZATION);
}

bool is_answer_label(const struct scene *scene, struct range label)
{
    return label.end == label.first + 1 && (is(scene, label.first, "a") || is(scene, label.first, "answer")) &&
           is(scene, label.end, ":");
}

static bool is_question_label(const struct scene *scene, struct range label)
{
    return label.end == label.first + 1 && (is(scene, label.first, "q") || is(scene, label.first, "question"));
}

static enum fault add_label(struct scene *scene, struct labels *found, struct range label, struct range content,
                            bool turn)
{
    struct label *new = VEC_PUSH(&found->list, scene->arena);
    if (!new) {
        return FAULT_NO_MEMORY;
    }
    *new = (struct label){.source = label, .colon = label.end, .content = content, .turn = turn};
    if (is_question_label(scene, label)) {
        new->source.end = new->source.first;
    }
    return OK;
}

/* Whether the paragraph of `label` is a turn of a transcript: its label comes often, or others do and it is a name or
 * in capitals, shortly behind another turn. A headline is none. */
static bool is_turn(const struct scene *scene, const struct turns *turns, struct range label, uint32_t p)
{
    if (range_empty(label)) {
        return false;
    }
    const struct count *count = count_of(turns->counts, label_name(scene, label));
    bool often = count && count->times >= TURNS_LEAST;
    bool beside = turns->transcript && turns->last < p && p - turns->last <= APART_MOST;
    bool headline =
        p == 0 && (scene->words->paragraph_count < 2 || range_empty(label_of(scene, paragraph_range(scene, 1))));
    return !headline && (often || beside) &&
           (is_all_caps(scene, label) || is_question_label(scene, label) || is_answer_label(scene, label) ||
            is_source(scene, label));
}

/* Where a turn ends that begins in paragraph p: paragraphs without a label belong to it, if another turn follows on
 * them; "(END VIDEO CLIP)" and "[...]" end it. */
static uint32_t turn_end(const struct scene *scene, const struct turns *turns, uint32_t p)
{
    uint32_t end = paragraph_range(scene, p).end;
    struct range next = {end, end};
    for (uint32_t k = p + 1; turns->transcript && k < scene->words->paragraph_count && k <= p + APART_MOST; k++) {
        struct range paragraph = paragraph_range(scene, k);
        if (!range_empty(label_of(scene, paragraph))) {
            return next.end;
        }
        if (range_empty(paragraph) || tag_of(scene, paragraph.first) == TAG_PUNCT) {
            break;
        }
        next.end = paragraph.end;
    }
    return end;
}

/* "Trade with Iraq to go on: Howard": the headline that a name signs. */
static enum fault take_signed_headline(struct scene *scene, struct labels *found)
{
    enum { NAME_MOST = 4, WORDS_LEAST = 3 };
    struct range headline = paragraph_range(scene, 0), who = headline_end(scene, headline.first);
    who.first = who.end;
    while (who.first > headline.first && who.end - who.first <= NAME_MOST && !is(scene, who.first - 1, ":")) {
        who.first--;
    }
    bool told = who.first > headline.first + WORDS_LEAST && who.first < who.end && is(scene, who.first - 1, ":") &&
                stretch_of(scene, headline.first) == NO_STRETCH;
    int entity = told ? entity_at(scene, who.first) : NO_ENTITY;
    for (uint32_t i = who.first; i < who.end && entity != NO_ENTITY; i++) {
        entity = entity_at(scene, i) == entity ? entity : NO_ENTITY;
    }
    enum entity_type type = entity == NO_ENTITY ? ENTITY_MISC : scene->entities->list.at[entity].type;
    struct range content = {headline.first, who.first - told};
    bool says = false; /* a verb, "to" with one, or a participle */
    for (uint32_t i = content.first; told && i < content.end; i++) {
        says |= is_verb(scene, i) || (is(scene, i, "to") && tag_of(scene, i) == TAG_PART);
    }
    if (!says || (type != ENTITY_PERSON && type != ENTITY_ORGANIZATION)) {
        return OK;
    }
    enum fault f = add_label(scene, found, who, content, false);
    if (!f) {
        found->list.at[found->list.count - 1].colon = content.end;
    }
    return f;
}

/* "Holt to farmers: Stop", "Exclusive – Jane Holt: Stop": the headline's one that is no label by itself, up to whom a
 * person speaks to or where, without the remark before a dash. */
static enum fault take_headline(struct scene *scene, struct labels *found)
{
    enum { HEAD_MOST = 12 };
    struct range headline = paragraph_range(scene, 0), who = {headline.first, headline.first};
    uint32_t colon = headline.first;
    while (colon < headline.end && colon < headline.first + HEAD_MOST && !is(scene, colon, ":") &&
           stretch_of(scene, colon) == NO_STRETCH) {
        enum tag tag = tag_of(scene, colon);
        if (is_dash(scene, colon) && range_empty(who)) {
            who.first = who.end = colon + 1;
        } else if (range_empty(who) && (is(scene, colon, "to") || is(scene, colon, "at"))) {
            if (is_verb(scene, colon + 1) || tag_of(scene, colon + 1) == TAG_NUM) {
                return take_signed_headline(scene, found); /* "Holt to resign: ..." */
            }
            who.end = colon;
        } else if (range_empty(who) && (tag == TAG_ADP || tag == TAG_CCONJ || is_verb(scene, colon))) {
            return take_signed_headline(scene, found); /* "A lesson from Holt: Stop", "Holt and the pumps: ..." */
        }
        colon++;
    }
    if (!is(scene, colon, ":") || colon + 1 >= headline.end) {
        return take_signed_headline(scene, found);
    }
    who.end = range_empty(who) ? colon : who.end;
    int entity = range_empty(who) ? NO_ENTITY : entity_at(scene, who.end - 1);
    bool person = entity != NO_ENTITY && scene->entities->list.at[entity].type == ENTITY_PERSON;
    struct range content = headline_end(scene, colon + 1);
    bool list = tag_of(scene, content.first) == TAG_NUM; /* "Five things to know" */
    if (!person || list || !has_verb(scene, content.first, content.end)) {
        return OK;
    }
    enum fault f = add_label(scene, found, who, content, false);
    if (!f) {
        found->list.at[found->list.count - 1].colon = colon;
    }
    return f;
}

static enum fault take_paragraph(struct scene *scene, struct labels *found, struct turns *turns, uint32_t p)
{
    struct range paragraph = paragraph_range(scene, p), label = label_of(scene, paragraph);
    uint32_t colon = label.end;
    int32_t stretch = range_empty(label) ? NO_STRETCH : stretch_of(scene, colon);
    bool marked = label.first > paragraph.first; /* a transcript whose paragraphs stand in marks */
    if (p == 0 && !is_turn(scene, turns, label, p) && (range_empty(label) || !is_source(scene, label))) {
        return take_headline(scene, found);
    }
    if (range_empty(label) ||
        (stretch != NO_STRETCH && !(marked && stretch_first(scene, stretch) == paragraph.first))) {
        return OK;
    }
    if (is_turn(scene, turns, label, p)) {
        turns->last = p;
        uint32_t end = marked ? paragraph.end : turn_end(scene, turns, p);
        return add_label(scene, found, label, (struct range){colon + 1, end}, true);
    }
    if (marked) {
        return OK;
    }
    const struct token *after = &scene->words->tokens[colon + 1];
    bool headline = p == 0 || scene->words->sentences[scene->words->tokens[colon].sentence].kind == SENTENCE_HEADLINE ||
                    after->flags & IN_CAPS;
    struct range content = headline_end(scene, colon + 1);
    if (headline && content.end >= content.first + CONTENT_LEAST && is_source(scene, label)) {
        return add_label(scene, found, label, content, false);
    }
    return OK;
}

/* Whether two labels come twice or more, and one of them often enough. */
static bool is_transcript(const struct count *counts)
{
    unsigned often = 0, twice = 0;
    for (unsigned i = 0; i < NAMES_MOST && counts[i].times; i++) {
        often += counts[i].times >= TURNS_LEAST;
        twice += counts[i].times >= 2;
    }
    return often > 0 && twice >= 2;
}

enum fault find_labels(struct scene *scene, struct labels *found)
{
    *found = (struct labels){0};
    struct turns turns = {.counts = ARENA_NEW(scene->arena, struct count, NAMES_MOST)};
    if (!turns.counts) {
        return FAULT_NO_MEMORY;
    }
    uint32_t count = scene->words->paragraph_count, first = count;
    for (uint32_t p = 0; p < count; p++) {
        struct range label = label_of(scene, paragraph_range(scene, p));
        struct count *at = range_empty(label) ? NULL : count_of(turns.counts, label_name(scene, label));
        if (at) {
            at->times++;
            first = p < first && p > 0 ? p : first;
        }
    }
    turns.transcript = is_transcript(turns.counts);
    turns.last = first - 1; /* its first turn may be the only one of who opens it */
    enum fault f = OK;
    for (uint32_t p = 0; p < count && !f; p++) {
        f = take_paragraph(scene, found, &turns, p);
    }
    return f;
}
