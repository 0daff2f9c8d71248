// SPDX-License-Identifier: Apache-2.0
// Rungs in the order in which they were looked at.
#include "core/level_trail.h"

void level_trail_add(struct level_trail *trail, enum level_source source,
                     const struct setting *setting, enum rung rung)
{
    if (trail && setting && trail->count < LEVEL_RUNGS_MAX)
        trail->rungs[trail->count++] = (struct level_rung){source, *setting, rung};
}

const struct level_rung *level_trail_winner(const struct level_trail *trail)
{
    for (size_t i = 0; i < trail->count; i++)
        if (trail->rungs[i].rung == RUNG_WINS)
            return &trail->rungs[i];
    return NULL;
}
