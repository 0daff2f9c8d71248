// SPDX-License-Identifier: Apache-2.0
// Decoding of the server's certificate. Whether it is to be trusted, libldap has decided.
#include "directory/certificate.h"

#include <gnutls/x509.h>

#include "base/cleanup.h"

static void free_certificate(gnutls_x509_crt_t *certificate)
{
    if (*certificate)
        gnutls_x509_crt_deinit(*certificate);
}

bool certificate_read(struct dir_connection *connection, struct certificate *out)
{
    CLEANUP(free_certificate) gnutls_x509_crt_t decoded = NULL;
    struct berval der = {0};
    size_t subject = sizeof out->subject, issuer = sizeof out->issuer;

    if (ldap_get_option(connection->ld, LDAP_OPT_X_TLS_PEERCERT, &der) != LDAP_OPT_SUCCESS ||
        !der.bv_len)
        return false;

    const gnutls_datum_t data = {(unsigned char *)der.bv_val, (unsigned)der.bv_len};
    bool done = gnutls_x509_crt_init(&decoded) == 0 &&
                gnutls_x509_crt_import(decoded, &data, GNUTLS_X509_FMT_DER) == 0;

    ber_memfree(der.bv_val);
    *out = (struct certificate){0};
    if (!done)
        return false;
    gnutls_x509_crt_get_dn(decoded, out->subject, &subject);
    gnutls_x509_crt_get_issuer_dn(decoded, out->issuer, &issuer);
    out->expires = gnutls_x509_crt_get_expiration_time(decoded);
    return true;
}
