#include "analysis/entities/entity.h"

#include "analysis/base/clock.h"

#include "analysis/entities/stages.h"

enum fault find_named(struct reading *r)
{
    static enum fault (*const STAGES[])(struct reading *) = {
        read_facts,    find_names,  add_missed_names, join_pieces, mend_names,        agree_names,
        explain_names, group_names, know_entities,    know_listed, describe_entities,
    };
    r->found->at_token = ARENA_NEW(r->arena, int32_t, r->words->token_count);
    enum fault f = r->found->at_token ? OK : FAULT_NO_MEMORY;
    for (size_t i = 0; i < sizeof STAGES / sizeof *STAGES && !f; i++) {
        f = clock_passed(r->deadline) ? FAULT_TOO_SLOW : STAGES[i](r);
    }
    return f;
}

enum fault find_entities(struct arena *arena, const struct words *words, struct str title, uint64_t deadline,
                         struct entities *found)
{
    struct reading r = {.arena = arena, .words = words, .deadline = deadline, .found = found};
    *found = (struct entities){0};
    enum fault f = find_named(&r);
    if (!f) {
        f = resolve_mentions(&r);
    }
    if (!f) {
        rate_entities(&r);
        weigh_entities(words, title, found);
    }
    return f;
}

int entity_of(const struct entities *entities, uint32_t first, uint32_t end)
{
    for (uint32_t i = end; i > first; i--) {
        if (entities->at_token[i - 1] >= 0) {
            return entities->at_token[i - 1];
        }
    }
    return NO_ENTITY;
}

const char *entity_type_name(enum entity_type type)
{
    static const char *const NAMES[ENTITY_TYPE_COUNT] = {
        [ENTITY_PERSON] = "PERSON",     [ENTITY_ORGANIZATION] = "ORGANIZATION",
        [ENTITY_LOCATION] = "LOCATION", [ENTITY_FACILITY] = "FACILITY",
        [ENTITY_NORP] = "NORP",         [ENTITY_PRODUCT] = "PRODUCT",
        [ENTITY_EVENT] = "EVENT",       [ENTITY_WORK_OF_ART] = "WORK_OF_ART",
        [ENTITY_MISC] = "MISC"};
    return NAMES[type];
}

const char *entity_subtype_name(enum entity_subtype subtype)
{
    static const char *const NAMES[SUBTYPE_COUNT] = {
        [SUBTYPE_COUNTRY] = "country",       [SUBTYPE_CITY] = "city",         [SUBTYPE_REGION] = "region",
        [SUBTYPE_CONTINENT] = "continent",   [SUBTYPE_WATER] = "water",       [SUBTYPE_MOUNTAIN] = "mountain",
        [SUBTYPE_GOVERNMENT] = "government", [SUBTYPE_MILITARY] = "military", [SUBTYPE_COMPANY] = "company",
        [SUBTYPE_PARTY] = "party",           [SUBTYPE_MEDIA] = "media",       [SUBTYPE_SPORT] = "sport",
        [SUBTYPE_UNIVERSITY] = "university", [SUBTYPE_OTHER] = "other"};
    return NAMES[subtype];
}

const char *mention_form_name(enum mention_form form)
{
    return form == MENTION_NAME ? "name" : form == MENTION_NOMINAL ? "nominal" : "pronoun";
}
