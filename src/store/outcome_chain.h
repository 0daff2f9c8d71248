// SPDX-License-Identifier: Apache-2.0
// Where levels and callers' identities come from, in the derived tables.
#ifndef STORE_OUTCOME_CHAIN_H
#define STORE_OUTCOME_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/chain.h"
#include "core/level_trail.h"
#include "store/store.h"

// The trail of one process, under a number of the caller's choice.
bool outcome_add_trail(struct store *store, int64_t ladder, const struct level_trail *trail,
                       struct error *error);

// Requests that bring an identity to a process, or take it on, by ascending id. Borrowed for the
// call; their callers are not filled.
typedef void outcome_chained_fn(void *context, const struct chain_request *request);
bool outcome_each_chained(struct store *store, outcome_chained_fn *visit, void *context,
                          struct error *error);

// Which request brings the identity of which; those of one request stand together.
typedef void outcome_chained_caller_fn(void *context, int64_t request, int64_t caller);
bool outcome_each_chained_caller(struct store *store, outcome_chained_caller_fn *visit,
                                 void *context, struct error *error);

// How the identity of a cloaked request arrives; `lost_at` and `evidence` are empty where it is not
// lost.
bool outcome_set_arrival(struct store *store, int64_t request, enum level level,
                         struct bytes lost_at, struct bytes evidence, struct error *error);

#endif
