// SPDX-License-Identifier: Apache-2.0
// krb5.conf with one thing more: where the realm's KDC is. libkrb5 looks for it even where it is
// not going to send anything there itself.
#ifndef KDC_KRB5CONF_H
#define KDC_KRB5CONF_H

#include <krb5.h>
#include <profile.h>

// Zero-initialise it; it must outlive every context that is made over it.
struct krb5conf {
    profile_t below;         // owned: krb5.conf as it is
    const char *realm, *kdc; // borrowed
};

// A context whose [realms] section says that `realm` has the KDC `kdc`; NULL: as krb5.conf says.
krb5_error_code krb5conf_context(struct krb5conf *conf, const char *realm, const char *kdc,
                                 krb5_context *out);

void krb5conf_clear(struct krb5conf *conf);

#endif
