// SPDX-License-Identifier: Apache-2.0
// What SQL needs to know of protocols: functions of core under SQL names.
#ifndef STORE_FUNCTIONS_H
#define STORE_FUNCTIONS_H

#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

// Registers, all deterministic and without side effects (NULL in gives NULL out):
//   sid_text(blob)            "S-1-5-21-..."
//   sid_rid(blob)             the last sub-authority
//   sid_of_rid(blob, n)       a domain's SID with one more sub-authority
//   sid_domain(blob)          the SID without its last sub-authority
//   sid_list(blob)            aggregate: SIDs one behind the other, a token
//   iso_time(seconds)         "2026-11-22T08:30:00Z"
//   evidence(source, name, value)   "source: name=value" on one line; a NULL value prints "(none)"
//   rbcd_access(descriptor, token [, maybe])  allowed, denied, generic-mask, conditional, unread
//                             or not-parsed; `maybe` are SIDs that may be in the token
//   dn_domain(dn)             the DC= components at its end: the domain that holds the object
bool functions_register(struct store *store, struct error *error);

#endif
