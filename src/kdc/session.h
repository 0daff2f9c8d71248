// SPDX-License-Identifier: Apache-2.0
// What a session remembers: each request that was sent, its answer and the ticket that came.
#ifndef KDC_SESSION_H
#define KDC_SESSION_H

#include <krb5.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "kdc/krb5conf.h"
#include "kdc/kdc.h"
#include "kdc/transport.h"

struct record {
    struct kdc_answer answer;
    krb5_creds *creds;  // owned; NULL unless granted and taken by libkrb5
    krb5_ccache ccache; // owned; holds the ticket where it is a TGT, else NULL
    bool unanswered;    // nobody answered, so it is asked anew
};

struct kdc_session {
    struct krb5conf conf;
    krb5_context context;
    krb5_keytab keytab; // NULL: none
    char *account;      // owned; whose TGT the credential cache had, NULL: none
    char *no_account;   // owned; why, where the default cache was not taken
    bool has_transport;
    struct transport transport;
    char *realm, *kdc; // owned
    struct arena keys;
    struct map by_question;
    VEC(struct record *) records;
};

// The record of a request, by everything that it depends on; `*fresh` tells that it was made just
// now and has no answer yet. Borrowed from the session.
struct record *session_record(struct kdc_session *session, const struct kdc_question *question,
                              bool *fresh);

// The same without making one: NULL where it was not asked.
const struct record *session_known(struct kdc_session *session,
                                   const struct kdc_question *question);

// Sets `error` to "WHAT WHICH: " and libkrb5's text; returns false.
bool session_fail(struct kdc_session *session, struct error *error, enum status status,
                  krb5_error_code code, const char *what, const char *which);

// Sets `answer` from what libkrb5 said; false, with `error`, where no KDC answered.
bool session_settle(struct kdc_session *session, krb5_error_code code, struct record *record,
                    struct error *error);

// Keeps a TGT where libkrb5 looks for it. Takes record->creds as it is.
krb5_error_code session_keep_tgt(struct kdc_session *session, struct record *record);

// The principal of an account or SPN in the session's realm; owned: krb5_free_principal.
// Source: RFC 4120 6.2 (name types); MS-KILE 3.3.5.1.1.
krb5_error_code session_principal(struct kdc_session *session, const char *name,
                                  krb5_principal *out);

#endif
