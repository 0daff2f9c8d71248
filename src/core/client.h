// SPDX-License-Identifier: Apache-2.0
// Client records: what an importer delivers, plain data in the field's words.
#ifndef CORE_CLIENT_H
#define CORE_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "core/vocab.h"

// One outgoing proxy as a row of an inventory states it (docs/client-files.md). All text is
// borrowed for the call that delivers it; an empty view means that the cell was empty. Levels are
// LEVEL_UNKNOWN where the cell was empty.
struct inventory_row {
    unsigned line; // in the file, counted from 1
    struct bytes host, application, process, hosted_by, identity, callers, interface;
    struct bytes server, server_identity, targets; // `callers`, `hosted_by`, `targets`: ;-lists
    enum kind kind;
    enum level level, complus_level, dcomcnfg_level, proxy_level, activation_level;
    unsigned flags;              // a set of 1u << enum flag
    bool has_flags;              // the cell was not empty
    struct bytes transport_word; // empty, or a word of the vocabulary
    enum transport transport;    // TRANSPORT_COM where the cell was empty
    enum authn_service authn_service;
    enum authn_level authn_level;
    enum cloaking cloaking;
};

// What is known of one host. ANSWER_UNKNOWN and MACHINE_LEVEL_ABSENT mean "not read".
struct host_facts {
    unsigned line;     // of the row, or of the first value that was read
    struct bytes host; // borrowed
    enum machine_level machine_level;
    enum answer ignore_delegation_failure, enable_dcom, credential_guard, domain_joined;
    // What was wrong with a value that was read but is invalid; empty otherwise.
    struct bytes remark;
};

// Where an importer puts its records. Functions return false with `error` set to refuse the file.
struct client_sink {
    void *context;
    bool (*inventory)(void *context, const struct inventory_row *row, struct error *error);
    bool (*host)(void *context, const struct host_facts *facts, struct error *error);
};

#endif
