// SPDX-License-Identifier: Apache-2.0
// The schema as numbered steps: a new database walks all of them, an older one those it lacks.
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

// Makes sure that the open database is one of ours (application_id) and of this program's version
// (user_version: the number of steps taken). Steps are taken only where `may_write`.
bool schema_check(struct store *store, bool may_write, struct error *error);

#endif
