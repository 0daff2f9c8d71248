// SPDX-License-Identifier: Apache-2.0
// Keeps SIGPIPE from the thread while libldap writes to a socket that the server may have closed.
#ifndef DIRECTORY_QUIET_H
#define DIRECTORY_QUIET_H

#include <signal.h>
#include <stdbool.h>

struct quiet {
    sigset_t before;
    bool was_pending;
};

// CLEANUP(quiet_leave) struct quiet quiet = quiet_enter();
struct quiet quiet_enter(void);

// Throws away the SIGPIPE of the time in between and restores the mask.
void quiet_leave(const struct quiet *quiet);

#endif
