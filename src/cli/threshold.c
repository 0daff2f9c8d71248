// SPDX-License-Identifier: Apache-2.0
// The threshold of findings.
#include "cli/threshold.h"

#include "base/cleanup.h"

bool threshold_set(unsigned *threshold, const struct arguments *arguments, struct error *error)
{
    const char *word = arguments->fail_on ? arguments->fail_on : "likely-fail";
    struct text known CLEANUP(text_clear) = {0};

    if (delegaudit_verdict_from_word(word, threshold))
        return true;
    for (unsigned i = 0; i < VERDICT_COUNT; i++)
        text_printf(&known, "%s%s", i ? ", " : "", delegaudit_verdict_word(i));
    return error_set(error, STATUS_USAGE, "option '--fail-on': '%s' is no verdict: use one of %s",
                     word, known.data);
}

// Verdicts count downwards: the worst is number 0.
uint64_t threshold_count(const uint64_t *verdicts, unsigned threshold)
{
    uint64_t findings = 0;

    for (unsigned i = 0; i <= threshold; i++)
        findings += verdicts[i];
    return findings;
}
