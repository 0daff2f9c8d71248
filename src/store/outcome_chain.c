// SPDX-License-Identifier: Apache-2.0
// Trails and chains in and out of the derived tables.
#include "store/outcome_chain.h"

#include <sqlite3.h>

#include "store/outcome.h"
#include "store/statement.h"

bool outcome_add_trail(struct store *store, int64_t ladder, const struct level_trail *trail,
                       struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "outcome-add-rung", error);

    for (size_t i = 0; insert && i < trail->count; i++) {
        const struct level_rung *rung = &trail->rungs[i];

        bind_int64(insert, 1, ladder);
        bind_int64(insert, 2, (int64_t)i + 1);
        bind_word(insert, 3, level_source_word(rung->source));
        bind_word(insert, 4, rung_word(rung->rung));
        bind_text(insert, 5, rung->setting.source);
        bind_text(insert, 6, rung->setting.key);
        bind_text(insert, 7, rung->setting.value);
        if (!statement_finish(store, insert, error))
            return false;
    }
    return insert != NULL;
}

bool outcome_each_chained(struct store *store, outcome_chained_fn *visit, void *context,
                          struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "chain-requests", error);
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1) {
        struct chain_request request = {
            .id = column_int64(query, 0),
            .carries_caller = column_int64(query, 2),
            .host = column_text(query, 3),
            .source = column_text(query, 4),
        };

        level_from_word(column_text(query, 1), &request.level);
        visit(context, &request);
    }
    return step == 0;
}

bool outcome_each_chained_caller(struct store *store, outcome_chained_caller_fn *visit,
                                 void *context, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "chain-callers", error);
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1)
        visit(context, column_int64(query, 0), column_int64(query, 1));
    return step == 0;
}

bool outcome_set_arrival(struct store *store, int64_t request, enum level level,
                         struct bytes lost_at, struct bytes evidence, struct error *error)
{
    sqlite3_stmt *update = statement_named(store, "chain-arrival", error);

    if (!update)
        return false;
    bind_int64(update, 1, request);
    bind_word(update, 2, level_word(level));
    bind_text(update, 3, lost_at);
    bind_text(update, 4, evidence);
    return statement_finish(store, update, error);
}

bool outcome_add_unresolved(struct store *store, const struct outcome_unresolved *name,
                            struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "outcome-add-unresolved", error);

    if (!insert)
        return false;
    bind_text(insert, 1, name->name);
    bind_text(insert, 2, name->host);
    bind_text(insert, 3, name->source);
    bind_word(insert, 4, name->why);
    return statement_finish(store, insert, error);
}
