// SPDX-License-Identifier: Apache-2.0
// Which two snapshots a diff compares.
#ifndef AUDIT_SPAN_H
#define AUDIT_SPAN_H

#include "base/error.h"
#include "store/snapshots.h"

struct span {
    struct store_snapshot earlier, later; // both whole
};

// Text is borrowed. `note` gets what a reader must know, one line each.
struct span_words {
    const char *from, *to; // a number, a date, a date with a time, "last"; NULL: not given
    void *note_context;
    void (*note)(void *context, const char *text);
};

// Finds them. Without `to` the later one is the newest whole one, without `from` the earlier one is
// the whole one before that. Errors: STATUS_USAGE for a word that is none, names no snapshot or one
// that is not whole, and where `from` is not the earlier one; STATUS_CONFIG where there are no two.
bool span_find(struct span *out, struct store *store, const struct span_words *words,
               struct error *error);

#endif
