// SPDX-License-Identifier: Apache-2.0
// delegaudit rules: the catalogue of conditions, as they are built in.
#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/message.h"
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

    if (arguments->operand_count > 1)
        return message_usage(arguments->verb, "give one rule or reason");
    if (!output_open(&output, &sink, arguments, &error) ||
        !delegaudit_rules(arguments->operand_count ? arguments->operands[0] : NULL, &sink,
                          &error) ||
        !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    return EXIT_FINE;
}

const struct command command_rules = {
    .name = "rules",
    .operands = "[RULE | REASON]",
    .summary = "List the rules that verdicts come from, or tell all of one",
    .options = options,
    .run = run,
};
