// SPDX-License-Identifier: Apache-2.0
// Names to accounts of the newest snapshot. Never first wins: two hits are no hit.
#ifndef STORE_RESOLVE_H
#define STORE_RESOLVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "core/name.h"
#include "core/spn.h"
#include "core/vocab.h"
#include "store/store.h"

enum resolve_state {
    RESOLVE_UNKNOWN, // nobody, or more than one, has the name
    RESOLVE_NONE,    // certainly no account of the directory: LocalService, a local account
    RESOLVE_ACCOUNT,
};

struct resolve_result {
    enum resolve_state state;
    int64_t id, domain_id; // 0 unless RESOLVE_ACCOUNT
    enum account_kind kind;
    bool ambiguous; // RESOLVE_UNKNOWN: more than one has the name
};

// An account name, as used on `host` whose computer account is `host_account` (0: not known).
bool resolve_account(struct store *store, const struct account_name *name, struct bytes host,
                     const struct resolve_result *host_account, struct resolve_result *out,
                     struct error *error);

// A domain by its DNS or NetBIOS name; `*out` is 0 where none, or more than one, has it.
bool resolve_domain(struct store *store, struct bytes name, int64_t *out, struct error *error);

// How many trusts a domain has with a partner of that DNS or flat name: 0, 1, or 2 for more.
bool resolve_trust(struct store *store, int64_t domain, struct bytes partner, int *count,
                   struct error *error);

// The computer account of a host by its DNS name, its short name, or a HOST SPN.
bool resolve_host(struct store *store, struct bytes host, struct resolve_result *out,
                  struct error *error);

// Who owns an SPN: exact first, then through sPNMappings (MS-DRSR 4.1.4.2.14). Where the domain's
// KDC is Samba, the computer of a HOST name's first label counts among the owners.
struct resolve_owner {
    struct resolve_result account; // of the single owner
    int owners;                    // 0, 1, or 2 for "more than one"
    const char *matched;           // exact, alias, account or empty; static
};
bool resolve_spn(struct store *store, struct bytes spn_key, struct bytes alias_key,
                 struct resolve_owner *out, struct error *error);

// Who a principal of one part is: an account by its name (MS-KILE 3.3.5.1.1). `matched` is
// "account", or empty where nobody has the name.
bool resolve_principal(struct store *store, const struct account_name *name,
                       struct resolve_owner *out, struct error *error);

// Fills `out` (zeroed by the caller) with the service classes that share an alias.
bool resolve_aliases(struct store *store, struct spn_aliases *out, struct error *error);

// The text of an account's SID, appended; nothing where it was not read.
bool resolve_sid_text(struct store *store, int64_t account, struct text *sid, struct error *error);

#endif
