// SPDX-License-Identifier: Apache-2.0
// A question that needs no inventory: a call at delegate that nobody imported, judged like one.
#ifndef AUDIT_QUESTION_H
#define AUDIT_QUESTION_H

#include <stdbool.h>
#include <stdint.h>

#include "delegaudit.h"
#include "store/explain.h"
#include "store/store.h"

// Makes twins of the derived and the client tables, puts the question in and judges it. `*hit` gets
// the one request that it became. Errors: STATUS_USAGE where a name names no single account.
bool question_judge(struct store *store, const struct delegaudit_question *question,
                    int64_t snapshot, struct explain_hits *hit, struct error *error);

#endif
