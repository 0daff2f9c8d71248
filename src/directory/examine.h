// SPDX-License-Identifier: Apache-2.0
// What a scan will meet: the way to the server, its certificate and clock, and what this account
// may read. Reads a little and writes nothing.
#ifndef DIRECTORY_EXAMINE_H
#define DIRECTORY_EXAMINE_H

#include <stdbool.h>

#include "directory/directory.h"

enum dir_health { DIR_OK, DIR_WARN, DIR_FAIL };

// Gets one finding: what was looked at, what was found, and what to do (empty where nothing is).
// Text is borrowed for the call.
struct dir_examiner {
    void *context;
    void (*find)(void *context, enum dir_health health, const char *what, const char *found,
                 const char *next);
    const char *account; // who the account is, for commands that grant it something
};

// Looks at one thing after the other and stops where nothing further can be seen, which the last
// finding then says.
void dir_examine(const struct dir_options *options, const struct dir_examiner *examiner);

#endif
