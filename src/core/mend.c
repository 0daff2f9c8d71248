// SPDX-License-Identifier: Apache-2.0
// Folding without one condition.
#include "core/mend.h"

#include <string.h>

#include "base/vec.h"

// The fold's own findings rest on facts, not on rows. False where no single fact would mend it.
static bool mend_fact(struct request_facts *facts, enum fold_rule rule)
{
    switch (rule) {
    case FOLD_LEVEL_UNKNOWN:
        facts->level = LEVEL_DELEGATE;
        return true;
    case FOLD_DCOM_DISABLED:
        facts->dcom_disabled = false;
        return true;
    case FOLD_IDENTITY_ASSUMED:
        facts->identity_assumed = false;
        return true;
    case FOLD_CALLER_LEVEL:
    case FOLD_CALLER_LEVEL_UNREAD:
        facts->caller_level = LEVEL_DELEGATE;
        return true;
    case FOLD_CALLER_UNKNOWN:
        facts->caller = LOCALITY_LOCAL;
        return true;
    case FOLD_LOCALITY_UNKNOWN:
        facts->locality = LOCALITY_LOCAL;
        return true;
    case FOLD_IDF_NOT_READ:
        facts->ignore_delegation_failure = ANSWER_YES;
        return true;
    default:
        return false;
    }
}

// Two rules may find one thing (each for its KDC, say): what is mended is the thing.
static bool is_mended(const struct finding *finding, const struct finding *mended)
{
    return finding->of_process == mended->of_process &&
           strcmp(finding->rule->reason, mended->rule->reason) == 0 &&
           strcmp(finding->object, mended->object) == 0;
}

bool mend_fold(const struct request_facts *facts, const struct rule *const *rules,
               const struct finding *mended, struct verdict_result *out)
{
    struct request_facts without = *facts;
    VEC(struct finding) left = {0};

    for (int i = 0; i < fold_rule_count; i++)
        if (mended->rule == rules[i] && !mend_fact(&without, (enum fold_rule)i))
            return false;
    for (size_t i = 0; i < facts->finding_count; i++)
        if (!is_mended(&facts->findings[i], mended))
            vec_push(&left, facts->findings[i]);
    without.findings = left.items;
    without.finding_count = left.count;
    verdict_fold(&without, rules, out);
    vec_clear(&left);
    return true;
}
