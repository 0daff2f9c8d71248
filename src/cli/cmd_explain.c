// SPDX-License-Identifier: Apache-2.0
// delegaudit explain: one request, step by step, or a call that nobody imported.
#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"
#include "cli/output.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTION("client", '\0', "ACCOUNT", OPTION_TEXT, client,
           "ask about a call of this account at delegate"),
    OPTION("server", '\0', "SERVER", OPTION_TEXT, server, "that goes to this SPN, host or account"),
    OPTION("target", '\0', "SPN", OPTION_TEXT, target, "and on to this back end"),
    OPTION("format", '\0', "FORMAT", OPTION_TEXT, format, "text (default) or json"),
    OPTION("output", 'o', "FILE", OPTION_TEXT, output_file,
           "replace FILE when all is written; - is standard output"),
    OPTIONS_END,
};

static bool is_question(const struct arguments *arguments)
{
    return arguments->client || arguments->server || arguments->target;
}

static bool explain(struct delegaudit *session, const struct arguments *arguments,
                    const struct delegaudit_output *sink, struct error *error)
{
    const struct delegaudit_question question = {arguments->client, arguments->server,
                                                 arguments->target};

    if (is_question(arguments))
        return delegaudit_explain_question(session, &question, sink, error);
    return delegaudit_explain(session, arguments->operands[0], sink, error);
}

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_output sink;
    struct error error = {0};

    if (arguments->operand_count + is_question(arguments) != 1)
        return message_usage(arguments->verb, "give one REQUEST, or --client and --server instead");
    if (is_question(arguments) && (!arguments->client || !arguments->server))
        return message_usage(arguments->verb, "a question needs both --client and --server");
    if (!output_open_as(&output, &sink, arguments, delegaudit_explain_format_name, &error) ||
        !database_open(&session, arguments, DELEGAUDIT_READ, &error) ||
        !explain(session, arguments, &sink, &error) || !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    return EXIT_FINE;
}

const struct command command_explain = {
    .name = "explain",
    .operands = "(REQUEST | --client ACCOUNT --server SERVER [--target SPN])",
    .summary = "Explain one request step by step, and what would mend it",
    .options = options,
    .run = run,
};
