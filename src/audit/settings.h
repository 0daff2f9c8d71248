// SPDX-License-Identifier: Apache-2.0
// The settings of a what-if: from words to accounts, and into an overlay.
#ifndef AUDIT_SETTINGS_H
#define AUDIT_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/account_list.h"
#include "base/vec.h"
#include "core/whatif.h"
#include "delegaudit.h"
#include "store/overlay.h"
#include "store/store.h"

struct setting_item {
    const char *text;     // as given, borrowed
    struct whatif whatif; // its parts, borrowed from `text`
    int64_t account;      // 0: "*", or none
    int64_t group, domain;
    struct bytes request; // the whole request_id; held by the list of accounts
};

// Zero-initialise all but `accounts.store` and `options`, which are borrowed.
struct settings {
    const struct delegaudit_whatif_options *options;
    struct account_list accounts; // what "*" stands for
    VEC(struct setting_item) items;
    uint64_t changed; // settings, counted by account, that changed something
};

// Takes the settings apart and finds the accounts and domains that they name. Errors: see
// delegaudit_whatif.
bool settings_load(struct settings *settings, struct error *error);

// Makes the overlay, and notes what a setting does not do. Levels need comparison_keep before.
bool settings_apply(struct settings *settings, struct store *store, struct error *error);

// After the second evaluation: notes the requests whose level is not the one that was set.
bool settings_check_levels(const struct settings *settings, struct store *store,
                           struct error *error);

void settings_clear(struct settings *settings);

#endif
