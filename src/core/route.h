// SPDX-License-Identifier: Apache-2.0
// The way of a user's ticket from one domain to another: which trusts it crosses, or why there is
// none.
#ifndef CORE_ROUTE_H
#define CORE_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "core/account.h"

// One domain of the snapshot. Domains of one forest have one number; `forest_known` tells that the
// number is more than a guess: two different known ones are two forests.
struct route_domain {
    int64_t id;
    unsigned forest;
    bool forest_known;
    bool whole; // all of it was read, its trusts too
};

// A trustedDomain object. Domains are indexes into the map's list.
struct route_trust {
    int64_t id;
    size_t from; // the domain that holds the object: the users' side where it is inbound
    size_t to;   // its partner; ROUTE_NOWHERE where that is no domain of the snapshot
    struct optional direction, type, attributes;
};

#define ROUTE_NOWHERE SIZE_MAX

// Zero-initialise it and fill both lists; route_map_clear frees them.
struct route_map {
    VEC(struct route_domain) domains;
    VEC(struct route_trust) trusts;
};

void route_map_clear(struct route_map *map);

// Gives domains that a trust inside a forest joins (WITHIN_FOREST, MS-ADTS 6.1.6.7.9) one number.
void route_join_forests(struct route_map *map);

enum route_state {
    ROUTE_FOUND,
    ROUTE_NONE,   // everything that could hold a way was read, and none leads there
    ROUTE_UNREAD, // a domain or a trust on the way was not read
};

// `steps` are indexes of trusts, from the user's domain on; free them with vec_clear.
struct route {
    enum route_state state;
    VEC(size_t) steps;
};

// The shortest way from domain `from` to domain `to` (two different ones). Each trust must be
// inbound on the user's side (trustDirection), lead to an AD domain (trustType 2: NT4 has no
// Kerberos, an MIT realm gives no PAC) and reach far enough: trusts inside a forest reach on, one
// forest trust may be crossed, any other trust ends at the neighbour. `out` is overwritten.
void route_find(const struct route_map *map, size_t from, size_t to, struct route *out);

#endif
