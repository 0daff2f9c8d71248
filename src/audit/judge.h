// SPDX-License-Identifier: Apache-2.0
// One pass over the requests: each gathers the conditions of its parts and gets its verdict.
#ifndef AUDIT_JUDGE_H
#define AUDIT_JUDGE_H

#include <stdbool.h>

#include "audit/conditions.h"
#include "audit/rulebook.h"
#include "store/store.h"

bool judge_requests(struct store *store, const struct rulebook *rulebook,
                    const struct condition_index *conditions, struct error *error);

#endif
