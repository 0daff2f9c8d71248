// SPDX-License-Identifier: Apache-2.0
// A hash map from bytes to a number; keys are borrowed. Open addressing, grows, never shrinks.
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct map_slot {
    struct bytes key; // borrowed: must outlive the map
    uint32_t hash;
    uint32_t value;
    bool used;
};

// Zero-initialise it.
struct map {
    struct map_slot *slots; // owned
    size_t count, capacity;
};

// The value under `key`, or NULL; borrowed until the next map_put.
uint32_t *map_find(const struct map *map, struct bytes key);

// The slot's value under `key`, which is put there with `fresh` where it was missing (`*added`,
// may be NULL, tells). Borrowed until the next map_put.
uint32_t *map_put(struct map *map, struct bytes key, uint32_t fresh, bool *added);

void map_clear(struct map *map);

#endif
