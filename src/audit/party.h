// SPDX-License-Identifier: Apache-2.0
// The accounts that client files name: who calls, who runs a process. Each name is looked up once.
#ifndef AUDIT_PARTY_H
#define AUDIT_PARTY_H

#include "audit/hosts.h"
#include "store/resolve.h"

struct known_party {
    struct resolve_result account, member;
    bool has_member; // `member` was looked for: the only one of a group
};

// Zero-initialise all but `store`.
struct party_table {
    struct store *store;
    struct arena arena;
    struct map by_name;
    VEC(struct known_party) parties;
    struct text key; // scratch
};

void parties_clear(struct party_table *parties);

// A machine on which a name is used.
struct party_place {
    struct bytes host;
    struct resolve_result computer; // its account; state unknown where there is none
};

// The account of a name as used on a machine. An empty name gives nothing. `source` is where the
// name stands: what leads to no single account is noted with its first one (unresolved_name).
bool party_resolve(struct party_table *parties, struct bytes name, const struct party_place *place,
                   struct bytes source, struct resolve_result *out, struct error *error);

// The same of whoever runs a called process: a group runs nothing, and of an account in another
// forest the foreign security principal tells only the SID. Both are not known.
bool party_resolve_server(struct party_table *parties, struct bytes name,
                          const struct party_place *place, struct bytes source,
                          struct resolve_result *out, struct error *error);

// The same of whoever runs a calling process: a group stands for its only member; which of several
// it is, is not known.
bool party_resolve_process(struct party_table *parties, struct bytes name,
                           const struct party_place *place, struct bytes source,
                           struct resolve_result *out, struct error *error);

#endif
