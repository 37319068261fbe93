/* A growing array in an arena. Declare `struct { T *at; size_t count, room; }` (VEC(T)) and push:
 *     VEC(struct token) tokens = {0};
 *     struct token *new = VEC_PUSH(&tokens, arena);   // zeroed, or NULL when the arena is full
 * Growth doubles, so n pushes cost O(n). */
#ifndef ANALYSIS_BASE_VEC_H
#define ANALYSIS_BASE_VEC_H

#include "analysis/base/arena.h"

#define VEC(type)                                                                                                      \
    struct {                                                                                                           \
        type *at;                                                                                                      \
        size_t count, room;                                                                                            \
    }

/* A pointer to a new zeroed last element; NULL when there is no memory (the vector stays as it was). */
#define VEC_PUSH(vec, arena)                                                                                           \
    ((__typeof__((vec)->at))vec_push((void **)&(vec)->at, &(vec)->count, &(vec)->room, sizeof *(vec)->at, (arena)))

void *vec_push(void **at, size_t *count, size_t *room, size_t size, struct arena *arena);

#endif
