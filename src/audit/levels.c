// SPDX-License-Identifier: Apache-2.0
// One ladder for each process and transport.
#include "audit/levels.h"

#include "store/outcome_chain.h"

void setting_append(struct text *out, const struct setting *setting)
{
    text_append(out, setting->source);
    text_append_string(out, ": ");
    text_append(out, setting->key);
    text_append_byte(out, '=');
    text_append(out, setting->value);
}

// The setting in force, or those that keep it from being known.
static struct bytes evidence_of(struct level_table *levels, const struct level_trail *trail)
{
    text_reset(&levels->key);
    for (size_t i = 0; i < trail->count; i++) {
        const struct level_rung *rung = &trail->rungs[i];
        bool tells =
            rung->rung == RUNG_WINS || rung->rung == RUNG_CONTRADICTS || rung->rung == RUNG_INVALID;

        if (!tells || !rung->setting.source.size)
            continue;
        if (levels->key.size)
            text_append_string(&levels->key, " | ");
        setting_append(&levels->key, &rung->setting);
    }
    return arena_copy(&levels->arena, text_view(&levels->key));
}

static bool climb(struct level_table *levels, struct known_level *known,
                  const struct process *process, const struct host_entry *host,
                  enum transport transport, struct error *error)
{
    struct level_trail trail = {0};

    known->finding = com_level_process(process, host->origins ? &host->origins->machine : NULL,
                                       transport, &trail);

    const struct level_rung *winner = level_trail_winner(&trail);

    if (winner)
        known->source = arena_copy(&levels->arena, winner->setting.source);
    known->evidence = evidence_of(levels, &trail);
    return outcome_add_trail(levels->store, known->ladder, &trail, error);
}

const struct known_level *levels_find(struct level_table *levels, uint32_t index,
                                      const struct process *process, const struct host_entry *host,
                                      enum transport transport, struct error *error)
{
    struct known_level fresh = {.ladder = levels->ladders + 1};

    text_reset(&levels->key);
    text_printf(&levels->key, "%u %d", index, (int)transport);

    const uint32_t *known = map_find(&levels->by_process, text_view(&levels->key));

    if (known)
        return &levels->levels.items[*known];
    map_put(&levels->by_process, arena_copy(&levels->arena, text_view(&levels->key)),
            (uint32_t)levels->levels.count, NULL);
    if (!climb(levels, &fresh, process, host, transport, error))
        return NULL;
    levels->ladders++;
    vec_push(&levels->levels, fresh);
    return &levels->levels.items[levels->levels.count - 1];
}

void levels_forget(struct level_table *levels)
{
    arena_clear(&levels->arena);
    map_clear(&levels->by_process);
    vec_clear(&levels->levels);
}

void levels_clear(struct level_table *levels)
{
    levels_forget(levels);
    text_clear(&levels->key);
}
