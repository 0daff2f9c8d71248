// SPDX-License-Identifier: Apache-2.0
// What keeps a caller's identity from reaching the process that calls on with it.
#ifndef AUDIT_CALLERS_H
#define AUDIT_CALLERS_H

#include "audit/conditions.h"
#include "store/outcome.h"

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
    VEC(struct outcome_caller) way; // the callers' requests, those of each step together
    size_t step_begin;              // the first of `found` that is of the step being counted
    size_t callers;                 // requests of that step that were counted
};

// Gathers the conditions of the requests that bring the identity of `request` to its process, over
// every process that takes it on, one a rule and step. What holds of some of them only, or does not
// lie on every way, is marked so.
bool callers_gather(struct caller_findings *callers, int64_t request, struct error *error);

void callers_clear(struct caller_findings *callers);

#endif
