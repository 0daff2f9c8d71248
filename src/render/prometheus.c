// SPDX-License-Identifier: Apache-2.0
// The text format of Prometheus, as node_exporter's textfile collector reads it: rows that are
// metrics, one sample each
// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
#include "render/format.h"

#include <stdlib.h>

#include "base/memory.h"

enum { METRIC, TYPE, HELP, LABEL, LABEL_VALUE, VALUE, COLUMN_COUNT };

static const char *const columns[] = {"metric", "type", "help", "label", "label_value", "value"};

static void prometheus_begin(struct rendering *rendering)
{
    bool fits = rendering->rows->column_count == COLUMN_COUNT;

    for (size_t i = 0; fits && i < COLUMN_COUNT; i++)
        fits = bytes_equal(bytes_of(rendering->rows->columns[i]), bytes_of(columns[i]));
    rendering->state = memory_calloc(1, sizeof(struct text)); // the metric of the row before
    if (fits)
        return;
    error_set(rendering->buffer->error, STATUS_USAGE,
              "format 'prometheus' is for the report metrics, and %s is another one",
              rendering->head->report);
    rendering->buffer->failed = true;
}

// In a label's value a quote is escaped, too; a backslash and a line break are in both.
static void put_escaped(struct rendering *rendering, struct bytes text)
{
    struct bytes valid = buffer_valid_utf8(text, &rendering->scratch);

    for (size_t i = 0; i < valid.size; i++) {
        char byte = valid.data[i];

        if (byte == '\\' || byte == '"')
            buffer_byte(rendering->buffer, '\\');
        if (byte == '\n')
            buffer_put(rendering->buffer, BYTES("\\n"));
        else
            buffer_byte(rendering->buffer, byte);
    }
}

static void put_line(struct buffer *buffer, struct bytes before, struct bytes metric,
                     struct bytes behind)
{
    buffer_put(buffer, before);
    buffer_put(buffer, metric);
    buffer_byte(buffer, ' ');
    buffer_put(buffer, behind);
    buffer_byte(buffer, '\n');
}

static void put_number(struct buffer *buffer, const struct cell *cell)
{
    if (cell->type == CELL_REAL)
        buffer_real(buffer, cell->real);
    else
        buffer_integer(buffer, cell->integer);
}

static void prometheus_row(struct rendering *rendering, const struct cell *cells)
{
    struct buffer *buffer = rendering->buffer;
    struct text *former = rendering->state;
    struct bytes metric = cells[METRIC].text;

    if (!bytes_equal(metric, text_view(former))) {
        put_line(buffer, BYTES("# HELP "), metric, cells[HELP].text);
        put_line(buffer, BYTES("# TYPE "), metric, cells[TYPE].text);
        text_reset(former);
        text_append(former, metric);
    }
    buffer_put(buffer, metric);
    if (cells[LABEL].text.size) {
        buffer_byte(buffer, '{');
        buffer_put(buffer, cells[LABEL].text);
        buffer_put(buffer, BYTES("=\""));
        put_escaped(rendering, cells[LABEL_VALUE].text);
        buffer_put(buffer, BYTES("\"}"));
    }
    buffer_byte(buffer, ' ');
    put_number(buffer, &cells[VALUE]);
    buffer_byte(buffer, '\n');
}

static void prometheus_release(struct rendering *rendering)
{
    text_clear(rendering->state);
    free(rendering->state);
}

const struct render_format render_prometheus = {"prometheus", prometheus_begin, prometheus_row,
                                                NULL, prometheus_release};
