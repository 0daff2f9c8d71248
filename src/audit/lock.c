// SPDX-License-Identifier: Apache-2.0
// flock(2), and the file's words for whoever comes second.
#include "audit/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"

// Written before anything else is done; the words of a former holder may stand there for a moment.
static bool refuse(int descriptor, const char *name, struct error *error)
{
    char words[96] = "";
    ssize_t size = pread(descriptor, words, sizeof words - 1, 0);

    close(descriptor);
    if (size <= 0)
        return error_set(error, STATUS_STORE, "%s: another run has just taken the lock", name);
    words[size - (words[size - 1] == '\n')] = '\0';
    return error_set(error, STATUS_STORE,
                     "%s: another run holds the lock, %s: wait for its end, or end it", name,
                     words);
}

static bool sign(int descriptor, const char *name, struct error *error)
{
    char since[CLOCK_ISO_BYTES], words[96];
    int size = snprintf(words, sizeof words, "process %ld since %s\n", (long)getpid(),
                        clock_format_iso(clock_now(), since));

    if (ftruncate(descriptor, 0) == 0 && pwrite(descriptor, words, (size_t)size, 0) == size)
        return true;
    error_set_errno(error, errno, "%s: cannot be written", name);
    close(descriptor);
    return false;
}

bool lock_take(const char *database, int *descriptor, struct error *error)
{
    struct text name = {0};

    text_printf(&name, "%s.lock", database);

    int file = open(name.data, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool done = file >= 0 || error_set_errno(error, errno, "%s: cannot be opened", name.data);

    if (done && flock(file, LOCK_EX | LOCK_NB) != 0)
        done = refuse(file, name.data, error);
    else if (done)
        done = sign(file, name.data, error);
    if (done)
        *descriptor = file;
    text_clear(&name);
    return done;
}

bool lock_is_free(const char *database, struct error *error)
{
    struct text name = {0};

    text_printf(&name, "%s.lock", database);

    int file = open(name.data, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    bool free = file < 0 || flock(file, LOCK_SH | LOCK_NB) == 0;

    if (!free)
        refuse(file, name.data, error);
    else if (file >= 0)
        close(file);
    text_clear(&name);
    return free;
}
