// SPDX-License-Identifier: Apache-2.0
// Queries as row streams for the renderers, read-only by construction.
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include <stdbool.h>

#include "base/error.h"
#include "core/rows.h"
#include "store/store.h"

struct store_rows;

// Prepares one SELECT. `all` is the parameter :all where the text has it. Refused with
// STATUS_USAGE: a second statement, anything but reading, ATTACH, PRAGMA, load_extension. The
// stream is borrowed from `*out`, which is owned: store_rows_close.
bool store_rows_open(struct store_rows **out, struct store *store, struct bytes sql, bool all,
                     struct error *error);

// The same for the statement of that name in sql/statements.
bool store_rows_open_named(struct store_rows **out, struct store *store, const char *name, bool all,
                           struct error *error);

// Sets the parameter :new_only, which is NULL otherwise, before the first row is asked for.
void store_rows_only_new(struct store_rows *rows);

const struct row_stream *store_rows_stream(const struct store_rows *rows);

// NULL is allowed.
void store_rows_close(struct store_rows *rows);

#endif
