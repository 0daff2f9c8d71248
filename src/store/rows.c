// SPDX-License-Identifier: Apache-2.0
// Row streams over prepared statements, and the authorizer that keeps them from writing.
#include "store/rows.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/statement.h"

struct store_rows {
    struct store *store;
    sqlite3_stmt *statement;
    const char **columns;
    struct row_stream stream;
};

// Only what reads. sqlite3_stmt_readonly alone would pass ATTACH.
static int allow_reading(void *context, int action, const char *a, const char *b, const char *c,
                         const char *d)
{
    (void)context;
    (void)a;
    (void)c;
    (void)d;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return strcmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

static int next_row(void *context, struct cell *cells, struct error *error)
{
    struct store_rows *rows = context;
    int step = statement_step(rows->store, rows->statement, error);

    for (size_t i = 0; step == 1 && i < rows->stream.column_count; i++) {
        int at = (int)i;

        switch (sqlite3_column_type(rows->statement, at)) {
        case SQLITE_INTEGER:
            cells[i] = (struct cell){.type = CELL_INTEGER,
                                     .integer = sqlite3_column_int64(rows->statement, at)};
            break;
        case SQLITE_FLOAT:
            cells[i] = (struct cell){.type = CELL_REAL,
                                     .real = sqlite3_column_double(rows->statement, at)};
            break;
        case SQLITE_NULL:
            cells[i] = (struct cell){.type = CELL_NULL};
            break;
        default:
            cells[i] = (struct cell){.type = CELL_TEXT, .text = column_text(rows->statement, at)};
        }
    }
    return step;
}

static bool only_blank_follows(const char *tail, const char *end)
{
    return bytes_trim((struct bytes){tail, (size_t)(end - tail)}).size == 0;
}

static bool prepare(struct store_rows *rows, struct bytes sql, struct error *error)
{
    sqlite3 *connection = store_connection(rows->store);
    const char *tail = sql.data;

    sqlite3_set_authorizer(connection, allow_reading, NULL);

    int code = sqlite3_prepare_v2(connection, sql.data, (int)sql.size, &rows->statement, &tail);

    sqlite3_set_authorizer(connection, NULL, NULL);
    // VACUUM INTO asks the authorizer for nothing; like every statement but a SELECT it has no
    // columns.
    if (code == SQLITE_AUTH || (rows->statement && !sqlite3_column_count(rows->statement)))
        return error_set(error, STATUS_USAGE,
                         "query: %s: only SELECT is allowed, and nothing that writes",
                         code == SQLITE_OK ? "not authorized" : sqlite3_errmsg(connection));
    if (code != SQLITE_OK)
        return error_set(error, STATUS_USAGE, "query: %s", sqlite3_errmsg(connection));
    if (!rows->statement)
        return error_set(error, STATUS_USAGE, "query: holds no statement");
    if (!only_blank_follows(tail, sql.data + sql.size))
        return error_set(error, STATUS_USAGE, "query: holds more than one statement");
    return true;
}

static void describe(struct store_rows *rows)
{
    size_t count = (size_t)sqlite3_column_count(rows->statement);

    rows->columns = memory_calloc(count, sizeof *rows->columns);
    for (size_t i = 0; i < count; i++)
        rows->columns[i] = sqlite3_column_name(rows->statement, (int)i);
    rows->stream = (struct row_stream){rows, count, rows->columns, next_row};
}

bool store_rows_open(struct store_rows **out, struct store *store, struct bytes sql, bool all,
                     struct error *error)
{
    struct store_rows *rows = memory_calloc(1, sizeof *rows);

    rows->store = store;
    if (!prepare(rows, sql, error)) {
        store_rows_close(rows);
        return false;
    }
    sqlite3_bind_int(rows->statement, sqlite3_bind_parameter_index(rows->statement, ":all"), all);
    describe(rows);
    *out = rows;
    return true;
}

bool store_rows_open_named(struct store_rows **out, struct store *store, const char *name, bool all,
                           struct error *error)
{
    const struct named_statement *found = catalogue_find(&store->catalogue, bytes_of(name));

    if (!found)
        return error_set(error, STATUS_INTERNAL, "no statement is called %s", name);

    // Behind the statement stands what the file says of the next one.
    struct bytes text = found->text;

    while (text.size && text.data[text.size - 1] != ';')
        text.size--;
    return store_rows_open(out, store, text, all, error);
}

void store_rows_only_new(struct store_rows *rows)
{
    sqlite3_bind_int(rows->statement, sqlite3_bind_parameter_index(rows->statement, ":new_only"),
                     1);
}

const struct row_stream *store_rows_stream(const struct store_rows *rows)
{
    return &rows->stream;
}

void store_rows_close(struct store_rows *rows)
{
    if (!rows)
        return;
    sqlite3_finalize(rows->statement);
    free(rows->columns);
    free(rows);
}
