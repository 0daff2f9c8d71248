// SPDX-License-Identifier: Apache-2.0
// Names to the accounts that may play a role.
#include "audit/party.h"

#include "core/name.h"
#include "store/members.h"

bool party_resolve(struct store *store, struct bytes name, struct bytes host,
                   const struct resolve_result *computer, struct resolve_result *out,
                   struct error *error)
{
    struct account_name parsed = name_parse(name);

    *out = (struct resolve_result){0};
    return !name.size || resolve_account(store, &parsed, host, computer, out, error);
}

bool party_recall(struct party_memory *memory, struct store *store, struct bytes name,
                  const struct host_entry *host, struct resolve_result *out, struct error *error)
{
    if (memory->host != host->id || !bytes_equal(text_view(&memory->name), name)) {
        memory->host = 0;
        if (!party_resolve(store, name, host->name, &host->account, &memory->result, error))
            return false;
        text_reset(&memory->name);
        text_append(&memory->name, name);
        memory->host = host->id;
    }
    *out = memory->result;
    return true;
}

void party_forget(struct party_memory *memory)
{
    text_clear(&memory->name);
    *memory = (struct party_memory){0};
}

static bool runs_nothing(const struct resolve_result *account)
{
    return account->kind == ACCOUNT_GROUP || account->kind == ACCOUNT_FOREIGN;
}

bool party_resolve_server(struct store *store, struct bytes name, struct bytes host,
                          const struct resolve_result *computer, struct resolve_result *out,
                          struct error *error)
{
    if (!party_resolve(store, name, host, computer, out, error))
        return false;
    if (runs_nothing(out))
        *out = (struct resolve_result){0};
    return true;
}

struct members {
    struct resolve_result first;
    size_t count;
};

static bool count_member(void *context, int64_t id, int64_t domain_id, struct error *error)
{
    struct members *members = context;

    (void)error;
    if (!members->count++)
        members->first = (struct resolve_result){RESOLVE_ACCOUNT, id, domain_id, ACCOUNT_OTHER};
    return true;
}

bool party_take_process(struct store *store, struct resolve_result *account, struct error *error)
{
    struct members members = {0};
    bool incomplete;

    if (!runs_nothing(account))
        return true;

    int64_t group = account->kind == ACCOUNT_GROUP ? account->id : 0;

    *account = (struct resolve_result){0};
    if (!group)
        return true;
    if (!members_each(store, group, count_member, &members, &incomplete, error))
        return false;
    if (members.count == 1 && !incomplete)
        *account = members.first;
    return true;
}
