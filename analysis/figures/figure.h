/* Figures: the numbers of an article, understood. What the fields mean is settled in docs/API.md. */
#ifndef ANALYSIS_FIGURES_FIGURE_H
#define ANALYSIS_FIGURES_FIGURE_H

#include "analysis/base/calendar.h"
#include "analysis/entities/entity.h"

enum figure_type {
    FIGURE_COUNT,
    FIGURE_MONEY,
    FIGURE_PERCENT,
    FIGURE_MEASURE,
    FIGURE_ORDINAL,
    FIGURE_RATIO,
    FIGURE_SCORE,
    FIGURE_AGE,
    FIGURE_DATE,
    FIGURE_TIME,
    FIGURE_DURATION,
    FIGURE_SET,
    FIGURE_TYPE_COUNT
};

enum bound { BOUND_EQ, BOUND_GT, BOUND_GE, BOUND_LT, BOUND_LE, BOUND_APPROX };

enum direction { DIRECTION_NONE, DIRECTION_UP, DIRECTION_DOWN };

/* Numbers that may be missing are NAN then. */
struct change {
    enum direction direction; /* DIRECTION_NONE: the figure is no change */
    double by, from, to;
};

struct figure {
    enum figure_type type;
    struct span span; /* number with sign, multiplier and unit; of a time its TIMEX3 extent */
    double value;     /* NAN when unknown or when only the range is */
    double from, to;  /* the range; NAN when there is none */
    enum bound bound;
    struct span modifier;  /* "more than"; empty when there is none */
    struct str unit;       /* "1", ISO 4217, "%", "{pp}", "{bp}", UCUM; at is NULL for times without a unit */
    struct span unit_text; /* the unit as it stands; empty when there is none */
    double si_value;       /* NAN when the unit has no SI value */
    struct str si_unit;
    struct span counted;     /* the noun phrase that is counted; empty when there is none */
    struct str counted_head; /* lemma of its head */
    struct change change;
    int part_of;                                   /* index of the figure that this one is included in, or NO_FIGURE */
    struct str timex_type, timex_value, timex_mod; /* TIMEX3; at is NULL where there is none */
    int claimant_entity; /* who gives the number in the clause itself ("Police put the toll at 31"), or NO_ENTITY */
    struct str claimant; /* the entity's name or that of nobody known; at is NULL where nobody does */
    double confidence;
    /* Filled by analysis.c, which links figures to quotes. */
    int claim_quote; /* index into the quotes, or NO_QUOTE */
};

#define NO_FIGURE (-1)
#define NO_QUOTE (-1)

struct figures {
    VEC(struct figure) list; /* in text order; figure i is "f<i+1>" in the answer */
};

/* Finds the figures of the article; `published` (day.year 0: unknown) is what relative times are resolved against.
 * Entities outvote numerals inside their names. Memory, faults and deadline as find_entities. */
enum fault find_figures(struct arena *arena, const struct words *words, const struct entities *entities,
                        struct moment published, uint64_t deadline, struct figures *found);

/* "count" ...; "eq" ...; "up" "down", NULL for none. */
const char *figure_type_name(enum figure_type type);
const char *bound_name(enum bound bound);
const char *direction_name(enum direction direction);

#endif
