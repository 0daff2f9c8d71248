// SPDX-License-Identifier: Apache-2.0
// Writing of authentication policies and silos, and of who is assigned to them.
#ifndef STORE_OBSERVE_POLICY_H
#define STORE_OBSERVE_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/attrs.h"
#include "store/store.h"

// Zero-initialise all but `store`.
struct observe_policies {
    struct store *store;
    int64_t last_id;
    int64_t policy, silo; // that further values belong to; 0: none
    struct text dn;       // of that object
};

// Takes an msDS-AuthNPolicy or msDS-AuthNPolicySilo object; does nothing with any other.
bool observe_policy(struct observe_policies *policies, const struct attrs *object,
                    struct error *error);

// Further values of the object that was taken last.
bool observe_policy_more(struct observe_policies *policies, const struct attrs *object,
                         struct error *error);

// Another object comes: further values are not the policy's or the silo's.
void observe_no_policy(struct observe_policies *policies);

// An account's own attributes that assign it to a policy or a silo.
bool observe_policy_assignment(struct observe_policies *policies, int64_t account,
                               const struct attrs *object, struct error *error);

void observe_policies_clear(struct observe_policies *policies);

#endif
