// SPDX-License-Identifier: Apache-2.0
// Requests and their callers into memory, and what the ways say back into the table.
#include "audit/chains.h"

#include "base/arena.h"
#include "base/cleanup.h"
#include "core/chain.h"
#include "store/outcome_chain.h"

struct loading {
    struct chain chain;
    struct arena arena;
};

static void keep_request(void *context, const struct chain_request *request)
{
    struct loading *loading = context;
    struct chain_request kept = *request;

    kept.host = arena_copy(&loading->arena, kept.host);
    kept.source = arena_copy(&loading->arena, kept.source);
    vec_push(&loading->chain.requests, kept);
}

static void keep_caller(void *context, int64_t request, int64_t caller)
{
    struct loading *loading = context;
    uint32_t to = chain_find(&loading->chain, request), by = chain_find(&loading->chain, caller);

    if (to == UINT32_MAX || by == UINT32_MAX)
        return;

    struct chain_request *kept = &loading->chain.requests.items[to];

    if (!kept->caller_count++)
        kept->first_caller = (uint32_t)loading->chain.callers.count;
    vec_push(&loading->chain.callers, by);
}

static bool store_arrival(struct loading *loading, struct store *store,
                          const struct chain_request *request, struct error *error)
{
    const struct chain_request *requests = loading->chain.requests.items;
    struct text evidence CLEANUP(text_clear) = {0};
    struct bytes lost_at = {0};
    enum level level = request->arrival == ARRIVAL_DELEGABLE ? LEVEL_DELEGATE
                       : request->arrival == ARRIVAL_LOST    ? request->arrival_level
                                                             : LEVEL_UNKNOWN;

    if (request->arrival == ARRIVAL_LOST) {
        const struct chain_request *by = &requests[request->lost_by];

        lost_at = requests[request->lost_at].host;
        text_append(&evidence, by->source);
        text_printf(&evidence, ": level to %.*s=%s", (int)lost_at.size, lost_at.data,
                    level_word(by->level));
    }
    return outcome_set_arrival(store, request->id, level, lost_at, text_view(&evidence), error);
}

static bool follow_all(struct loading *loading, struct store *store, struct error *error)
{
    for (uint32_t i = 0; i < loading->chain.requests.count; i++) {
        if (!loading->chain.requests.items[i].carries_caller ||
            !loading->chain.requests.items[i].caller_count)
            continue;
        chain_follow(&loading->chain, i);
        if (!store_arrival(loading, store, &loading->chain.requests.items[i], error))
            return false;
    }
    return true;
}

bool chains_follow(struct store *store, struct error *error)
{
    struct loading loading = {0};
    bool done = outcome_each_chained(store, keep_request, &loading, error) &&
                outcome_each_chained_caller(store, keep_caller, &loading, error) &&
                follow_all(&loading, store, error);

    chain_clear(&loading.chain);
    arena_clear(&loading.arena);
    return done;
}
