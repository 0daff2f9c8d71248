// SPDX-License-Identifier: Apache-2.0
// Files of suppressions: CSV with a header row (docs/suppressions.md).
#ifndef IMPORT_SUPPRESSIONS_H
#define IMPORT_SUPPRESSIONS_H

#include "import/csv_table.h"
#include "import/import.h"

// Zero-initialise it, then suppression_table_begin; `table` takes the lines.
struct suppression_table {
    struct csv_table table;
    import_suppression_fn *visit;
    void *context;
};

// `file` is borrowed.
void suppression_table_begin(struct suppression_table *table, const char *file,
                             import_suppression_fn *visit, void *context);

#endif
