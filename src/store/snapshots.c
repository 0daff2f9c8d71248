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

static bool read_row(struct store *store, sqlite3_stmt *query, struct store_snapshot *out,
                     struct error *error)
{
    int step = query ? statement_step(store, query, error) : -1;

    *out = (struct store_snapshot){0};
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

bool store_newest_snapshot(struct store *store, struct store_snapshot *out, struct error *error)
{
    return read_row(store, statement_named(store, "store-newest-snapshot", error), out, error);
}

bool store_snapshot_numbered(struct store *store, int64_t id, struct store_snapshot *out,
                             struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "store-snapshot-numbered", error);

    if (query)
        bind_int64(query, 1, id);
    return read_row(store, query, out, error);
}

static sqlite3_stmt *bind_limits(struct store *store, const char *name, int64_t below, int64_t by,
                                 struct error *error)
{
    sqlite3_stmt *query = statement_named(store, name, error);

    if (query) {
        bind_int64(query, 1, below);
        bind_int64(query, 2, by);
    }
    return query;
}

bool store_newest_whole(struct store *store, int64_t below, int64_t by, struct store_snapshot *out,
                        int64_t *passed, struct error *error)
{
    struct store_snapshot newest;

    if (passed && !read_row(store, bind_limits(store, "store-newest-within", below, by, error),
                            &newest, error))
        return false;
    if (passed)
        *passed = newest.id;
    return read_row(store, bind_limits(store, "store-newest-whole", below, by, error), out, error);
}
