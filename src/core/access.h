// SPDX-License-Identifier: Apache-2.0
// The access check of resource-based constrained delegation: may this server act for others
// towards the account that carries this descriptor? (MS-SFU 3.2.5.2.3, MS-DTYP 2.5.3.2)
#ifndef CORE_ACCESS_H
#define CORE_ACCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "base/vec.h"

enum access_result {
    ACCESS_NOT_PARSED, // the descriptor is malformed
    ACCESS_DENIED,
    ACCESS_DENIED_GENERIC, // denied, and only because an allowing entry's mask is a generic right
    ACCESS_CONDITIONAL,    // depends on what is not in the directory or differs between KDCs
    ACCESS_UNREAD,         // depends on whether the account is in a group that was not read whole
    ACCESS_ALLOWED,
};

// The SIDs of the server's account: its own, its groups' of every depth, the well-known ones.
// `maybe` are SIDs of groups that were not read whole and may hold the account. All are binary and
// borrowed from whoever added them. Zero-initialise it, add with vec_push(&token.sids, sid), free
// with token_clear.
struct token {
    VEC(struct bytes) sids, maybe;
};

void token_clear(struct token *token);

// What settled the result; all borrowed from the descriptor or static.
struct access_detail {
    bool has_ace;     // false: the list as a whole did (it is NULL, absent, or has no match)
    size_t ace_index; // in the list, counted from 0
    struct bytes sid; // of that entry
    const char *why;  // for ACCESS_NOT_PARSED, _CONDITIONAL and _UNREAD; otherwise NULL
};

// Appends the SIDs that a KDC puts into the token of every delegating server: S-1-1-0, S-1-5-11,
// S-1-18-1 and S-1-5-21-0-0-0-497.
void access_add_well_known(struct token *token);

// `detail` may be NULL.
enum access_result access_check(struct bytes descriptor, const struct token *token,
                                struct access_detail *detail);

#endif
