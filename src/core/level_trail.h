// SPDX-License-Identifier: Apache-2.0
// What a ladder of levels found on its way: every setting that states a level, and what became of
// it.
#ifndef CORE_LEVEL_TRAIL_H
#define CORE_LEVEL_TRAIL_H

#include <stddef.h>

#include "core/setting.h"
#include "core/vocab.h"

enum { LEVEL_RUNGS_MAX = 16 };

// `setting` is borrowed from the process or machine that states it; without a source where the rung
// is a documented default.
struct level_rung {
    enum level_source source;
    struct setting setting;
    enum rung rung;
};

struct level_trail {
    struct level_rung rungs[LEVEL_RUNGS_MAX];
    size_t count;
};

// Does nothing where `trail` is NULL, or is full.
void level_trail_add(struct level_trail *trail, enum level_source source,
                     const struct setting *setting, enum rung rung);

// The rung that wins; NULL: none does.
const struct level_rung *level_trail_winner(const struct level_trail *trail);

#endif
