// SPDX-License-Identifier: Apache-2.0
// Making and counting of the rows of a diff.
#include "store/diff.h"

#include <sqlite3.h>

#include "store/statement.h"

static bool set_span(struct store *store, int64_t earlier, int64_t later, struct error *error)
{
    if (!store_run(store, "diff-begin", error))
        return false;

    sqlite3_stmt *insert = statement_named(store, "diff-span", error);

    if (!insert)
        return false;
    bind_int64(insert, 1, earlier);
    bind_int64(insert, 2, later);
    return statement_finish(store, insert, error);
}

static bool read_judged(struct store *store, struct diff_judged *out, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "diff-judged", error);

    if (!query || statement_step(store, query, error) != 1)
        return false;
    out->earlier = column_int64(query, 0);
    out->later = column_int64(query, 1);
    return statement_finish(store, query, error);
}

static bool count(struct store *store, struct diff_counts *out, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "diff-count", error);
    int step = -1;

    *out = (struct diff_counts){0};
    while (query && (step = statement_step(store, query, error)) == 1) {
        enum diff_what what = DIFF_WHAT_REQUEST;
        enum diff_outcome outcome = DIFF_NO_REQUEST;
        uint64_t rows = (uint64_t)column_int64(query, 3);

        diff_what_from_word(column_text(query, 0), &what);
        diff_outcome_from_word(column_text(query, 1), &outcome);
        if (what == DIFF_WHAT_REQUEST)
            out->outcomes[outcome] += rows;
        else
            out->changes[what] += rows;
    }
    return step == 0;
}

bool diff_make(struct store *store, int64_t earlier, int64_t later, struct diff_judged *judged,
               struct diff_counts *counts, struct error *error)
{
    if (!set_span(store, earlier, later, error) || !read_judged(store, judged, error))
        return false;
    if (judged->earlier && judged->later && !store_run(store, "diff-requests", error))
        return false;
    return store_run(store, "diff-journal", error) && count(store, counts, error);
}
