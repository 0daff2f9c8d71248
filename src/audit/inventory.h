// SPDX-License-Identifier: Apache-2.0
// Inventory rows as they apply to machines: @group:NAME becomes one row for each computer of a
// group, and stays as it is, a further row, where the group is empty, not known, or was not read
// whole.
#ifndef AUDIT_INVENTORY_H
#define AUDIT_INVENTORY_H

#include <stdbool.h>

#include "store/clients.h"

// Calls `visit` with each machine, in lower case, that rows apply to, in the order of its first
// row. `clients_each_row` then gives its rows. Errors: of the store, and those of `visit`.
bool inventory_each_machine(struct store *store, clients_machine_fn *visit, void *context,
                            struct error *error);

#endif
