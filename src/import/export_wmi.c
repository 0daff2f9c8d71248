// SPDX-License-Identifier: Apache-2.0
// Rows of WMI classes: Win32_DCOMApplicationSetting, Win32_DCOMApplication, Win32_Service,
// Win32_ComputerSystem, Win32_DeviceGuard.
#include "import/export.h"

// Of Win32_DeviceGuard.SecurityServicesRunning: Credential Guard.
static const struct bytes credential_guard_number = {"1", 1};

static void read_surrogate(const struct export_row *row, struct application_fact *fact,
                           struct text *remark)
{
    struct bytes custom = export_cell(row, EXPORT_CustomSurrogate);

    if (export_answer(row, EXPORT_UseSurrogate, remark) != ANSWER_YES)
        return;
    fact->kind = KIND_SURROGATE;
    fact->surrogate = custom.size ? custom : BYTES("dllhost.exe");
}

static void read_identity(const struct export_row *row, struct application_fact *fact)
{
    struct bytes run_as = export_cell(row, EXPORT_RunAsUser);

    fact->service = export_cell(row, EXPORT_LocalService);
    if (fact->service.size) {
        fact->run_as = RUN_AS_SERVICE;
        fact->kind = KIND_SERVICE;
    } else if (bytes_equal_ascii(run_as, BYTES("Interactive User"))) {
        fact->run_as = RUN_AS_INTERACTIVE;
    } else if (run_as.size) {
        fact->run_as = RUN_AS_ACCOUNT;
        fact->account = run_as;
    } else if (row->present[EXPORT_RunAsUser] && row->present[EXPORT_LocalService]) {
        fact->run_as = RUN_AS_LAUNCHING;
    }
}

static bool take_application(struct export *state, const struct export_row *row, enum part part,
                             struct bytes host, struct error *error)
{
    const struct client_sink *sink = state->job->sink;
    struct text remark = {0};
    struct application_fact fact = {.line = row->line,
                                    .host = host,
                                    .part = part,
                                    .source = FACT_SOURCE_WMI,
                                    .key = BYTES("Win32_DCOMApplication"),
                                    .name = export_cell(row, EXPORT_Name)};

    fact.appid = export_upper(state, export_cell(row, EXPORT_AppID));
    if (part == PART_DCOM_SETTINGS) {
        fact.key = BYTES("Win32_DCOMApplicationSetting");
        if (!fact.name.size)
            fact.name = export_cell(row, EXPORT_Caption);
        fact.authn_level = export_authn(row, EXPORT_AuthenticationLevel, &remark);
        fact.remote_server = export_cell(row, EXPORT_RemoteServerName);
        read_surrogate(row, &fact, &remark);
        read_identity(row, &fact);
    }
    fact.remark = text_view(&remark);

    bool kept = sink->application(sink->context, &fact, error);

    text_clear(&remark);
    return export_kept(state, row, kept, error);
}

// The program of a command line: what is quoted, or up to ".exe", or up to the first blank.
static struct bytes program_of(struct bytes command, struct bytes *arguments)
{
    struct bytes program;

    if (command.size && command.data[0] == '"') {
        bytes_split(bytes_slice(command, 1, SIZE_MAX), '"', &program, arguments);
        return program;
    }
    for (size_t i = 0; i + 4 <= command.size; i++)
        if (bytes_equal_ascii(bytes_slice(command, i, 4), BYTES(".exe")) &&
            (i + 4 == command.size || command.data[i + 4] == ' ')) {
            *arguments = bytes_slice(command, i + 4, SIZE_MAX);
            return bytes_slice(command, 0, i + 4);
        }
    bytes_split(command, ' ', &program, arguments);
    return program;
}

// "svchost.exe -k GROUP -p".
static struct bytes group_of(struct bytes program, struct bytes arguments)
{
    if (!bytes_ends_with_ascii(program, BYTES("svchost.exe")))
        return (struct bytes){0};
    for (struct bytes rest = bytes_trim(arguments), word; bytes_next(&rest, ' ', &word);)
        if (bytes_equal_ascii(word, BYTES("-k"))) {
            while (bytes_next(&rest, ' ', &word))
                if (word.size)
                    return word;
        }
    return (struct bytes){0};
}

static bool take_service(struct export *state, const struct export_row *row, struct bytes host,
                         struct error *error)
{
    const struct client_sink *sink = state->job->sink;
    struct bytes mode = export_cell(row, EXPORT_StartMode), arguments = {0};
    struct service_fact fact = {
        .line = row->line,
        .host = host,
        .part = PART_SERVICES,
        .source = FACT_SOURCE_WMI,
        .service = export_cell(row, EXPORT_Name),
        .account = export_cell(row, EXPORT_StartName),
        .key = BYTES("Win32_Service"),
    };

    if (!fact.service.size)
        return place_found(error, row->place(row->source, EXPORT_Name), fact.service,
                           "the name of a service");
    fact.exe = program_of(export_cell(row, EXPORT_PathName), &arguments);
    fact.group = group_of(fact.exe, arguments);
    if (mode.size)
        fact.disabled =
            bytes_equal_ascii(mode, BYTES("Disabled")) || bytes_equal_ascii(mode, BYTES("4"))
                ? ANSWER_YES
                : ANSWER_NO;
    return export_kept(state, row, sink->service(sink->context, &fact, error), error);
}

static enum answer runs_guard(struct bytes list)
{
    for (struct bytes rest = list, item; bytes_next(&rest, ';', &item);)
        if (bytes_equal(bytes_trim(item), credential_guard_number))
            return ANSWER_YES;
    return list.size && list.data[0] >= '0' && list.data[0] <= '9' ? ANSWER_NO : ANSWER_UNKNOWN;
}

static bool take_host(struct export *state, const struct export_row *row, enum part part,
                      struct bytes host, struct error *error)
{
    const struct client_sink *sink = state->job->sink;
    struct text remark = {0};
    struct host_facts facts = {.line = row->line, .host = host, .part = part};

    if (part == PART_COMPUTER) {
        facts.key = BYTES("Win32_ComputerSystem.PartOfDomain");
        facts.domain_joined = export_answer(row, EXPORT_PartOfDomain, &remark);
    } else {
        facts.key = BYTES("Win32_DeviceGuard.SecurityServicesRunning");
        facts.credential_guard = runs_guard(export_cell(row, EXPORT_SecurityServicesRunning));
        if (facts.credential_guard == ANSWER_UNKNOWN)
            export_remark(row, EXPORT_SecurityServicesRunning,
                          "a list of numbers (export it as JSON)", &remark);
    }
    facts.remark = text_view(&remark);

    bool kept = sink->host(sink->context, &facts, error);

    text_clear(&remark);
    return export_kept(state, row, kept, error);
}

bool export_wmi(struct export *state, const struct export_row *row, enum part part,
                struct bytes host, struct error *error)
{
    switch (part) {
    case PART_DCOM_SETTINGS:
    case PART_DCOM_NAMES:
        return take_application(state, row, part, host, error);
    case PART_SERVICES:
        return take_service(state, row, host, error);
    default:
        return take_host(state, row, part, host, error);
    }
}
