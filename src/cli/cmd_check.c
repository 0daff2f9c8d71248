// SPDX-License-Identifier: Apache-2.0
// delegaudit check: judge every request, show those that fail or may fail.
#include <inttypes.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/threshold.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTION_ALL("show the requests that work or need no delegation too"),
    OPTION("fail-on", '\0', "VERDICT", OPTION_TEXT, fail_on,
           "exit with 2 from this verdict up (default: likely-fail)"),
    OPTIONS_OF_OUTPUT,
    OPTIONS_END,
};

static const char report_name[] = "check";

static void report_counts(const char *verb, const struct delegaudit_check_result *result)
{
    struct text counts CLEANUP(text_clear) = {0};

    for (unsigned i = 0; i < VERDICT_COUNT; i++)
        text_printf(&counts, "%s%" PRIu64 " %s", i ? ", " : "", result->verdicts[i],
                    delegaudit_verdict_word(i));
    if (result->has_snapshot)
        message_print(verb, "%s: %s", result->snapshot, counts.data);
    else
        message_print(verb, "no snapshot, so nothing of the directory is known: %s", counts.data);
}

static int exit_code(const struct delegaudit_check_result *result, uint64_t findings)
{
    if (!result->has_snapshot || !result->whole)
        return EXIT_INCOMPLETE;
    return findings ? EXIT_FINDINGS : EXIT_FINE;
}

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_check_result result = {0};
    struct delegaudit_output sink;
    struct error error = {0};
    unsigned threshold;

    if (!threshold_set(&threshold, arguments, &error) ||
        !output_open(&output, &sink, arguments, &error) ||
        !database_open(&session, arguments, DELEGAUDIT_WRITE, &error) ||
        !delegaudit_check(session, &result, &error) ||
        !delegaudit_report(session, report_name, arguments->all, &sink, NULL, &error) ||
        !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    report_counts(arguments->verb, &result);

    uint64_t findings = threshold_count(result.verdicts, threshold);

    if (findings)
        message_print(arguments->verb, "%" PRIu64 " at %s or worse", findings,
                      delegaudit_verdict_word(threshold));
    return exit_code(&result, findings);
}

const struct command command_check = {
    .name = "check",
    .operands = "",
    .summary = "Judge every request and show those that will or may fail",
    .options = options,
    .run = run,
};
