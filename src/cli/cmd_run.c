// SPDX-License-Identifier: Apache-2.0
// delegaudit run: the whole night, as a configuration file says.
#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "cli/log.h"
#include "cli/message.h"
#include "cli/progress.h"

static const struct option_spec options[] = {
    OPTION_CONFIG,
    OPTION("log-format", '\0', "FORMAT", OPTION_TEXT, log_format,
           "text or json (default: as the configuration says)"),
    OPTIONS_END,
};

struct log {
    enum log_format format;
    struct progress progress;
};

static void write_line(void *context, enum delegaudit_priority priority, const char *step,
                       const char *message)
{
    struct log *log = context;

    progress_end(&log->progress);
    log_line(log->format, priority, step, message);
}

static void report_progress(void *context, uint64_t objects, const char *what)
{
    progress_report(&((struct log *)context)->progress, objects, what);
}

// An error beats what could not be read, and that beats findings.
static int exit_code(const struct delegaudit_run_result *result)
{
    if (result->signal || result->failed)
        return EXIT_ERROR;
    if (result->incomplete)
        return EXIT_INCOMPLETE;
    return result->findings ? EXIT_FINDINGS : EXIT_FINE;
}

static int run(const struct arguments *arguments)
{
    struct delegaudit_config *config CLEANUP(configuration_close) = NULL;
    struct log log = {.progress = {.verb = "scan"}};
    const struct delegaudit_run_options run_options = {&log, write_line, report_progress};
    struct delegaudit_run_result result;
    struct error error = {0};

    if (!log_choose(&log.format, arguments, false, &error))
        return message_error(arguments->verb, &error);
    if (!configuration_open(&config, arguments, &error))
        return log_error(log.format, arguments->verb, &error);
    if (!log_choose(&log.format, arguments, delegaudit_config_logs_json(config), &error) ||
        !delegaudit_run(config, &run_options, &result, &error))
        return log_error(log.format, arguments->verb, &error);
    return exit_code(&result);
}

const struct command command_run_night = {
    .name = "run",
    .operands = "",
    .summary = "Scan, import, check and report, as a configuration file says",
    .options = options,
    .run = run,
};
