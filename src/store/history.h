// SPDX-License-Identifier: Apache-2.0
// Verdicts over time: which request had which verdict from which whole snapshot to which.
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

// Writes down what the verdicts say of the whole snapshot `snapshot`: only what is different from
// the whole snapshot that was judged before. A further check of the same snapshot takes the place
// of the earlier one. Inside the caller's transaction; needs the fact views.
bool history_record(struct store *store, int64_t snapshot, struct error *error);

// The number of the whole snapshot that was judged before `snapshot`; 0: none.
bool history_former(struct store *store, int64_t snapshot, int64_t *former, struct error *error);

#endif
