/* The report as JSON: the members of docs/API.md, in its order. */
#include "analysis/base/clock.h"
#include "handlers/json.h"

#include <math.h>
#include <stdio.h>

enum { DEADLINE_EVERY = 256 };

struct writer {
    const struct report *report;
    const struct request *request;
    struct arena *arena;
    uint64_t deadline;
    struct offsets offsets;
    bool failed; /* an allocation; sticky, looked at once at the end */
};

/* Every key is ASCII and every value part of the validated article, so jansson need not check again. A NULL value is a
 * failed allocation. */
static void put(struct writer *w, json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new_nocheck(object, key, value)) {
        w->failed = true;
    }
}

static void add(struct writer *w, json_t *array, json_t *value)
{
    if (json_array_append_new(array, value)) {
        w->failed = true;
    }
}

static json_t *string(struct str s)
{
    return s.at ? json_stringn_nocheck(s.at, s.len) : json_null();
}

static json_t *name(const char *z)
{
    return z ? json_string_nocheck(z) : json_null();
}

/* "e1" for the entity of index 0; null for a negative index, or where the answer does not hold what it refers to. */
static json_t *id(const struct writer *w, char letter, unsigned holder, int index)
{
    if (index < 0 || !(w->request->analyses & holder)) {
        return json_null();
    }
    char digits[16];
    snprintf(digits, sizeof digits, "%c%d", letter, index + 1);
    return json_string_nocheck(digits);
}

static json_t *entity_id(const struct writer *w, int index)
{
    return id(w, 'e', ANALYSE_ENTITIES, index);
}

/* Three decimals are what a share or a probability can mean. */
static json_t *rounded(double share)
{
    return number(round(share * 1000) / 1000);
}

static json_t *offset(const struct writer *w, uint32_t byte)
{
    return json_integer((json_int_t)offsets_at(&w->offsets, byte));
}

/* start, end and text; null where the span is empty. */
static void put_span(struct writer *w, json_t *object, struct span span)
{
    bool none = span_empty(span);
    put(w, object, "start", none ? json_null() : offset(w, span.start));
    put(w, object, "end", none ? json_null() : offset(w, span.end));
    put(w, object, "text", none ? json_null() : string(span_text(w->request->text, span)));
}

static json_t *span_tree(struct writer *w, struct span span)
{
    if (span_empty(span)) {
        return json_null();
    }
    json_t *tree = json_object();
    put_span(w, tree, span);
    return tree;
}

static json_t *link_tree(struct writer *w, struct str wikidata)
{
    if (!wikidata.at) {
        return json_null();
    }
    json_t *tree = json_object();
    put(w, tree, "wikidata", string(wikidata));
    return tree;
}

static json_t *mentions_tree(struct writer *w, const struct entity *entity)
{
    json_t *tree = json_array();
    for (size_t i = 0; i < entity->mentions.count; i++) {
        const struct mention *mention = &entity->mentions.at[i];
        json_t *one = span_tree(w, mention->span);
        put(w, one, "form", name(mention_form_name(mention->form)));
        add(w, tree, one);
    }
    return tree;
}

static json_t *entity_tree(struct writer *w, int index)
{
    const struct entity *entity = &w->report->entities.list.at[index];
    json_t *tree = json_object();
    put(w, tree, "id", entity_id(w, index));
    put(w, tree, "type", name(entity_type_name(entity->type)));
    put(w, tree, "subtype", name(entity_subtype_name(entity->subtype)));
    put(w, tree, "name", string(entity->name));
    put(w, tree, "description", string(entity->description));
    put(w, tree, "link", link_tree(w, entity->wikidata));
    put(w, tree, "country", string(entity->country));
    put(w, tree, "salience", rounded(entity->salience));
    put(w, tree, "confidence", rounded(entity->confidence));
    put(w, tree, "mentions", mentions_tree(w, entity));
    return tree;
}

static json_t *spans_tree(struct writer *w, const struct span *spans, size_t count)
{
    json_t *tree = json_array();
    for (size_t i = 0; i < count; i++) {
        add(w, tree, span_tree(w, spans[i]));
    }
    return tree;
}

/* The spans with one blank between. */
static json_t *joined(struct writer *w, const struct quote *quote)
{
    if (quote->spans.count == 1) {
        return string(span_text(w->request->text, quote->spans.at[0]));
    }
    size_t length = 0;
    for (size_t i = 0; i < quote->spans.count; i++) {
        length += quote->spans.at[i].end - quote->spans.at[i].start + 1;
    }
    char *text = arena_alloc(w->arena, length + 1, 1), *to = text;
    if (!text) {
        return NULL;
    }
    for (size_t i = 0; i < quote->spans.count; i++) {
        struct str part = span_text(w->request->text, quote->spans.at[i]);
        memcpy(to, part.at, part.len);
        to += part.len;
        *to++ = ' ';
    }
    return json_stringn_nocheck(text, length - 1);
}

static json_t *cue_tree(struct writer *w, const struct quote *quote)
{
    json_t *tree = span_tree(w, quote->cue);
    if (!span_empty(quote->cue)) {
        put(w, tree, "lemma", string(quote->cue_lemma));
    }
    return tree;
}

static json_t *speaker_tree(struct writer *w, const struct quote *quote)
{
    if (span_empty(quote->source) && !quote->source_name.at && quote->source_entity < 0) {
        return json_null();
    }
    json_t *tree = json_object();
    put(w, tree, "entity", entity_id(w, quote->source_entity));
    put(w, tree, "name", string(quote->source_name));
    put_span(w, tree, quote->source);
    return tree;
}

static json_t *quote_tree(struct writer *w, int index)
{
    const struct quote *quote = &w->report->quotes.list.at[index];
    json_t *tree = json_object();
    put(w, tree, "id", id(w, 'q', ANALYSE_QUOTES, index));
    put(w, tree, "type", name(quote_type_name(quote->type)));
    put(w, tree, "text", joined(w, quote));
    put(w, tree, "spans", spans_tree(w, quote->spans.at, quote->spans.count));
    put(w, tree, "verbatim", spans_tree(w, quote->verbatim.at, quote->verbatim.count));
    put(w, tree, "cue", cue_tree(w, quote));
    put(w, tree, "speaker", speaker_tree(w, quote));
    put(w, tree, "confidence", rounded(quote->confidence));
    return tree;
}

static json_t *range_tree(struct writer *w, const struct figure *figure)
{
    if (isnan(figure->from) && isnan(figure->to)) {
        return json_null();
    }
    json_t *tree = json_object();
    put(w, tree, "from", number(figure->from));
    put(w, tree, "to", number(figure->to));
    return tree;
}

static json_t *counted_tree(struct writer *w, const struct figure *figure)
{
    json_t *tree = span_tree(w, figure->counted);
    if (!span_empty(figure->counted)) {
        put(w, tree, "head", string(figure->counted_head));
    }
    return tree;
}

static json_t *change_tree(struct writer *w, const struct change *change)
{
    if (change->direction == DIRECTION_NONE) {
        return json_null();
    }
    json_t *tree = json_object();
    put(w, tree, "direction", name(direction_name(change->direction)));
    put(w, tree, "by", number(change->by));
    put(w, tree, "from", number(change->from));
    put(w, tree, "to", number(change->to));
    return tree;
}

static json_t *timex_tree(struct writer *w, const struct figure *figure)
{
    if (!figure->timex_type.at) {
        return json_null();
    }
    json_t *tree = json_object();
    put(w, tree, "type", string(figure->timex_type));
    put(w, tree, "value", string(figure->timex_value));
    put(w, tree, "mod", string(figure->timex_mod));
    return tree;
}

static json_t *claim_tree(struct writer *w, const struct figure *figure)
{
    const struct quote *quote = figure->claim_quote < 0 ? NULL : &w->report->quotes.list.at[figure->claim_quote];
    bool told = figure->claimant.at; /* the clause itself says whose number it is */
    if (!quote && !told) {
        return json_null();
    }
    json_t *tree = json_object();
    put(w, tree, "entity", entity_id(w, told ? figure->claimant_entity : quote->source_entity));
    put(w, tree, "name", string(told ? figure->claimant : quote->source_name));
    put(w, tree, "quote", id(w, 'q', ANALYSE_QUOTES, figure->claim_quote));
    return tree;
}

static void put_unit(struct writer *w, json_t *tree, const struct figure *figure)
{
    bool unit_text = !span_empty(figure->unit_text);
    put(w, tree, "unit", string(figure->unit));
    put(w, tree, "unit_text", unit_text ? string(span_text(w->request->text, figure->unit_text)) : json_null());
    put(w, tree, "si", number(figure->si_value));
    put(w, tree, "si_unit", isfinite(figure->si_value) ? string(figure->si_unit) : json_null());
}

static json_t *figure_tree(struct writer *w, int index)
{
    const struct figure *figure = &w->report->figures.list.at[index];
    json_t *tree = json_object();
    put(w, tree, "id", id(w, 'f', ANALYSE_FIGURES, index));
    put(w, tree, "type", name(figure_type_name(figure->type)));
    put_span(w, tree, figure->span);
    put(w, tree, "value", number(figure->value));
    put(w, tree, "range", range_tree(w, figure));
    put(w, tree, "bound", name(bound_name(figure->bound)));
    put(w, tree, "modifier", span_tree(w, figure->modifier));
    put_unit(w, tree, figure);
    put(w, tree, "counted", counted_tree(w, figure));
    put(w, tree, "change", change_tree(w, &figure->change));
    put(w, tree, "part_of", id(w, 'f', ANALYSE_FIGURES, figure->part_of));
    put(w, tree, "timex", timex_tree(w, figure));
    put(w, tree, "claimed_by", claim_tree(w, figure));
    put(w, tree, "confidence", rounded(figure->confidence));
    return tree;
}

static void put_head(struct writer *w, json_t *tree)
{
    const struct request *request = w->request;
    put(w, tree, "version", name("1"));
    put(w, tree, "id", string(request->id));
    put(w, tree, "language", name("en"));
    put(w, tree, "offsets", name(offset_unit_name(request->offsets)));
    put(w, tree, "length", json_integer((json_int_t)offsets_at(&w->offsets, request->text.len)));
    put(w, tree, "published", string(request->published));
    if (request->echo_text) {
        put(w, tree, "text", string(request->text));
    }
}

/* What the arrays have in common: how the i-th element is made. */
typedef json_t *element(struct writer *w, int index);

static void write_array(struct writer *w, struct json_text *text, const char *opening, size_t count, element *make)
{
    text_put(text, opening);
    for (size_t i = 0; i < count && !text->fault; i++) {
        text_put(text, i ? "," : "");
        text_tree(text, make(w, (int)i));
        if (w->failed) {
            text->fault = FAULT_NO_MEMORY;
        } else if (i % DEADLINE_EVERY == 0 && clock_passed(w->deadline)) {
            text->fault = FAULT_TOO_SLOW;
        }
    }
    text_put(text, "]");
}

void write_report(const struct report *report, const struct request *request, struct arena *arena, uint64_t deadline,
                  struct json_text *text)
{
    struct writer w = {.report = report, .request = request, .arena = arena, .deadline = deadline};
    if (!offsets_init(&w.offsets, arena, request->text, request->offsets)) {
        text->fault = FAULT_NO_MEMORY;
        return;
    }
    json_t *head = json_object();
    put_head(&w, head);
    text_open(text, head);
    if (w.failed && !text->fault) {
        text->fault = FAULT_NO_MEMORY;
    }
    if (request->analyses & ANALYSE_ENTITIES) {
        write_array(&w, text, ",\"entities\":[", report->entities.list.count, entity_tree);
    }
    if (request->analyses & ANALYSE_QUOTES) {
        write_array(&w, text, ",\"quotes\":[", report->quotes.list.count, quote_tree);
    }
    if (request->analyses & ANALYSE_FIGURES) {
        write_array(&w, text, ",\"figures\":[", report->figures.list.count, figure_tree);
    }
    text_put(text, "}");
}
