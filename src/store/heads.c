// SPDX-License-Identifier: Apache-2.0
// Reading of the facts above reports.
#include "store/heads.h"

#include <sqlite3.h>

#include "store/statement.h"

bool store_each_head_fact(struct store *store, store_head_fn *visit, void *context,
                          struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "store-head", error);
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1)
        visit(context, column_text(query, 0), column_text(query, 1));
    return step == 0;
}
