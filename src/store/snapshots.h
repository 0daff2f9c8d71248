// SPDX-License-Identifier: Apache-2.0
// The list of runs.
#ifndef STORE_SNAPSHOTS_H
#define STORE_SNAPSHOTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

struct store_snapshot {
    int64_t id;                // 0: there is none
    int64_t started, finished; // seconds since 1970
    bool whole;
    char source[128], dc[128]; // cut where longer
};

bool store_newest_snapshot(struct store *store, struct store_snapshot *out, struct error *error);

// The snapshot with that number; id 0 where there is none.
bool store_snapshot_numbered(struct store *store, int64_t id, struct store_snapshot *out,
                             struct error *error);

// The newest whole snapshot with a number below `below` that finished at `by` (seconds since 1970)
// or before; INT64_MAX sets no limit. `*passed` (may be NULL) is the newest one in those limits,
// whole or not. id 0 where there is none.
bool store_newest_whole(struct store *store, int64_t below, int64_t by, struct store_snapshot *out,
                        int64_t *passed, struct error *error);

#endif
