// SPDX-License-Identifier: Apache-2.0
// The twin for a build without libkrb5: no session ever opens.
#include "kdc/kdc.h"

bool kdc_open(struct kdc_session **out, const struct kdc_options *options, struct error *error)
{
    (void)out;
    return error_set(error, STATUS_CONFIG,
                     "KDC of %s: this program was built without libkrb5 and cannot ask it",
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

bool kdc_ask(struct kdc_session *session, const struct kdc_question *question,
             struct kdc_answer *answer, struct error *error)
{
    (void)session;
    (void)question;
    (void)answer;
    return error_set(error, STATUS_INTERNAL, "a KDC is asked without a session");
}
