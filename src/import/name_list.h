// SPDX-License-Identifier: Apache-2.0
// Lists of names: one a line; blank lines and those that begin with '#' do not count.
#ifndef IMPORT_NAME_LIST_H
#define IMPORT_NAME_LIST_H

#include <stdbool.h>

#include "base/error.h"
#include "import/import.h"
#include "import/lines.h"

// Set all; everything is borrowed.
struct name_list {
    const char *file; // for messages
    import_name_fn *visit;
    void *context;
};

// Fits struct lines; `context` is a struct name_list. Errors: STATUS_FORMAT with the place for what
// is not UTF-8; what the visitor said, with the place before it.
bool name_list_line(void *context, const struct line *line, struct error *error);

#endif
