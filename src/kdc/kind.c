// SPDX-License-Identifier: Apache-2.0
// Words for the kinds of questions.
#include "kdc/kdc.h"

#include <string.h>

static const char *const words[kdc_kind_count] = {
    [KDC_TGT] = "tgt",
    [KDC_TICKET] = "ticket",
    [KDC_FORWARDED] = "forwarded",
    [KDC_FORWARDED_TICKET] = "forwarded-ticket",
    [KDC_S4U2SELF] = "s4u2self",
    [KDC_PROXY] = "proxy",
    [KDC_PROXY_SELF] = "proxy-self",
};

const char *kdc_kind_word(enum kdc_kind kind)
{
    return words[kind];
}

bool kdc_kind_from_word(const char *word, enum kdc_kind *out)
{
    for (int kind = 0; kind < kdc_kind_count; kind++)
        if (strcmp(words[kind], word) == 0) {
            *out = (enum kdc_kind)kind;
            return true;
        }
    return false;
}
