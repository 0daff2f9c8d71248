// SPDX-License-Identifier: Apache-2.0
// argv in, exit code out: the table of subcommands, and the choice of one.
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/message.h"
#include "cli/nearest.h"
#include "cli/output.h"
#include "cli/progress.h"

static const struct command *const commands[] = {
    &command_scan,   &command_import,           &command_check, &command_explain,
    &command_whatif, &command_verify,           &command_diff,  &command_report,
    &command_query,  &command_snapshots,        &command_rules, &command_run_night,
    &command_doctor, &command_export_inventory,
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void append_help(struct text *out)
{
    text_append_string(out, "usage: delegaudit COMMAND [OPTION...] [OPERAND...]\n\n"
                            "Predict which delegate-level COM, DCOM and COM+ requests fail in "
                            "Active Directory.\n\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        text_printf(out, "  %-18s%s\n", commands[i]->name, commands[i]->summary);
    text_append_string(out, "  help              Explain a command: delegaudit help COMMAND\n\n"
                            "exit codes: 0 nothing is predicted to fail, 1 error, 2 something "
                            "is, 3 not everything\ncould be read, 64 wrong usage\n");
}

static int refuse(const char *word)
{
    const char *names[COMMAND_COUNT + 1];

    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i]->name;
    names[COMMAND_COUNT] = "help";

    const char *near = nearest_word(word, names, COMMAND_COUNT + 1);

    if (*word == '-')
        return message_usage(NULL, "'%s' stands before the command: options come behind it", word);
    if (near)
        return message_usage(NULL, "command '%s' is unknown: did you mean '%s'?", word, near);
    return message_usage(NULL, "command '%s' is unknown", word);
}

static const struct command *find(const char *word)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i]->name, word) == 0)
            return commands[i];
    return NULL;
}

static int help(int argc, char **argv)
{
    struct text text CLEANUP(text_clear) = {0};

    if (argc > 1)
        return find(argv[1]) ? command_help(find(argv[1])) : refuse(argv[1]);
    append_help(&text);
    return output_text(NULL, text_view(&text));
}

static int version(void)
{
    struct text text CLEANUP(text_clear) = {0};

    text_printf(&text, "delegaudit %s\n", delegaudit_version());
    return output_text(NULL, text_view(&text));
}

static int dispatch(int argc, char **argv)
{
    if (!argc)
        return message_usage(NULL, "no command is given");

    const struct command *command = find(argv[0]);

    if (command)
        return command_run(command, argc, argv);
    if (strcmp(argv[0], "help") == 0 || strcmp(argv[0], "--help") == 0 ||
        strcmp(argv[0], "-h") == 0)
        return help(argc, argv);
    if (strcmp(argv[0], "--version") == 0)
        return version();
    return refuse(argv[0]);
}

// A closed standard descriptor would be given to the next file that is opened, and results would
// land in it. Opened the wrong way round, it stays an error to use.
static void hold_standard_descriptors(void)
{
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; number++)
        if (fcntl(number, F_GETFD) < 0)
            (void)open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
    hold_standard_descriptors();
    signal(SIGPIPE, SIG_IGN); // a closed pipe is a write that fails
    signal(SIGXFSZ, SIG_IGN); // and so is a file that may not grow (RLIMIT_FSIZE)
    progress_listen();
    return dispatch(argc - 1, argv + 1);
}
