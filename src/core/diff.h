// SPDX-License-Identifier: Apache-2.0
// What became of a request between two snapshots.
#ifndef CORE_DIFF_H
#define CORE_DIFF_H

#include <stdbool.h>

#include "base/text.h"
#include "core/vocab.h"

// What one snapshot says of a request. Text is borrowed.
struct diff_side {
    bool present; // it has the request at all
    enum verdict verdict;
    struct bytes reason, hop, path;
};

// Will-fail and likely-fail are one trouble, unknown is another, and all other verdicts are fine:
// what goes from one of the three to another is newly so. DIFF_NO_REQUEST where both sides are the
// same, or absent.
enum diff_outcome diff_outcome_of(const struct diff_side *old, const struct diff_side *now);

#endif
