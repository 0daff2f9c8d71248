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

// What was asked last: a process's rows have one name one after the other, as whom it runs and
// whose identity its calls carry. Zero-initialise it.
struct party_memory {
    struct text name;
    int64_t host; // id of the host; 0: nothing was asked
    struct resolve_result result;
};

// `party_resolve` on a host, from memory where the same was asked last.
bool party_recall(struct party_memory *memory, struct store *store, struct bytes name,
                  const struct host_entry *host, struct resolve_result *out, struct error *error);

// Frees what the memory holds.
void party_forget(struct party_memory *memory);

// The same of whoever runs a called process: a group runs nothing, and of an account in another
// forest the foreign security principal tells only the SID. Both are not known.
bool party_resolve_server(struct store *store, struct bytes name, struct bytes host,
                          const struct resolve_result *computer, struct resolve_result *out,
                          struct error *error);

// Turns what `party_resolve` found into whoever runs a calling process: a group stands for its only
// member; which of several it is, is not known.
bool party_take_process(struct store *store, struct resolve_result *account, struct error *error);

#endif
