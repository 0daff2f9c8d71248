// SPDX-License-Identifier: Apache-2.0
// Rows of an inventory, whatever syntax they come in.
#ifndef IMPORT_INVENTORY_H
#define IMPORT_INVENTORY_H

#include <stdbool.h>

#include "base/error.h"
#include "import/csv_table.h"
#include "import/format.h"

extern const struct csv_column inventory_columns[];
extern const size_t inventory_column_count;

// One row: a cell for each of inventory_columns, without blanks around it, empty where the row has
// none. Everything is borrowed.
struct inventory_cells {
    const struct bytes *cells;
    unsigned line;
    const void *source; // for `place`: where the cell of a column is
    struct place (*place)(const void *source, size_t column);
};

// Delivers the row. Errors: STATUS_FORMAT with the place of the cell that is wrong, or required
// and empty; what the sink says.
bool inventory_take(struct import_job *job, const struct inventory_cells *row, struct error *error);

#endif
