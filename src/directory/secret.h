// SPDX-License-Identifier: Apache-2.0
// Who may read the file that holds a password or a key.
#ifndef DIRECTORY_SECRET_H
#define DIRECTORY_SECRET_H

#include <stdbool.h>

#include "base/error.h"

// As ssh(1) does with private keys: a regular file that its owner has left open to others is
// refused. A group may read it where it belongs to somebody else, such as root for a service.
// `path` is for messages. Errors: STATUS_CREDENTIALS; STATUS_SYSTEM.
bool secret_check(int descriptor, const char *path, struct error *error);

#endif
