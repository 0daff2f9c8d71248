// SPDX-License-Identifier: Apache-2.0
// Text for terminals: made harmless, measured and cut into lines.
#ifndef RENDER_TERMINAL_H
#define RENDER_TERMINAL_H

#include <locale.h>

#include "base/text.h"

// Widths depend on the locale of the thread, which is the caller's; the text is always UTF-8.
struct terminal_locale {
    locale_t utf8, former;
};
struct terminal_locale terminal_enter_utf8(void);
void terminal_leave_utf8(struct terminal_locale *locale); // for CLEANUP

// Appends valid UTF-8 with everything that moves the cursor, starts an escape sequence, turns the
// reading direction or shows nothing written as \x1b or \u202e.
void terminal_append(struct text *out, struct bytes utf8);

// Columns that `string` takes. This and the two below need terminal_enter_utf8.
size_t terminal_width(const char *string);

// Columns that the widest part of `string` between two blanks takes.
size_t terminal_widest_word(const char *string);

// Appends `string` with a line break after at most `width` (> 0) columns each, in place of a blank
// where there is one. A character wider than `width` has a line of its own.
void terminal_wrap(struct text *out, const char *string, size_t width);

#endif
