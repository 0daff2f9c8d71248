// SPDX-License-Identifier: Apache-2.0
// One database for all batches: the scan's sink, the client sink, the check, the verdict table.
#include "feed.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "audit/session.h"
#include "base/arena.h"
#include "base/memory.h"
#include "delegaudit.h"
#include "feed_directory.h"
#include "store/clients.h"
#include "store/observe.h"
#include "store/statement.h"

struct feed {
    char folder[256], path[300];
    struct store *store;
    struct arena arena;
};

static const char select_rows[] =
    "SELECT r.application, coalesce(a.sam, ''), r.cloaked, r.level, v.verdict, v.reason, v.hop,"
    "       v.path, v.further_reasons, v.path_unconstrained, v.path_constrained,"
    "       v.path_transition, v.path_rbcd"
    "  FROM verdict v JOIN request r ON r.id = v.request"
    "  LEFT JOIN account a ON a.id = r.client_account"
    " WHERE r.call = 'call'";

bool feed_open(struct feed **out, struct error *error)
{
    struct feed *feed = memory_calloc(1, sizeof *feed);
    const char *place = getenv("TMPDIR");

    snprintf(feed->folder, sizeof feed->folder, "%s/opinion.XXXXXX", place ? place : "/tmp");
    if (!mkdtemp(feed->folder)) {
        error_set_errno(error, 0, "%s: cannot be made", feed->folder);
        free(feed);
        return false;
    }
    snprintf(feed->path, sizeof feed->path, "%s/x.db", feed->folder);
    if (!store_open(&feed->store, feed->path, STORE_FRESH, error)) {
        rmdir(feed->folder);
        free(feed);
        return false;
    }
    *out = feed;
    return true;
}

void feed_close(struct feed *feed)
{
    if (!feed)
        return;
    store_close(feed->store);
    unlink(feed->path);
    rmdir(feed->folder);
    arena_clear(&feed->arena);
    free(feed);
}

static bool scan(struct feed *feed, const struct world *worlds, size_t count, struct error *error)
{
    struct observation *observation = observe_begin(feed->store, "worlds", error);
    struct observe_result result;

    if (!observation)
        return false;

    struct sink sink = observe_sink(observation);
    bool done =
        feed_directory(worlds, count, &sink, error) && observe_finish(observation, &result, error);

    observe_drop(observation);
    return done;
}

// ---- client records ----

static struct bytes party_cell(struct feed *feed, const struct world *world, int party)
{
    const struct world_account *account;
    bool machine;

    switch (party) {
    case PARTY_EMPTY:
        return (struct bytes){0};
    case PARTY_MISSING:
        return bytes_of(arena_printf(&feed->arena, "%s\\nobody", world->domains[0].netbios));
    case PARTY_SYSTEM:
        return BYTES("SYSTEM");
    case PARTY_NETWORK_SERVICE:
        return BYTES("NetworkService");
    case PARTY_LOCAL_SERVICE:
        return BYTES("LocalService");
    default:
        account = &world->accounts[party];
        machine = account->kind != ACCOUNT_USER;
        return bytes_of(arena_printf(&feed->arena, "%s\\%s%s",
                                     world->domains[account->domain].netbios, account->name,
                                     machine ? "$" : ""));
    }
}

static struct bytes callers_cell(struct feed *feed, const struct world *world,
                                 const struct world_request *request)
{
    const char *text = "";

    for (size_t i = 0; i < request->caller_count; i++) {
        struct bytes one = party_cell(feed, world, request->callers[i]);

        text = arena_printf(&feed->arena, "%s%s%.*s", text, i ? ";" : "", (int)one.size, one.data);
    }
    return bytes_of(text);
}

static struct bytes host_cell(struct feed *feed, const struct world *world, unsigned number)
{
    const struct world_account *account = &world->accounts[world->hosts[number].account];

    return bytes_of(
        arena_printf(&feed->arena, "%s.%s", account->name, world->domains[account->domain].dns));
}

static bool add_row(struct feed *feed, const struct world *world,
                    const struct world_request *request, unsigned line,
                    const struct client_sink *sink, struct error *error)
{
    bool com = request->transport == TRANSPORT_COM;
    const struct inventory_row row = {
        .line = line,
        .host = host_cell(feed, world, request->host),
        .application = bytes_of(request->application),
        .identity = party_cell(feed, world, request->identity),
        .callers = callers_cell(feed, world, request),
        .server = bytes_of(request->server),
        .server_identity = party_cell(feed, world, request->server_identity),
        .targets = bytes_of(request->target),
        .kind = request->kind,
        .level = request->level,
        .complus_level = request->complus_level,
        .proxy_level = request->proxy_level,
        .flags = request->flags,
        .has_flags = request->flags,
        .transport = request->transport,
        .transport_word = com ? (struct bytes){0} : bytes_of(transport_word(request->transport)),
        .authn_service = request->authn_service,
        .authn_level = request->authn_level,
        .cloaking = request->cloaking,
    };

    return sink->inventory(sink->context, &row, error);
}

static bool add_host(struct feed *feed, const struct world *world, unsigned number,
                     const struct client_sink *sink, struct error *error)
{
    const struct world_host *host = &world->hosts[number];
    const struct host_facts facts = {
        .line = number + 1,
        .host = host_cell(feed, world, number),
        .machine_level = host->machine_level,
        .ignore_delegation_failure = host->idf,
        .enable_dcom = host->dcom,
        .credential_guard = host->guard,
        .domain_joined = host->joined,
    };

    return !host->has_facts || sink->host(sink->context, &facts, error);
}

static bool add_records(struct feed *feed, const struct world *worlds, size_t count,
                        const struct client_sink *sink, struct error *error)
{
    unsigned line = 1;

    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < worlds[i].request_count; j++)
            if (!add_row(feed, &worlds[i], &worlds[i].requests[j], line++, sink, error))
                return false;
        for (unsigned j = 0; j < worlds[i].host_count; j++)
            if (!add_host(feed, &worlds[i], j, sink, error))
                return false;
    }
    return true;
}

static bool import(struct feed *feed, const struct world *worlds, size_t count, struct error *error)
{
    static const uint8_t digest[32] = {1};
    struct clients_file file;

    bool done = clients_open_file(&file, feed->store, "worlds.csv", "", error);

    if (done) {
        struct client_sink sink = clients_sink(&file);

        done = add_records(feed, worlds, count, &sink, error) &&
               clients_close_file(&file, "inventory", digest, count, error);
    }
    clients_drop_file(&file);
    return done;
}

// ---- verdicts ----

static bool visit_rows(struct feed *feed, feed_row_fn *visit, void *context, struct error *error)
{
    struct sqlite3_stmt *query = statement_prepare(feed->store, bytes_of(select_rows), error);
    bool done = query;
    int step = 0;

    while (done && (step = statement_step(feed->store, query, error)) == 1) {
        const struct feed_row row = {
            .application = column_text(query, 0),
            .client = column_text(query, 1),
            .cloaked = column_int64(query, 2),
            .level = column_text(query, 3),
            .verdict = column_text(query, 4),
            .reason = column_text(query, 5),
            .hop = column_text(query, 6),
            .path = column_text(query, 7),
            .further = column_text(query, 8),
            .unconstrained = column_text(query, 9),
            .constrained = column_text(query, 10),
            .transition = column_text(query, 11),
            .rbcd = column_text(query, 12),
        };

        done = visit(context, &row, error);
    }
    statement_drop(&query);
    return done && step == 0;
}

bool feed_judge(struct feed *feed, const struct world *worlds, size_t count, feed_row_fn *visit,
                void *context, struct error *error)
{
    struct delegaudit session = {feed->store};
    struct delegaudit_check_result result;

    if (!store_begin(feed->store, error))
        return false;
    if (!scan(feed, worlds, count, error) || !import(feed, worlds, count, error) ||
        !store_commit(feed->store, error)) {
        store_rollback(feed->store);
        return false;
    }
    arena_reset(&feed->arena);
    return delegaudit_check(&session, NULL, &result, error) &&
           visit_rows(feed, visit, context, error);
}
