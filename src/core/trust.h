// SPDX-License-Identifier: Apache-2.0
// Trusts between domains: the bits of trustAttributes and trustDirection and what follows for
// delegation.
#ifndef CORE_TRUST_H
#define CORE_TRUST_H

#include <stdbool.h>
#include <stdint.h>

// trustAttributes (MS-ADTS 6.1.6.7.9).
enum trust {
    TRUST_NON_TRANSITIVE = 0x1,
    TRUST_UPLEVEL_ONLY = 0x2,
    TRUST_QUARANTINED = 0x4, // SID filtering
    TRUST_FOREST_TRANSITIVE = 0x8,
    TRUST_CROSS_ORGANIZATION = 0x10, // selective authentication
    TRUST_WITHIN_FOREST = 0x20,
    TRUST_TREAT_AS_EXTERNAL = 0x40,
    TRUST_USES_RC4 = 0x80,
    TRUST_USES_AES = 0x100,
    TRUST_NO_TGT_DELEGATION = 0x200,
    TRUST_PIM = 0x400,
    TRUST_ENABLE_TGT_DELEGATION = 0x800,
    TRUST_NO_TARGET_VALIDATION = 0x1000,
};

// trustDirection (MS-ADTS 6.1.6.7.12), seen from the domain that holds the object.
enum trust_direction {
    TRUST_DIRECTION_DISABLED = 0,
    TRUST_DIRECTION_INBOUND = 1,  // the partner trusts us: our users go there
    TRUST_DIRECTION_OUTBOUND = 2, // we trust the partner
    TRUST_DIRECTION_BOTH = 3,
};

// A KDC that refers a user over this trust keeps the ticket's ok-as-delegate flag
// (MS-KILE 3.3.5.7.5): TGT delegation is enabled and nothing forbids it.
bool trust_keeps_ok_as_delegate(uint32_t attributes);

// The object lies on the user's side of the trust, so its attributes are the ones that count.
bool trust_user_side_counts(uint32_t direction);

#endif
