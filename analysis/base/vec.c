#include "analysis/base/vec.h"

void *vec_push(void **at, size_t *count, size_t *room, size_t size, struct arena *arena)
{
    if (*count == *room) {
        size_t more = *room ? *room * 2 : 8;
        size_t bytes;
        if (__builtin_mul_overflow(more, size, &bytes)) {
            return NULL;
        }
        void *grown = arena_grow(arena, *at, *count * size, bytes);
        if (!grown) {
            return NULL;
        }
        *at = grown;
        *room = more;
    }
    void *last = (char *)*at + *count * size;
    *count += 1;
    return memset(last, 0, size);
}
