// SPDX-License-Identifier: Apache-2.0
// Expansion of @group: hosts.
#include "audit/inventory.h"

#include "core/host.h"
#include "core/name.h"
#include "store/clients.h"
#include "store/members.h"
#include "store/resolve.h"

struct expansion {
    struct store *store;
    inventory_fn *visit;
    void *context;
    struct inventory_row row;
    const char *source;
};

static bool visit_computer(void *context, struct bytes host, struct error *error)
{
    struct expansion *expansion = context;

    expansion->row.host = host;
    return expansion->visit(expansion->context, &expansion->row, expansion->source, error);
}

static bool visit_row(void *context, const struct inventory_row *row, const char *source,
                      struct error *error)
{
    struct expansion *expansion = context;
    struct resolve_result none = {0}, group;

    struct bytes group_name;

    if (!host_is_group(row->host, &group_name))
        return expansion->visit(expansion->context, row, source, error);

    struct account_name name = name_parse(group_name);

    if (!resolve_account(expansion->store, &name, (struct bytes){0}, &none, &group, error))
        return false;
    expansion->row = *row;
    expansion->source = source;

    bool incomplete = true;

    if (group.kind == ACCOUNT_GROUP &&
        !members_each_computer(expansion->store, group.id, visit_computer, expansion, &incomplete,
                               error))
        return false;
    return !incomplete || expansion->visit(expansion->context, row, source, error);
}

bool inventory_each(struct store *store, inventory_fn *visit, void *context, struct error *error)
{
    struct expansion expansion = {.store = store, .visit = visit, .context = context};

    return clients_each_row(store, visit_row, &expansion, error);
}
