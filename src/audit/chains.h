// SPDX-License-Identifier: Apache-2.0
// Callers' identities through chains of processes.
#ifndef AUDIT_CHAINS_H
#define AUDIT_CHAINS_H

#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

// Completes what is known of the callers of each cloaked request: at which level their identities
// arrive over all processes on the way, and where they are lost. Callers must have been found.
bool chains_follow(struct store *store, struct error *error);

#endif
