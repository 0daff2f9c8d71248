// SPDX-License-Identifier: Apache-2.0
// Back from each request to those that bring its identity.
#include "core/chain.h"

enum { CHAIN_DEPTH = 64 };

uint32_t chain_find(const struct chain *chain, int64_t id)
{
    size_t low = 0, high = chain->requests.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (chain->requests.items[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < chain->requests.count && chain->requests.items[low].id == id ? (uint32_t)low
                                                                              : UINT32_MAX;
}

// What one caller's request brings to the process of `request`.
struct contribution {
    enum arrival arrival;
    enum level level;
    uint32_t lost_at, lost_by;
    bool is_refused; // the call at delegate is refused, for the identity was lost further back
};

static void follow(struct chain *chain, uint32_t index, unsigned depth);

static struct contribution bring(struct chain *chain, uint32_t request, uint32_t by, unsigned depth)
{
    struct chain_request *caller = &chain->requests.items[by];

    if (caller->level != LEVEL_DELEGATE)
        return (struct contribution){caller->level == LEVEL_UNKNOWN ? ARRIVAL_UNKNOWN
                                                                    : ARRIVAL_LOST,
                                     caller->level, request, by, false};
    if (!caller->carries_caller)
        return (struct contribution){ARRIVAL_DELEGABLE, LEVEL_DELEGATE, 0, 0, false};
    if (depth == CHAIN_DEPTH)
        return (struct contribution){ARRIVAL_UNKNOWN, LEVEL_UNKNOWN, 0, 0, false};
    follow(chain, by, depth + 1);
    return (struct contribution){caller->arrival, caller->arrival_level, caller->lost_at,
                                 caller->lost_by, caller->arrival == ARRIVAL_LOST};
}

// Ways that differ leave it open which of them is taken; a way that ends before it gets here is
// none where there is another.
static void add(struct chain_request *request, const struct contribution *one, bool is_first)
{
    if (is_first) {
        request->arrival = one->arrival;
        request->arrival_level = one->level;
        request->lost_at = one->lost_at;
        request->lost_by = one->lost_by;
        return;
    }
    if (request->arrival != one->arrival) {
        request->arrival = ARRIVAL_UNKNOWN;
        request->arrival_level = LEVEL_UNKNOWN;
    } else if (request->arrival == ARRIVAL_LOST && one->level > request->arrival_level) {
        request->arrival_level = one->level;
    }
}

static void follow(struct chain *chain, uint32_t index, unsigned depth)
{
    struct chain_request *request = &chain->requests.items[index];
    bool any = false, all_refused = true;

    if (request->is_known)
        return;
    request->is_on_way = true;
    for (uint32_t i = 0; i < request->caller_count; i++) {
        uint32_t by = chain->callers.items[request->first_caller + i];

        // A process that calls itself on a round brings nothing that was not brought before.
        if (chain->requests.items[by].is_on_way)
            continue;

        struct contribution one = bring(chain, index, by, depth);

        if (one.is_refused && !all_refused)
            continue;
        add(request, &one, !any || (all_refused && !one.is_refused));
        all_refused &= one.is_refused;
        any = true;
    }
    request->is_on_way = false;
    request->is_known = true;
}

void chain_follow(struct chain *chain, uint32_t request)
{
    follow(chain, request, 0);
}

void chain_clear(struct chain *chain)
{
    vec_clear(&chain->requests);
    vec_clear(&chain->callers);
}
