// SPDX-License-Identifier: Apache-2.0
// Where results go: standard output, or a file that is renamed into place when complete.
#include "cli/output.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/message.h"

static bool format_is_known(const char *format, const char *(*name)(unsigned index),
                            struct error *error)
{
    struct text known CLEANUP(text_clear) = {0};

    for (unsigned i = 0; name(i); i++) {
        if (strcmp(format, name(i)) == 0)
            return true;
        text_printf(&known, "%s%s", i ? ", " : "", name(i));
    }
    return error_set(error, STATUS_USAGE, "format '%s' is unknown: use one of %s", format,
                     known.data);
}

// COLUMNS is what the user exported, if anything: shells keep their own to themselves.
static unsigned columns(void)
{
    const char *stated = getenv("COLUMNS");
    struct winsize size;
    int64_t number;

    if (stated && bytes_to_int64(bytes_of(stated), &number) && number > 0 && number <= 10000)
        return (unsigned)number;
    if (!isatty(STDOUT_FILENO))
        return 0;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

// no-color.org: any value that is not empty.
static bool colour_is_wanted(void)
{
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");

    return !(no_color && *no_color) && terminal && strcmp(terminal, "dumb") != 0;
}

static bool open_file(struct output *output, const char *path, struct error *error)
{
    output->is_file = true;
    if (replace_open(&output->file, path, 0644, error))
        return true;
    if (error->status == STATUS_USAGE)
        error_wrap(error, "option '--output'");
    return false;
}

bool output_open(struct output *output, struct delegaudit_output *sink,
                 const struct arguments *arguments, struct error *error)
{
    return output_open_as(output, sink, arguments, delegaudit_format_name, error);
}

bool output_open_as(struct output *output, struct delegaudit_output *sink,
                    const struct arguments *arguments, const char *(*name)(unsigned index),
                    struct error *error)
{
    const char *format = arguments->format ? arguments->format : name(0);
    const char *path = arguments->output_file;

    if (!format_is_known(format, name, error))
        return false;
    *output = (struct output){.file.descriptor = STDOUT_FILENO};
    *sink = (struct delegaudit_output){
        .format = format, .raw = arguments->raw, .context = output, .write = output_write};
    if (path && strcmp(path, "-") != 0)
        return open_file(output, path, error);
    sink->colour = isatty(STDOUT_FILENO) && colour_is_wanted();
    sink->width = columns();
    return true;
}

bool output_write(void *context, const char *data, size_t size)
{
    struct output *output = context;

    return replace_write(&output->file, data, size);
}

bool output_finish(struct output *output, struct error *error)
{
    return !output->is_file || replace_finish(&output->file, error);
}

void output_discard(struct output *output)
{
    if (output->is_file)
        replace_discard(&output->file);
    *output = OUTPUT_CLOSED;
}

int output_error(const struct output *output, const char *verb, const struct error *error)
{
    struct error own = {0};

    if (!output->file.failure)
        return message_error(verb, error);
    error_set_errno(&own, output->file.failure, "%s",
                    output->is_file ? output->file.path : "standard output");
    return message_error(verb, &own);
}

int output_text(const char *verb, struct bytes text)
{
    struct output output = {.file.descriptor = STDOUT_FILENO};

    if (output_write(&output, text.data, text.size))
        return EXIT_FINE;
    return output_error(&output, verb, NULL);
}
