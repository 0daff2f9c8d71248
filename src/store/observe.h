// SPDX-License-Identifier: Apache-2.0
// Writing of one snapshot: directory objects in, observed tables out.
#ifndef STORE_OBSERVE_H
#define STORE_OBSERVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "core/sink.h"
#include "core/vocab.h"
#include "store/store.h"

struct observation;

struct observe_result {
    int64_t snapshot;
    uint64_t accounts, groups, objects;
    bool rootdse; // one was among the objects
    bool whole;
    char shortfall[512]; // the first thing that was not read; empty where whole
    char dc[256];        // dNSHostName of the rootDSE; empty where there was none
};

// Begins a snapshot inside the caller's transaction: the observed tables are emptied. `source` is
// borrowed until observe_finish. Owned: observe_drop. NULL with `error` set on failure.
struct observation *observe_begin(struct store *store, const char *source, struct error *error);

// The KDC of the server that is read is taken for this one, whatever its rootDSE says.
void observe_override_kdc(struct observation *observation, enum kdc_profile profile);

// The sink that fills the observed tables. Borrowed from the observation.
struct sink observe_sink(struct observation *observation);

// Indexes, memberships, the snapshot's own row. The caller commits.
bool observe_finish(struct observation *observation, struct observe_result *result,
                    struct error *error);

// NULL is allowed.
void observe_drop(struct observation *observation);

#endif
