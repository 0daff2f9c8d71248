// SPDX-License-Identifier: Apache-2.0
// A calling process put together from its inventory rows, and the processes that host libraries.
#ifndef CORE_PROCESS_H
#define CORE_PROCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/client.h"
#include "core/setting.h"

// Fields that belong to the process and not to a row: whoever states them must agree.
enum process_field {
    PROCESS_KIND,
    PROCESS_IDENTITY,
    PROCESS_CALLERS,
    PROCESS_LEVEL,
    PROCESS_COMPLUS_LEVEL,
    PROCESS_DCOMCNFG_LEVEL,
    PROCESS_CLOAKING,
    PROCESS_FLAGS,
    PROCESS_AUTHN_LEVEL,
    PROCESS_APPLICATION, // which application of the host's it is
    process_field_count
};

struct process_statement;

// One (host, application, process). Text is borrowed from the table's arena.
struct process {
    struct bytes host, application, process, hosted_by, identity, callers;
    enum kind kind;
    enum level level, complus_level, dcomcnfg_level; // LEVEL_UNKNOWN: not given
    enum cloaking cloaking;
    unsigned flags;
    bool has_flags;
    unsigned contradictions; // a set of 1u << enum process_field
    unsigned invalid;        // likewise: a value that is none was read
    // What only exports tell.
    enum authn_level authn_level;         // of its proxies; AUTHN_LEVEL_DEFAULT: not stated
    enum run_as run_as;                   // whose identity it has, where no account is named
    enum answer initializes_security;     // svchost calls CoInitializeSecurity for its group
    enum answer enabled;                  // no: the application cannot run
    enum answer is_proxy;                 // yes: it runs on another machine
    struct process_statement *statements; // see process_setting
};

// Do two names, used on the host of `process`, mean one account? Without it names are compared as
// text.
typedef bool process_same_account_fn(void *context, const struct process *process, struct bytes a,
                                     struct bytes b);

// All processes. Zero-initialise it.
struct process_table {
    struct arena arena;
    VEC(struct process) processes;
    struct map by_key;                 // host, application, process
    struct map by_application;         // host, application -> index of the first such process
    VEC(uint32_t) next_of_application; // parallel to processes; UINT32_MAX ends the list
    VEC(uint32_t) visited;             // parallel to processes: the last walk that came by
    uint32_t walk;                     // counts the walks
    struct text key;                   // scratch
    process_same_account_fn *same_account;
    void *context;
};

// Adds a row, which stands at `source` (file and line), to its process; returns the process's
// index.
uint32_t process_add(struct process_table *table, const struct inventory_row *row,
                     struct bytes source);

// The same of one field, as an export states it. `setting` is copied; values that mean "not stated"
// (number 0, an empty text) change nothing. What differs from what was stated before is a
// contradiction.
void process_state_kind(struct process_table *table, struct process *process, enum kind kind,
                        const struct setting *setting);
void process_state_level(struct process_table *table, struct process *process,
                         enum process_field field, enum level level, const struct setting *setting);
void process_state_cloaking(struct process_table *table, struct process *process,
                            enum cloaking cloaking, const struct setting *setting);
void process_state_authn_level(struct process_table *table, struct process *process,
                               enum authn_level level, const struct setting *setting);
void process_state_identity(struct process_table *table, struct process *process,
                            struct bytes account, const struct setting *setting);
// Whoever is logged on, or whoever activates it: tells why no account is known, where none is.
void process_state_run_as(struct process_table *table, struct process *process, enum run_as run_as,
                          const struct setting *setting);
void process_state_flag(struct process_table *table, struct process *process, enum flag flag,
                        const struct setting *setting);
// A value that is none, or that two sources state differently (`rival`).
void process_state_invalid(struct process_table *table, struct process *process,
                           enum process_field field, const struct setting *setting);
void process_state_contradiction(struct process_table *table, struct process *process,
                                 enum process_field field, const struct setting *setting,
                                 const struct setting *rival);

// The setting that holds a field, and the first that contradicts it; NULL: there is none.
const struct setting *process_setting(const struct process *process, enum process_field field);
const struct setting *process_rival(const struct process *process, enum process_field field);

// The index of a row's process; UINT32_MAX where it was never added.
uint32_t process_find(struct process_table *table, const struct inventory_row *row);

void process_table_clear(struct process_table *table);

// A library application or in-process server: it has its host's level and identity.
bool process_is_hosted(const struct process *process);

// Calls `visit` with each real process that hosts `index`: itself where it is no library, else
// every application of `hosted_by`, through libraries in libraries up to 16 deep; each once,
// however many ways lead to it. UINT32_MAX stands for a host that is not known (not named, not
// imported, or a cycle: `reason` says which, a config- code), once for each reason.
typedef void process_visit_fn(void *context, uint32_t host, const char *reason);
void process_each_host(struct process_table *table, uint32_t index, process_visit_fn *visit,
                       void *context);

#endif
