// SPDX-License-Identifier: Apache-2.0
// Which snapshot an answer is true of.
#include "audit/snapshot.h"

#include <stdio.h>

#include "base/clock.h"
#include "store/snapshots.h"

bool snapshot_newest(struct store *store, struct snapshot_facts *out, struct error *error)
{
    struct store_snapshot newest;
    char finished[CLOCK_ISO_BYTES];

    if (!store_newest_snapshot(store, &newest, error))
        return false;
    *out = (struct snapshot_facts){.id = newest.id, .whole = newest.whole};
    if (newest.id)
        snprintf(out->title, sizeof out->title, "snapshot %lld of %s, %s%s", (long long)newest.id,
                 newest.dc[0] ? newest.dc : newest.source,
                 clock_format_iso(newest.finished, finished), newest.whole ? "" : ", not whole");
    return true;
}
