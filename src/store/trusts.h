// SPDX-License-Identifier: Apache-2.0
// Ways through trusts for the chains of domains that requests cross.
#ifndef STORE_TRUSTS_H
#define STORE_TRUSTS_H

#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

// Reads the domains and trusts of the snapshot, has core find the way of each leg of each chain in
// trust_path, and writes the forests, ways and steps that the fact views show. The temp tables must
// be empty.
bool trusts_find_ways(struct store *store, struct error *error);

#endif
