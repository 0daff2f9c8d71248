// SPDX-License-Identifier: Apache-2.0
// Keys and tickets that a session may use: read while it opens.
#ifndef KDC_CREDENTIALS_H
#define KDC_CREDENTIALS_H

#include <stdbool.h>

#include "kdc/session.h"

// Adds the keys of a keytab, as libkrb5 names it. Errors: STATUS_CREDENTIALS.
bool credentials_take_keytab(struct kdc_session *session, const char *name, struct error *error);

// Takes the TGT of a credential cache. Errors: STATUS_CREDENTIALS, also where it has ended.
bool credentials_take_ccache(struct kdc_session *session, const char *name, struct error *error);

// The same of the cache that KRB5CCNAME or krb5.conf names; where that does not work, the session
// goes on without it and remembers why.
void credentials_take_default(struct kdc_session *session);

#endif
