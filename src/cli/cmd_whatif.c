// SPDX-License-Identifier: Apache-2.0
// delegaudit whatif: which verdicts would change if something were set otherwise.
#include <inttypes.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"
#include "cli/nearest.h"
#include "cli/output.h"
#include "cli/threshold.h"

enum { WORDS_MAX = 32 };

static const struct option_spec options[] = {
    OPTION_DB,
    OPTION("set", '\0', "WHAT=VALUE", OPTION_LIST, settings,
           "what would be otherwise, such as account:CORP\\anna:sensitive=on"),
    OPTION("accounts-of", '\0', "GROUP", OPTION_LIST, groups,
           "where a setting says * for the account: each member of GROUP"),
    OPTION("accounts-from", '\0', "FILE", OPTION_LIST, account_files,
           "the same: each account that FILE names, one a line"),
    OPTION_ALL("show requests too whose verdict stays and rests on something else"),
    OPTION("fail-on", '\0', "VERDICT", OPTION_TEXT, fail_on,
           "exit with 2 if a request falls to this verdict or a worse one (default: likely-fail)"),
    OPTIONS_OF_OUTPUT,
    OPTIONS_END,
};

// Adds what the word was meant to be, or what it could be.
static bool suggest(const struct delegaudit_whatif_fault *fault, struct error *error)
{
    struct text known CLEANUP(text_clear) = {0};
    const char *words[WORDS_MAX], *word;
    size_t count = 0;
    struct error former = *error;

    while (count < WORDS_MAX &&
           (word = delegaudit_whatif_word(fault->part, (unsigned)count)) != NULL) {
        text_printf(&known, "%s%s", count ? ", " : "", word);
        words[count++] = word;
    }

    const char *near = nearest_word(fault->word, words, count);

    if (near)
        return error_set(error, former.status, "option '--set': %s: did you mean '%s'?",
                         former.message, near);
    if (count)
        return error_set(error, former.status, "option '--set': %s: use one of %s", former.message,
                         known.data);
    return error_wrap(error, "option '--set'");
}

static bool check_settings(const struct arguments *arguments, struct error *error)
{
    struct delegaudit_whatif_fault fault;

    if (!arguments->settings.count)
        return error_set(error, STATUS_USAGE, "give one --set WHAT=VALUE at least");
    for (size_t i = 0; i < arguments->settings.count; i++)
        if (!delegaudit_whatif_is_setting(arguments->settings.items[i], &fault, error))
            return suggest(&fault, error);
    return true;
}

static void print_note(void *context, const char *text)
{
    message_print(context, "%s", text);
}

static bool judge(struct delegaudit *session, const struct arguments *arguments,
                  const struct delegaudit_output *sink, struct delegaudit_whatif_result *result,
                  struct error *error)
{
    const struct delegaudit_whatif_options whatif = {
        .settings = arguments->settings.items,
        .setting_count = arguments->settings.count,
        .groups = arguments->groups.items,
        .group_count = arguments->groups.count,
        .files = arguments->account_files.items,
        .file_count = arguments->account_files.count,
        .all = arguments->all,
        .note_context = (void *)(uintptr_t)arguments->verb,
        .note = print_note,
    };

    return delegaudit_whatif(session, &whatif, sink, result, error);
}

static void report_counts(const char *verb, const struct delegaudit_whatif_result *result)
{
    message_print(verb,
                  "%s: %" PRIu64 " values set otherwise, requests: %" PRIu64 " worse, %" PRIu64
                  " new, %" PRIu64 " better, %" PRIu64 " other, %" PRIu64 " gone",
                  result->has_snapshot ? result->snapshot : "no snapshot", result->changed,
                  result->worse, result->fresh, result->better, result->other, result->gone);
}

static int exit_code(const struct delegaudit_whatif_result *result, uint64_t findings)
{
    if (!result->has_snapshot || !result->whole)
        return EXIT_INCOMPLETE;
    return findings ? EXIT_FINDINGS : EXIT_FINE;
}

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_whatif_result result = {0};
    struct delegaudit_output sink;
    struct error error = {0};
    unsigned threshold;

    if (!check_settings(arguments, &error) || !threshold_set(&threshold, arguments, &error) ||
        !output_open(&output, &sink, arguments, &error) ||
        !database_open(&session, arguments, DELEGAUDIT_READ, &error) ||
        !judge(session, arguments, &sink, &result, &error) || !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    report_counts(arguments->verb, &result);

    uint64_t findings = threshold_count(result.became, threshold);

    if (findings)
        message_print(arguments->verb, "%" PRIu64 " would be at %s or worse", findings,
                      delegaudit_verdict_word(threshold));
    return exit_code(&result, findings);
}

const struct command command_whatif = {
    .name = "whatif",
    .operands = "",
    .summary = "Show which verdicts would change if something were set otherwise",
    .options = options,
    .run = run,
};
