// SPDX-License-Identifier: Apache-2.0
// delegaudit scan: a directory or LDIF files into a new snapshot.
#include <inttypes.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"
#include "cli/progress.h"
#include "cli/scan_options.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTION("full", '\0', NULL, OPTION_FLAG, full, "read everything, not only what changed"),
    OPTIONS_OF_SCAN,
    OPTION("keep", '\0', "DAYS", OPTION_NUMBER, keep_days,
           "remove older snapshots, but not the newest whole one"),
    OPTIONS_END,
};

static int report_result(const char *verb, const struct delegaudit_scan_result *result)
{
    message_print(verb,
                  "snapshot %" PRId64 ": %" PRIu64 " accounts, %" PRIu64 " groups, %" PRIu64
                  " objects from %s%s%s",
                  result->snapshot, result->accounts, result->groups, result->objects,
                  result->source, result->whole ? "" : "; not read: ", result->shortfall);
    return result->whole ? EXIT_FINE : EXIT_INCOMPLETE;
}

static int run(const struct arguments *arguments)
{
    const char **files CLEANUP(cleanup_free) = NULL;
    struct progress progress = {.verb = arguments->verb};
    struct delegaudit_scan_options scan;
    struct delegaudit_scan_result result = {0};
    struct error error = {0};

    if (!scan_options_set(&scan, arguments, &files, &error))
        return message_error(arguments->verb, &error);
    scan.keep_days = arguments->keep_days;
    scan.progress_context = &progress;
    scan.progress = progress_report;

    char *path CLEANUP(cleanup_free) = NULL;
    bool done = database_path(&path, arguments, DELEGAUDIT_CREATE, &error) &&
                delegaudit_scan(path, &scan, &result, &error);

    progress_end(&progress);
    return done ? report_result(arguments->verb, &result) : message_error(arguments->verb, &error);
}

const struct command command_scan = {
    .name = "scan",
    .operands = "(URI | --ldif FILE...)",
    .summary = "Read a directory, or LDIF files, into a new snapshot",
    .options = options,
    .run = run,
};
