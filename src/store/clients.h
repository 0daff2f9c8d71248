// SPDX-License-Identifier: Apache-2.0
// Client records in and out of the database.
#ifndef STORE_CLIENTS_H
#define STORE_CLIENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "core/client.h"
#include "store/store.h"

// One file on its way into the database, inside the caller's transaction.
struct clients_file {
    struct store *store;
    int64_t id;
    uint8_t former_digest[32]; // of the same path, where `was_imported`
    bool was_imported;
    int64_t former_id;    // the same path's earlier import, set aside; 0: none
    struct text host_key; // scratch
};

// Makes room for a file: what the same path brought earlier is set aside. `path` is absolute,
// `host` the option that was given for files that name none ("": none); the former import of the
// path counts only where it had the same. `out` is to be dropped, whatever the result.
bool clients_open_file(struct clients_file *out, struct store *store, const char *path,
                       const char *host, struct error *error);
void clients_drop_file(struct clients_file *file);

// The sink that stores the file's records. Borrowed from `file`.
struct client_sink clients_sink(struct clients_file *file);

// Completes the file's row.
bool clients_close_file(struct clients_file *file, const char *format, const uint8_t digest[32],
                        uint64_t records, struct error *error);

// How the file's rows differ from those that they will replace, a sentence each, borrowed for the
// call. To be called before clients_replace_older.
typedef void clients_change_fn(void *context, struct bytes sentence);
bool clients_each_change(struct clients_file *file, clients_change_fn *visit, void *context,
                         struct error *error);

// Deletes what the same path brought earlier, and of older exports what this one holds as well.
bool clients_replace_older(struct clients_file *file, struct error *error);

// `source` is "FILE:LINE" with the file's base name; everything is borrowed for the call. The
// visitor returns false to stop with its error.
typedef bool clients_row_fn(void *context, const struct inventory_row *row, const char *source,
                            struct error *error);
typedef bool clients_host_fn(void *context, const struct host_facts *facts, const char *format,
                             const char *source, struct error *error);

// Every inventory row, its id and its host as written, in the order of files and lines.
typedef bool clients_row_host_fn(void *context, int64_t row, struct bytes host,
                                 struct error *error);
bool clients_each_row_host(struct store *store, clients_row_host_fn *visit, void *context,
                           struct error *error);

// A row applies to the machine of that name. Between the blocks clients-begin-machines and
// clients-index-machines; `row` is its id.
bool clients_add_machine_row(struct store *store, struct bytes host, int64_t row,
                             struct error *error);

// Every machine that rows apply to, its name in lower case, in the order of its first row.
typedef bool clients_machine_fn(void *context, struct bytes machine, struct error *error);
bool clients_each_machine(struct store *store, clients_machine_fn *visit, void *context,
                          struct error *error);

// Every inventory row that applies to a machine, in the order of files and lines; its host is the
// machine's name as written for it.
bool clients_each_row(struct store *store, struct bytes machine, clients_row_fn *visit,
                      void *context, struct error *error);

// Every record of host facts, those of the newest file first.
bool clients_each_host(struct store *store, clients_host_fn *visit, void *context,
                       struct error *error);

#endif
