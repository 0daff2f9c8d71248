// SPDX-License-Identifier: Apache-2.0
// Comma-separated values (RFC 4180) that no spreadsheet runs as formulas.
#include <math.h>

#include "render/format.h"

enum { QUOTED = 1, NUL = 2, FOREIGN = 0x80 };

// What is beyond ASCII carries the bit FOREIGN itself.
static const unsigned char byte_class[256] = {
    [','] = QUOTED, ['"'] = QUOTED, ['\r'] = QUOTED, ['\n'] = QUOTED, ['\0'] = NUL};

static unsigned classify(struct bytes text)
{
    unsigned seen = 0;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];

        seen |= byte_class[byte] | (byte & FOREIGN);
    }
    return seen;
}

static size_t skip_digits(struct bytes text, size_t at)
{
    while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
        at++;
    return at;
}

// [-+] digits [. digits] [e [-+] digits], and nothing else.
static bool is_number(struct bytes text)
{
    size_t at = text.size && (text.data[0] == '-' || text.data[0] == '+');
    size_t end = skip_digits(text, at);

    if (end == at)
        return false;
    if (end < text.size && text.data[end] == '.') {
        at = end + 1;
        end = skip_digits(text, at);
        if (end == at)
            return false;
    }
    if (end < text.size && ascii_lower(text.data[end]) == 'e') {
        at = end + 1;
        at += at < text.size && (text.data[at] == '-' || text.data[at] == '+');
        end = skip_digits(text, at);
        if (end == at)
            return false;
    }
    return end == text.size;
}

// What Excel, LibreOffice and Google Sheets evaluate when a file is opened (docs/report-format.md).
static bool is_formula(struct bytes text)
{
    return text.size && memchr("=+-@\t\r", text.data[0], 6) && !is_number(text);
}

// NUL is no text for RFC 4180 and ends the cell, or the file, in many readers.
static struct bytes replace_nul(struct bytes text, struct text *out)
{
    struct text clean = {0};
    struct bytes rest = text, piece;

    for (bool first = true; bytes_next(&rest, '\0', &piece); first = false) {
        if (!first)
            text_append_code_point(&clean, 0xFFFD);
        text_append(&clean, piece);
    }
    text_clear(out);
    *out = clean;
    return text_view(out);
}

static void put_quoted(struct buffer *buffer, struct bytes text)
{
    size_t quote;

    while ((quote = bytes_find(text, '"')) != SIZE_MAX) {
        buffer_put(buffer, bytes_slice(text, 0, quote + 1));
        buffer_byte(buffer, '"');
        text = bytes_slice(text, quote + 1, SIZE_MAX);
    }
    buffer_put(buffer, text);
}

static void put_text(struct rendering *rendering, struct bytes text)
{
    struct buffer *buffer = rendering->buffer;
    unsigned seen = classify(text);

    if (seen & FOREIGN)
        text = buffer_valid_utf8(text, &rendering->scratch);
    if (seen & NUL)
        text = replace_nul(text, &rendering->scratch);
    if (seen & QUOTED)
        buffer_byte(buffer, '"');
    if (!rendering->options->raw && is_formula(text))
        buffer_byte(buffer, '\'');
    if (seen & QUOTED) {
        put_quoted(buffer, text);
        buffer_byte(buffer, '"');
    } else {
        buffer_put(buffer, text);
    }
}

// A line that is empty altogether would be skipped by many readers.
static void put_cell(struct rendering *rendering, const struct cell *cell)
{
    bool empty = cell->type == CELL_NULL || (cell->type == CELL_TEXT && !cell->text.size) ||
                 (cell->type == CELL_REAL && !isfinite(cell->real));

    if (empty && rendering->rows->column_count == 1)
        buffer_put(rendering->buffer, BYTES("\"\""));
    else if (empty)
        return;
    else if (cell->type == CELL_TEXT)
        put_text(rendering, cell->text);
    else if (cell->type == CELL_INTEGER)
        buffer_integer(rendering->buffer, cell->integer);
    else
        buffer_real(rendering->buffer, cell->real);
}

static void csv_row(struct rendering *rendering, const struct cell *cells)
{
    for (size_t i = 0; i < rendering->rows->column_count; i++) {
        if (i)
            buffer_byte(rendering->buffer, ',');
        put_cell(rendering, &cells[i]);
    }
    buffer_put(rendering->buffer, BYTES("\r\n"));
}

static void csv_begin(struct rendering *rendering)
{
    for (size_t i = 0; i < rendering->rows->column_count; i++) {
        if (i)
            buffer_byte(rendering->buffer, ',');
        put_text(rendering, bytes_of(rendering->rows->columns[i]));
    }
    buffer_put(rendering->buffer, BYTES("\r\n"));
}

const struct render_format render_csv = {.name = "csv", .begin = csv_begin, .row = csv_row};
