// SPDX-License-Identifier: Apache-2.0
// Runs a parser of client files over bytes in memory and writes down what it delivers.
#ifndef UNIT_IMPORT_FIXTURE_H
#define UNIT_IMPORT_FIXTURE_H

#include "unit/check.h"

#include "base/cleanup.h"
#include "import/format.h"

// One line a record: the fields that are not empty, as name=value.
static inline void log_bytes(struct text *log, const char *name, struct bytes value)
{
    if (value.size)
        text_printf(log, " %s=%.*s", name, (int)value.size, value.data);
}

static inline void log_word(struct text *log, const char *name, const char *word, bool known)
{
    if (known)
        text_printf(log, " %s=%s", name, word);
}

static inline bool log_inventory(void *context, const struct inventory_row *row,
                                 struct error *error)
{
    struct text *log = context;

    (void)error;
    text_printf(log, "%u:", row->line);
    log_bytes(log, "host", row->host);
    log_bytes(log, "application", row->application);
    log_bytes(log, "process", row->process);
    log_word(log, "kind", kind_word(row->kind), row->kind);
    log_bytes(log, "hosted_by", row->hosted_by);
    log_bytes(log, "identity", row->identity);
    log_bytes(log, "callers", row->callers);
    log_word(log, "level", level_word(row->level), row->level);
    log_word(log, "complus_level", level_word(row->complus_level), row->complus_level);
    log_word(log, "dcomcnfg_level", level_word(row->dcomcnfg_level), row->dcomcnfg_level);
    log_word(log, "proxy_level", level_word(row->proxy_level), row->proxy_level);
    log_word(log, "activation_level", level_word(row->activation_level), row->activation_level);
    log_bytes(log, "interface", row->interface);
    if (row->has_flags)
        text_printf(log, " flags=%x", row->flags);
    if (row->transport_word.size)
        assert_string_equal(row->transport_word.data, transport_word(row->transport));
    log_word(log, "transport", transport_word(row->transport), row->transport_word.size);
    log_word(log, "authn_service", authn_service_word(row->authn_service), row->authn_service);
    log_word(log, "authn_level", authn_level_word(row->authn_level), row->authn_level);
    log_word(log, "cloaking", cloaking_word(row->cloaking), row->cloaking);
    log_bytes(log, "server", row->server);
    log_bytes(log, "server_identity", row->server_identity);
    log_bytes(log, "targets", row->targets);
    log_bytes(log, "server_application", row->server_application);
    text_append_byte(log, '\n');
    return true;
}

static inline bool log_host(void *context, const struct host_facts *facts, struct error *error)
{
    struct text *log = context;

    (void)error;
    text_printf(log, "%u:", facts->line);
    log_bytes(log, "host", facts->host);
    log_word(log, "level", machine_level_word(facts->machine_level), facts->machine_level);
    log_word(log, "ignore", answer_word(facts->ignore_delegation_failure),
             facts->ignore_delegation_failure);
    log_word(log, "dcom", answer_word(facts->enable_dcom), facts->enable_dcom);
    log_word(log, "guard", answer_word(facts->credential_guard), facts->credential_guard);
    log_word(log, "joined", answer_word(facts->domain_joined), facts->domain_joined);
    log_word(log, "scripting", machine_level_word(facts->scripting_level), facts->scripting_level);
    log_word(log, "complus", machine_level_word(facts->complus_default_level),
             facts->complus_default_level);
    log_word(log, "authn", stated_authn_word(facts->authn_level),
             facts->authn_level > STATED_AUTHN_UNSET);
    log_word(log, "require", answer_word(facts->require_integrity), facts->require_integrity);
    log_word(log, "raise", answer_word(facts->raise_activation), facts->raise_activation);
    log_bytes(log, "remark", facts->remark);
    text_append_byte(log, '\n');
    return true;
}

static inline bool log_application(void *context, const struct application_fact *fact,
                                   struct error *error)
{
    struct text *log = context;

    (void)error;
    text_printf(log, "%u: %s/%s", fact->line, fact_source_word(fact->source),
                part_word(fact->part));
    log_bytes(log, "host", fact->host);
    log_bytes(log, "partition", fact->partition);
    log_bytes(log, "appid", fact->appid);
    log_bytes(log, "name", fact->name);
    log_bytes(log, "exe", fact->exe);
    log_word(log, "kind", kind_word(fact->kind), fact->kind);
    log_word(log, "level", stated_level_word(fact->level), fact->level);
    log_word(log, "authn", stated_authn_word(fact->authn_level), fact->authn_level);
    log_word(log, "cloaking", stated_cloaking_word(fact->cloaking), fact->cloaking);
    log_word(log, "run_as", run_as_word(fact->run_as), fact->run_as);
    log_bytes(log, "account", fact->account);
    log_bytes(log, "service", fact->service);
    log_bytes(log, "surrogate", fact->surrogate);
    log_word(log, "enabled", answer_word(fact->enabled), fact->enabled);
    log_word(log, "queued", answer_word(fact->queued), fact->queued);
    log_word(log, "proxy", answer_word(fact->proxy), fact->proxy);
    log_word(log, "initializes", answer_word(fact->initializes_security),
             fact->initializes_security);
    log_bytes(log, "remote", fact->remote_server);
    if (fact->has_appid_flags)
        text_printf(log, " flags=%x", fact->appid_flags);
    log_bytes(log, "key", fact->key);
    log_bytes(log, "remark", fact->remark);
    text_append_byte(log, '\n');
    return true;
}

static inline bool log_class(void *context, const struct class_fact *fact, struct error *error)
{
    struct text *log = context;

    (void)error;
    text_printf(log, "%u: class", fact->line);
    log_bytes(log, "host", fact->host);
    log_bytes(log, "clsid", fact->clsid);
    log_bytes(log, "progid", fact->progid);
    log_bytes(log, "appid", fact->appid);
    log_word(log, "view", registry_view_word(fact->view), fact->view);
    log_bytes(log, "key", fact->key);
    text_append_byte(log, '\n');
    return true;
}

static inline bool log_service(void *context, const struct service_fact *fact, struct error *error)
{
    struct text *log = context;

    (void)error;
    text_printf(log, "%u: service", fact->line);
    log_bytes(log, "host", fact->host);
    log_bytes(log, "service", fact->service);
    log_bytes(log, "account", fact->account);
    log_bytes(log, "group", fact->group);
    log_bytes(log, "exe", fact->exe);
    log_word(log, "disabled", answer_word(fact->disabled), fact->disabled);
    log_bytes(log, "key", fact->key);
    text_append_byte(log, '\n');
    return true;
}

// Only parts that are narrowed to an object: whole ones go without saying in most tests.
static inline bool log_part(void *context, const struct covered_part *part, struct error *error)
{
    struct text *log = context;

    (void)error;
    if (part->object.size) {
        text_printf(log, "%u: part %s", part->line, part_word(part->part));
        log_bytes(log, "object", part->object);
        text_append_byte(log, '\n');
    }
    return true;
}

static inline struct client_sink log_sink(struct text *log)
{
    return (struct client_sink){log,       log_inventory, log_host, log_application,
                                log_class, log_service,   log_part};
}

static inline bool refuse_inventory(void *context, const struct inventory_row *row,
                                    struct error *error)
{
    (void)context;
    (void)row;
    return error_set(error, STATUS_STORE, "the disk is full");
}

static inline bool refuse_host(void *context, const struct host_facts *facts, struct error *error)
{
    (void)context;
    (void)facts;
    return error_set(error, STATUS_STORE, "the disk is full");
}

static inline bool accept_part(void *context, const struct covered_part *part, struct error *error)
{
    (void)context;
    (void)part;
    (void)error;
    return true;
}

// Feeds `content` as the file "F" in chunks. The format is sniffed where it is NULL; the log ends
// in what went wrong.
static inline void run_chunks(const struct import_format *format, const struct client_sink *sink,
                              struct bytes content, size_t chunk_bytes, struct text *log)
{
    struct import_run run CLEANUP(import_run_clear) = {
        .job = {.file = "F", .host = BYTES("WS1"), .sink = sink}, .format = format};
    struct error error = {0};
    bool good = true;

    for (size_t at = 0; good && at < content.size; at += chunk_bytes)
        good = import_run_feed(&run, bytes_slice(content, at, chunk_bytes), &error);
    good = good && import_run_finish(&run, &error);
    if (!good)
        text_append_string(log, error.message);
    assert_int_equal(good, error.status == STATUS_OK);
}

// The same in one piece and in pieces of every size up to seven bytes: nothing may differ.
static inline void expect_bytes(const struct import_format *format, struct bytes content,
                                const char *expected)
{
    for (size_t chunk_bytes = 0; chunk_bytes < 8; chunk_bytes++) {
        struct text log CLEANUP(text_clear) = {0};
        struct client_sink sink = log_sink(&log);

        text_append_string(&log, "");
        run_chunks(format, &sink, content, chunk_bytes ? chunk_bytes : SIZE_MAX / 2, &log);
        assert_string_equal(log.data, expected);
    }
}

// A sink that says no gets its message back with the place before it.
static inline void expect_refusal(const struct import_format *format, const char *content,
                                  const char *expected)
{
    struct client_sink sink = {
        .inventory = refuse_inventory, .host = refuse_host, .part = accept_part};
    struct text log CLEANUP(text_clear) = {0};

    run_chunks(format, &sink, bytes_of(content), SIZE_MAX / 2, &log);
    assert_string_equal(log.data, expected);
}

#endif
