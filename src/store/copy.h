// SPDX-License-Identifier: Apache-2.0
// A consistent copy of the database for those who only read.
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

// Copies what is committed into the file `path`, which must not exist; mode 0600. The copy has a
// rollback journal and so needs no file beside it to be read; it is on the disk when this returns.
// On failure the file may be there, unfinished. Source: https://www.sqlite.org/backup.html.
bool store_copy(struct store *store, const char *path, struct error *error);

#endif
