// SPDX-License-Identifier: Apache-2.0
// The port between a query and a renderer: typed columns and a stream of rows.
#ifndef CORE_ROWS_H
#define CORE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

enum cell_type { CELL_NULL, CELL_INTEGER, CELL_REAL, CELL_TEXT };

struct cell {
    enum cell_type type;
    int64_t integer;
    double real;
    struct bytes text; // UTF-8; borrowed until the next row is asked for
};

// `next` fills `cells` (column_count of them): 1 a row, 0 the end, -1 an error.
struct row_stream {
    void *context;
    size_t column_count;
    const char *const *columns; // borrowed from the stream's owner
    int (*next)(void *context, struct cell *cells, struct error *error);
};

// What stands above a report: name and value, in order, both borrowed.
struct head_fact {
    const char *name;
    const char *value;
};

struct report_head {
    const char *report;
    const struct head_fact *facts;
    size_t fact_count;
};

// Where bytes go. False with `error` set ends the output.
struct writer {
    void *context;
    bool (*write)(void *context, struct bytes bytes, struct error *error);
};

#endif
