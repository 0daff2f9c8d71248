// SPDX-License-Identifier: Apache-2.0
// Client files into the database: one file, one transaction.
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "audit/session.h"
#include "base/cleanup.h"
#include "import/import.h"
#include "store/clients.h"

// Files are known by their absolute path; one that cannot be found keeps the name it was given,
// and reading it tells why.
static const char *absolute(const char *file, char out[PATH_MAX])
{
    return realpath(file, out) ? out : file;
}

struct watcher {
    const struct delegaudit_import_watch *watch; // may be NULL
    uint64_t count;
    struct text sentence;
};

static void take_change(void *context, struct bytes sentence)
{
    struct watcher *watcher = context;

    watcher->count++;
    if (!watcher->watch)
        return;
    text_reset(&watcher->sentence);
    text_append(&watcher->sentence, sentence);
    watcher->watch->change(watcher->watch->context, watcher->sentence.data);
}

static bool tell_changes(struct clients_file *target, const struct delegaudit_import_watch *watch,
                         uint64_t *count, struct error *error)
{
    struct watcher watcher = {.watch = watch};
    bool told = clients_each_change(target, take_change, &watcher, error);

    text_clear(&watcher.sentence);
    *count = watcher.count;
    return told;
}

static bool is_unchanged(const struct clients_file *target, const struct import_summary *summary)
{
    return target->was_imported &&
           memcmp(target->former_digest, summary->digest, sizeof summary->digest) == 0;
}

static bool take_file(struct delegaudit *session, const char *file, const char *host,
                      const struct delegaudit_import_watch *watch,
                      struct delegaudit_import_result *result, struct error *error)
{
    struct clients_file target CLEANUP(clients_drop_file) = {0};
    struct import_summary summary;
    char path[PATH_MAX];

    if (!clients_open_file(&target, session->store, absolute(file, path), host ? host : "", error))
        return false;

    struct client_sink sink = clients_sink(&target);

    if (!import_client_file(file, host, &sink, &summary, error)) {
        result->is_foreign = summary.is_foreign;
        return false;
    }
    *result = (struct delegaudit_import_result){
        .format = summary.format,
        .records = summary.records,
        .unchanged = is_unchanged(&target, &summary),
    };
    return result->unchanged ||
           (tell_changes(&target, watch, &result->changes, error) &&
            clients_replace_older(&target, error) &&
            clients_close_file(&target, summary.format, summary.digest, summary.records, error));
}

bool delegaudit_import(struct delegaudit *session, const char *file, const char *host,
                       const struct delegaudit_import_watch *watch,
                       struct delegaudit_import_result *result, struct error *error)
{
    *result = (struct delegaudit_import_result){0};
    if (!store_begin(session->store, error))
        return false;
    if (take_file(session, file, host, watch, result, error)) {
        if (result->unchanged) {
            store_rollback(session->store);
            return true;
        }
        if (store_commit(session->store, error))
            return true;
    }
    store_rollback(session->store);

    bool is_foreign = result->is_foreign;

    *result = (struct delegaudit_import_result){.is_foreign = is_foreign};
    return false;
}
