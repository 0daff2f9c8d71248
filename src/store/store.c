// SPDX-License-Identifier: Apache-2.0
// Opening and closing of databases, transactions, named blocks.
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "sql_facts.h"
#include "store/catalogue.h"
#include "store/functions.h"
#include "store/schema.h"
#include "store/statement.h"

enum { BUSY_WAIT_MS = 10000 };

struct store {
    sqlite3 *connection;
    struct catalogue catalogue;
    char *path;
};

struct sqlite3 *store_connection(const struct store *store)
{
    return store->connection;
}

static bool execute(struct store *store, const char *sql, const char *doing, struct error *error)
{
    return sqlite3_exec(store->connection, sql, NULL, NULL, NULL) == SQLITE_OK ||
           store_failure(store, error, doing);
}

// The file is made here and not by SQLite, which would let the umask decide who may read it.
static bool make_private_file(const char *path, struct error *error)
{
    int descriptor CLEANUP(cleanup_descriptor) =
        open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (descriptor < 0 && errno != EEXIST)
        return error_set_errno(error, errno, "%s: cannot be made", path);
    return true;
}

static bool check_exists(const char *path, struct error *error)
{
    struct stat facts;

    if (stat(path, &facts) == 0)
        return S_ISREG(facts.st_mode) ||
               error_set(error, STATUS_STORE, "%s: is no regular file", path);
    if (errno != ENOENT)
        return error_set_errno(error, errno, "%s: cannot be opened", path);
    return error_set(error, STATUS_STORE,
                     "%s: no such database: run 'delegaudit scan' or 'delegaudit import' first",
                     path);
}

// 16 KiB pages and small caches were the fastest for a scan (docs/performance.md); sorting takes as
// much again. Into the write-ahead log a larger one pays: every page that leaves the cache early is
// read back from the log. The fresh file needs no journal: it has no name yet that anybody could
// open.
static bool set_pragmas(struct store *store, enum store_mode mode, struct error *error)
{
    if (!execute(store,
                 "PRAGMA cache_size = -8192; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF",
                 "setting up", error))
        return false;
    if (mode == STORE_FRESH)
        return execute(store,
                       "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF;"
                       "PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE",
                       "setting up", error);
    if (mode == STORE_CREATE)
        return execute(store, "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL", "setting up",
                       error);
    return mode == STORE_READ || execute(store, "PRAGMA cache_size = -16384", "setting up", error);
}

static bool open_connection(struct store *store, const char *path, enum store_mode mode,
                            struct error *error)
{
    int flags = mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;

    if (sqlite3_open_v2(path, &store->connection, flags, NULL) != SQLITE_OK)
        return store_failure(store, error, "opening") || error_wrap(error, "%s", path);
    sqlite3_extended_result_codes(store->connection, 1);
    sqlite3_busy_timeout(store->connection, BUSY_WAIT_MS);
    return (set_pragmas(store, mode, error) && schema_check(store, mode != STORE_READ, error) &&
            functions_register(store, error)) ||
           error_wrap(error, "%s", path);
}

bool store_open(struct store **out, const char *path, enum store_mode mode, struct error *error)
{
    bool make = mode == STORE_CREATE || mode == STORE_FRESH;

    if (!(make ? make_private_file(path, error) : check_exists(path, error)))
        return false;

    struct store *store = memory_calloc(1, sizeof *store);

    store->path = memory_copy_string(path);
    catalogue_load(&store->catalogue);
    if (!open_connection(store, path, mode, error)) {
        store_close(store);
        return false;
    }
    *out = store;
    return true;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    catalogue_clear(&store->catalogue);
    sqlite3_close_v2(store->connection);
    free(store->path);
    free(store);
}

bool store_begin(struct store *store, struct error *error)
{
    return execute(store, "BEGIN IMMEDIATE", "beginning to write", error);
}

bool store_commit(struct store *store, struct error *error)
{
    return execute(store, "COMMIT", "committing", error);
}

void store_rollback(struct store *store)
{
    if (!sqlite3_get_autocommit(store->connection))
        sqlite3_exec(store->connection, "ROLLBACK", NULL, NULL, NULL);
}

static bool sync_file(const char *path, struct error *error)
{
    int descriptor CLEANUP(cleanup_descriptor) = open(path, O_RDONLY | O_CLOEXEC);

    if (descriptor < 0 || fsync(descriptor) != 0)
        return error_set_errno(error, errno, "%s: cannot be brought to the disk", path);
    return true;
}

bool store_seal(struct store *store, struct error *error)
{
    return execute(store,
                   "PRAGMA locking_mode = NORMAL; PRAGMA synchronous = FULL;"
                   "PRAGMA journal_mode = WAL",
                   "sealing", error) &&
           sync_file(store->path, error);
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

// Every statement of a text that is not NUL-terminated.
static bool run_text(struct store *store, struct bytes sql, struct error *error)
{
    const char *rest = sql.data, *end = sql.data + sql.size;

    while (rest < end) {
        sqlite3_stmt *statement CLEANUP(statement_drop) = NULL;

        if (sqlite3_prepare_v2(store->connection, rest, (int)(end - rest), &statement, &rest) !=
            SQLITE_OK)
            return store_failure(store, error, "preparing a statement");
        if (statement && !statement_finish(store, statement, error))
            return false;
    }
    return true;
}

bool store_run(struct store *store, const char *name, struct error *error)
{
    const struct named_statement *found = named(store, name, error);

    return found && (run_text(store, found->text, error) || error_wrap(error, "%s", name));
}

bool store_prepare_facts(struct store *store, struct error *error)
{
    for (size_t i = 0; i < sql_facts_count; i++)
        if (!run_text(store, (struct bytes){sql_facts[i].text, sql_facts[i].size}, error))
            return error_wrap(error, "facts %s", sql_facts[i].name);
    return true;
}
