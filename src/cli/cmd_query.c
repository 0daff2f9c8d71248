// SPDX-License-Identifier: Apache-2.0
// delegaudit query: a named report or a SELECT of one's own, read-only; alone, the list of names.
#include <string.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/report_name.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTION("sql", '\0', "SELECT", OPTION_TEXT, sql, "run one SELECT instead of a named report"),
    OPTION_ALL("show the rows that the report leaves out otherwise"),
    OPTIONS_OF_OUTPUT,
    OPTIONS_END,
};

static int list_names(const char *verb)
{
    struct text list CLEANUP(text_clear) = {0};
    size_t widest = 0;

    for (unsigned i = 0; delegaudit_report_name(i); i++) {
        size_t width = strlen(delegaudit_report_name(i));

        widest = width > widest ? width : widest;
    }
    for (unsigned i = 0; delegaudit_report_name(i); i++)
        text_printf(&list, "%-*s  %s\n", (int)widest, delegaudit_report_name(i),
                    delegaudit_report_title(i));
    return output_text(verb, text_view(&list));
}

static bool print_result(struct delegaudit *session, const struct arguments *arguments,
                         const struct delegaudit_output *sink, struct error *error)
{
    if (arguments->sql)
        return delegaudit_query(session, arguments->sql, sink, NULL, error);
    return delegaudit_report(session, arguments->operands[0], arguments->all, sink, NULL, error);
}

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_output sink;
    struct error error = {0};

    if (arguments->operand_count + (arguments->sql != NULL) > 1)
        return message_usage(arguments->verb, "give one NAME or one --sql SELECT");
    if (!arguments->operand_count && !arguments->sql)
        return list_names(arguments->verb);
    if ((!arguments->sql && !report_name_check(arguments->operands[0], &error)) ||
        !output_open(&output, &sink, arguments, &error) ||
        !database_open(&session, arguments, DELEGAUDIT_READ, &error) ||
        !print_result(session, arguments, &sink, &error) || !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    return EXIT_FINE;
}

const struct command command_query = {
    .name = "query",
    .operands = "[NAME | --sql SELECT]",
    .summary = "Ask the database, read-only; without operands list the named reports",
    .options = options,
    .run = run,
};
