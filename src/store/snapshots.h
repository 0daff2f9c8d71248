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

#endif
