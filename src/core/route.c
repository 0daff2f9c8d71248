// SPDX-License-Identifier: Apache-2.0
// Breadth-first search over domains, each met before and behind the one forest trust of a way.
#include "core/route.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "core/trust.h"

enum { TRUST_TYPE_UPLEVEL = 2 }; // MS-ADTS 6.1.6.7.15

// How far a trust reaches (MS-ADTS 6.1.6.7.9; a forest trust does not reach a third forest).
enum reach { REACH_NO, REACH_NEIGHBOUR, REACH_FOREST, REACH_WITHIN, REACH_UNREAD };

void route_map_clear(struct route_map *map)
{
    vec_clear(&map->domains);
    vec_clear(&map->trusts);
}

static void renumber(struct route_map *map, struct route_domain keep, struct route_domain drop)
{
    for (size_t i = 0; i < map->domains.count; i++) {
        struct route_domain *domain = &map->domains.items[i];

        if (domain->forest != keep.forest && domain->forest != drop.forest)
            continue;
        domain->forest = keep.forest;
        domain->forest_known = keep.forest_known || drop.forest_known;
    }
}

void route_join_forests(struct route_map *map)
{
    for (size_t i = 0; i < map->trusts.count; i++) {
        const struct route_trust *trust = &map->trusts.items[i];

        if (trust->to != ROUTE_NOWHERE && trust->attributes.value & TRUST_WITHIN_FOREST)
            renumber(map, map->domains.items[trust->from], map->domains.items[trust->to]);
    }
}

static enum reach reach_of(const struct route_trust *trust)
{
    if (!trust->direction.present)
        return REACH_UNREAD;
    if (!trust_user_side_counts((uint32_t)trust->direction.value) ||
        (trust->type.present && trust->type.value != TRUST_TYPE_UPLEVEL))
        return REACH_NO;
    if (!trust->attributes.present)
        return REACH_UNREAD;
    if (trust->attributes.value & TRUST_WITHIN_FOREST)
        return REACH_WITHIN;
    return trust->attributes.value & TRUST_FOREST_TRANSITIVE &&
                   !(trust->attributes.value & TRUST_NON_TRANSITIVE)
               ? REACH_FOREST
               : REACH_NEIGHBOUR;
}

// A domain before (`crossed` 0) or behind (1) the forest trust. `by` is the trust that led there.
struct place {
    size_t domain, crossed, by, before;
};

struct search {
    const struct route_map *map;
    size_t from, to;
    bool unread;
    bool *met; // two a domain
    VEC(struct place) places;
};

static void clear(struct search *search)
{
    free(search->met);
    vec_clear(&search->places);
}

static void meet(struct search *search, size_t domain, size_t crossed, size_t by, size_t before)
{
    bool *met = &search->met[2 * domain + crossed];

    if (*met)
        return;
    *met = true;
    vec_push(&search->places, (struct place){domain, crossed, by, before});
}

static void follow(struct search *search, size_t at, size_t index)
{
    const struct route_trust *trust = &search->map->trusts.items[index];
    const struct place *place = &search->places.items[at];
    bool one_hop = place->domain == search->from && trust->to == search->to;
    enum reach reach = reach_of(trust);
    size_t crossed = place->crossed + (reach == REACH_FOREST);

    if (reach == REACH_NO || crossed > 1)
        return;
    // Attributes say how far a trust reaches: to the neighbour it does in any case.
    if (one_hop && (reach != REACH_UNREAD || trust->direction.present))
        meet(search, trust->to, place->crossed, index, at);
    else if (reach == REACH_UNREAD)
        search->unread = true;
    else if (reach != REACH_NEIGHBOUR && trust->to == ROUTE_NOWHERE)
        search->unread = true;
    else if (reach != REACH_NEIGHBOUR)
        meet(search, trust->to, crossed, index, at);
}

static void trace_back(const struct search *search, size_t at, struct route *out)
{
    for (; at; at = search->places.items[at].before)
        vec_push(&out->steps, search->places.items[at].by);
    for (size_t i = 0; i < out->steps.count / 2; i++) {
        size_t *a = &out->steps.items[i], *b = &out->steps.items[out->steps.count - 1 - i];
        size_t swap = *a;

        *a = *b;
        *b = swap;
    }
}

// Domains of one forest trust each other (MS-ADTS 6.1.6): what was not found was not read.
static bool may_be_unread(const struct search *search)
{
    const struct route_domain *domains = search->map->domains.items;

    if (search->unread || domains[search->from].forest == domains[search->to].forest)
        return true;
    for (size_t i = 0; i < search->places.count; i++)
        if (!domains[search->places.items[i].domain].whole)
            return true;
    return false;
}

void route_find(const struct route_map *map, size_t from, size_t to, struct route *out)
{
    CLEANUP(clear)
    struct search search = {
        .map = map,
        .from = from,
        .to = to,
        .met = memory_calloc(2 * map->domains.count, sizeof(bool)),
    };

    out->steps.count = 0;
    meet(&search, from, 0, 0, 0);
    for (size_t at = 0; at < search.places.count; at++) {
        if (search.places.items[at].domain == to) {
            out->state = ROUTE_FOUND;
            trace_back(&search, at, out);
            return;
        }
        for (size_t i = 0; i < map->trusts.count; i++)
            if (map->trusts.items[i].from == search.places.items[at].domain)
                follow(&search, at, i);
    }
    out->state = may_be_unread(&search) ? ROUTE_UNREAD : ROUTE_NONE;
}
