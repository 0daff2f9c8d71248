// SPDX-License-Identifier: Apache-2.0
// Servers and targets as they are addressed, and the pairs they make: each resolved once.
#ifndef AUDIT_NAMES_H
#define AUDIT_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/hosts.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/spn.h"
#include "core/vocab.h"
#include "store/resolve.h"
#include "store/store.h"

enum name_role { NAME_SERVER, NAME_TARGET, NAME_ADDRESS };

struct name_entry {
    int64_t id;        // in the name table; counts from 1
    struct bytes host; // the host part
    bool is_spn;       // addressed as class/host
    struct resolve_owner owner;
    struct resolve_result computer; // the computer account of the host part
};

// Zero-initialise all but `store` and `hosts`; names_begin loads the aliases.
struct name_table {
    struct store *store;
    struct host_table *hosts;
    struct arena arena;
    struct spn_aliases aliases;
    VEC(struct name_entry) entries;
    struct map by_key;
    struct map pairs;
    struct text key, spn, spn_key, alias_key, host_key; // scratch
};

bool names_begin(struct name_table *names, struct error *error);

// The entry of a name, made and stored where it is new. The name of an account (APP01$, CORP\svc,
// svc@corp.example) is a principal of one part (MS-KILE 3.3.5.1.1). A bare host is asked for as the
// SPN of `transport`: RPCSS for COM and WMI (MS-DCOM 3.2.4.1.1.2), HTTP, cifs, else host. NULL with
// `error` set on failure; borrowed until the next call.
const struct name_entry *names_find(struct name_table *names, struct bytes text,
                                    enum name_role role, enum transport transport,
                                    struct error *error);

// "RPCSS/host": whom an activation request for this name goes to.
const struct name_entry *names_find_activator(struct name_table *names, struct bytes text,
                                              enum name_role role, struct error *error);

// The id of a pair, made and stored where it is new; 0 without a server account, -1 on failure.
int64_t names_pair(struct name_table *names, int64_t server_account,
                   const struct name_entry *target, int64_t target_account, struct error *error);

void names_clear(struct name_table *names);

#endif
