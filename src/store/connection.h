// SPDX-License-Identifier: Apache-2.0
// What a store owns, for the files of this floor: the connection and the named statements.
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include <stdbool.h>

#include "base/error.h"
#include "store/catalogue.h"
#include "store/store.h"

struct sqlite3;

struct store {
    struct sqlite3 *connection;
    struct catalogue catalogue;
    char *path; // owned
    bool has_index;
    int index; // descriptor of the log's index, where has_index; owned
};

// Borrowed.
struct sqlite3 *store_connection(const struct store *store);

// Turns the connection's last failure into STATUS_STORE; returns false.
bool store_failure(struct store *store, struct error *error, const char *doing);

// Runs statements that give no rows; `doing` completes "... while DOING" of the error.
bool connection_execute(struct store *store, const char *sql, const char *doing,
                        struct error *error);

#endif
