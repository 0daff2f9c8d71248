// SPDX-License-Identifier: Apache-2.0
// CSV tables: libcsv finds the cells, this file knows where they were and what they are called.
//
// libcsv tells no positions. It gets one physical line at a time, and the text of the row is kept
// until the row is done: a place is looked for only where there is an error.
#include "import/csv_table.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static char separator(const struct csv_table *table)
{
    return table->separator ? table->separator : ',';
}

// The place of a cell's first character: of the cell at position `wanted`, or of the one that
// `stop_offset` of the raw row lies in, whichever comes first.
static struct place cell_place(const struct csv_table *table, size_t wanted, size_t stop_offset)
{
    struct place start = {table->file, table->line, 1}, here = start;
    size_t cell = 0;
    bool begun = false, quoted = false;

    for (size_t i = 0; i < table->raw.size && i < stop_offset; i++) {
        char c = table->raw.data[i];

        if (!quoted && c == separator(table)) {
            if (cell++ == wanted)
                break;
            begun = false;
        } else if (!begun && !is_blank(c) && c != '\r' && c != '\n') {
            begun = true;
            start = here;
        }
        quoted ^= c == '"';
        here.column += ((unsigned char)c & 0xC0) != 0x80;
        if (c == '\n')
            here = (struct place){table->file, here.line + 1, 1};
        if (!quoted && c == separator(table))
            start = here;
    }
    return start;
}

static struct place place_at(const struct csv_table *table, size_t offset)
{
    // One further: the byte itself may be the first of its cell.
    return cell_place(table, SIZE_MAX, offset + 1);
}

static struct bytes cell_at(const struct csv_table *table, size_t position)
{
    size_t start = position ? table->ends.items[position - 1] : 0;

    return bytes_trim(
        (struct bytes){table->text.data + start, table->ends.items[position] - start});
}

static bool find_column(const struct csv_column *columns, size_t count, struct bytes name,
                        size_t *out)
{
    for (size_t i = 0; i < count; i++)
        if (bytes_equal_ascii(name, bytes_of(columns[i].name))) {
            *out = i;
            return true;
        }
    return false;
}

static bool position_of(const struct csv_table *table, size_t column, size_t *position)
{
    for (size_t i = 0; i < table->header.count; i++)
        if (table->header.items[i] == column) {
            *position = i;
            return true;
        }
    return false;
}

static bool refuse_column(const struct csv_table *table, size_t position, struct error *error)
{
    struct bytes name = cell_at(table, position);
    struct place place = cell_place(table, position, SIZE_MAX);
    struct text known = {0};

    if (bytes_find(name, ';') != SIZE_MAX || bytes_find(name, '\t') != SIZE_MAX)
        return place_found(error, place, name,
                           "commas between the columns (save it as CSV UTF-8 "
                           "with commas)");
    for (size_t i = 0; i < table->column_count; i++)
        text_printf(&known, "%s%s", i ? " " : "", table->columns[i].name);
    place_found(error, place, name, "one of the columns %s", known.data);
    text_clear(&known);
    return false;
}

static bool add_column(struct csv_table *table, size_t position, struct error *error)
{
    struct bytes name = cell_at(table, position);
    size_t column, earlier;

    if (!find_column(table->columns, table->column_count, name, &column)) {
        if (!table->lenient)
            return refuse_column(table, position, error);
        vec_push(&table->header, SIZE_MAX);
        return true;
    }
    if (position_of(table, column, &earlier))
        return place_error(error, cell_place(table, position, SIZE_MAX),
                           "found column '%s' a second time, expected each column once",
                           table->columns[column].name);
    vec_push(&table->header, column);
    return true;
}

static bool read_header(struct csv_table *table, struct error *error)
{
    size_t position;

    for (size_t i = 0; i < table->ends.count; i++)
        if (!add_column(table, i, error))
            return false;
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].required && !position_of(table, i, &position))
            return place_error(error, (struct place){table->file, table->line, 1},
                               "found no column '%s', expected it in the header row",
                               table->columns[i].name);
    return true;
}

static bool refuse_empty(const struct csv_table *table, size_t column, struct error *error)
{
    size_t position = 0;

    position_of(table, column, &position);
    if (position < table->ends.count)
        return csv_table_refuse(table, column, "a value", error);
    return place_error(error, cell_place(table, position, SIZE_MAX),
                       "found the end of the row behind this cell, expected one for column '%s'",
                       table->columns[column].name);
}

static bool read_row(struct csv_table *table, struct error *error)
{
    size_t columns = table->header.count;

    if (table->ends.count > columns)
        return place_error(error, cell_place(table, columns, SIZE_MAX),
                           "found cell %zu of the row, expected its end: the header names %zu "
                           "columns",
                           columns + 1, columns);
    memset(table->cells, 0, sizeof table->cells);
    for (size_t i = 0; i < table->ends.count; i++)
        if (table->header.items[i] != SIZE_MAX)
            table->cells[table->header.items[i]] = cell_at(table, i);
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].required && !table->cells[i].size)
            return refuse_empty(table, i, error);
    return table->row(table->context, table, error);
}

static void take_cell(void *data, size_t size, void *context)
{
    struct csv_table *table = context;

    text_append(&table->text, (struct bytes){data, size});
    vec_push(&table->ends, table->text.size);
}

static void take_row(int terminator, void *context)
{
    struct csv_table *table = context;

    (void)terminator;
    table->row_is_open = false;
    if (table->ends.count && !table->failed)
        table->failed = !(table->header.count ? read_row(table, table->error)
                                              : read_header(table, table->error));
    table->ends.count = 0;
    text_reset(&table->text);
}

// The first byte that is no printable text, or SIZE_MAX. A tab is a blank.
static size_t find_control(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        unsigned char next = i + 1 < text.size ? (unsigned char)text.data[i + 1] : 0;

        if ((byte < 0x20 && byte != '\t') || byte == 0x7F || (byte == 0xC2 && next < 0xA0))
            return i;
    }
    return SIZE_MAX;
}

static bool is_plain(struct bytes text)
{
    unsigned odd = 0;

    for (size_t i = 0; i < text.size; i++)
        odd |= (unsigned char)text.data[i] - 0x20u >= 0x7Fu - 0x20u;
    return !odd;
}

// `offset` is where the line begins in the raw row.
static bool check_text(const struct csv_table *table, size_t offset, struct bytes text,
                       struct error *error)
{
    size_t bad;

    if (is_plain(text))
        return true;
    if (!utf8_is_valid(text, &bad))
        return place_error(error, place_at(table, offset + bad),
                           "found byte 0x%02X that is no UTF-8, expected UTF-8 (save it as CSV "
                           "UTF-8)",
                           (unsigned char)text.data[bad]);
    bad = find_control(text);
    if (bad == SIZE_MAX)
        return true;

    // U+0080 to U+009F are C2 80 to C2 9F: the second byte is the code point.
    bool is_high = (unsigned char)text.data[bad] == 0xC2;

    return place_error(error, place_at(table, offset + bad),
                       "found control character U+%04X, expected text",
                       (unsigned char)text.data[bad + is_high]);
}

static void *resize(void *block, size_t size)
{
    return memory_resize(block, size, 1);
}

static bool begin(struct csv_table *table, const struct line *line, struct error *error)
{
    if (line->utf16 && !table->lenient)
        return place_error(error, (struct place){table->file, line->number, 1},
                           "found UTF-16, expected UTF-8 (save it as CSV UTF-8)");
    if (csv_init(&table->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
        return error_set(error, STATUS_INTERNAL, "%s: the CSV parser did not start", table->file);
    csv_set_delim(&table->parser, (unsigned char)separator(table));
    csv_set_realloc_func(&table->parser, resize);
    csv_set_blk_size(&table->parser, 16 * 1024);
    table->parser_ready = true;
    return true;
}

// Makes `raw` the row's text with this line in it; returns where the line begins there.
static size_t add_raw(struct csv_table *table, const struct line *line)
{
    size_t before = table->raw_kept.size;

    if (before) {
        text_append(&table->raw_kept, line->text);
        table->raw = text_view(&table->raw_kept);
        return before;
    }
    table->line = line->number;
    table->raw = line->text;
    return 0;
}

// The line's memory goes, so an open row needs a copy.
static void keep_raw(struct csv_table *table)
{
    if (!table->row_is_open)
        text_reset(&table->raw_kept);
    else if (!table->raw_kept.size)
        text_append(&table->raw_kept, table->raw);
}

static bool refuse_quote(const struct csv_table *table, size_t offset, struct error *error)
{
    return place_error(error, place_at(table, offset),
                       "found a stray quote, expected quotes around the whole cell and each quote "
                       "within it doubled");
}

static bool refuse_open_quote(const struct csv_table *table, const char *found, struct error *error)
{
    return place_error(error, place_at(table, table->raw.size),
                       "found a quote that is not closed %s, expected a closing quote", found);
}

bool csv_table_line(struct csv_table *table, const struct line *line, struct error *error)
{
    if (!table->parser_ready && !begin(table, line, error))
        return false;

    size_t offset = add_raw(table, line);

    if (table->raw.size > CSV_ROW_MAX_BYTES)
        return refuse_open_quote(table, "within 1 MiB", error);
    if (!check_text(table, offset, lines_strip(line->text), error))
        return false;
    table->error = error;
    table->row_is_open = true;

    size_t taken =
        csv_parse(&table->parser, line->text.data, line->text.size, take_cell, take_row, table);

    table->error = NULL;
    if (table->failed)
        return false;
    if (taken < line->text.size)
        return refuse_quote(table, offset + taken, error);
    keep_raw(table);
    return true;
}

// A last line without a line break is still open, and its text is in `raw_kept`.
bool csv_table_finish(struct csv_table *table, struct error *error)
{
    if (!table->parser_ready)
        return true;
    table->raw = text_view(&table->raw_kept);
    table->error = error;

    bool closed = csv_fini(&table->parser, take_cell, take_row, table) == 0;

    table->error = NULL;
    if (!closed)
        return refuse_open_quote(table, "before the end of the file", error);
    return !table->failed;
}

void csv_table_clear(struct csv_table *table)
{
    if (table->parser_ready)
        csv_free(&table->parser);
    text_clear(&table->text);
    text_clear(&table->raw_kept);
    vec_clear(&table->ends);
    vec_clear(&table->header);
}

struct place csv_table_place(const struct csv_table *table, size_t column)
{
    size_t position = 0;

    position_of(table, column, &position);
    return cell_place(table, position, SIZE_MAX);
}

bool csv_table_has(const struct csv_table *table, size_t column)
{
    size_t position;

    return position_of(table, column, &position);
}

bool csv_table_refuse(const struct csv_table *table, size_t column, const char *expected,
                      struct error *error)
{
    return place_found(error, csv_table_place(table, column), table->cells[column],
                       "%s in column '%s'", expected, table->columns[column].name);
}

unsigned csv_table_columns_named(struct bytes header, const struct csv_column *columns,
                                 size_t count)
{
    unsigned named = 0;

    for (size_t i = 0, column; i < header.size; i++) {
        size_t start = i;

        while (i < header.size && !strchr(",;\t\"\r\n", header.data[i]))
            i++;
        named +=
            find_column(columns, count, bytes_trim(bytes_slice(header, start, i - start)), &column);
    }
    return named;
}
