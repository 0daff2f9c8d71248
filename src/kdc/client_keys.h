// SPDX-License-Identifier: Apache-2.0
// The ticket and the keys that a Kerberos client of this process would use.
#ifndef KDC_CLIENT_KEYS_H
#define KDC_CLIENT_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

enum { CREDENTIALS_BYTES = 256 };

struct kdc_credentials {
    char ccache[CREDENTIALS_BYTES];           // as libkrb5 names it
    char ccache_principal[CREDENTIALS_BYTES]; // empty: there is no cache
    int64_t expires;                          // of its TGT, seconds since 1970; 0: it has none
    char keytab[CREDENTIALS_BYTES];
    char keytab_principal[CREDENTIALS_BYTES]; // of the first entry, which is used; empty: no keytab
};

// Reads what the environment (KRB5CCNAME, KRB5_CLIENT_KTNAME) and krb5.conf name; nothing is sent.
// Errors: STATUS_CONFIG krb5.conf, or a build without libkrb5.
bool kdc_credentials_read(struct kdc_credentials *out, struct error *error);

#endif
