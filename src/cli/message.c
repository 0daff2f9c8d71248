// SPDX-License-Identifier: Apache-2.0
// Lines on standard error.
#include "cli/message.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/cleanup.h"
#include "base/text.h"
#include "cli/command.h"

// C0, DEL, and behind the byte C2 the C1 controls of UTF-8.
static bool is_control(const struct text *line, size_t at)
{
    unsigned char byte = (unsigned char)line->data[at];

    return byte < 0x20 || byte == 0x7F ||
           (byte >= 0x80 && byte < 0xA0 && at > 0 && (unsigned char)line->data[at - 1] == 0xC2);
}

static void print_line(const char *verb, const char *message, const char *hint)
{
    struct text line CLEANUP(text_clear) = {0};

    text_printf(&line, "delegaudit: %s%s%s%s", verb ? verb : "", verb ? ": " : "", message, hint);
    for (size_t i = 0; i < line.size; i++)
        if (is_control(&line, i))
            line.data[i] = '?';
    text_append_byte(&line, '\n');
    fputs(line.data, stderr); // unbuffered, and nobody is left to tell of a failure
}

void message_print(const char *verb, const char *format, ...)
{
    struct error line = {0};
    va_list arguments;

    va_start(arguments, format);
    error_set_v(&line, STATUS_OK, format, arguments);
    va_end(arguments);
    print_line(verb, line.message, "");
}

static int print_usage_error(const char *verb, const char *message)
{
    struct text hint CLEANUP(text_clear) = {0};

    text_printf(&hint, " (see 'delegaudit help%s%s')", verb ? " " : "", verb ? verb : "");
    print_line(verb, message, hint.data);
    return EXIT_USAGE;
}

int message_error(const char *verb, const struct error *error)
{
    if (error->status == STATUS_USAGE)
        return print_usage_error(verb, error->message);
    print_line(verb, error->message, "");
    return EXIT_ERROR;
}

int message_usage(const char *verb, const char *format, ...)
{
    struct error line = {0};
    va_list arguments;

    va_start(arguments, format);
    error_set_v(&line, STATUS_USAGE, format, arguments);
    va_end(arguments);
    return message_error(verb, &line);
}
