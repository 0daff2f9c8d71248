// SPDX-License-Identifier: Apache-2.0
// A file that appears under its name, in place of a former one, only when all of it is written.
#ifndef BASE_REPLACE_H
#define BASE_REPLACE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/text.h"

struct replacement {
    int descriptor;
    char *path;      // owned; the target of a link
    char *temporary; // owned; the name that the file has before its own, where it has one
    bool direct;     // no regular file: written as it is
    int failure;     // errno of the first write that failed
};

#define REPLACEMENT_CLOSED ((struct replacement){.descriptor = -1})

// `mode` is cut by the umask. A link is followed; devices and pipes are never replaced. Until
// replace_finish nothing shows in the folder, where the file system has files without names.
// Errors: STATUS_SYSTEM; STATUS_USAGE for an SQLite database and the files beside one, which must
// not be replaced while anybody has them open.
bool replace_open(struct replacement *file, const char *path, mode_t mode, struct error *error);

// False, with errno also in `failure`, where not all of it could be written.
bool replace_write(struct replacement *file, const char *data, size_t size);

// Brings all to the disk and puts the file in its place. Errors: STATUS_SYSTEM; the former file is
// then still there.
bool replace_finish(struct replacement *file, struct error *error);

// Drops what was not finished.
void replace_discard(struct replacement *file);

#endif
