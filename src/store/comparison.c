// SPDX-License-Identifier: Apache-2.0
// Keeping, comparing and counting of verdicts.
#include "store/comparison.h"

#include <sqlite3.h>

#include "store/statement.h"

bool comparison_keep(struct store *store, struct error *error)
{
    return store_run(store, "comparison-keep", error);
}

bool comparison_make(struct store *store, struct error *error)
{
    return store_run(store, "comparison-make", error);
}

bool comparison_count(struct store *store, struct comparison_counts *out, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "comparison-count", error);
    int step = -1;

    *out = (struct comparison_counts){0};
    while (query && (step = statement_step(store, query, error)) == 1) {
        enum change change = CHANGE_NONE;
        enum verdict verdict;
        uint64_t count = (uint64_t)column_int64(query, 2);

        change_from_word(column_text(query, 0), &change);
        out->changes[change] += count;
        if ((change == CHANGE_WORSE || change == CHANGE_NEW) &&
            verdict_from_word(column_text(query, 1), &verdict))
            out->became[verdict] += count;
    }
    return step == 0;
}
