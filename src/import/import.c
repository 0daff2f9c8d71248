// SPDX-License-Identifier: Apache-2.0
// Reading of input files: the kinds of client files, and bytes from the disk to the parsers.
#include "import/import.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "import/config.h"
#include "import/file_host.h"
#include "import/format.h"
#include "import/ldif.h"
#include "import/name_list.h"
#include "import/suppressions.h"
#include "import/place.h"

enum { CHUNK_BYTES = 64 * 1024 };

static const struct import_format *const import_formats[] = {
    &inventory_format,  &hosts_format, &registry_format, &registry_query_format,
    &export_csv_format, &json_format,  &config_format};

enum { FORMAT_COUNT = sizeof import_formats / sizeof *import_formats };

static const struct import_format *sniff(struct bytes first_line)
{
    const struct import_format *best = NULL;
    unsigned most = 0;

    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        unsigned sure = import_formats[i]->sniff(first_line);

        if (sure > most) {
            most = sure;
            best = import_formats[i];
        }
    }
    return best;
}

static bool refuse_unknown(struct import_run *run, unsigned line, struct bytes first_line,
                           struct error *error)
{
    struct place place = {run->job.file, line, 1};
    struct text expected = {0};

    run->job.is_foreign = true;

    for (size_t i = 0; i < FORMAT_COUNT; i++)
        text_printf(&expected, "%s%s", i ? " or " : "", import_formats[i]->expects);
    place_found(error, place, bytes_trim(first_line), "%s", expected.data);
    text_clear(&expected);
    return false;
}

static bool take_line(void *context, const struct line *line, struct error *error)
{
    struct import_run *run = context;

    if (!run->parser) {
        if (!bytes_trim(line->text).size)
            return true;
        if (!run->format)
            run->format = sniff(line->text);
        if (!run->format)
            return refuse_unknown(run, line->number, line->text, error);
        run->parser = run->format->begin(&run->job);
    }
    return run->format->line(run->parser, line, error);
}

static void prepare(struct import_run *run)
{
    run->lines.file = run->job.file;
    run->lines.context = run;
    run->lines.line = take_line;
}

bool import_run_feed(struct import_run *run, struct bytes chunk, struct error *error)
{
    prepare(run);
    return lines_feed(&run->lines, chunk, error);
}

bool import_run_finish(struct import_run *run, struct error *error)
{
    prepare(run);
    if (!lines_finish(&run->lines, error))
        return false;
    if (!run->parser)
        return refuse_unknown(run, 1, (struct bytes){0}, error);
    return run->format->finish(run->parser, error);
}

void import_run_clear(struct import_run *run)
{
    if (run->parser)
        run->format->end(run->parser);
    lines_clear(&run->lines);
}

// Takes the chunks of a file.
struct reader {
    void *context;
    bool (*feed)(void *context, struct bytes chunk, struct error *error);
};

static bool read_file(const char *path, const struct reader *reader, struct error *error)
{
    CLEANUP(cleanup_descriptor) int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    CLEANUP(cleanup_free) char *chunk = memory_alloc(CHUNK_BYTES);

    if (descriptor < 0)
        return error_set_errno(error, errno, "%s cannot be opened", path);
    for (;;) {
        ssize_t size = read(descriptor, chunk, CHUNK_BYTES);

        if (size == 0)
            return true;
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return error_set_errno(error, errno, "%s cannot be read", path);
        if (!reader->feed(reader->context, (struct bytes){chunk, (size_t)size}, error))
            return false;
    }
}

struct client_file {
    struct import_run run;
    struct sha256_ctx digest;
};

static bool feed_client_file(void *context, struct bytes chunk, struct error *error)
{
    struct client_file *file = context;

    sha256_update(&file->digest, chunk.size, (const uint8_t *)chunk.data);
    return import_run_feed(&file->run, chunk, error);
}

static void clear_client_file(struct client_file *file)
{
    import_run_clear(&file->run);
}

bool import_client_file(const char *path, const char *host_option, const struct client_sink *sink,
                        struct import_summary *summary, struct error *error)
{
    bool has_option = host_option && *host_option;
    CLEANUP(clear_client_file)
    struct client_file file = {
        .run.job = {.file = path,
                    .host = has_option ? bytes_of(host_option) : file_host(path),
                    .sink = sink}};
    struct reader reader = {&file, feed_client_file};

    sha256_init(&file.digest);
    *summary = (struct import_summary){0};
    if (!read_file(path, &reader, error) || !import_run_finish(&file.run, error)) {
        summary->is_foreign = file.run.job.is_foreign;
        return false;
    }
    *summary = (struct import_summary){.format = file.run.job.kind ? file.run.job.kind
                                                                   : file.run.format->name,
                                       .records = file.run.job.records};
    sha256_digest(&file.digest, sizeof summary->digest, summary->digest);
    return true;
}

struct ldif_file {
    struct lines lines;
    struct ldif ldif;
};

static bool take_ldif_line(void *context, const struct line *line, struct error *error)
{
    return ldif_line(context, line, error);
}

static bool feed_ldif_file(void *context, struct bytes chunk, struct error *error)
{
    return lines_feed(&((struct ldif_file *)context)->lines, chunk, error);
}

static void clear_ldif_file(struct ldif_file *file)
{
    lines_clear(&file->lines);
    ldif_clear(&file->ldif);
}

bool import_ldif_file(const char *path, const struct sink *sink, struct error *error)
{
    CLEANUP(clear_ldif_file)
    struct ldif_file file = {.lines = {.file = path, .context = &file.ldif, .line = take_ldif_line},
                             .ldif = {.file = path, .sink = sink}};
    struct reader reader = {&file, feed_ldif_file};

    return read_file(path, &reader, error) && lines_finish(&file.lines, error) &&
           ldif_finish(&file.ldif, error);
}

struct name_file {
    struct lines lines;
    struct name_list list;
};

static bool feed_name_file(void *context, struct bytes chunk, struct error *error)
{
    return lines_feed(&((struct name_file *)context)->lines, chunk, error);
}

static void clear_name_file(struct name_file *file)
{
    lines_clear(&file->lines);
}

bool import_name_file(const char *path, import_name_fn *visit, void *context, struct error *error)
{
    CLEANUP(clear_name_file)
    struct name_file file = {.lines = {.file = path, .context = &file.list, .line = name_list_line},
                             .list = {path, visit, context}};
    struct reader reader = {&file, feed_name_file};

    return read_file(path, &reader, error) && lines_finish(&file.lines, error);
}

// A longer one is no configuration.
enum { CONFIG_MAX_BYTES = 1024 * 1024 };

static bool feed_config_file(void *context, struct bytes chunk, struct error *error)
{
    struct text *text = context;

    text_append(text, chunk);
    return text->size <= CONFIG_MAX_BYTES ||
           error_set(error, STATUS_FORMAT, "is longer than %d bytes", CONFIG_MAX_BYTES);
}

bool import_config_file(const char *path, struct config *out, struct error *error)
{
    struct text text CLEANUP(text_clear) = {0};
    struct reader reader = {&text, feed_config_file};

    return read_file(path, &reader, error) && config_parse(out, path, text_view(&text), error);
}

struct suppression_file {
    struct lines lines;
    struct suppression_table table;
};

static bool take_suppression_line(void *context, const struct line *line, struct error *error)
{
    return csv_table_line(&((struct suppression_file *)context)->table.table, line, error);
}

static bool feed_suppression_file(void *context, struct bytes chunk, struct error *error)
{
    return lines_feed(&((struct suppression_file *)context)->lines, chunk, error);
}

static void clear_suppression_file(struct suppression_file *file)
{
    csv_table_clear(&file->table.table);
    lines_clear(&file->lines);
}

bool import_suppression_file(const char *path, import_suppression_fn *visit, void *context,
                             struct error *error)
{
    CLEANUP(clear_suppression_file)
    struct suppression_file file = {
        .lines = {.file = path, .context = &file, .line = take_suppression_line}};
    struct reader reader = {&file, feed_suppression_file};

    suppression_table_begin(&file.table, path, visit, context);
    return read_file(path, &reader, error) && lines_finish(&file.lines, error) &&
           csv_table_finish(&file.table.table, error);
}
