// SPDX-License-Identifier: Apache-2.0
// Facts to the machines that they are about.
#include "audit/applications.h"

#include "store/stated.h"

struct loading {
    struct application_table *table;
    struct host_table *hosts;
};

static bool take_application(void *context, const struct application_fact *fact,
                             const struct fact_origin *origin, struct error *error)
{
    const struct loading *loading = context;
    const struct host_entry *host = hosts_find(loading->hosts, fact->host, error);

    if (!host)
        return false;
    applications_add(loading->table, host->id, fact, origin);
    return true;
}

static bool take_class(void *context, const struct class_fact *fact,
                       const struct fact_origin *origin, struct error *error)
{
    const struct loading *loading = context;
    const struct host_entry *host = hosts_find(loading->hosts, fact->host, error);

    if (!host)
        return false;
    applications_add_class(loading->table, host->id, fact, origin);
    return true;
}

static bool take_service(void *context, const struct service_fact *fact,
                         const struct fact_origin *origin, struct error *error)
{
    const struct loading *loading = context;
    const struct host_entry *host = hosts_find(loading->hosts, fact->host, error);

    if (!host)
        return false;
    applications_add_service(loading->table, host->id, fact, origin);
    return true;
}

bool applications_load(struct application_table *table, struct host_table *hosts,
                       struct error *error)
{
    struct loading loading = {table, hosts};

    return stated_each_application(hosts->store, take_application, &loading, error) &&
           stated_each_class(hosts->store, take_class, &loading, error) &&
           stated_each_service(hosts->store, take_service, &loading, error);
}
