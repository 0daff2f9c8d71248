// SPDX-License-Identifier: Apache-2.0
// What a parser of client files offers, and the run of one over a file that comes in chunks.
#ifndef IMPORT_FORMAT_H
#define IMPORT_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "core/client.h"
#include "import/lines.h"

// What a parser works for. All is borrowed until the parser ends.
struct import_job {
    const char *file;  // for messages
    struct bytes host; // of files that name none; empty: nobody knows
    const struct client_sink *sink;
    uint64_t records; // delivered so far
    const char *kind; // static: what the file is, where its format has several; NULL: the format's
    bool is_foreign;  // with an error: nothing in the file is meant for this program
};

// One kind of client file. `sniff` says how sure it is of a file with this first line (0: not
// ours). `begin` returns an owned parser (taken by `end`); `finish` is called after the last line
// of a file without error. Lines come without a byte order mark, the first one is not blank.
struct import_format {
    const char *name;    // static
    const char *expects; // its first line, for the error about a file of no known kind
    unsigned (*sniff)(struct bytes first_line);
    void *(*begin)(struct import_job *job);
    bool (*line)(void *parser, const struct line *line, struct error *error);
    bool (*finish)(void *parser, struct error *error);
    void (*end)(void *parser);
};

extern const struct import_format inventory_format, hosts_format, registry_format,
    export_csv_format, json_format, registry_query_format, config_format;

// A file on its way: set `job`, zero the rest; `format` is found from the first line that is not
// blank unless it is set. Errors as in import_client_file.
struct import_run {
    struct import_job job;
    const struct import_format *format;
    void *parser; // owned
    struct lines lines;
};

bool import_run_feed(struct import_run *run, struct bytes chunk, struct error *error);
bool import_run_finish(struct import_run *run, struct error *error);
void import_run_clear(struct import_run *run);

#endif
