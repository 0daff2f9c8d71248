// SPDX-License-Identifier: Apache-2.0
// Files beside a database that first scans fill, and what is left of those that were ended early.
#ifndef AUDIT_LEFTOVER_H
#define AUDIT_LEFTOVER_H

#include <stdbool.h>

#include "base/text.h"

// Appends the name of the file that this process fills before the database `path` exists.
void leftover_name(struct text *out, const char *path);

// Removes such a file and SQLite's own files beside it; what is not there is no error.
void leftover_remove(const char *name);

// Removes the files of processes that are gone. One whose process lives, or that somebody has
// locked (SQLite does, for as long as it fills it), stays. What cannot be removed stays as well:
// it takes up space, and nobody ever reads it.
void leftover_remove_abandoned(const char *path);

// A write-ahead log or a rollback journal with something in it lies beside `path`. Where the
// database itself is missing, it belonged to one that somebody removed.
bool leftover_has_journal(const char *path);

#endif
