// SPDX-License-Identifier: Apache-2.0
// The effective members of a group of the newest snapshot, of every depth.
#ifndef STORE_MEMBERS_H
#define STORE_MEMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

// Calls `visit` for each effective member of a group that is no group itself. `*incomplete` tells
// that there is nobody, or that some members were not read.
typedef bool members_account_fn(void *context, int64_t id, int64_t domain_id, struct error *error);
bool members_each(struct store *store, int64_t group, members_account_fn *visit, void *context,
                  bool *incomplete, struct error *error);

// Calls `visit` with the host name of each computer among a group's effective members.
// `*incomplete` tells that there is none, or that some members or names were not read.
typedef bool members_computer_fn(void *context, struct bytes host, struct error *error);
bool members_each_computer(struct store *store, int64_t group, members_computer_fn *visit,
                           void *context, bool *incomplete, struct error *error);

#endif
