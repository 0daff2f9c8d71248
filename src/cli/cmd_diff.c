// SPDX-License-Identifier: Apache-2.0
// delegaudit diff: what is different between two whole snapshots.
#include <inttypes.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"
#include "cli/output.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTIONS_OF_OUTPUT,
    OPTIONS_END,
};

static void print_note(void *context, const char *text)
{
    message_print(context, "%s", text);
}

static void report_counts(const char *verb, const struct delegaudit_diff_result *result)
{
    struct text counts CLEANUP(text_clear) = {0};
    const char *outcome;

    for (unsigned i = 1; result->judged && (outcome = delegaudit_diff_outcome(i)) != NULL; i++)
        text_printf(&counts, "%s%" PRIu64 " %s", i > 1 ? ", " : "requests: ", result->outcomes[i],
                    outcome);
    message_print(verb,
                  "snapshot %" PRId64 " to %" PRId64 ": %s%schanges of domains: %" PRIu64
                  ", of trusts: %" PRIu64 ", of accounts: %" PRIu64,
                  result->earlier, result->later, counts.size ? counts.data : "",
                  counts.size ? "; " : "", result->domains, result->trusts, result->accounts);
}

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_diff_result result = {0};
    struct delegaudit_output sink;
    struct error error = {0};
    const struct delegaudit_diff_options diff = {
        .from = arguments->operand_count > 0 ? arguments->operands[0] : NULL,
        .to = arguments->operand_count > 1 ? arguments->operands[1] : NULL,
        .note_context = (void *)(uintptr_t)arguments->verb,
        .note = print_note,
    };

    if (arguments->operand_count > 2)
        return message_usage(arguments->verb, "give FROM and TO at most");
    if (!output_open(&output, &sink, arguments, &error) ||
        !database_open(&session, arguments, DELEGAUDIT_READ, &error) ||
        !delegaudit_diff(session, &diff, &sink, &result, &error) || !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    report_counts(arguments->verb, &result);
    return result.judged ? EXIT_FINE : EXIT_INCOMPLETE;
}

const struct command command_diff = {
    .name = "diff",
    .operands = "[FROM [TO]]",
    .summary = "Show what is different between two snapshots",
    .options = options,
    .run = run,
};
