// SPDX-License-Identifier: Apache-2.0
// Which database, and its handle for the length of a scope.
#ifndef CLI_DATABASE_H
#define CLI_DATABASE_H

#include "cli/options.h"
#include "delegaudit.h"

// --db, else DELEGAUDIT_DB, else delegaudit.db here. Borrowed from the arguments or environment.
const char *database_path(const struct arguments *arguments);

bool database_open(struct delegaudit **out, const struct arguments *arguments,
                   enum delegaudit_mode mode, struct error *error);

// For CLEANUP.
void database_close(struct delegaudit **session);

#endif
