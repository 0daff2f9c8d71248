// SPDX-License-Identifier: Apache-2.0
// All rules of sql/rules, parsed.
#ifndef AUDIT_RULEBOOK_H
#define AUDIT_RULEBOOK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/vec.h"
#include "core/request.h"
#include "core/rule.h"

// Zero-initialise it; rules are in the order of their ids.
struct rulebook {
    struct arena arena;
    VEC(struct rule) rules;
    const struct rule *fold[fold_rule_count];
};

bool rulebook_load(struct rulebook *rulebook, struct error *error);

// NULL where there is no such rule; borrowed.
const struct rule *rulebook_find(const struct rulebook *rulebook, struct bytes id);

// The first rule of a reason, likewise.
const struct rule *rulebook_of_reason(const struct rulebook *rulebook, struct bytes reason);

void rulebook_clear(struct rulebook *rulebook);

#endif
