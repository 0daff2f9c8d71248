// SPDX-License-Identifier: Apache-2.0
// Removing of files that first scans left.
#include "audit/leftover.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"

static const char mark[] = ".scan-";

// SQLite's files beside a database, behind its own name.
static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};

enum { SUFFIX_COUNT = sizeof suffixes / sizeof *suffixes };

void leftover_name(struct text *out, const char *path)
{
    text_printf(out, "%s%s%ld", path, mark, (long)getpid());
}

void leftover_remove(const char *name)
{
    struct text file CLEANUP(text_clear) = {0};

    for (size_t i = 0; i < SUFFIX_COUNT; i++) {
        text_reset(&file);
        text_printf(&file, "%s%s", name, suffixes[i]);
        unlink(file.data);
    }
}

// The number of the process whose file that is; 0 where the name has another form.
static pid_t owner(struct bytes name, struct bytes prefix)
{
    struct bytes number, suffix;
    int64_t pid;

    if (name.size < prefix.size || memcmp(name.data, prefix.data, prefix.size) != 0)
        return 0;
    name = bytes_slice(name, prefix.size, SIZE_MAX);
    bytes_split(name, '-', &number, &suffix);
    if (!bytes_to_int64(number, &pid) || pid <= 0 || pid > INT_MAX)
        return 0;
    suffix = bytes_slice(name, number.size, SIZE_MAX);
    for (size_t i = 0; i < SUFFIX_COUNT; i++)
        if (bytes_equal(suffix, bytes_of(suffixes[i])))
            return (pid_t)pid;
    return 0;
}

// Numbers of processes come again, in a container at every start: a file of our own number is a
// former process's. In another container any number may live: there the lock tells.
static bool is_abandoned(const char *name, pid_t pid)
{
    int descriptor CLEANUP(cleanup_descriptor) = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    if (pid != getpid() && (kill(pid, 0) == 0 || errno != ESRCH))
        return false;
    return descriptor < 0 ? errno == ENOENT
                          : fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type == F_UNLCK;
}

static void close_folder(DIR **folder)
{
    if (*folder)
        closedir(*folder);
}

static void remove_in(const char *path, const char *folder_name, const char *base)
{
    DIR *folder CLEANUP(close_folder) = opendir(folder_name);
    struct text prefix CLEANUP(text_clear) = {0}, file CLEANUP(text_clear) = {0};
    const struct dirent *entry;

    text_printf(&prefix, "%s%s", base, mark);
    while (folder && (entry = readdir(folder))) {
        pid_t pid = owner(bytes_of(entry->d_name), text_view(&prefix));

        if (!pid)
            continue;
        text_reset(&file);
        text_printf(&file, "%s%s%ld", path, mark, (long)pid);
        if (is_abandoned(file.data, pid))
            leftover_remove(file.data);
    }
}

void leftover_remove_abandoned(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct text folder CLEANUP(text_clear) = {0};

    if (!slash) {
        remove_in(path, ".", path);
        return;
    }
    text_append(&folder, (struct bytes){path, (size_t)(slash + 1 - path)});
    remove_in(path, folder.data, slash + 1);
}

bool leftover_has_journal(const char *path)
{
    static const char *const journals[] = {"-wal", "-journal"};
    struct text name CLEANUP(text_clear) = {0};
    struct stat facts;

    for (size_t i = 0; i < sizeof journals / sizeof *journals; i++) {
        text_reset(&name);
        text_printf(&name, "%s%s", path, journals[i]);
        if (stat(name.data, &facts) == 0 && facts.st_size > 0)
            return true;
    }
    return false;
}
