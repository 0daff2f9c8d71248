// SPDX-License-Identifier: Apache-2.0
// The body of the fuzz targets for client files: what is delivered must not depend on how the
// file was cut into chunks, and text that is delivered must be readable to its last byte.
#ifndef FUZZ_CLIENT_TARGET_H
#define FUZZ_CLIENT_TARGET_H

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "fuzz.h"
#include "import/format.h"

static inline void note(struct text *log, struct bytes bytes)
{
    if (bytes.size && !utf8_is_valid(bytes, NULL))
        abort();
    text_append(log, bytes);
    text_append_byte(log, '\n');
}

static inline bool note_inventory(void *context, const struct inventory_row *row,
                                  struct error *error)
{
    struct bytes texts[] = {row->host,      row->application,   row->process,
                            row->hosted_by, row->identity,      row->callers,
                            row->interface, row->server,        row->server_identity,
                            row->targets,   row->transport_word};

    (void)error;
    if (!row->line || !row->host.size || !row->application.size || !row->server.size)
        abort();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        note(context, texts[i]);
    text_printf(context, "%u %d %d %d %d %d %d %u %d %d %d %d\n", row->line, row->kind, row->level,
                row->complus_level, row->dcomcnfg_level, row->proxy_level, row->activation_level,
                row->flags, row->transport, row->authn_service, row->authn_level, row->cloaking);
    return true;
}

static inline bool note_host(void *context, const struct host_facts *facts, struct error *error)
{
    (void)error;
    if (!facts->line || !facts->host.size)
        abort();
    note(context, facts->host);
    note(context, facts->remark);
    text_printf(context, "%u %d %d %d %d %d %d %d %d\n", facts->line, facts->machine_level,
                facts->ignore_delegation_failure, facts->enable_dcom, facts->credential_guard,
                facts->domain_joined, facts->scripting_level, facts->complus_default_level,
                facts->authn_level);
    return true;
}

static inline bool note_application(void *context, const struct application_fact *fact,
                                    struct error *error)
{
    struct bytes texts[] = {fact->host, fact->partition, fact->appid,        fact->name,
                            fact->exe,  fact->account,   fact->service,      fact->surrogate,
                            fact->key,  fact->remark,    fact->remote_server};

    (void)error;
    if (!fact->line || !fact->host.size || !fact->part || !fact->source)
        abort();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        note(context, texts[i]);
    text_printf(context, "%u %d %d %d %d %d %d %d %u\n", fact->line, fact->kind, fact->level,
                fact->authn_level, fact->cloaking, fact->run_as, fact->enabled, fact->proxy,
                fact->appid_flags);
    return true;
}

static inline bool note_class(void *context, const struct class_fact *fact, struct error *error)
{
    struct bytes texts[] = {fact->host, fact->clsid, fact->progid, fact->appid, fact->key};

    (void)error;
    if (!fact->line || !fact->host.size || !fact->clsid.size)
        abort();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        note(context, texts[i]);
    return true;
}

static inline bool note_service(void *context, const struct service_fact *fact, struct error *error)
{
    struct bytes texts[] = {fact->host,  fact->service, fact->account,
                            fact->group, fact->exe,     fact->key};

    (void)error;
    if (!fact->line || !fact->host.size || !fact->service.size || !fact->part)
        abort();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        note(context, texts[i]);
    return true;
}

static inline bool note_part(void *context, const struct covered_part *part, struct error *error)
{
    (void)error;
    if (!part->line || !part->host.size || !part->part)
        abort();
    note(context, part->object);
    text_printf(context, "%u %d\n", part->line, part->part);
    return true;
}

static inline void client_run(const struct import_format *format, struct bytes content,
                              size_t chunk_bytes, struct text *log)
{
    struct client_sink sink = {log,        note_inventory, note_host, note_application,
                               note_class, note_service,   note_part};
    struct import_run run CLEANUP(import_run_clear) = {
        .job = {.file = "F", .host = BYTES("WS1"), .sink = &sink}, .format = format};
    struct error error = {0};
    bool good = true;

    for (size_t at = 0; good && at < content.size; at += chunk_bytes)
        good = import_run_feed(&run, bytes_slice(content, at, chunk_bytes), &error);
    good = good && import_run_finish(&run, &error);
    if (!good && (error.status != STATUS_FORMAT || strncmp(error.message, "F:", 2) != 0))
        abort();
    text_append_string(log, error.message);
}

static inline int client_target(const struct import_format *format, const uint8_t *data,
                                size_t size)
{
    struct bytes content = {(const char *)data, size};
    struct text whole CLEANUP(text_clear) = {0}, pieces CLEANUP(text_clear) = {0};

    client_run(format, content, size + 1, &whole);
    client_run(format, content, size % 5 + 1, &pieces);
    if (!bytes_equal(text_view(&whole), text_view(&pieces)))
        abort();
    return 0;
}

#endif
