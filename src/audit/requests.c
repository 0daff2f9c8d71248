// SPDX-License-Identifier: Apache-2.0
// Making of requests: levels and identities come from core, accounts from the store.
#include "audit/requests.h"

#include "audit/applications.h"
#include "audit/inventory.h"
#include "audit/request_writer.h"
#include "core/binding.h"
#include "core/com_call.h"

static bool collect(void *context, const struct inventory_row *row, const char *source,
                    struct error *error)
{
    struct builder *builder = context;

    (void)error;
    process_add(&builder->processes, row, bytes_of(source));
    proxies_add(&builder->proxies, row);
    return true;
}

static bool write_call(struct builder *builder, const struct inventory_row *row,
                       const struct known_level *process_level)
{
    struct level_finding level = com_call_level(
        row, builder->real ? builder->real : builder->process, process_level->finding);
    bool is_own = bytes_equal(process_level->source, builder->request.source) ||
                  level.source == LEVEL_SOURCE_PROXY;

    builder->request.ladder = process_level->ladder;
    builder->request.level_evidence = is_own ? (struct bytes){0} : process_level->evidence;
    builder->request.call = CALL_CALL;
    builder->request.interface = row->interface;
    builder->request.authn_service = row->authn_service;
    builder->request.level = level;
    return request_write(builder);
}

// SetBlanket on one interface leaves IUnknown, and every other interface, at the process's level,
// service and authentication level.
static bool write_process_wide(struct builder *builder, const struct known_level *process_level)
{
    struct inventory_row wide = *builder->row;

    wide.proxy_level = LEVEL_UNKNOWN;
    wide.authn_service = AUTHN_SERVICE_DEFAULT;
    wide.authn_level = AUTHN_LEVEL_DEFAULT;
    wide.interface = (struct bytes){0};
    return write_call(builder, &wide, process_level);
}

static bool write_activation(struct builder *builder, const struct proxy_group *group)
{
    struct inventory_row row = *builder->row;

    row.activation_level = group->activation_level;
    builder->request.call = CALL_ACTIVATION;
    builder->request.interface = (struct bytes){0};
    builder->request.authn_service = AUTHN_SERVICE_DEFAULT;
    builder->request.ladder = 0;
    builder->request.level_evidence = (struct bytes){0};
    builder->request.level =
        com_call_activation_level(&row, builder->real ? builder->real : builder->process);
    if (group->contradiction)
        builder->request.level = (struct level_finding){LEVEL_UNKNOWN, LEVEL_SOURCE_ACTIVATION,
                                                        "config-contradiction", false};
    return request_write(builder);
}

static bool has_level_of_its_own(const struct process *process)
{
    return process->level || process->complus_level || process->dcomcnfg_level;
}

// The level of the process that really makes the call; a library's own settings have no effect.
static bool find_level(struct builder *builder, const char *reason, struct known_level *out)
{
    *out = (struct known_level){.finding = {LEVEL_UNKNOWN, LEVEL_SOURCE_NONE, reason, false}};
    if (!builder->real)
        return true;
    // Its kind decided whose process it is.
    if (builder->process->contradictions & (1u << PROCESS_KIND | 1u << PROCESS_APPLICATION) &&
        builder->real != builder->process) {
        out->finding.reason = "config-contradiction";
        return true;
    }

    const struct known_level *known =
        levels_find(&builder->levels, builder->real_index, builder->real, &builder->host,
                    builder->row->transport, builder->error);

    if (!known)
        return false;
    *out = *known;
    if (builder->real != builder->process && has_level_of_its_own(builder->process) &&
        !out->finding.reason)
        out->finding.reason = "config-ineffective-setting";
    return true;
}

static bool write_process(struct builder *builder, const char *reason)
{
    struct proxy_group *group = proxies_find(&builder->proxies, builder->row);
    bool is_com = builder->row->transport == TRANSPORT_COM;
    struct known_level level;

    if (!find_level(builder, reason, &level) || !write_call(builder, builder->row, &level))
        return false;
    if (!is_com)
        return true;
    return (group->has_process_row || group->process_row_made ||
            write_process_wide(builder, &level)) &&
           (group->activation_made || write_activation(builder, group));
}

static bool set_process(struct builder *builder, uint32_t host_index)
{
    struct outcome_request *request = &builder->request;
    const struct process *real = NULL;

    if (host_index != UINT32_MAX)
        real = &builder->processes.processes.items[host_index];
    const struct party_place place = {builder->host.name, builder->host.account};
    const struct setting *setting = real ? process_setting(real, PROCESS_IDENTITY) : NULL;

    builder->real = real;
    builder->real_index = host_index;
    request->hosted_by = real && real != builder->process ? real->application : (struct bytes){0};
    request->cloaking = real ? real->cloaking : CLOAKING_NOT_GIVEN;
    request->process_name = real ? bytes_trim(real->identity) : (struct bytes){0};
    return party_resolve_process(&builder->parties, request->process_name, &place,
                                 setting ? setting->source : request->source,
                                 &request->process_account, builder->error);
}

static void visit_host(void *context, uint32_t host_index, const char *reason)
{
    struct builder *builder = context;
    struct outcome_request template = builder->request;

    builder->failed =
        builder->failed || !set_process(builder, host_index) || !write_process(builder, reason);
    builder->request = template;
}

static bool build_row(void *context, const struct inventory_row *row, const char *source,
                      struct error *error)
{
    struct builder *builder = context;
    uint32_t index = process_find(&builder->processes, row);
    const struct host_entry *host = hosts_find(builder->hosts, row->host, error);

    if (!host)
        return false;
    builder->row = row;
    builder->host = *host;
    builder->process = &builder->processes.processes.items[index];
    builder->request = (struct outcome_request){
        .host_id = host->id,
        .client_host = row->host,
        .application = row->application,
        .process = row->process,
        .source = bytes_of(source),
        .transport = row->transport,
        .server = row->server,
    };
    process_each_host(&builder->processes, index, visit_host, builder);

    struct proxy_group *group = proxies_find(&builder->proxies, row);

    group->process_row_made = true;
    group->activation_made = true;
    return !builder->failed;
}

// Two names of one account are no contradiction.
static bool is_same_account(void *context, const struct process *process, struct bytes a,
                            struct bytes b)
{
    struct builder *builder = context;
    const struct host_entry *host = hosts_find(builder->hosts, process->host, builder->error);
    struct resolve_result first, second;

    if (!host) {
        builder->failed = true;
        return false;
    }

    const struct party_place place = {host->name, host->account};
    const struct setting *setting = process_setting(process, PROCESS_IDENTITY);
    struct bytes source = setting ? setting->source : (struct bytes){0};

    if (!party_resolve(&builder->parties, a, &place, source, &first, builder->error) ||
        !party_resolve(&builder->parties, b, &place, source, &second, builder->error)) {
        builder->failed = true;
        return false;
    }
    return first.state == RESOLVE_ACCOUNT && second.state == RESOLVE_ACCOUNT &&
           first.id == second.id;
}

// What exports tell of the processes that rows name.
static bool bind_processes(struct builder *builder, struct error *error)
{
    for (size_t i = 0; i < builder->processes.processes.count; i++) {
        struct process *process = &builder->processes.processes.items[i];
        const struct host_entry *host = hosts_find(builder->hosts, process->host, error);

        if (!host)
            return false;
        binding_apply(&builder->processes, process, &builder->applications, host->id);
    }
    return !builder->failed;
}

// Processes and proxies are those of one machine, and so is the memory that they take.
static bool build_machine(void *context, struct bytes machine, struct error *error)
{
    struct builder *builder = context;
    bool done = clients_each_row(builder->store, machine, collect, builder, error) &&
                bind_processes(builder, error) &&
                clients_each_row(builder->store, machine, build_row, builder, error);

    process_table_clear(&builder->processes);
    proxies_clear(&builder->proxies);
    levels_forget(&builder->levels);
    return done;
}

static void clear(struct builder *builder)
{
    applications_clear(&builder->applications);
    parties_clear(&builder->parties);
    levels_clear(&builder->levels);
    text_clear(&builder->sid);
    text_clear(&builder->server_evidence);
    text_clear(&builder->client_evidence);
}

bool requests_build(struct store *store, struct host_table *hosts, struct name_table *names,
                    struct error *error)
{
    struct builder builder = {.store = store,
                              .hosts = hosts,
                              .names = names,
                              .parties = {.store = store},
                              .levels = {.store = store},
                              .processes = {.same_account = is_same_account},
                              .error = error};

    builder.processes.context = &builder;

    bool done = applications_load(&builder.applications, hosts, error) &&
                inventory_each_machine(store, build_machine, &builder, error);

    clear(&builder);
    return done;
}
