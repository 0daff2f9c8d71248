// SPDX-License-Identifier: Apache-2.0
// What libkrb5 exports under its stable symbol version (krb5_3_MIT) and kvno uses, but krb5.h does
// not declare. meson.build looks whether it is there.
#ifndef KDC_EXPORTED_H
#define KDC_EXPORTED_H

#include <krb5.h>

// S4U2Self: a ticket for `in_creds->server`, the service itself, in the name of `in_creds->client`,
// with the TGT of `ccache`. `subject_cert` is NULL. `*out_creds` is owned: krb5_free_creds.
krb5_error_code KRB5_CALLCONV krb5_get_credentials_for_user(krb5_context context,
                                                            krb5_flags options, krb5_ccache ccache,
                                                            krb5_creds *in_creds,
                                                            krb5_data *subject_cert,
                                                            krb5_creds **out_creds);

// One TGS exchange with the TGT `tkt` and these KDC options.
krb5_error_code KRB5_CALLCONV krb5_get_cred_via_tkt(krb5_context context, krb5_creds *tkt,
                                                    krb5_flags kdcoptions,
                                                    krb5_address *const *address,
                                                    krb5_creds *in_cred, krb5_creds **out_cred);

#endif
