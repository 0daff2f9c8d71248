// SPDX-License-Identifier: Apache-2.0
// Formatting of error messages into the caller's buffer.
#include "base/error.h"

#include <stdio.h>
#include <string.h>

static void mark_cut(char *message, int needed)
{
    if (needed >= ERROR_MESSAGE_BYTES)
        memcpy(message + ERROR_MESSAGE_BYTES - 4, "...", 4);
}

bool error_set_v(struct error *error, enum status status, const char *format, va_list arguments)
{
    if (!error)
        return false;
    error->status = status;
    error->native = 0;
    mark_cut(error->message, vsnprintf(error->message, sizeof error->message, format, arguments));
    return false;
}

bool error_set(struct error *error, enum status status, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    error_set_v(error, status, format, arguments);
    va_end(arguments);
    return false;
}

bool error_set_errno(struct error *error, int number, const char *format, ...)
{
    va_list arguments;
    char buffer[128];

    if (!error)
        return false;
    va_start(arguments, format);
    error_set_v(error, STATUS_SYSTEM, format, arguments);
    va_end(arguments);
    error->native = number;

    // The GNU form: the result is the text, in the buffer or not.
    const char *cause = strerror_r(number, buffer, sizeof buffer);
    size_t used = strlen(error->message);
    int needed = snprintf(error->message + used, sizeof error->message - used, ": %s", cause);

    mark_cut(error->message, (int)used + needed);
    return false;
}

bool error_wrap(struct error *error, const char *format, ...)
{
    if (!error)
        return false;

    char inner[ERROR_MESSAGE_BYTES];
    va_list arguments;

    memcpy(inner, error->message, sizeof inner);
    va_start(arguments, format);
    int used = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (used < (int)sizeof error->message)
        used +=
            snprintf(error->message + used, sizeof error->message - (size_t)used, ": %s", inner);
    mark_cut(error->message, used);
    return false;
}

void error_clear(struct error *error)
{
    *error = (struct error){0};
}
