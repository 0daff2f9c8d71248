// SPDX-License-Identifier: Apache-2.0
// Inventory rows to requests: one for each real process, client identity and target.
#ifndef AUDIT_REQUESTS_H
#define AUDIT_REQUESTS_H

#include <stdbool.h>

#include "audit/hosts.h"
#include "audit/names.h"
#include "base/error.h"
#include "store/store.h"

// Builds and stores every request. `hosts` and `names` are filled on the way.
bool requests_build(struct store *store, struct host_table *hosts, struct name_table *names,
                    struct error *error);

#endif
