// SPDX-License-Identifier: Apache-2.0
// The requests to a KDC that prove or disprove what was predicted: planned, then asked.
#ifndef AUDIT_PROOFS_H
#define AUDIT_PROOFS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "core/proof.h"
#include "kdc/kdc.h"

// A party as the KDC knows it. NULL: there is none. Text is held by the sheet's arena.
struct proof_account {
    const char *account; // sAMAccountName in the KDC's realm; as the session's keys spell it
    const char *shown;   // NETBIOS\name, or what was given
    const char *asked;   // what a ticket to it is asked for
    const char *why_not; // there is no account to ask for or as
    bool needs_smartcard;
};

// One step. Text is held by the sheet's arena or static.
struct proof_row {
    bool applies;
    bool planned; // keys for it are at hand
    const char *asked, *needs;
    const char *event; // what a Windows domain controller logs it as; empty: no request of its own
    const char *as;    // whose ticket it is asked with; NULL: nobody's
    bool as_client;    // and that is the client's
    enum proof_answer answer;
    int code;            // error-code of RFC 4120 7.5.9; 0: none
    const char *meaning; // of the code, or why there is no answer, or no comparison
    bool is_predicted;   // its parties are accounts of the snapshot
    struct proof_prediction ours;
    const char *reasons;
    enum agreement agrees;
};

// Zero-initialise it, then fill what stands before `rows`.
struct proof_sheet {
    struct kdc_session *session; // borrowed
    struct arena arena;
    struct proof_account client, server, target; // `asked` NULL: no target
    int64_t scanned;                             // when the scan began, seconds since 1970
    const struct finding *findings;              // borrowed
    size_t finding_count;
    const char *ticket_of; // the account of the credential cache; NULL: none
    struct proof_row rows[proof_count];
    struct kdc_answer client_tgt, server_tgt;
};

// Fills the rows but for the answers. Sends nothing.
void proofs_plan(struct proof_sheet *sheet);

// Asks for every row that is planned, and compares. Errors: STATUS_DIRECTORY, no KDC answers.
bool proofs_ask(struct proof_sheet *sheet, struct error *error);

#endif
