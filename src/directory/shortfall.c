// SPDX-License-Identifier: Apache-2.0
// Gathers causes, a bounded number of them in words.
#include "directory/shortfall.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { SHORTFALL_BYTES = 1000, CAUSE_BYTES = 500 };

void shortfall_add(struct shortfall *shortfall, const char *format, ...)
{
    char cause[CAUSE_BYTES];
    va_list arguments;

    if (shortfall->text.size >= SHORTFALL_BYTES) {
        shortfall->unsaid++;
        return;
    }
    va_start(arguments, format);
    vsnprintf(cause, sizeof cause, format, arguments);
    va_end(arguments);
    if (shortfall->text.size)
        text_append_string(&shortfall->text, "; ");
    text_append_string(&shortfall->text, cause);
}

bool shortfall_is_empty(const struct shortfall *shortfall)
{
    return !shortfall->text.size;
}

struct bytes shortfall_sentence(struct shortfall *shortfall)
{
    if (shortfall->unsaid)
        text_printf(&shortfall->text, "; and %" PRIu64 " more", shortfall->unsaid);
    return text_view(&shortfall->text);
}

void shortfall_clear(struct shortfall *shortfall)
{
    text_clear(&shortfall->text);
    shortfall->unsaid = 0;
}
