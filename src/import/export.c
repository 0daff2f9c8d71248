// SPDX-License-Identifier: Apache-2.0
// Rows of exports: whose they are, what they speak of, and their values.
#include "import/export.h"

#include "core/host.h"
#include "import/numbers.h"

const struct csv_column export_columns[EXPORT_COLUMN_COUNT] = {EXPORT_COLUMNS(EXPORT_NAME)};

struct bytes export_cell(const struct export_row *row, enum export_column column)
{
    return bytes_trim(row->cells[column]);
}

static bool has(const struct export_row *row, enum export_column column)
{
    return row->present[column];
}

// CimClass is printed as "root/cimv2:Win32_Service".
static bool is_class(struct bytes name, const char *wanted)
{
    return name.size && bytes_ends_with_ascii(name, bytes_of(wanted));
}

static enum part part_of_class(struct bytes name)
{
    static const struct {
        const char *name;
        enum part part;
    } classes[] = {
        {"Win32_Service", PART_SERVICES},
        {"Win32_DCOMApplicationSetting", PART_DCOM_SETTINGS},
        {"Win32_DCOMApplication", PART_DCOM_NAMES},
        {"Win32_ComputerSystem", PART_COMPUTER},
        {"Win32_DeviceGuard", PART_DEVICE_GUARD},
        {"Applications", PART_COMPLUS},
        {"LocalComputer", PART_COMPLUS_COMPUTER},
    };

    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (is_class(name, classes[i].name))
            return classes[i].part;
    return PART_NONE;
}

static enum part part_of_columns(const struct export_row *row)
{
    if (has(row, EXPORT_ImpersonationLevel) || has(row, EXPORT_Activation) ||
        has(row, EXPORT_AppPartitionID))
        return PART_COMPLUS;
    if (has(row, EXPORT_DefaultImpersonationLevel) || has(row, EXPORT_DCOMEnabled))
        return PART_COMPLUS_COMPUTER;
    if (has(row, EXPORT_StartName) && has(row, EXPORT_Name))
        return PART_SERVICES;
    if (has(row, EXPORT_PartOfDomain))
        return PART_COMPUTER;
    if (has(row, EXPORT_SecurityServicesRunning))
        return PART_DEVICE_GUARD;
    if (!has(row, EXPORT_AppID))
        return PART_NONE;
    if (has(row, EXPORT_RunAsUser) || has(row, EXPORT_UseSurrogate) ||
        has(row, EXPORT_LocalService) || has(row, EXPORT_AuthenticationLevel))
        return PART_DCOM_SETTINGS;
    return has(row, EXPORT_Name) ? PART_DCOM_NAMES : PART_NONE;
}

enum part export_part(const struct export_row *row)
{
    static const enum export_column names[] = {EXPORT_Collection, EXPORT___CLASS, EXPORT_CimClass,
                                               EXPORT_CreationClassName};
    enum part part = part_of_class(row->class_name);

    for (size_t i = 0; !part && i < sizeof names / sizeof *names; i++)
        part = part_of_class(export_cell(row, names[i]));
    return part ? part : part_of_columns(row);
}

// The first name that is a machine's and not "this one": a session may have been opened to either.
static struct bytes host_of(struct export *state, const struct export_row *row, enum part part)
{
    static const enum export_column names[] = {EXPORT_PSComputerName, EXPORT_Computer,
                                               EXPORT___SERVER, EXPORT_SystemName};
    struct bytes name = export_cell(row, EXPORT_DNSHostName);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct bytes host = export_cell(row, names[i]);

        if (host.size && !host_is_self(host) && !host_is_address(host))
            return host;
    }
    if (part != PART_COMPUTER)
        return state->job->host;
    return name.size ? name : export_cell(row, EXPORT_Name);
}

static bool cover(struct export *state, const struct export_row *row, enum part part,
                  struct bytes host, struct error *error)
{
    struct covered_part covered = {row->line, host, part, {0}};
    const struct client_sink *sink = state->job->sink;

    if (state->covered_part == part && bytes_equal(text_view(&state->covered), host))
        return true;
    state->covered_part = part;
    text_reset(&state->covered);
    text_append(&state->covered, host);
    return sink->part(sink->context, &covered, error) ||
           place_wrap(error, row->place(row->source, EXPORT_Name));
}

static bool take_part(struct export *state, const struct export_row *row, enum part part,
                      struct bytes host, struct error *error)
{
    switch (part) {
    case PART_COMPLUS:
        return export_complus(state, row, host, error);
    case PART_COMPLUS_COMPUTER:
        return export_complus_computer(state, row, host, error);
    default:
        return export_wmi(state, row, part, host, error);
    }
}

bool export_take(struct export *state, const struct export_row *row, struct error *error)
{
    enum part part = export_part(row);
    struct place place = row->place(row->source, EXPORT_PSComputerName);

    arena_reset(&state->arena);
    state->job->is_foreign = !part && !state->job->records;
    if (!part)
        return place_error(error, place,
                           "found a row of no known kind, expected one of Win32_Service, "
                           "Win32_DCOMApplicationSetting, Win32_DCOMApplication, "
                           "Win32_ComputerSystem, Win32_DeviceGuard, or of the COM+ collections "
                           "Applications or LocalComputer");

    struct bytes host = host_of(state, row, part);

    if (!host.size)
        return place_error(error, place,
                           "found no host in the row nor in the names of the file and its "
                           "directory, expected PSComputerName: give it with --host");
    return cover(state, row, part, host, error) && take_part(state, row, part, host, error);
}

void export_clear(struct export *state)
{
    arena_clear(&state->arena);
    text_clear(&state->covered);
}

void export_remark(const struct export_row *row, enum export_column column, const char *expected,
                   struct text *remark)
{
    text_printf(remark, "%s%s on line %u is not %s", remark->size ? "; " : "",
                export_columns[column].name, row->place(row->source, column).line, expected);
}

bool export_number(const struct export_row *row, enum export_column column, uint32_t *out)
{
    int64_t number;

    if (!bytes_to_int64(export_cell(row, column), &number) || number < 0 || number > UINT32_MAX)
        return false;
    *out = (uint32_t)number;
    return true;
}

enum answer export_answer(const struct export_row *row, enum export_column column,
                          struct text *remark)
{
    struct bytes cell = export_cell(row, column);

    if (bytes_equal_ascii(cell, BYTES("true")) || bytes_equal_ascii(cell, BYTES("1")))
        return ANSWER_YES;
    if (bytes_equal_ascii(cell, BYTES("false")) || bytes_equal_ascii(cell, BYTES("0")))
        return ANSWER_NO;
    if (cell.size)
        export_remark(row, column, "True or False", remark);
    return ANSWER_UNKNOWN;
}

enum stated_authn export_authn(const struct export_row *row, enum export_column column,
                               struct text *remark)
{
    enum stated_authn level = STATED_AUTHN_INVALID;
    uint32_t number;

    if (!has(row, column))
        return STATED_AUTHN_ABSENT;
    if (!export_cell(row, column).size)
        return STATED_AUTHN_UNSET;
    if (!export_number(row, column, &number) || !numbers_rpc_authn(number, &level))
        export_remark(row, column, "a number of 0 to 6", remark);
    return level;
}

// Names are taken from nobody: tools in the field call 3 "Delegate".
enum stated_level export_level(const struct export_row *row, enum export_column column,
                               struct text *remark)
{
    enum stated_level level = STATED_LEVEL_INVALID;
    uint32_t number;

    if (!has(row, column))
        return STATED_LEVEL_ABSENT;
    if (!export_cell(row, column).size)
        return STATED_LEVEL_UNSET;
    if (!export_number(row, column, &number) || !numbers_rpc_level(number, &level))
        export_remark(row, column, "a number of 0 to 4", remark);
    return level;
}

struct bytes export_upper(struct export *state, struct bytes text)
{
    struct text upper = {0};

    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        text_append_byte(&upper, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }

    struct bytes copy = arena_copy(&state->arena, text_view(&upper));

    text_clear(&upper);
    return copy;
}

bool export_kept(struct export *state, const struct export_row *row, bool kept, struct error *error)
{
    state->job->records += kept;
    return kept || place_wrap(error, row->place(row->source, EXPORT_Name));
}
