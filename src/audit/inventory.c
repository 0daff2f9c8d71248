// SPDX-License-Identifier: Apache-2.0
// Expansion of @group: hosts.
#include "audit/inventory.h"

#include "core/host.h"
#include "core/name.h"
#include "store/members.h"
#include "store/resolve.h"

struct expansion {
    struct store *store;
    int64_t row;
};

static bool add_computer(void *context, struct bytes host, struct error *error)
{
    const struct expansion *expansion = context;

    return clients_add_machine_row(expansion->store, host, expansion->row, error);
}

static bool add_row(void *context, int64_t row, struct bytes host, struct error *error)
{
    struct expansion *expansion = context;
    struct resolve_result none = {0}, group;
    struct bytes group_name;

    expansion->row = row;
    if (!host_is_group(host, &group_name))
        return add_computer(expansion, host, error);

    struct account_name name = name_parse(group_name);

    if (!resolve_account(expansion->store, &name, (struct bytes){0}, &none, &group, error))
        return false;

    bool incomplete = true;

    if (group.kind == ACCOUNT_GROUP &&
        !members_each_computer(expansion->store, group.id, add_computer, expansion, &incomplete,
                               error))
        return false;
    return !incomplete || add_computer(expansion, host, error);
}

bool inventory_each_machine(struct store *store, clients_machine_fn *visit, void *context,
                            struct error *error)
{
    struct expansion expansion = {.store = store};

    return store_run(store, "clients-begin-machines", error) &&
           clients_each_row_host(store, add_row, &expansion, error) &&
           store_run(store, "clients-index-machines", error) &&
           clients_each_machine(store, visit, context, error);
}
