// SPDX-License-Identifier: Apache-2.0
// One judged request as an explanation: its conditions sorted into the steps of the protocol.
#ifndef AUDIT_EXPLANATION_H
#define AUDIT_EXPLANATION_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/conditions.h"
#include "audit/rulebook.h"
#include "base/arena.h"
#include "base/vec.h"
#include "core/explanation.h"
#include "store/store.h"

// Zero-initialise it; everything that `explanation` names is held by the rest.
struct explanation_book {
    struct arena arena;
    struct rulebook rulebook;
    struct condition_index conditions;
    VEC(const char *) notices;
    struct explanation explanation;
};

// `text` is copied.
void explanation_notice(struct explanation_book *book, const char *text);

// Reads what was made of the request and fills `explanation`. The verdict is folded again from the
// stored conditions.
bool explanation_fill(struct explanation_book *book, struct store *store, int64_t request,
                      const char *request_id, struct error *error);

void explanation_clear(struct explanation_book *book);

#endif
