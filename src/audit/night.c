// SPDX-License-Identifier: Apache-2.0
// The nightly run: which steps, in which order, and what one that fails means for the others.
#include "audit/night.h"

#include <stdarg.h>
#include <string.h>

#include "audit/configuration.h"
#include "audit/lock.h"
#include "base/cleanup.h"
#include "base/clock.h"

void night_log(const struct night *night, enum delegaudit_priority priority, const char *step,
               const char *format, ...)
{
    struct error line = {0};
    va_list arguments;

    va_start(arguments, format);
    error_set_v(&line, STATUS_OK, format, arguments);
    va_end(arguments);
    night->options->log(night->options->context, priority, step, line.message);
}

bool night_step(struct night *night, const char *step, step_fn *work, void *context, void *result,
                size_t result_size)
{
    struct error error = {0};

    if (night->steps.signal)
        return false;
    if (step_run(&night->steps, step, work, context, result, result_size, &error))
        return true;
    night->result->failed++;
    night_log(night, DELEGAUDIT_ERROR, step, "%s", error.message);
    return false;
}

static void say_end(const struct night *night)
{
    const struct delegaudit_run_result *result = night->result;
    long long seconds = (long long)(clock_now() - night->started);

    if (result->signal)
        night_log(night, DELEGAUDIT_ERROR, "run",
                  "ended by SIG%s after %lld s: what was finished stays, the rest is as before",
                  sigabbrev_np(result->signal), seconds);
    else if (result->failed)
        night_log(night, DELEGAUDIT_ERROR, "run",
                  "steps that failed: %u; the others are done, in %lld s", result->failed, seconds);
    else
        night_log(night, DELEGAUDIT_NOTICE, "run", "done in %lld s%s", seconds,
                  result->incomplete ? "; not everything could be read" : "");
}

static void make_steps(struct night *night)
{
    const struct config *config = night->config;

    for (size_t i = 0; i < config->directories.count; i++)
        night_scan(night, &config->directories.items[i]);
    if (config->imports.count)
        night_import(night);
    night_check(night);
    for (size_t i = 0; i < config->reports.count; i++)
        night_report(night, &config->reports.items[i]);
    if (config->published.text)
        night_publish(night);
    if (config->metrics.text)
        night_metrics(night);
}

bool delegaudit_run(const struct delegaudit_config *config,
                    const struct delegaudit_run_options *options,
                    struct delegaudit_run_result *result, struct error *error)
{
    struct night night = {
        .config = &config->config, .options = options, .result = result, .started = clock_now()};
    int lock CLEANUP(cleanup_descriptor) = -1;

    *result = (struct delegaudit_run_result){0};
    if (!lock_take(config->config.database.text, &lock, error))
        return false;
    steps_begin(&night.steps);
    make_steps(&night);
    result->signal = night.steps.signal;
    steps_end(&night.steps);
    say_end(&night);
    return true;
}
