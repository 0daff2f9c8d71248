// SPDX-License-Identifier: Apache-2.0
// The schema as numbered steps: a new database walks all of them, an older one those it lacks.
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

// The open database is one of ours (application_id), or empty. Writes nothing.
bool schema_is_ours(struct store *store, struct error *error);

// Makes sure that it is of this program's version (user_version: the number of steps taken). Steps
// are taken only where `may_write`, and so are the views for others (sql/interface) made anew where
// another version of this program made them.
bool schema_check(struct store *store, bool may_write, struct error *error);

#endif
