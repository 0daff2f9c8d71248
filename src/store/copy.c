// SPDX-License-Identifier: Apache-2.0
// SQLite's backup of a database that is in use.
#include "store/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "store/connection.h"

static void close_target(struct store *target)
{
    sqlite3_close_v2(target->connection);
}

// Everything in one step is one read transaction: others write meanwhile, and the copy is of one
// moment.
static bool copy_pages(struct store *store, struct store *target, struct error *error)
{
    sqlite3_backup *backup =
        sqlite3_backup_init(target->connection, "main", store->connection, "main");

    if (!backup)
        return store_failure(target, error, "copying");

    int step = sqlite3_backup_step(backup, -1), finished = sqlite3_backup_finish(backup);

    if (finished != SQLITE_OK)
        return store_failure(target, error, "copying");
    return step == SQLITE_DONE ||
           error_set(error, STATUS_STORE, "database: %s while copying", sqlite3_errstr(step));
}

static bool sync_copy(const char *path, struct error *error)
{
    int descriptor CLEANUP(cleanup_descriptor) = open(path, O_RDONLY | O_CLOEXEC);

    return (descriptor >= 0 && fsync(descriptor) == 0) || error_set_errno(error, errno, "%s", path);
}

static bool fill(struct store *store, const char *path, struct error *error)
{
    struct store target CLEANUP(close_target) = {.path = (char *)path};

    if (sqlite3_open_v2(path, &target.connection, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return store_failure(&target, error, "opening");
    // Nobody has the name of the file: what is unfinished is thrown away.
    return connection_execute(&target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF",
                              "setting up", error) &&
           copy_pages(store, &target, error) &&
           // the log's mark is copied as well
           connection_execute(&target, "PRAGMA journal_mode = DELETE", "setting up", error);
}

bool store_copy(struct store *store, const char *path, struct error *error)
{
    int descriptor CLEANUP(cleanup_descriptor) =
        open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (descriptor < 0)
        return error_set_errno(error, errno, "%s: cannot be made", path);
    return (fill(store, path, error) || error_wrap(error, "%s", path)) && sync_copy(path, error);
}
