// SPDX-License-Identifier: Apache-2.0
// Making of temp twins from the schema of the file.
#include "store/shadow.h"

#include <sqlite3.h>

#include "base/cleanup.h"
#include "store/statement.h"

// Runs the statements that a query gives, when it is done: they change the schema that it reads.
static bool run_rows(struct store *store, const char *name, struct error *error)
{
    struct text statements CLEANUP(text_clear) = {0};
    sqlite3_stmt *query = statement_named(store, name, error);
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1) {
        text_append(&statements, column_text(query, 0));
        text_append_string(&statements, ";\n");
    }
    return step == 0 && statement_run_text(store, text_view(&statements), error);
}

bool shadow_derived(struct store *store, struct error *error)
{
    return run_rows(store, "shadow-derived", error);
}

bool shadow_clients(struct store *store, struct error *error)
{
    return run_rows(store, "shadow-clients", error);
}

bool shadow_fill_clients(struct store *store, struct error *error)
{
    return store_run(store, "shadow-fill-clients", error);
}
