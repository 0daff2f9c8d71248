// SPDX-License-Identifier: Apache-2.0
// The two halves of a check: client rows to requests, requests to verdicts. Both write to the
// derived tables, or to their twins where those were made (store/shadow.h).
#ifndef AUDIT_EVALUATE_H
#define AUDIT_EVALUATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

// Empties the derived tables, and fills in hosts, names and requests. `snapshot` 0: none.
bool evaluate_build(struct store *store, int64_t snapshot, struct error *error);

// Runs the rules over the requests that are there, and stores their verdicts. Makes the fact views.
bool evaluate_judge(struct store *store, struct error *error);

#endif
