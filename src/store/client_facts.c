// SPDX-License-Identifier: Apache-2.0
// What exports state of hosts, applications, classes and services: enumerations in, words stored.
#include "store/client_facts.h"

#include <sqlite3.h>

#include "core/host.h"
#include "store/statement.h"

// "Not read" is the empty cell.
static const char *answer_cell(enum answer answer)
{
    return answer == ANSWER_UNKNOWN ? "" : answer_word(answer);
}

// Starts a record: parameters 1 to 4 are file, line, host and the host's folded name.
static sqlite3_stmt *begin(struct clients_file *file, const char *statement, unsigned line,
                           struct bytes host, struct error *error)
{
    sqlite3_stmt *insert = statement_named(file->store, statement, error);

    if (!insert)
        return NULL;
    text_reset(&file->host_key);
    host_key(&file->host_key, host);
    bind_int64(insert, 1, file->id);
    bind_int64(insert, 2, line);
    bind_text(insert, 3, host);
    bind_text(insert, 4, text_view(&file->host_key));
    return insert;
}

bool client_facts_add_host(void *context, const struct host_facts *facts, struct error *error)
{
    struct clients_file *file = context;
    sqlite3_stmt *insert = begin(file, "clients-add-host", facts->line, facts->host, error);

    if (!insert)
        return false;
    bind_word(insert, 5, part_word(facts->part));
    bind_text(insert, 6, facts->key);
    bind_word(insert, 7, machine_level_word(facts->machine_level));
    bind_word(insert, 8, answer_cell(facts->ignore_delegation_failure));
    bind_word(insert, 9, answer_cell(facts->enable_dcom));
    bind_word(insert, 10, answer_cell(facts->credential_guard));
    bind_word(insert, 11, answer_cell(facts->domain_joined));
    bind_word(insert, 12, machine_level_word(facts->scripting_level));
    bind_word(insert, 13, machine_level_word(facts->complus_default_level));
    bind_word(insert, 14, stated_authn_word(facts->authn_level));
    bind_word(insert, 15, answer_cell(facts->require_integrity));
    bind_word(insert, 16, answer_cell(facts->raise_activation));
    bind_text(insert, 17, facts->remark);
    return statement_finish(file->store, insert, error);
}

static void append_flags(struct text *out, const struct application_fact *fact)
{
    for (unsigned flag = 1; flag < appid_flag_count; flag++)
        if (fact->appid_flags & 1u << flag)
            text_printf(out, "%s%s", out->size ? ";" : "", appid_flag_word((enum appid_flag)flag));
    if (!out->size)
        text_append_string(out, fact->has_appid_flags ? "none" : "");
}

static void bind_application(sqlite3_stmt *insert, const struct application_fact *fact)
{
    bind_word(insert, 5, part_word(fact->part));
    bind_word(insert, 6, fact_source_word(fact->source));
    bind_text(insert, 7, fact->partition);
    bind_text(insert, 8, fact->appid);
    bind_text(insert, 9, fact->name);
    bind_text(insert, 10, fact->exe);
    bind_word(insert, 11, kind_word(fact->kind));
    bind_word(insert, 12, stated_level_word(fact->level));
    bind_word(insert, 13, stated_authn_word(fact->authn_level));
    bind_word(insert, 14, stated_cloaking_word(fact->cloaking));
    bind_word(insert, 15, run_as_word(fact->run_as));
    bind_text(insert, 16, fact->account);
    bind_text(insert, 17, fact->service);
    bind_text(insert, 18, fact->surrogate);
    bind_word(insert, 19, answer_cell(fact->enabled));
    bind_word(insert, 20, answer_cell(fact->queued));
    bind_word(insert, 21, answer_cell(fact->proxy));
    bind_word(insert, 22, answer_cell(fact->initializes_security));
    bind_text(insert, 23, fact->remote_server);
    bind_text(insert, 25, fact->key);
    bind_text(insert, 26, fact->remark);
}

bool client_facts_add_application(void *context, const struct application_fact *fact,
                                  struct error *error)
{
    struct clients_file *file = context;
    sqlite3_stmt *insert = begin(file, "clients-add-application", fact->line, fact->host, error);
    struct text flags = {0};

    if (!insert)
        return false;
    bind_application(insert, fact);
    append_flags(&flags, fact);
    bind_text(insert, 24, text_view(&flags));

    bool done = statement_finish(file->store, insert, error);

    text_clear(&flags);
    return done;
}

bool client_facts_add_class(void *context, const struct class_fact *fact, struct error *error)
{
    struct clients_file *file = context;
    sqlite3_stmt *insert = begin(file, "clients-add-class", fact->line, fact->host, error);

    if (!insert)
        return false;
    bind_text(insert, 5, fact->clsid);
    bind_text(insert, 6, fact->progid);
    bind_text(insert, 7, fact->appid);
    bind_word(insert, 8, registry_view_word(fact->view));
    bind_text(insert, 9, fact->key);
    return statement_finish(file->store, insert, error);
}

bool client_facts_add_service(void *context, const struct service_fact *fact, struct error *error)
{
    struct clients_file *file = context;
    sqlite3_stmt *insert = begin(file, "clients-add-service", fact->line, fact->host, error);

    if (!insert)
        return false;
    bind_word(insert, 5, part_word(fact->part));
    bind_word(insert, 6, fact_source_word(fact->source));
    bind_text(insert, 7, fact->service);
    bind_text(insert, 8, fact->account);
    bind_text(insert, 9, fact->group);
    bind_text(insert, 10, fact->exe);
    bind_word(insert, 11, answer_cell(fact->disabled));
    bind_text(insert, 12, fact->key);
    return statement_finish(file->store, insert, error);
}

bool client_facts_add_part(void *context, const struct covered_part *part, struct error *error)
{
    struct clients_file *file = context;
    sqlite3_stmt *insert = begin(file, "clients-add-part", part->line, part->host, error);

    if (!insert)
        return false;
    bind_word(insert, 5, part_word(part->part));
    bind_text(insert, 6, part->object);
    return statement_finish(file->store, insert, error);
}
