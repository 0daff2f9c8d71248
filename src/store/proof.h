// SPDX-License-Identifier: Apache-2.0
// The parties of one request as its KDC knows them.
#ifndef STORE_PROOF_H
#define STORE_PROOF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

// Appends the DNS name of the domain whose KDC is asked; nothing, and `*domain` 0, where it is not
// known.
bool proof_find_domain(struct store *store, int64_t request, int64_t *domain, struct text *dns_name,
                       struct error *error);

// Text is borrowed for the call. `account` is the sAMAccountName, empty where no account was found;
// `shown` is NETBIOS\name or what was given; `asked` what a ticket to it is asked for.
struct proof_party {
    struct bytes role; // client, server or target
    struct bytes account, shown, asked;
    int64_t domain;
    bool needs_smartcard;
};
typedef void proof_party_fn(void *context, const struct proof_party *party);
bool proof_each_party(struct store *store, int64_t request, proof_party_fn *visit, void *context,
                      struct error *error);

#endif
