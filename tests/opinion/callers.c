// SPDX-License-Identifier: Apache-2.0
// What the callers' own requests to a process say of the identity that it carries on.
#include "parts.h"

#include <string.h>

enum { CALLS = 8 };

// One request that brings the identity from another machine.
struct arrival {
    const struct world_request *request;
    struct findings findings; // what keeps a TGT from getting to the process
    bool refused;             // by the runtime: it never gets there
};

bool reaches(const struct world *world, const struct world_request *caller,
             const struct world_request *process)
{
    struct lookup name;
    bool assumed, local;

    name_look_up(world, caller->server, &name);

    int server = server_of(world, caller, &name, &assumed, &local);
    int account = party_account(world, process->identity, (int)world->hosts[process->host].account);

    return server >= 0 && server == account &&
           name.computer == (int)world->hosts[process->host].account;
}

static void add_call(const struct world *world, const struct world_request *request,
                     struct arrival *out)
{
    const struct world_host *host = &world->hosts[request->host];
    struct lookup name;
    bool assumed, local, fails = false;
    const char *ineffective;

    *out = (struct arrival){.request = request};
    name_look_up(world, request->server, &name);

    int server = server_of(world, request, &name, &assumed, &local);

    add_address(request, &name, server, &out->findings);
    add_client_machine(world, request, &out->findings);
    add_dcom(world, request, name.computer, &out->findings);
    for (size_t i = 0; i < out->findings.count; i++)
        fails = fails || out->findings.items[i].effect == EFFECT_FAILS;
    out->refused = fails &&
                   (request->transport == TRANSPORT_COM || request->transport == TRANSPORT_WMI) &&
                   host->has_facts && host->idf == ANSWER_NO &&
                   opinion_level(world, request, &ineffective) == LEVEL_DELEGATE;
}

static void see_level(const struct world *world, const struct world_request *request,
                      struct callers *out)
{
    const struct world_host *host = &world->hosts[request->host];
    bool dcom = request->transport == TRANSPORT_COM || request->transport == TRANSPORT_WMI;
    const char *ineffective;
    enum level level = opinion_level(world, request, &ineffective);

    if (ineffective || (dcom && host->has_facts && host->dcom == ANSWER_NO))
        out->below = true;
    else if (level == LEVEL_UNKNOWN)
        out->unknown = true;
    else if (level == LEVEL_DELEGATE)
        out->at_delegate = true;
    else
        out->below = true;
}

// What holds of some of the calls only is not known to hold.
static void merge(const struct arrival *calls, size_t count, struct findings *out)
{
    size_t arriving = 0;

    for (size_t i = 0; i < count; i++)
        arriving += !calls[i].refused;
    for (size_t i = 0; i < count; i++) {
        if (arriving && calls[i].refused)
            continue;
        for (size_t j = 0; j < calls[i].findings.count; j++) {
            const struct finding *one = &calls[i].findings.items[j];
            size_t holding = 0, counted = arriving ? arriving : count;
            bool first = true;

            for (size_t k = 0; k < count; k++)
                if (!(arriving && calls[k].refused) && has_finding(&calls[k].findings, one)) {
                    holding++;
                    first = first && k >= i;
                }
            if (first)
                findings_add(out, one->reason,
                             holding < counted && one->effect != EFFECT_ASSUMED ? EFFECT_UNKNOWN
                                                                                : one->effect,
                             WAY_ALL);
        }
    }
}

void find_callers(const struct world *world, const struct world_request *request, int client,
                  struct callers *out)
{
    struct principal principals[PRINCIPALS];
    struct arrival calls[CALLS];
    size_t count = 0;

    *out = (struct callers){0};
    for (size_t i = 0; client >= 0 && i < world->request_count; i++) {
        const struct world_request *other = &world->requests[i];
        size_t identities = opinion_principals(world, other, principals);

        for (size_t j = 0; j < identities; j++) {
            if (other == request || !reaches(world, other, request) ||
                party_account(world, principals[j].party, (int)world->hosts[other->host].account) !=
                    client)
                continue;
            if (other->host == request->host) {
                out->local = true;
                continue;
            }
            out->remote = true;
            see_level(world, other, out);
            add_call(world, other, &calls[count++]);
        }
    }
    merge(calls, count, &out->findings);
}
