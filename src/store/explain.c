// SPDX-License-Identifier: Apache-2.0
// Finding and reading of one request.
#include "store/explain.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "store/statement.h"

bool explain_read_judgement(struct store *store, struct explain_judgement *out, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "explain-judgement", error);

    *out = (struct explain_judgement){0};
    if (!query)
        return false;

    int step = statement_step(store, query, error);

    if (step != 1)
        return step == 0;
    *out = (struct explain_judgement){true, column_int64(query, 0), column_int64(query, 2) != 0};
    return statement_finish(store, query, error);
}

static bool read_hits(struct store *store, sqlite3_stmt *query, struct explain_hits *out,
                      struct error *error)
{
    int step = -1;

    *out = (struct explain_hits){0};
    while (query && (step = statement_step(store, query, error)) == 1)
        if (out->count < EXPLAIN_HITS_MAX) {
            struct bytes id = column_text(query, 1);

            out->ids[out->count] = column_int64(query, 0);
            snprintf(out->request_ids[out->count], REQUEST_ID_BYTES, "%.*s", (int)id.size,
                     id.data ? id.data : "");
            out->count++;
        }
    return step == 0;
}

static bool find(struct store *store, const char *name, struct bytes text, struct explain_hits *out,
                 struct error *error)
{
    sqlite3_stmt *query = statement_named(store, name, error);

    if (query)
        bind_text(query, 1, text);
    return read_hits(store, query, out, error);
}

bool explain_find(struct store *store, struct bytes prefix, struct explain_hits *out,
                  struct error *error)
{
    return find(store, "explain-find", prefix, out, error);
}

bool explain_of_application(struct store *store, struct bytes application, struct explain_hits *out,
                            struct error *error)
{
    return find(store, "explain-of-application", application, out, error);
}

bool explain_asked(struct store *store, struct explain_hits *out, struct error *error)
{
    return read_hits(store, statement_named(store, "explain-asked", error), out, error);
}

bool explain_take(struct store *store, int64_t request, struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "explain-take-request", error);

    if (!insert || !store_run(store, "explain-take-parts", error))
        return false;
    bind_int64(insert, 1, request);
    return statement_finish(store, insert, error);
}

bool explain_stored(struct store *store, const char *request_id, struct text *out,
                    struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "explain-stored", error);

    if (!query)
        return false;
    bind_word(query, 1, request_id);

    int step = statement_step(store, query, error);

    if (step != 1)
        return step == 0;
    text_append(out, column_text(query, 0));
    if (column_text(query, 1).size) {
        text_append_string(out, " (");
        text_append(out, column_text(query, 1));
        text_append_string(out, ")");
    }
    return statement_finish(store, query, error);
}

bool explain_is_as_stored(struct store *store, const char *request_id, int64_t request, bool *out,
                          struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "explain-same", error);

    if (!query)
        return false;
    bind_word(query, 1, request_id);
    bind_int64(query, 2, request);
    if (statement_step(store, query, error) != 1)
        return false;

    bool same = column_int64(query, 0) != 0;

    if (!statement_finish(store, query, error))
        return false;
    *out = same;
    return true;
}

bool explain_ask(struct store *store, const struct explain_question *question, struct error *error)
{
    sqlite3_stmt *file = statement_named(store, "explain-ask-file", error);
    sqlite3_stmt *row = statement_named(store, "explain-ask", error);

    if (!file || !row)
        return false;
    bind_int64(file, 1, clock_now());
    bind_text(row, 1, question->client);
    bind_text(row, 2, question->server);
    bind_text(row, 3, question->server_identity);
    bind_text(row, 4, question->target);
    return statement_finish(store, file, error) && statement_finish(store, row, error);
}

bool explain_grant_premises(struct store *store, bool has_spn, struct error *error)
{
    return store_run(store, "explain-premises", error) &&
           (has_spn || store_run(store, "explain-without-spn", error));
}

bool explain_server_name(struct store *store, int64_t account, struct text *out,
                         struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "explain-server-name", error);

    if (!query)
        return false;
    bind_int64(query, 1, account);

    int step = statement_step(store, query, error);

    if (step == 1)
        text_append(out, column_text(query, 0));
    return step == 0 || (step == 1 && statement_finish(store, query, error));
}

bool explain_each_party(struct store *store, int64_t request, explain_party_fn *visit,
                        void *context, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "explain-parties", error);
    int step = -1;

    if (query)
        bind_int64(query, 1, request);
    while (query && (step = statement_step(store, query, error)) == 1)
        visit(context, &(struct explain_party){
                           .role = column_text(query, 0),
                           .dn = column_text(query, 1),
                           .sam = column_text(query, 2),
                           .domain = column_text(query, 3),
                           .kind = column_text(query, 4),
                           .spn = column_text(query, 5),
                           .guard = column_text(query, 6),
                       });
    return step == 0;
}

bool explain_each_fact(struct store *store, struct bytes sql, int64_t request,
                       explain_fact_fn *visit, void *context, struct error *error)
{
    sqlite3_stmt *query CLEANUP(statement_drop) = statement_prepare(store, sql, error);
    int step = -1;

    if (query)
        sqlite3_bind_int64(query, sqlite3_bind_parameter_index(query, ":request"), request);
    while (query && (step = statement_step(store, query, error)) == 1) {
        struct bytes value = column_text(query, 1);

        visit(context, column_text(query, 0), column_is_null(query, 1) ? NULL : &value,
              column_text(query, 2));
    }
    return step == 0;
}
