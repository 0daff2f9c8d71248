// SPDX-License-Identifier: Apache-2.0
// A password out of a file, wiped when it is done with.
#ifndef DIRECTORY_PASSWORD_H
#define DIRECTORY_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { PASSWORD_BYTES = 1024 };

// Zero-initialise it and wipe it in any case: CLEANUP(password_wipe).
struct password {
    char text[PASSWORD_BYTES];
    size_t size;
};

// Reads the first line without its line break.
// Errors: STATUS_SYSTEM the file cannot be read, STATUS_CREDENTIALS others may (secret.h),
// STATUS_CONFIG it is empty or too long.
bool password_read(struct password *password, const char *path, struct error *error);

void password_wipe(struct password *password);

#endif
