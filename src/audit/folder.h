// SPDX-License-Identifier: Apache-2.0
// The files of an import folder.
#ifndef AUDIT_FOLDER_H
#define AUDIT_FOLDER_H

#include <stdbool.h>

#include "base/error.h"

// Calls `visit` with the path of every file below `folder`, bytewise in order. Names that begin
// with a dot do not count, nor do folders behind links. Errors: STATUS_SYSTEM where a folder cannot
// be read, and what `visit` says.
typedef bool folder_fn(void *context, const char *path, struct error *error);
bool folder_each(const char *folder, folder_fn *visit, void *context, struct error *error);

#endif
