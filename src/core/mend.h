// SPDX-License-Identifier: Apache-2.0
// What would stop a request next if one condition were mended and nothing else changed.
#ifndef CORE_MEND_H
#define CORE_MEND_H

#include "core/verdict.h"

// Folds the facts once more as if `mended` did not hold: without the conditions of its reason about
// the same object, or, where the fold found it, with the fact behind it in order. A doubt counts as
// mended where it turns out in the request's favour; a level that is not known counts as delegate.
// False where mending is no matter of this condition alone: a level that is too low, a host that
// client and server share, a target that nobody named.
bool mend_fold(const struct request_facts *facts, const struct rule *const *rules,
               const struct finding *mended, struct verdict_result *out);

#endif
