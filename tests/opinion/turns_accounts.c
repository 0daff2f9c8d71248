// SPDX-License-Identifier: Apache-2.0
// Turns about the accounts of client, server and target.
#include <string.h>

#include "maker.h"

static struct world_account *client_of(struct maker *maker)
{
    return &maker->world->accounts[maker->client];
}

static struct world_account *server_of(struct maker *maker)
{
    return &maker->world->accounts[maker->server];
}

static struct world_account *target_of(struct maker *maker)
{
    return &maker->world->accounts[maker->target];
}

bool maker_protect(struct maker *maker, int account, unsigned way)
{
    struct world *world = maker->world;
    int group = world->domains[world->accounts[account].domain].protected_users;
    struct world_account *protected = group < 0 ? NULL : &world->accounts[group];

    if (!protected || protected->member_count == WORLD_MEMBERS)
        return false;
    if (way == 0) {
        world->accounts[account].primary_group = group;
    } else if (way == 1 || world->accounts[account].domain != 0) {
        protected->members[protected->member_count++] = (unsigned)account;
    } else { // by a group in between
        struct world_account *nested = &world->accounts[way == 2 ? ACTOR_NESTED : ACTOR_GROUP];

        if (nested->member_count == WORLD_MEMBERS)
            return false;
        nested->members[nested->member_count++] = (unsigned)account;
        protected->members[protected->member_count++] = ACTOR_GROUP;
    }
    return true;
}

// ---- client ----

static bool client_sensitive(struct maker *maker)
{
    client_of(maker)->uac |= UAC_NOT_DELEGATED;
    return true;
}

static bool client_protected(struct maker *maker)
{
    return maker_protect(maker, maker->client, random_below(&maker->random, 4));
}

static bool client_rid_500(struct maker *maker)
{
    client_of(maker)->rid = 500;
    if (random_chance(&maker->random, 20))
        client_of(maker)->uac |= UAC_NOT_DELEGATED;
    return maker_protect(maker, maker->client, 1);
}

static bool client_disabled(struct maker *maker)
{
    client_of(maker)->uac |= UAC_DISABLED;
    return true;
}

static bool client_expired(struct maker *maker)
{
    client_of(maker)->expired = true;
    return true;
}

static bool client_locked(struct maker *maker)
{
    client_of(maker)->locked = true;
    return true;
}

static bool client_hours(struct maker *maker)
{
    client_of(maker)->hours = random_chance(&maker->random, 60) ? HOURS_NEVER : HOURS_ALWAYS;
    return true;
}

static bool client_password(struct maker *maker)
{
    client_of(maker)->password =
        random_chance(&maker->random, 50) ? PASSWORD_EXPIRED : PASSWORD_MUST_CHANGE;
    return client_of(maker)->kind == ACCOUNT_USER;
}

static bool client_unreadable(struct maker *maker)
{
    client_of(maker)->has_uac = false;
    return true;
}

static bool client_is_computer(struct maker *maker)
{
    if (maker->request->caller_count > 0)
        return false;
    maker->request->identity =
        random_chance(&maker->random, 50) ? PARTY_SYSTEM : PARTY_NETWORK_SERVICE;
    maker->client = (int)maker->world->hosts[maker->request->host].account;
    return true;
}

static bool client_missing(struct maker *maker)
{
    if (maker->request->caller_count > 0)
        return false;
    maker->request->identity = random_chance(&maker->random, 50) ? PARTY_MISSING : PARTY_EMPTY;
    return true;
}

static bool client_local_service(struct maker *maker)
{
    if (maker->request->caller_count > 0)
        return false;
    maker->request->identity = PARTY_LOCAL_SERVICE;
    return true;
}

// ---- server ----

static bool server_sensitive(struct maker *maker)
{
    server_of(maker)->uac |= UAC_NOT_DELEGATED;
    return true;
}

static bool server_protected(struct maker *maker)
{
    return maker_protect(maker, maker->server, random_below(&maker->random, 4));
}

static bool server_disabled(struct maker *maker)
{
    server_of(maker)->uac |= UAC_DISABLED;
    return true;
}

static bool server_expired(struct maker *maker)
{
    server_of(maker)->expired = true;
    return true;
}

static bool server_locked(struct maker *maker)
{
    server_of(maker)->locked = true;
    return true;
}

static bool server_hours(struct maker *maker)
{
    server_of(maker)->hours = random_chance(&maker->random, 60) ? HOURS_NEVER : HOURS_ALWAYS;
    return true;
}

static bool server_without_pac(struct maker *maker)
{
    server_of(maker)->uac |= UAC_NO_PAC;
    return true;
}

static bool server_password(struct maker *maker)
{
    if (server_of(maker)->kind != ACCOUNT_USER)
        return false;
    server_of(maker)->password =
        random_chance(&maker->random, 50) ? PASSWORD_EXPIRED : PASSWORD_MUST_CHANGE;
    return true;
}

static bool server_unreadable(struct maker *maker)
{
    server_of(maker)->has_uac = false;
    return true;
}

static bool server_without_names(struct maker *maker)
{
    server_of(maker)->spn_count = 0;
    return true;
}

static bool server_list_cut(struct maker *maker)
{
    server_of(maker)->list_cut = server_of(maker)->list_count > 0;
    return server_of(maker)->list_cut;
}

static bool server_local_service(struct maker *maker)
{
    maker->request->server_identity = PARTY_LOCAL_SERVICE;
    return true;
}

static bool server_missing(struct maker *maker)
{
    maker->request->server_identity = PARTY_MISSING;
    return true;
}

static bool server_not_stated(struct maker *maker)
{
    maker->request->server_identity = PARTY_EMPTY;
    return true;
}

static bool server_other_account(struct maker *maker)
{
    maker->request->server_identity =
        maker->server == ACTOR_SERVICE ? PARTY_NETWORK_SERVICE : ACTOR_SERVICE;
    maker->server = maker->server == ACTOR_SERVICE ? ACTOR_APP : ACTOR_SERVICE;
    return true;
}

// ---- target ----

static bool target_disabled(struct maker *maker)
{
    target_of(maker)->uac |= UAC_DISABLED;
    return true;
}

static bool target_locked(struct maker *maker)
{
    target_of(maker)->locked = true;
    return true;
}

static bool target_without_pac(struct maker *maker)
{
    target_of(maker)->uac |= UAC_NO_PAC;
    return true;
}

static bool target_unreadable(struct maker *maker)
{
    target_of(maker)->has_uac = false;
    if (random_chance(&maker->random, 60))
        target_of(maker)->descriptor = DESCRIPTOR_ABSENT;
    return true;
}

static bool target_sensitive(struct maker *maker)
{
    target_of(maker)->uac |= UAC_NOT_DELEGATED;
    return maker_protect(maker, maker->target, 1);
}

// The target is the server itself.
static bool target_is_server(struct maker *maker)
{
    if (!server_of(maker)->spn_count)
        return false;
    maker_text(maker->request->target, "%s", server_of(maker)->spns[0]);
    maker->target = maker->server;
    return true;
}

const struct turn account_turns[] = {
    {"client-sensitive", 4, client_sensitive},
    {"client-protected", 6, client_protected},
    {"client-rid-500", 3, client_rid_500},
    {"client-disabled", 2, client_disabled},
    {"client-expired", 2, client_expired},
    {"client-locked", 2, client_locked},
    {"client-hours", 2, client_hours},
    {"client-password", 3, client_password},
    {"client-unreadable", 3, client_unreadable},
    {"client-is-computer", 3, client_is_computer},
    {"client-missing", 3, client_missing},
    {"client-local-service", 2, client_local_service},
    {"server-sensitive", 4, server_sensitive},
    {"server-protected", 4, server_protected},
    {"server-disabled", 2, server_disabled},
    {"server-expired", 2, server_expired},
    {"server-locked", 2, server_locked},
    {"server-hours", 2, server_hours},
    {"server-without-pac", 3, server_without_pac},
    {"server-password", 2, server_password},
    {"server-unreadable", 3, server_unreadable},
    {"server-without-names", 2, server_without_names},
    {"server-list-cut", 4, server_list_cut},
    {"server-local-service", 2, server_local_service},
    {"server-missing", 2, server_missing},
    {"server-not-stated", 4, server_not_stated},
    {"server-other-account", 3, server_other_account},
    {"target-disabled", 3, target_disabled},
    {"target-locked", 3, target_locked},
    {"target-without-pac", 3, target_without_pac},
    {"target-unreadable", 3, target_unreadable},
    {"target-sensitive", 2, target_sensitive},
    {"target-is-server", 2, target_is_server},
    {NULL},
};
