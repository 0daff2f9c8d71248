// SPDX-License-Identifier: Apache-2.0
// delegaudit export-inventory: what is stored of inventories, as files that an import reads.
#include <inttypes.h>
#include <string.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"
#include "cli/output.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTION("hosts", '\0', NULL, OPTION_FLAG, hosts, "write host facts instead"),
    OPTION("format", '\0', "FORMAT", OPTION_TEXT, format, "csv (default) or jsonl"),
    OPTION("output", 'o', "FILE", OPTION_TEXT, output_file,
           "replace FILE when all is written; - is standard output"),
    OPTIONS_END,
};

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct delegaudit_output sink;
    struct error error = {0};
    uint64_t rows = 0;

    if (arguments->hosts && arguments->format && strcmp(arguments->format, "csv") != 0)
        return message_usage(arguments->verb, "host facts are written as csv alone, the only form "
                                              "that an import reads them in");
    if (!output_open_as(&output, &sink, arguments, delegaudit_export_format_name, &error) ||
        !database_open(&session, arguments, DELEGAUDIT_READ, &error) ||
        !delegaudit_export(session,
                           arguments->hosts ? DELEGAUDIT_EXPORT_HOSTS : DELEGAUDIT_EXPORT_INVENTORY,
                           &sink, &rows, &error) ||
        !output_finish(&output, &error))
        return output_error(&output, arguments->verb, &error);
    message_print(arguments->verb, "%" PRIu64 " %s", rows,
                  arguments->hosts ? "hosts" : "rows of the inventory");
    return EXIT_FINE;
}

const struct command command_export_inventory = {
    .name = "export-inventory",
    .operands = "",
    .summary = "Write what is stored of inventories, to be imported again",
    .options = options,
    .run = run,
};
