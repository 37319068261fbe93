/* One capped arena a request (lwan): memory is taken in pieces and given back all at once. */
#ifndef ANALYSIS_BASE_ARENA_H
#define ANALYSIS_BASE_ARENA_H

#include "analysis/base/str.h"

#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks; /* newest first */
    size_t used;                /* bytes of the newest chunk that are taken */
    size_t held;                /* bytes of all chunks */
    size_t limit;               /* held never exceeds this */
    bool full;                  /* an allocation failed because of it, since the last reset */
    size_t fuse;                /* tests: when not 0, the fuse-th allocation from here on fails, and so do all after */
};

/* The arena holds at most `limit` bytes. Nothing is allocated yet, so init cannot fail. */
void arena_init(struct arena *arena, size_t limit);

/* Gives everything back; the arena may be used again after another init. */
void arena_finish(struct arena *arena);

/* Forgets everything that was allocated; keeps one ordinary chunk, so that the next request need not ask the system. */
void arena_reset(struct arena *arena);

/* `count` times `size` bytes, zeroed, aligned for any type; valid until reset or finish. NULL when the limit would be
 * passed, the product overflows, or the system has no memory. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* The same, not zeroed. */
void *arena_take(struct arena *arena, size_t count, size_t size);

/* A larger copy of `old` (old_size bytes, from this arena); grows in place where `old` is the newest allocation.
 * The new bytes are zeroed. NULL as arena_alloc; `old` then stays valid. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

/* A NUL-terminated copy of s. `at` is NULL when there is no memory. */
struct str arena_copy(struct arena *arena, struct str s);

#define ARENA_NEW(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

#endif
