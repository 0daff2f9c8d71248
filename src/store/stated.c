// SPDX-License-Identifier: Apache-2.0
// Records of exports as core has them.
#include "store/stated.h"

#include <sqlite3.h>

#include "base/cleanup.h"
#include "store/statement.h"

// Columns 0 to 2 of each statement are path, file and line: "FILE:LINE" with the base name.
static struct fact_origin read_origin(sqlite3_stmt *query, struct text *source)
{
    struct bytes base = column_text(query, 0);

    for (struct bytes rest = base; bytes_next(&rest, '/', &base);)
        ;
    text_reset(source);
    text_append(source, base);
    text_printf(source, ":%lld", (long long)column_int64(query, 2));
    return (struct fact_origin){text_view(source), column_int64(query, 1)};
}

static enum answer answer_at(sqlite3_stmt *query, int at)
{
    enum answer answer = ANSWER_UNKNOWN;

    answer_from_word(column_text(query, at), &answer);
    return answer;
}

static void read_appid_flags(struct bytes list, struct application_fact *fact)
{
    fact->has_appid_flags = list.size > 0;
    for (struct bytes rest = list, item; bytes_next(&rest, ';', &item);) {
        enum appid_flag flag;

        if (appid_flag_from_word(bytes_trim(item), &flag) && flag)
            fact->appid_flags |= 1u << flag;
    }
}

// Words that are none of ours mean "not read".
static void read_application(sqlite3_stmt *query, struct application_fact *fact)
{
    *fact = (struct application_fact){
        .line = (unsigned)column_int64(query, 2),
        .host = column_text(query, 3),
        .partition = column_text(query, 6),
        .appid = column_text(query, 7),
        .name = column_text(query, 8),
        .exe = column_text(query, 9),
        .account = column_text(query, 15),
        .service = column_text(query, 16),
        .surrogate = column_text(query, 17),
        .enabled = answer_at(query, 18),
        .queued = answer_at(query, 19),
        .proxy = answer_at(query, 20),
        .initializes_security = answer_at(query, 21),
        .remote_server = column_text(query, 22),
        .key = column_text(query, 24),
        .remark = column_text(query, 25),
    };
    part_from_word(column_text(query, 4), &fact->part);
    fact_source_from_word(column_text(query, 5), &fact->source);
    kind_from_word(column_text(query, 10), &fact->kind);
    stated_level_from_word(column_text(query, 11), &fact->level);
    stated_authn_from_word(column_text(query, 12), &fact->authn_level);
    stated_cloaking_from_word(column_text(query, 13), &fact->cloaking);
    run_as_from_word(column_text(query, 14), &fact->run_as);
    read_appid_flags(column_text(query, 23), fact);
}

bool stated_each_application(struct store *store, stated_application_fn *visit, void *context,
                             struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "clients-applications", error);
    struct text source CLEANUP(text_clear) = {0};
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1) {
        struct fact_origin origin = read_origin(query, &source);
        struct application_fact fact;

        read_application(query, &fact);
        if (!visit(context, &fact, &origin, error)) {
            sqlite3_reset(query);
            return false;
        }
    }
    return step == 0;
}

bool stated_each_class(struct store *store, stated_class_fn *visit, void *context,
                       struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "clients-classes", error);
    struct text source CLEANUP(text_clear) = {0};
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1) {
        struct fact_origin origin = read_origin(query, &source);
        struct class_fact fact = {
            .line = (unsigned)column_int64(query, 2),
            .host = column_text(query, 3),
            .clsid = column_text(query, 4),
            .progid = column_text(query, 5),
            .appid = column_text(query, 6),
            .key = column_text(query, 8),
        };

        registry_view_from_word(column_text(query, 7), &fact.view);
        if (!visit(context, &fact, &origin, error)) {
            sqlite3_reset(query);
            return false;
        }
    }
    return step == 0;
}

bool stated_each_service(struct store *store, stated_service_fn *visit, void *context,
                         struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "clients-services", error);
    struct text source CLEANUP(text_clear) = {0};
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1) {
        struct fact_origin origin = read_origin(query, &source);
        struct service_fact fact = {
            .line = (unsigned)column_int64(query, 2),
            .host = column_text(query, 3),
            .service = column_text(query, 6),
            .account = column_text(query, 7),
            .group = column_text(query, 8),
            .exe = column_text(query, 9),
            .disabled = answer_at(query, 10),
            .key = column_text(query, 11),
        };

        part_from_word(column_text(query, 4), &fact.part);
        fact_source_from_word(column_text(query, 5), &fact.source);
        if (!visit(context, &fact, &origin, error)) {
            sqlite3_reset(query);
            return false;
        }
    }
    return step == 0;
}
