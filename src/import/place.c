// SPDX-License-Identifier: Apache-2.0
// Columns and messages of errors in input files.
#include "import/place.h"

#include <stdarg.h>

enum { QUOTED_BYTES = 48 };

unsigned place_column(struct bytes before)
{
    unsigned column = 1;

    for (size_t i = 0; i < before.size; i++)
        column += ((unsigned char)before.data[i] & 0xC0) != 0x80;
    return column;
}

// Cuts at a character, so that the message stays UTF-8 where the file was.
static struct bytes shorten(struct bytes found)
{
    size_t size = QUOTED_BYTES;

    if (found.size <= size)
        return found;
    while (size && ((unsigned char)found.data[size] & 0xC0) == 0x80)
        size--;
    return bytes_slice(found, 0, size);
}

static void append_quoted(struct text *out, struct bytes found)
{
    struct bytes shown = shorten(found);
    bool readable = utf8_is_valid(shown, NULL);

    text_append_byte(out, '\'');
    for (size_t i = 0; i < shown.size; i++) {
        unsigned char byte = (unsigned char)shown.data[i];
        bool strange = byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !readable);

        text_append_byte(out, strange ? '?' : (char)byte);
    }
    text_append_string(out, shown.size < found.size ? "...'" : "'");
}

bool place_found(struct error *error, struct place place, struct bytes found,
                 const char *expected_format, ...)
{
    struct text sentence = {0};
    va_list arguments;

    text_append_string(&sentence, "found ");
    if (found.size)
        append_quoted(&sentence, found);
    else
        text_append_string(&sentence, "nothing");
    text_append_string(&sentence, ", expected ");
    va_start(arguments, expected_format);
    text_printf_v(&sentence, expected_format, arguments);
    va_end(arguments);
    place_error(error, place, "%s", sentence.data);
    text_clear(&sentence);
    return false;
}

bool place_error(struct error *error, struct place place, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    error_set_v(error, STATUS_FORMAT, format, arguments);
    va_end(arguments);
    return place_wrap(error, place);
}

bool place_wrap(struct error *error, struct place place)
{
    return error_wrap(error, "%s:%u:%u", place.file, place.line, place.column);
}
