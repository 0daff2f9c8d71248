// SPDX-License-Identifier: Apache-2.0
// A database in a folder of its own, and small questions to it.
#ifndef UNIT_STORE_FIXTURE_H
#define UNIT_STORE_FIXTURE_H

#include "unit/check.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "store/statement.h"
#include "store/store.h"

struct database {
    char folder[64], path[96];
    struct store *store;
};

static inline void must(bool done, const struct error *error)
{
    if (!done)
        fail_msg("%s", error->message);
}

static inline void database_run(struct database *database, const char *sql)
{
    struct error error = {0};

    must(statement_run_text(database->store, bytes_of(sql), &error), &error);
}

static inline void database_open(struct database *database, enum store_mode mode)
{
    struct error error = {0};

    store_close(database->store);
    database->store = NULL;
    must(store_open(&database->store, database->path, mode, &error), &error);
}

// Makes a database, fills it with `sql` and opens it for reading.
static inline int database_make(struct database *database, const char *sql)
{
    const char *place = getenv("TMPDIR");

    snprintf(database->folder, sizeof database->folder, "%s/store-XXXXXX",
             place ? place : P_tmpdir);
    assert_non_null(mkdtemp(database->folder));
    snprintf(database->path, sizeof database->path, "%s/x.db", database->folder);
    database_open(database, STORE_CREATE);
    database_run(database, sql);
    database_open(database, STORE_READ);
    return 0;
}

static inline int database_drop(struct database *database)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char file[128];

    store_close(database->store);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(file, sizeof file, "%s%s", database->path, endings[i]);
        unlink(file);
    }
    rmdir(database->folder);
    *database = (struct database){0};
    return 0;
}

// The first column of the first row; "(null)" for NULL, "(none)" without a row.
static inline void expect_sql(struct database *database, const char *sql, const char *expected)
{
    struct error error = {0};
    sqlite3_stmt *query CLEANUP(statement_drop) =
        statement_prepare(database->store, bytes_of(sql), &error);
    char found[512] = "(none)";

    must(query != NULL, &error);
    if (statement_step(database->store, query, &error) == 1)
        snprintf(found, sizeof found, "%s",
                 column_is_null(query, 0) ? "(null)" : column_text(query, 0).data);
    must(error.status == STATUS_OK, &error);
    if (!bytes_equal(bytes_of(found), bytes_of(expected)))
        fail_msg("%s: %s, expected %s", sql, found, expected);
}

#endif
