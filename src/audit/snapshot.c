// SPDX-License-Identifier: Apache-2.0
// Which snapshot an answer is true of.
#include "audit/snapshot.h"

#include <stdio.h>

#include "base/clock.h"

void snapshot_title(struct text *out, const struct store_snapshot *snapshot)
{
    char finished[CLOCK_ISO_BYTES];

    text_printf(out, "snapshot %lld of %s, %s%s", (long long)snapshot->id,
                snapshot->dc[0] ? snapshot->dc : snapshot->source,
                clock_format_iso(snapshot->finished, finished),
                snapshot->whole ? "" : ", not whole");
}

bool snapshot_newest(struct store *store, struct snapshot_facts *out, struct error *error)
{
    struct text title = {0};
    struct store_snapshot newest;

    if (!store_newest_snapshot(store, &newest, error))
        return false;
    *out = (struct snapshot_facts){.id = newest.id, .whole = newest.whole};
    if (newest.id) {
        snapshot_title(&title, &newest);
        snprintf(out->title, sizeof out->title, "%s", title.data);
    }
    text_clear(&title);
    return true;
}
