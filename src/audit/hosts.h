// SPDX-License-Identifier: Apache-2.0
// The hosts that client files name: one entry a machine, its facts merged from all files.
#ifndef AUDIT_HOSTS_H
#define AUDIT_HOSTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/client.h"
#include "core/machine.h"
#include "store/resolve.h"
#include "store/store.h"

enum host_fact {
    HOST_FACT_LEVEL,
    HOST_FACT_CATALOG_LEVEL,
    HOST_FACT_SCRIPTING_LEVEL,
    HOST_FACT_IDF,
    HOST_FACT_DCOM,
    HOST_FACT_GUARD,
    HOST_FACT_JOINED,
    HOST_FACT_COUNT
};

// Which kind of file stated each fact, and which file.
struct host_origins {
    const char *formats[HOST_FACT_COUNT];
    struct bytes files[HOST_FACT_COUNT];
    struct machine machine; // the defaults among the facts, with their sources
};

struct host_entry {
    int64_t id; // in the host table; counts from 1
    struct bytes name, key;
    struct resolve_result account; // its computer account
    struct host_facts facts;       // NULL-like where has_facts is false
    bool has_facts;
    struct bytes source;          // files and lines of the facts
    struct host_origins *origins; // of the facts; NULL where there are none
};

// Zero-initialise all but `store`. Entries keep their index; text is held by the arena.
struct host_table {
    struct store *store;
    struct arena arena;
    VEC(struct host_entry) entries;
    struct map by_key;
    struct map by_account;
    struct text key; // scratch
};

// The entry of a host by any of its names, made where it is new. Two names of one computer
// account are one host. Borrowed until the next call.
struct host_entry *hosts_find(struct host_table *hosts, struct bytes name, struct error *error);

// The id of a host that is there already, by its name or its computer account (0: not known); 0
// where there is none.
int64_t hosts_lookup(struct host_table *hosts, struct bytes name, int64_t account);

// Merges the imported facts of every host. Between files of one kind the newest states each fact;
// between kinds, and between two names of one machine in one file, a different value is a
// contradiction and the fact counts as not read.
bool hosts_load_facts(struct host_table *hosts, struct error *error);

// Writes the entries into the host table.
bool hosts_store(struct host_table *hosts, struct error *error);

void hosts_clear(struct host_table *hosts);

#endif
