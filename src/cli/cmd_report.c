// SPDX-License-Identifier: Apache-2.0
// delegaudit report: one named report.
#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/report_name.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTION_ALL("show the rows that the report leaves out otherwise"),
    OPTIONS_OF_OUTPUT,
    OPTIONS_END,
};

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_output sink;
    struct error error = {0};

    if (arguments->operand_count != 1)
        return message_usage(arguments->verb,
                             "give the name of one report; 'delegaudit query' lists them");
    if (!report_name_check(arguments->operands[0], &error) ||
        !output_open(&output, &sink, arguments, &error) ||
        !database_open(&session, arguments, DELEGAUDIT_READ, &error) ||
        !delegaudit_report(session, arguments->operands[0], arguments->all, &sink, NULL, &error) ||
        !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    return EXIT_FINE;
}

const struct command command_report = {
    .name = "report",
    .operands = "NAME",
    .summary = "Print a named report",
    .options = options,
    .run = run,
};
