// SPDX-License-Identifier: Apache-2.0
// delegaudit import: client configurations into the database, each file for itself.
#include <inttypes.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTION("host", '\0', "HOST", OPTION_TEXT, host, "the host of files that name none"),
    OPTIONS_END,
};

static void report_file(const char *verb, const char *file,
                        const struct delegaudit_import_result *result)
{
    message_print(verb, "%s: %s, %" PRIu64 " records%s", file, result->format, result->records,
                  result->unchanged ? ", imported before" : "");
}

// What the next file cannot help: the database, the disk, this program.
static bool concerns_all(const struct error *error)
{
    return error->status != STATUS_FORMAT && error->status != STATUS_SYSTEM &&
           error->status != STATUS_CONFIG;
}

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct error error = {0};
    bool incomplete = false;

    if (!arguments->operand_count)
        return message_usage(arguments->verb, "no file is given");
    if (!database_open(&session, arguments, DELEGAUDIT_CREATE, &error))
        return message_error(arguments->verb, &error);
    for (size_t i = 0; i < arguments->operand_count; i++) {
        struct delegaudit_import_result result = {0};
        const char *file = arguments->operands[i];

        if (delegaudit_import(session, file, arguments->host, &result, &error)) {
            report_file(arguments->verb, file, &result);
            continue;
        }
        incomplete = true;

        int code = message_error(arguments->verb, &error);

        if (concerns_all(&error))
            return code;
        error_clear(&error);
    }
    return incomplete ? EXIT_INCOMPLETE : EXIT_FINE;
}

const struct command command_import = {
    .name = "import",
    .operands = "FILE...",
    .summary = "Import how clients ask for impersonation; the format is found out",
    .options = options,
    .run = run,
};
