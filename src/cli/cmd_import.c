// SPDX-License-Identifier: Apache-2.0
// delegaudit import: client configurations into the database, each file for itself.
#include <inttypes.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"
#include "base/walk.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTION("host", '\0', "HOST", OPTION_TEXT, host, "the host of files that name none"),
    OPTIONS_END,
};

enum { CHANGES_SHOWN = 20 };

struct import {
    const struct arguments *arguments;
    struct delegaudit *session;
    uint64_t imported;  // files, also those that were known
    unsigned shown;     // changes of this file
    bool is_incomplete; // a file was not read
    int code;           // what makes the others pointless; 0: nothing
};

static void show_change(void *context, const char *sentence)
{
    struct import *import = context;

    if (import->shown++ < CHANGES_SHOWN)
        message_print(import->arguments->verb, "%s", sentence);
}

static void report_file(struct import *import, const char *file,
                        const struct delegaudit_import_result *result)
{
    const char *verb = import->arguments->verb;

    import->imported++;
    if (result->changes > CHANGES_SHOWN)
        message_print(verb, "and %" PRIu64 " further changes", result->changes - CHANGES_SHOWN);
    if (result->unchanged)
        message_print(verb, "%s: %s, %" PRIu64 " records, imported before", file, result->format,
                      result->records);
    else if (result->changes)
        message_print(verb, "%s: %s, %" PRIu64 " records, %" PRIu64 " changes", file,
                      result->format, result->records, result->changes);
    else
        message_print(verb, "%s: %s, %" PRIu64 " records", file, result->format, result->records);
}

// What the next file cannot help: the database, the disk, this program.
static bool concerns_all(const struct error *error)
{
    return error->status != STATUS_FORMAT && error->status != STATUS_SYSTEM &&
           error->status != STATUS_CONFIG;
}

static bool fail(struct import *import, struct error *error)
{
    int code = message_error(import->arguments->verb, error);

    import->is_incomplete = true;
    if (concerns_all(error))
        import->code = code;
    error_clear(error);
    return !import->code;
}

// False ends everything.
static bool take_file(struct import *import, const char *file, bool may_be_foreign)
{
    struct delegaudit_import_result result = {0};
    struct delegaudit_import_watch watch = {import, show_change};
    struct error error = {0};

    import->shown = 0;
    if (delegaudit_import(import->session, file, import->arguments->host, &watch, &result,
                          &error)) {
        report_file(import, file, &result);
        return true;
    }
    if (!result.is_foreign || !may_be_foreign)
        return fail(import, &error);
    message_print(import->arguments->verb, "%s: left out, no client file", file);
    return true;
}

static bool take_found(void *context, const char *file)
{
    return take_file(context, file, true);
}

static bool take_directory(struct import *import, const char *path)
{
    uint64_t before = import->imported;
    bool was_incomplete = import->is_incomplete;
    struct error error = {0};

    import->is_incomplete = false;
    if (!walk_files(path, take_found, import, &error) && error.status)
        fail(import, &error);
    if (!import->code && !import->is_incomplete && import->imported == before) {
        error_set(&error, STATUS_FORMAT, "%s: found no client file in it", path);
        fail(import, &error);
    }
    import->is_incomplete |= was_incomplete;
    return !import->code;
}

static int run(const struct arguments *arguments)
{
    struct delegaudit *session CLEANUP(database_close) = NULL;
    struct error error = {0};

    if (!arguments->operand_count)
        return message_usage(arguments->verb, "no file is given");
    if (!database_open(&session, arguments, DELEGAUDIT_CREATE, &error))
        return message_error(arguments->verb, &error);

    struct import import = {.arguments = arguments, .session = session};

    for (size_t i = 0; i < arguments->operand_count && !import.code; i++) {
        const char *path = arguments->operands[i];

        if (walk_is_directory(path))
            take_directory(&import, path);
        else
            take_file(&import, path, false);
    }
    if (import.code)
        return import.code;
    return import.is_incomplete ? EXIT_INCOMPLETE : EXIT_FINE;
}

const struct command command_import = {
    .name = "import",
    .operands = "FILE|DIRECTORY...",
    .summary = "Import how clients ask for impersonation; the format is found out",
    .options = options,
    .run = run,
};
