// SPDX-License-Identifier: Apache-2.0
// Reading of the list of runs.
#include "store/snapshots.h"

#include <sqlite3.h>
#include <stdio.h>

#include "store/statement.h"

static void copy_text(char *out, size_t size, struct bytes text)
{
    snprintf(out, size, "%.*s", (int)text.size, text.data ? text.data : "");
}

bool store_newest_snapshot(struct store *store, struct store_snapshot *out, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "store-newest-snapshot", error);

    *out = (struct store_snapshot){0};
    if (!query)
        return false;

    int step = statement_step(store, query, error);

    if (step != 1)
        return step == 0;
    out->id = column_int64(query, 0);
    out->started = column_int64(query, 1);
    out->finished = column_int64(query, 2);
    copy_text(out->source, sizeof out->source, column_text(query, 3));
    copy_text(out->dc, sizeof out->dc, column_text(query, 4));
    out->whole = column_int64(query, 5);
    return statement_finish(store, query, error);
}
