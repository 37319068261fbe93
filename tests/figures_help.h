/* What the tests of figures share: the figures of a text, found with words and entities as the service finds them. */
#ifndef TESTS_FIGURES_HELP_H
#define TESTS_FIGURES_HELP_H

#include "analysis/entities/entity.h"
#include "analysis/figures/figure.h"
#include "tests/reader.h"
#include "tests/suite.h"

#include <math.h>
#include <stdio.h>

static struct arena arena;

static inline void setup_arena(void)
{
    arena_init(&arena, (size_t)1 << 30);
}

static inline void teardown_arena(void)
{
    arena_finish(&arena);
}

/* Figures of text, as `model` reads it, against a day of publication ("" for none). All memory is the arena's. */
static inline struct figures figures_read(const struct model *model, const char *text, const char *published)
{
    struct words words;
    struct entities entities;
    struct figures figures;
    struct moment moment = {.hour = -1};
    ck_assert(!*published || moment_read(str_of(published), &moment));
    ck_assert_int_eq(read_words(model, &arena, str_of(text), 0, &words), OK);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &entities), OK);
    ck_assert_int_eq(find_figures(&arena, &words, &entities, moment, 0, &figures), OK);
    for (size_t i = 0; i < figures.list.count; i++) {
        struct span span = figures.list.at[i].span;
        ck_assert_uint_lt(span.start, span.end);
        ck_assert_uint_le(span.end, strlen(text));
    }
    return figures;
}

static inline struct figures figures_of(const char *text, const char *published)
{
    return figures_read(reader(), text, published);
}

/* "text" of a span as a C string of the arena. */
static inline const char *piece(const char *text, struct span span)
{
    return arena_copy(&arena, str_slice(str_of(text), span.start, span.end)).at;
}

static inline bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

#endif
