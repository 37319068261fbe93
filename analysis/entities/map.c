#include "analysis/entities/map.h"

enum { PROBES_MOST = 24 };

bool map_init(struct map *map, struct arena *arena, size_t keys)
{
    for (map->mask = 15; map->mask < 2 * (uint64_t)keys; map->mask = map->mask * 2 + 1) {
    }
    map->hashes = ARENA_NEW(arena, uint64_t, map_slots(map));
    return map->hashes != NULL;
}

int64_t map_find(const struct map *map, struct str key)
{
    uint64_t hash = str_hash(key) | 1;
    for (uint64_t n = 0, slot = hash >> 1; n < PROBES_MOST; n++, slot++) {
        uint64_t at = map->hashes[slot & map->mask];
        if (at == hash) {
            return (int64_t)(slot & map->mask);
        }
        if (!at) {
            return -1;
        }
    }
    return -1;
}

int64_t map_make(struct map *map, struct str key)
{
    uint64_t hash = str_hash(key) | 1;
    for (uint64_t n = 0, slot = hash >> 1; n < PROBES_MOST; n++, slot++) {
        uint64_t *at = &map->hashes[slot & map->mask];
        if (*at == hash || !*at) {
            *at = hash;
            return (int64_t)(slot & map->mask);
        }
    }
    return -1;
}
