// SPDX-License-Identifier: Apache-2.0
// What a call itself adds: how the server is addressed, and the machines on both ends.
#include "parts.h"

static bool is_dcom(const struct world_request *request)
{
    return request->transport == TRANSPORT_COM || request->transport == TRANSPORT_WMI;
}

// How the server is addressed: a client that gets no ticket calls by NTLM, and the server's own
// ticket by S4U2Self does not depend on that name. A method call goes to the name that the server's
// process registered, so a host alone says nothing about the account unless it is the machine's
// own.
void add_address(const struct world_request *request, const struct lookup *name, int server,
                 struct findings *out)
{
    bool ntlm = request->authn_service == AUTHN_SERVICE_NTLM;
    bool address = name->owners == 0 && name->is_address;
    bool stated = request->server_identity >= 0 || request->server_identity == PARTY_MISSING;

    if (ntlm || address)
        findings_add(out, "ntlm-no-delegation", EFFECT_FAILS, WAY_OWN);
    if (address || (!is_spn(request->server) && stated && server != name->computer))
        return;
    if (name->owners > 1)
        findings_add(out, "server-spn-duplicate", EFFECT_FAILS, WAY_OWN);
    else if (name->owners == 0)
        findings_add(out, "server-spn-missing",
                     name->certain && !name->may_be_labelled ? EFFECT_FAILS : EFFECT_UNKNOWN,
                     WAY_OWN);
    else if (!name->certain)
        findings_add(out, "server-spn-assumed-unique", EFFECT_ASSUMED, WAY_OWN);
    if (name->owner >= 0 && server >= 0 && name->owner != server)
        findings_add(out, "server-spn-wrong-account", EFFECT_FAILS, WAY_ALL);
}

// A machine without Kerberos, one that keeps the TGT, one that takes no call.
void add_client_machine(const struct world *world, const struct world_request *request,
                        struct findings *out)
{
    const struct world_host *host = &world->hosts[request->host];

    add_guard(world, host, out);
    if (host->has_facts && host->joined == ANSWER_NO)
        findings_add(out, "host-not-joined", EFFECT_FAILS, WAY_OWN);
}

static const struct world_host *facts_of(const struct world *world, int computer)
{
    for (size_t i = 0; i < world->host_count; i++)
        if ((int)world->hosts[i].account == computer && world->hosts[i].has_facts)
            return &world->hosts[i];
    return NULL;
}

void add_dcom(const struct world *world, const struct world_request *request, int computer,
              struct findings *out)
{
    const struct world_host *host = facts_of(world, computer);

    if (host && host->dcom == ANSWER_NO && is_dcom(request))
        findings_add(out, "host-dcom-disabled", EFFECT_FAILS, WAY_ALL);
}

void add_server_machine(const struct world *world, int computer, struct findings *out)
{
    const struct world_host *host = facts_of(world, computer);

    if (host && host->joined == ANSWER_NO)
        findings_add(out, "host-not-joined", EFFECT_FAILS, WAY_ALL);
}
