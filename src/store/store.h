// SPDX-License-Identifier: Apache-2.0
// The only door to SQLite: open a database of ours, transactions, named statements.
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

struct store;

enum store_mode {
    STORE_READ,   // must exist; nothing is written
    STORE_WRITE,  // must exist
    STORE_CREATE, // made with mode 0600 where it is missing
    STORE_FRESH,  // must not exist; nobody else knows the new file: no journal, nothing is safe
                  // until store_seal
};

// Opens a database, or makes one with the current schema. Errors: STATUS_STORE with the path
// (missing, not ours, newer than this program, locked, damaged). `*out` is owned: store_close.
bool store_open(struct store **out, const char *path, enum store_mode mode, struct error *error);

// Rolls back what is unfinished. NULL is allowed.
void store_close(struct store *store);

// One write transaction at a time; `store_begin` waits up to 10 s for another writer.
bool store_begin(struct store *store, struct error *error);
bool store_commit(struct store *store, struct error *error);

// Begins a transaction that reads: what others commit meanwhile stays unseen until it ends. Works
// on a file that may only be read, and lets the temp database be written.
bool store_begin_reading(struct store *store, struct error *error);

// Ends either kind and drops what it wrote.
void store_rollback(struct store *store);

// For STORE_FRESH after the commit: switches to the write-ahead log and brings every byte to the
// disk, so that the file may be given its name.
bool store_seal(struct store *store, struct error *error);

// Runs every statement of the named block of sql/statements.
bool store_run(struct store *store, const char *name, struct error *error);

// Creates the fact views of sql/facts for this connection.
bool store_prepare_facts(struct store *store, struct error *error);

#endif
