/* What the tests of the entity room share: an article's entities. */
#ifndef TESTS_ENTITIES_H
#define TESTS_ENTITIES_H

#include "analysis/entities/entity.h"
#include "analysis/words/reader.h"
#include "tests/labels.h"
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

/* What the reader would say: that `name`, where it next stands behind byte *at, is a name of this class. Of the other
 * classes nothing is said. */
static inline void label_name(size_t *at, const char *name, enum read_class class, float score)
{
    words.labels.name_odds = NULL;
    label_text(&words, words.labels.name, words.labels.name_score, at, name, (uint8_t)(1 + 2 * class), score);
}

/* Reads words and tags, and forgets which names the reader sees. */
static inline void read_unnamed(const char *text)
{
    ck_assert_int_eq(read_words(reader(), &arena, str_of(text), 0, &words), OK);
    memset(words.labels.name, 0, words.token_count);
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
