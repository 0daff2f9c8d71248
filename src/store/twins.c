// SPDX-License-Identifier: Apache-2.0
// Finding and dropping of second records.
#include "store/twins.h"

#include <sqlite3.h>

#include "store/statement.h"

static bool count(struct store *store, uint64_t *accounts, uint64_t *groups, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "twins-count", error);

    if (!query || statement_step(store, query, error) != 1)
        return false;
    *groups = (uint64_t)column_int64(query, 1);
    *accounts = (uint64_t)column_int64(query, 0) - *groups;
    return statement_finish(store, query, error);
}

bool twins_drop(struct store *store, bool several, uint64_t *accounts, uint64_t *groups,
                struct error *error)
{
    return store_run(store, "twins-begin", error) && store_run(store, "twins-by-name", error) &&
           (!several || store_run(store, "twins-by-guid", error)) &&
           store_run(store, "twins-judge", error) && count(store, accounts, groups, error) &&
           (!(*accounts + *groups) || store_run(store, "twins-drop", error)) &&
           store_run(store, "twins-trusts", error);
}
