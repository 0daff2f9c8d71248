// SPDX-License-Identifier: Apache-2.0
// What the steps of a run have in common.
#ifndef AUDIT_NIGHT_H
#define AUDIT_NIGHT_H

#include "audit/step.h"
#include "core/config.h"
#include "delegaudit.h"

struct night {
    const struct config *config;
    const struct delegaudit_run_options *options;
    struct delegaudit_run_result *result;
    struct steps steps;
    int64_t started; // seconds since 1970
    bool judged;     // the check of this run was made
};

// One line of the log.
void night_log(const struct night *night, enum delegaudit_priority priority, const char *step,
               const char *format, ...) __attribute__((format(printf, 4, 5)));

// The steps that read, in child processes (delegaudit.h); each logs what it did, and counts in the
// run's result what went wrong.
void night_scan(struct night *night, const struct config_directory *directory);
void night_import(struct night *night);
void night_check(struct night *night);
void night_report(struct night *night, const struct config_report *report);
void night_publish(struct night *night);
void night_metrics(struct night *night);

// Runs `work` on the night itself as context. False: logged and counted.
bool night_step(struct night *night, const char *step, step_fn *work, void *context, void *result,
                size_t result_size);

#endif
