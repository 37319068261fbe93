#include "analysis/quotes/labels.h"

#include "analysis/quotes/phrases.h"

enum {
    LABEL_MOST = 6,    /* tokens before the colon */
    CONTENT_LEAST = 3, /* tokens of a headline behind it */
    TURNS_LEAST = 3,   /* paragraphs with one label that make it a transcript's */
    NAMES_MOST = 64,   /* different labels that are counted */
};

/* How often a label opens a paragraph. */
struct count {
    uint64_t name; /* hash of its text */
    uint32_t times;
};

/* The label that opens the paragraph, behind a quotation mark perhaps, or an empty range: names and nouns only, no
 * verb, no digits; its colon is right behind. */
static struct range label_of(const struct scene *scene, struct range paragraph)
{
    uint32_t first = paragraph.first + is_mark(scene, paragraph.first);
    for (uint32_t i = first; i < paragraph.end && i <= first + LABEL_MOST; i++) {
        const struct token *token = &scene->words->tokens[i];
        if (str_is(token->folded, ":")) {
            bool label = i > first && i + 1 < paragraph.end && !(token->flags & SPACE_BEFORE);
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
    return str_hash(span_text(scene->words->text, token_span(scene->words, label.first, label.end)));
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

static enum fault take_paragraph(struct scene *scene, struct labels *found, struct count *counts, uint32_t p)
{
    struct range paragraph = paragraph_range(scene, p), label = label_of(scene, paragraph);
    uint32_t colon = label.end;
    int32_t stretch = range_empty(label) ? NO_STRETCH : stretch_of(scene, colon);
    bool marked = label.first > paragraph.first; /* a transcript whose paragraphs stand in marks */
    if (range_empty(label) ||
        (stretch != NO_STRETCH && !(marked && stretch_first(scene, stretch) == paragraph.first))) {
        return OK;
    }
    const struct count *count = count_of(counts, label_name(scene, label));
    bool often = count && count->times >= TURNS_LEAST;
    bool turn = often && (is_all_caps(scene, label) || is_question_label(scene, label) ||
                          is_answer_label(scene, label) || is_source(scene, label));
    if (turn) {
        return add_label(scene, found, label, (struct range){colon + 1, paragraph.end}, true);
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

enum fault find_labels(struct scene *scene, struct labels *found)
{
    *found = (struct labels){0};
    struct count *counts = ARENA_NEW(scene->arena, struct count, NAMES_MOST);
    if (!counts) {
        return FAULT_NO_MEMORY;
    }
    for (uint32_t p = 0; p < scene->words->paragraph_count; p++) {
        struct range label = label_of(scene, paragraph_range(scene, p));
        struct count *count = range_empty(label) ? NULL : count_of(counts, label_name(scene, label));
        if (count) {
            count->times++;
        }
    }
    enum fault f = OK;
    for (uint32_t p = 0; p < scene->words->paragraph_count && !f; p++) {
        f = take_paragraph(scene, found, counts, p);
    }
    return f;
}
