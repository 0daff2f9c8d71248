// SPDX-License-Identifier: Apache-2.0
// The files below a directory.
#ifndef BASE_WALK_H
#define BASE_WALK_H

#include <stdbool.h>

#include "base/error.h"

// The path is a directory, or a link to one.
bool walk_is_directory(const char *path);

// Calls `visit` for every regular file below `path`, folder by folder, names in bytewise order;
// `file` is borrowed for the call. Names that begin with a dot or end with ~ are left out, links to
// folders are not followed. False, with `error`, where a folder cannot be read; false without one
// where `visit` stopped.
typedef bool walk_fn(void *context, const char *file);
bool walk_files(const char *path, walk_fn *visit, void *context, struct error *error);

#endif
