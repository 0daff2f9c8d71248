// SPDX-License-Identifier: Apache-2.0
// The accounts that "*" stands for in settings of a what-if: members of groups, lines of files.
#ifndef AUDIT_ACCOUNT_LIST_H
#define AUDIT_ACCOUNT_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "store/resolve.h"
#include "store/store.h"

struct listed_account {
    int64_t id;
    bool is_group;
    const char *place; // "FILE:LINE", or the group whose member it is; held by the list
};

// Zero-initialise all but `store`. Each account is listed once, in the order of its arrival.
struct account_list {
    struct store *store;
    struct arena arena;
    struct map by_id;
    VEC(struct listed_account) items;
    const char *file;  // the one that is being read,
    size_t file_names; // and how many names it had so far
    bool incomplete;   // not every member of some group was read
};

// The account of a name in any syntax of the inventory. Errors: STATUS_USAGE, "'NAME' ..." and why
// it is none.
bool account_find(struct store *store, struct bytes name, struct resolve_result *out,
                  struct error *error);

// Adds the effective members of a group, of every depth and by primary group. Errors: STATUS_USAGE
// where it is no group or has no member.
bool account_list_add_group(struct account_list *list, const char *name, struct error *error);

// Adds the accounts that a file names. Errors: STATUS_FORMAT with the place; STATUS_SYSTEM.
bool account_list_add_file(struct account_list *list, const char *path, struct error *error);

void account_list_clear(struct account_list *list);

#endif
