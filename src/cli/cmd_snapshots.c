// SPDX-License-Identifier: Apache-2.0
// delegaudit snapshots: what was scanned when, and whether it was whole.
#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/output.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTIONS_OF_OUTPUT,
    OPTIONS_END,
};

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_output sink;
    struct error error = {0};

    if (!output_open(&output, &sink, arguments, &error) ||
        !database_open(&session, arguments, DELEGAUDIT_READ, &error) ||
        !delegaudit_report(session, "snapshots", true, &sink, NULL, &error) ||
        !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    return EXIT_FINE;
}

const struct command command_snapshots = {
    .name = "snapshots",
    .operands = "",
    .summary = "List the snapshots in the database",
    .options = options,
    .run = run,
};
