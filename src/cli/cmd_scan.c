// SPDX-License-Identifier: Apache-2.0
// delegaudit scan: a directory or LDIF files into a new snapshot.
#include <inttypes.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "cli/command.h"
#include "cli/database.h"
#include "cli/message.h"
#include "cli/progress.h"

static const struct option_spec options[] = {
    OPTION_DB,
    OPTION("full", '\0', NULL, OPTION_FLAG, full, "read everything, not only what changed"),
    OPTION("ldif", '\0', "FILE", OPTION_LIST, ldif_files,
           "read LDIF files instead; the operands are more of them"),
    OPTION("auth", '\0', "HOW", OPTION_TEXT, auth, "kerberos (default), simple or external"),
    OPTION("bind-dn", '\0', "WHO", OPTION_TEXT, bind_dn, "simple: who binds"),
    OPTION("bind-password-file", '\0', "FILE", OPTION_TEXT, bind_password_file,
           "simple: the password is the first line of FILE"),
    OPTION("starttls", '\0', NULL, OPTION_FLAG, starttls, "switch an ldap:// connection to TLS"),
    OPTION("ca-file", '\0', "FILE", OPTION_TEXT, ca_file, "trust the authorities in FILE (PEM)"),
    OPTION("page-size", '\0', "N", OPTION_NUMBER, page_size, "objects a page (default: 1000)"),
    OPTION("timeout", '\0', "SECONDS", OPTION_NUMBER, timeout_seconds,
           "how long to wait for the server at each step (default: 120)"),
    OPTIONS_END,
};

static bool set_auth(struct delegaudit_scan_options *scan, const struct arguments *arguments,
                     struct error *error)
{
    static const char *const words[] = {
        [DELEGAUDIT_KERBEROS] = "kerberos",
        [DELEGAUDIT_SIMPLE] = "simple",
        [DELEGAUDIT_EXTERNAL] = "external",
    };
    const char *word = arguments->auth ? arguments->auth : "kerberos";
    size_t count = sizeof words / sizeof *words, i = 0;

    while (i < count && strcmp(words[i], word) != 0)
        i++;
    if (i == count)
        return error_set(error, STATUS_USAGE,
                         "option '--auth': '%s' is none of kerberos, simple, external", word);
    scan->auth = (enum delegaudit_auth)i;

    bool credentials = arguments->bind_dn && arguments->bind_password_file;

    if (scan->auth == DELEGAUDIT_SIMPLE && !credentials)
        return error_set(error, STATUS_USAGE,
                         "--auth simple needs --bind-dn and --bind-password-file");
    if (scan->auth != DELEGAUDIT_SIMPLE && (arguments->bind_dn || arguments->bind_password_file))
        return error_set(error, STATUS_USAGE,
                         "--bind-dn and --bind-password-file need --auth simple");
    return true;
}

static bool set_uri(struct delegaudit_scan_options *scan, const struct arguments *arguments,
                    struct error *error)
{
    if (arguments->operand_count != 1)
        return error_set(error, STATUS_USAGE,
                         "give one URI such as ldap://dc1.corp.example, or "
                         "LDIF files with --ldif");
    scan->uri = arguments->operands[0];
    if (!strstr(scan->uri, "://"))
        return error_set(error, STATUS_USAGE,
                         "'%s' is no URI: write ldap://HOST, ldaps://HOST, "
                         "or --ldif before a file",
                         scan->uri);
    return set_auth(scan, arguments, error);
}

// `files` is owned by the caller and has room for all of them.
static bool set_ldif(struct delegaudit_scan_options *scan, const struct arguments *arguments,
                     const char **files, struct error *error)
{
    if (arguments->auth || arguments->bind_dn || arguments->bind_password_file ||
        arguments->ca_file || arguments->starttls)
        return error_set(error, STATUS_USAGE,
                         "--ldif connects to no server: leave out --auth, "
                         "--bind-..., --ca-file and --starttls");
    for (size_t i = 0; i < arguments->ldif_files.count; i++)
        files[scan->ldif_count++] = arguments->ldif_files.items[i];
    for (size_t i = 0; i < arguments->operand_count; i++) {
        if (strstr(arguments->operands[i], "://"))
            return error_set(error, STATUS_USAGE, "give either a URI or --ldif, not both");
        files[scan->ldif_count++] = arguments->operands[i];
    }
    scan->ldif_files = files;
    return true;
}

static int report_result(const char *verb, const struct delegaudit_scan_result *result)
{
    message_print(verb,
                  "snapshot %" PRId64 ": %" PRIu64 " accounts, %" PRIu64 " groups, %" PRIu64
                  " objects from %s%s%s",
                  result->snapshot, result->accounts, result->groups, result->objects,
                  result->source, result->whole ? "" : "; not read: ", result->shortfall);
    return result->whole ? EXIT_FINE : EXIT_INCOMPLETE;
}

static int run(const struct arguments *arguments)
{
    size_t file_count = arguments->ldif_files.count + arguments->operand_count;
    const char **files CLEANUP(cleanup_free) = memory_calloc(file_count, sizeof *files);
    struct progress progress = {.verb = arguments->verb};
    struct delegaudit_scan_result result = {0};
    struct error error = {0};
    struct delegaudit_scan_options scan = {
        .bind_dn = arguments->bind_dn,
        .bind_password_file = arguments->bind_password_file,
        .ca_file = arguments->ca_file,
        .starttls = arguments->starttls,
        .page_size = arguments->page_size,
        .timeout_seconds = arguments->timeout_seconds,
        .progress_context = &progress,
        .progress = progress_report,
    };

    if (!(arguments->ldif_files.count ? set_ldif(&scan, arguments, files, &error)
                                      : set_uri(&scan, arguments, &error)))
        return message_error(arguments->verb, &error);

    char *path CLEANUP(cleanup_free) = NULL;
    bool done = database_path(&path, arguments, DELEGAUDIT_CREATE, &error) &&
                delegaudit_scan(path, &scan, &result, &error);

    progress_end(&progress);
    return done ? report_result(arguments->verb, &result) : message_error(arguments->verb, &error);
}

const struct command command_scan = {
    .name = "scan",
    .operands = "(URI | --ldif FILE...)",
    .summary = "Read a directory, or LDIF files, into a new snapshot",
    .options = options,
    .run = run,
};
