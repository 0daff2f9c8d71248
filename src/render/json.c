// SPDX-License-Identifier: Apache-2.0
// JSON (RFC 8259): one object with the head and all rows, written as they come.
#include "render/json.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

enum { ESCAPED = 1, FOREIGN = 0x80 };

// 0x7F is allowed as it is but acts on terminals.
static bool must_escape(unsigned char byte)
{
    return byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7F;
}

static unsigned classify(struct bytes text)
{
    unsigned seen = 0;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];

        seen |= (byte & FOREIGN) | must_escape(byte);
    }
    return seen;
}

static void put_escape(struct buffer *buffer, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    static const char letters[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                   ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'};
    char letter = byte < sizeof letters ? letters[byte] : '\0';

    if (letter) {
        buffer_put(buffer, (struct bytes){(char[]){'\\', letter}, 2});
        return;
    }
    buffer_put(buffer, BYTES("\\u00"));
    buffer_put(buffer, (struct bytes){(char[]){digits[byte >> 4], digits[byte & 15]}, 2});
}

// The C1 controls are C2 80 to C2 9F; one of them starts an escape sequence in some terminals.
static bool is_c1(struct bytes text, size_t at)
{
    return (unsigned char)text.data[at] == 0xC2 && at + 1 < text.size &&
           (unsigned char)text.data[at + 1] < 0xA0;
}

static void put_escaped(struct buffer *buffer, struct bytes text)
{
    size_t start = 0;

    for (size_t i = 0; i < text.size; i++) {
        bool c1 = is_c1(text, i);

        if (!c1 && !must_escape((unsigned char)text.data[i]))
            continue;
        buffer_put(buffer, bytes_slice(text, start, i - start));
        i += c1;
        put_escape(buffer, (unsigned char)text.data[i]);
        start = i + 1;
    }
    buffer_put(buffer, bytes_slice(text, start, SIZE_MAX));
}

void json_string(struct rendering *rendering, struct bytes text)
{
    struct buffer *buffer = rendering->buffer;
    unsigned seen = classify(text);

    buffer_byte(buffer, '"');
    if (seen & FOREIGN)
        text = buffer_valid_utf8(text, &rendering->scratch);
    if (seen)
        put_escaped(buffer, text);
    else
        buffer_put(buffer, text);
    buffer_byte(buffer, '"');
}

// Infinity has no JSON number.
void json_cell(struct rendering *rendering, const struct cell *cell)
{
    if (cell->type == CELL_TEXT)
        json_string(rendering, cell->text);
    else if (cell->type == CELL_INTEGER)
        buffer_integer(rendering->buffer, cell->integer);
    else if (cell->type == CELL_REAL && isfinite(cell->real))
        buffer_real(rendering->buffer, cell->real);
    else
        buffer_put(rendering->buffer, BYTES("null"));
}

// The names of the members, in the order of the columns.
struct keys {
    size_t count;
    struct text names[];
};

static bool is_taken(const struct keys *keys, const char *name, const char *reserved)
{
    if (reserved && strcmp(name, reserved) == 0)
        return true;
    for (size_t i = 0; i < keys->count; i++)
        if (strcmp(keys->names[i].data, name) == 0)
            return true;
    return false;
}

void json_keys_begin(struct rendering *rendering, const char *reserved)
{
    size_t count = rendering->rows->column_count;
    struct keys *keys = memory_calloc(1, sizeof *keys + count * sizeof *keys->names);

    for (; keys->count < count; keys->count++) {
        const char *column = rendering->rows->columns[keys->count];
        struct text *name = &keys->names[keys->count];

        text_printf(name, "%s", column);
        for (int number = 2; is_taken(keys, name->data, reserved); number++) {
            text_reset(name);
            text_printf(name, "%s_%d", column, number);
        }
    }
    rendering->state = keys;
}

void json_keys_release(struct rendering *rendering)
{
    struct keys *keys = rendering->state;

    for (size_t i = 0; i < keys->count; i++)
        text_clear(&keys->names[i]);
    free(keys);
}

void json_members(struct rendering *rendering, const struct cell *cells, const char *first)
{
    const struct keys *keys = rendering->state;

    for (size_t i = 0; i < keys->count; i++) {
        buffer_put(rendering->buffer, bytes_of(i ? "," : first));
        json_string(rendering, text_view(&keys->names[i]));
        buffer_byte(rendering->buffer, ':');
        json_cell(rendering, &cells[i]);
    }
}

void json_member(struct rendering *rendering, const char *name, const char *value)
{
    json_string(rendering, bytes_of(name));
    buffer_byte(rendering->buffer, ':');
    if (value)
        json_string(rendering, bytes_of(value));
    else
        buffer_put(rendering->buffer, BYTES("null"));
}

void json_head(struct rendering *rendering)
{
    struct buffer *buffer = rendering->buffer;
    const struct report_head *head = rendering->head;

    json_member(rendering, "tool", "delegaudit");
    buffer_byte(buffer, ',');
    json_member(rendering, "version", DELEGAUDIT_VERSION);
    buffer_put(buffer, BYTES(",\"layout\":"));
    buffer_integer(buffer, JSON_LAYOUT);
    buffer_byte(buffer, ',');
    json_member(rendering, "report", head->report);
    buffer_put(buffer, BYTES(",\"head\":{"));
    for (size_t i = 0; i < head->fact_count; i++) {
        if (i)
            buffer_byte(buffer, ',');
        json_member(rendering, head->facts[i].name, head->facts[i].value);
    }
    buffer_byte(buffer, '}');
}

static void json_begin(struct rendering *rendering)
{
    json_keys_begin(rendering, NULL);
    buffer_byte(rendering->buffer, '{');
    json_head(rendering);
    buffer_put(rendering->buffer, BYTES(",\n\"rows\":["));
}

static void json_row(struct rendering *rendering, const struct cell *cells)
{
    buffer_put(rendering->buffer, bytes_of(rendering->row_count ? ",\n" : "\n"));
    json_members(rendering, cells, "{");
    buffer_byte(rendering->buffer, '}');
}

static void json_end(struct rendering *rendering)
{
    buffer_put(rendering->buffer, bytes_of(rendering->row_count ? "\n]}\n" : "]}\n"));
}

const struct render_format render_json = {"json", json_begin, json_row, json_end,
                                          json_keys_release};
