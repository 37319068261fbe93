/* Entities: the people, bodies, places and things of an article, each with every place that names it. */
#ifndef ANALYSIS_ENTITIES_ENTITY_H
#define ANALYSIS_ENTITIES_ENTITY_H

#include "analysis/base/vec.h"
#include "analysis/words/words.h"

enum entity_type {
    ENTITY_PERSON,
    ENTITY_ORGANIZATION,
    ENTITY_LOCATION,
    ENTITY_FACILITY,
    ENTITY_NORP,
    ENTITY_PRODUCT,
    ENTITY_EVENT,
    ENTITY_WORK_OF_ART,
    ENTITY_MISC,
    ENTITY_TYPE_COUNT
};

enum entity_subtype {
    SUBTYPE_NONE,
    /* of locations */
    SUBTYPE_COUNTRY,
    SUBTYPE_CITY,
    SUBTYPE_REGION,
    SUBTYPE_CONTINENT,
    SUBTYPE_WATER,
    SUBTYPE_MOUNTAIN,
    /* of organizations */
    SUBTYPE_GOVERNMENT,
    SUBTYPE_MILITARY,
    SUBTYPE_COMPANY,
    SUBTYPE_PARTY,
    SUBTYPE_MEDIA,
    SUBTYPE_SPORT,
    SUBTYPE_UNIVERSITY,
    SUBTYPE_OTHER,
    SUBTYPE_COUNT
};

enum mention_form { MENTION_NAME, MENTION_NOMINAL, MENTION_PRONOUN };

struct mention {
    struct span span;
    uint32_t first, end; /* its tokens */
    uint8_t form;        /* enum mention_form */
};

enum gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE, GENDER_NEUTER };

struct entity {
    enum entity_type type;
    enum entity_subtype subtype;
    struct str name;        /* the fullest name that the article gives */
    struct str description; /* what the article says it is; at is NULL when it says nothing */
    struct str wikidata;    /* "Q212"; at is NULL when unsure */
    struct str country;     /* ISO 3166 alpha-2 of the state that a place is in or can speak for; at NULL if unknown */
    double salience, confidence;
    enum gender gender;
    bool plural;                  /* a group: "they" */
    VEC(struct mention) mentions; /* in text order, at least one */
};

/* Entities in the order of their first mention: entity i is "e<i+1>" in the answer. */
struct entities {
    VEC(struct entity) list;
    int32_t *at_token; /* for every token the index of the entity whose mention covers it, or -1 */
};

#define NO_ENTITY (-1)

/* Finds the entities of the article and what they are. `title` (may be empty) is the headline where it is not part of
 * the text. Everything in `found` is in `arena` or in the words' text. FAULT_NO_MEMORY, FAULT_TOO_SLOW. */
enum fault find_entities(struct arena *arena, const struct words *words, struct str title, uint64_t deadline,
                         struct entities *found);

/* What the noun at token i means that has no name: "officials" people, "the ministry" a body, "the report" something
 * else; ENTITY_TYPE_COUNT where no list tells. *subtype: of a body. Lemmas are made in `arena`. */
enum entity_type noun_means(struct arena *arena, const struct words *words, uint32_t i, enum entity_subtype *subtype);

/* Sets the salience of all entities; `title` as in find_entities, which calls it. */
void weigh_entities(const struct words *words, struct str title, struct entities *entities);

/* The entity that tokens [first, end) name best: whose mention covers the last of them that is covered at all (the head
 * of "Ukraine's defense ministry" is at its end); NO_ENTITY when none is. */
int entity_of(const struct entities *entities, uint32_t first, uint32_t end);

/* "PERSON" ...; "country" ... or NULL for SUBTYPE_NONE; "name" "nominal" "pronoun". */
const char *entity_type_name(enum entity_type type);
const char *entity_subtype_name(enum entity_subtype subtype);
const char *mention_form_name(enum mention_form form);

#endif
