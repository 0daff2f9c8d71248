// SPDX-License-Identifier: Apache-2.0
// The connection: failures and transactions.
#include "store/connection.h"

#include <sqlite3.h>

struct sqlite3 *store_connection(const struct store *store)
{
    return store->connection;
}

bool store_failure(const struct store *store, struct error *error, const char *doing)
{
    sqlite3 *connection = store_connection(store);
    int code = sqlite3_extended_errcode(connection);

    if ((code & 0xFF) == SQLITE_BUSY)
        error_set(error, STATUS_STORE,
                  "database is locked by another process while %s: try again when it is done",
                  doing);
    else if ((code & 0xFF) == SQLITE_FULL)
        error_set(error, STATUS_STORE, "disk is full while %s: nothing was changed", doing);
    else
        error_set(error, STATUS_STORE, "database: %s while %s", sqlite3_errmsg(connection), doing);
    if (error)
        error->native = code;
    return false;
}

bool connection_execute(struct store *store, const char *sql, const char *doing,
                        struct error *error)
{
    return sqlite3_exec(store->connection, sql, NULL, NULL, NULL) == SQLITE_OK ||
           store_failure(store, error, doing);
}

bool store_begin(struct store *store, struct error *error)
{
    return connection_execute(store, "BEGIN IMMEDIATE", "beginning to write", error);
}

bool store_commit(struct store *store, struct error *error)
{
    return connection_execute(store, "COMMIT", "committing", error);
}

void store_rollback(struct store *store)
{
    if (!sqlite3_get_autocommit(store->connection))
        sqlite3_exec(store->connection, "ROLLBACK", NULL, NULL, NULL);
}
