// SPDX-License-Identifier: Apache-2.0
// Questions to a KDC: does it give this ticket, and with which flags? It asks and reports, it
// decides nothing. Each request is an ordinary one and is logged by the KDC like any other.
#ifndef KDC_KDC_H
#define KDC_KDC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum kdc_kind {
    KDC_TGT,              // a TGT for `client`, FORWARDABLE asked for (RFC 4120 2.6)
    KDC_TICKET,           // with it a ticket for `service` (RFC 4120 2.8 on OK-AS-DELEGATE)
    KDC_FORWARDED,        // with it a forwarded TGT (FORWARDED, RFC 4120 2.6)
    KDC_FORWARDED_TICKET, // with the forwarded TGT a ticket for `target`
    KDC_S4U2SELF,         // `server` asks for a ticket to itself for `client` (MS-SFU 3.1.5.1.1)
    KDC_PROXY,            // `server` shows the ticket of KDC_TICKET and asks for one to `target` in
                          // the name of `client` (MS-SFU 3.1.5.2.1)
    KDC_PROXY_SELF,       // the same with the ticket of KDC_S4U2SELF
    kdc_kind_count,
};

// Text is borrowed for the call; what the kind does not speak of may be NULL. Accounts are
// sAMAccountNames, services and targets SPNs or account names, all of the session's realm.
struct kdc_question {
    enum kdc_kind kind;
    const char *client, *server, *service, *target;
};

enum kdc_outcome {
    KDC_GRANTED,
    KDC_REFUSED,  // by the KDC: `code` is its error code
    KDC_NO_KEY,   // not asked: the session has neither a key nor a ticket of `account`
    KDC_WITHHELD, // not asked, or the reply not taken: the Kerberos library stands against it
};

enum { KDC_NAME_BYTES = 256, KDC_TEXT_BYTES = 256 };

struct kdc_answer {
    enum kdc_outcome outcome;
    enum kdc_kind step;           // the request that it is about: what a question needs comes first
    char account[KDC_NAME_BYTES]; // whose request that was
    bool forwardable, ok_as_delegate; // flags of the ticket; false for a TGT by S4U2Proxy
    bool cached;                      // not asked: the TGT that came with the credential cache
    int64_t authtime;                 // of the ticket, seconds since 1970; 0 where there is none
    int code;                         // error-code of RFC 4120 7.5.9, 0 where there is none
    char text[KDC_TEXT_BYTES];        // its meaning, empty where granted
};

// Text is borrowed until kdc_open returns.
struct kdc_options {
    const char *realm;          // as Kerberos writes it: upper case
    const char *kdc;            // HOST or HOST:PORT, asked over TCP; NULL: as krb5.conf and DNS say
    const char *const *keytabs; // as libkrb5 names them: keys of all of them may be used
    size_t keytab_count;
    const char *ccache;       // whose TGT may be used as well; NULL: none
    bool default_ccache;      // without `ccache`: that of KRB5CCNAME or krb5.conf, if it is of use
    unsigned timeout_seconds; // for one reply of `kdc`; 0: 10. libkrb5's own limits without `kdc`
};

struct kdc_session;

// Nothing is sent yet. Errors: STATUS_CONFIG (krb5.conf, or built without libkrb5),
// STATUS_CREDENTIALS (keytab or ccache cannot be read). `*out` is owned: kdc_close.
bool kdc_open(struct kdc_session **out, const struct kdc_options *options, struct error *error);

// Forgets every ticket. NULL is allowed.
void kdc_close(struct kdc_session *session);

// Could the session ask in this account's name?
bool kdc_has_key(struct kdc_session *session, const char *account);

// Whose TGT the credential cache had; NULL where there was none, with the reason in `*why_not`,
// NULL where none was wanted. Borrowed from the session.
const char *kdc_ccache_account(const struct kdc_session *session, const char **why_not);

// Asks, or answers from what was asked before in this session: refusals are remembered as well. A
// refusal is an answer. Errors: STATUS_DIRECTORY, no KDC answers in time or in Kerberos.
bool kdc_ask(struct kdc_session *session, const struct kdc_question *question,
             struct kdc_answer *answer, struct error *error);

// "tgt", "ticket", "forwarded", "forwarded-ticket", "s4u2self", "proxy", "proxy-self"; static.
const char *kdc_kind_word(enum kdc_kind kind);
bool kdc_kind_from_word(const char *word, enum kdc_kind *out);

// "KDC_ERR_BADOPTION" for 13 (RFC 4120 7.5.9); empty where it has no name. Static.
const char *kdc_code_name(int code);

#endif
