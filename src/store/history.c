// SPDX-License-Identifier: Apache-2.0
// Writing of the intervals of verdicts.
#include "store/history.h"

#include <sqlite3.h>

#include "base/clock.h"
#include "store/statement.h"

bool history_former(struct store *store, int64_t snapshot, int64_t *former, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "history-former", error);

    if (!query)
        return false;
    bind_int64(query, 1, snapshot);
    if (statement_step(store, query, error) != 1)
        return false;
    *former = column_int64(query, 0);
    return statement_finish(store, query, error);
}

static bool run(struct store *store, const char *name, int64_t first, int64_t second,
                struct error *error)
{
    sqlite3_stmt *statement = statement_named(store, name, error);

    if (!statement)
        return false;
    bind_int64(statement, 1, first);
    if (sqlite3_bind_parameter_count(statement) > 1)
        bind_int64(statement, 2, second);
    return statement_finish(store, statement, error);
}

bool history_record(struct store *store, int64_t snapshot, struct error *error)
{
    int64_t former;

    return history_former(store, snapshot, &former, error) &&
           store_run(store, "history-requests", error) &&
           run(store, "history-take-back", snapshot, former, error) &&
           run(store, "history-reopen", snapshot, former, error) &&
           run(store, "history-end", snapshot, former, error) &&
           run(store, "history-begin", snapshot, former, error) &&
           run(store, "history-judged", snapshot, clock_now(), error);
}
