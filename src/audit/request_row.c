// SPDX-License-Identifier: Apache-2.0
// One row of sql/reports/check.sql.
#include "audit/request_row.h"

#include <string.h>

#include "base/cleanup.h"
#include "sql_reports.h"
#include "store/rows.h"

static struct bytes report_text(const char *name)
{
    for (size_t i = 0; i < sql_reports_count; i++)
        if (strcmp(sql_reports[i].name, name) == 0)
            return (struct bytes){sql_reports[i].text, sql_reports[i].size};
    return (struct bytes){0};
}

// Cells are borrowed from the stream until its next row.
static void keep(struct explanation *out, const struct row_stream *stream, struct cell *cells,
                 struct arena *arena)
{
    const char **columns = arena_alloc(arena, stream->column_count * sizeof *columns);

    for (size_t i = 0; i < stream->column_count; i++) {
        columns[i] = arena_string(arena, bytes_of(stream->columns[i]));
        if (cells[i].type == CELL_TEXT)
            cells[i].text = arena_copy(arena, cells[i].text);
    }
    out->columns = columns;
    out->request = cells;
    out->column_count = stream->column_count;
}

bool request_row_load(struct explanation *out, struct store *store, const char *request_id,
                      struct arena *arena, struct error *error)
{
    struct bytes report = bytes_trim(report_text("check"));
    struct text sql CLEANUP(text_clear) = {0};
    struct store_rows *rows;

    // The id is our own: hex digits. The semicolon of the report goes.
    text_append_string(&sql, "SELECT * FROM (\n");
    text_append(&sql, bytes_slice(report, 0, report.size - 1));
    text_printf(&sql, "\n) WHERE request_id = '%s'", request_id);
    if (!store_rows_open(&rows, store, text_view(&sql), true, error))
        return false;

    const struct row_stream *stream = store_rows_stream(rows);
    struct cell *cells = arena_alloc(arena, stream->column_count * sizeof *cells);
    int step = stream->next(stream->context, cells, error);

    if (step == 1)
        keep(out, stream, cells, arena);
    store_rows_close(rows);
    return step == 1 ||
           (step == 0 && error_set(error, STATUS_INTERNAL, "request %s has no row", request_id));
}
