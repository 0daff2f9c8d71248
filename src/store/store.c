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
#include "store/connection.h"
#include "store/functions.h"
#include "store/schema.h"
#include "store/statement.h"

enum { BUSY_WAIT_MS = 10000 };

// The file is made here and not by SQLite, which would let the umask decide who may read it.
static bool make_private_file(const char *path, bool must_be_new, struct error *error)
{
    int descriptor CLEANUP(cleanup_descriptor) =
        open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (descriptor < 0 && (must_be_new || errno != EEXIST))
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

// Processes that make one database at the same time get in each other's way here, and SQLite does
// not wait where both hold a lock already.
static bool set_log(struct store *store)
{
    enum { STEP_MS = 20 };
    int code = SQLITE_BUSY;

    for (int waited = 0; (code & 0xFF) == SQLITE_BUSY && waited < BUSY_WAIT_MS; waited += STEP_MS) {
        if (waited)
            sqlite3_sleep(STEP_MS);
        code =
            sqlite3_exec(store->connection, "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL",
                         NULL, NULL, NULL);
    }
    return code == SQLITE_OK;
}

// Whoever made the file may have been killed before anything was in it. What has content stays as
// it is: a copy may be without a log on purpose.
static bool begin_log(struct store *store, struct error *error)
{
    int64_t pages;

    return statement_read_int64(store, BYTES("PRAGMA page_count"), &pages, error) &&
           (pages || set_log(store) || store_failure(store, error, "setting up"));
}

// 16 KiB pages and small caches were the fastest for a scan (see tests/bench); sorting takes as
// much again. Into the write-ahead log a larger one pays: every page that leaves the cache early is
// read back from the log. The fresh file needs no journal: it has no name yet that anybody could
// open.
static bool set_pragmas(struct store *store, enum store_mode mode, struct error *error)
{
    if (!connection_execute(
            store,
            "PRAGMA cache_size = -8192; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF",
            "setting up", error))
        return false;
    if (mode == STORE_FRESH)
        return connection_execute(store,
                                  "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF;"
                                  "PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE",
                                  "setting up", error);
    return mode == STORE_READ ||
           (connection_execute(store, "PRAGMA cache_size = -16384", "setting up", error) &&
            begin_log(store, error));
}

static bool open_connection(struct store *store, const char *path, enum store_mode mode,
                            struct error *error)
{
    int flags = mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;

    // A store is not for several threads at once (delegaudit.h).
    if (sqlite3_open_v2(path, &store->connection, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return store_failure(store, error, "opening") || error_wrap(error, "%s", path);
    sqlite3_extended_result_codes(store->connection, 1);
    sqlite3_busy_timeout(store->connection, BUSY_WAIT_MS);
    // Pragmas write: they wait until the file is known to be ours, or empty.
    return (schema_is_ours(store, error) && set_pragmas(store, mode, error) &&
            schema_check(store, mode != STORE_READ, error) && functions_register(store, error)) ||
           error_wrap(error, "%s", path);
}

bool store_open(struct store **out, const char *path, enum store_mode mode, struct error *error)
{
    bool make = mode == STORE_CREATE || mode == STORE_FRESH;

    if (!(make ? make_private_file(path, mode == STORE_FRESH, error) : check_exists(path, error)))
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
    if (store->has_index)
        close(store->index);
    free(store->path);
    free(store);
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
    return connection_execute(store,
                              "PRAGMA locking_mode = NORMAL; PRAGMA synchronous = FULL;"
                              "PRAGMA journal_mode = WAL",
                              "sealing", error) &&
           sync_file(store->path, error);
}

bool store_prepare_facts(struct store *store, struct error *error)
{
    for (size_t i = 0; i < sql_facts_count; i++)
        if (!statement_run_text(store, (struct bytes){sql_facts[i].text, sql_facts[i].size}, error))
            return error_wrap(error, "facts %s", sql_facts[i].name);
    return true;
}
