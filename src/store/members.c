// SPDX-License-Identifier: Apache-2.0
// Effective members of groups, from the observed closure.
#include "store/members.h"

#include <sqlite3.h>

#include "store/statement.h"

static bool any_unread(struct store *store, int64_t group, bool *unread, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "resolve-members-unread", error);

    if (!query)
        return false;
    bind_int64(query, 1, group);
    if (statement_step(store, query, error) != 1)
        return false;
    *unread = column_int64(query, 0) != 0;
    return statement_finish(store, query, error);
}

bool members_each(struct store *store, int64_t group, members_account_fn *visit, void *context,
                  bool *incomplete, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "resolve-members", error);
    bool any = false, unread = false;
    int step;

    if (!query)
        return false;
    bind_int64(query, 1, group);
    while ((step = statement_step(store, query, error)) == 1) {
        any = true;
        if (!visit(context, column_int64(query, 0), column_int64(query, 1), error)) {
            sqlite3_reset(query);
            return false;
        }
    }
    if (step != 0 || !any_unread(store, group, &unread, error))
        return false;
    *incomplete = !any || unread;
    return true;
}

bool members_each_computer(struct store *store, int64_t group, members_computer_fn *visit,
                           void *context, bool *incomplete, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "resolve-group-computers", error);
    bool any = false, unread = false, nameless = false;
    int step;

    if (!query)
        return false;
    bind_int64(query, 1, group);
    while ((step = statement_step(store, query, error)) == 1) {
        any = true;
        nameless |= column_is_null(query, 0);
        if (!column_is_null(query, 0) && !visit(context, column_text(query, 0), error)) {
            sqlite3_reset(query);
            return false;
        }
    }
    if (step != 0 || !any_unread(store, group, &unread, error))
        return false;
    *incomplete = !any || unread || nameless;
    return true;
}
