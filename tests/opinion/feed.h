// SPDX-License-Identifier: Apache-2.0
// Worlds into a database as a scan and imports would fill it, and the product's verdicts out.
#ifndef OPINION_FEED_H
#define OPINION_FEED_H

#include "base/error.h"
#include "base/text.h"
#include "world.h"

struct feed;

// One judged call, as the product's tables have it; borrowed for the call that delivers it.
struct feed_row {
    struct bytes application, client; // sAMAccountName; empty: no account
    bool cloaked;
    struct bytes level, verdict, reason, hop, path, further;
    struct bytes unconstrained, constrained, transition, rbcd;
};

typedef bool feed_row_fn(void *context, const struct feed_row *row, struct error *error);

// A database in a new temporary folder. `*out` is owned: feed_close.
bool feed_open(struct feed **out, struct error *error);
void feed_close(struct feed *feed); // removes the folder; NULL is allowed

// Replaces what is in the database by the worlds of one forest (same traits, disjoint names),
// checks, and visits every method call.
bool feed_judge(struct feed *feed, const struct world *worlds, size_t count, feed_row_fn *visit,
                void *context, struct error *error);

#endif
