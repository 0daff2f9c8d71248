// SPDX-License-Identifier: Apache-2.0
// Binding, stepping and reading of prepared statements.
#include "store/statement.h"

#include <sqlite3.h>

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

struct sqlite3_stmt *statement_prepare(struct store *store, struct bytes sql, struct error *error)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(store_connection(store), sql.data, (int)sql.size, &statement, NULL) !=
        SQLITE_OK) {
        store_failure(store, error, "preparing a statement");
        return NULL;
    }
    return statement;
}

void statement_drop(struct sqlite3_stmt **statement)
{
    sqlite3_finalize(*statement);
    *statement = NULL;
}

void bind_int64(struct sqlite3_stmt *statement, int at, int64_t value)
{
    sqlite3_bind_int64(statement, at, value);
}

void bind_null(struct sqlite3_stmt *statement, int at)
{
    sqlite3_bind_null(statement, at);
}

void bind_text(struct sqlite3_stmt *statement, int at, struct bytes text)
{
    sqlite3_bind_text(statement, at, text.size ? text.data : "", (int)text.size, SQLITE_STATIC);
}

void bind_word(struct sqlite3_stmt *statement, int at, const char *word)
{
    bind_text(statement, at, bytes_of(word));
}

void bind_text_or_null(struct sqlite3_stmt *statement, int at, struct bytes text)
{
    if (text.size)
        bind_text(statement, at, text);
    else
        bind_null(statement, at);
}

void bind_blob_or_null(struct sqlite3_stmt *statement, int at, struct bytes blob)
{
    if (blob.size)
        sqlite3_bind_blob(statement, at, blob.data, (int)blob.size, SQLITE_STATIC);
    else
        bind_null(statement, at);
}

void bind_id(struct sqlite3_stmt *statement, int at, int64_t id)
{
    if (id)
        bind_int64(statement, at, id);
    else
        bind_null(statement, at);
}

int statement_step(struct store *store, struct sqlite3_stmt *statement, struct error *error)
{
    int code = sqlite3_step(statement);

    if (code == SQLITE_ROW)
        return 1;
    if (code == SQLITE_DONE) {
        sqlite3_reset(statement);
        return 0;
    }
    store_failure(store, error, "running a statement");
    sqlite3_reset(statement);
    return -1;
}

bool statement_finish(struct store *store, struct sqlite3_stmt *statement, struct error *error)
{
    int step;

    do
        step = statement_step(store, statement, error);
    while (step > 0);
    return step == 0;
}

int64_t column_int64(struct sqlite3_stmt *statement, int at)
{
    return sqlite3_column_int64(statement, at);
}

struct bytes column_text(struct sqlite3_stmt *statement, int at)
{
    const unsigned char *text = sqlite3_column_text(statement, at);

    return (struct bytes){(const char *)text, (size_t)sqlite3_column_bytes(statement, at)};
}

struct bytes column_blob(struct sqlite3_stmt *statement, int at)
{
    const void *blob = sqlite3_column_blob(statement, at);

    return (struct bytes){blob, (size_t)sqlite3_column_bytes(statement, at)};
}

bool column_is_null(struct sqlite3_stmt *statement, int at)
{
    return sqlite3_column_type(statement, at) == SQLITE_NULL;
}
