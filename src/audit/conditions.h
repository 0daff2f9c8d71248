// SPDX-License-Identifier: Apache-2.0
// All conditions of a check in memory, by the part of a request that they are about.
#ifndef AUDIT_CONDITIONS_H
#define AUDIT_CONDITIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/rulebook.h"
#include "base/arena.h"
#include "base/vec.h"
#include "core/request.h"
#include "store/store.h"

struct condition_node {
    struct finding finding;
    uint32_t next; // of the same scope and subject; UINT32_MAX ends
};

// Subjects are dense ids, so an array leads from each to its first condition. Zero-initialise it.
struct condition_index {
    struct arena arena; // objects and evidence
    VEC(struct condition_node) nodes;
    VEC(uint32_t) heads[scope_count]; // UINT32_MAX: none
};

// Runs every rule and loads what they found.
bool conditions_gather(struct condition_index *index, struct store *store,
                       const struct rulebook *rulebook, struct error *error);

// Loads what the rules found before.
bool conditions_load(struct condition_index *index, struct store *store,
                     const struct rulebook *rulebook, struct error *error);

// The first condition of a subject, NULL where it has none; `conditions_next` the one after it.
const struct condition_node *conditions_first(const struct condition_index *index, enum scope scope,
                                              int64_t subject);
const struct condition_node *conditions_next(const struct condition_index *index,
                                             const struct condition_node *node);

void conditions_clear(struct condition_index *index);

#endif
