// SPDX-License-Identifier: Apache-2.0
// The defaults of one machine, merged from every file that speaks of it.
#ifndef CORE_MACHINE_H
#define CORE_MACHINE_H

#include <stdbool.h>

#include "core/setting.h"
#include "core/vocab.h"

// MACHINE_LEVEL_ABSENT: not read. MACHINE_LEVEL_CONTRADICTORY: `rival` states another level.
struct machine_default {
    enum machine_level level;
    struct setting setting, rival;
};

struct machine {
    bool is_known;                  // anything was read of the host
    struct machine_default ole;     // LegacyImpersonationLevel
    struct machine_default catalog; // the COM+ catalog's LocalComputer.DefaultImpersonationLevel
    struct machine_default scripting;
};

#endif
