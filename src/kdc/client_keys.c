// SPDX-License-Identifier: Apache-2.0
// Reading of credential caches and client keytabs.
#include "kdc/client_keys.h"

#include <krb5.h>
#include <stdio.h>
#include <string.h>

static void keep(krb5_context context, krb5_const_principal principal, char out[CREDENTIALS_BYTES])
{
    char *name = NULL;

    if (krb5_unparse_name(context, principal, &name))
        return;
    snprintf(out, CREDENTIALS_BYTES, "%s", name);
    krb5_free_unparsed_name(context, name);
}

static bool is_tgt(const krb5_creds *credentials)
{
    const krb5_data *service = credentials->server->length ? &credentials->server->data[0] : NULL;

    return service && service->length == strlen(KRB5_TGS_NAME) &&
           memcmp(service->data, KRB5_TGS_NAME, service->length) == 0;
}

static void read_tickets(krb5_context context, krb5_ccache cache, struct kdc_credentials *out)
{
    krb5_cc_cursor cursor;
    krb5_creds credentials;

    if (krb5_cc_start_seq_get(context, cache, &cursor))
        return;
    while (krb5_cc_next_cred(context, cache, &cursor, &credentials) == 0) {
        if (is_tgt(&credentials) && credentials.times.endtime > out->expires)
            out->expires = credentials.times.endtime;
        krb5_free_cred_contents(context, &credentials);
    }
    krb5_cc_end_seq_get(context, cache, &cursor);
}

static void read_cache(krb5_context context, struct kdc_credentials *out)
{
    krb5_ccache cache = NULL;
    krb5_principal principal = NULL;

    snprintf(out->ccache, sizeof out->ccache, "%s", krb5_cc_default_name(context));
    if (krb5_cc_default(context, &cache))
        return;
    if (krb5_cc_get_principal(context, cache, &principal) == 0) {
        keep(context, principal, out->ccache_principal);
        krb5_free_principal(context, principal);
        read_tickets(context, cache, out);
    }
    krb5_cc_close(context, cache);
}

static void read_keytab(krb5_context context, struct kdc_credentials *out)
{
    krb5_keytab keytab = NULL;
    krb5_keytab_entry entry;
    krb5_kt_cursor cursor;

    if (krb5_kt_client_default(context, &keytab))
        return;
    if (krb5_kt_get_name(context, keytab, out->keytab, sizeof out->keytab))
        out->keytab[0] = '\0';
    if (krb5_kt_start_seq_get(context, keytab, &cursor) == 0) {
        if (krb5_kt_next_entry(context, keytab, &entry, &cursor) == 0) {
            keep(context, entry.principal, out->keytab_principal);
            krb5_free_keytab_entry_contents(context, &entry);
        }
        krb5_kt_end_seq_get(context, keytab, &cursor);
    }
    krb5_kt_close(context, keytab);
}

bool kdc_credentials_read(struct kdc_credentials *out, struct error *error)
{
    krb5_context context = NULL;
    krb5_error_code code = krb5_init_context(&context);

    if (code)
        return error_set(error, STATUS_CONFIG, "krb5.conf cannot be used: libkrb5 code %ld",
                         (long)code);
    *out = (struct kdc_credentials){0};
    read_cache(context, out);
    read_keytab(context, out);
    krb5_free_context(context);
    return true;
}
