// SPDX-License-Identifier: Apache-2.0
// What is set otherwise in a directory from one whole snapshot to the next: a row a change, nothing
// where nothing changed.
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

// Before a scan empties the observed tables: puts those of a whole snapshot aside, without a copy.
// Inside the scan's transaction.
bool journal_capture(struct store *store, struct error *error);

// After it filled them: compares them with what was put aside, and forgets that. After a scan that
// is not `whole` nothing is compared, and the former ones wait for the next.
bool journal_record(struct store *store, int64_t snapshot, bool whole, struct error *error);

#endif
