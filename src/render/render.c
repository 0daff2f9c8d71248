// SPDX-License-Identifier: Apache-2.0
// The table of formats, and the one loop over the rows.
#include "render/render.h"

#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "render/format.h"

static const struct render_format *const formats[] = {
    &render_table, &render_csv, &render_json, &render_jsonl, &render_prometheus,
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

const char *render_format_name(unsigned index)
{
    return index < FORMAT_COUNT ? formats[index]->name : NULL;
}

static const struct render_format *find_format(const char *name, struct error *error)
{
    struct text known CLEANUP(text_clear) = {0};

    for (unsigned i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
        text_printf(&known, "%s%s", i ? ", " : "", formats[i]->name);
    }
    error_set(error, STATUS_USAGE, "format '%s' is unknown: use one of %s", name, known.data);
    return NULL;
}

static bool render_all(const struct render_format *format, struct rendering *rendering,
                       struct cell *cells, struct error *error)
{
    const struct row_stream *rows = rendering->rows;
    struct buffer *buffer = rendering->buffer;
    int more = 0;

    format->begin(rendering);
    while (!buffer->failed && (more = rows->next(rows->context, cells, error)) > 0) {
        format->row(rendering, cells);
        rendering->row_count++;
    }
    if (more < 0 || buffer->failed)
        return false;
    if (format->end)
        format->end(rendering);
    return buffer_flush(buffer);
}

bool render_rows(const char *format_name, const struct report_head *head,
                 const struct row_stream *rows, const struct render_options *options,
                 const struct writer *writer, uint64_t *row_count, struct error *error)
{
    const struct render_format *format = find_format(format_name, error);

    if (!format)
        return false;

    struct cell *cells CLEANUP(cleanup_free) = memory_calloc(rows->column_count, sizeof *cells);
    struct buffer *buffer CLEANUP(cleanup_free) = memory_calloc(1, sizeof *buffer);
    struct rendering rendering = {.head = head, .rows = rows, .options = options, .buffer = buffer};

    buffer->writer = writer;
    buffer->error = error;

    bool done = render_all(format, &rendering, cells, error);

    if (format->release)
        format->release(&rendering);
    text_clear(&rendering.scratch);
    if (done && row_count)
        *row_count = rendering.row_count;
    return done;
}
