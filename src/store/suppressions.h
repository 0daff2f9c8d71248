// SPDX-License-Identifier: Apache-2.0
// Suppressions and the findings of the newest check.
#ifndef STORE_SUPPRESSIONS_H
#define STORE_SUPPRESSIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "core/suppression.h"
#include "store/store.h"

// Forgets those of the check before.
bool suppressions_empty(struct store *store, struct error *error);

// Calls `visit` with each request that will fail, will likely fail or is unknown. Text is borrowed
// for the call. Needs the fact views.
typedef void suppressions_visit_fn(void *context, const struct suppression_finding *finding);
bool suppressions_each_finding(struct store *store, suppressions_visit_fn *visit, void *context,
                               struct error *error);

// One row of the file. `findings` is how many it holds back or, where it expired, how many came
// back.
bool suppressions_add(struct store *store, int64_t id, const char *file,
                      const struct suppression *suppression, bool expired, uint64_t findings,
                      struct error *error);

// That finding is held back by the row of that id.
bool suppressions_hold(struct store *store, struct bytes request_id, int64_t id,
                       struct error *error);

#endif
