// SPDX-License-Identifier: Apache-2.0
// Reading of findings, writing of suppressions.
#include "store/suppressions.h"

#include <sqlite3.h>

#include "store/statement.h"

bool suppressions_empty(struct store *store, struct error *error)
{
    return store_run(store, "suppressions-empty", error);
}

bool suppressions_each_finding(struct store *store, suppressions_visit_fn *visit, void *context,
                               struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "suppressions-findings", error);
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1)
        visit(context, &(struct suppression_finding){
                           .request_id = column_text(query, 0),
                           .rule = column_text(query, 1),
                           .reason = column_text(query, 2),
                           .client = column_text(query, 3),
                           .server = column_text(query, 4),
                           .target = column_text(query, 5),
                       });
    return step == 0;
}

bool suppressions_add(struct store *store, int64_t id, const char *file,
                      const struct suppression *suppression, bool expired, uint64_t findings,
                      struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "suppressions-add", error);

    if (!insert)
        return false;
    bind_int64(insert, 1, id);
    bind_word(insert, 2, file);
    bind_int64(insert, 3, suppression->line);
    bind_text(insert, 4, suppression->request_id);
    bind_text(insert, 5, suppression->rule);
    bind_text(insert, 6, suppression->client);
    bind_text(insert, 7, suppression->server);
    bind_text(insert, 8, suppression->target);
    bind_text(insert, 9, suppression->reason);
    bind_text(insert, 10, suppression->owner);
    bind_int64(insert, 11, suppression->expires);
    bind_int64(insert, 12, expired);
    bind_int64(insert, 13, (int64_t)findings);
    return statement_finish(store, insert, error);
}

bool suppressions_hold(struct store *store, struct bytes request_id, int64_t id,
                       struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "suppressions-hold", error);

    if (!insert)
        return false;
    bind_text(insert, 1, request_id);
    bind_int64(insert, 2, id);
    return statement_finish(store, insert, error);
}
