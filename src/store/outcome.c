// SPDX-License-Identifier: Apache-2.0
// Writing of parts and requests.
#include "store/outcome.h"

#include <sqlite3.h>

#include "base/clock.h"
#include "store/statement.h"

bool outcome_add_host(struct store *store, const struct outcome_host *host, struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "outcome-add-host", error);

    if (!insert)
        return false;
    bind_int64(insert, 1, host->id);
    bind_text(insert, 2, host->name);
    bind_id(insert, 3, host->account);
    bind_int64(insert, 4, host->has_facts);
    bind_word(insert, 5, machine_level_word(host->facts.machine_level));
    bind_word(insert, 6, answer_word(host->facts.ignore_delegation_failure));
    bind_word(insert, 7, answer_word(host->facts.enable_dcom));
    bind_word(insert, 8, answer_word(host->facts.credential_guard));
    bind_word(insert, 9, answer_word(host->facts.domain_joined));
    bind_text(insert, 10, host->source);
    return statement_finish(store, insert, error);
}

bool outcome_add_name(struct store *store, const struct outcome_name *name, struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "outcome-add-name", error);

    if (!insert)
        return false;
    bind_int64(insert, 1, name->id);
    bind_word(insert, 2, name->role);
    bind_text(insert, 3, name->text);
    bind_text(insert, 4, name->spn);
    bind_text(insert, 5, name->spn_key);
    bind_text_or_null(insert, 6, name->alias_key);
    bind_text(insert, 7, name->host_key);
    bind_int64(insert, 8, name->is_address);
    bind_id(insert, 9, name->owner.account.id);
    bind_int64(insert, 10, name->owner.owners);
    bind_word(insert, 11, name->owner.matched);
    bind_id(insert, 12, name->host.id);
    bind_id(insert, 13, name->host_id);
    return statement_finish(store, insert, error);
}

bool outcome_add_pair(struct store *store, int64_t id, int64_t server_account, int64_t target_name,
                      int64_t target_account, struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "outcome-add-pair", error);

    if (!insert)
        return false;
    bind_int64(insert, 1, id);
    bind_int64(insert, 2, server_account);
    bind_int64(insert, 3, target_name);
    bind_id(insert, 4, target_account);
    return statement_finish(store, insert, error);
}

static const char *state_of(const struct resolve_result *account)
{
    static const char *const words[] = {"unknown", "none", "account"};

    return words[account->state];
}

static const char *locality_word(enum locality locality)
{
    static const char *const words[] = {"unknown", "local", "remote"};

    return words[locality];
}

static void bind_client(sqlite3_stmt *insert, const struct outcome_request *request)
{
    bind_text(insert, 17, request->client_name);
    bind_id(insert, 18, request->client.id);
    bind_id(insert, 19, request->client.domain_id);
    bind_word(insert, 20, state_of(&request->client));
    bind_int64(insert, 21, request->cloaked);
    bind_text(insert, 22, request->process_name);
    bind_id(insert, 23, request->process_account.id);
    bind_id(insert, 37, request->process_account.domain_id);
}

static void bind_server(sqlite3_stmt *insert, const struct outcome_request *request)
{
    bind_text(insert, 24, request->server);
    bind_int64(insert, 25, request->server_name);
    bind_id(insert, 26, request->server_account.id);
    bind_id(insert, 27, request->server_account.domain_id);
    bind_word(insert, 28, state_of(&request->server_account));
    bind_int64(insert, 29, request->assumed);
    bind_text(insert, 30, request->target);
    bind_id(insert, 31, request->target_name);
    bind_id(insert, 32, request->target_account.id);
    bind_word(insert, 33, locality_word(request->locality));
    bind_word(insert, 34, locality_word(request->target_locality));
    bind_id(insert, 35, request->pair_id);
    bind_id(insert, 36, request->middle_pair_id);
    bind_id(insert, 38, request->target_account.domain_id);
}

bool outcome_add_request(struct store *store, const struct outcome_request *request,
                         struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "outcome-add-request", error);

    if (!insert)
        return false;
    bind_word(insert, 1, request->request_id);
    bind_int64(insert, 2, request->host_id);
    bind_text(insert, 3, request->client_host);
    bind_text(insert, 4, request->application);
    bind_text(insert, 5, request->process);
    bind_text(insert, 6, request->hosted_by);
    bind_word(insert, 7, call_word(request->call));
    bind_word(insert, 8, transport_word(request->transport));
    bind_text(insert, 9, request->interface);
    bind_word(insert, 10, level_word(request->level.level));
    bind_word(insert, 11, level_source_word(request->level.source));
    bind_int64(insert, 12, request->level.ineffective);
    bind_word(insert, 13, request->level.reason ? request->level.reason : "");
    bind_text(insert, 14, request->source);
    bind_word(insert, 15, cloaking_word(request->cloaking));
    bind_word(insert, 16, authn_service_word(request->authn_service));
    bind_id(insert, 39, request->ladder);
    bind_text(insert, 40, request->level_evidence);
    bind_text(insert, 41, request->client_evidence);
    bind_text(insert, 42, request->server_evidence);
    bind_client(insert, request);
    bind_server(insert, request);
    return statement_finish(store, insert, error);
}

static bool merge_twin(struct store *store, int64_t id, int64_t kept, struct error *error)
{
    sqlite3_stmt *merge = statement_named(store, "outcome-merge-twin", error);

    if (!merge)
        return false;
    bind_int64(merge, 1, id);
    bind_int64(merge, 2, kept);
    return statement_finish(store, merge, error);
}

bool outcome_merge_requests(struct store *store, struct error *error)
{
    sqlite3_stmt *query;
    int step = -1;

    if (!store_run(store, "outcome-index", error))
        return false;
    query = statement_named(store, "outcome-twins", error);
    while (query && (step = statement_step(store, query, error)) == 1)
        if (!merge_twin(store, column_int64(query, 0), column_int64(query, 1), error)) {
            sqlite3_reset(query);
            return false;
        }
    return step == 0 && store_run(store, "outcome-drop-twins", error);
}

bool outcome_add_judgement(struct store *store, int64_t snapshot, struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "evaluate-judgement", error);

    if (!insert)
        return false;
    bind_id(insert, 1, snapshot);
    bind_int64(insert, 2, clock_now());
    return statement_finish(store, insert, error);
}

bool outcome_limit_imports(struct store *store, unsigned days, struct error *error)
{
    sqlite3_stmt *update = statement_named(store, "evaluate-limit-imports", error);

    if (!update)
        return false;
    bind_id(update, 1, days);
    return statement_finish(store, update, error);
}

bool outcome_add_verdict(struct store *store, const struct outcome_verdict *verdict,
                         struct error *error)
{
    const enum state *states = verdict->result->states;
    enum state transition = states[PATH_TRANSITION_CONSTRAINED] > states[PATH_TRANSITION_RBCD]
                                ? states[PATH_TRANSITION_CONSTRAINED]
                                : states[PATH_TRANSITION_RBCD];
    sqlite3_stmt *insert = statement_named(store, "outcome-add-verdict", error);

    if (!insert)
        return false;
    bind_int64(insert, 1, verdict->request);
    bind_word(insert, 2, verdict_word(verdict->result->verdict));
    bind_text(insert, 3, verdict->reason);
    bind_word(insert, 4, hop_word(verdict->result->hop));
    bind_word(insert, 5, path_word(verdict->result->path));
    bind_word(insert, 6, state_word(states[PATH_UNCONSTRAINED]));
    // Without a target there is no list entry and no descriptor to speak of.
    bind_word(insert, 7, verdict->has_target ? state_word(states[PATH_CONSTRAINED]) : "");
    bind_word(insert, 8, verdict->has_target ? state_word(transition) : "");
    bind_word(insert, 9, verdict->has_target ? state_word(states[PATH_RBCD]) : "");
    bind_text(insert, 10, verdict->further_reasons);
    bind_text(insert, 11, verdict->evidence);
    bind_text(insert, 12, verdict->remedy);
    bind_word(insert, 13, verdict->rule);
    return statement_finish(store, insert, error);
}

bool outcome_count(struct store *store, struct outcome_counts *out, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "outcome-counts", error);
    int step = -1;

    *out = (struct outcome_counts){0};
    while (query && (step = statement_step(store, query, error)) == 1) {
        enum verdict verdict;

        if (!verdict_from_word(column_text(query, 0), &verdict))
            continue;
        out->all[verdict] = (uint64_t)column_int64(query, 1);
        out->counted[verdict] = (uint64_t)column_int64(query, 2);
        out->fresh[verdict] = (uint64_t)column_int64(query, 3);
    }
    return step == 0;
}

bool outcome_is_judged(struct store *store, bool *judged, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "outcome-judged", error);

    if (!query || statement_step(store, query, error) != 1)
        return false;
    *judged = column_int64(query, 0) != 0;
    return statement_finish(store, query, error);
}
