// SPDX-License-Identifier: Apache-2.0
// Running of rules and reading back of cases (declared in store/outcome.h).
#include "store/outcome.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/vec.h"
#include "store/statement.h"

// The SELECT of a rule file without its header and its semicolon; empty where there is none.
static struct bytes select_of(const struct rule *rule)
{
    struct bytes rest = rule->sql, line;

    while (bytes_starts_with_ascii(rest, BYTES("--")))
        bytes_split(rest, '\n', &line, &rest);
    rest = bytes_trim(rest);
    if (bytes_ends_with_ascii(rest, BYTES(";")))
        rest.size--;
    return rest;
}

bool outcome_run_rule(struct store *store, const struct rule *rule, struct error *error)
{
    struct bytes select = select_of(rule);
    struct text sql = {0};

    if (!select.size)
        return true;
    text_printf(&sql,
                "INSERT INTO condition (rule, subject_id, object, evidence) SELECT '%s', "
                "subject_id, object, evidence FROM (",
                rule->id);
    text_append(&sql, select);
    text_append_string(&sql, ")");

    sqlite3_stmt *statement CLEANUP(statement_drop) =
        statement_prepare(store, text_view(&sql), error);
    bool done = statement && statement_finish(store, statement, error);

    text_clear(&sql);
    return done || error_wrap(error, "rule %s", rule->id);
}

bool outcome_each_condition(struct store *store, outcome_condition_fn *visit, void *context,
                            struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "outcome-conditions", error);
    int step;

    if (!query)
        return false;
    while ((step = statement_step(store, query, error)) == 1)
        if (!visit(context, column_text(query, 0), column_int64(query, 1), column_text(query, 2),
                   column_text(query, 3), error)) {
            sqlite3_reset(query);
            return false;
        }
    return step == 0;
}

bool outcome_each_trust_path(struct store *store, outcome_trust_path_fn *visit, void *context,
                             struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "evaluate-trust-paths", error);
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1)
        visit(context, column_int64(query, 0), column_int64(query, 1), column_int64(query, 2),
              column_int64(query, 3));
    return step == 0;
}

static enum leg_kind leg_kind_of(struct bytes word)
{
    if (bytes_equal(word, BYTES("server-target")))
        return LEG_SERVER_TARGET;
    return bytes_equal(word, BYTES("client-target")) ? LEG_CLIENT_TARGET : LEG_CLIENT_SERVER;
}

bool outcome_each_leg(struct store *store, outcome_leg_fn *visit, void *context,
                      struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "evaluate-each-leg", error);
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1)
        visit(context, column_int64(query, 0), leg_kind_of(column_text(query, 1)),
              column_int64(query, 2), column_int64(query, 3));
    return step == 0;
}

static enum locality locality_at(sqlite3_stmt *query, int at)
{
    struct bytes word = column_text(query, at);

    if (bytes_equal(word, BYTES("local")))
        return LOCALITY_LOCAL;
    return bytes_equal(word, BYTES("remote")) ? LOCALITY_REMOTE : LOCALITY_UNKNOWN;
}

struct host_answers {
    enum answer ignore_delegation_failure, enable_dcom;
};

// Ids of hosts and names are numbers from 1 on: a request's are found by index.
struct case_parts {
    VEC(struct host_answers) hosts;
    VEC(uint32_t) host_of_name;
};

static void clear_parts(struct case_parts *parts)
{
    vec_clear(&parts->hosts);
    vec_clear(&parts->host_of_name);
}

static void keep_host(struct case_parts *parts, sqlite3_stmt *query)
{
    const struct host_answers nothing = {ANSWER_UNKNOWN, ANSWER_UNKNOWN};
    size_t id = (size_t)column_int64(query, 0);

    while (parts->hosts.count <= id)
        vec_push(&parts->hosts, nothing);
    answer_from_word(column_text(query, 1), &parts->hosts.items[id].ignore_delegation_failure);
    answer_from_word(column_text(query, 2), &parts->hosts.items[id].enable_dcom);
}

static void keep_name(struct case_parts *parts, sqlite3_stmt *query)
{
    size_t id = (size_t)column_int64(query, 0);

    while (parts->host_of_name.count <= id)
        vec_push(&parts->host_of_name, 0);
    parts->host_of_name.items[id] = (uint32_t)column_int64(query, 1);
}

static bool load_parts(struct case_parts *parts, struct store *store, const char *statement,
                       void keep(struct case_parts *parts, sqlite3_stmt *query),
                       struct error *error)
{
    sqlite3_stmt *query = statement_named(store, statement, error);
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1)
        keep(parts, query);
    return step == 0;
}

static void read_facts(sqlite3_stmt *query, const struct case_parts *parts,
                       struct outcome_case *one)
{
    struct request_facts *facts = &one->facts;
    struct bytes reason = column_text(query, 3);
    const struct host_answers *host = &parts->hosts.items[one->host];

    snprintf(one->config_reason, sizeof one->config_reason, "%.*s", (int)reason.size,
             reason.data ? reason.data : "");
    *facts = (struct request_facts){
        .ineffective = column_int64(query, 2),
        .config_reason = one->config_reason,
        .locality = locality_at(query, 5),
        .target_locality = locality_at(query, 6),
        .cloaked = column_int64(query, 7),
        .caller = locality_at(query, 8),
        .identity_assumed = column_int64(query, 10),
        .ignore_delegation_failure = host->ignore_delegation_failure,
        .dcom_disabled = host->enable_dcom == ANSWER_NO,
        .has_target = one->target_name != 0,
        .host_unread = column_int64(query, 31),
        .caller_evidence = column_text(query, 35).data,
        .lost_at = column_text(query, 36).data,
    };
    level_from_word(column_text(query, 1), &facts->level);
    transport_from_word(column_text(query, 4), &facts->transport);
    level_from_word(column_text(query, 9), &facts->caller_level);
}

static void read_case(sqlite3_stmt *query, const struct case_parts *parts, struct outcome_case *one)
{
    *one = (struct outcome_case){
        .id = column_int64(query, 0),
        .host = column_int64(query, 11),
        .client = column_int64(query, 12),
        .client_domain = column_int64(query, 13),
        .process = column_int64(query, 14),
        .server = column_int64(query, 15),
        .server_domain = column_int64(query, 16),
        .server_name = column_int64(query, 17),
        .target = column_int64(query, 18),
        .target_domain = column_int64(query, 19),
        .target_name = column_int64(query, 20),
        .pair = column_int64(query, 21),
        .middle_pair = column_int64(query, 22),
        .source = column_text(query, 23),
        .level_source = column_text(query, 24),
        .level_evidence = column_text(query, 34),
        .application = column_text(query, 25),
        .client_host = column_text(query, 26),
        .client_name = column_text(query, 27),
        .server_text = column_text(query, 28),
        .target_text = column_text(query, 29),
        .process_domain = column_int64(query, 30),
        .back_end = column_int64(query, 32),
        .middle_back_end = column_int64(query, 33),
    };
    if ((size_t)one->server_name < parts->host_of_name.count)
        one->server_host = parts->host_of_name.items[one->server_name];
    read_facts(query, parts, one);
}

static bool each_case(struct store *store, const struct case_parts *parts, outcome_case_fn *visit,
                      void *context, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "outcome-requests", error);
    struct outcome_case one;
    int step;

    if (!query)
        return false;
    while ((step = statement_step(store, query, error)) == 1) {
        // A request without its host is none: it was written by somebody else.
        if ((size_t)column_int64(query, 11) >= parts->hosts.count)
            continue;
        read_case(query, parts, &one);
        if (!visit(context, &one, error)) {
            sqlite3_reset(query);
            return false;
        }
    }
    return step == 0;
}

bool outcome_each_case(struct store *store, outcome_case_fn *visit, void *context,
                       struct error *error)
{
    struct case_parts parts = {0};
    bool done = load_parts(&parts, store, "outcome-hosts", keep_host, error) &&
                load_parts(&parts, store, "outcome-name-hosts", keep_name, error) &&
                each_case(store, &parts, visit, context, error);

    clear_parts(&parts);
    return done;
}

bool outcome_each_caller(struct store *store, int64_t request, outcome_caller_fn *visit,
                         void *context, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "outcome-callers", error);
    int step;

    if (!query)
        return false;
    bind_int64(query, 1, request);
    while ((step = statement_step(store, query, error)) == 1)
        visit(context, &(struct outcome_caller){
                           .id = column_int64(query, 0),
                           .host = column_int64(query, 1),
                           .server_name = column_int64(query, 2),
                           .process = column_int64(query, 3),
                           .refusable = column_int64(query, 4) != 0,
                       });
    return step == 0;
}

bool outcome_caller_names(struct store *store, int64_t request, struct arena *arena,
                          struct bytes *application, struct bytes *host, struct bytes *server,
                          struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "outcome-caller-names", error);

    if (!query)
        return false;
    bind_int64(query, 1, request);

    int step = statement_step(store, query, error);

    if (step != 1)
        return step == 0;
    *application = arena_copy(arena, column_text(query, 0));
    *host = arena_copy(arena, column_text(query, 1));
    *server = arena_copy(arena, column_text(query, 2));
    return statement_finish(store, query, error);
}

static bool append_name(struct store *store, const char *statement, int64_t account,
                        struct text *out, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, statement, error);

    if (!query)
        return false;
    bind_int64(query, 1, account);

    int step = statement_step(store, query, error);

    if (step == 1)
        text_append(out, column_text(query, 0));
    return step == 0 || (step == 1 && statement_finish(store, query, error));
}

bool outcome_account_name(struct store *store, int64_t account, struct text *out,
                          struct error *error)
{
    return append_name(store, "outcome-account-name", account, out, error);
}

bool outcome_role_name(struct store *store, int64_t account, struct text *out, struct error *error)
{
    return append_name(store, "outcome-role-name", account, out, error);
}
