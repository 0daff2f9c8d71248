// SPDX-License-Identifier: Apache-2.0
// Objects that came more than once, because exports overlap.
#ifndef STORE_TWINS_H
#define STORE_TWINS_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

// Leaves one record of each object: the fuller one, of equal ones the first, with the members of
// all. Runs between the statements observe-index and observe-members. `several` says that more than
// one source delivered accounts. Gives how many records of accounts and of groups were dropped.
bool twins_drop(struct store *store, bool several, uint64_t *accounts, uint64_t *groups,
                struct error *error);

#endif
