// SPDX-License-Identifier: Apache-2.0
// What is kept of the past.
#ifndef STORE_RETENTION_H
#define STORE_RETENTION_H

#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

// Removes the snapshots that finished more than `days` days ago, and the history that leads to
// nothing younger. The newest whole snapshot and the newest one stay, however old. 0 keeps all.
// Inside the caller's transaction.
bool retention_prune(struct store *store, unsigned days, struct error *error);

#endif
