// SPDX-License-Identifier: Apache-2.0
// The scan: a directory or LDIF files into one snapshot, whole or not at all.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/leftover.h"
#include "base/cleanup.h"
#include "base/memory.h"
#include "core/sink.h"
#include "core/vocab.h"
#include "delegaudit.h"
#include "directory/directory.h"
#include "import/import.h"
#include "store/observe.h"
#include "store/retention.h"
#include "store/store.h"

static void report_progress(void *context, uint64_t received, struct bytes naming_context)
{
    const struct delegaudit_scan_options *options = context;
    char what[256];

    if (!options->progress)
        return;
    snprintf(what, sizeof what, "%.*s", (int)naming_context.size,
             naming_context.data ? naming_context.data : "");
    options->progress(options->progress_context, received, what);
}

static bool collect_directory(const struct delegaudit_scan_options *options,
                              const struct sink *sink, struct error *error)
{
    static const enum dir_auth auths[] = {
        [DELEGAUDIT_KERBEROS] = DIR_AUTH_KERBEROS,
        [DELEGAUDIT_SIMPLE] = DIR_AUTH_SIMPLE,
        [DELEGAUDIT_EXTERNAL] = DIR_AUTH_EXTERNAL,
    };
    const struct dir_options directory = {
        .uri = options->uri,
        .auth = auths[options->auth],
        .bind_dn = options->bind_dn,
        .bind_password_file = options->bind_password_file,
        .ca_file = options->ca_file,
        .starttls = options->starttls,
        .page_size = options->page_size,
        .timeout_seconds = options->timeout_seconds,
    };
    const struct dir_progress progress = {(void *)(uintptr_t)options, report_progress};
    struct dir_connection *connection;

    if (!dir_open(&connection, &directory, error))
        return false;

    bool done = dir_collect(connection, sink, &progress, error);

    dir_close(connection);
    return done;
}

static bool collect(const struct delegaudit_scan_options *options, const struct sink *sink,
                    struct error *error)
{
    if (!options->ldif_count)
        return collect_directory(options, sink, error);
    for (size_t i = 0; i < options->ldif_count; i++)
        if (!import_ldif_file(options->ldif_files[i], sink, error))
            return false;
    return true;
}

// A snapshot of nothing must not take the place of the former one.
static bool check_content(const char *source, const struct observe_result *result,
                          struct error *error)
{
    return result->accounts || result->groups || result->rootdse ||
           error_set(error, STATUS_FORMAT,
                     "%s: found no account and no rootDSE, expected the export of a domain: "
                     "entries with objectClass and objectSid",
                     source);
}

static bool fill(struct store *store, const struct delegaudit_scan_options *options,
                 const char *source, struct observe_result *result, struct error *error)
{
    enum kdc_profile profile;

    if (options->kdc_profile && !kdc_profile_from_word(bytes_of(options->kdc_profile), &profile))
        return error_set(error, STATUS_USAGE, "KDC profile '%s' is unknown", options->kdc_profile);

    struct observation *observation = observe_begin(store, source, error);

    if (!observation)
        return false;
    if (options->kdc_profile)
        observe_override_kdc(observation, profile);

    struct sink sink = observe_sink(observation);
    bool done = collect(options, &sink, error) && observe_finish(observation, result, error) &&
                check_content(source, result, error) &&
                retention_prune(store, options->keep_days, error);

    observe_drop(observation);
    return done;
}

static bool scan_into(struct store *store, const struct delegaudit_scan_options *options,
                      const char *source, struct observe_result *result, struct error *error)
{
    if (!store_begin(store, error))
        return false;
    if (fill(store, options, source, result, error) && store_commit(store, error))
        return true;
    store_rollback(store);
    return false;
}

// The name is on the disk when its folder is.
static bool sync_folder(const char *path, struct error *error)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? memory_copy_string(path) : memory_copy_string(".");

    if (slash)
        folder[slash == path ? 1 : slash - path] = '\0';

    int descriptor CLEANUP(cleanup_descriptor) = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = descriptor >= 0 && fsync(descriptor) == 0;

    if (!done)
        error_set_errno(error, errno, "%s: cannot be brought to the disk", folder);
    free(folder);
    return done;
}

// Gives the finished file its name; a database that appeared meanwhile is never replaced.
static bool publish(const char *temporary, const char *path, struct error *error)
{
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return true;
    if (errno == EEXIST)
        return error_set(error, STATUS_STORE,
                         "%s: was made by another process meanwhile: scan again", path);
    // File systems without RENAME_NOREPLACE: a hard link refuses an existing name as well.
    if (link(temporary, path) == 0)
        return unlink(temporary) == 0 || error_set_errno(error, errno, "%s", temporary);
    return error_set_errno(error, errno, "%s: cannot be made", path);
}

static bool scan_fresh(const char *temporary, const char *path,
                       const struct delegaudit_scan_options *options, const char *source,
                       struct observe_result *result, struct error *error)
{
    struct store *store;

    if (!store_open(&store, temporary, STORE_FRESH, error))
        return false;

    bool done = scan_into(store, options, source, result, error) && store_seal(store, error);

    store_close(store);
    return done && publish(temporary, path, error) && sync_folder(path, error);
}

// The first scan fills a file that nobody else opens, which needs no journal.
static bool scan_new(const char *path, const struct delegaudit_scan_options *options,
                     const char *source, struct observe_result *result, struct error *error)
{
    struct text temporary CLEANUP(text_clear) = {0};

    leftover_name(&temporary, path);

    bool done = scan_fresh(temporary.data, path, options, source, result, error);

    leftover_remove(temporary.data);
    return done;
}

static bool scan_live(const char *path, enum store_mode mode,
                      const struct delegaudit_scan_options *options, const char *source,
                      struct observe_result *result, struct error *error)
{
    struct store *store;

    if (!store_open(&store, path, mode, error))
        return false;

    bool done = scan_into(store, options, source, result, error);

    store_close(store);
    return done;
}

// What the snapshot's row says it is of. Owned.
static char *describe_source(const struct delegaudit_scan_options *options)
{
    struct text text = {0};

    if (!options->ldif_count)
        return memory_copy_string(options->uri);
    for (size_t i = 0; i < options->ldif_count; i++) {
        if (i)
            text_append_string(&text, ", ");
        text_append_string(&text, options->ldif_files[i]);
    }
    return text.data;
}

// The log of a database that was removed without it would be taken for the new file's, and its
// pages for newer ones. SQLite itself removes it where it makes the database, behind its locks.
static bool scan_path(const char *path, const struct delegaudit_scan_options *options,
                      const char *source, struct observe_result *result, struct error *error)
{
    struct stat facts;

    leftover_remove_abandoned(path);
    if (stat(path, &facts) != 0 && lstat(path, &facts) == 0)
        return error_set(error, STATUS_STORE, "%s: is a link that leads to no file", path);
    if (stat(path, &facts) == 0)
        return scan_live(path, STORE_WRITE, options, source, result, error);
    if (leftover_has_journal(path))
        return scan_live(path, STORE_CREATE, options, source, result, error);
    return scan_new(path, options, source, result, error);
}

bool delegaudit_scan(const char *path, const struct delegaudit_scan_options *options,
                     struct delegaudit_scan_result *result, struct error *error)
{
    struct observe_result observed = {0};
    char *source = describe_source(options);
    bool done = scan_path(path, options, source, &observed, error);

    if (done) {
        *result = (struct delegaudit_scan_result){
            .snapshot = observed.snapshot,
            .accounts = observed.accounts,
            .groups = observed.groups,
            .objects = observed.objects,
            .whole = observed.whole,
        };
        snprintf(result->source, sizeof result->source, "%s",
                 observed.dc[0] ? observed.dc : source);
        snprintf(result->shortfall, sizeof result->shortfall, "%s", observed.shortfall);
    }
    free(source);
    return done;
}
