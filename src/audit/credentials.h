// SPDX-License-Identifier: Apache-2.0
// How one directory of the configuration is read.
#ifndef AUDIT_CREDENTIALS_H
#define AUDIT_CREDENTIALS_H

#include <stdbool.h>

#include "base/error.h"
#include "core/config.h"
#include "delegaudit.h"

// Puts them into the environment, which must be that of a process of its own. Errors:
// STATUS_CREDENTIALS a keytab that others may read; STATUS_SYSTEM.
bool credentials_set(const struct config_directory *directory, struct error *error);

// What a scan of that directory is given. `files` has room for its LDIF files; both are borrowed by
// the result.
struct delegaudit_scan_options credentials_scan_options(const struct config_directory *directory,
                                                        const char **files);

#endif
