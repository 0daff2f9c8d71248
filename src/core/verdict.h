// SPDX-License-Identifier: Apache-2.0
// The fold: the conditions of a request's parts into one verdict, its first cause and all others.
#ifndef CORE_VERDICT_H
#define CORE_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/request.h"

enum { VERDICT_REASONS_MAX = 32 };

// `reasons` holds the findings that are told, the deciding one first, then by order; findings of
// the fold itself have no evidence. Borrowed from the facts and the rules.
struct verdict_result {
    enum verdict verdict;
    enum hop hop;
    enum path path;
    enum state states[path_count];
    const char *config_reason; // where the configuration decided; empty otherwise
    struct finding reasons[VERDICT_REASONS_MAX];
    size_t reason_count; // 0: nothing to say (will-work)
    unsigned asked;      // set of 1u << enum path: the paths that were asked; 0: a gate decided
};

// `rules` has fold_rule_count entries.
void verdict_fold(const struct request_facts *facts, const struct rule *const *rules,
                  struct verdict_result *out);

#endif
