// SPDX-License-Identifier: Apache-2.0
// One run at a time for a database.
#ifndef AUDIT_LOCK_H
#define AUDIT_LOCK_H

#include <stdbool.h>

#include "base/error.h"

// Takes the lock DATABASE.lock, which processes forked from now on hold as well. The file stays;
// what counts is the lock on it. `*descriptor` is owned: close it. Errors: STATUS_STORE, with who
// holds it and since when; STATUS_SYSTEM.
bool lock_take(const char *database, int *descriptor, struct error *error);

// Looks without taking it for long, and makes no file. False with the error of lock_take where
// somebody holds it.
bool lock_is_free(const char *database, struct error *error);

#endif
