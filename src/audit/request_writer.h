// SPDX-License-Identifier: Apache-2.0
// One proxy of one process becomes a request for each client identity and target.
#ifndef AUDIT_REQUEST_WRITER_H
#define AUDIT_REQUEST_WRITER_H

#include "audit/levels.h"
#include "audit/party.h"
#include "audit/proxies.h"
#include "audit/server.h"
#include "core/process.h"
#include "store/outcome.h"

// What is known of all requests, and the one that is being made.
struct builder {
    struct store *store;
    struct host_table *hosts;
    struct name_table *names;
    struct process_table processes;
    struct application_table applications;
    struct party_table parties;
    struct level_table levels;
    struct proxy_table proxies;
    struct error *error;
    bool failed;
    struct text sid;                              // of `sid_of`
    int64_t sid_of;                               // the client whose SID that is
    struct text server_evidence, client_evidence; // of the request that is written out

    // The row, process and identity that are being written out.
    const struct inventory_row *row;
    const struct process *process; // the row's own
    const struct process *real;    // whose level and identity count; NULL: not known
    uint32_t real_index;
    struct host_entry host;
    struct outcome_request request;
};

// Stores the request that `builder` describes, of the call that is set in it, for every identity
// that the process's calls may carry. Nothing is known of the process that hosts a library: one
// request with an unknown client.
bool request_write(struct builder *builder);

#endif
