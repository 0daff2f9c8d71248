// SPDX-License-Identifier: Apache-2.0
// The header of a file of sql/steps: one step of the protocol, in the order in which explain tells
// them. The only parser of it.
#ifndef CORE_STEP_H
#define CORE_STEP_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "core/vocab.h"

enum { STEP_RANGES_MAX = 8 };

struct step_range {
    int first, last; // both included
};

// Text is held by the arena that step_parse was given.
struct step {
    const char *id, *title;
    struct step_range orders[STEP_RANGES_MAX]; // of rules: a condition belongs to one step
    size_t order_count;
    unsigned paths;   // set of 1u << enum path that it is about; 0: it stands before the paths
    bool of_middle;   // it is asked of the account in the middle of a cloaked call, too
    struct bytes sql; // the whole text, borrowed
};

// `name` is the file's base name: it begins with the id. Errors: STATUS_FORMAT with the line.
bool step_parse(struct step *out, const char *name, struct bytes text, struct arena *arena,
                struct error *error);

bool step_has_order(const struct step *step, int order);

#endif
