// SPDX-License-Identifier: Apache-2.0
// What PowerShell exports of WMI classes and dumps of the COM+ catalog hold, row by row, whether
// the file is CSV or JSON (docs/client-files.md).
#ifndef IMPORT_EXPORT_H
#define IMPORT_EXPORT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "import/csv_table.h"
#include "import/format.h"
#include "import/place.h"

// Properties that are read, by the names of WMI, COM+ and PowerShell. Others are passed over.
#define EXPORT_COLUMNS(C)                                                                          \
    C(PSComputerName)                                                                              \
    C(Computer)                                                                                    \
    C(__SERVER)                                                                                    \
    C(SystemName)                                                                                  \
    C(__CLASS)                                                                                     \
    C(CimClass)                                                                                    \
    C(CreationClassName)                                                                           \
    C(Collection)                                                                                  \
    C(ID)                                                                                          \
    C(AppID)                                                                                       \
    C(Name)                                                                                        \
    C(ApplicationName)                                                                             \
    C(Caption)                                                                                     \
    C(AppPartitionID)                                                                              \
    C(Activation)                                                                                  \
    C(ImpersonationLevel)                                                                          \
    C(Authentication)                                                                              \
    C(AuthenticationCapability)                                                                    \
    C(AuthenticationCapabilities)                                                                  \
    C(Identity)                                                                                    \
    C(ServiceName)                                                                                 \
    C(ApplicationProxy)                                                                            \
    C(ApplicationProxyServerName)                                                                  \
    C(QueuingEnabled)                                                                              \
    C(IsEnabled)                                                                                   \
    C(DefaultImpersonationLevel)                                                                   \
    C(DefaultAuthenticationLevel)                                                                  \
    C(DCOMEnabled)                                                                                 \
    C(AuthenticationLevel)                                                                         \
    C(LocalService)                                                                                \
    C(RemoteServerName)                                                                            \
    C(RunAsUser)                                                                                   \
    C(UseSurrogate)                                                                                \
    C(CustomSurrogate)                                                                             \
    C(EnableAtStorageActivation)                                                                   \
    C(StartName)                                                                                   \
    C(StartMode)                                                                                   \
    C(PathName)                                                                                    \
    C(PartOfDomain)                                                                                \
    C(Domain)                                                                                      \
    C(DNSHostName)                                                                                 \
    C(SecurityServicesRunning)

#define EXPORT_ENUMERATOR(name) EXPORT_##name,
#define EXPORT_NAME(name) {#name, false},

enum export_column { EXPORT_COLUMNS(EXPORT_ENUMERATOR) EXPORT_COLUMN_COUNT };

extern const struct csv_column export_columns[EXPORT_COLUMN_COUNT];

// One row. A column that the file lacks is not `present`; one that it has may be empty.
struct export_row {
    unsigned line;
    struct bytes cells[EXPORT_COLUMN_COUNT]; // borrowed
    bool present[EXPORT_COLUMN_COUNT];
    struct bytes class_name; // that the file gives outside of the rows; may be empty
    const void *source;
    struct place (*place)(const void *source, enum export_column column);
};

// The parser's own memory over the rows of one file.
struct export
{
    struct import_job *job;
    struct arena arena;     // of the row
    struct text covered;    // host of the last row
    enum part covered_part; // and its part
};

// The part of a machine that a row with these columns speaks of; PART_NONE: not known.
enum part export_part(const struct export_row *row);

// Delivers the records of one row. Errors: STATUS_FORMAT with the place; what the sink says.
bool export_take(struct export *state, const struct export_row *row, struct error *error);
void export_clear(struct export *state);

// For the readers of parts. `remark` gets what is wrong with a value.
struct bytes export_cell(const struct export_row *row, enum export_column column);
bool export_number(const struct export_row *row, enum export_column column, uint32_t *out);
enum answer export_answer(const struct export_row *row, enum export_column column,
                          struct text *remark);
enum stated_authn export_authn(const struct export_row *row, enum export_column column,
                               struct text *remark);
enum stated_level export_level(const struct export_row *row, enum export_column column,
                               struct text *remark);
void export_remark(const struct export_row *row, enum export_column column, const char *expected,
                   struct text *remark);
struct bytes export_upper(struct export *state, struct bytes text);
bool export_kept(struct export *state, const struct export_row *row, bool kept,
                 struct error *error);

// The readers: one row of the part, of the host.
bool export_complus(struct export *state, const struct export_row *row, struct bytes host,
                    struct error *error);
bool export_complus_computer(struct export *state, const struct export_row *row, struct bytes host,
                             struct error *error);
bool export_wmi(struct export *state, const struct export_row *row, enum part part,
                struct bytes host, struct error *error);

#endif
