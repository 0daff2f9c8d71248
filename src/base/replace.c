// SPDX-License-Identifier: Apache-2.0
// Files that are renamed into place when complete.
#include "base/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"

static bool fail(const struct replacement *file, struct error *error)
{
    return error_set_errno(error, errno, "%s", file->path);
}

// A file without a name goes with the process, however that ends. Its name comes from /proc.
static bool open_nameless(struct replacement *file, mode_t mode)
{
    const char *slash = strrchr(file->path, '/');
    struct text folder CLEANUP(text_clear) = {0};

    if (slash)
        text_append(&folder, (struct bytes){file->path, (size_t)(slash + 1 - file->path)});
    else
        text_append_string(&folder, ".");
    if (access("/proc/self/fd", X_OK) != 0)
        return false;
    file->descriptor = open(folder.data, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
    return file->descriptor >= 0;
}

// Beside the file, so that rename(2) is atomic.
static bool open_temporary(struct replacement *file, mode_t mode, struct error *error)
{
    struct text name CLEANUP(text_clear) = {0};
    mode_t mask = umask(0);

    umask(mask);
    text_printf(&name, "%s.XXXXXX", file->path);
    file->descriptor = mkostemp(name.data, O_CLOEXEC);
    if (file->descriptor < 0)
        return fail(file, error);
    file->temporary = STEAL(name.data);
    return fchmod(file->descriptor, mode & ~mask) == 0 || fail(file, error);
}

static bool is_sqlite(const char *path)
{
    static const char magic[] = "SQLite format 3"; // with its NUL
    char start[sizeof magic];
    int descriptor CLEANUP(cleanup_descriptor) = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    return descriptor >= 0 && read(descriptor, start, sizeof start) == sizeof start &&
           memcmp(start, magic, sizeof start) == 0;
}

// A database, or one of the files that SQLite keeps beside it.
static bool belongs_to_database(const char *path)
{
    static const struct bytes suffixes[] = {{"-wal", 4}, {"-shm", 4}, {"-journal", 8}};
    struct text base CLEANUP(text_clear) = {0};

    if (is_sqlite(path))
        return true;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (bytes_ends_with_ascii(bytes_of(path), suffixes[i])) {
            text_append(&base, bytes_slice(bytes_of(path), 0, strlen(path) - suffixes[i].size));
            return is_sqlite(base.data);
        }
    return false;
}

bool replace_open(struct replacement *file, const char *path, mode_t mode, struct error *error)
{
    struct stat status;

    *file = REPLACEMENT_CLOSED;
    file->path = realpath(path, NULL);
    if (!file->path)
        file->path = memory_copy_string(path);
    if (belongs_to_database(file->path))
        return error_set(error, STATUS_USAGE, "%s belongs to a database: name another file", path);
    if (stat(file->path, &status) == 0 && !S_ISREG(status.st_mode)) {
        file->direct = true;
        file->descriptor = open(file->path, O_WRONLY | O_CLOEXEC);
        return file->descriptor >= 0 || fail(file, error);
    }
    return open_nameless(file, mode) || open_temporary(file, mode, error);
}

bool replace_write(struct replacement *file, const char *data, size_t size)
{
    while (size) {
        ssize_t written = write(file->descriptor, data, size);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            file->failure = errno;
            return false;
        }
        data += written;
        size -= (size_t)written;
    }
    return true;
}

// rename(2) alone replaces, and needs a name to rename.
static bool give_name(struct replacement *file, struct error *error)
{
    char source[32];
    struct text name CLEANUP(text_clear) = {0};

    snprintf(source, sizeof source, "/proc/self/fd/%d", file->descriptor);
    text_printf(&name, "%s.%ld", file->path, (long)getpid());
    unlink(name.data); // of a former process of that number
    if (linkat(AT_FDCWD, source, AT_FDCWD, name.data, AT_SYMLINK_FOLLOW) != 0)
        return fail(file, error);
    file->temporary = STEAL(name.data);
    return true;
}

bool replace_finish(struct replacement *file, struct error *error)
{
    if (!file->direct && fsync(file->descriptor) != 0)
        return fail(file, error);
    if (!file->direct && !file->temporary && !give_name(file, error))
        return false;

    int closed = close(file->descriptor);

    file->descriptor = -1;
    if (closed != 0 || (!file->direct && rename(file->temporary, file->path) != 0))
        return fail(file, error);
    free(STEAL(file->temporary));
    return true;
}

void replace_discard(struct replacement *file)
{
    if (file->descriptor >= 0)
        close(file->descriptor);
    if (file->temporary)
        unlink(file->temporary);
    free(file->temporary);
    free(file->path);
    *file = REPLACEMENT_CLOSED;
}
