// SPDX-License-Identifier: Apache-2.0
// One request on a database that is only read, stored or asked about, judged in temporary twins.
#ifndef AUDIT_CASE_AT_HAND_H
#define AUDIT_CASE_AT_HAND_H

#include <stdbool.h>

#include "audit/head.h"
#include "audit/snapshot.h"
#include "base/arena.h"
#include "base/vec.h"
#include "delegaudit.h"
#include "store/explain.h"

// The request is that of `hit` number 0. Zero-initialise all but `store`.
struct case_at_hand {
    struct store *store; // borrowed, in a reading transaction
    const char *asked;   // as given
    struct snapshot_facts snapshot;
    struct explain_judgement judgement;
    struct explain_hits hit;
    struct head head;
    struct arena arena;
    VEC(const char *) notices; // what a reader must know; held by the arena
};

// Finds `request`, a request_id or its first digits, or puts `question` (NULL: none), and judges it
// in the twins. The head is that of `report`. Errors: STATUS_USAGE where a name or an id names no
// single account or request; STATUS_STORE where there is no snapshot to ask about.
bool case_judge(struct case_at_hand *at, const char *report, const char *request,
                const struct delegaudit_question *question, struct error *error);

void case_clear(struct case_at_hand *at);

#endif
