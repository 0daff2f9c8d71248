// SPDX-License-Identifier: Apache-2.0
// Comparing of the observed tables of two scans.
#include "store/journal.h"

#include <sqlite3.h>

#include "store/shadow.h"
#include "store/statement.h"

bool journal_capture(struct store *store, struct error *error)
{
    return shadow_run(store, "journal-capture", error);
}

static bool waits(struct store *store, bool *out, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "journal-waits", error);

    if (!query || statement_step(store, query, error) != 1)
        return false;
    *out = column_int64(query, 0) != 0;
    return statement_finish(store, query, error);
}

static bool write_changes(struct store *store, int64_t snapshot, struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "journal-write", error);

    if (!insert)
        return false;
    bind_int64(insert, 1, snapshot);
    return statement_finish(store, insert, error);
}

bool journal_record(struct store *store, int64_t snapshot, bool whole, struct error *error)
{
    bool former = false;

    if (!whole)
        return true;
    if (!waits(store, &former, error))
        return false;
    return !former ||
           (store_run(store, "journal-pair", error) && store_run(store, "journal-touched", error) &&
            store_run(store, "journal-facts", error) && write_changes(store, snapshot, error) &&
            store_run(store, "journal-end", error) && store_run(store, "journal-forget", error));
}
