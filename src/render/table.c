// SPDX-License-Identifier: Apache-2.0
// Tables for people: columns where they fit the terminal, else one block of lines for each row.
#include <libsmartcols/libsmartcols.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/vec.h"
#include "core/vocab.h"
#include "render/format.h"
#include "render/terminal.h"

enum {
    BATCH_ROWS = 1000, // laid out together; more would only cost memory
    GAP_COLUMNS = 2,
    // A cell is cut into lines of this width at least; were they narrower, nobody could read them.
    LEGIBLE_COLUMNS = 16,
};

struct column {
    char *name;    // owned
    size_t wanted; // the widest cell
    size_t width;  // a later batch has at least the former one's
    bool numeric;
};

struct table {
    struct column *columns; // owned
    size_t column_count;
    VEC(char *) cells; // owned, as are the strings: the batch, row by row
    bool records;      // a block of lines for each row
    bool printed;      // the first batch is out
};

// Returns: owned.
static char *harmless_string(struct rendering *rendering, struct bytes text)
{
    struct text out = {0};

    text_append(&out, (struct bytes){0}); // a string even where nothing follows
    terminal_append(&out, buffer_valid_utf8(text, &rendering->scratch));
    return out.data;
}

// Returns: owned.
static char *cell_string(struct rendering *rendering, const struct cell *cell)
{
    struct text out = {0};

    if (cell->type == CELL_TEXT)
        return harmless_string(rendering, cell->text);
    if (cell->type == CELL_INTEGER)
        text_printf(&out, "%lld", (long long)cell->integer);
    else if (cell->type == CELL_REAL)
        text_printf(&out, "%.15g", cell->real);
    else
        text_append(&out, (struct bytes){0});
    return out.data;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

// The width that a column must have to be read: no word is broken.
static size_t legible_width(const struct table *table, size_t at)
{
    size_t least = larger(terminal_width(table->columns[at].name), LEGIBLE_COLUMNS);

    for (; at < table->cells.count; at += table->column_count)
        least = larger(least, terminal_widest_word(table->cells.items[at]));
    return least;
}

// Sets the width that each column would like to have. Returns: whether all columns can be given
// at least a legible one within `limit`; `*spare` gets what is left then.
static bool measure(struct table *table, size_t limit, size_t *spare)
{
    size_t least = GAP_COLUMNS * (table->column_count - 1);

    for (size_t i = 0; i < table->column_count; i++) {
        struct column *column = &table->columns[i];
        size_t name = terminal_width(column->name);

        column->wanted = larger(name, column->width);
        for (size_t at = i; at < table->cells.count; at += table->column_count)
            column->wanted = larger(column->wanted, terminal_width(table->cells.items[at]));
        column->width = smaller(column->wanted, legible_width(table, i));
        least += column->width;
    }
    *spare = least < limit ? limit - least : 0;
    return least <= limit;
}

// Hands the spare columns out evenly, to none more than it wants.
static void widen(struct table *table, size_t spare)
{
    for (bool given = true; given && spare;) {
        given = false;
        for (size_t i = 0; i < table->column_count && spare; i++) {
            struct column *column = &table->columns[i];

            if (column->width < column->wanted) {
                column->width++;
                spare--;
                given = true;
            }
        }
    }
}

static void wrap_cells(struct table *table)
{
    for (size_t at = 0; at < table->cells.count; at++) {
        const struct column *column = &table->columns[at % table->column_count];
        struct text wrapped = {0};

        if (column->width >= column->wanted)
            continue;
        terminal_wrap(&wrapped, table->cells.items[at], column->width);
        free(table->cells.items[at]);
        table->cells.items[at] = wrapped.data;
    }
}

// Once a batch; whether rows are records is decided by the first.
static void lay_out(struct table *table, size_t limit)
{
    size_t spare;
    bool fits = measure(table, limit ? limit : SIZE_MAX, &spare);

    if (!table->printed)
        table->records = !fits;
    if (!table->records) {
        widen(table, spare);
        wrap_cells(table);
    }
}

static const char *colour_of(const char *column, const char *cell)
{
    static const char *const colours[verdict_count] = {
        [VERDICT_WILL_FAIL] = "red",   [VERDICT_LIKELY_FAIL] = "brown",
        [VERDICT_UNKNOWN] = "magenta", [VERDICT_LIKELY_WORK] = "green",
        [VERDICT_WILL_WORK] = "green",
    };
    enum verdict verdict;

    if (strcmp(column, "verdict") != 0 || !verdict_from_word(bytes_of(cell), &verdict))
        return NULL;
    return colours[verdict];
}

// The library fails where it gets no memory, and only there.
static struct libscols_table *new_page(const struct render_options *options)
{
    struct libscols_table *page = scols_new_table();

    if (!page)
        return NULL;
    // Cells are harmless already, and the library's own escapes would mangle CORP\xavier.
    scols_table_enable_noencoding(page, 1);
    scols_table_enable_colors(page, options->colour);
    scols_table_set_column_separator(page, "  ");
    scols_table_set_termforce(page, SCOLS_TERMFORCE_NEVER); // what is too wide is wrapped already
    return page;
}

static void free_page(struct libscols_table **page)
{
    scols_unref_table(*page);
}

static bool set_cell(struct libscols_line *line, size_t at, char **cell, const char *colour)
{
    if (scols_line_refer_data(line, at, *cell) != 0)
        return false;
    *cell = NULL;
    return !colour || scols_cell_set_color(scols_line_get_cell(line, at), colour) == 0;
}

// Without the blanks that fill up the last column.
static bool put_page(struct rendering *rendering, struct libscols_table *page)
{
    char *printed CLEANUP(cleanup_free) = NULL;

    if (scols_print_table_to_string(page, &printed) != 0)
        return false;
    for (struct bytes rest = bytes_of(printed), line; bytes_next(&rest, '\n', &line);) {
        while (line.size && line.data[line.size - 1] == ' ')
            line.size--;
        buffer_put(rendering->buffer, line);
        buffer_byte(rendering->buffer, '\n');
    }
    return true;
}

// Cells hold their line breaks.
static bool add_column(struct libscols_table *page, const char *name, size_t width, int flags)
{
    struct libscols_column *column = scols_table_new_column(page, name, (double)width, flags);

    return column && scols_column_set_wrapfunc(column, scols_wrapnl_chunksize,
                                               scols_wrapnl_nextchunk, NULL) == 0;
}

static bool add_columns(const struct table *table, struct libscols_table *page)
{
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = &table->columns[i];

        // Without its heading a column is narrower than its name's width, whatever the hint says.
        if (!add_column(page, table->printed ? "" : column->name, column->width,
                        column->numeric ? SCOLS_FL_RIGHT : SCOLS_FL_WRAP))
            return false;
    }
    return true;
}

static bool print_rows(struct rendering *rendering, struct table *table)
{
    struct libscols_table *page CLEANUP(free_page) = new_page(rendering->options);

    if (!page || !add_columns(table, page))
        return false;
    scols_table_enable_noheadings(page, table->printed);
    for (size_t at = 0; at < table->cells.count; at += table->column_count) {
        struct libscols_line *line = scols_table_new_line(page, NULL);

        if (!line)
            return false;
        for (size_t i = 0; i < table->column_count; i++) {
            char **cell = &table->cells.items[at + i];

            if (!set_cell(line, i, cell, colour_of(table->columns[i].name, *cell)))
                return false;
        }
    }
    return put_page(rendering, page);
}

// One line a column that is not empty.
static bool print_record(struct rendering *rendering, struct table *table, char **cells,
                         size_t name_width)
{
    struct libscols_table *page CLEANUP(free_page) = new_page(rendering->options);

    if (!page || !add_column(page, "", name_width, 0) || !add_column(page, "", 0, SCOLS_FL_WRAP))
        return false;
    scols_table_enable_noheadings(page, 1);
    for (size_t i = 0; i < table->column_count; i++) {
        const char *name = table->columns[i].name;

        if (!*cells[i])
            continue;

        struct libscols_line *line = scols_table_new_line(page, NULL);

        if (!line || scols_line_set_data(line, 0, name) != 0 ||
            !set_cell(line, 1, &cells[i], colour_of(name, cells[i])))
            return false;
    }
    return put_page(rendering, page);
}

static bool print_records(struct rendering *rendering, struct table *table)
{
    size_t names = 0;

    for (size_t i = 0; i < table->column_count; i++)
        names = larger(names, terminal_width(table->columns[i].name));

    size_t least = names + GAP_COLUMNS + LEGIBLE_COLUMNS;

    for (size_t i = 0; i < table->column_count; i++)
        table->columns[i].width = larger(rendering->options->width, least) - names - GAP_COLUMNS;
    wrap_cells(table);
    for (size_t at = 0; at < table->cells.count; at += table->column_count) {
        if (at || table->printed)
            buffer_byte(rendering->buffer, '\n');
        if (!print_record(rendering, table, &table->cells.items[at], names))
            return false;
    }
    return true;
}

static void drop_cells(struct table *table)
{
    for (size_t i = 0; i < table->cells.count; i++)
        free(table->cells.items[i]);
    table->cells.count = 0;
}

static void print_batch(struct rendering *rendering)
{
    struct table *table = rendering->state;
    struct terminal_locale locale CLEANUP(terminal_leave_utf8) = terminal_enter_utf8();

    (void)locale;
    lay_out(table, rendering->options->width);
    if (!(table->records ? print_records : print_rows)(rendering, table))
        rendering->buffer->failed = !error_set(rendering->buffer->error, STATUS_SYSTEM,
                                               "the table could not be laid out: no memory");
    table->printed = true;
    drop_cells(table);
}

static void put_head(struct rendering *rendering)
{
    struct text lines CLEANUP(text_clear) = {0}, line CLEANUP(text_clear) = {0};
    size_t width = rendering->options->width;
    struct terminal_locale locale CLEANUP(terminal_leave_utf8) = terminal_enter_utf8();

    for (size_t i = 0; i < rendering->head->fact_count; i++) {
        const struct head_fact *fact = &rendering->head->facts[i];

        text_reset(&line);
        text_printf(&line, "%s: ", fact->name);
        terminal_append(&line, buffer_valid_utf8(bytes_of(fact->value), &rendering->scratch));
        terminal_wrap(&lines, line.data, width ? larger(width, LEGIBLE_COLUMNS) : SIZE_MAX);
        text_append_byte(&lines, '\n');
    }
    (void)locale;
    if (lines.size)
        text_append_byte(&lines, '\n');
    buffer_put(rendering->buffer, text_view(&lines));
}

static void table_begin(struct rendering *rendering)
{
    struct table *table = memory_calloc(1, sizeof *table);
    const struct row_stream *rows = rendering->rows;

    table->column_count = rows->column_count;
    table->columns = memory_calloc(rows->column_count, sizeof *table->columns);
    for (size_t i = 0; i < rows->column_count; i++)
        table->columns[i] = (struct column){
            .name = harmless_string(rendering, bytes_of(rows->columns[i])), .numeric = true};
    rendering->state = table;
    put_head(rendering);
}

static void table_row(struct rendering *rendering, const struct cell *cells)
{
    struct table *table = rendering->state;

    for (size_t i = 0; i < table->column_count; i++) {
        if (cells[i].type == CELL_TEXT && !table->printed)
            table->columns[i].numeric = false;
        vec_push(&table->cells, cell_string(rendering, &cells[i]));
    }
    if (table->cells.count >= BATCH_ROWS * table->column_count)
        print_batch(rendering);
}

static void table_end(struct rendering *rendering)
{
    const struct table *table = rendering->state;

    if (table->cells.count)
        print_batch(rendering);
    else if (!table->printed)
        buffer_put(rendering->buffer, BYTES("no rows\n"));
}

static void table_release(struct rendering *rendering)
{
    struct table *table = rendering->state;

    drop_cells(table);
    vec_clear(&table->cells);
    for (size_t i = 0; i < table->column_count; i++)
        free(table->columns[i].name);
    free(table->columns);
    free(table);
}

const struct render_format render_table = {"table", table_begin, table_row, table_end,
                                           table_release};
