// SPDX-License-Identifier: Apache-2.0
// Finding of parts by a key of three numbers.
#include "audit/parts.h"

static struct bytes bytes_of_key(const struct part_key *key)
{
    return (struct bytes){(const char *)key, sizeof *key};
}

void parts_add(struct part_index *index, struct part_key key, int64_t id)
{
    map_put(&index->ids, arena_copy(&index->arena, bytes_of_key(&key)), (uint32_t)id, NULL);
}

int64_t parts_find(const struct part_index *index, struct part_key key)
{
    const uint32_t *id = index->ids.count ? map_find(&index->ids, bytes_of_key(&key)) : NULL;

    return id ? *id : 0;
}

void parts_clear(struct part_index *index)
{
    map_clear(&index->ids);
    arena_clear(&index->arena);
}
