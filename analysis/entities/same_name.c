#include "analysis/entities/stages.h"

enum fault group_names(struct reading *r)
{
    for (uint32_t i = 0; i < r->words->token_count; i++) {
        r->found->at_token[i] = NO_ENTITY;
    }
    for (size_t i = 0; i < r->names.count; i++) {
        const struct name *name = &r->names.at[i];
        struct entity *e = VEC_PUSH(&r->found->list, r->arena);
        struct mention *m = e ? VEC_PUSH(&e->mentions, r->arena) : NULL;
        if (!m) {
            return FAULT_NO_MEMORY;
        }
        e->type = (enum entity_type)name->type;
        *m = (struct mention){token_span(r->words, name->first, name->end), name->first, name->end, MENTION_NAME};
        e->name = span_text(r->words->text, m->span);
        e->confidence = name->confidence;
        for (uint32_t k = name->first; k < name->end; k++) {
            r->found->at_token[k] = (int32_t)r->found->list.count - 1;
        }
    }
    return OK;
}
