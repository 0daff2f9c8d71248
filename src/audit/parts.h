// SPDX-License-Identifier: Apache-2.0
// Parts of requests that go by what they are made of: chains of domains, legs between accounts.
#ifndef AUDIT_PARTS_H
#define AUDIT_PARTS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"

struct part_key {
    int64_t a, b, c;
};

// Zero-initialise it.
struct part_index {
    struct arena arena; // keys
    struct map ids;
};

void parts_add(struct part_index *index, struct part_key key, int64_t id);

// 0 where there is no such part.
int64_t parts_find(const struct part_index *index, struct part_key key);

void parts_clear(struct part_index *index);

#endif
