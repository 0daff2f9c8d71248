// SPDX-License-Identifier: Apache-2.0
// What a handle of a configuration owns.
#ifndef AUDIT_CONFIGURATION_H
#define AUDIT_CONFIGURATION_H

#include "core/config.h"
#include "delegaudit.h"

struct delegaudit_config {
    struct config config;
};

#endif
