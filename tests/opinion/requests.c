// SPDX-License-Identifier: Apache-2.0
// The requests of a world, and the settings that let their servers delegate.
#include <stdio.h>
#include <string.h>

#include "maker.h"

static void add_list(struct world_account *account, const char *spn)
{
    if (account->list_count < WORLD_NAMES)
        maker_text(account->list[account->list_count++], "%s", spn);
}

// ---- requests ----

void maker_choose_server(struct maker *maker, struct world_request *request, int computer)
{
    static const char *const classes[] = {"HOST", "rpcss", "http"};
    struct world_account *accounts = maker->world->accounts;
    char host[WORLD_TEXT];
    unsigned choice = computer == ACTOR_APP ? random_below(&maker->random, 10) : 0;

    maker_host_name(maker, computer, host);
    request->server_identity =
        random_chance(&maker->random, 50) ? PARTY_NETWORK_SERVICE : PARTY_SYSTEM;
    if (choice < 3) {
        maker_text(request->server, "%s", host);
    } else if (choice < 5) {
        maker_text(request->server, "%s/%s", classes[random_below(&maker->random, 3)], host);
    } else {
        enum actor service = choice < 8 ? ACTOR_SERVICE : ACTOR_GMSA;

        request->server_identity = service;
        if (random_chance(&maker->random, 75))
            maker_text(request->server, "%s", accounts[service].spns[0]);
        else
            maker_text(request->server, "%s", host);
        maker->server = service;
        return;
    }
    maker->server = computer;
}

void maker_choose_target(struct maker *maker, struct world_request *request)
{
    static const char *const classes[] = {"cifs", "host", "http", "rpcss", "MSSQLSvc"};
    char host[WORLD_TEXT];
    unsigned choice = random_below(&maker->random, 7);

    maker_host_name(maker, ACTOR_DB, host);
    maker->target = ACTOR_DB;
    if (choice < 5)
        maker_text(request->target, "%s/%s%s", classes[choice], host, choice == 4 ? ":1433" : "");
    else if (choice == 5)
        maker_text(request->target, "%s", host);
    if (choice == 6) {
        maker_text(request->target, "FileSvc/%s", host);
        maker->target = ACTOR_FILES;
    }
}

struct world_request *maker_add_request(struct maker *maker, unsigned slot, unsigned host,
                                        int identity)
{
    struct world *world = maker->world;
    size_t number = world->request_count++;
    struct world_request *request = &world->requests[number];

    *request = (struct world_request){
        .host = host,
        .kind = KIND_EXE,
        .level = LEVEL_DELEGATE,
        .cloaking = CLOAKING_NONE,
        .identity = identity,
    };
    snprintf(request->application, sizeof request->application, "w%ur%zu", slot, number);
    return request;
}

// ---- delegation ----

static void fill_list(struct maker *maker)
{
    struct world *world = maker->world;
    struct world_account *server = &world->accounts[maker->server];
    const char *target = maker->request->target;
    const char *slash = strchr(target, '/');
    char entry[WORLD_TEXT];

    if (random_chance(&maker->random, 40))
        return;
    if (*target && random_chance(&maker->random, 55)) {
        maker_text(entry, slash ? "%s" : "RPCSS/%s", target);
        add_list(server, entry);
    }
    if (slash && random_chance(&maker->random, 25)) {
        static const char *const classes[] = {"host", "cifs", "www", "ldap"};

        maker_text(entry, "%s%s", classes[random_below(&maker->random, 4)], slash);
        add_list(server, entry);
    }
    if (slash && random_chance(&maker->random, 10)) {
        maker_text(entry, "%s@W.TEST", target);
        add_list(server, entry);
    }
    if (random_chance(&maker->random, 15))
        add_list(server, world->accounts[ACTOR_DB].spns[0]);
    if (server->list_count == 0 || random_chance(&maker->random, 25))
        add_list(server, "cifs/elsewhere.test");
}

static int choose_trustee(struct maker *maker)
{
    unsigned choice = random_below(&maker->random, 100);

    if (choice < 45)
        return maker->server;
    if (choice < 60)
        return ACTOR_GROUP;
    if (choice < 68)
        return ACTOR_NESTED;
    if (choice < 80)
        return random_chance(&maker->random, 50) ? ACTOR_SERVICE : ACTOR_GMSA;
    if (choice < 85)
        return SID_DELETED;
    // Whoever is in every token grants to all of the forest's servers.
    if (choice < 92 && maker->world->grants_everybody)
        return SID_EVERYONE - (int)random_below(&maker->random, 5);
    return SID_SERVICE_ASSERTED - (int)random_below(&maker->random, 2);
}

static void fill_descriptor(struct maker *maker, struct world_account *target)
{
    static const uint32_t masks[] = {0xF01FF, 0xF01FF, 0xF01FF, 0x100,
                                     0x100,   0x20,    0xF00FF, 0x10000000};
    unsigned choice = random_below(&maker->random, 100);

    if (choice < 35)
        return;
    target->descriptor = DESCRIPTOR_LIST;
    if (choice < 38)
        target->descriptor = DESCRIPTOR_BROKEN;
    else if (choice < 42 && maker->world->grants_everybody)
        target->descriptor = DESCRIPTOR_NULL;
    if (target->descriptor != DESCRIPTOR_LIST || choice < 47)
        return;
    target->ace_count = 1 + random_below(&maker->random, 3);
    for (size_t i = 0; i < target->ace_count; i++) {
        unsigned kind = random_below(&maker->random, 100);

        target->aces[i] = (struct world_ace){
            .kind = kind < 68   ? ACE_ALLOW
                    : kind < 83 ? ACE_DENY
                    : kind < 90 ? ACE_CONDITIONAL_ALLOW
                    : kind < 94 ? ACE_CONDITIONAL_DENY
                                : ACE_OBJECT_ALLOW,
            .who = choose_trustee(maker),
            .mask = masks[random_below(&maker->random, sizeof masks / sizeof *masks)],
            .inherit_only = random_chance(&maker->random, 7),
        };
    }
}

static void join_groups(struct maker *maker)
{
    struct world *world = maker->world;
    struct world_account *group = &world->accounts[ACTOR_GROUP];
    struct world_account *nested = &world->accounts[ACTOR_NESTED];
    unsigned choice = random_below(&maker->random, 100);

    if (choice < 20)
        group->members[group->member_count++] = (unsigned)maker->server;
    else if (choice < 40)
        nested->members[nested->member_count++] = (unsigned)maker->server;
    else if (choice < 46)
        world->accounts[maker->server].primary_group = ACTOR_GROUP;
    if (random_chance(&maker->random, 10)) // groups may hold each other
        nested->members[nested->member_count++] = ACTOR_GROUP;
}

void maker_set_delegation(struct maker *maker)
{
    struct world_account *server = &maker->world->accounts[maker->server];

    if (random_chance(&maker->random, 45))
        server->uac |= UAC_TRUSTED;
    if (random_chance(&maker->random, 40))
        server->uac |= UAC_TRANSITION;
    fill_list(maker);
    fill_descriptor(maker, &maker->world->accounts[maker->target]);
    join_groups(maker);
}

// ---- cloaked callers ----

// The caller's own request to the process, or none where it was not imported.
static void add_front(struct maker *maker, unsigned slot)
{
    struct world *world = maker->world;
    unsigned choice = random_below(&maker->random, 100);
    struct world_request *front;

    if (choice >= 80)
        return;
    front = maker_add_request(maker, slot, choice < 12 ? HOST_APP : HOST_WS, ACTOR_CLIENT);
    maker_text(front->server, "%s", world->accounts[ACTOR_SERVICE].spns[0]);
    front->server_identity = ACTOR_SERVICE;
    if (choice >= 20 && choice < 30)
        front->level = LEVEL_IMPERSONATE;
    if (choice < 30 || choice >= 33)
        return;
    front->level = LEVEL_UNKNOWN;
    world->hosts[front->host].has_facts = false;
}

// A front calls the process that carries its identity on to another machine. Half of the turns are
// about this second call.
void maker_add_middle(struct maker *maker, unsigned slot)
{
    struct maker first = *maker;
    struct world_request *middle;
    char entry[WORLD_TEXT];

    add_front(maker, slot);
    middle = maker_add_request(maker, slot, HOST_APP, ACTOR_SERVICE);
    middle->cloaking = random_chance(&maker->random, 50) ? CLOAKING_STATIC : CLOAKING_DYNAMIC;
    if (random_chance(&maker->random, 90))
        middle->callers[middle->caller_count++] = ACTOR_CLIENT;
    maker_choose_server(maker, middle, random_chance(&maker->random, 85) ? ACTOR_APP2 : ACTOR_APP);
    if (random_chance(&maker->random, 60))
        maker_choose_target(maker, middle);
    maker->request = middle;
    if (maker->server != first.server)
        maker_set_delegation(maker);
    if (random_chance(&maker->random, 70))
        maker->world->accounts[ACTOR_SERVICE].uac |= UAC_TRUSTED;
    if (random_chance(&maker->random, 25)) {
        maker_text(entry, strchr(middle->server, '/') ? "%s" : "rpcss/%s", middle->server);
        add_list(&maker->world->accounts[ACTOR_SERVICE], entry);
    }
    if (random_chance(&maker->random, 50))
        return;
    first.random = maker->random;
    *maker = first;
}
