// SPDX-License-Identifier: Apache-2.0
// Tables in CSV files (RFC 4180, read by libcsv) whose header row names the columns.
#ifndef IMPORT_CSV_TABLE_H
#define IMPORT_CSV_TABLE_H

#include <csv.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "base/vec.h"
#include "import/lines.h"
#include "import/place.h"

enum {
    CSV_COLUMNS_MAX = 48,
    CSV_ROW_MAX_BYTES = 1024 * 1024, // a quote that is not closed must not take the whole file
};

// A column that a table may have, or must have: then no cell of it may be empty either.
struct csv_column {
    const char *name;
    bool required;
};

// Set `file`, `columns`, `column_count`, `context` and `row` and zero the rest.
struct csv_table {
    const char *file;                 // borrowed
    const struct csv_column *columns; // borrowed; at most CSV_COLUMNS_MAX
    size_t column_count;
    char separator; // 0: a comma
    bool lenient;   // columns of other names are passed over, and UTF-16 is taken
    void *context;
    // Takes one row after the header; blank lines do not come here.
    bool (*row)(void *context, const struct csv_table *table, struct error *error);

    // The row, for `row` to read: the line on which it begins, and a cell for each of `columns`,
    // without blanks around it, empty where the file has no such column.
    unsigned line;
    struct bytes cells[CSV_COLUMNS_MAX];

    struct csv_parser parser; // libcsv's
    bool parser_ready;
    struct text text;     // the row's cells, one behind the other
    VEC(size_t) ends;     // where each of them ends in `text`
    VEC(size_t) header;   // the column that stands at each position; SIZE_MAX: one passed over
    struct bytes raw;     // the row as the file has it
    struct text raw_kept; // the same for a row of several lines
    bool row_is_open, failed;
    struct error *error;
};

// Takes one line of the file. Errors: STATUS_FORMAT that points at the first character of the
// cell, and what `row` said.
bool csv_table_line(struct csv_table *table, const struct line *line, struct error *error);
bool csv_table_finish(struct csv_table *table, struct error *error);
void csv_table_clear(struct csv_table *table);

// For `row`: refuses its cell of that column. Returns false.
bool csv_table_refuse(const struct csv_table *table, size_t column, const char *expected,
                      struct error *error);

// For `row`: where its cell of that column is.
struct place csv_table_place(const struct csv_table *table, size_t column);

// For `row`: the file has that column.
bool csv_table_has(const struct csv_table *table, size_t column);

// How many of the columns the text of a header row names, whatever separates them.
unsigned csv_table_columns_named(struct bytes header, const struct csv_column *columns,
                                 size_t count);

#endif
