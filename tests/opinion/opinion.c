// SPDX-License-Identifier: Apache-2.0
// Gates, asked paths, verdict, reason and hop.
#include "parts.h"

#include <string.h>

static const struct world_host *host_of(const struct world *world, const struct world_request *it)
{
    return &world->hosts[it->host];
}

// Only there the runtime refuses a context without delegation.
static bool is_dcom(const struct world_request *request)
{
    return request->transport == TRANSPORT_COM || request->transport == TRANSPORT_WMI;
}

// LegacyImpersonationLevel: read and absent is identify, not read is unknown.
static enum level machine_level(const struct world_host *host)
{
    if (!host->has_facts)
        return LEVEL_UNKNOWN;
    switch (host->machine_level) {
    case MACHINE_LEVEL_UNSET:
    case MACHINE_LEVEL_IDENTIFY:
        return LEVEL_IDENTIFY;
    case MACHINE_LEVEL_ANONYMOUS:
        return LEVEL_ANONYMOUS;
    case MACHINE_LEVEL_IMPERSONATE:
        return LEVEL_IMPERSONATE;
    case MACHINE_LEVEL_DELEGATE:
        return LEVEL_DELEGATE;
    default:
        return LEVEL_UNKNOWN;
    }
}

static enum level process_level(const struct world *world, const struct world_request *request)
{
    if (request->kind == KIND_COMPLUS_SERVER)
        return request->complus_level;
    if (request->flags & (1u << FLAG_APPID | 1u << FLAG_TOO_LATE))
        return machine_level(host_of(world, request));
    if (request->level > LEVEL_DEFAULT)
        return request->level;
    return machine_level(host_of(world, request));
}

enum level opinion_level(const struct world *world, const struct world_request *request,
                         const char **config_reason)
{
    enum level level =
        request->proxy_level > LEVEL_DEFAULT ? request->proxy_level : process_level(world, request);

    *config_reason = NULL;
    if (request->authn_service == AUTHN_SERVICE_SCHANNEL ||
        request->authn_service == AUTHN_SERVICE_NONE || request->authn_level == AUTHN_LEVEL_NONE ||
        (request->flags & 1u << FLAG_QUEUED))
        *config_reason = "config-";
    return level;
}

size_t opinion_principals(const struct world *world, const struct world_request *request,
                          struct principal out[PRINCIPALS])
{
    bool stated = request->cloaking != CLOAKING_NOT_GIVEN;
    bool cloaks =
        stated ? request->cloaking != CLOAKING_NONE : request->kind == KIND_COMPLUS_SERVER;
    size_t count = 0;

    (void)world;
    out[count++] = (struct principal){request->identity, false, !stated};
    if (!cloaks)
        return count;
    for (size_t i = 0; i < request->caller_count; i++)
        out[count++] = (struct principal){request->callers[i], true, !stated};
    // Two unknown identities of one call are one request.
    if (request->caller_count == 0 && request->identity == PARTY_EMPTY)
        out[0].cloaked = true;
    else if (request->caller_count == 0)
        out[count++] = (struct principal){PARTY_EMPTY, true, !stated};
    return count;
}

int server_of(const struct world *world, const struct world_request *request,
              const struct lookup *name, bool *assumed, bool *local_identity)
{
    *assumed = request->server_identity == PARTY_EMPTY;
    *local_identity = request->server_identity == PARTY_LOCAL_SERVICE;
    if (*assumed) // the owner of the name, else the machine
        return name->owners > 0 ? name->owner : name->computer;
    return party_account(world, request->server_identity, name->computer);
}

// ---- the parts of one row ----

struct row {
    const struct world *world;
    const struct world_request *request;
    struct principal principal;
    int client, server;
    struct lookup server_name, target;
    bool server_assumed, server_local, has_target;
    enum caller_place caller;
    bool by_proxy; // from the process that carries it
    bool local;    // process and server share a host
    struct findings findings;
};

static void add_parties(struct row *row)
{
    const struct world *world = row->world;
    struct findings *out = &row->findings;

    if (row->principal.party == PARTY_LOCAL_SERVICE)
        findings_add(out, "client-no-kerberos", EFFECT_FAILS, WAY_ALL);
    else if (row->client < 0)
        findings_add(out, "client-unknown", EFFECT_UNKNOWN, WAY_ALL);
    else
        add_client(world, row->client, out);
    if (row->server_local)
        findings_add(out, "server-local-identity", EFFECT_FAILS, WAY_ALL);
    else if (row->server < 0)
        findings_add(out, "server-unknown", EFFECT_UNKNOWN, WAY_ALL);
    else
        add_server(world, row->server, out);
    if (row->client >= 0 && row->server >= 0) {
        unsigned home = world->accounts[row->client].domain;
        unsigned domain = world->accounts[row->server].domain;

        add_way_to_server(world, home, domain, out);
        add_way_to_client(world, domain, home, out);
    }
    if (row->principal.assumed || row->server_assumed)
        findings_add(out, "identity-assumed", EFFECT_ASSUMED, WAY_ALL);
}

static void gather(struct row *row)
{
    const struct world *world = row->world;
    const struct world_request *request = row->request;

    name_look_up(world, request->server, &row->server_name);
    row->server =
        server_of(world, request, &row->server_name, &row->server_assumed, &row->server_local);
    row->client = party_account(world, row->principal.party, (int)host_of(world, request)->account);
    row->has_target = *request->target;
    add_parties(row);
    add_address(request, &row->server_name, row->server, &row->findings);
    add_client_machine(world, request, &row->findings);
    add_server_machine(world, row->server_name.computer, &row->findings);
    add_dcom(world, request, row->server_name.computer, &row->findings);
    if (row->has_target) {
        name_look_up(world, request->target, &row->target);
        add_target(world, &row->target, &row->findings);
        if (row->server >= 0)
            add_permission(world, row->server, &row->target, &row->findings);
        if (row->target.owner >= 0)
            add_ways_to_target(world, row->client, row->server,
                               world->accounts[row->target.owner].domain, &row->findings);
    } else {
        findings_add(&row->findings, "target-not-given", EFFECT_UNKNOWN, WAY_EVIDENCE);
    }
    if (row->principal.cloaked)
        row->caller = add_middle(world, request, row->client, &row->server_name, row->server,
                                 &row->findings, &row->by_proxy);
}

// ---- the fold ----

// What a set of asked paths gives.
struct outcome {
    enum state state;
    enum path path;
    bool may_transition;
    struct findings findings; // as they count for the asked paths
};

static bool shares_host(const struct row *row)
{
    return row->has_target &&
           (same_text(row->server_name.host, row->target.host) ||
            (row->server_name.computer >= 0 && row->server_name.computer == row->target.computer));
}

static enum state better(enum state a, enum state b)
{
    return a > b ? a : b;
}

// On its own machine the server needs no ticket for the target. What stops the first call itself
// still does, and what keeps the identity from the server.
static void excuse(struct findings *findings, bool first_call_passes)
{
    unsigned ways = first_call_passes ? WAY_EVIDENCE : 0;

    for (size_t i = 0; i < findings->count; i++) {
        struct finding *one = &findings->items[i];

        if (one->of_middle)
            continue;
        if (!one->stands)
            one->ways &= ~(unsigned)WAY_EVIDENCE;
        if (strncmp(one->reason, "target-spn-", 11) == 0 && (one->ways & WAY_U)) {
            one->ways &= ~(unsigned)WAY_U;
            ways |= WAY_U;
        }
    }
    findings_add(findings, "target-local", EFFECT_ASSUMED, ways);
}

static void fold(const struct row *row, const struct findings *findings, bool first_call_passes,
                 struct outcome *out)
{
    static const enum path asked[] = {PATH_CONSTRAINED, PATH_RBCD, PATH_UNCONSTRAINED};
    size_t least = 0;

    // Inside one machine nothing lies behind the call but what S4U2Proxy might do.
    if (row->local && !row->by_proxy)
        first_call_passes = false;
    *out = (struct outcome){.state = STATE_CLOSED, .path = PATH_NONE, .findings = *findings};
    if (!row->local && shares_host(row))
        excuse(&out->findings, first_call_passes);
    for (size_t i = first_call_passes ? 0 : 2; i < 3; i++)
        out->state = better(out->state, findings_state(&out->findings, asked[i]));
    for (size_t i = first_call_passes ? 0 : 2; i < 3; i++) {
        size_t weight = findings_weight(&out->findings, asked[i]);

        if (findings_state(&out->findings, asked[i]) != out->state ||
            (out->path != PATH_NONE && weight >= least))
            continue;
        out->path = asked[i];
        least = weight;
    }
    out->may_transition = first_call_passes && out->state < STATE_UNKNOWN &&
                          better(findings_state(findings, PATH_TRANSITION_CONSTRAINED),
                                 findings_state(findings, PATH_TRANSITION_RBCD)) >= STATE_UNKNOWN;
}

static void add_reason(struct opinion *out, const char *reason)
{
    out->reasons[out->reason_count++] = (struct finding){.reason = reason};
}

// The conditions that give the deciding path its state and that no other of them precedes.
static void find_reasons(const struct outcome *outcome, struct opinion *out)
{
    struct finding deciding[FINDINGS];
    size_t count = 0;

    for (size_t i = 0; i < outcome->findings.count; i++) {
        const struct finding *one = &outcome->findings.items[i];
        struct findings alone = {{*one}, 1};

        if ((one->ways & 1u << outcome->path) && one->effect != EFFECT_NOTE &&
            findings_state(&alone, outcome->path) == outcome->state)
            deciding[count++] = *one;
    }
    for (size_t i = 0; i < count; i++) {
        bool preceded = false;

        for (size_t j = 0; j < count; j++)
            preceded = preceded || finding_precedes(&deciding[j], &deciding[i]);
        if (!preceded)
            out->reasons[out->reason_count++] = deciding[i];
    }
}

// will-fail becomes likely-fail where a doubt could turn it.
static bool is_doubtful(const struct row *row, const struct findings *counted, bool local_unknown)
{
    const struct world_host *host = host_of(row->world, row->request);
    bool runtime = is_dcom(row->request);
    struct findings others = {0};
    struct outcome outcome;

    if (local_unknown || row->principal.assumed || row->server_assumed)
        return true;
    if (runtime && (!host->has_facts || host->idf == ANSWER_UNKNOWN)) {
        fold(row, counted, true, &outcome);
        if (outcome.state > STATE_LIKELY_CLOSED || outcome.may_transition)
            return true;
    }
    if (!row->principal.cloaked || row->caller != CALLER_UNKNOWN)
        return false;
    for (size_t i = 0; i < counted->count; i++)
        if (!counted->items[i].of_middle)
            others.items[others.count++] = counted->items[i];
    fold(row, &others, !runtime || (host->has_facts && host->idf == ANSWER_YES), &outcome);
    return outcome.state > STATE_CLOSED || outcome.may_transition;
}

static void judge(const struct row *row, bool local_unknown, struct opinion *out)
{
    static const enum verdict verdicts[] = {
        [STATE_CLOSED] = VERDICT_WILL_FAIL, [STATE_LIKELY_CLOSED] = VERDICT_LIKELY_FAIL,
        [STATE_UNKNOWN] = VERDICT_UNKNOWN,  [STATE_LIKELY_OPEN] = VERDICT_LIKELY_WORK,
        [STATE_OPEN] = VERDICT_WILL_WORK,
    };
    const struct world_host *host = host_of(row->world, row->request);
    bool runtime = is_dcom(row->request);
    struct findings counted = {0};
    struct outcome outcome;

    for (size_t i = 0; i < row->findings.count; i++)
        if (!row->local || row->findings.items[i].of_middle)
            counted.items[counted.count++] = row->findings.items[i];
    out->first_call_passes = !runtime || (host->has_facts && host->idf == ANSWER_YES);
    fold(row, &counted, out->first_call_passes, &outcome);
    out->verdict = verdicts[outcome.state];
    out->path = outcome.path;
    if (outcome.may_transition) {
        out->verdict = VERDICT_UNKNOWN;
        out->path = PATH_NONE;
        add_reason(out, "server-may-transition");
        return;
    }
    if (out->verdict != VERDICT_WILL_WORK)
        find_reasons(&outcome, out);
    if (out->verdict == VERDICT_WILL_FAIL && is_doubtful(row, &counted, local_unknown))
        out->verdict = VERDICT_LIKELY_FAIL;
}

void opinion_judge(const struct world *world, const struct world_request *request,
                   struct principal principal, struct opinion *out)
{
    struct row row = {.world = world, .request = request, .principal = principal};
    const char *config;
    enum level level = opinion_level(world, request, &config);

    *out = (struct opinion){.has_target = *request->target};
    gather(&row);
    out->findings = row.findings;
    for (enum path path = PATH_UNCONSTRAINED; path < path_count; path++)
        out->states[path] = findings_state(&row.findings, path);

    const struct world_host *host = host_of(world, request);
    bool dcom_off = host->has_facts && host->dcom == ANSWER_NO && is_dcom(request);

    row.local = row.server_name.computer == (int)host->account;
    if (config) { // none of these carries more than impersonate, whatever the level says
        out->verdict = VERDICT_NOT_REQUESTED;
        add_reason(out, config);
        if (level != LEVEL_DELEGATE)
            add_reason(out, "level-too-low");
    } else if (level == LEVEL_UNKNOWN) {
        out->verdict = VERDICT_UNKNOWN;
    } else if (level != LEVEL_DELEGATE) {
        out->verdict = VERDICT_NOT_REQUESTED;
        add_reason(out, "level-too-low");
        // A level that was asked for and has no effect.
        if (request->flags || (request->kind == KIND_COMPLUS_SERVER && request->level))
            add_reason(out, "config-");
    } else if (row.local && !(principal.cloaked && row.caller != CALLER_LOCAL)) {
        out->verdict = VERDICT_NOT_NEEDED;
        add_reason(out, "local-only");
    } else if (dcom_off && !row.local) {
        out->verdict = VERDICT_NOT_REQUESTED;
        add_reason(out, "config-");
    } else {
        judge(&row, row.server_name.computer < 0, out);
    }
}
