// SPDX-License-Identifier: Apache-2.0
// liblber uses plain write(): a reset connection would end the process. The process's own signal
// settings are not this library's to change, so the signal is held back and swallowed.
#include "directory/quiet.h"

#include <errno.h>
#include <time.h>

static sigset_t pipe_only(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
}

static bool is_pending(void)
{
    sigset_t pending;

    sigemptyset(&pending);
    sigpending(&pending);
    return sigismember(&pending, SIGPIPE) == 1;
}

struct quiet quiet_enter(void)
{
    struct quiet quiet = {.was_pending = is_pending()};
    sigset_t set = pipe_only();

    pthread_sigmask(SIG_BLOCK, &set, &quiet.before);
    return quiet;
}

void quiet_leave(const struct quiet *quiet)
{
    sigset_t set = pipe_only();
    struct timespec now = {0};

    if (!quiet->was_pending && is_pending())
        while (sigtimedwait(&set, NULL, &now) < 0 && errno == EINTR)
            ;
    pthread_sigmask(SIG_SETMASK, &quiet->before, NULL);
}
