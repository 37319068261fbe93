/* Forms: the different texts of an article's names, and which of them are names of one thing (a union-find over them).
 */
#ifndef ANALYSIS_ENTITIES_FORMS_H
#define ANALYSIS_ENTITIES_FORMS_H

#include "analysis/entities/map.h"
#include "analysis/entities/stages.h"

enum { FORM_WORDS = 8 };

struct form {
    struct str text;              /* folded, as it stands */
    struct str words[FORM_WORDS]; /* its words without particles, marks and suffixes; at most FORM_WORDS */
    uint8_t word_count;
    uint8_t type;        /* enum entity_type: what most of its places were taken for */
    bool caps;           /* one word in capitals: perhaps an acronym */
    bool letters;        /* at the root: one of those joined is so */
    bool owned;          /* somebody's at one of its places: "Peru's Senate", "its Senate", "Senate of" */
    uint32_t first, end; /* tokens of its first place */
    uint32_t count;      /* places */
    float votes[ENTITY_TYPE_COUNT];
    uint32_t parent; /* form that it was joined to; its own index at the root */
    uint32_t place;  /* row + 1 of lexicon_places that is meant, where the article tells namesakes apart; 0: not told */
};

struct forms {
    VEC(struct form) list;
    uint32_t *of_name; /* the form of each name */
};

/* Reads r->names into forms, one for each text; unites the type of names of one text. A text has several forms where
 * the article means several places by it ("Washington state", "Washington"). */
enum fault read_forms(struct reading *r, struct forms *forms);

/* The form that stands for all that were joined with `form`. */
uint32_t form_root(struct forms *forms, uint32_t form);

/* Says that a and b name one thing; the root is the one that has more words, then the earlier one. */
void join_forms(struct forms *forms, uint32_t a, uint32_t b);

/* Up to SHELF_MOST forms by a key, in the order in which they were added: lookups whose answers must stay few. */
enum { SHELF_MOST = 8 };

struct shelf_node {
    uint32_t form;
    int32_t next; /* node of the same key, or -1 */
    uint8_t kind; /* the caller's */
};

struct shelf {
    struct map map;
    struct arena *arena;
    VEC(struct shelf_node) nodes;
    struct shelf_row {
        uint32_t first, last; /* nodes, + 1 */
        uint32_t count;
    } * rows; /* by slot */
};

bool shelf_init(struct shelf *shelf, struct arena *arena, size_t keys);

/* False when there is no memory. */
bool shelf_add(struct shelf *shelf, struct str key, uint32_t form, unsigned kind);

/* The first node of the key, or -1. */
int32_t shelf_find(const struct shelf *shelf, struct str key);

/* Whether the lists know the form as one thing's name by itself: "U.N.", "S.C.". */
bool is_listed_form(const struct form *form);

/* Joins abbreviations with what they stand for, by their letters or because the article says so: "Lake Union (LU)". */
enum fault join_abbreviations(struct reading *r, struct forms *forms);

/* Joins forms of bodies, places and things: abbreviations, lists of other names, shortened names. */
enum fault join_bodies(struct reading *r, struct forms *forms);

/* Joins full names of people. Family and given names alone are left to assign_people. */
enum fault join_people(struct reading *r, struct forms *forms);

/* Gives bare family and given names, one by one in text order, to the person of that name who was mentioned last:
 * changes of_name. */
enum fault assign_people(struct reading *r, struct forms *forms);

#endif
