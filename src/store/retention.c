// SPDX-License-Identifier: Apache-2.0
// Removing of old snapshots.
#include "store/retention.h"

#include <sqlite3.h>

#include "base/clock.h"
#include "store/statement.h"

enum { DAY_SECONDS = 86400 };

bool retention_prune(struct store *store, unsigned days, struct error *error)
{
    if (!days)
        return true;

    sqlite3_stmt *delete = statement_named(store, "retention-snapshots", error);

    if (!delete)
        return false;
    bind_int64(delete, 1, clock_now() - (int64_t)days * DAY_SECONDS);
    return statement_finish(store, delete, error) && store_run(store, "retention-history", error);
}
