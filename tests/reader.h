/* Models for tests and fuzz targets that analyse text. Each is opened once in a program; Check forks for every test, so
 * who calls these in add_tests opens them before. */
#ifndef TESTS_READER_H
#define TESTS_READER_H

#include "analysis/words/words.h"

#include <stdio.h>
#include <stdlib.h>

static inline const struct model *need_model(const struct model *model, const char *problem)
{
    if (!model) {
        fprintf(stderr, "%s\n", problem ? problem : "no memory");
        abort();
    }
    return model;
}

/* The one in the program. */
static inline const struct model *reader(void)
{
    static struct model *model;
    const char *problem = NULL;
    if (!model) {
        model_builtin(&model, &problem);
    }
    return need_model(model, problem);
}

/* A tiny one of random weights, tests/data/reader.bin: quick under sanitizers, and its labels and tags make no sense.
 */
static inline const struct model *random_reader(void)
{
    static struct model *model;
    const char *problem = NULL, *root = getenv("BYLINE_SOURCE");
    char path[4096];
    if (!model) {
        snprintf(path, sizeof path, "%s/tests/data/reader.bin", root ? root : ".");
        model_open(&model, path, &problem);
    }
    return need_model(model, problem);
}

/* read_words of no model at all: tags and labels by a fixed generator (xorshift, Marsaglia 2003), for megabytes of
 * hostile text under sanitizers. */
static inline enum fault read_randomly(struct arena *arena, struct str text, struct words *words)
{
    enum fault f = split_words(arena, text, 0, words);
    uint32_t count = f ? 0 : words->token_count, state = 2463534242;
    struct model_labels *l = &words->labels;
    *l = (struct model_labels){.name = ARENA_NEW(arena, uint8_t, count), .name_score = ARENA_NEW(arena, float, count)};
    for (unsigned k = 0; k < MODEL_PARTS; k++) {
        l->part[k] = ARENA_NEW(arena, uint8_t, count);
        l->part_score[k] = ARENA_NEW(arena, float, count);
    }
    for (uint32_t i = 0; i < count; i++) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        words->tokens[i].tag = state % TAG_COUNT;
        l->name[i] = (uint8_t)(state >> 8 & 1 ? state % MODEL_NAME_LABELS : 0);
        l->name_score[i] = .5f;
        for (unsigned k = 0; k < MODEL_PARTS; k++) {
            l->part[k][i] = (uint8_t)((state >> (9 + 4 * k) & 15) % 3);
            l->part_score[k][i] = .5f;
        }
    }
    return f;
}

#endif
