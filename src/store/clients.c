// SPDX-License-Identifier: Apache-2.0
// Client records: words in the tables, enumerations outside.
#include "store/clients.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "store/client_facts.h"
#include "store/statement.h"

// Counts up whenever a parser learns to read more of a file that it read before.
enum { READER = 1 };

static bool remember_former(struct clients_file *file, const char *path, const char *host,
                            struct error *error)
{
    sqlite3_stmt *query = statement_named(file->store, "clients-find-file", error);

    if (!query)
        return false;
    bind_word(query, 1, path);
    bind_int64(query, 2, READER);
    bind_word(query, 3, host);

    int step = statement_step(file->store, query, error);
    struct bytes digest = step == 1 ? column_blob(query, 1) : (struct bytes){0};

    file->was_imported = digest.size == sizeof file->former_digest;
    if (file->was_imported)
        memcpy(file->former_digest, digest.data, digest.size);
    return step == 0 || (step == 1 && statement_finish(file->store, query, error));
}

static bool set_aside(struct clients_file *file, const char *path, struct error *error)
{
    sqlite3_stmt *aside = statement_named(file->store, "clients-set-aside", error);

    if (!aside)
        return false;
    bind_word(aside, 1, path);

    int step = statement_step(file->store, aside, error);

    if (step == 1)
        file->former_id = column_int64(aside, 0);
    return step == 0 || (step == 1 && statement_finish(file->store, aside, error));
}

bool clients_open_file(struct clients_file *out, struct store *store, const char *path,
                       const char *host, struct error *error)
{
    *out = (struct clients_file){.store = store};

    sqlite3_stmt *add = statement_named(store, "clients-add-file", error);

    if (!add || !remember_former(out, path, host, error) || !set_aside(out, path, error))
        return false;
    bind_word(add, 1, path);
    bind_int64(add, 2, clock_now());
    bind_int64(add, 3, READER);
    bind_word(add, 4, host);
    if (!statement_finish(store, add, error))
        return false;
    out->id = sqlite3_last_insert_rowid(store_connection(store));
    return true;
}

static void append_flags(struct text *out, unsigned flags)
{
    for (unsigned flag = 1; flag < flag_count; flag++)
        if (flags & 1u << flag) {
            if (out->size)
                text_append_byte(out, ';');
            text_append_string(out, flag_word((enum flag)flag));
        }
}

// Unknown is the empty cell; every other level is its word.
static const char *level_cell(enum level level)
{
    return level == LEVEL_UNKNOWN ? "" : level_word(level);
}

static void bind_levels(sqlite3_stmt *insert, const struct inventory_row *row)
{
    bind_word(insert, 10, level_cell(row->level));
    bind_word(insert, 11, level_cell(row->complus_level));
    bind_word(insert, 12, level_cell(row->dcomcnfg_level));
    bind_word(insert, 13, level_cell(row->proxy_level));
    bind_word(insert, 14, level_cell(row->activation_level));
}

static bool add_row(void *context, const struct inventory_row *row, struct error *error)
{
    struct clients_file *file = context;
    sqlite3_stmt *insert = statement_named(file->store, "clients-add-row", error);
    struct text flags = {0};

    if (!insert)
        return false;
    append_flags(&flags, row->flags);
    bind_int64(insert, 1, file->id);
    bind_int64(insert, 2, row->line);
    bind_text(insert, 3, row->host);
    bind_text(insert, 4, row->application);
    bind_text(insert, 5, row->process);
    bind_word(insert, 6, kind_word(row->kind));
    bind_text(insert, 7, row->hosted_by);
    bind_text(insert, 8, row->identity);
    bind_text(insert, 9, row->callers);
    bind_levels(insert, row);
    bind_text(insert, 15, row->interface);
    bind_text(insert, 16, text_view(&flags));
    bind_text(insert, 17, row->transport_word);
    bind_word(insert, 18, authn_service_word(row->authn_service));
    bind_word(insert, 19, authn_level_word(row->authn_level));
    bind_word(insert, 20, cloaking_word(row->cloaking));
    bind_text(insert, 21, row->server);
    bind_text(insert, 22, row->server_identity);
    bind_text(insert, 23, row->targets);
    bind_text(insert, 24, row->server_application);

    bool done = statement_finish(file->store, insert, error);

    text_clear(&flags);
    return done;
}

struct client_sink clients_sink(struct clients_file *file)
{
    return (struct client_sink){
        file,
        add_row,
        client_facts_add_host,
        client_facts_add_application,
        client_facts_add_class,
        client_facts_add_service,
        client_facts_add_part,
    };
}

void clients_drop_file(struct clients_file *file)
{
    text_clear(&file->host_key);
}

bool clients_close_file(struct clients_file *file, const char *format, const uint8_t digest[32],
                        uint64_t records, struct error *error)
{
    sqlite3_stmt *seal = statement_named(file->store, "clients-seal-file", error);

    if (!seal)
        return false;
    bind_int64(seal, 1, file->id);
    bind_word(seal, 2, format);
    bind_blob_or_null(seal, 3, (struct bytes){(const char *)digest, 32});
    bind_int64(seal, 4, (int64_t)records);
    return statement_finish(file->store, seal, error);
}

bool clients_each_change(struct clients_file *file, clients_change_fn *visit, void *context,
                         struct error *error)
{
    sqlite3_stmt *query = statement_named(file->store, "clients-changes", error);
    int step;

    if (!query)
        return false;
    bind_int64(query, 1, file->id);
    bind_int64(query, 2, file->former_id);
    while ((step = statement_step(file->store, query, error)) == 1)
        visit(context, column_text(query, 0));
    return step == 0;
}

static bool run_for(struct clients_file *file, const char *name, int64_t id, struct error *error)
{
    sqlite3_stmt *statement = statement_named(file->store, name, error);

    if (!statement)
        return false;
    bind_int64(statement, 1, id);
    return statement_finish(file->store, statement, error);
}

bool clients_replace_older(struct clients_file *file, struct error *error)
{
    static const char *const statements[] = {
        "clients-replace-hosts", "clients-replace-applications", "clients-replace-classes",
        "clients-replace-services", "clients-replace-parts"};

    if (file->former_id && !run_for(file, "clients-drop-import", file->former_id, error))
        return false;
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        if (!run_for(file, statements[i], file->id, error))
            return false;
    return true;
}

static void format_source(char *out, size_t size, struct bytes path, int64_t line)
{
    struct bytes base = path;

    for (struct bytes rest = path; bytes_next(&rest, '/', &base);)
        ;
    snprintf(out, size, "%.*s:%lld", (int)base.size, base.data ? base.data : "", (long long)line);
}

static unsigned parse_flags(struct bytes list)
{
    unsigned flags = 0;

    for (struct bytes rest = list, item; bytes_next(&rest, ';', &item);) {
        enum flag flag;

        if (flag_from_word(bytes_trim(item), &flag) && flag)
            flags |= 1u << flag;
    }
    return flags;
}

static enum level level_at(sqlite3_stmt *query, int at)
{
    enum level level = LEVEL_UNKNOWN;

    level_from_word(column_text(query, at), &level);
    return level;
}

static void read_row(sqlite3_stmt *query, struct inventory_row *row)
{
    *row = (struct inventory_row){
        .line = (unsigned)column_int64(query, 2),
        .host = column_text(query, 3),
        .application = column_text(query, 4),
        .process = column_text(query, 5),
        .hosted_by = column_text(query, 7),
        .identity = column_text(query, 8),
        .callers = column_text(query, 9),
        .level = level_at(query, 10),
        .complus_level = level_at(query, 11),
        .dcomcnfg_level = level_at(query, 12),
        .proxy_level = level_at(query, 13),
        .activation_level = level_at(query, 14),
        .interface = column_text(query, 15),
        .flags = parse_flags(column_text(query, 16)),
        .has_flags = column_text(query, 16).size > 0,
        .transport_word = column_text(query, 17),
        .server = column_text(query, 21),
        .server_identity = column_text(query, 22),
        .targets = column_text(query, 23),
        .server_application = column_text(query, 24),
    };
    // Words that are none of ours were refused when they came in: the empty value stays.
    kind_from_word(column_text(query, 6), &row->kind);
    transport_from_word(row->transport_word, &row->transport);
    authn_service_from_word(column_text(query, 18), &row->authn_service);
    authn_level_from_word(column_text(query, 19), &row->authn_level);
    cloaking_from_word(column_text(query, 20), &row->cloaking);
}

bool clients_each_row_host(struct store *store, clients_row_host_fn *visit, void *context,
                           struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "clients-row-hosts", error);
    int step;

    if (!query)
        return false;
    while ((step = statement_step(store, query, error)) == 1)
        if (!visit(context, column_int64(query, 0), column_text(query, 1), error)) {
            sqlite3_reset(query);
            return false;
        }
    return step == 0;
}

bool clients_add_machine_row(struct store *store, struct bytes host, int64_t row,
                             struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "clients-add-machine-row", error);

    if (!insert)
        return false;
    bind_text(insert, 1, host);
    bind_int64(insert, 2, row);
    return statement_finish(store, insert, error);
}

bool clients_each_machine(struct store *store, clients_machine_fn *visit, void *context,
                          struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "clients-machines", error);
    int step;

    if (!query)
        return false;
    while ((step = statement_step(store, query, error)) == 1)
        if (!visit(context, column_text(query, 0), error)) {
            sqlite3_reset(query);
            return false;
        }
    return step == 0;
}

bool clients_each_row(struct store *store, struct bytes machine, clients_row_fn *visit,
                      void *context, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "clients-rows", error);
    struct inventory_row row;
    char source[512];
    int step;

    if (!query)
        return false;
    bind_text(query, 1, machine);
    while ((step = statement_step(store, query, error)) == 1) {
        read_row(query, &row);
        format_source(source, sizeof source, column_text(query, 1), row.line);
        if (!visit(context, &row, source, error)) {
            sqlite3_reset(query);
            return false;
        }
    }
    return step == 0;
}

static enum answer answer_at(sqlite3_stmt *query, int at)
{
    enum answer answer = ANSWER_UNKNOWN;

    answer_from_word(column_text(query, at), &answer);
    return answer;
}

bool clients_each_host(struct store *store, clients_host_fn *visit, void *context,
                       struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "clients-hosts", error);
    char source[512], format[32];
    int step;

    if (!query)
        return false;
    while ((step = statement_step(store, query, error)) == 1) {
        struct host_facts facts = {
            .line = (unsigned)column_int64(query, 2),
            .host = column_text(query, 3),
            .ignore_delegation_failure = answer_at(query, 5),
            .enable_dcom = answer_at(query, 6),
            .credential_guard = answer_at(query, 7),
            .domain_joined = answer_at(query, 8),
            .remark = column_text(query, 9),
            .key = column_text(query, 11),
            .require_integrity = answer_at(query, 15),
            .raise_activation = answer_at(query, 16),
        };
        struct bytes kind = column_text(query, 1);

        machine_level_from_word(column_text(query, 4), &facts.machine_level);
        part_from_word(column_text(query, 10), &facts.part);
        machine_level_from_word(column_text(query, 12), &facts.scripting_level);
        machine_level_from_word(column_text(query, 13), &facts.complus_default_level);
        stated_authn_from_word(column_text(query, 14), &facts.authn_level);
        snprintf(format, sizeof format, "%.*s", (int)kind.size, kind.data ? kind.data : "");
        format_source(source, sizeof source, column_text(query, 0), facts.line);
        if (!visit(context, &facts, format, source, error)) {
            sqlite3_reset(query);
            return false;
        }
    }
    return step == 0;
}
