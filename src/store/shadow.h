// SPDX-License-Identifier: Apache-2.0
// Temp twins of tables: SQLite looks in a connection's temp database first, so whoever reads or
// writes the table by its bare name finds the twin. The file stays as it is, a read-only one too.
// Twins end with the connection (docs/decisions/0021-whatif-shadows.md).
#ifndef STORE_SHADOW_H
#define STORE_SHADOW_H

#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

// Runs the statements that the rows of a named statement are, when it is done: they change the
// schema that it reads.
bool shadow_run(struct store *store, const char *name, struct error *error);

// Empty twins of the derived tables (sql/schema/004-outcome.sql): what a check writes goes there.
// Twins that exist already are left as they are. Errors: STATUS_STORE.
bool shadow_derived(struct store *store, struct error *error);

// A copy of one table with its rows and indexes. It must have no twin yet.
bool shadow_copy(struct store *store, const char *table, struct error *error);

// Empty twins of the client tables (sql/schema/003-client.sql), likewise.
bool shadow_clients(struct store *store, struct error *error);

// Fills the twins of the client tables with the rows of the file; what they held is gone.
bool shadow_fill_clients(struct store *store, struct error *error);

#endif
