// SPDX-License-Identifier: Apache-2.0
// Steps of the schema.
#include "store/schema.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "sql_interface.h"
#include "sql_schema.h"
#include "store/statement.h"

// "dlga": marks the file as ours (https://www.sqlite.org/fileformat.html, offset 68).
enum { APPLICATION_ID = 0x646C6761 };

static bool run(struct store *store, const char *sql, struct error *error)
{
    return sqlite3_exec(store_connection(store), sql, NULL, NULL, NULL) == SQLITE_OK ||
           store_failure(store, error, "making the schema");
}

static bool take_steps(struct store *store, int64_t from, struct error *error)
{
    char mark[96];

    for (size_t i = (size_t)from; i < sql_schema_count; i++)
        if (!run(store, sql_schema[i].text, error))
            return error_wrap(error, "schema step %s", sql_schema[i].name);
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %zu",
             APPLICATION_ID, sql_schema_count);
    return run(store, mark, error);
}

// The views for others have words and checks of this program's in them. The digest of all their
// texts (tools/interface.py) stands in one of them.
static bool is_interface_current(struct store *store, bool *current, struct error *error)
{
    static const char mark[] = "/* interface ";
    struct text query CLEANUP(text_clear) = {0};
    const char *at = NULL;
    int64_t found = 0;

    for (size_t i = 0; i < sql_interface_count && !at; i++)
        at = strstr(sql_interface[i].text, mark);
    if (!at)
        return error_set(error, STATUS_INTERNAL, "the views of the interface have no digest");
    text_printf(&query,
                "SELECT count(*) FROM sqlite_schema WHERE type = 'view' AND instr(sql, '%.*s')",
                (int)strcspn(at, "\n;"), at);
    if (!statement_read_int64(store, text_view(&query), &found, error))
        return false;
    *current = found > 0;
    return true;
}

static bool make_interface(struct store *store, struct error *error)
{
    for (size_t i = 0; i < sql_interface_count; i++)
        if (!run(store, sql_interface[i].text, error))
            return error_wrap(error, "view %s", sql_interface[i].name);
    return true;
}

static bool step_up(struct store *store, struct error *error)
{
    if (!run(store, "BEGIN IMMEDIATE", error))
        return false;

    int64_t version = 0;

    // Another process may have taken the steps while this one waited for the lock.
    if (statement_read_int64(store, BYTES("PRAGMA user_version"), &version, error) &&
        take_steps(store, version, error) && make_interface(store, error) &&
        run(store, "COMMIT", error))
        return true;
    store_rollback(store);
    return false;
}

bool schema_is_ours(struct store *store, struct error *error)
{
    int64_t application = 0, tables = 0;

    if (!statement_read_int64(store, BYTES("PRAGMA application_id"), &application, error) ||
        !statement_read_int64(store, BYTES("SELECT count(*) FROM sqlite_schema"), &tables, error))
        return false;
    return application == APPLICATION_ID || (!application && !tables) ||
           error_set(error, STATUS_STORE, "is a database, but none of delegaudit's");
}

bool schema_check(struct store *store, bool may_write, struct error *error)
{
    int64_t version = 0;

    if (!statement_read_int64(store, BYTES("PRAGMA user_version"), &version, error))
        return false;
    if (version < 0)
        return error_set(error, STATUS_STORE, "schema %lld was never one of delegaudit's",
                         (long long)version);
    if (version > (int64_t)sql_schema_count)
        return error_set(error, STATUS_STORE,
                         "schema %lld is newer than this program knows (%zu): upgrade delegaudit",
                         (long long)version, sql_schema_count);

    bool current = version == (int64_t)sql_schema_count;

    // For reading an older interface will do.
    if (current && !may_write)
        return true;
    if (!may_write)
        return error_set(error, STATUS_STORE,
                         "schema %lld is older than this program's (%zu): open it once for "
                         "writing, for example with 'delegaudit check'",
                         (long long)version, sql_schema_count);
    if (current && !is_interface_current(store, &current, error))
        return false;
    return current || step_up(store, error);
}
