// SPDX-License-Identifier: Apache-2.0
// Who runs a called server: as an inventory states it, as the exports of its host do, or as its
// name lets one assume.
#ifndef AUDIT_SERVER_H
#define AUDIT_SERVER_H

#include "audit/names.h"
#include "audit/party.h"
#include "core/application.h"

struct server_finder {
    struct host_table *hosts;
    struct party_table *parties;
    struct application_table *applications;
};

struct server_question {
    const struct inventory_row *row;
    struct bytes source; // of the row
    const struct name_entry *name;
    enum call call;
};

struct server_answer {
    struct resolve_result account;
    bool is_stated;  // some source names who runs it
    bool is_assumed; // nobody does: it is the owner of the name, or the computer
    bool
        is_contradictory; // two sources name different accounts, or the name means two applications
    bool at_identify;     // AppIDFlags: the SCM activates it at identify
};

// `evidence` gets what the answer rests on, as "source: name=value"; nothing where that is the row.
bool server_find(const struct server_finder *finder, const struct server_question *question,
                 struct server_answer *out, struct text *evidence, struct error *error);

#endif
