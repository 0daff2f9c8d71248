// SPDX-License-Identifier: Apache-2.0
// What a subcommand is: one file, one row of the table in main.c.
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/options.h"

// The contract with scripts (delegaudit(1), EXIT STATUS).
enum exit_code {
    EXIT_FINE = 0,
    EXIT_ERROR = 1,
    EXIT_FINDINGS = 2,
    EXIT_INCOMPLETE = 3, // beats EXIT_FINDINGS
    EXIT_USAGE = 64,
};

struct command {
    const char *name;
    const char *operands; // as the usage line shows them
    const char *summary;
    const struct option_spec *options; // up to a row without a name; --help is added to them
    int (*run)(const struct arguments *arguments);
};

// Parses `argv` (argv[0] is the command's name) and runs. Returns: the exit code.
int command_run(const struct command *command, int argc, char **argv);

// Prints the command's help to standard output. Returns: the exit code.
int command_help(const struct command *command);

extern const struct command command_scan, command_import, command_check, command_explain,
    command_rules, command_report, command_query, command_snapshots, command_verify, command_whatif,
    command_diff, command_run_night, command_doctor, command_export_inventory;

#endif
