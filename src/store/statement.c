// SPDX-License-Identifier: Apache-2.0
// Binding, stepping and reading of prepared statements.
#include "store/statement.h"

#include <sqlite3.h>

#include "base/cleanup.h"
#include "store/connection.h"

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

static struct named_statement *named(struct store *store, const char *name, struct error *error)
{
    struct named_statement *found = catalogue_find(&store->catalogue, bytes_of(name));

    if (!found)
        error_set(error, STATUS_INTERNAL, "no statement is called %s", name);
    return found;
}

struct sqlite3_stmt *statement_named(struct store *store, const char *name, struct error *error)
{
    struct named_statement *found = named(store, name, error);

    if (!found)
        return NULL;
    if (!found->prepared) {
        found->prepared = statement_prepare(store, found->text, error);
        if (!found->prepared) {
            error_wrap(error, "statement %s", name);
            return NULL;
        }
    }
    sqlite3_reset(found->prepared);
    sqlite3_clear_bindings(found->prepared);
    return found->prepared;
}

bool statement_read_int64(struct store *store, struct bytes sql, int64_t *out, struct error *error)
{
    sqlite3_stmt *statement CLEANUP(statement_drop) = statement_prepare(store, sql, error);

    if (!statement || statement_step(store, statement, error) < 0)
        return false;
    *out = column_int64(statement, 0);
    return true;
}

bool statement_run_text(struct store *store, struct bytes sql, struct error *error)
{
    const char *rest = sql.data, *end = sql.data + sql.size;

    while (rest < end) {
        sqlite3_stmt *statement CLEANUP(statement_drop) = NULL;

        if (sqlite3_prepare_v2(store_connection(store), rest, (int)(end - rest), &statement,
                               &rest) != SQLITE_OK)
            return store_failure(store, error, "preparing a statement");
        if (statement && !statement_finish(store, statement, error))
            return false;
    }
    return true;
}

bool store_run(struct store *store, const char *name, struct error *error)
{
    const struct named_statement *found = named(store, name, error);

    return found &&
           (statement_run_text(store, found->text, error) || error_wrap(error, "%s", name));
}
