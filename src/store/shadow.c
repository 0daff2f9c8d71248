// SPDX-License-Identifier: Apache-2.0
// Making of temp twins from the schema of the file.
#include "store/shadow.h"

#include <sqlite3.h>

#include "base/cleanup.h"
#include "store/statement.h"

static bool run_rows(struct store *store, sqlite3_stmt *query, struct error *error)
{
    struct text statements CLEANUP(text_clear) = {0};
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1) {
        text_append(&statements, column_text(query, 0));
        text_append_string(&statements, ";\n");
    }
    return step == 0 && statement_run_text(store, text_view(&statements), error);
}

bool shadow_run(struct store *store, const char *name, struct error *error)
{
    return run_rows(store, statement_named(store, name, error), error);
}

bool shadow_derived(struct store *store, struct error *error)
{
    return shadow_run(store, "shadow-derived", error);
}

bool shadow_copy(struct store *store, const char *table, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "shadow-copy", error);

    if (query)
        bind_word(query, 1, table);
    return run_rows(store, query, error);
}

bool shadow_clients(struct store *store, struct error *error)
{
    return shadow_run(store, "shadow-clients", error);
}

bool shadow_fill_clients(struct store *store, struct error *error)
{
    return store_run(store, "shadow-fill-clients", error);
}
