// SPDX-License-Identifier: Apache-2.0
// Which database, and its handle for the length of a scope.
#include "cli/database.h"

#include <stdlib.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "cli/configuration.h"

static const char *configured(const struct delegaudit_config *config, enum delegaudit_mode mode)
{
    const char *published = delegaudit_config_published(config);

    return mode == DELEGAUDIT_READ && published ? published : delegaudit_config_database(config);
}

bool database_path(char **out, const struct arguments *arguments, enum delegaudit_mode mode,
                   struct error *error)
{
    struct delegaudit_config *config CLEANUP(configuration_close) = NULL;
    const char *environment = getenv("DELEGAUDIT_DB");
    const char *stated = arguments->db                 ? arguments->db
                         : environment && *environment ? environment
                                                       : NULL;

    if (!stated && !configuration_find(&config, error))
        return false;
    if (!stated)
        stated = config ? configured(config, mode) : "delegaudit.db";
    *out = memory_copy_string(stated);
    return true;
}

bool database_open(struct delegaudit **out, const struct arguments *arguments,
                   enum delegaudit_mode mode, struct error *error)
{
    char *path CLEANUP(cleanup_free) = NULL;

    return database_path(&path, arguments, mode, error) && delegaudit_open(out, path, mode, error);
}

void database_close(struct delegaudit **session)
{
    delegaudit_close(*session);
}
