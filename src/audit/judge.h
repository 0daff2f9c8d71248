// SPDX-License-Identifier: Apache-2.0
// One pass over the requests: each gathers the conditions of its parts and gets its verdict.
#ifndef AUDIT_JUDGE_H
#define AUDIT_JUDGE_H

#include <stdbool.h>

#include "audit/conditions.h"
#include "audit/rulebook.h"
#include "core/verdict.h"
#include "store/outcome.h"
#include "store/store.h"

bool judge_requests(struct store *store, const struct rulebook *rulebook,
                    const struct condition_index *conditions, struct error *error);

// Gathers and folds one request again and hands it to `visit`; nothing is stored. Everything is
// borrowed for the call.
typedef bool judge_visit_fn(void *context, const struct outcome_case *one,
                            const struct verdict_result *result, struct error *error);
bool judge_one_request(struct store *store, const struct rulebook *rulebook,
                       const struct condition_index *conditions, int64_t request,
                       judge_visit_fn *visit, void *context, struct error *error);

#endif
