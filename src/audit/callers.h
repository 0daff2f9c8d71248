// SPDX-License-Identifier: Apache-2.0
// What keeps a caller's identity from reaching the process that calls on with it.
#ifndef AUDIT_CALLERS_H
#define AUDIT_CALLERS_H

#include "audit/conditions.h"

struct caller_finding {
    struct finding finding;
    size_t callers; // of how many of the callers' requests it holds
    size_t last;    // the last of them
};

// Zero-initialise all but `store` and `conditions`.
struct caller_findings {
    struct store *store;
    const struct condition_index *conditions;
    VEC(struct caller_finding) found;
    size_t callers;
    size_t arriving; // of the callers' requests, those that the RPC runtime lets through
};

// Gathers the conditions of the callers' own requests to the process of `request`, one a rule. What
// holds of some of them only is marked so.
bool callers_gather(struct caller_findings *callers, int64_t request, struct error *error);

void callers_clear(struct caller_findings *callers);

#endif
