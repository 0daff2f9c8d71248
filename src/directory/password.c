// SPDX-License-Identifier: Apache-2.0
// Reads without stdio, whose buffers would keep a copy.
#include "directory/password.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "directory/secret.h"

static bool fill(struct password *password, const char *path, struct error *error)
{
    CLEANUP(cleanup_descriptor) int descriptor = open(path, O_RDONLY | O_CLOEXEC);

    if (descriptor < 0)
        return error_set_errno(error, errno, "%s", path);
    if (!secret_check(descriptor, path, error))
        return false;
    while (password->size < sizeof password->text) {
        ssize_t got = read(descriptor, password->text + password->size,
                           sizeof password->text - password->size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_errno(error, errno, "%s", path);
        if (got == 0)
            break;
        password->size += (size_t)got;
    }
    return true;
}

bool password_read(struct password *password, const char *path, struct error *error)
{
    if (!fill(password, path, error))
        return false;

    const char *line_feed = memchr(password->text, '\n', password->size);

    if (!line_feed && password->size == sizeof password->text)
        return error_set(error, STATUS_CONFIG, "%s: the first line is longer than %d bytes", path,
                         PASSWORD_BYTES);
    if (line_feed)
        password->size = (size_t)(line_feed - password->text);
    if (password->size && password->text[password->size - 1] == '\r')
        password->size--;
    if (!password->size)
        // RFC 4513 5.1.2: a name without a password is an unauthenticated, anonymous bind
        return error_set(error, STATUS_CONFIG,
                         "%s: the first line is empty, and a bind without a password is anonymous",
                         path);
    return true;
}

void password_wipe(struct password *password)
{
    explicit_bzero(password, sizeof *password);
}
