// SPDX-License-Identifier: Apache-2.0
// krb5.conf with one thing more: where the realm's KDC is. libkrb5 looks for it even where it is
// not going to send anything there itself.
#ifndef KDC_CONFIG_H
#define KDC_CONFIG_H

#include <krb5.h>
#include <profile.h>

// Zero-initialise it; it must outlive every context that is made over it.
struct config {
    profile_t below;         // owned: krb5.conf as it is
    const char *realm, *kdc; // borrowed
};

// A context whose [realms] section says that `realm` has the KDC `kdc`; NULL: as krb5.conf says.
krb5_error_code config_context(struct config *config, const char *realm, const char *kdc,
                               krb5_context *out);

void config_clear(struct config *config);

#endif
