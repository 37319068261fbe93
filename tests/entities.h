/* What the tests of the entity room share: an article's entities. */
#ifndef TESTS_ENTITIES_H
#define TESTS_ENTITIES_H

#include "analysis/entities/entity.h"
#include "tests/reader.h"
#include "tests/suite.h"

#include <stdio.h>

static struct arena arena;
static struct words words;
static struct entities found;

static void setup(void)
{
    arena_init(&arena, (size_t)1 << 30);
}

static void teardown(void)
{
    arena_finish(&arena);
}

static inline void read_entities(const char *text)
{
    ck_assert_int_eq(read_words(reader(), &arena, str_of(text), 0, &words), OK);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
}

/* The first entity that has a mention of this text; NULL when none has. */
static inline const struct entity *entity_named(const char *name)
{
    for (size_t e = 0; e < found.list.count; e++) {
        const struct entity *entity = &found.list.at[e];
        for (size_t m = 0; m < entity->mentions.count; m++) {
            if (str_is(span_text(words.text, entity->mentions.at[m].span), name)) {
                return entity;
            }
        }
    }
    return NULL;
}

#endif
