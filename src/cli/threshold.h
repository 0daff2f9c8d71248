// SPDX-License-Identifier: Apache-2.0
// From which verdict on the exit code tells of findings: --fail-on.
#ifndef CLI_THRESHOLD_H
#define CLI_THRESHOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/options.h"
#include "delegaudit.h"

enum {
    VERDICT_COUNT = sizeof((struct delegaudit_check_result){0}.verdicts) / sizeof(uint64_t),
};

// The number of the verdict that --fail-on names, likely-fail where it is not given. Error:
// STATUS_USAGE with the words.
bool threshold_set(unsigned *threshold, const struct arguments *arguments, struct error *error);

// How many of `verdicts` (counts, VERDICT_COUNT of them) are at the threshold or worse.
uint64_t threshold_count(const uint64_t *verdicts, unsigned threshold);

#endif
