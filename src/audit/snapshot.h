// SPDX-License-Identifier: Apache-2.0
// The newest finished snapshot, in words.
#ifndef AUDIT_SNAPSHOT_H
#define AUDIT_SNAPSHOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "store/snapshots.h"
#include "store/store.h"

struct snapshot_facts {
    int64_t id; // 0: there is none
    bool whole;
    char title[256]; // "snapshot 3 of dc1.corp.example, 2026-11-22T01:00:00Z"
};

// Appends such a title.
void snapshot_title(struct text *out, const struct store_snapshot *snapshot);

bool snapshot_newest(struct store *store, struct snapshot_facts *out, struct error *error);

#endif
