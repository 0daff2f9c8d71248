// SPDX-License-Identifier: Apache-2.0
// Two snapshots side by side, from the history. Everything lies in the temp database and ends with
// the transaction.
#ifndef STORE_DIFF_H
#define STORE_DIFF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "core/vocab.h"
#include "store/store.h"

struct diff_counts {
    uint64_t outcomes[diff_outcome_count]; // of requests
    uint64_t changes[diff_what_count];     // of everything else: rows
};

// Which of the two were judged: only where both were can requests be compared.
struct diff_judged {
    bool earlier, later;
};

// Compares the whole snapshot `earlier` with the later one. The rows are those of the statements
// "diff-rows" and "diff-table" (store_rows_open_named). Needs the fact views.
bool diff_make(struct store *store, int64_t earlier, int64_t later, struct diff_judged *judged,
               struct diff_counts *counts, struct error *error);

#endif
