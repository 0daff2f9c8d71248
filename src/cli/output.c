// SPDX-License-Identifier: Apache-2.0
// Where results go: standard output, or a file that is renamed into place when complete.
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"
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

static mode_t file_mode(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0644 & ~mask;
}

static bool open_direct(struct output *output, struct error *error)
{
    output->descriptor = open(output->path, O_WRONLY | O_CLOEXEC);
    return output->descriptor >= 0 || error_set_errno(error, errno, "%s", output->path);
}

// Beside the file, so that rename(2) is atomic.
static bool open_temporary(struct output *output, struct error *error)
{
    struct text name CLEANUP(text_clear) = {0};

    text_printf(&name, "%s.XXXXXX", output->path);
    output->descriptor = mkostemp(name.data, O_CLOEXEC);
    if (output->descriptor < 0)
        return error_set_errno(error, errno, "%s", output->path);
    output->temporary = STEAL(name.data);
    if (fchmod(output->descriptor, file_mode()) != 0)
        return error_set_errno(error, errno, "%s", output->temporary);
    return true;
}

static bool is_sqlite(const char *path)
{
    static const char magic[] = "SQLite format 3"; // with its NUL
    char start[sizeof magic];
    int descriptor CLEANUP(cleanup_descriptor) = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    return descriptor >= 0 && read(descriptor, start, sizeof start) == sizeof start &&
           memcmp(start, magic, sizeof start) == 0;
}

// A database, this run's or another one, or one of the files that SQLite keeps beside it.
static bool belongs_to_database(const char *path)
{
    static const struct bytes suffixes[] = {{"-wal", 4}, {"-shm", 4}, {"-journal", 8}};
    struct text base CLEANUP(text_clear) = {0};

    if (is_sqlite(path))
        return true;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (bytes_ends_with_ascii(bytes_of(path), suffixes[i])) {
            text_append(&base, bytes_slice(bytes_of(path), 0, strlen(path) - suffixes[i].size));
            return is_sqlite(base.data);
        }
    return false;
}

// A link is followed: its target is what gets replaced. Devices and pipes are never replaced.
static bool open_file(struct output *output, const char *path, struct error *error)
{
    struct stat status;

    output->path = realpath(path, NULL);
    if (!output->path)
        output->path = memory_copy_string(path);
    if (belongs_to_database(output->path))
        return error_set(error, STATUS_USAGE,
                         "option '--output': %s belongs to a database: name another file", path);
    if (stat(output->path, &status) == 0 && !S_ISREG(status.st_mode))
        return open_direct(output, error);
    return open_temporary(output, error);
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
    *output = (struct output){.descriptor = STDOUT_FILENO};
    *sink = (struct delegaudit_output){
        .format = format, .raw = arguments->raw, .context = output, .write = output_write};
    if (path && strcmp(path, "-") != 0) {
        output->descriptor = -1;
        return open_file(output, path, error);
    }
    sink->colour = isatty(STDOUT_FILENO) && colour_is_wanted();
    sink->width = columns();
    return true;
}

bool output_write(void *context, const char *data, size_t size)
{
    struct output *output = context;

    while (size) {
        ssize_t written = write(output->descriptor, data, size);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            output->failure = errno;
            return false;
        }
        data += written;
        size -= (size_t)written;
    }
    return true;
}

bool output_finish(struct output *output, struct error *error)
{
    if (!output->path)
        return true;
    if (output->temporary && fsync(output->descriptor) != 0)
        return error_set_errno(error, errno, "%s", output->path);

    int closed = close(output->descriptor);

    output->descriptor = -1;
    if (closed != 0 || (output->temporary && rename(output->temporary, output->path) != 0))
        return error_set_errno(error, errno, "%s", output->path);
    free(STEAL(output->temporary));
    return true;
}

void output_discard(struct output *output)
{
    if (output->path && output->descriptor >= 0)
        close(output->descriptor);
    if (output->temporary)
        unlink(output->temporary);
    free(output->temporary);
    free(output->path);
    *output = OUTPUT_CLOSED;
}

int output_error(const struct output *output, const char *verb, const struct error *error)
{
    struct error own = {0};

    if (!output->failure)
        return message_error(verb, error);
    error_set_errno(&own, output->failure, "%s", output->path ? output->path : "standard output");
    return message_error(verb, &own);
}

int output_text(const char *verb, struct bytes text)
{
    struct output output = {.descriptor = STDOUT_FILENO};

    if (output_write(&output, text.data, text.size))
        return EXIT_FINE;
    return output_error(&output, verb, NULL);
}
