// SPDX-License-Identifier: Apache-2.0
// delegaudit rules: the catalogue of conditions, as they are built in.
#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/output.h"

static const struct option_spec options[] = {
    OPTIONS_OF_OUTPUT,
    OPTIONS_END,
};

static int run(const struct arguments *arguments)
{
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_output sink;
    struct error error = {0};

    if (!output_open(&output, &sink, arguments, &error) || !delegaudit_rules(&sink, &error) ||
        !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    return EXIT_FINE;
}

const struct command command_rules = {
    .name = "rules",
    .operands = "",
    .summary = "List the rules that verdicts come from",
    .options = options,
    .run = run,
};
