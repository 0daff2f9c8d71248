// SPDX-License-Identifier: Apache-2.0
// What each condition of a request means for its verdict: the fold, told condition by condition.
#ifndef CORE_BEARING_H
#define CORE_BEARING_H

#include "core/paths.h"
#include "core/verdict.h"

// More conditions than anybody reads; the reasons of the verdict always have room.
enum { BEARING_CONDITIONS_MAX = 64 };
enum { BEARING_ITEMS_MAX = BEARING_CONDITIONS_MAX + VERDICT_REASONS_MAX };

struct bearing_item {
    struct finding finding;
    enum bearing bearing;
    bool decides;   // the reason of the verdict
    bool is_reason; // it, or one of the further ones
};

// In the order of the protocol.
struct bearing_list {
    struct bearing_item items[BEARING_ITEMS_MAX];
    size_t count;
};

// `result` is what the fold made of the same facts.
void bearing_weigh(struct bearing_list *out, const struct request_facts *facts,
                   const struct rule *const *rules, const struct verdict_result *result);

#endif
