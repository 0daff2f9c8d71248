// SPDX-License-Identifier: Apache-2.0
// Exports as CSV: Export-Csv of Windows PowerShell 5 (#TYPE line, UTF-16) and PowerShell 7, with
// any of its delimiters.
#include <stdlib.h>
#include <string.h>

#include "import/export.h"

struct export_csv {
    struct import_job *job;
    struct csv_table table;
    struct export state;
    struct text class_name; // of the #TYPE line
};

static struct place place_of(const void *source, enum export_column column)
{
    return csv_table_place(source, column);
}

static bool take_row(void *context, const struct csv_table *table, struct error *error)
{
    struct export_csv *file = context;
    struct export_row row = {.line = table->line,
                             .class_name = text_view(&file->class_name),
                             .source = table,
                             .place = place_of};

    for (size_t i = 0; i < EXPORT_COLUMN_COUNT; i++) {
        row.cells[i] = table->cells[i];
        row.present[i] = csv_table_has(table, i);
    }
    return export_take(&file->state, &row, error);
}

static bool is_type_line(struct bytes line)
{
    return bytes_starts_with_ascii(bytes_trim(line), BYTES("#TYPE "));
}

// The separator that stands most often outside of quotes.
static char separator_of(struct bytes header)
{
    static const char separators[] = ",;\t";
    size_t counts[sizeof separators - 1] = {0}, best = 0;
    bool quoted = false;

    for (size_t i = 0; i < header.size; i++) {
        const char *found = strchr(separators, header.data[i]);

        quoted ^= header.data[i] == '"';
        if (!quoted && header.data[i] && found)
            counts[found - separators]++;
    }
    for (size_t i = 1; i < sizeof counts / sizeof *counts; i++)
        if (counts[i] > counts[best])
            best = i;
    return separators[best];
}

// Only what has the columns of a known kind: a property or two are in any table.
static unsigned sniff(struct bytes first_line)
{
    struct export_row row = {0};
    unsigned named = 0;

    if (is_type_line(first_line))
        return UINT32_MAX;
    for (size_t i = 0; i < EXPORT_COLUMN_COUNT; i++) {
        row.present[i] = csv_table_columns_named(first_line, &export_columns[i], 1);
        named += row.present[i];
    }
    return row.present[EXPORT_Collection] || export_part(&row) ? named : 0;
}

static void *begin(struct import_job *job)
{
    struct export_csv *file = memory_calloc(1, sizeof *file);

    *file = (struct export_csv){.job = job,
                                .table = {.file = job->file,
                                          .columns = export_columns,
                                          .column_count = EXPORT_COLUMN_COUNT,
                                          .lenient = true,
                                          .context = file,
                                          .row = take_row},
                                .state = {.job = job}};
    return file;
}

static bool take_line(void *parser, const struct line *line, struct error *error)
{
    struct export_csv *file = parser;

    if (!file->table.parser_ready) {
        if (!bytes_trim(line->text).size)
            return true;
        if (is_type_line(line->text)) {
            text_append(&file->class_name, bytes_trim(line->text));
            return true;
        }
        file->table.separator = separator_of(line->text);
    }
    return csv_table_line(&file->table, line, error);
}

static bool finish(void *parser, struct error *error)
{
    return csv_table_finish(&((struct export_csv *)parser)->table, error);
}

static void end(void *parser)
{
    struct export_csv *file = parser;

    csv_table_clear(&file->table);
    export_clear(&file->state);
    text_clear(&file->class_name);
    free(file);
}

const struct import_format export_csv_format = {
    .name = "export",
    .expects = "an export of WMI or of the COM+ catalog (a CSV header with names of properties)",
    .sniff = sniff,
    .begin = begin,
    .line = take_line,
    .finish = finish,
    .end = end,
};
