// SPDX-License-Identifier: Apache-2.0
// Which configuration file.
#ifndef CLI_CONFIGURATION_H
#define CLI_CONFIGURATION_H

#include "cli/options.h"
#include "delegaudit.h"

// --config, else DELEGAUDIT_CONFIG, else /etc/delegaudit/delegaudit.conf. Opened whether or not it
// exists: a run needs one.
bool configuration_open(struct delegaudit_config **out, const struct arguments *arguments,
                        struct error *error);

// The same without an option, for commands that go without: `*out` is NULL where the file of the
// fixed name is missing.
bool configuration_find(struct delegaudit_config **out, struct error *error);

// For CLEANUP.
void configuration_close(struct delegaudit_config **config);

#endif
