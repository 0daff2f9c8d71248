// SPDX-License-Identifier: Apache-2.0
// The check: requests, roles, rules, verdicts, in one transaction.
#include "audit/evaluate.h"

#include <stdio.h>
#include <string.h>

#include "audit/chains.h"
#include "audit/conditions.h"
#include "audit/judge.h"
#include "audit/requests.h"
#include "audit/rulebook.h"
#include "audit/session.h"
#include "audit/snapshot.h"
#include "audit/suppressions.h"
#include "store/history.h"
#include "store/outcome.h"
#include "store/trusts.h"

static bool build(struct store *store, struct error *error)
{
    struct host_table hosts = {.store = store};
    struct name_table names = {.store = store, .hosts = &hosts};
    bool done = hosts_load_facts(&hosts, error) && names_begin(&names, error) &&
                requests_build(store, &hosts, &names, error) && hosts_store(&hosts, error);

    names_clear(&names);
    hosts_clear(&hosts);
    return done;
}

static bool judge(struct store *store, struct error *error)
{
    struct rulebook rulebook = {0};
    struct condition_index conditions = {0};
    bool done = rulebook_load(&rulebook, error) &&
                conditions_gather(&conditions, store, &rulebook, error) &&
                judge_requests(store, &rulebook, &conditions, error);

    conditions_clear(&conditions);
    rulebook_clear(&rulebook);
    return done;
}

bool evaluate_build(struct store *store, int64_t snapshot, struct error *error)
{
    return store_run(store, "outcome-empty", error) && store_run(store, "outcome-unindex", error) &&
           store_run(store, "evaluate-begin", error) &&
           outcome_add_judgement(store, snapshot, error) && build(store, error) &&
           outcome_merge_requests(store, error) &&
           store_run(store, "outcome-find-callers", error) &&
           store_run(store, "outcome-link-callers", error) && chains_follow(store, error);
}

bool evaluate_judge(struct store *store, struct error *error)
{
    return store_run(store, "evaluate-roles", error) && trusts_find_ways(store, error) &&
           store_run(store, "evaluate-legs", error) && store_run(store, "evaluate-tokens", error) &&
           store_prepare_facts(store, error) && judge(store, error);
}

// What is judged of a snapshot with gaps is no history: the next whole one would seem to change it.
static bool record(struct store *store, const struct snapshot_facts *snapshot, struct error *error)
{
    return !snapshot->whole || history_record(store, snapshot->id, error);
}

static bool check(struct store *store, const struct delegaudit_check_options *options,
                  struct delegaudit_check_result *result, struct error *error)
{
    struct snapshot_facts snapshot;
    struct outcome_counts counts;

    if (!snapshot_newest(store, &snapshot, error) || !evaluate_build(store, snapshot.id, error) ||
        !outcome_limit_imports(store, options ? options->max_import_age_days : 0, error) ||
        !evaluate_judge(store, error) || !suppressions_apply(store, options, error) ||
        !record(store, &snapshot, error) || !outcome_count(store, &counts, error) ||
        !history_former(store, snapshot.id, &result->former, error))
        return false;
    memcpy(result->verdicts, counts.all, sizeof result->verdicts);
    memcpy(result->counted, counts.counted, sizeof result->counted);
    memcpy(result->fresh, counts.fresh, sizeof result->fresh);
    result->has_snapshot = snapshot.id != 0;
    result->whole = snapshot.whole;
    snprintf(result->snapshot, sizeof result->snapshot, "%s", snapshot.title);
    return true;
}

bool delegaudit_check(struct delegaudit *session, const struct delegaudit_check_options *options,
                      struct delegaudit_check_result *result, struct error *error)
{
    *result = (struct delegaudit_check_result){0};
    if (!store_begin(session->store, error))
        return false;
    if (check(session->store, options, result, error) && store_commit(session->store, error) &&
        store_run(session->store, "evaluate-end", error))
        return true;
    store_rollback(session->store);
    return false;
}

bool delegaudit_verdict_from_word(const char *word, unsigned *index)
{
    enum verdict verdict;

    if (!verdict_from_word(bytes_of(word), &verdict))
        return false;
    *index = verdict;
    return true;
}

const char *delegaudit_verdict_word(unsigned index)
{
    return verdict_word((enum verdict)index);
}
