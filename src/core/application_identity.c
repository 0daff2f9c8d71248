// SPDX-License-Identifier: Apache-2.0
// Who runs an application: the COM+ catalog, AppID, the service.
#include "core/application.h"

#include "core/application_names.h"

// The catalog's Identity is COM+'s own; what AppID says of such an application does not count.
static bool has_complus(const struct application_found *found)
{
    for (size_t i = 0; i < found->fact_count; i++)
        if (found->facts[i]->fact.source == FACT_SOURCE_COMPLUS && found->facts[i]->fact.run_as)
            return true;
    return false;
}

static const char *value_name(const struct application_fact *fact)
{
    switch (fact->source) {
    case FACT_SOURCE_COMPLUS:
        return fact->run_as == RUN_AS_SERVICE ? "ServiceName" : "Identity";
    case FACT_SOURCE_WMI:
        return fact->run_as == RUN_AS_SERVICE ? "LocalService" : "RunAsUser";
    default:
        return fact->run_as == RUN_AS_SERVICE ? "LocalService" : "RunAs";
    }
}

static bool states_same(const struct application_identity *held, enum run_as run_as,
                        struct bytes account)
{
    return held->run_as == run_as && bytes_equal_ascii(held->account, account);
}

static void state(struct application_identity *out, enum run_as run_as, struct bytes account,
                  const struct setting *setting)
{
    if (!out->run_as) {
        *out = (struct application_identity){
            .run_as = run_as, .account = account, .setting = *setting};
    } else if (!states_same(out, run_as, account) && !out->is_contradictory) {
        out->is_contradictory = true;
        out->rival = *setting;
    }
}

static void from_service(struct application_table *table, int64_t host, struct bytes name,
                         struct application_identity *out)
{
    for (uint32_t at = applications_first_service(table, host, name); at != UINT32_MAX;
         at = table->nodes.items[at].next) {
        const struct known_service *known = &table->services.items[table->nodes.items[at].item];
        const struct setting setting = {known->origin.source,
                                        setting_key(&table->arena, known->fact.key, "StartName"),
                                        known->fact.account};

        if (known->fact.account.size)
            state(out, RUN_AS_ACCOUNT, known->fact.account, &setting);
    }
}

void application_identity(struct application_table *table, int64_t host,
                          const struct application_found *found, struct application_identity *out)
{
    bool by_complus = has_complus(found);

    *out = (struct application_identity){0};
    for (size_t i = 0; i < found->fact_count; i++) {
        const struct known_application *known = found->facts[i];
        const struct application_fact *fact = &known->fact;
        struct bytes value = fact->run_as == RUN_AS_ACCOUNT   ? fact->account
                             : fact->run_as == RUN_AS_SERVICE ? fact->service
                                                              : bytes_of(run_as_word(fact->run_as));

        if (!fact->run_as || (by_complus && fact->source != FACT_SOURCE_COMPLUS))
            continue;

        const struct setting setting = {
            known->origin.source, setting_key(&table->arena, fact->key, value_name(fact)), value};

        state(out, fact->run_as, value, &setting);
    }

    bool is_service = out->run_as == RUN_AS_SERVICE || (!out->run_as && found->service.size);

    if (!is_service || out->is_contradictory)
        return;

    struct application_identity of_service = {0};
    struct bytes service = out->run_as ? out->account : found->service;

    from_service(table, host, service, &of_service);
    if (of_service.run_as)
        *out = of_service;
    else if (out->run_as)
        out->account = (struct bytes){0};
}

const struct known_application *application_svchost(struct application_table *table, int64_t host,
                                                    struct bytes service,
                                                    const struct known_service **by)
{
    for (uint32_t at = applications_first_service(table, host, service); at != UINT32_MAX;
         at = table->nodes.items[at].next) {
        const struct known_service *known = &table->services.items[table->nodes.items[at].item];

        if (!known->fact.group.size)
            continue;
        if (by)
            *by = known;

        uint32_t group = applications_first_group(table, host, known->fact.group);

        return group == UINT32_MAX ? NULL
                                   : &table->applications.items[table->nodes.items[group].item];
    }
    return NULL;
}
