// SPDX-License-Identifier: Apache-2.0
// Which database, and its handle for the length of a scope.
#include "cli/database.h"

#include <stdlib.h>

const char *database_path(const struct arguments *arguments)
{
    const char *environment = getenv("DELEGAUDIT_DB");

    if (arguments->db)
        return arguments->db;
    return environment && *environment ? environment : "delegaudit.db";
}

bool database_open(struct delegaudit **out, const struct arguments *arguments,
                   enum delegaudit_mode mode, struct error *error)
{
    return delegaudit_open(out, database_path(arguments), mode, error);
}

void database_close(struct delegaudit **session)
{
    delegaudit_close(*session);
}
