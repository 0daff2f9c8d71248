// SPDX-License-Identifier: Apache-2.0
// The accounts that client files name: who calls, who runs a process.
#ifndef AUDIT_PARTY_H
#define AUDIT_PARTY_H

#include "audit/hosts.h"
#include "store/resolve.h"

// The account of a name as used on `host`, `computer` being that machine's own. An empty name gives
// nothing.
bool party_resolve(struct store *store, struct bytes name, struct bytes host,
                   const struct resolve_result *computer, struct resolve_result *out,
                   struct error *error);

// The same of whoever runs a called process: a group runs nothing, and of an account in another
// forest the foreign security principal tells only the SID. Both are not known.
bool party_resolve_server(struct store *store, struct bytes name, struct bytes host,
                          const struct resolve_result *computer, struct resolve_result *out,
                          struct error *error);

// The same of whoever runs a calling process: a group stands for its only member; which of several
// it is, is not known.
bool party_resolve_process(struct store *store, struct bytes name, const struct host_entry *host,
                           struct resolve_result *out, struct error *error);

#endif
