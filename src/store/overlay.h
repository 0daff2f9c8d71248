// SPDX-License-Identifier: Apache-2.0
// What-if: the observed tables with a few things otherwise, for this connection alone. Shadows of
// the same names lie in the temp database (docs/decisions/0021-whatif-shadows.md); each is made
// when a setting first needs it, and the transaction's end removes them.
#ifndef STORE_OVERLAY_H
#define STORE_OVERLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "core/vocab.h"
#include "store/store.h"

struct overlay {
    struct store *store;
    bool account, membership, delegate_to, spn, trust, clients; // has a shadow
};

// What came of one setting.
enum overlay_effect {
    OVERLAY_CHANGED,
    OVERLAY_CHANGED_GROUP, // a level: on every host of a group, since who is in it was not read
    OVERLAY_SAME,          // it was so already
    OVERLAY_UNREADABLE,    // the attribute was not readable: its other bits are not known
    OVERLAY_PRIMARY_GROUP, // the member is one by primaryGroupID, and stays it
    OVERLAY_CONTRADICTION, // an earlier setting of this overlay says otherwise
};

// Inside a transaction, once in each.
bool overlay_begin(struct overlay *out, struct store *store, struct error *error);

// A bit of userAccountControl (MS-ADTS 2.2.16).
bool overlay_set_flag(struct overlay *overlay, int64_t account, uint32_t bit, bool on,
                      enum overlay_effect *effect, struct error *error);

// A value of the group's member attribute.
bool overlay_set_member(struct overlay *overlay, int64_t group, int64_t member, bool on,
                        enum overlay_effect *effect, struct error *error);

// A value of msDS-AllowedToDelegateTo; `spn` as it would be written there.
bool overlay_set_list(struct overlay *overlay, int64_t account, struct bytes spn, bool on,
                      enum overlay_effect *effect, struct error *error);

// A value of servicePrincipalName.
bool overlay_set_spn(struct overlay *overlay, int64_t account, struct bytes spn, bool on,
                     enum overlay_effect *effect, struct error *error);

// A bit of trustAttributes (MS-ADTS 6.1.6.7.9) of the trust that `domain` has with the partner of
// that DNS or flat name; it must be a single one (resolve_trust).
bool overlay_set_trust(struct overlay *overlay, int64_t domain, struct bytes partner, uint32_t bit,
                       bool on, enum overlay_effect *effect, struct error *error);

// The request of that request_id among those that comparison_keep kept, or the only one that begins
// so: its id is appended. `*count` is 0, 1, or 2 for more.
bool overlay_find_request(struct store *store, struct bytes digits, struct text *id, int *count,
                          struct error *error);

// The level of a request: its proxy asks for `level`, or its activation does. Acts on the
// inventory, so what overrules a proxy still does, and every request through the same proxy changes
// with it.
bool overlay_set_level(struct overlay *overlay, struct bytes request_id, enum level level,
                       enum overlay_effect *effect, struct error *error);

// After the evaluation: what became of the request's level. `*level` is LEVEL_UNKNOWN where there
// is no such request any more; `reason` (appended) is the config- code that explains it, if one
// does.
bool overlay_level_outcome(struct store *store, struct bytes request_id, enum level *level,
                           struct text *reason, struct error *error);

// Remembers a setting of the caller's own kind. `*agrees`: no earlier one has another value.
bool overlay_remember(struct overlay *overlay, const char *what, int64_t subject,
                      struct bytes object, int64_t value, bool *agrees, struct error *error);

// Makes the closures over what was set: the members of Protected Users.
bool overlay_finish(struct overlay *overlay, struct error *error);

#endif
