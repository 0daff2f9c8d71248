// SPDX-License-Identifier: Apache-2.0
// delegaudit verify: what the KDC itself says to one request, beside what was predicted.
#include <inttypes.h>

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
    OPTION("list", '\0', NULL, OPTION_FLAG, list, "show what would be asked, and send nothing"),
    OPTION("keytab", '\0', "FILE", OPTION_LIST, keytabs,
           "use the keys in FILE, of servers or clients"),
    OPTION("ccache", '\0', "FILE", OPTION_TEXT, ccache,
           "use the ticket in FILE (default: KRB5CCNAME)"),
    OPTION("kdc", '\0', "HOST", OPTION_TEXT, kdc,
           "ask this KDC (default: the domain controller that was scanned)"),
    OPTION("timeout", '\0', "SECONDS", OPTION_NUMBER, timeout_seconds,
           "how long to wait for each reply (default: 10)"),
    OPTIONS_OF_OUTPUT,
    OPTIONS_END,
};

static bool is_question(const struct arguments *arguments)
{
    return arguments->client || arguments->server || arguments->target;
}

static void print_note(void *context, const char *text)
{
    message_print(context, "%s", text);
}

static bool verify(struct delegaudit *session, const struct arguments *arguments,
                   const struct delegaudit_output *sink, struct delegaudit_verify_result *result,
                   struct error *error)
{
    const struct delegaudit_question question = {arguments->client, arguments->server,
                                                 arguments->target};
    const struct delegaudit_verify_options wanted = {
        .request = is_question(arguments) ? NULL : arguments->operands[0],
        .question = is_question(arguments) ? &question : NULL,
        .keytabs = arguments->keytabs.items,
        .keytab_count = arguments->keytabs.count,
        .ccache = arguments->ccache,
        .kdc = arguments->kdc,
        .timeout_seconds = arguments->timeout_seconds,
        .list = arguments->list,
        .note_context = (void *)(uintptr_t)arguments->verb,
        .note = print_note,
    };

    return delegaudit_verify(session, &wanted, sink, result, error);
}

static int report_result(const struct arguments *arguments,
                         const struct delegaudit_verify_result *result)
{
    if (arguments->list) {
        message_print(arguments->verb, "%s: nothing was sent", result->snapshot);
        return EXIT_FINE;
    }
    message_print(arguments->verb,
                  "%s, steps: %" PRIu64 " agree, %" PRIu64 " differ, %" PRIu64
                  " were not predicted, %" PRIu64 " were not proved",
                  result->snapshot, result->agreed, result->differ, result->undecided,
                  result->not_proved);
    if (!result->differ)
        return EXIT_FINE;
    message_print(arguments->verb, "where they differ, the directory may have changed since the "
                                   "scan: scan again, then verify again");
    return EXIT_FINDINGS;
}

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_verify_result result = {0};
    struct delegaudit_output sink;
    struct error error = {0};

    if (arguments->operand_count + is_question(arguments) != 1)
        return message_usage(arguments->verb, "give one REQUEST, or --client and --server instead");
    if (is_question(arguments) && (!arguments->client || !arguments->server))
        return message_usage(arguments->verb, "a question needs both --client and --server");
    if (!output_open(&output, &sink, arguments, &error) ||
        !database_open(&session, arguments, DELEGAUDIT_READ, &error) ||
        !verify(session, arguments, &sink, &result, &error) || !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    return report_result(arguments, &result);
}

const struct command command_verify = {
    .name = "verify",
    .operands = "(REQUEST | --client ACCOUNT --server SERVER [--target SPN])",
    .summary = "Ask the KDC itself, and show its answers beside the verdict's",
    .options = options,
    .run = run,
};
