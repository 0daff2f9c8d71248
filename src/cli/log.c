// SPDX-License-Identifier: Apache-2.0
// Formats of the log.
#include "cli/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/message.h"

// "DEVICE:INODE" of the stream that was given; a program may have got another one since.
static bool leads_to_journal(void)
{
    const char *stream = getenv("JOURNAL_STREAM");
    char own[64];
    struct stat facts;

    if (!stream || fstat(STDERR_FILENO, &facts) != 0)
        return false;
    snprintf(own, sizeof own, "%" PRIuMAX ":%" PRIuMAX, (uintmax_t)facts.st_dev,
             (uintmax_t)facts.st_ino);
    return strcmp(stream, own) == 0;
}

bool log_choose(enum log_format *out, const struct arguments *arguments, bool json,
                struct error *error)
{
    const char *word = arguments->log_format;

    if (word && strcmp(word, "json") != 0 && strcmp(word, "text") != 0)
        return error_set(error, STATUS_USAGE, "option '--log-format': '%s' is none of text, json",
                         word);
    if (word ? strcmp(word, "json") == 0 : json)
        *out = LOG_JSON;
    else
        *out = leads_to_journal() ? LOG_JOURNAL : LOG_TEXT;
    return true;
}

// RFC 8259 7; what is no UTF-8 becomes U+FFFD.
static void append_string(struct text *out, const char *string)
{
    struct bytes rest = bytes_of(string);
    bool valid = utf8_is_valid(rest, NULL);

    text_append_byte(out, '"');
    for (size_t i = 0; i < rest.size; i++) {
        unsigned char byte = (unsigned char)rest.data[i];

        if (byte < 0x20 || byte == 0x7F)
            text_printf(out, "\\u%04x", byte);
        else if (byte == '"' || byte == '\\')
            text_printf(out, "\\%c", byte);
        else if (byte >= 0x80 && !valid)
            text_append_code_point(out, 0xFFFD);
        else
            text_append_byte(out, (char)byte);
    }
    text_append_byte(out, '"');
}

static void print_json(enum delegaudit_priority priority, const char *step, const char *message)
{
    static const char *const words[] = {
        [DELEGAUDIT_ERROR] = "error",
        [DELEGAUDIT_WARNING] = "warning",
        [DELEGAUDIT_NOTICE] = "notice",
        [DELEGAUDIT_INFO] = "info",
    };
    struct text line CLEANUP(text_clear) = {0};
    char now[CLOCK_ISO_BYTES];

    text_printf(&line, "{\"time\":\"%s\",\"priority\":\"%s\",\"step\":",
                clock_format_iso(clock_now(), now), words[priority]);
    append_string(&line, step);
    text_append_string(&line, ",\"message\":");
    append_string(&line, message);
    text_append_string(&line, "}\n");
    fputs(line.data, stderr);
}

void log_line(enum log_format format, enum delegaudit_priority priority, const char *step,
              const char *message)
{
    if (format == LOG_JSON) {
        print_json(priority, step, message);
        return;
    }
    if (format == LOG_JOURNAL)
        fprintf(stderr, "<%d>", priority);
    message_print(step, "%s", message);
}

int log_error(enum log_format format, const char *step, const struct error *error)
{
    if (error->status == STATUS_USAGE)
        return message_error(step, error);
    log_line(format, DELEGAUDIT_ERROR, step, error->message);
    return EXIT_ERROR;
}
