// SPDX-License-Identifier: Apache-2.0
// Finding of the configuration file.
#include "cli/configuration.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static const char fixed_name[] = "/etc/delegaudit/delegaudit.conf";

static const char *stated(void)
{
    const char *environment = getenv("DELEGAUDIT_CONFIG");

    return environment && *environment ? environment : NULL;
}

bool configuration_open(struct delegaudit_config **out, const struct arguments *arguments,
                        struct error *error)
{
    const char *path = arguments->config ? arguments->config : stated();

    return delegaudit_config_open(out, path ? path : fixed_name, error);
}

bool configuration_find(struct delegaudit_config **out, struct error *error)
{
    const char *path = stated();

    *out = NULL;
    if (!path && access(fixed_name, F_OK) != 0 && errno == ENOENT)
        return true;
    return delegaudit_config_open(out, path ? path : fixed_name, error);
}

void configuration_close(struct delegaudit_config **config)
{
    delegaudit_config_close(*config);
}
