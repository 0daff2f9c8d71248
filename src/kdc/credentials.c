// SPDX-License-Identifier: Apache-2.0
// Keys and tickets that a session may use.
#include "kdc/credentials.h"

#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"

// Copies every key of `from`.
static krb5_error_code add_keys(struct kdc_session *session, krb5_keytab from)
{
    krb5_context context = session->context;
    krb5_kt_cursor cursor;
    krb5_keytab_entry entry;
    krb5_error_code code = krb5_kt_start_seq_get(context, from, &cursor);

    if (code)
        return code;
    while (!code && !(code = krb5_kt_next_entry(context, from, &entry, &cursor))) {
        code = krb5_kt_add_entry(context, session->keytab, &entry);
        krb5_free_keytab_entry_contents(context, &entry);
    }
    krb5_kt_end_seq_get(context, from, &cursor);
    return code == KRB5_KT_END ? 0 : code;
}

// libkrb5 takes keys from one keytab: this one is in memory and has those of all.
static bool open_keys(struct kdc_session *session, struct error *error)
{
    CLEANUP(text_clear) struct text name = {0};

    text_printf(&name, "MEMORY:delegaudit-%p", (void *)session);

    krb5_error_code code = krb5_kt_resolve(session->context, name.data, &session->keytab);

    return !code || session_fail(session, error, STATUS_CREDENTIALS, code, "keytab", name.data);
}

bool credentials_take_keytab(struct kdc_session *session, const char *name, struct error *error)
{
    krb5_keytab keytab = NULL;

    if (!session->keytab && !open_keys(session, error))
        return false;

    krb5_error_code code = krb5_kt_resolve(session->context, name, &keytab);

    if (!code)
        code = krb5_kt_have_content(session->context, keytab);
    if (!code)
        code = add_keys(session, keytab);
    if (code)
        session_fail(session, error, STATUS_CREDENTIALS, code, "keytab", name);
    if (keytab)
        krb5_kt_close(session->context, keytab);
    return code == 0;
}

// The TGT of the session's realm in `ccache`, and the name of its account without the realm.
static krb5_error_code find_tgt(struct kdc_session *session, krb5_ccache ccache, krb5_creds *creds,
                                char **account)
{
    krb5_context context = session->context;
    krb5_creds wanted = {0};
    krb5_error_code code = krb5_cc_get_principal(context, ccache, &wanted.client);

    if (!code)
        code = krb5_unparse_name_flags(context, wanted.client, KRB5_PRINCIPAL_UNPARSE_NO_REALM,
                                       account);
    if (!code)
        code = krb5_build_principal(context, &wanted.server, (unsigned)strlen(session->realm),
                                    session->realm, KRB5_TGS_NAME, session->realm, NULL);
    if (!code)
        code = krb5_cc_retrieve_cred(context, ccache, 0, &wanted, creds);
    krb5_free_cred_contents(context, &wanted);
    return code;
}

// It becomes the answer to its account's first question.
static bool keep(struct kdc_session *session, const char *name, krb5_creds *creds,
                 const char *account, struct error *error)
{
    char ended[CLOCK_ISO_BYTES];
    bool fresh;

    if (creds->times.endtime <= clock_now())
        return error_set(error, STATUS_CREDENTIALS,
                         "credential cache %s: the ticket of %s ended at %s: get a new one with "
                         "kinit",
                         name, account, clock_format_iso(creds->times.endtime, ended));

    struct kdc_question question = {.kind = KDC_TGT, .client = account};
    struct record *record = session_record(session, &question, &fresh);

    record->creds = memory_calloc(1, sizeof *record->creds);
    *record->creds = *creds;
    *creds = (krb5_creds){0};

    krb5_error_code code = session_keep_tgt(session, record);

    if (code)
        return session_fail(session, error, STATUS_CREDENTIALS, code, "credential cache", name);
    session_settle(session, 0, record, NULL);
    record->answer.cached = true;
    session->account = memory_copy_string(account);
    return true;
}

bool credentials_take_ccache(struct kdc_session *session, const char *name, struct error *error)
{
    krb5_context context = session->context;
    krb5_ccache ccache = NULL;
    krb5_creds creds = {0};
    char *account = NULL;
    krb5_error_code code = krb5_cc_resolve(context, name, &ccache);
    bool done = false;

    if (!code)
        code = find_tgt(session, ccache, &creds, &account);
    if (code == KRB5_CC_NOTFOUND)
        error_set(error, STATUS_CREDENTIALS, "credential cache %s: no ticket-granting ticket of %s",
                  name, session->realm);
    else if (code)
        session_fail(session, error, STATUS_CREDENTIALS, code, "credential cache", name);
    else
        done = keep(session, name, &creds, account, error);
    krb5_free_cred_contents(context, &creds);
    krb5_free_unparsed_name(context, account);
    if (ccache)
        krb5_cc_close(context, ccache);
    return done;
}

void credentials_take_default(struct kdc_session *session)
{
    const char *name = krb5_cc_default_name(session->context);
    struct error error = {0};

    if (!name || !credentials_take_ccache(session, name, &error))
        session->no_account = memory_copy_string(name ? error.message : "no credential cache");
}

const char *kdc_ccache_account(const struct kdc_session *session, const char **why_not)
{
    *why_not = session->no_account;
    return session->account;
}

bool kdc_has_key(struct kdc_session *session, const char *account)
{
    struct kdc_question question = {.kind = KDC_TGT, .client = account};
    const struct record *known = session_known(session, &question);
    krb5_principal principal = NULL;
    krb5_keytab_entry entry;
    bool found = false;

    if (known && known->creds)
        return true;
    if (session->keytab && !session_principal(session, account, &principal) &&
        !krb5_kt_get_entry(session->context, session->keytab, principal, 0, 0, &entry)) {
        krb5_free_keytab_entry_contents(session->context, &entry);
        found = true;
    }
    krb5_free_principal(session->context, principal);
    return found;
}
