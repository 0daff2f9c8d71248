// SPDX-License-Identifier: Apache-2.0
// A caller's identity on its way through processes that cloak: where it stops being one that can be
// handed on (COM documentation of cloaking: every process on the way is called at delegate).
#ifndef CORE_CHAIN_H
#define CORE_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "core/vocab.h"

enum arrival {
    ARRIVAL_UNKNOWN,   // no request that brings it here was imported, or several differ
    ARRIVAL_DELEGABLE, // every way here was called at delegate
    ARRIVAL_LOST,      // on every way here some call asks for less
};

// One request. Text is borrowed. Set the first group, zero the rest.
struct chain_request {
    int64_t id;
    enum level level;    // what the call can carry: impersonate where its delegate has no effect
    bool carries_caller; // the identity is a caller's that did not log on to this machine
    struct bytes host;   // that the call leaves
    struct bytes source; // file and line

    uint32_t first_caller, caller_count; // in `callers`

    bool is_known, is_on_way;
    enum arrival arrival;
    enum level arrival_level; // of the calls that lose it, the highest
    uint32_t lost_at;         // the request that leaves the machine where it is lost
    uint32_t lost_by;         // the request that brings it there at less than delegate
};

// Zero-initialise it. `callers` holds indexes of requests; those of one request stand together.
struct chain {
    VEC(struct chain_request) requests; // by id, ascending
    VEC(uint32_t) callers;
};

// Fills the arrival of a request whose identity is a caller's, and of every such request on the
// way to it.
void chain_follow(struct chain *chain, uint32_t request);

// UINT32_MAX: there is no such request.
uint32_t chain_find(const struct chain *chain, int64_t id);

void chain_clear(struct chain *chain);

#endif
