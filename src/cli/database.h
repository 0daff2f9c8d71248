// SPDX-License-Identifier: Apache-2.0
// Which database, and its handle for the length of a scope.
#ifndef CLI_DATABASE_H
#define CLI_DATABASE_H

#include "cli/options.h"
#include "delegaudit.h"

// --db, else DELEGAUDIT_DB, else what the configuration names (to read: the published copy, where
// there is one), else delegaudit.db here. `*out` is owned. Errors: those of the configuration.
bool database_path(char **out, const struct arguments *arguments, enum delegaudit_mode mode,
                   struct error *error);

bool database_open(struct delegaudit **out, const struct arguments *arguments,
                   enum delegaudit_mode mode, struct error *error);

// For CLEANUP.
void database_close(struct delegaudit **session);

#endif
