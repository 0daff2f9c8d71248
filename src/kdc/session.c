// SPDX-License-Identifier: Apache-2.0
// Opening and closing of a session, and its memory.
#include "kdc/session.h"

#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "kdc/credentials.h"

enum { TIMEOUT_SECONDS = 10, PROTOCOL_CODES = 128 };

bool session_fail(struct kdc_session *session, struct error *error, enum status status,
                  krb5_error_code code, const char *what, const char *which)
{
    const char *text = krb5_get_error_message(session->context, code);

    error_set(error, status, "%s %s: %s", what, which, text);
    krb5_free_error_message(session->context, text);
    if (error)
        error->native = (int)code;
    return false;
}

krb5_error_code session_principal(struct kdc_session *session, const char *name,
                                  krb5_principal *out)
{
    CLEANUP(text_clear) struct text escaped = {0};

    // an @ belongs to the name here, the realm is the session's
    for (const char *c = name; *c; c++) {
        if (*c == '@' || *c == '\\')
            text_append_byte(&escaped, '\\');
        text_append_byte(&escaped, *c);
    }
    text_printf(&escaped, "@%s", session->realm);

    krb5_error_code code = krb5_parse_name(session->context, escaped.data, out);

    if (!code && strchr(name, '/'))
        (*out)->type = KRB5_NT_SRV_INST;
    return code;
}

// What each kind depends on; the order of the parts is fixed, absent ones are empty.
static void append_key(struct text *key, const struct kdc_question *question)
{
    bool by_server = question->kind >= KDC_S4U2SELF, proxy = question->kind >= KDC_PROXY;
    bool service = question->kind == KDC_TICKET || question->kind == KDC_PROXY;
    bool target = question->kind == KDC_FORWARDED_TICKET || proxy;

    text_printf(key, "%d\x1F%s\x1F%s\x1F%s\x1F%s", (int)question->kind, question->client,
                by_server ? question->server : "", service ? question->service : "",
                target ? question->target : "");
}

const struct record *session_known(struct kdc_session *session, const struct kdc_question *question)
{
    CLEANUP(text_clear) struct text key = {0};

    append_key(&key, question);

    const uint32_t *known = map_find(&session->by_question, text_view(&key));

    return known ? session->records.items[*known] : NULL;
}

struct record *session_record(struct kdc_session *session, const struct kdc_question *question,
                              bool *fresh)
{
    CLEANUP(text_clear) struct text key = {0};
    const uint32_t *known;

    append_key(&key, question);
    known = map_find(&session->by_question, text_view(&key));
    *fresh = !known;
    if (known)
        return session->records.items[*known];

    struct record *record = memory_calloc(1, sizeof *record);

    map_put(&session->by_question, arena_copy(&session->keys, text_view(&key)),
            (uint32_t)session->records.count, NULL);
    vec_push(&session->records, record);
    record->answer.step = question->kind;
    snprintf(record->answer.account, sizeof record->answer.account, "%s",
             question->kind >= KDC_S4U2SELF ? question->server : question->client);
    return record;
}

static bool is_unanswered(krb5_error_code code)
{
    return code == KRB5_KDC_UNREACH || code == KRB5_REALM_UNKNOWN ||
           code == KRB5_REALM_CANT_RESOLVE || code == KRB5_BADMSGTYPE ||
           code == KRB5KRB_AP_ERR_MSG_TYPE || code == ASN1_BAD_ID || code == ASN1_PARSE_ERROR;
}

static void settle_refusal(struct kdc_session *session, krb5_error_code code,
                           struct kdc_answer *answer)
{
    const char *text = krb5_get_error_message(session->context, code);
    long protocol = (long)code - ERROR_TABLE_BASE_krb5;
    bool by_kdc = protocol > 0 && protocol < PROTOCOL_CODES;

    answer->outcome = by_kdc ? KDC_REFUSED : KDC_WITHHELD;
    answer->code = by_kdc ? (int)protocol : 0;
    snprintf(answer->text, sizeof answer->text, "%s", text);
    krb5_free_error_message(session->context, text);
}

bool session_settle(struct kdc_session *session, krb5_error_code code, struct record *record,
                    struct error *error)
{
    struct kdc_answer *answer = &record->answer;

    if (code && session->has_transport && session->transport.failed) {
        if (error)
            *error = session->transport.error;
        return false;
    }
    if (is_unanswered(code))
        return session_fail(session, error, STATUS_DIRECTORY, code, "KDC of", session->realm);
    if (code) {
        settle_refusal(session, code, answer);
        return true;
    }
    answer->outcome = KDC_GRANTED;
    if (!record->creds)
        return true;
    answer->forwardable = (record->creds->ticket_flags & TKT_FLG_FORWARDABLE) != 0;
    answer->ok_as_delegate = (record->creds->ticket_flags & TKT_FLG_OK_AS_DELEGATE) != 0;
    answer->authtime = record->creds->times.authtime;
    return true;
}

krb5_error_code session_keep_tgt(struct kdc_session *session, struct record *record)
{
    krb5_context context = session->context;
    krb5_error_code code = krb5_cc_new_unique(context, "MEMORY", NULL, &record->ccache);

    if (!code)
        code = krb5_cc_initialize(context, record->ccache, record->creds->client);
    if (!code)
        code = krb5_cc_store_cred(context, record->ccache, record->creds);
    return code;
}

static bool take_credentials(struct kdc_session *session, const struct kdc_options *options,
                             struct error *error)
{
    for (size_t i = 0; i < options->keytab_count; i++)
        if (!credentials_take_keytab(session, options->keytabs[i], error))
            return false;
    if (options->ccache)
        return credentials_take_ccache(session, options->ccache, error);
    if (options->default_ccache)
        credentials_take_default(session);
    return true;
}

bool kdc_open(struct kdc_session **out, const struct kdc_options *options, struct error *error)
{
    struct kdc_session *session = memory_calloc(1, sizeof *session);
    unsigned limit = options->timeout_seconds ? options->timeout_seconds : TIMEOUT_SECONDS;
    krb5_error_code code;

    session->realm = memory_copy_string(options->realm);
    session->kdc = memory_copy_string(options->kdc);
    code = krb5conf_context(&session->conf, session->realm, session->kdc, &session->context);
    session->has_transport = !code && options->kdc;
    if (code)
        error_set(error, STATUS_CONFIG, "Kerberos configuration: error %ld", (long)code);
    else if ((!options->kdc || transport_attach(&session->transport, session->context, options->kdc,
                                                limit, error)) &&
             take_credentials(session, options, error)) {
        *out = session;
        return true;
    }
    kdc_close(session);
    return false;
}

void kdc_close(struct kdc_session *session)
{
    if (!session)
        return;
    for (size_t i = 0; i < session->records.count; i++) {
        struct record *record = session->records.items[i];

        if (record->ccache)
            krb5_cc_destroy(session->context, record->ccache);
        krb5_free_creds(session->context, record->creds);
        free(record);
    }
    if (session->keytab)
        krb5_kt_close(session->context, session->keytab);
    if (session->has_transport)
        transport_clear(&session->transport);
    if (session->context)
        krb5_free_context(session->context);
    krb5conf_clear(&session->conf);
    vec_clear(&session->records);
    map_clear(&session->by_question);
    arena_clear(&session->keys);
    free(session->account);
    free(session->no_account);
    free(session->realm);
    free(session->kdc);
    free(session);
}
