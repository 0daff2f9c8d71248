// SPDX-License-Identifier: Apache-2.0
// Grouping of rows by process, server and targets.
#include "audit/proxies.h"

static struct bytes group_key(struct proxy_table *proxies, const struct inventory_row *row)
{
    const struct bytes fields[] = {row->host,   row->process,        row->application,
                                   row->server, row->transport_word, row->targets};

    text_reset(&proxies->key);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        text_append_lower(&proxies->key, fields[i]);
        text_append_byte(&proxies->key, '\x1F');
    }
    return text_view(&proxies->key);
}

void proxies_add(struct proxy_table *proxies, const struct inventory_row *row)
{
    uint32_t fresh = (uint32_t)proxies->groups.count;
    struct bytes key = group_key(proxies, row);
    const uint32_t *known = map_find(&proxies->by_key, key);

    if (!known) {
        map_put(&proxies->by_key, arena_copy(&proxies->arena, key), fresh, NULL);
        vec_push(&proxies->groups, (struct proxy_group){0});
    }

    struct proxy_group *group = &proxies->groups.items[known ? *known : fresh];

    group->has_process_row |= row->interface.size == 0;
    if (row->activation_level == LEVEL_UNKNOWN)
        return;
    group->contradiction |=
        group->activation_level && group->activation_level != row->activation_level;
    group->activation_level = row->activation_level;
}

struct proxy_group *proxies_find(struct proxy_table *proxies, const struct inventory_row *row)
{
    return &proxies->groups.items[*map_find(&proxies->by_key, group_key(proxies, row))];
}

void proxies_clear(struct proxy_table *proxies)
{
    arena_clear(&proxies->arena);
    map_clear(&proxies->by_key);
    vec_clear(&proxies->groups);
    text_clear(&proxies->key);
}
