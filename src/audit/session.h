// SPDX-License-Identifier: Apache-2.0
// What a session owns.
#ifndef AUDIT_SESSION_H
#define AUDIT_SESSION_H

#include "delegaudit.h"
#include "store/store.h"

struct delegaudit {
    struct store *store;
};

#endif
