// SPDX-License-Identifier: Apache-2.0
// Turns about levels, names as addressed, and the machines.
#include <string.h>

#include "maker.h"

static struct world_host *host_of(struct maker *maker)
{
    return &maker->world->hosts[maker->request->host];
}

// ---- levels ----

static bool level_below(struct maker *maker)
{
    maker->request->level = random_chance(&maker->random, 50) ? LEVEL_IMPERSONATE : LEVEL_IDENTIFY;
    return true;
}

static bool level_of_machine(struct maker *maker)
{
    static const enum machine_level levels[] = {MACHINE_LEVEL_ABSENT, MACHINE_LEVEL_UNSET,
                                                MACHINE_LEVEL_IMPERSONATE, MACHINE_LEVEL_DELEGATE,
                                                MACHINE_LEVEL_DELEGATE};

    if (random_chance(&maker->random, 60))
        maker->request->level = LEVEL_UNKNOWN;
    else
        maker->request->flags |=
            1u << (random_chance(&maker->random, 50) ? FLAG_APPID : FLAG_TOO_LATE);
    host_of(maker)->machine_level = levels[random_below(&maker->random, 5)];
    return true;
}

static bool level_of_proxy(struct maker *maker)
{
    static const enum level levels[] = {LEVEL_IMPERSONATE, LEVEL_DEFAULT, LEVEL_DELEGATE};

    maker->request->proxy_level = levels[random_below(&maker->random, 3)];
    if (maker->request->proxy_level == LEVEL_DELEGATE)
        maker->request->level = LEVEL_IDENTIFY;
    return true;
}

static bool level_of_complus(struct maker *maker)
{
    static const enum level levels[] = {LEVEL_UNKNOWN, LEVEL_IMPERSONATE, LEVEL_DELEGATE,
                                        LEVEL_DELEGATE};

    maker->request->kind = KIND_COMPLUS_SERVER;
    maker->request->level = LEVEL_UNKNOWN;
    maker->request->complus_level = levels[random_below(&maker->random, 4)];
    return true;
}

static bool cloaking_not_stated(struct maker *maker)
{
    if (maker->request->authn_service == AUTHN_SERVICE_SCHANNEL)
        return false;
    maker->request->cloaking = CLOAKING_NOT_GIVEN;
    return true;
}

static bool without_effect(struct maker *maker)
{
    struct world_request *request = maker->request;

    switch (random_below(&maker->random, 5)) {
    case 0: // with cloaking it is no valid setting
        if (request->cloaking != CLOAKING_NONE)
            return false;
        request->authn_service = AUTHN_SERVICE_SCHANNEL;
        return true;
    case 1:
        request->authn_service = AUTHN_SERVICE_NONE;
        return true;
    case 2:
        request->authn_level = AUTHN_LEVEL_NONE;
        return true;
    case 3:
        request->flags |= 1u << FLAG_QUEUED;
        return true;
    default:
        host_of(maker)->dcom = ANSWER_NO;
        return true;
    }
}

static bool by_ntlm(struct maker *maker)
{
    maker->request->authn_service = AUTHN_SERVICE_NTLM;
    return true;
}

static bool by_kerberos(struct maker *maker)
{
    maker->request->authn_service =
        random_chance(&maker->random, 50) ? AUTHN_SERVICE_KERBEROS : AUTHN_SERVICE_NEGOTIATE;
    return true;
}

// The level of what is no COM stands with the call itself.
static bool other_transport(struct maker *maker)
{
    static const enum transport transports[] = {TRANSPORT_WMI, TRANSPORT_WCF, TRANSPORT_OLEDB,
                                                TRANSPORT_PIPE, TRANSPORT_HTTP};

    // A host alone would be asked for under the transport's own class.
    if (maker->request->kind == KIND_COMPLUS_SERVER || !strchr(maker->request->server, '/') ||
        (*maker->request->target && !strchr(maker->request->target, '/')))
        return false;
    maker->request->transport = transports[random_below(&maker->random, 5)];
    maker->request->level = maker->request->proxy_level = LEVEL_DELEGATE;
    maker->request->flags = 0;
    return true;
}

// ---- names ----

// Changes the name in the account's list as well, or what was said of it would not hold.
static void rename_host(const char *name, const char *host, char out[WORLD_TEXT])
{
    int class = (int)strcspn(name, "/");

    if (name[class])
        maker_text(out, "%.*s/%s", class, name, host);
    else
        maker_text(out, "%s", host);
}

static void readdress(char *name, const char *host)
{
    char old[WORLD_TEXT];

    memcpy(old, name, WORLD_TEXT);
    rename_host(old, host, name);
}

// Names and addresses that nobody has are a world's own: another turn may register one.
static unsigned slot_of(const struct maker *maker)
{
    return (unsigned)(maker->world->seed % WORLD_BATCH);
}

static bool server_nobody(struct maker *maker)
{
    char host[WORLD_TEXT];

    if (!strchr(maker->request->server, '/'))
        return false;
    maker_text(host, "nowhere%u.test", slot_of(maker));
    readdress(maker->request->server, host);
    return true;
}

static bool server_address(struct maker *maker)
{
    char address[WORLD_TEXT], spn[WORLD_TEXT];

    maker_text(address, "192.0.2.%u", slot_of(maker));
    maker_text(spn, "HOST/%s", address);
    readdress(maker->request->server, address);
    if (random_chance(&maker->random, 30))
        maker_add_spn(&maker->world->accounts[maker->server], spn);
    return true;
}

static bool server_short_name(struct maker *maker)
{
    if (maker->request->server_identity >= 0)
        return false;
    readdress(maker->request->server, maker->world->accounts[maker->server].name);
    return true;
}

// A name that no computer has, registered with the service's account.
static bool server_alias(struct maker *maker)
{
    char host[WORLD_TEXT], spn[WORLD_TEXT];

    if (maker->server != ACTOR_SERVICE)
        return false;
    maker_text(host, "portal.%s", maker->world->domains[0].dns);
    maker_text(spn, "MidSvc/%s", host);
    maker_add_spn(&maker->world->accounts[ACTOR_SERVICE], spn);
    maker_text(maker->request->server, "%s", spn);
    return true;
}

// Names are unique inside a forest.
static bool share_forest(const struct maker *maker, int a, int b)
{
    const struct world *world = maker->world;

    return world->domains[world->accounts[a].domain].forest ==
           world->domains[world->accounts[b].domain].forest;
}

static bool server_twice(struct maker *maker)
{
    const char *name = maker->request->server;

    if (!strchr(name, '/') || maker->world->accounts[maker->server].spn_count == 0 ||
        !share_forest(maker, maker->server, ACTOR_OTHER))
        return false;
    maker_add_spn(&maker->world->accounts[ACTOR_OTHER], name);
    maker_add_spn(&maker->world->accounts[maker->server], name);
    return true;
}

static bool server_here(struct maker *maker)
{
    char host[WORLD_TEXT];

    maker_host_name(maker, (int)host_of(maker)->account, host);
    maker_text(maker->request->server, "%s", host);
    maker->request->server_identity = PARTY_NETWORK_SERVICE;
    maker->server = (int)host_of(maker)->account;
    return true;
}

static bool target_none(struct maker *maker)
{
    maker->request->target[0] = '\0';
    return true;
}

static bool target_nobody(struct maker *maker)
{
    char host[WORLD_TEXT];

    if (!*maker->request->target)
        return false;
    maker_text(host, random_chance(&maker->random, 60) ? "nowhere%u.test" : "198.51.100.%u",
               slot_of(maker));
    readdress(maker->request->target, host);
    return true;
}

static bool target_twice(struct maker *maker)
{
    if (!strchr(maker->request->target, '/') || !share_forest(maker, maker->target, ACTOR_OTHER))
        return false;
    maker_add_spn(&maker->world->accounts[ACTOR_OTHER], maker->request->target);
    maker_add_spn(&maker->world->accounts[maker->target], maker->request->target);
    return true;
}

// A name below the last domain, whose forest may be another one.
static bool target_abroad(struct maker *maker)
{
    char host[WORLD_TEXT];

    if (maker->world->domain_count < 2)
        return false;
    maker_text(host, "abroad.%s", maker->world->domains[maker->world->domain_count - 1].dns);
    readdress(maker->request->target, host);
    return *maker->request->target;
}

static bool target_at_server(struct maker *maker)
{
    static const char *const classes[] = {"cifs", "MSSQLSvc", "http"};
    char host[WORLD_TEXT];

    maker_host_name(maker, ACTOR_APP, host);
    maker_text(maker->request->target, "%s/%s", classes[random_below(&maker->random, 3)], host);
    maker->target = ACTOR_APP;
    return true;
}

// ---- machines ----

static bool idf_unread(struct maker *maker)
{
    host_of(maker)->idf = ANSWER_UNKNOWN;
    return true;
}

static bool no_facts(struct maker *maker)
{
    host_of(maker)->has_facts = false;
    return true;
}

static bool guard_on(struct maker *maker)
{
    host_of(maker)->guard = ANSWER_YES;
    return true;
}

static bool guard_unread(struct maker *maker)
{
    struct world_account *computer = &maker->world->accounts[host_of(maker)->account];

    host_of(maker)->guard = ANSWER_UNKNOWN;
    computer->os = OS_NOT_READ + random_below(&maker->random, OS_2025 + 1);
    if (random_chance(&maker->random, 20))
        computer->uac = UAC_DC | UAC_TRUSTED;
    return true;
}

static bool not_joined(struct maker *maker)
{
    maker->world->hosts[random_chance(&maker->random, 50) ? maker->request->host : HOST_APP]
        .joined = ANSWER_NO;
    return true;
}

const struct turn request_turns[] = {
    {"level-below", 2, level_below},
    {"level-of-machine", 2, level_of_machine},
    {"level-of-proxy", 2, level_of_proxy},
    {"level-of-complus", 2, level_of_complus},
    {"cloaking-not-stated", 2, cloaking_not_stated},
    {"without-effect", 2, without_effect},
    {"by-ntlm", 3, by_ntlm},
    {"by-kerberos", 1, by_kerberos},
    {"other-transport", 4, other_transport},
    {"server-nobody", 2, server_nobody},
    {"server-address", 3, server_address},
    {"server-short-name", 1, server_short_name},
    {"server-alias", 3, server_alias},
    {"server-twice", 2, server_twice},
    {"server-here", 2, server_here},
    {"target-none", 4, target_none},
    {"target-nobody", 3, target_nobody},
    {"target-twice", 3, target_twice},
    {"target-abroad", 3, target_abroad},
    {"target-at-server", 4, target_at_server},
    {"idf-unread", 4, idf_unread},
    {"no-facts", 3, no_facts},
    {"guard-on", 3, guard_on},
    {"guard-unread", 5, guard_unread},
    {"not-joined", 3, not_joined},
    {NULL},
};
