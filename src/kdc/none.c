// SPDX-License-Identifier: Apache-2.0
// The twin for a build without libkrb5: no session ever opens.
#include "kdc/client_keys.h"
#include "kdc/kdc.h"

bool kdc_open(struct kdc_session **out, const struct kdc_options *options, struct error *error)
{
    (void)out;
    return error_set(error, STATUS_CONFIG,
                     "KDC of %s: this program was built without MIT libkrb5 and cannot ask it: "
                     "install libkrb5-dev and build again",
                     options->realm);
}

void kdc_close(struct kdc_session *session)
{
    (void)session;
}

bool kdc_has_key(struct kdc_session *session, const char *account)
{
    (void)session;
    (void)account;
    return false;
}

const char *kdc_ccache_account(const struct kdc_session *session, const char **why_not)
{
    (void)session;
    *why_not = NULL;
    return NULL;
}

bool kdc_ask(struct kdc_session *session, const struct kdc_question *question,
             struct kdc_answer *answer, struct error *error)
{
    (void)session;
    (void)question;
    (void)answer;
    return error_set(error, STATUS_INTERNAL, "a KDC is asked without a session");
}

bool kdc_credentials_read(struct kdc_credentials *out, struct error *error)
{
    (void)out;
    return error_set(error, STATUS_CONFIG,
                     "this program was built without libkrb5 and cannot look at tickets");
}
