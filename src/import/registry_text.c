// SPDX-License-Identifier: Apache-2.0
// The .reg syntax as regedit and reg.exe write it and people edit it.
#include "import/registry_text.h"

#include <string.h>

#include "import/registry_dress.h"

// A line and how far it was read.
struct cursor {
    struct bytes line;
    size_t at;
    struct place start; // of the line
};

static char peek(const struct cursor *cursor)
{
    return cursor->at < cursor->line.size ? cursor->line.data[cursor->at] : '\0';
}

static bool at_end(const struct cursor *cursor)
{
    return cursor->at >= cursor->line.size;
}

static void skip_blanks(struct cursor *cursor)
{
    while (peek(cursor) == ' ' || peek(cursor) == '\t')
        cursor->at++;
}

static bool skip(struct cursor *cursor, char wanted)
{
    if (at_end(cursor) || peek(cursor) != wanted)
        return false;
    cursor->at++;
    return true;
}

static bool skip_word(struct cursor *cursor, struct bytes word)
{
    if (!bytes_starts_with_ascii(bytes_slice(cursor->line, cursor->at, SIZE_MAX), word))
        return false;
    cursor->at += word.size;
    return true;
}

static struct bytes rest_of(const struct cursor *cursor)
{
    return bytes_slice(cursor->line, cursor->at, SIZE_MAX);
}

static struct place here(const struct cursor *cursor)
{
    struct place place = cursor->start;

    place.column = place_column(bytes_slice(cursor->line, 0, cursor->at));
    return place;
}

static bool refuse(const struct cursor *cursor, const char *expected, struct error *error)
{
    return place_found(error, here(cursor), bytes_trim(rest_of(cursor)), "%s", expected);
}

// Blanks and a comment are all that may follow.
static bool expect_end(struct cursor *cursor, const char *expected, struct error *error)
{
    skip_blanks(cursor);
    return at_end(cursor) || peek(cursor) == ';' || refuse(cursor, expected, error);
}

static bool hex_digit(char c, unsigned *out)
{
    const char *found = c ? strchr("0123456789abcdef", ascii_lower(c)) : NULL;

    if (!found)
        return false;
    *out = (unsigned)(found - "0123456789abcdef");
    return true;
}

// Up to `most` digits; false where there is none, or one more.
static bool read_hex(struct cursor *cursor, unsigned most, uint32_t *out)
{
    unsigned digits = 0, digit;
    uint32_t value = 0;

    while (hex_digit(peek(cursor), &digit)) {
        if (++digits > most)
            return false;
        value = value << 4 | digit;
        cursor->at++;
    }
    *out = value;
    return digits > 0;
}

// Reads up to the closing quote; false where the line ends before. A backslash stands before a
// quote or a backslash and is itself elsewhere.
static bool read_quoted(struct cursor *cursor, struct text *out)
{
    while (!at_end(cursor)) {
        char c = cursor->line.data[cursor->at++];

        if (c == '"')
            return true;
        if (c == '\\' && (peek(cursor) == '"' || peek(cursor) == '\\'))
            c = cursor->line.data[cursor->at++];
        text_append_byte(out, c);
    }
    return false;
}

static bool is_text_type(uint32_t type)
{
    return type == REGISTRY_SZ || type == REGISTRY_EXPAND_SZ || type == REGISTRY_MULTI_SZ;
}

// Data in hexadecimal bytes that is a text (REG_SZ with a line break in it, say).
static void decode_hex_string(struct registry_text *text)
{
    struct bytes data = text_view(&text->data);
    struct text string = {0};
    size_t bad;

    text_append_string(&string, "");
    if (text->is_ansi)
        text_append_cp1252(&string, data);
    else if (!text_append_utf16le(&string, data, &bad))
        text_append_code_point(&string, 0xFFFD);
    while (string.size && string.data[string.size - 1] == '\0')
        string.size--;
    text_clear(&text->data);
    text->data = string;
}

// One text ends at its first NUL; long ones are cut at a character.
static struct bytes text_data(const struct registry_text *text)
{
    struct bytes data = text_view(&text->data);
    size_t size = text->open.type == REGISTRY_MULTI_SZ ? SIZE_MAX : bytes_find(data, '\0');

    data = bytes_slice(data, 0, size);
    if (data.size <= REGISTRY_DATA_BYTES)
        return data;
    size = REGISTRY_DATA_BYTES;
    while (size && ((unsigned char)data.data[size] & 0xC0) == 0x80)
        size--;
    return bytes_slice(data, 0, size);
}

static void deliver(struct registry_text *text)
{
    struct registry_value *value = &text->open;

    if (text->state == REGISTRY_IN_HEX && is_text_type(value->type))
        decode_hex_string(text);
    text->state = REGISTRY_BETWEEN;
    value->name = text_view(&text->name);
    value->data = is_text_type(value->type)
                      ? text_data(text)
                      : bytes_slice(text_view(&text->data), 0, REGISTRY_DATA_BYTES);
    text->value(text->context, value);
}

static bool read_string(struct registry_text *text, struct cursor *cursor, struct error *error)
{
    if (!read_quoted(cursor, &text->data)) {
        // A text may hold line breaks as they are.
        if (text->data.size > LINES_MAX_BYTES)
            return place_error(error, text->open_place,
                               "found a text of more than 16 MiB, expected a closing quote");
        text_append_byte(&text->data, '\n');
        text->state = REGISTRY_IN_STRING;
        return true;
    }
    skip_blanks(cursor);
    if (text->state == REGISTRY_IN_STRING && !at_end(cursor) && peek(cursor) != ';')
        return place_error(error, text->open_place,
                           "found a text whose closing quote is missing or stands on line %u, "
                           "expected it at the end of the value",
                           cursor->start.line);
    if (!expect_end(cursor, "the end of the line behind the closing quote", error))
        return false;
    deliver(text);
    return true;
}

static void add_byte(struct registry_text *text, uint32_t byte)
{
    if (text->data.size < REGISTRY_DATA_BYTES)
        text_append_byte(&text->data, (char)byte);
}

// One line of a list of bytes. It goes on behind a backslash.
static bool read_bytes(struct registry_text *text, struct cursor *cursor, struct error *error)
{
    for (;;) {
        uint32_t byte;

        skip_blanks(cursor);
        if (skip(cursor, '\\'))
            return expect_end(cursor, "the end of the line behind the backslash", error);
        if (at_end(cursor) || peek(cursor) == ';')
            break;
        if (!read_hex(cursor, 2, &byte))
            return refuse(cursor, "two hexadecimal digits", error);
        add_byte(text, byte);
        skip_blanks(cursor);
        if (!skip(cursor, ',') && !at_end(cursor) && peek(cursor) != '\\' && peek(cursor) != ';')
            return refuse(cursor, "a comma between the bytes", error);
    }
    deliver(text);
    return true;
}

static bool begin_bytes(struct registry_text *text, struct cursor *cursor, struct error *error)
{
    text->open.type = REGISTRY_BINARY;
    if (skip(cursor, '(') && (!read_hex(cursor, 8, &text->open.type) || !skip(cursor, ')')))
        return refuse(cursor, "a type and a closing bracket", error);
    skip_blanks(cursor);
    if (!skip(cursor, ':'))
        return refuse(cursor, "a colon", error);
    text->state = REGISTRY_IN_HEX;
    return read_bytes(text, cursor, error);
}

static bool read_dword(struct registry_text *text, struct cursor *cursor, struct error *error)
{
    uint32_t number;

    skip_blanks(cursor);
    if (!read_hex(cursor, 8, &number))
        return refuse(cursor, "one to eight hexadecimal digits", error);
    if (!expect_end(cursor, "the end of the line behind the number", error))
        return false;
    text->open.type = REGISTRY_DWORD;
    for (unsigned shift = 0; shift < 32; shift += 8)
        add_byte(text, number >> shift & 0xFF);
    deliver(text);
    return true;
}

static bool read_data(struct registry_text *text, struct cursor *cursor, struct error *error)
{
    skip_blanks(cursor);
    text->open_place = here(cursor);
    if (skip(cursor, '"')) {
        text->open.type = REGISTRY_SZ;
        return read_string(text, cursor, error);
    }
    if (skip_word(cursor, BYTES("dword:")))
        return read_dword(text, cursor, error);
    if (skip_word(cursor, BYTES("hex")))
        return begin_bytes(text, cursor, error);
    if (!skip(cursor, '-'))
        return refuse(cursor, "a quoted text, dword:, hex: or -", error);
    text->open.deleted = true;
    if (!expect_end(cursor, "the end of the line behind -", error))
        return false;
    deliver(text);
    return true;
}

static bool read_value(struct registry_text *text, struct cursor *cursor, struct error *error)
{
    if (!text->has_key)
        return refuse(cursor, "a key in brackets before the first value", error);
    text_reset(&text->name);
    text_reset(&text->data);
    text->open = (struct registry_value){.line = cursor->start.line};

    struct place start = here(cursor);

    if (!skip(cursor, '@') && skip(cursor, '"') && !read_quoted(cursor, &text->name))
        return place_error(error, start,
                           "found a name that is not closed, expected a closing quote");
    skip_blanks(cursor);
    if (!skip(cursor, '='))
        return refuse(cursor, "'=' behind the name", error);
    return read_data(text, cursor, error);
}

// A key's name may hold brackets itself: the last one closes.
static bool read_key(struct registry_text *text, struct cursor *cursor, struct error *error)
{
    size_t end = cursor->line.size;

    while (end > cursor->at && cursor->line.data[end - 1] != ']')
        end--;
    if (end == cursor->at)
        return refuse(cursor, "a closing bracket", error);
    cursor->at++;

    bool deleted = skip(cursor, '-');
    struct bytes path = bytes_slice(cursor->line, cursor->at, end - 1 - cursor->at);

    cursor->at = end;
    if (!expect_end(cursor, "the end of the line behind the key", error))
        return false;
    text->has_key = true;
    text->has_long_root |= bytes_starts_with_ascii(path, BYTES("HKEY_"));
    text->key(text->context, bytes_trim(path), deleted, cursor->start.line);
    return true;
}

static bool read_statement(struct registry_text *text, struct cursor *cursor, struct error *error)
{
    skip_blanks(cursor);
    if (at_end(cursor))
        return true;
    if (peek(cursor) == ';') {
        registry_dress_comment(text, bytes_slice(rest_of(cursor), 1, SIZE_MAX));
        return true;
    }
    if (peek(cursor) == '[')
        return read_key(text, cursor, error);
    if (peek(cursor) == '"' || peek(cursor) == '@')
        return read_value(text, cursor, error);
    return refuse(cursor, "a key in brackets, a value or a comment", error);
}

// What is no UTF-8 is in the code page that most of these files were written in.
static struct bytes decode(struct registry_text *text, struct bytes line)
{
    if (utf8_is_valid(line, NULL))
        return line;
    text_reset(&text->decoded);
    text_append_cp1252(&text->decoded, line);
    return text_view(&text->decoded);
}

bool registry_text_line(struct registry_text *text, const struct line *line, struct error *error)
{
    struct cursor cursor = {decode(text, lines_strip(line->text)),
                            .start = {text->file, line->number, 1}};

    text->last_line = line->number;
    if (!text->has_header)
        return registry_dress_header(text, line, cursor.line, error);
    switch (text->state) {
    case REGISTRY_IN_STRING:
        return read_string(text, &cursor, error);
    case REGISTRY_IN_HEX:
        return read_bytes(text, &cursor, error);
    default:
        return read_statement(text, &cursor, error);
    }
}

bool registry_text_finish(struct registry_text *text, struct error *error)
{
    if (text->state == REGISTRY_BETWEEN)
        return registry_dress_finish(text, error);
    return place_error(error, text->open_place,
                       "found a value that is cut by the end of the file, expected all of it");
}

void registry_text_clear(struct registry_text *text)
{
    text_clear(&text->decoded);
    text_clear(&text->name);
    text_clear(&text->data);
}
