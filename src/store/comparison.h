// SPDX-License-Identifier: Apache-2.0
// The verdicts of two evaluations of one connection, side by side. Everything lies in the temp
// database and ends with the transaction.
#ifndef STORE_COMPARISON_H
#define STORE_COMPARISON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "core/vocab.h"
#include "store/store.h"

// Keeps what the derived tables say now.
bool comparison_keep(struct store *store, struct error *error);

// Compares it with what they say now: after the second evaluation. The rows are those of the
// statements "comparison-rows" and "comparison-table" (store_rows_open_named).
bool comparison_make(struct store *store, struct error *error);

struct comparison_counts {
    uint64_t changes[change_count];
    uint64_t became[verdict_count]; // new verdicts of the requests that are worse or new
};
bool comparison_count(struct store *store, struct comparison_counts *out, struct error *error);

#endif
