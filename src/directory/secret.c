// SPDX-License-Identifier: Apache-2.0
// The mode of files that hold secrets.
#include "directory/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "directory/directory.h"

bool secret_check(int descriptor, const char *path, struct error *error)
{
    struct stat facts;

    if (fstat(descriptor, &facts) != 0)
        return error_set_errno(error, errno, "%s", path);

    mode_t closed = facts.st_uid == geteuid() ? S_IRWXG | S_IRWXO : S_IRWXO;

    if (!S_ISREG(facts.st_mode) || !(facts.st_mode & closed))
        return true;
    return error_set(error, STATUS_CREDENTIALS,
                     "%s: its mode %04o lets others at a secret: chmod 600 it", path,
                     facts.st_mode & 07777u);
}

bool dir_secret_check(const char *path, struct error *error)
{
    static const char type[] = "FILE:";
    bool typed = bytes_starts_with_ascii(bytes_of(path), BYTES("FILE:"));
    const char *file = typed ? path + sizeof type - 1 : path;
    CLEANUP(cleanup_descriptor) int descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    return descriptor < 0 ? error_set_errno(error, errno, "%s", file)
                          : secret_check(descriptor, file, error);
}
