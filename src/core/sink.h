// SPDX-License-Identifier: Apache-2.0
// The port between a source of directory objects (LDAP or LDIF) and whoever keeps them.
#ifndef CORE_SINK_H
#define CORE_SINK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "core/attrs.h"

// What was asked for in one naming context and what came of it. All text is borrowed for the call.
struct coverage {
    struct bytes context;   // DN of the naming context; empty for the rootDSE
    struct bytes asked;     // the filter, or the name of the file
    uint64_t received;      // objects
    bool whole;             // everything that was asked for and exists came
    struct bytes shortfall; // where not whole: what is missing and why, one sentence
};

// Functions return false with `error` set to end the source's work. The first object is the
// rootDSE where the source has one.
struct sink {
    void *context;
    bool (*object)(void *context, const struct attrs *object, struct error *error);
    bool (*coverage)(void *context, const struct coverage *coverage, struct error *error);
};

#endif
