#include "analysis/base/arena.h"

#include <stdalign.h>
#include <stdlib.h>

enum { ORDINARY_CHUNK = 256 * 1024, ALIGN = alignof(max_align_t) };

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* bytes of data */
    alignas(max_align_t) char data[];
};

void arena_init(struct arena *arena, size_t limit)
{
    *arena = (struct arena){.limit = limit};
}

void arena_finish(struct arena *arena)
{
    while (arena->chunks) {
        struct arena_chunk *older = arena->chunks->older;
        free(arena->chunks);
        arena->chunks = older;
    }
    arena->used = arena->held = 0;
}

void arena_reset(struct arena *arena)
{
    struct arena_chunk *kept = NULL;
    while (arena->chunks) {
        struct arena_chunk *chunk = arena->chunks;
        arena->chunks = chunk->older;
        if (!kept && chunk->size == ORDINARY_CHUNK) {
            kept = chunk;
        } else {
            free(chunk);
        }
    }
    if (kept) {
        kept->older = NULL;
    }
    arena->chunks = kept;
    arena->used = 0;
    arena->held = kept ? kept->size : 0;
    arena->full = false;
}

static bool add_chunk(struct arena *arena, size_t need)
{
    if (arena->chunks && arena->used == 0) { /* what reset kept is too small: it would only count against the limit */
        struct arena_chunk *unused = arena->chunks;
        arena->chunks = unused->older;
        arena->held -= unused->size;
        arena->used = arena->chunks ? arena->chunks->size : 0;
        free(unused);
    }
    size_t size = need > ORDINARY_CHUNK ? need : ORDINARY_CHUNK;
    if (size > arena->limit - arena->held) {
        size = need; /* near the limit: only what is asked for */
    }
    if (size > arena->limit - arena->held) {
        arena->full = true;
        return false;
    }
    struct arena_chunk *chunk = malloc(sizeof *chunk + size);
    if (!chunk) {
        return false;
    }
    chunk->size = size;
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    arena->used = 0;
    arena->held += size;
    return true;
}

static bool fuse_blown(struct arena *arena)
{
    if (arena->fuse > 1) {
        arena->fuse--;
        return false;
    }
    return arena->fuse == 1;
}

/* *bytes: how many there are. */
static void *take(struct arena *arena, size_t count, size_t size, size_t *bytes)
{
    size_t need;
    if (__builtin_mul_overflow(count, size, &need) || need > SIZE_MAX / 2 || fuse_blown(arena)) {
        return NULL;
    }
    need = need ? (need + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
    if ((!arena->chunks || need > arena->chunks->size - arena->used) && !add_chunk(arena, need)) {
        return NULL;
    }
    void *piece = arena->chunks->data + arena->used;
    arena->used += need;
    *bytes = need;
    return piece;
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    return take(arena, count, size, &bytes);
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    void *piece = take(arena, count, size, &bytes);
    return piece ? memset(piece, 0, bytes) : NULL;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    size_t old_need = (old_size + ALIGN - 1) / ALIGN * ALIGN;
    size_t new_need = (new_size + ALIGN - 1) / ALIGN * ALIGN;
    if (old && arena->chunks && new_size <= SIZE_MAX / 2 &&
        (char *)old + old_need == arena->chunks->data + arena->used &&
        new_need - old_need <= arena->chunks->size - arena->used && !fuse_blown(arena)) {
        memset((char *)old + old_need, 0, new_need - old_need);
        arena->used += new_need - old_need;
        return old;
    }
    void *piece = arena_alloc(arena, new_size, 1);
    if (piece && old_size) {
        memcpy(piece, old, old_size);
    }
    return piece;
}

struct str arena_copy(struct arena *arena, struct str s)
{
    char *copy = arena_alloc(arena, s.len + 1, 1);
    if (copy && s.len) {
        memcpy(copy, s.at, s.len);
    }
    return (struct str){copy, copy ? s.len : 0};
}
