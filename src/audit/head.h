// SPDX-License-Identifier: Apache-2.0
// What stands above every report: version, snapshot, completeness, coverage.
#ifndef AUDIT_HEAD_H
#define AUDIT_HEAD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "core/rows.h"
#include "store/store.h"

// Zero-initialise it; text is held by the arena.
struct head {
    struct arena arena;
    VEC(struct head_fact) facts;
    struct report_head report;
};

// `name` is the report's and borrowed; `store` NULL gives the version alone.
bool head_fill(struct head *head, struct store *store, const char *name, struct error *error);

// One more fact at the end; `name` is static, the value is copied.
void head_add(struct head *head, const char *name, struct bytes value);

void head_clear(struct head *head);

#endif
