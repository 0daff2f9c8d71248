// SPDX-License-Identifier: Apache-2.0
// Client configuration files and LDIF: find out what a file is, read it, deliver records.
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "core/client.h"
#include "core/config.h"
#include "core/sink.h"
#include "core/suppression.h"

// What one file was. The kinds of files are import_formats in import.c.
struct import_summary {
    const char *format; // static: the name of its kind
    uint64_t records;
    uint8_t digest[32]; // SHA-256 of the file's bytes
    bool is_foreign;    // with an error: nothing in the file is meant for this program
};

// Reads one file of client configurations and delivers its records in file order. `host_option`
// (NULL: none) names the host of files that name none (docs/client-files.md).
// Errors: STATUS_FORMAT with "FILE:LINE:COLUMN: what was found, what was expected"; STATUS_SYSTEM
// where the file cannot be read; whatever the sink says, prefixed by the same place. After an
// error the caller must drop what was delivered: nothing of a bad file counts.
bool import_client_file(const char *path, const char *host_option, const struct client_sink *sink,
                        struct import_summary *summary, struct error *error);

// Reads an LDIF file (RFC 2849) that ldapsearch or ldifde wrote and delivers its entries the way
// a directory does; ends with one coverage record. `continues` is never set; an attribute that
// the file holds as "member;range=0-1499" alone is delivered as truncated and makes the coverage
// not whole. Errors as above.
bool import_ldif_file(const char *path, const struct sink *sink, struct error *error);

// Reads a list of names, one a line (UTF-8, or UTF-16 with a byte order mark); blank lines and
// those that begin with '#' do not count. The name is borrowed for the call. Errors as above.
typedef bool import_name_fn(void *context, struct bytes name, unsigned line, struct error *error);
bool import_name_file(const char *path, import_name_fn *visit, void *context, struct error *error);

// Reads the configuration of a run; import/config.h says what may be wrong with it. `*out` is
// owned: config_clear. STATUS_SYSTEM where the file cannot be read.
bool import_config_file(const char *path, struct config *out, struct error *error);

// Reads a file of suppressions (docs/suppressions.md). The row is borrowed for the call. Errors as
// above; what `visit` says is put behind the place of the row's rule.
typedef bool import_suppression_fn(void *context, const struct suppression *row,
                                   struct error *error);
bool import_suppression_file(const char *path, import_suppression_fn *visit, void *context,
                             struct error *error);

#endif
