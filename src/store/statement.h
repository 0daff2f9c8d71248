// SPDX-License-Identifier: Apache-2.0
// Prepared statements: by name from sql/statements or from text; typed binding and columns.
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "store/connection.h"

struct sqlite3_stmt;

// A named statement, prepared once and kept by the store, reset and without bindings. Borrowed.
// An unknown name is a fault of the program.
struct sqlite3_stmt *statement_named(struct store *store, const char *name, struct error *error);

// A statement from text, owned: statement_drop.
struct sqlite3_stmt *statement_prepare(struct store *store, struct bytes sql, struct error *error);
void statement_drop(struct sqlite3_stmt **statement);

// The number that a query gives: the first column of its first row.
bool statement_read_int64(struct store *store, struct bytes sql, int64_t *out, struct error *error);

// Runs every statement of a text, which need not be NUL-terminated.
bool statement_run_text(struct store *store, struct bytes sql, struct error *error);

// Parameters count from 1. Text and blobs are borrowed until the statement is stepped and reset.
// An empty view binds '' (text) or NULL (`_or_null`).
void bind_int64(struct sqlite3_stmt *statement, int at, int64_t value);
void bind_null(struct sqlite3_stmt *statement, int at);
void bind_text(struct sqlite3_stmt *statement, int at, struct bytes text);
void bind_word(struct sqlite3_stmt *statement, int at, const char *word);
void bind_text_or_null(struct sqlite3_stmt *statement, int at, struct bytes text);
void bind_blob_or_null(struct sqlite3_stmt *statement, int at, struct bytes blob);
void bind_id(struct sqlite3_stmt *statement, int at, int64_t id); // 0 binds NULL

// 1: a row, 0: the end, -1: an error. At the end and after an error the statement is reset.
int statement_step(struct store *store, struct sqlite3_stmt *statement, struct error *error);

// Steps to the end and resets.
bool statement_finish(struct store *store, struct sqlite3_stmt *statement, struct error *error);

// Columns count from 0; borrowed until the next step. NULL gives 0 or an empty view.
int64_t column_int64(struct sqlite3_stmt *statement, int at);
struct bytes column_text(struct sqlite3_stmt *statement, int at);
struct bytes column_blob(struct sqlite3_stmt *statement, int at);
bool column_is_null(struct sqlite3_stmt *statement, int at);

#endif
