// SPDX-License-Identifier: Apache-2.0
// The ways of tickets between domains, and what the trusts on them do to delegation.
#include "parts.h"

#include <string.h>

enum {
    NON_TRANSITIVE = 0x1,
    QUARANTINED = 0x4,
    FOREST_TRANSITIVE = 0x8,
    SELECTIVE = 0x10,
    WITHIN_FOREST = 0x20,
    NO_TGT = 0x200,
    ENABLE_TGT = 0x800,
};

static bool is_samba(enum kdc_profile profile)
{
    return profile == KDC_SAMBA || profile == KDC_SAMBA_417;
}

// A way in the making: every chain without a circle is tried.
struct walk {
    const struct world *world;
    unsigned to;
    bool seen[WORLD_DOMAINS];
    int hops[WORLD_DOMAINS];
    size_t count;
    bool crossed; // a forest trust
    struct way *best;
};

// A trust reaches its neighbour whatever it is; on from there lead trusts inside a forest, and one
// between two forests.
static bool leads_on(const struct world_trust *trust, bool *crossed)
{
    if (trust->attributes & WITHIN_FOREST)
        return true;
    if (!(trust->attributes & FOREST_TRANSITIVE) || (trust->attributes & NON_TRANSITIVE) ||
        *crossed)
        return false;
    *crossed = true;
    return true;
}

static void walk_from(struct walk *walk, unsigned at);

static void walk_over(struct walk *walk, size_t number)
{
    const struct world_trust *trust = &walk->world->trusts[number];
    struct walk before = *walk;
    bool last = trust->to == walk->to, first = walk->count == 0;

    if (!(first && last) && !leads_on(trust, &walk->crossed))
        return;
    if (!walk->world->domains[trust->to].read)
        walk->best->doubtful = true;
    walk->hops[walk->count++] = (int)number;
    walk_from(walk, trust->to);
    *walk = before;
}

static void walk_from(struct walk *walk, unsigned at)
{
    struct way *best = walk->best;

    if (at == walk->to) {
        if (!best->found || walk->count < best->count) {
            best->found = true;
            best->count = walk->count;
            memcpy(best->hops, walk->hops, sizeof best->hops);
        }
        return;
    }
    walk->seen[at] = true;
    if (!walk->world->domains[at].whole)
        best->doubtful = true;
    for (size_t i = 0; i < walk->world->trust_count; i++) {
        const struct world_trust *trust = &walk->world->trusts[i];

        // Users go where the direction is inbound or both.
        if (trust->from != at || !(trust->direction & 1))
            continue;
        if (!trust->has_attributes && !(walk->count == 0 && trust->to == walk->to))
            best->doubtful = true; // how far it reaches was not read
        else if (!walk->seen[trust->to])
            walk_over(walk, i);
    }
}

void find_way(const struct world *world, unsigned from, unsigned to, struct way *out)
{
    struct walk walk = {.world = world, .to = to, .best = out};

    // Domains of one forest trust each other: what was not found was not read.
    *out = (struct way){.doubtful = world->domains[from].forest == world->domains[to].forest};
    walk_from(&walk, from);
}

// A KDC of the user's side keeps ok-as-delegate by the bits of its object; Samba's never does.
static void add_hop(const struct world *world, const struct world_trust *trust,
                    struct findings *out)
{
    enum kdc_profile profile = world->domains[trust->from].profile;
    bool enabled = trust->attributes & (WITHIN_FOREST | ENABLE_TGT);
    bool disabled = trust->attributes & (NO_TGT | QUARANTINED);

    if (is_samba(profile))
        findings_add(out, "trust-tgt-delegation-blocked", EFFECT_FAILS, WAY_U);
    else if (!trust->has_attributes)
        findings_add(out, "trust-path-unread", EFFECT_UNKNOWN, WAY_U);
    else if (trust->attributes & QUARANTINED)
        findings_add(out, "trust-quarantined", EFFECT_FAILS, WAY_U);
    else if (!enabled || disabled)
        findings_add(out, "trust-tgt-delegation-blocked", EFFECT_FAILS, WAY_U);
    else if (profile == KDC_UNKNOWN)
        findings_add(out, "trust-path-unread", EFFECT_UNKNOWN, WAY_U);
}

// The bits of a trust as the trusting side has them, else as the trusted side does.
static uint32_t trusting_bits(const struct world *world, const struct world_trust *trust)
{
    for (size_t i = 0; i < world->trust_count; i++)
        if (world->trusts[i].from == trust->to && world->trusts[i].to == trust->from &&
            world->trusts[i].has_attributes && world->domains[trust->to].read)
            return world->trusts[i].attributes;
    return trust->has_attributes ? trust->attributes : 0;
}

bool is_selective(const struct world *world, const struct way *way)
{
    for (size_t i = 0; i < way->count; i++)
        if (trusting_bits(world, &world->trusts[way->hops[i]]) & SELECTIVE)
            return true;
    return false;
}

bool drops_sids_of(const struct world *world, const struct way *way, unsigned domain)
{
    for (size_t i = 0; i < way->count; i++) {
        const struct world_trust *trust = &world->trusts[way->hops[i]];
        uint32_t bits = trusting_bits(world, trust);

        // Quarantine lets SIDs of the neighbour pass, a forest trust those of its forest.
        if ((bits & QUARANTINED) && trust->from != domain)
            return true;
        if ((bits & (FOREST_TRANSITIVE | 0x40 | WITHIN_FOREST)) == FOREST_TRANSITIVE &&
            world->domains[trust->from].forest != world->domains[domain].forest)
            return true;
    }
    return false;
}

// Whether there is a way at all.
static bool add_reach(const struct way *way, unsigned ways, enum effect none, struct findings *out)
{
    if (way->found)
        return true;
    findings_add(out, way->doubtful ? "trust-path-unread" : "no-trust-path",
                 way->doubtful ? EFFECT_UNKNOWN : none, ways);
    return false;
}

// A right on the called account decides, which is not read; Samba is taken not to ask for it.
static void add_selective(const struct world *world, const struct way *way, unsigned to,
                          unsigned ways, struct findings *out)
{
    if (is_selective(world, way))
        findings_add(out, "selective-auth",
                     is_samba(world->domains[to].profile) ? EFFECT_ASSUMED : EFFECT_UNKNOWN, ways);
}

void add_way_to_server(const struct world *world, unsigned client, unsigned server,
                       struct findings *out)
{
    size_t before = out->count;
    struct way way;

    if (client == server)
        return;
    find_way(world, client, server, &way);
    if (add_reach(&way, WAY_ALL, EFFECT_FAILS, out))
        add_selective(world, &way, server, WAY_ALL, out);
    for (size_t i = before; i < out->count; i++) // no ticket at all
        out->items[i].stands = true;
    for (size_t i = 0; i < way.count; i++)
        add_hop(world, &world->trusts[way.hops[i]], out);
}

// S4U2Self for a user of another domain goes there and back; Samba makes it for its own users.
void add_way_to_client(const struct world *world, unsigned server, unsigned client,
                       struct findings *out)
{
    enum kdc_profile profile = world->domains[server].profile;
    struct way way;

    if (client == server)
        return;
    find_way(world, server, client, &way);
    add_reach(&way, WAY_TRANSITION, EFFECT_LIKELY, out);
    if (is_samba(profile))
        findings_add(out, "client-unknown", EFFECT_FAILS, WAY_TRANSITION);
    else if (profile == KDC_UNKNOWN)
        findings_add(out, "client-unknown", EFFECT_UNKNOWN, WAY_TRANSITION);
}

static bool is_legacy(const struct world_domain *domain)
{
    return domain->dc_lowest < 5 && !is_samba(domain->profile);
}

// By S4U2Proxy the server asks, over its own way. Both ends are on it, whatever lies between.
static void add_proxy_way(const struct world *world, unsigned server, unsigned target,
                          struct findings *out)
{
    struct way way;
    bool legacy = is_legacy(&world->domains[server]) || is_legacy(&world->domains[target]);

    find_way(world, server, target, &way);
    if (add_reach(&way, WAY_EVIDENCE | WAY_TRANSITION, EFFECT_FAILS, out))
        add_selective(world, &way, target, WAY_EVIDENCE | WAY_TRANSITION, out);
    for (size_t i = 0; i < way.count; i++)
        legacy = legacy || is_legacy(&world->domains[world->trusts[way.hops[i]].to]);
    if (legacy)
        findings_add(out, "legacy-dc-on-path", EFFECT_LIKELY, WAY_R | WAY_TR);
}

// With the forwarded TGT the server asks as the client, over the client's way.
static void add_forwarded_way(const struct world *world, unsigned home, unsigned target,
                              struct findings *out)
{
    struct way way;

    if (home == target)
        return;
    find_way(world, home, target, &way);
    if (add_reach(&way, WAY_U, EFFECT_FAILS, out))
        add_selective(world, &way, target, WAY_ALL, out);
}

void add_ways_to_target(const struct world *world, int client, int server, unsigned target,
                        struct findings *out)
{
    if (server >= 0 && world->accounts[server].domain != target)
        add_proxy_way(world, world->accounts[server].domain, target, out);
    if (client < 0)
        return;

    unsigned home = world->accounts[client].domain;
    unsigned forest = world->domains[home].forest;

    add_forwarded_way(world, home, target, out);
    if (server >= 0 && forest == world->domains[target].forest &&
        forest != world->domains[world->accounts[server].domain].forest)
        findings_add(out, "cross-forest-frontend",
                     is_samba(world->domains[target].profile) ? EFFECT_UNKNOWN : EFFECT_FAILS,
                     WAY_EVIDENCE | WAY_TRANSITION);
}
