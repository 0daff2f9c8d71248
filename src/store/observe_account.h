// SPDX-License-Identifier: Apache-2.0
// Writing of principals and their multi-valued attributes.
#ifndef STORE_OBSERVE_ACCOUNT_H
#define STORE_OBSERVE_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/account.h"
#include "store/store.h"

struct sqlite3_stmt;

// Zero-initialise it; observe_accounts_begin prepares the statements, which the store owns.
struct observe_accounts {
    struct store *store;
    struct sqlite3_stmt *insert_account, *insert_spn, *insert_delegate_to, *insert_member,
        *insert_truncated, *insert_trustee, *insert_sid_history, *insert_foreign,
        *insert_distribution, *insert_local;
    int64_t started; // of the scan, seconds since 1970
    int64_t last_id; // ids are given in order of arrival
    int64_t current; // the account that further values belong to; 0: none
    struct text name_key, upn_key, host_key, value_key; // scratch
};

bool observe_accounts_begin(struct observe_accounts *accounts, struct store *store,
                            struct error *error);

bool observe_account(struct observe_accounts *accounts, const struct attrs *object,
                     const struct account *account, int64_t domain_id, struct error *error);

// Further values of the account that was written last.
bool observe_more_values(struct observe_accounts *accounts, const struct attrs *object,
                         struct error *error);

// The object that was just delivered is no account: further values belong to nobody.
void observe_no_account(struct observe_accounts *accounts);

void observe_accounts_clear(struct observe_accounts *accounts);

#endif
