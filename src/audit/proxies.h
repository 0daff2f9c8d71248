// SPDX-License-Identifier: Apache-2.0
// What belongs to a proxy beyond its own row: whether the process-wide row was imported, and the
// level of the one activation request that several rows share.
#ifndef AUDIT_PROXIES_H
#define AUDIT_PROXIES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/client.h"

struct proxy_group {
    bool has_process_row;  // a row without an interface was imported
    bool process_row_made; // the virtual one was made
    bool activation_made;
    bool contradiction;          // rows state different activation levels
    enum level activation_level; // LEVEL_UNKNOWN: no row states one
};

// One group for each (host, process, application, server, transport, targets). Zero-initialise it.
struct proxy_table {
    struct arena arena;
    struct map by_key;
    VEC(struct proxy_group) groups;
    struct text key; // scratch
};

void proxies_add(struct proxy_table *proxies, const struct inventory_row *row);

// Borrowed until the next proxies_add; the row must have been added.
struct proxy_group *proxies_find(struct proxy_table *proxies, const struct inventory_row *row);

void proxies_clear(struct proxy_table *proxies);

#endif
