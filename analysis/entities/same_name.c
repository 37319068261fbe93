/* Coreference of names: which of them name one thing. Forms are joined first, whatever the place; what is left of bare
 * family names is given to people one by one, in text order. */
#include "analysis/entities/forms.h"

static enum fault add_mention(struct reading *r, struct entity *entity, uint32_t first, uint32_t end)
{
    struct mention *m = VEC_PUSH(&entity->mentions, r->arena);
    if (!m) {
        return FAULT_NO_MEMORY;
    }
    *m = (struct mention){token_span(r->words, first, end), first, end, MENTION_NAME};
    return OK;
}

/* More words say more; among equals, what does not stand in capitals. */
static bool is_fuller(const struct reading *r, struct span a, struct span b)
{
    unsigned words[2] = {1, 1};
    for (unsigned i = 0; i < 2; i++) {
        struct str text = span_text(r->words->text, i ? b : a);
        for (size_t c = 0; c < text.len; c++) {
            words[i] += text.at[c] == ' ';
        }
    }
    if (words[0] != words[1] || a.end - a.start != b.end - b.start) {
        return words[0] != words[1] ? words[0] > words[1] : a.end - a.start > b.end - b.start;
    }
    const struct token *one = &r->words->tokens[token_at(r->words, a.start)];
    const struct token *other = &r->words->tokens[token_at(r->words, b.start)];
    return other->flags & ALL_CAPS && !(one->flags & ALL_CAPS); /* "VALENCIA, Spain" */
}

static enum fault make_entities(struct reading *r, struct forms *forms)
{
    struct entities *found = r->found;
    int32_t *entity_of_form = ARENA_NEW(r->arena, int32_t, forms->list.count);
    r->name_entity = ARENA_NEW(r->arena, int32_t, r->names.count);
    if (!entity_of_form || !r->name_entity) {
        return FAULT_NO_MEMORY;
    }
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        uint32_t root = form_root(forms, forms->of_name[n]);
        struct span span = token_span(r->words, name->first, name->end);
        if (!entity_of_form[root]) {
            struct entity *new = VEC_PUSH(&found->list, r->arena);
            if (!new) {
                return FAULT_NO_MEMORY;
            }
            entity_of_form[root] = (int32_t)found->list.count;
            new->type = (enum entity_type)forms->list.at[root].type;
            new->name = span_text(r->words->text, span);
        }
        int32_t index = r->name_entity[n] = entity_of_form[root] - 1;
        struct entity *entity = &found->list.at[index];
        struct span known = {(uint32_t)(entity->name.at - r->words->text.at),
                             (uint32_t)(entity->name.at - r->words->text.at + (ptrdiff_t)entity->name.len)};
        entity->name = is_fuller(r, span, known) ? span_text(r->words->text, span) : entity->name;
        entity->confidence += (double)name->confidence; /* the sum; rate_entities makes the mean of it */
        enum fault f = add_mention(r, entity, name->first, name->end);
        if (f) {
            return f;
        }
        for (uint32_t t = name->first; t < name->end; t++) {
            found->at_token[t] = index;
        }
    }
    return OK;
}

int64_t name_at(const struct reading *r, uint32_t first)
{
    size_t low = 0, high = r->names.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->names.at[middle].first < first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < r->names.count && r->names.at[low].first == first ? (int64_t)low : -1;
}

/* Names that stand for a longer one, as explain_names found. */
static void join_short(struct reading *r, struct forms *forms)
{
    for (size_t n = 0; n < r->names.count; n++) {
        int64_t full = r->names.at[n].full ? name_at(r, r->names.at[n].full - 1) : -1;
        uint32_t a = forms->of_name[n], b = full < 0 ? a : forms->of_name[full];
        if (a != b && forms->list.at[a].type == forms->list.at[b].type) {
            join_forms(forms, a, b);
        }
    }
}

enum fault group_names(struct reading *r)
{
    struct forms forms = {0};
    for (uint32_t i = 0; i < r->words->token_count; i++) {
        r->found->at_token[i] = NO_ENTITY;
    }
    enum fault f = read_forms(r, &forms);
    if (!f) {
        join_short(r, &forms);
        f = join_bodies(r, &forms);
    }
    if (!f) {
        f = join_people(r, &forms);
    }
    if (!f) {
        f = assign_people(r, &forms);
    }
    return f ? f : make_entities(r, &forms);
}
