// SPDX-License-Identifier: Apache-2.0
// Clients, servers and targets of one request.
#include "audit/request_writer.h"

#include "audit/locality.h"
#include "core/com_identity.h"
#include "store/members.h"

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

// A level that would be judged by an account which two sources name differently.
static void doubt_server(struct outcome_request *request, const struct text *evidence)
{
    if (request->level.level != LEVEL_DELEGATE)
        return;
    request->level =
        (struct level_finding){LEVEL_UNKNOWN, request->level.source, "config-contradiction", false};
    request->level_evidence = text_view(evidence);
}

// Who runs the called process.
static bool find_server(struct builder *builder, const struct name_entry *name, bool *is_stated)
{
    struct outcome_request *request = &builder->request;
    const struct server_finder finder = {builder->hosts, &builder->parties, &builder->applications};
    struct server_answer answer;

    if (!server_find(&finder,
                     &(struct server_question){builder->row, request->source, name, request->call},
                     &answer, &builder->server_evidence, builder->error))
        return false;
    *is_stated = answer.is_stated;
    request->server_account = answer.account;
    request->server_evidence = text_view(&builder->server_evidence);
    request->assumed |= answer.is_assumed;
    if (answer.is_contradictory)
        doubt_server(request, &builder->server_evidence);
    if (request->call == CALL_ACTIVATION && answer.at_identify && !request->level.reason)
        request->level.reason = "config-activation-at-identify";
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
    bool is_stated;

    if (!name || !find_server(builder, name, &is_stated))
        return false;

    bool elsewhere = request->server_account.state != RESOLVE_NONE &&
                     request->server_account.id != name->computer.id;

    if (request->call == CALL_CALL && !name->is_spn && is_stated && elsewhere)
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

// Where the name of an identity stands.
static struct bytes source_of(const struct builder *builder, const struct com_identity *identity)
{
    enum process_field field =
        builder->real &&
                (identity->is_caller || builder->real->flags & 1u << FLAG_EXPLICIT_IDENTITY)
            ? PROCESS_CALLERS
            : PROCESS_IDENTITY;
    const struct setting *setting = builder->real ? process_setting(builder->real, field) : NULL;

    return setting ? setting->source : builder->request.source;
}

// Evidence of the process's identity where it is not the row that states it.
static void note_identity(struct builder *builder, const struct com_identity *identity)
{
    const struct setting *setting =
        builder->real ? process_setting(builder->real, PROCESS_IDENTITY) : NULL;

    text_reset(&builder->client_evidence);
    if (setting && !identity->is_caller && !bytes_equal(setting->source, builder->request.source))
        setting_append(&builder->client_evidence, setting);
    builder->request.client_evidence = text_view(&builder->client_evidence);
}

static bool write_identity(void *context, const struct com_identity *identity)
{
    struct builder *builder = context;
    struct outcome_request template = builder->request;
    const struct party_place place = {builder->host.name, builder->host.account};
    struct resolve_result client;

    builder->request.cloaked = identity->is_caller;
    builder->request.assumed = identity->assumed;

    note_identity(builder, identity);

    bool done = party_resolve(&builder->parties, identity->name, &place,
                              source_of(builder, identity), &client, builder->error) &&
                (client.kind == ACCOUNT_GROUP ? write_group(builder, identity->name, client.id)
                                              : write_client(builder, identity->name, &client));

    builder->request = template;
    return done;
}

bool request_write(struct builder *builder)
{
    const struct com_identity nobody = {0};

    return builder->real ? com_identity_each(builder->real, write_identity, builder)
                         : write_identity(builder, &nobody);
}
