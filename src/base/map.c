// SPDX-License-Identifier: Apache-2.0
// The hash map from bytes to numbers.
#include "base/map.h"

#include <stdlib.h>

#include "base/memory.h"

// FNV-1a, 32 bit: the keys are names of the site's own, not an attacker's choice of collisions
// that would pay (a slow import is the worst of it).
static uint32_t hash_bytes(struct bytes key)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < key.size; i++)
        hash = (hash ^ (unsigned char)key.data[i]) * 16777619u;
    return hash;
}

static struct map_slot *slot_for(const struct map *map, struct bytes key, uint32_t hash)
{
    for (size_t i = hash & (map->capacity - 1);; i = (i + 1) & (map->capacity - 1)) {
        struct map_slot *slot = &map->slots[i];

        if (!slot->used || (slot->hash == hash && bytes_equal(slot->key, key)))
            return slot;
    }
}

static void grow(struct map *map)
{
    struct map larger = {.count = map->count, .capacity = map->capacity ? map->capacity * 2 : 64};

    larger.slots = memory_calloc(larger.capacity, sizeof *larger.slots);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].used)
            *slot_for(&larger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    free(map->slots);
    *map = larger;
}

uint32_t *map_find(const struct map *map, struct bytes key)
{
    if (!map->count)
        return NULL;

    struct map_slot *slot = slot_for(map, key, hash_bytes(key));

    return slot->used ? &slot->value : NULL;
}

uint32_t *map_put(struct map *map, struct bytes key, uint32_t fresh, bool *added)
{
    if (map->count * 4 >= map->capacity * 3)
        grow(map);

    uint32_t hash = hash_bytes(key);
    struct map_slot *slot = slot_for(map, key, hash);

    if (added)
        *added = !slot->used;
    if (!slot->used) {
        *slot = (struct map_slot){key, hash, fresh, true};
        map->count++;
    }
    return &slot->value;
}

void map_clear(struct map *map)
{
    free(map->slots);
    *map = (struct map){0};
}
