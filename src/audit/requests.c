// SPDX-License-Identifier: Apache-2.0
// Making of requests: levels and identities come from core, accounts from the store.
#include "audit/requests.h"

#include "audit/inventory.h"
#include "audit/locality.h"
#include "audit/party.h"
#include "audit/proxies.h"
#include "core/com_call.h"
#include "core/com_identity.h"
#include "core/process.h"
#include "store/members.h"
#include "store/outcome.h"

struct builder {
    struct store *store;
    struct host_table *hosts;
    struct name_table *names;
    struct process_table processes;
    struct proxy_table proxies;
    struct error *error;
    bool failed;
    struct text sid; // of `sid_of`
    int64_t sid_of;  // the client whose SID that is

    // The row, process and identity that are being written out.
    const struct inventory_row *row;
    const struct process *process; // the row's own
    const struct process *real;    // whose level and identity count; NULL: not known
    struct level_finding call_level;
    struct host_entry host;
    struct outcome_request request;
    struct party_memory party; // of the names on the host
};

static bool collect(void *context, const struct inventory_row *row, const char *source,
                    struct error *error)
{
    struct builder *builder = context;

    (void)source;
    (void)error;
    process_add(&builder->processes, row);
    proxies_add(&builder->proxies, row);
    return true;
}

// A client's requests come one after the other.
static bool find_sid(struct builder *builder, int64_t client)
{
    if (builder->sid_of == client)
        return true;
    text_reset(&builder->sid);
    builder->sid_of = client;
    return !client || resolve_sid_text(builder->store, client, &builder->sid, builder->error);
}

// The client's SID where it is known, else its name: what makes the request the same tomorrow.
static bool write(struct builder *builder)
{
    struct outcome_request *request = &builder->request;
    char id[REQUEST_ID_BYTES];

    if (!find_sid(builder, request->client.id))
        return false;
    request_id_format(
        &(struct request_identity){
            .host = request->client_host,
            .process = request->process,
            .application = request->application,
            .hosted_by = request->hosted_by,
            .call = bytes_of(call_word(request->call)),
            .transport = bytes_of(transport_word(request->transport)),
            .interface = request->interface,
            .client = builder->sid.size ? text_view(&builder->sid) : request->client_name,
            .server = request->server,
            .target = request->target,
        },
        id);
    request->request_id = id;
    return outcome_add_request(builder->store, request, builder->error);
}

// Who runs the called process: as stated, else the owner of the SPN, else the computer.
static bool find_server(struct builder *builder, const struct name_entry *name)
{
    struct outcome_request *request = &builder->request;
    struct bytes stated = bytes_trim(builder->row->server_identity);

    if (stated.size && request->call == CALL_CALL)
        return party_resolve_server(builder->store, stated, name->host, &name->computer,
                                    &request->server_account, builder->error);
    request->server_account = name->owner.owners == 1 ? name->owner.account : name->computer;
    if (name->owner.owners > 1)
        request->server_account = (struct resolve_result){0};
    // RPCSS answers activation requests: the protocol says so, nothing is assumed.
    request->assumed |= request->call == CALL_CALL;
    return true;
}

// A bare host is the address and not what the ticket is made out to where another account than
// the computer's runs the server: calls then go to the principal that the server registered.
static bool find_server_name(struct builder *builder)
{
    struct outcome_request *request = &builder->request;
    const struct inventory_row *row = builder->row;
    const struct name_entry *name =
        request->call == CALL_ACTIVATION
            ? names_find_activator(builder->names, row->server, NAME_SERVER, builder->error)
            : names_find(builder->names, row->server, NAME_SERVER, request->transport,
                         builder->error);

    if (!name || !find_server(builder, name))
        return false;

    bool elsewhere = request->server_account.state != RESOLVE_NONE &&
                     request->server_account.id != name->computer.id;

    if (request->call == CALL_CALL && !name->is_spn && row->server_identity.size && elsewhere)
        name = names_find(builder->names, row->server, NAME_ADDRESS, request->transport,
                          builder->error);
    if (!name)
        return false;
    request->server_name = name->id;
    request->locality = locality_of_name(&builder->host, name);

    request->middle_pair_id = request->cloaked
                                  ? names_pair(builder->names, request->process_account.id, name,
                                               request->server_account.id, builder->error)
                                  : 0;
    return request->middle_pair_id >= 0;
}

static bool write_target(struct builder *builder, struct bytes target)
{
    struct outcome_request *request = &builder->request;
    struct name_entry server = builder->names->entries.items[request->server_name - 1];

    request->target = target;
    if (target.size) {
        const struct name_entry *name =
            names_find(builder->names, target, NAME_TARGET, request->transport, builder->error);

        if (!name)
            return false;
        request->target_name = name->id;
        request->target_account =
            name->owner.owners == 1 ? name->owner.account : (struct resolve_result){0};
        request->target_locality = locality_of_names(&server, name);
        request->pair_id = names_pair(builder->names, request->server_account.id, name,
                                      request->target_account.id, builder->error);
        if (request->pair_id < 0)
            return false;
    }
    return write(builder);
}

static bool write_targets(struct builder *builder)
{
    bool any = false;

    for (struct bytes rest = builder->row->targets, item; bytes_next(&rest, ';', &item);) {
        item = bytes_trim(item);
        if (!item.size)
            continue;
        any = true;
        if (!write_target(builder, item))
            return false;
    }
    return any || write_target(builder, (struct bytes){0});
}

static bool write_client(struct builder *builder, struct bytes name,
                         const struct resolve_result *client)
{
    struct outcome_request template = builder->request;

    builder->request.client_name = name;
    builder->request.client = *client;

    bool done = find_server_name(builder) && write_targets(builder);

    builder->request = template;
    return done;
}

static bool write_member(void *context, int64_t id, int64_t domain_id, struct error *error)
{
    struct builder *builder = context;
    struct outcome_request *request = &builder->request;
    const struct resolve_result group = request->process_account,
                                member = {RESOLVE_ACCOUNT, id, domain_id, ACCOUNT_OTHER};

    (void)error;
    // Whoever of the group runs the process calls as itself.
    if (!request->cloaked && bytes_equal(request->client_name, request->process_name))
        request->process_account = member;

    bool done = write_client(builder, request->client_name, &member);

    request->process_account = group;
    return done;
}

// A group stands for its effective members; what was not read of it, or nobody at all, is one row
// with an unknown client.
static bool write_group(struct builder *builder, struct bytes name, int64_t group)
{
    const struct resolve_result nobody = {0};
    bool incomplete = false;

    builder->request.client_name = name;
    return members_each(builder->store, group, write_member, builder, &incomplete,
                        builder->error) &&
           (!incomplete || write_client(builder, name, &nobody));
}

static bool write_identity(void *context, const struct com_identity *identity)
{
    struct builder *builder = context;
    struct outcome_request template = builder->request;
    struct resolve_result client;

    builder->request.cloaked = identity->is_caller;
    builder->request.assumed = identity->assumed;

    bool done = party_recall(&builder->party, builder->store, identity->name, &builder->host,
                             &client, builder->error) &&
                (client.kind == ACCOUNT_GROUP ? write_group(builder, identity->name, client.id)
                                              : write_client(builder, identity->name, &client));

    builder->request = template;
    return done;
}

// Nothing is known of the process that hosts a library: one row with an unknown client.
static bool write_identities(struct builder *builder)
{
    const struct com_identity nobody = {0};

    return builder->real ? com_identity_each(builder->real, write_identity, builder)
                         : write_identity(builder, &nobody);
}

static bool write_call(struct builder *builder, const struct inventory_row *row,
                       struct level_finding level)
{
    builder->request.call = CALL_CALL;
    builder->request.interface = row->interface;
    builder->request.authn_service = row->authn_service;
    builder->request.level = level;
    return write_identities(builder);
}

// SetBlanket on one interface leaves IUnknown, and every other interface, at the process's level,
// service and authentication level.
static bool write_process_wide(struct builder *builder, struct level_finding process_level)
{
    struct inventory_row wide = *builder->row;

    wide.proxy_level = LEVEL_UNKNOWN;
    wide.authn_service = AUTHN_SERVICE_DEFAULT;
    wide.authn_level = AUTHN_LEVEL_DEFAULT;
    wide.interface = (struct bytes){0};
    return write_call(
        builder, &wide,
        com_call_level(&wide, builder->real ? builder->real : builder->process, process_level));
}

static bool write_activation(struct builder *builder, const struct proxy_group *group)
{
    struct inventory_row row = *builder->row;

    row.activation_level = group->activation_level;
    builder->request.call = CALL_ACTIVATION;
    builder->request.interface = (struct bytes){0};
    builder->request.authn_service = AUTHN_SERVICE_DEFAULT;
    builder->request.level =
        com_call_activation_level(&row, builder->real ? builder->real : builder->process);
    if (group->contradiction)
        builder->request.level = (struct level_finding){LEVEL_UNKNOWN, LEVEL_SOURCE_ACTIVATION,
                                                        "config-contradiction", false};
    return write_identities(builder);
}

// The level of the process that really makes the call; a library's own settings have no effect.
static struct level_finding process_level(const struct builder *builder, const char *reason)
{
    if (!builder->real)
        return (struct level_finding){LEVEL_UNKNOWN, LEVEL_SOURCE_NONE, reason, false};
    // Its kind decided whose process it is.
    if (builder->process->contradictions & 1u << PROCESS_KIND)
        return (struct level_finding){LEVEL_UNKNOWN, LEVEL_SOURCE_NONE, "config-contradiction",
                                      false};

    struct level_finding finding =
        com_level_process(builder->real, builder->host.has_facts ? &builder->host.facts : NULL,
                          builder->row->transport);
    bool has_own = builder->process->level || builder->process->complus_level ||
                   builder->process->dcomcnfg_level;

    if (builder->real != builder->process && has_own && !finding.reason)
        finding.reason = "config-ineffective-setting";
    return finding;
}

static bool write_process(struct builder *builder, const char *reason)
{
    struct proxy_group *group = proxies_find(&builder->proxies, builder->row);
    struct level_finding level = process_level(builder, reason);
    const struct process *process = builder->real ? builder->real : builder->process;
    bool is_com = builder->row->transport == TRANSPORT_COM;

    if (!write_call(builder, builder->row, com_call_level(builder->row, process, level)))
        return false;
    if (!is_com)
        return true;
    return (group->has_process_row || group->process_row_made ||
            write_process_wide(builder, level)) &&
           (group->activation_made || write_activation(builder, group));
}

static bool set_process(struct builder *builder, uint32_t host_index)
{
    struct outcome_request *request = &builder->request;
    const struct process *real = NULL;

    if (host_index != UINT32_MAX)
        real = &builder->processes.processes.items[host_index];
    builder->real = real;
    request->hosted_by = real && real != builder->process ? real->application : (struct bytes){0};
    request->cloaking = real ? real->cloaking : CLOAKING_NOT_GIVEN;
    request->process_name = real ? bytes_trim(real->identity) : (struct bytes){0};
    return party_recall(&builder->party, builder->store, request->process_name, &builder->host,
                        &request->process_account, builder->error) &&
           party_take_process(builder->store, &request->process_account, builder->error);
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

// Processes and proxies are those of one machine, and so is the memory that they take.
static bool build_machine(void *context, struct bytes machine, struct error *error)
{
    struct builder *builder = context;
    bool done = clients_each_row(builder->store, machine, collect, builder, error) &&
                clients_each_row(builder->store, machine, build_row, builder, error);

    process_table_clear(&builder->processes);
    proxies_clear(&builder->proxies);
    return done;
}

bool requests_build(struct store *store, struct host_table *hosts, struct name_table *names,
                    struct error *error)
{
    struct builder builder = {.store = store, .hosts = hosts, .names = names, .error = error};
    bool done = inventory_each_machine(store, build_machine, &builder, error);

    text_clear(&builder.sid);
    party_forget(&builder.party);
    return done;
}
