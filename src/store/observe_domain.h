// SPDX-License-Identifier: Apache-2.0
// Writing of domains, trusts and service class aliases.
#ifndef STORE_OBSERVE_DOMAIN_H
#define STORE_OBSERVE_DOMAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/attrs.h"
#include "core/dc.h"
#include "core/sink.h"
#include "store/store.h"

// Zero-initialise all but `store`.
struct observe_domains {
    struct store *store;
    struct arena arena;           // holds the keys of `by_dn`
    struct map by_dn;             // lower-cased DN of the naming context -> domain id
    struct text key;              // scratch
    struct bytes default_context; // of the rootDSE, held by the arena
    struct text last_context;     // the context of the object before, for speed
    int64_t last_id;
    VEC(int64_t) delivered; // domains that accounts of the running source lie in
};

// The id of the domain that holds the object: its DC= components, or the default naming context
// where it has none. The domain is made where it is new. 0: no domain; -1 with `error` set.
int64_t observe_domain_of(struct observe_domains *domains, struct bytes dn, struct error *error);

bool observe_domain_dc(struct observe_domains *domains, const struct dc *dc, struct error *error);
bool observe_domain_names(struct observe_domains *domains, const struct attrs *cross_ref,
                          struct error *error);
bool observe_domain_head(struct observe_domains *domains, const struct attrs *head,
                         struct error *error);

// One of the domain's controllers has this level (msDS-Behavior-Version of its nTDSDSA object).
bool observe_domain_level(struct observe_domains *domains, struct bytes context, int64_t level,
                          struct error *error);

// An account of that domain came from the running source.
void observe_domain_delivered(struct observe_domains *domains, int64_t domain_id);

// Marks the domains whose accounts came from the source that a coverage record is about as scanned:
// what it calls its naming context may hold no account at all, or those of several domains.
bool observe_domain_covered(struct observe_domains *domains, const struct coverage *coverage,
                            struct error *error);

bool observe_trust(struct observe_domains *domains, const struct attrs *trust, struct error *error);
bool observe_spn_aliases(struct observe_domains *domains, const struct attrs *object,
                         struct error *error);

void observe_domains_clear(struct observe_domains *domains);

#endif
