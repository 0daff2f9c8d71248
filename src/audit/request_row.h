// SPDX-License-Identifier: Apache-2.0
// One request as the report "check" has it.
#ifndef AUDIT_REQUEST_ROW_H
#define AUDIT_REQUEST_ROW_H

#include <stdbool.h>

#include "base/arena.h"
#include "core/explanation.h"
#include "store/store.h"

// Fills columns and row of `out`, held by the arena. Needs the fact views.
bool request_row_load(struct explanation *out, struct store *store, const char *request_id,
                      struct arena *arena, struct error *error);

#endif
