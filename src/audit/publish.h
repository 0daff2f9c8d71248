// SPDX-License-Identifier: Apache-2.0
// The read-only copy of the database for everybody who asks.
#ifndef AUDIT_PUBLISH_H
#define AUDIT_PUBLISH_H

#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

// Makes a copy PATH.TIME beside `path`, mode 0640, and has the link `path` lead to it. Copies are
// never changed, and no name of a database is given to another one: who has the former copy open
// reads on in it. That one is kept, older ones are removed. `group` may read it (NULL: delegaudit,
// where there is such a group). Errors: STATUS_STORE; STATUS_CONFIG where `path` is no such link,
// or the group is unknown; STATUS_SYSTEM.
bool publish_copy(struct store *store, const char *path, const char *group, struct error *error);

// For the one who was killed meanwhile, under the lock of the run: removes copies that `path` does
// not lead to, but for the newest of them.
void publish_sweep(const char *path);

#endif
