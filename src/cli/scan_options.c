// SPDX-License-Identifier: Apache-2.0
// Options and operands to what the library takes.
#include "cli/scan_options.h"

#include <string.h>

#include "base/memory.h"

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

bool scan_options_set(struct delegaudit_scan_options *scan, const struct arguments *arguments,
                      const char ***files, struct error *error)
{
    size_t file_count = arguments->ldif_files.count + arguments->operand_count;

    *scan = (struct delegaudit_scan_options){
        .bind_dn = arguments->bind_dn,
        .bind_password_file = arguments->bind_password_file,
        .ca_file = arguments->ca_file,
        .starttls = arguments->starttls,
        .page_size = arguments->page_size,
        .timeout_seconds = arguments->timeout_seconds,
    };
    *files = memory_calloc(file_count, sizeof **files);
    return arguments->ldif_files.count ? set_ldif(scan, arguments, *files, error)
                                       : set_uri(scan, arguments, error);
}
