// SPDX-License-Identifier: Apache-2.0
// Row streams to bytes. A format is one file and one row of the table in render.c.
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include <stdbool.h>

#include "core/rows.h"

struct render_options {
    bool raw;       // csv: no apostrophe before cells that a spreadsheet would take for a formula
    bool colour;    // table: may use ANSI colours
    bool bare;      // jsonl: the rows' own members alone, no head and no type
    unsigned width; // table: columns of the terminal; 0: no limit
};

// Renders every row. Unknown `format`: STATUS_USAGE with the known ones. An error of the stream or
// the writer ends it.
bool render_rows(const char *format, const struct report_head *head, const struct row_stream *rows,
                 const struct render_options *options, const struct writer *writer,
                 uint64_t *row_count, struct error *error);

// The name of the format at `index`, or NULL past the last; static.
const char *render_format_name(unsigned index);

#endif
