// SPDX-License-Identifier: Apache-2.0
// The comparison of two verdicts.
#include "core/diff.h"

enum trouble { TROUBLE_NONE, TROUBLE_UNKNOWN, TROUBLE_FAILURE };

static enum trouble trouble_of(const struct diff_side *side)
{
    switch (side->verdict) {
    case VERDICT_WILL_FAIL:
    case VERDICT_LIKELY_FAIL:
        return TROUBLE_FAILURE;
    case VERDICT_UNKNOWN:
        return TROUBLE_UNKNOWN;
    default:
        return TROUBLE_NONE;
    }
}

static enum diff_outcome newly(enum trouble now, enum diff_outcome fine)
{
    switch (now) {
    case TROUBLE_FAILURE:
        return DIFF_NEWLY_FAILING;
    case TROUBLE_UNKNOWN:
        return DIFF_NEWLY_UNKNOWN;
    default:
        return fine;
    }
}

static enum diff_outcome compare(const struct diff_side *old, const struct diff_side *now)
{
    if (old->verdict != now->verdict)
        return DIFF_CHANGED_VERDICT;
    if (!bytes_equal(old->reason, now->reason))
        return DIFF_CHANGED_REASON;
    if (!bytes_equal(old->path, now->path) || !bytes_equal(old->hop, now->hop))
        return DIFF_CHANGED_PATH;
    return DIFF_NO_REQUEST;
}

enum diff_outcome diff_outcome_of(const struct diff_side *old, const struct diff_side *now)
{
    if (!now->present)
        return old->present ? DIFF_GONE : DIFF_NO_REQUEST;
    if (!old->present)
        return newly(trouble_of(now), DIFF_NEW);
    if (trouble_of(old) != trouble_of(now))
        return newly(trouble_of(now), DIFF_NEWLY_WORKING);
    return compare(old, now);
}
