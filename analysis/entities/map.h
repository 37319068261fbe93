/* Texts to slots: a hash table that only says where. What stands at a slot is kept by the caller in arrays of
 * map_slots() elements. Constant time also for hostile keys: after a bounded number of probes the table gives up.
 * Texts are one key when their 64-bit hashes (FNV-1a) are: who makes two names collide joins them in his own article.
 */
#ifndef ANALYSIS_ENTITIES_MAP_H
#define ANALYSIS_ENTITIES_MAP_H

#include "analysis/base/arena.h"
#include "analysis/base/str.h"

struct map {
    uint64_t *hashes; /* 0: free */
    uint64_t mask;
};

/* Room for `keys` different texts. False when there is no memory. */
bool map_init(struct map *map, struct arena *arena, size_t keys);

static inline size_t map_slots(const struct map *map)
{
    return (size_t)map->mask + 1;
}

/* The slot of `key`, or -1 when it has none. */
int64_t map_find(const struct map *map, struct str key);

/* The slot of `key`, made when it has none; -1 when the table gives up. */
int64_t map_make(struct map *map, struct str key);

#endif
