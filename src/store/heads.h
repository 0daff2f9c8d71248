// SPDX-License-Identifier: Apache-2.0
// Facts that stand above reports.
#ifndef STORE_HEADS_H
#define STORE_HEADS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

// Calls `visit` with each fact in order; text is borrowed for the call.
typedef void store_head_fn(void *context, struct bytes name, struct bytes value);
bool store_each_head_fact(struct store *store, store_head_fn *visit, void *context,
                          struct error *error);

#endif
