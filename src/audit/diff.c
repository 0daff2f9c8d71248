// SPDX-License-Identifier: Apache-2.0
// The diff of two snapshots, in one reading transaction.
#include <stdio.h>
#include <string.h>

#include "audit/head.h"
#include "audit/output.h"
#include "audit/session.h"
#include "audit/snapshot.h"
#include "audit/span.h"
#include "base/cleanup.h"
#include "store/diff.h"
#include "store/rows.h"

static bool fill_head(struct head *head, struct store *store, const struct span *span,
                      struct error *error)
{
    struct text title CLEANUP(text_clear) = {0};

    if (!head_fill(head, store, "diff", error))
        return false;
    snapshot_title(&title, &span->earlier);
    head_add(head, "from", text_view(&title));
    text_reset(&title);
    snapshot_title(&title, &span->later);
    head_add(head, "to", text_view(&title));
    return true;
}

static bool render(struct store *store, const struct delegaudit_output *output,
                   const struct head *head, struct error *error)
{
    const char *name = strcmp(output->format, "table") == 0 ? "diff-table" : "diff-rows";
    struct store_rows *rows = NULL;
    bool done = store_rows_open_named(&rows, store, name, false, error) &&
                output_render(output, &head->report, store_rows_stream(rows), NULL, error);

    store_rows_close(rows);
    return done;
}

// Without the verdicts of both, requests are left out, and whoever reads must know.
static void note_judged(const struct span_words *words, const struct span *span,
                        const struct diff_judged *judged)
{
    int64_t missing = judged->earlier ? span->later.id : span->earlier.id;
    char text[160];

    if (judged->earlier && judged->later)
        return;
    snprintf(text, sizeof text,
             "snapshot %lld was never judged (delegaudit check), so no request is compared",
             (long long)missing);
    words->note(words->note_context, text);
}

static void fill_result(struct delegaudit_diff_result *result, const struct span *span,
                        const struct diff_judged *judged, const struct diff_counts *counts)
{
    *result = (struct delegaudit_diff_result){
        .earlier = span->earlier.id,
        .later = span->later.id,
        .judged = judged->earlier && judged->later,
        .domains = counts->changes[DIFF_WHAT_DOMAIN],
        .trusts = counts->changes[DIFF_WHAT_TRUST],
        .accounts = counts->changes[DIFF_WHAT_ACCOUNT],
    };
    memcpy(result->outcomes, counts->outcomes, sizeof result->outcomes);
}

static bool answer(struct store *store, const struct delegaudit_diff_options *options,
                   const struct delegaudit_output *output, struct delegaudit_diff_result *result,
                   struct error *error)
{
    const struct span_words words = {options->from, options->to, options->note_context,
                                     options->note};
    struct head head CLEANUP(head_clear) = {0};
    struct diff_judged judged;
    struct diff_counts counts;
    struct span span;

    if (!span_find(&span, store, &words, error) || !store_prepare_facts(store, error) ||
        !diff_make(store, span.earlier.id, span.later.id, &judged, &counts, error) ||
        !fill_head(&head, store, &span, error))
        return false;
    note_judged(&words, &span, &judged);
    fill_result(result, &span, &judged, &counts);
    return render(store, output, &head, error);
}

bool delegaudit_diff(struct delegaudit *session, const struct delegaudit_diff_options *options,
                     const struct delegaudit_output *output, struct delegaudit_diff_result *result,
                     struct error *error)
{
    if (!store_begin_reading(session->store, error))
        return false;

    bool done = answer(session->store, options, output, result, error);

    store_rollback(session->store);
    return done;
}

const char *delegaudit_diff_outcome(unsigned index)
{
    return index < diff_outcome_count ? diff_outcome_word((enum diff_outcome)index) : NULL;
}
