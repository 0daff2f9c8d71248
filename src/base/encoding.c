// SPDX-License-Identifier: Apache-2.0
// UTF-8 validity, and UTF-16LE and code page 1252 to UTF-8 (declared in base/text.h).
#include "base/text.h"

// The lowest code point that a sequence of the given length may encode (RFC 3629 section 3).
static const uint32_t lowest_of_length[] = {0, 0, 0x80, 0x800, 0x10000};

static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

static bool is_scalar(uint32_t code_point)
{
    return code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
}

static bool sequence_is_valid(struct bytes rest, size_t length)
{
    unsigned char lead = (unsigned char)rest.data[0];

    if (!length || length > rest.size)
        return false;

    uint32_t code_point = length == 1 ? lead : lead & (0x7Fu >> length);

    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)rest.data[i];

        if ((byte & 0xC0) != 0x80)
            return false;
        code_point = code_point << 6 | (byte & 0x3F);
    }
    return code_point >= lowest_of_length[length] && is_scalar(code_point);
}

bool utf8_is_valid(struct bytes bytes, size_t *bad_offset)
{
    for (size_t i = 0; i < bytes.size;) {
        size_t length = sequence_length((unsigned char)bytes.data[i]);

        if (!sequence_is_valid(bytes_slice(bytes, i, 4), length)) {
            if (bad_offset)
                *bad_offset = i;
            return false;
        }
        i += length;
    }
    return true;
}

void text_append_code_point(struct text *text, uint32_t code_point)
{
    if (!is_scalar(code_point))
        code_point = 0xFFFD;
    if (code_point < 0x80) {
        text_append_byte(text, (char)code_point);
        return;
    }

    int continuation = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
    static const unsigned char marks[] = {0, 0xC0, 0xE0, 0xF0};

    text_append_byte(text, (char)(marks[continuation] | code_point >> (6 * continuation)));
    while (continuation-- > 0)
        text_append_byte(text, (char)(0x80 | (code_point >> (6 * continuation) & 0x3F)));
}

static uint32_t utf16_unit(struct bytes utf16, size_t offset)
{
    return (uint32_t)(unsigned char)utf16.data[offset] |
           (uint32_t)(unsigned char)utf16.data[offset + 1] << 8;
}

bool text_append_utf16le(struct text *text, struct bytes utf16, size_t *bad_offset)
{
    for (size_t i = 0; i < utf16.size;) {
        size_t left = utf16.size - i;
        uint32_t unit = left >= 2 ? utf16_unit(utf16, i) : 0xDC00;
        bool high = unit >= 0xD800 && unit <= 0xDBFF;
        uint32_t low = high && left >= 4 ? utf16_unit(utf16, i + 2) : 0;
        bool pair = low >= 0xDC00 && low <= 0xDFFF;

        if ((unit >= 0xD800 && unit <= 0xDFFF) && !(high && pair)) {
            if (bad_offset)
                *bad_offset = i;
            return false;
        }
        text_append_code_point(text,
                               pair ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00) : unit);
        i += pair ? 4 : 2;
    }
    return true;
}

void text_append_cp1252(struct text *text, struct bytes bytes)
{
    static const uint16_t high_controls[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];

        text_append_code_point(text,
                               byte >= 0x80 && byte < 0xA0 ? high_controls[byte - 0x80] : byte);
    }
}
