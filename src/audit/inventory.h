// SPDX-License-Identifier: Apache-2.0
// Inventory rows as they apply to hosts: @group:NAME becomes one row for each computer of a group,
// and stays as it is, a further row, where the group is empty, not known, or was not read whole.
#ifndef AUDIT_INVENTORY_H
#define AUDIT_INVENTORY_H

#include <stdbool.h>

#include "core/client.h"
#include "store/store.h"

// Everything is borrowed for the call; false stops with `error`.
typedef bool inventory_fn(void *context, const struct inventory_row *row, const char *source,
                          struct error *error);

bool inventory_each(struct store *store, inventory_fn *visit, void *context, struct error *error);

#endif
