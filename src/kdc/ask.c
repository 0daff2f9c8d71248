// SPDX-License-Identifier: Apache-2.0
// The requests themselves. What a question needs comes first and may end it.
#include "kdc/kdc.h"

#include <stdio.h>

#include "kdc/exported.h"
#include "kdc/session.h"

// The flags that a new TGT inherits from the old one (RFC 4120 2.6): what libkrb5 asks for when it
// forwards a ticket.
enum { INHERITED = KDC_OPT_FORWARDABLE | KDC_OPT_PROXIABLE | KDC_OPT_RENEWABLE };

struct asking {
    struct kdc_session *session;
    const struct kdc_question *question;
    struct error *error;
};

static bool need(struct asking *asking, const struct kdc_question *question, struct record **out);

// The TGT of an account by its key. No retry elsewhere: a refusal is what was asked for.
static krb5_error_code get_tgt(struct kdc_session *session, const char *account,
                               struct record *record)
{
    krb5_context context = session->context;
    krb5_init_creds_context exchange = NULL;
    krb5_get_init_creds_opt *options = NULL;
    krb5_principal client = NULL;
    krb5_creds *creds = memory_calloc(1, sizeof *creds);
    krb5_error_code code = session_principal(session, account, &client);

    if (!code)
        code = krb5_get_init_creds_opt_alloc(context, &options);
    if (!code) {
        krb5_get_init_creds_opt_set_forwardable(options, 1);
        code = krb5_init_creds_init(context, client, NULL, NULL, 0, options, &exchange);
    }
    if (!code)
        code = krb5_init_creds_set_keytab(context, exchange, session->keytab);
    if (!code)
        code = krb5_init_creds_get(context, exchange);
    if (!code)
        code = krb5_init_creds_get_creds(context, exchange, creds);
    krb5_init_creds_free(context, exchange);
    krb5_get_init_creds_opt_free(context, options);
    krb5_free_principal(context, client);
    if (code) {
        free(creds);
        return code;
    }
    record->creds = creds;
    return session_keep_tgt(session, record);
}

static bool ask_tgt(struct asking *asking, struct record *record)
{
    struct kdc_session *session = asking->session;
    const char *account = asking->question->client;

    if (!kdc_has_key(session, account)) {
        record->answer.outcome = KDC_NO_KEY;
        snprintf(record->answer.text, sizeof record->answer.text, "no key of this account");
        return true;
    }
    return session_settle(session, get_tgt(session, account, record), record, asking->error);
}

// A ticket for `name` with the TGT of `tgt`.
static krb5_error_code get_ticket(struct kdc_session *session, const struct record *tgt,
                                  const char *name, struct record *record)
{
    krb5_creds wanted = {.client = tgt->creds->client};
    krb5_error_code code = session_principal(session, name, &wanted.server);

    if (!code)
        code = krb5_get_credentials(session->context, KRB5_GC_NO_STORE, tgt->ccache, &wanted,
                                    &record->creds);
    krb5_free_principal(session->context, wanted.server);
    return code;
}

// RFC 4120 2.6: FORWARDED in the TGS-REQ for a TGT, sent whatever the flags of the old one are.
static krb5_error_code get_forwarded(struct kdc_session *session, const struct record *tgt,
                                     struct record *record)
{
    krb5_creds wanted = {.client = tgt->creds->client, .server = tgt->creds->server};
    krb5_flags options = KDC_OPT_FORWARDED | (tgt->creds->ticket_flags & INHERITED);
    krb5_error_code code;

    wanted.times = tgt->creds->times;
    wanted.times.starttime = 0;
    code =
        krb5_get_cred_via_tkt(session->context, tgt->creds, options, NULL, &wanted, &record->creds);
    return code ? code : session_keep_tgt(session, record);
}

// The service names itself by its account: that is a name of it whatever SPNs it has.
static krb5_error_code get_for_user(struct kdc_session *session, const struct record *tgt,
                                    const char *client, struct record *record)
{
    krb5_creds wanted = {.server = tgt->creds->client};
    krb5_error_code code = session_principal(session, client, &wanted.client);

    if (!code)
        code =
            krb5_get_credentials_for_user(session->context, KRB5_GC_FORWARDABLE | KRB5_GC_NO_STORE,
                                          tgt->ccache, &wanted, NULL, &record->creds);
    krb5_free_principal(session->context, wanted.client);
    return code;
}

// libkrb5 would take a TGT in the reply for a referral to another realm: a ticket for the
// ticket-granting service itself is asked for in one exchange, without the resource-based part. It
// then stumbles over the client's name in the ticket, which is the very thing that was asked for.
static krb5_error_code get_tgs_by_proxy(struct kdc_session *session, const struct record *tgt,
                                        krb5_creds *wanted, struct record *record)
{
    krb5_flags options =
        KDC_OPT_CNAME_IN_ADDL_TKT | (tgt->creds->ticket_flags & KDC_OPT_FORWARDABLE);
    krb5_error_code code =
        krb5_get_cred_via_tkt(session->context, tgt->creds, options, NULL, wanted, &record->creds);

    return code == KRB5_KDCREP_MODIFIED ? 0 : code;
}

static krb5_error_code get_by_proxy(struct kdc_session *session, const struct record *tgt,
                                    const struct record *evidence, const char *target,
                                    struct record *record)
{
    krb5_creds wanted = {.client = tgt->creds->client, .second_ticket = evidence->creds->ticket};
    krb5_error_code code = session_principal(session, target, &wanted.server);
    krb5_flags options = KRB5_GC_CONSTRAINED_DELEGATION | KRB5_GC_NO_STORE;

    if (!code && krb5_principal_compare(session->context, wanted.server, tgt->creds->server))
        code = get_tgs_by_proxy(session, tgt, &wanted, record);
    else if (!code)
        code =
            krb5_get_credentials(session->context, options, tgt->ccache, &wanted, &record->creds);
    krb5_free_principal(session->context, wanted.server);
    return code;
}

static bool ask_with_tgt(struct asking *asking, struct record *record)
{
    const struct kdc_question *question = asking->question;
    struct kdc_session *session = asking->session;
    bool forwarded = question->kind == KDC_FORWARDED_TICKET;
    struct record *tgt;
    krb5_error_code code;

    if (!need(asking,
              &(struct kdc_question){.kind = forwarded ? KDC_FORWARDED : KDC_TGT,
                                     .client = question->client},
              &tgt))
        return false;
    if (!tgt->creds) {
        record->answer = tgt->answer;
        return true;
    }
    if (question->kind == KDC_FORWARDED)
        code = get_forwarded(session, tgt, record);
    else
        code = get_ticket(session, tgt, forwarded ? question->target : question->service, record);
    return session_settle(session, code, record, asking->error);
}

static bool ask_by_server(struct asking *asking, struct record *record)
{
    struct kdc_question wanted = *asking->question;
    struct kdc_session *session = asking->session;
    enum kdc_kind kind = wanted.kind;
    struct record *tgt, *evidence = NULL;
    krb5_error_code code;

    if (!need(asking, &(struct kdc_question){.kind = KDC_TGT, .client = wanted.server}, &tgt))
        return false;
    wanted.kind = kind == KDC_PROXY ? KDC_TICKET : KDC_S4U2SELF;
    if (tgt->creds && kind != KDC_S4U2SELF && !need(asking, &wanted, &evidence))
        return false;
    if (!tgt->creds || (evidence && !evidence->creds)) {
        record->answer = tgt->creds ? evidence->answer : tgt->answer;
        return true;
    }
    if (kind == KDC_S4U2SELF)
        code = get_for_user(session, tgt, wanted.client, record);
    else
        code = get_by_proxy(session, tgt, evidence, wanted.target, record);
    return session_settle(session, code, record, asking->error);
}

// The record of a request, sent now where it is new. One that nobody answered is asked anew.
static bool need(struct asking *asking, const struct kdc_question *question, struct record **out)
{
    struct asking here = {asking->session, question, asking->error};
    bool fresh, done = true;
    struct record *record = session_record(asking->session, question, &fresh);

    *out = record;
    if (!fresh && !record->unanswered)
        return true;
    if (question->kind == KDC_TGT)
        done = ask_tgt(&here, record);
    else if (question->kind < KDC_S4U2SELF)
        done = ask_with_tgt(&here, record);
    else
        done = ask_by_server(&here, record);
    record->unanswered = !done;
    return done;
}

bool kdc_ask(struct kdc_session *session, const struct kdc_question *question,
             struct kdc_answer *answer, struct error *error)
{
    struct asking asking = {session, question, error};
    struct record *record;

    if (!need(&asking, question, &record))
        return false;
    *answer = record->answer;
    return true;
}
