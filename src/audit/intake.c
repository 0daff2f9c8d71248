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

static bool take_file(struct delegaudit *session, const char *file, const char *host,
                      struct delegaudit_import_result *result, struct error *error)
{
    struct clients_file target CLEANUP(clients_drop_file) = {0};
    struct import_summary summary;
    char path[PATH_MAX];

    if (!clients_open_file(&target, session->store, absolute(file, path), host ? host : "", error))
        return false;

    struct client_sink sink = clients_sink(&target);

    if (!import_client_file(file, host, &sink, &summary, error) ||
        !clients_close_file(&target, summary.format, summary.digest, summary.records, error))
        return false;
    *result = (struct delegaudit_import_result){
        .format = summary.format,
        .records = summary.records,
        .unchanged = target.was_imported &&
                     memcmp(target.former_digest, summary.digest, sizeof summary.digest) == 0,
    };
    return true;
}

bool delegaudit_import(struct delegaudit *session, const char *file, const char *host,
                       struct delegaudit_import_result *result, struct error *error)
{
    if (!store_begin(session->store, error))
        return false;
    if (take_file(session, file, host, result, error) && store_commit(session->store, error))
        return true;
    store_rollback(session->store);
    return false;
}
