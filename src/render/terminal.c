// SPDX-License-Identifier: Apache-2.0
// Text for terminals: made harmless, measured and cut into lines.
#include "render/terminal.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>
#include <wchar.h>

enum { UTF8_BYTES = 4 }; // of the longest character

struct terminal_locale terminal_enter_utf8(void)
{
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);

    return (struct terminal_locale){utf8, utf8 ? uselocale(utf8) : (locale_t)0};
}

void terminal_leave_utf8(struct terminal_locale *locale)
{
    if (!locale->utf8)
        return;
    uselocale(locale->former);
    freelocale(locale->utf8);
}

static bool is_plain(char byte)
{
    return byte >= 0x20 && byte < 0x7F;
}

static bool is_harmless(ucs4_t code_point)
{
    return !uc_is_general_category_withtable(code_point, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf |
                                                             UC_CATEGORY_MASK_Zl |
                                                             UC_CATEGORY_MASK_Zp);
}

void terminal_append(struct text *out, struct bytes utf8)
{
    while (utf8.size) {
        ucs4_t code_point;
        size_t plain = 0;

        while (plain < utf8.size && is_plain(utf8.data[plain]))
            plain++;
        text_append(out, bytes_slice(utf8, 0, plain));
        utf8 = bytes_slice(utf8, plain, SIZE_MAX);
        if (!utf8.size)
            return;
        int size = u8_mbtouc(&code_point, (const uint8_t *)utf8.data, utf8.size);

        if (is_harmless(code_point))
            text_append(out, bytes_slice(utf8, 0, (size_t)size));
        else
            text_printf(out, code_point < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)code_point);
        utf8 = bytes_slice(utf8, (size_t)size, SIZE_MAX);
    }
}

// Takes one character off: its bytes, and in `*width` its columns.
static struct bytes next_character(const char **string, size_t *width)
{
    mbstate_t state = {0};
    wchar_t wide;
    size_t size = mbrtowc(&wide, *string, strnlen(*string, UTF8_BYTES), &state);
    bool readable = size > 0 && size <= UTF8_BYTES;
    struct bytes character = {*string, readable ? size : 1};
    int columns = readable ? wcwidth(wide) : 1;

    *width = columns > 0 ? (size_t)columns : 0;
    *string += character.size;
    return character;
}

size_t terminal_width(const char *string)
{
    size_t total = 0;

    for (size_t width; *string; total += width) {
        width = 1;
        if (is_plain(*string))
            string++;
        else
            next_character(&string, &width);
    }
    return total;
}

size_t terminal_widest_word(const char *string)
{
    size_t widest = 0, used = 0;

    for (size_t columns; *string;) {
        struct bytes character = next_character(&string, &columns);

        used = *character.data == ' ' ? 0 : used + columns;
        widest = used > widest ? used : widest;
    }
    return widest;
}

void terminal_wrap(struct text *out, const char *string, size_t width)
{
    size_t used = 0;                     // columns of the line so far
    size_t blank = SIZE_MAX, behind = 0; // the line's last blank, and the columns up to it

    text_append(out, (struct bytes){0});
    for (size_t columns; *string; used += columns) {
        struct bytes character = next_character(&string, &columns);

        if (used + columns > width && blank != SIZE_MAX) {
            out->data[blank] = '\n';
            used -= behind;
            blank = SIZE_MAX;
        }
        if (used && used + columns > width) {
            text_append_byte(out, '\n');
            used = 0;
        }
        text_append(out, character);
        if (*character.data == ' ') {
            blank = out->size - 1;
            behind = used + 1;
        }
    }
}
