// SPDX-License-Identifier: Apache-2.0
// Questions into the twins of the client tables.
#include "audit/question.h"

#include "audit/evaluate.h"
#include "base/cleanup.h"
#include "core/name.h"
#include "core/spn.h"
#include "store/resolve.h"
#include "store/shadow.h"

// An account is told from an SPN or a host by its syntax alone.
static bool is_account_syntax(struct bytes text)
{
    enum name_syntax syntax = name_parse(text).syntax;

    return syntax == NAME_SID || syntax == NAME_UPN || syntax == NAME_COMPUTER ||
           bytes_find(text, '\\') != SIZE_MAX;
}

static bool resolve(struct store *store, const char *option, const char *text,
                    struct resolve_result *out, struct error *error)
{
    const struct resolve_result no_host = {0};
    struct account_name name = name_parse(bytes_trim(bytes_of(text)));

    *out = (struct resolve_result){0};
    if (!resolve_account(store, &name, (struct bytes){0}, &no_host, out, error))
        return false;
    if (out->state == RESOLVE_UNKNOWN)
        return error_set(error, STATUS_USAGE,
                         "option '--%s': '%s' names no account of the snapshot, or more than one: "
                         "'delegaudit query accounts' lists them",
                         option, text);
    return out->kind != ACCOUNT_GROUP ||
           error_set(error, STATUS_USAGE, "option '--%s': '%s' is a group: name one account",
                     option, text);
}

// `*name` gets what a ticket is asked for; empty where the account has no SPN.
static bool name_server(struct store *store, struct explain_question *row, struct text *name,
                        struct error *error)
{
    struct resolve_result found;
    struct spn spn;

    if (spn_parse(row->server, &spn) || !is_account_syntax(row->server)) {
        text_append(name, row->server);
        return true;
    }
    if (!resolve(store, "server", row->server.data, &found, error) ||
        !explain_server_name(store, found.id, name, error))
        return false;
    row->server_identity = row->server;
    return true;
}

static bool ask(struct store *store, const struct explain_question *row, bool has_spn,
                int64_t snapshot, struct explain_hits *hit, struct error *error)
{
    return shadow_derived(store, error) && shadow_clients(store, error) &&
           explain_ask(store, row, error) && evaluate_build(store, snapshot, error) &&
           explain_grant_premises(store, has_spn, error) && evaluate_judge(store, error) &&
           explain_asked(store, hit, error) &&
           (hit->count == 1 ||
            error_set(error, STATUS_INTERNAL, "the question became %zu requests", hit->count));
}

bool question_judge(struct store *store, const struct delegaudit_question *question,
                    int64_t snapshot, struct explain_hits *hit, struct error *error)
{
    struct text name CLEANUP(text_clear) = {0};
    struct explain_question row = {
        .client = bytes_trim(bytes_of(question->client)),
        .server = bytes_trim(bytes_of(question->server)),
        .target = bytes_trim(bytes_of(question->target)),
    };
    struct resolve_result client;

    if (bytes_find(row.target, ';') != SIZE_MAX)
        return error_set(error, STATUS_USAGE, "option '--target': '%s' is more than one target",
                         question->target);
    if (!row.client.size || !row.server.size)
        return error_set(error, STATUS_USAGE, "a question needs a client and a server");
    if (!resolve(store, "client", question->client, &client, error) ||
        !name_server(store, &row, &name, error))
        return false;

    bool has_spn = name.size > 0;

    if (has_spn)
        row.server = text_view(&name);
    return ask(store, &row, has_spn, snapshot, hit, error);
}
