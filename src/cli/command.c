// SPDX-License-Identifier: Apache-2.0
// What all subcommands have in common: parse, help, run.
#include "cli/command.h"

#include "base/cleanup.h"
#include "cli/message.h"
#include "cli/output.h"

int command_help(const struct command *command)
{
    struct text text CLEANUP(text_clear) = {0};

    text_printf(&text, "usage: delegaudit %s [OPTION...]%s%s\n\n%s.\n\n", command->name,
                *command->operands ? " " : "", command->operands, command->summary);
    options_usage(&text, command->options);
    return output_text(command->name, text_view(&text));
}

int command_run(const struct command *command, int argc, char **argv)
{
    struct arguments arguments CLEANUP(options_clear) = {0};
    struct error error = {0};

    if (!options_parse(&arguments, command->options, argc, argv, &error))
        return message_error(command->name, &error);
    if (arguments.help)
        return command_help(command);
    if (!*command->operands && arguments.operand_count)
        return message_usage(command->name, "unexpected '%s'", arguments.operands[0]);
    return command->run(&arguments);
}
