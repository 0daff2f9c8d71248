// SPDX-License-Identifier: Apache-2.0
// What-if: two evaluations in one reading transaction, without the settings and with them.
#include <stdio.h>
#include <string.h>

#include "audit/evaluate.h"
#include "audit/head.h"
#include "audit/output.h"
#include "audit/session.h"
#include "audit/settings.h"
#include "audit/snapshot.h"
#include "base/cleanup.h"
#include "core/whatif.h"
#include "store/comparison.h"
#include "store/rows.h"
#include "store/shadow.h"

bool delegaudit_whatif_is_setting(const char *text, struct delegaudit_whatif_fault *fault,
                                  struct error *error)
{
    static const enum delegaudit_whatif_part parts[] = {
        [WHATIF_WHOLE] = DELEGAUDIT_WHATIF_WHOLE, [WHATIF_WHAT] = DELEGAUDIT_WHATIF_WHAT,
        [WHATIF_FLAG] = DELEGAUDIT_WHATIF_FLAG,   [WHATIF_BIT] = DELEGAUDIT_WHATIF_BIT,
        [WHATIF_LEVEL] = DELEGAUDIT_WHATIF_LEVEL, [WHATIF_TOGGLE] = DELEGAUDIT_WHATIF_VALUE,
    };
    struct whatif_fault found = {.part = WHATIF_WHOLE};
    struct whatif parsed;

    if (whatif_parse(bytes_of(text), &parsed, &found, error))
        return true;
    *fault = (struct delegaudit_whatif_fault){.part = parts[found.part]};
    snprintf(fault->word, sizeof fault->word, "%.*s", (int)found.word.size,
             found.word.data ? found.word.data : "");
    return false;
}

const char *delegaudit_whatif_word(enum delegaudit_whatif_part part, unsigned index)
{
    static const enum whatif_part parts[] = {
        [DELEGAUDIT_WHATIF_WHOLE] = WHATIF_WHOLE, [DELEGAUDIT_WHATIF_WHAT] = WHATIF_WHAT,
        [DELEGAUDIT_WHATIF_FLAG] = WHATIF_FLAG,   [DELEGAUDIT_WHATIF_BIT] = WHATIF_BIT,
        [DELEGAUDIT_WHATIF_LEVEL] = WHATIF_LEVEL, [DELEGAUDIT_WHATIF_VALUE] = WHATIF_TOGGLE,
    };

    return whatif_word(parts[part], index);
}

static void join(struct text *out, const char *const *words, size_t count, const char *prefix)
{
    for (size_t i = 0; i < count; i++)
        text_printf(out, "%s%s%s", out->size ? "; " : "", prefix, words[i]);
}

// What the answer rests on besides the snapshot: the settings, and what "*" stands for.
static bool fill_head(struct head *head, struct store *store, const struct settings *settings,
                      struct error *error)
{
    const struct delegaudit_whatif_options *options = settings->options;
    struct text text CLEANUP(text_clear) = {0};

    if (!head_fill(head, store, "whatif", error))
        return false;
    join(&text, options->settings, options->setting_count, "");
    head_add(head, "settings", text_view(&text));
    if (options->group_count + options->file_count) {
        text_reset(&text);
        text_printf(&text, "%zu", settings->accounts.items.count);
        join(&text, options->groups, options->group_count, "of ");
        join(&text, options->files, options->file_count, "from ");
        head_add(head, "accounts", text_view(&text));
    }
    return true;
}

static bool evaluate(struct store *store, int64_t snapshot, struct error *error)
{
    return evaluate_build(store, snapshot, error) && evaluate_judge(store, error);
}

// A note about incomplete groups comes first: whoever reads on should know.
static void note_members(const struct settings *settings)
{
    if (settings->accounts.incomplete)
        settings->options->note(settings->options->note_context,
                                "--accounts-of: not every member of the group was read");
}

static bool compare(struct settings *settings, struct store *store, int64_t snapshot,
                    struct error *error)
{
    if (!settings_apply(settings, store, error))
        return false;
    note_members(settings);
    return evaluate(store, snapshot, error) && comparison_make(store, error) &&
           settings_check_levels(settings, store, error);
}

static bool render(struct store *store, bool all, const struct delegaudit_output *output,
                   const struct head *head, struct error *error)
{
    bool is_table = strcmp(output->format, "table") == 0;
    struct store_rows *rows = NULL;
    bool done = store_rows_open_named(
                    &rows, store, is_table ? "comparison-table" : "comparison-rows", all, error) &&
                output_render(output, &head->report, store_rows_stream(rows), NULL, error);

    store_rows_close(rows);
    return done;
}

static bool fill_result(struct delegaudit_whatif_result *result, struct store *store,
                        const struct snapshot_facts *snapshot, const struct settings *settings,
                        struct error *error)
{
    struct comparison_counts counts;

    if (!comparison_count(store, &counts, error))
        return false;
    *result = (struct delegaudit_whatif_result){
        .worse = counts.changes[CHANGE_WORSE],
        .better = counts.changes[CHANGE_BETTER],
        .other = counts.changes[CHANGE_OTHER],
        .fresh = counts.changes[CHANGE_NEW],
        .gone = counts.changes[CHANGE_GONE],
        .changed = settings->changed,
        .has_snapshot = snapshot->id != 0,
        .whole = snapshot->whole && !settings->accounts.incomplete,
    };
    memcpy(result->became, counts.became, sizeof result->became);
    snprintf(result->snapshot, sizeof result->snapshot, "%s", snapshot->title);
    return true;
}

static bool answer(struct store *store, struct settings *settings,
                   const struct delegaudit_output *output, struct delegaudit_whatif_result *result,
                   struct error *error)
{
    struct head head CLEANUP(head_clear) = {0};
    struct snapshot_facts snapshot;

    return settings_load(settings, error) && snapshot_newest(store, &snapshot, error) &&
           shadow_derived(store, error) && evaluate(store, snapshot.id, error) &&
           comparison_keep(store, error) && fill_head(&head, store, settings, error) &&
           compare(settings, store, snapshot.id, error) &&
           fill_result(result, store, &snapshot, settings, error) &&
           render(store, settings->options->all, output, &head, error);
}

// The rollback drops everything that was made: only temp tables were written.
bool delegaudit_whatif(struct delegaudit *session, const struct delegaudit_whatif_options *options,
                       const struct delegaudit_output *output,
                       struct delegaudit_whatif_result *result, struct error *error)
{
    struct settings settings CLEANUP(settings_clear) = {.options = options,
                                                        .accounts.store = session->store};

    if (!store_begin_reading(session->store, error))
        return false;

    bool done = answer(session->store, &settings, output, result, error);

    store_rollback(session->store);
    return done;
}
