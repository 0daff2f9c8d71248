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

// Fields that belong to the process and not to a row: rows may leave them empty or must agree.
enum process_field {
    PROCESS_KIND,
    PROCESS_IDENTITY,
    PROCESS_CALLERS,
    PROCESS_LEVEL,
    PROCESS_COMPLUS_LEVEL,
    PROCESS_DCOMCNFG_LEVEL,
    PROCESS_CLOAKING,
    PROCESS_FLAGS,
};

// One (host, application, process). Text is borrowed from the table's arena.
struct process {
    struct bytes host, application, process, hosted_by, identity, callers;
    enum kind kind;
    enum level level, complus_level, dcomcnfg_level; // LEVEL_UNKNOWN: not given
    enum cloaking cloaking;
    unsigned flags;
    bool has_flags;
    unsigned contradictions; // a set of 1u << enum process_field
};

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
};

// Adds a row to its process and returns the process's index.
uint32_t process_add(struct process_table *table, const struct inventory_row *row);

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
