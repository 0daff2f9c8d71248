// SPDX-License-Identifier: Apache-2.0
// Rows of the COM+ catalog: the collections Applications and LocalComputer.
#include "import/export.h"
#include "import/numbers.h"

// The catalog's number, and the words that scripts write for it.
static enum kind kind_of(const struct export_row *row, struct text *remark)
{
    struct bytes cell = export_cell(row, EXPORT_Activation);

    if (bytes_equal_ascii(cell, BYTES("1")) || bytes_equal_ascii(cell, BYTES("Local")))
        return KIND_COMPLUS_SERVER;
    if (bytes_equal_ascii(cell, BYTES("0")) || bytes_equal_ascii(cell, BYTES("Inproc")))
        return KIND_COMPLUS_LIBRARY;
    if (cell.size)
        export_remark(row, EXPORT_Activation, "0 (library) or 1 (server)", remark);
    return KIND_NONE;
}

static enum stated_cloaking cloaking_of(const struct export_row *row, struct text *remark)
{
    enum export_column column = row->present[EXPORT_AuthenticationCapability]
                                    ? EXPORT_AuthenticationCapability
                                    : EXPORT_AuthenticationCapabilities;
    uint32_t bits;

    if (!row->present[column])
        return STATED_CLOAKING_ABSENT;
    if (!export_cell(row, column).size)
        return STATED_CLOAKING_UNSET;
    if (export_number(row, column, &bits))
        return numbers_cloaking(bits);
    export_remark(row, column, "a number", remark);
    return STATED_CLOAKING_INVALID;
}

// A library has its host's account; a service the one that the service control manager has.
static void read_identity(const struct export_row *row, struct application_fact *fact)
{
    struct bytes identity = export_cell(row, EXPORT_Identity);

    fact->service = export_cell(row, EXPORT_ServiceName);
    if (fact->kind == KIND_COMPLUS_LIBRARY) {
        fact->run_as = RUN_AS_HOST;
    } else if (fact->service.size) {
        fact->run_as = RUN_AS_SERVICE;
    } else if (bytes_equal_ascii(identity, BYTES("Interactive User"))) {
        fact->run_as = RUN_AS_INTERACTIVE;
    } else if (identity.size) {
        fact->run_as = RUN_AS_ACCOUNT;
        fact->account = identity;
    }
}

static void read_application(struct export *state, const struct export_row *row,
                             struct application_fact *fact, struct text *remark)
{
    struct bytes name = export_cell(row, EXPORT_Name), id = export_cell(row, EXPORT_ID);

    fact->name = name.size ? name : export_cell(row, EXPORT_ApplicationName);
    fact->appid = export_upper(state, id.size ? id : export_cell(row, EXPORT_AppID));
    fact->partition = export_upper(state, export_cell(row, EXPORT_AppPartitionID));
    fact->kind = kind_of(row, remark);
    fact->level = export_level(row, EXPORT_ImpersonationLevel, remark);
    fact->authn_level = export_authn(row, EXPORT_Authentication, remark);
    fact->cloaking = cloaking_of(row, remark);
    fact->enabled = export_answer(row, EXPORT_IsEnabled, remark);
    fact->queued = export_answer(row, EXPORT_QueuingEnabled, remark);
    fact->proxy = export_answer(row, EXPORT_ApplicationProxy, remark);
    fact->remote_server = export_cell(row, EXPORT_ApplicationProxyServerName);
    read_identity(row, fact);
}

bool export_complus(struct export *state, const struct export_row *row, struct bytes host,
                    struct error *error)
{
    const struct client_sink *sink = state->job->sink;
    struct application_fact fact = {
        .line = row->line,
        .host = host,
        .part = PART_COMPLUS,
        .source = FACT_SOURCE_COMPLUS,
        .key = BYTES("Applications.ImpersonationLevel"),
    };
    struct text remark = {0};

    if (row->present[EXPORT_ImpersonationLevel])
        fact.line = row->place(row->source, EXPORT_ImpersonationLevel).line;
    else
        fact.key = BYTES("Applications");
    read_application(state, row, &fact, &remark);
    fact.remark = text_view(&remark);

    bool kept = sink->application(sink->context, &fact, error);

    text_clear(&remark);
    return export_kept(state, row, kept, error);
}

// 1 to 4; "unset" cannot be: the catalog fills the value in.
static enum machine_level default_level(const struct export_row *row, struct text *remark)
{
    enum stated_level level = export_level(row, EXPORT_DefaultImpersonationLevel, remark);

    switch (level) {
    case STATED_LEVEL_ABSENT:
    case STATED_LEVEL_UNSET:
        return MACHINE_LEVEL_ABSENT;
    case STATED_LEVEL_INVALID:
        return MACHINE_LEVEL_INVALID;
    case STATED_LEVEL_DEFAULT:
        export_remark(row, EXPORT_DefaultImpersonationLevel, "a number of 1 to 4", remark);
        return MACHINE_LEVEL_INVALID;
    default:
        return (enum machine_level)(MACHINE_LEVEL_ANONYMOUS + (level - STATED_LEVEL_ANONYMOUS));
    }
}

bool export_complus_computer(struct export *state, const struct export_row *row, struct bytes host,
                             struct error *error)
{
    const struct client_sink *sink = state->job->sink;
    struct text remark = {0};
    struct host_facts facts = {
        .line = row->place(row->source, EXPORT_DefaultImpersonationLevel).line,
        .host = host,
        .part = PART_COMPLUS_COMPUTER,
        .key = BYTES("LocalComputer.DefaultImpersonationLevel"),
    };

    facts.complus_default_level = default_level(row, &remark);
    facts.enable_dcom = export_answer(row, EXPORT_DCOMEnabled, &remark);
    facts.authn_level = export_authn(row, EXPORT_DefaultAuthenticationLevel, &remark);
    facts.remark = text_view(&remark);

    bool kept = sink->host(sink->context, &facts, error);

    text_clear(&remark);
    return export_kept(state, row, kept, error);
}
