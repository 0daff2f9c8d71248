// SPDX-License-Identifier: Apache-2.0
// The first and the last lines of a registry export: which program wrote it, and whether it is
// whole.
#ifndef IMPORT_REGISTRY_DRESS_H
#define IMPORT_REGISTRY_DRESS_H

#include <stdbool.h>

#include "base/error.h"
#include "import/registry_text.h"

// A line before the header is done; blank ones do not count. `decoded` is its text.
bool registry_dress_header(struct registry_text *text, const struct line *line,
                           struct bytes decoded, struct error *error);

// A comment that is a line of its own, without the semicolon.
void registry_dress_comment(struct registry_text *text, struct bytes comment);

// Refuses an export of Samba's net that lacks its last line.
bool registry_dress_finish(const struct registry_text *text, struct error *error);

#endif
