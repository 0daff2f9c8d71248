// SPDX-License-Identifier: Apache-2.0
// A process that carries a caller's identity is itself a server on the way of that identity.
#include "parts.h"

// S4U2Proxy may bring the identity from the process to the server: a list or a descriptor grants
// it, and nothing about the process's own account certainly forbids it.
static bool may_proxy(const struct world *world, int middle, struct lookup server_name, int server)
{
    struct findings findings = {0};

    if (middle < 0)
        return false;
    server_name.owner = server; // whose descriptor it is; nobody's may be anybody's
    add_server(world, middle, &findings);
    add_permission(world, middle, &server_name, &findings);
    return findings_state(&findings, PATH_CONSTRAINED) > STATE_CLOSED ||
           findings_state(&findings, PATH_RBCD) > STATE_CLOSED;
}

// What the account of the process and the way to it say: what stops the forwarded ticket there
// stops every path.
static void gather_middle(const struct world *world, int account, int client, struct findings *out)
{
    struct findings own = {0};

    if (account >= 0) {
        add_server(world, account, &own);
        if (client >= 0)
            add_way_to_server(world, world->accounts[client].domain,
                              world->accounts[account].domain, &own);
    } else { // nor do the texts say what a process without an identity on the network receives
        findings_add(out, "server-unknown", EFFECT_UNKNOWN, WAY_ALL);
    }
    for (size_t i = 0; i < own.count; i++)
        if (own.items[i].ways & WAY_U)
            findings_add(out, own.items[i].reason, own.items[i].effect, WAY_ALL);
}

static void add_of_middle(struct findings *out, const struct finding *one, enum effect effect,
                          unsigned ways)
{
    findings_add(out, one->reason, effect, ways);
    out->items[out->count - 1].of_middle = true;
}

enum caller_place add_middle(const struct world *world, const struct world_request *request,
                             int client, const struct lookup *server_name, int server,
                             struct findings *out, bool *by_proxy)
{
    struct findings middle = {0};
    struct callers callers;
    int account = party_account(world, request->identity, (int)world->hosts[request->host].account);

    *by_proxy = false;
    find_callers(world, request, client, &callers);
    if (callers.local && !callers.remote)
        return CALLER_LOCAL;
    gather_middle(world, account, client, &middle);
    for (size_t i = 0; i < callers.findings.count; i++)
        middle.items[middle.count++] = callers.findings.items[i];
    // Calls at different levels: which of them led here is not known.
    if (!callers.remote || callers.unknown || (callers.at_delegate && callers.below))
        findings_add(&middle, "process-caller-level", EFFECT_UNKNOWN, WAY_ALL);
    else if (callers.below)
        findings_add(&middle, "process-caller-level", EFFECT_FAILS, WAY_ALL);
    *by_proxy = may_proxy(world, account, *server_name, server);
    for (size_t i = 0; i < middle.count; i++) {
        const struct finding *one = &middle.items[i];
        bool softer = *by_proxy && one->effect != EFFECT_ASSUMED;

        add_of_middle(out, one, one->effect, softer ? WAY_ALL & ~(unsigned)WAY_EVIDENCE : WAY_ALL);
        if (softer)
            add_of_middle(out, one, EFFECT_UNKNOWN, WAY_EVIDENCE);
    }
    return callers.remote ? CALLER_REMOTE : CALLER_UNKNOWN;
}
