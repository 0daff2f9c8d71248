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
    OPTION("new-only", '\0', NULL, OPTION_FLAG, new_only,
           "show and count only what the whole snapshot before did not have"),
    OPTION("suppressions", '\0', "FILE", OPTION_TEXT, suppressions,
           "findings that FILE suppresses are marked and do not count"),
    OPTION("max-import-age", '\0', "DAYS", OPTION_NUMBER, max_import_age_days,
           "have verdicts say where they rest on an older import"),
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

static void print_note(void *context, const char *text)
{
    message_print(context, "%s", text);
}

static bool judge(struct delegaudit *session, const struct arguments *arguments,
                  const struct delegaudit_output *sink, struct delegaudit_check_result *result,
                  struct error *error)
{
    const struct delegaudit_check_options check = {
        .suppressions = arguments->suppressions,
        .max_import_age_days = arguments->max_import_age_days,
        .note_context = (void *)(uintptr_t)arguments->verb,
        .note = print_note,
    };

    if (!delegaudit_check(session, &check, result, error))
        return false;
    return arguments->new_only
               ? delegaudit_new_findings(session, sink, NULL, error)
               : delegaudit_report(session, report_name, arguments->all, sink, NULL, error);
}

static void report_new(const char *verb, const struct delegaudit_check_result *result)
{
    if (result->former)
        message_print(verb, "new is what snapshot %" PRId64 " did not have", result->former);
    else
        message_print(verb, "no whole snapshot was judged before: every finding is new");
}

// Returns: how many findings count.
static uint64_t report_findings(const struct arguments *arguments,
                                const struct delegaudit_check_result *result, unsigned threshold)
{
    const uint64_t *counted = arguments->new_only ? result->fresh : result->counted;
    uint64_t findings = threshold_count(counted, threshold);
    uint64_t suppressed =
        threshold_count(result->verdicts, threshold) - threshold_count(result->counted, threshold);

    if (suppressed)
        message_print(arguments->verb, "%" PRIu64 " at %s or worse are suppressed", suppressed,
                      delegaudit_verdict_word(threshold));
    if (arguments->new_only)
        report_new(arguments->verb, result);
    if (findings)
        message_print(arguments->verb, "%" PRIu64 "%s at %s or worse", findings,
                      arguments->new_only ? " new" : "", delegaudit_verdict_word(threshold));
    return findings;
}

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_check_result result = {0};
    struct delegaudit_output sink;
    struct error error = {0};
    unsigned threshold;

    if (arguments->all && arguments->new_only)
        return message_usage(arguments->verb, "give either --all or --new-only");
    if (!threshold_set(&threshold, arguments, &error) ||
        !output_open(&output, &sink, arguments, &error) ||
        !database_open(&session, arguments, DELEGAUDIT_WRITE, &error) ||
        !judge(session, arguments, &sink, &result, &error) || !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    report_counts(arguments->verb, &result);
    return exit_code(&result, report_findings(arguments, &result, threshold));
}

const struct command command_check = {
    .name = "check",
    .operands = "",
    .summary = "Judge every request and show those that will or may fail",
    .options = options,
    .run = run,
};
