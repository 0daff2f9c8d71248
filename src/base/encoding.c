// SPDX-License-Identifier: Apache-2.0
// UTF-8 validity, and UTF-16LE and code pages to UTF-8 (declared in base/text.h).
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

static uint32_t decode_1252(unsigned char byte)
{
    static const uint16_t high_controls[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

    return byte >= 0x80 && byte < 0xA0 ? high_controls[byte - 0x80] : byte;
}

void text_append_cp1252(struct text *text, struct bytes bytes)
{
    for (size_t i = 0; i < bytes.size; i++)
        text_append_code_point(text, decode_1252((unsigned char)bytes.data[i]));
}

static uint32_t decode_850(unsigned char byte)
{
    static const uint16_t high[128] = {
        0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8,
        0x00EF, 0x00EE, 0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2,
        0x00FB, 0x00F9, 0x00FF, 0x00D6, 0x00DC, 0x00F8, 0x00A3, 0x00D8, 0x00D7, 0x0192, 0x00E1,
        0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x00AE, 0x00AC, 0x00BD,
        0x00BC, 0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00C1, 0x00C2,
        0x00C0, 0x00A9, 0x2563, 0x2551, 0x2557, 0x255D, 0x00A2, 0x00A5, 0x2510, 0x2514, 0x2534,
        0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560,
        0x2550, 0x256C, 0x00A4, 0x00F0, 0x00D0, 0x00CA, 0x00CB, 0x00C8, 0x0131, 0x00CD, 0x00CE,
        0x00CF, 0x2518, 0x250C, 0x2588, 0x2584, 0x00A6, 0x00CC, 0x2580, 0x00D3, 0x00DF, 0x00D4,
        0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE, 0x00DE, 0x00DA, 0x00DB, 0x00D9, 0x00FD, 0x00DD,
        0x00AF, 0x00B4, 0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6, 0x00A7, 0x00F7, 0x00B8, 0x00B0,
        0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2, 0x25A0, 0x00A0};

    return byte < 0x80 ? byte : high[byte - 0x80];
}

// The byte that code page 1252 has the encoded character for, of `size` bytes; 0: none.
static unsigned char find_1252(const char *character, size_t size)
{
    struct text decoded = {0};
    unsigned char found = 0;

    for (unsigned byte = 0x80; byte <= 0xFF && !found; byte++) {
        text_reset(&decoded);
        text_append_code_point(&decoded, decode_1252((unsigned char)byte));
        if (bytes_equal(text_view(&decoded), (struct bytes){character, size}))
            found = (unsigned char)byte;
    }
    text_clear(&decoded);
    return found;
}

void text_append_recoded_850(struct text *text, struct bytes utf8)
{
    for (size_t i = 0, size; i < utf8.size; i += size) {
        unsigned char byte;

        size = sequence_length((unsigned char)utf8.data[i]);
        if (!size || size > utf8.size - i)
            size = 1;
        byte = size > 1 ? find_1252(utf8.data + i, size) : 0;
        if (byte)
            text_append_code_point(text, decode_850(byte));
        else
            text_append(text, bytes_slice(utf8, i, size));
    }
}
