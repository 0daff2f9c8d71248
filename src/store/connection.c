// SPDX-License-Identifier: Apache-2.0
// The connection: failures and transactions.
#include "store/connection.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/text.h"

struct sqlite3 *store_connection(const struct store *store)
{
    return store->connection;
}

// The process that writes: it holds this byte of the log's index
// (https://www.sqlite.org/walformat.html, "WAL-Index File Format": WAL_WRITE_LOCK). 0 where nobody
// does, or nobody that can be seen from here. Looking takes a descriptor of its own, which must
// outlive the connection: closing it would give up SQLite's locks on that file.
static pid_t writer(struct store *store)
{
    enum { WRITE_LOCK = 120 };
    struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = WRITE_LOCK, .l_len = 1};
    struct text name CLEANUP(text_clear) = {0};

    if (!store->has_index) {
        text_printf(&name, "%s-shm", store->path);
        store->index = open(name.data, O_RDONLY | O_CLOEXEC);
        store->has_index = store->index >= 0;
    }
    if (!store->has_index || fcntl(store->index, F_OFD_GETLK, &lock) != 0 ||
        lock.l_type == F_UNLCK || lock.l_pid <= 0)
        return 0;
    return lock.l_pid;
}

static void say_busy(struct store *store, struct error *error, const char *doing)
{
    char who[32] = "another process";
    pid_t pid = writer(store);

    if (pid)
        snprintf(who, sizeof who, "process %ld", (long)pid);
    error_set(error, STATUS_STORE, "database is locked by %s while %s: try again when it is done",
              who, doing);
}

// Even for reading, SQLite makes files beside the database. Returns: errno, where it may not.
static int folder_refusal(const struct store *store)
{
    const char *slash = strrchr(store->path, '/');
    struct text folder CLEANUP(text_clear) = {0};

    if (!slash)
        return access(".", W_OK) == 0 ? 0 : errno;
    text_append(&folder, (struct bytes){store->path, (size_t)(slash + 1 - store->path)});
    return access(folder.data, W_OK) == 0 ? 0 : errno;
}

bool store_failure(struct store *store, struct error *error, const char *doing)
{
    const char *message = sqlite3_errmsg(store->connection);
    int code = sqlite3_extended_errcode(store->connection), kind = code & 0xFF;
    int refusal = kind == SQLITE_CANTOPEN ? folder_refusal(store) : 0;

    if (kind == SQLITE_BUSY)
        say_busy(store, error, doing);
    else if (kind == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE)
        error_set(error, STATUS_STORE, "disk is full while %s: nothing was changed", doing);
    else if (refusal)
        error_set_errno(error, refusal,
                        "database: %s while %s: its folder, where SQLite keeps the log, cannot be "
                        "written to",
                        message, doing);
    else
        error_set(error, STATUS_STORE, "database: %s while %s", message, doing);
    if (error) {
        error->status = STATUS_STORE;
        error->native = code;
    }
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

bool store_begin_reading(struct store *store, struct error *error)
{
    return connection_execute(store, "BEGIN", "beginning to read", error);
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
