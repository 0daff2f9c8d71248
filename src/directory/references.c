// SPDX-License-Identifier: Apache-2.0
// Judges continuation references by the crossRefs of the forest.
#include "directory/references.h"

#include <ldap.h>

#include "base/cleanup.h"

enum { CROSS_REF_DOMAIN = 2 }; // systemFlags FLAG_CR_NTDS_DOMAIN, MS-ADTS 2.2.10

void references_learn(struct references *references, const struct attrs *object)
{
    struct text name = {0};
    int64_t flags = 0;

    if (!attrs_has(object, ATTR_NC_NAME) || !attrs_int64(object, ATTR_SYSTEM_FLAGS, &flags))
        return;
    text_append(&name, attrs_first(object, ATTR_NC_NAME));
    if (flags & CROSS_REF_DOMAIN)
        vec_push(&references->domains, name);
    else
        vec_push(&references->partitions, name);
}

static bool is_listed(const struct text *names, size_t count, struct bytes dn)
{
    for (size_t i = 0; i < count; i++)
        if (bytes_equal_ascii(text_view(&names[i]), dn))
            return true;
    return false;
}

static void free_url(LDAPURLDesc **url)
{
    if (*url)
        ldap_free_urldesc(*url);
}

void references_judge(const struct references *references, const char *url,
                      struct shortfall *shortfall)
{
    CLEANUP(free_url) LDAPURLDesc *parsed = NULL;
    struct bytes dn = {0};

    if (ldap_url_parse(url, &parsed) == LDAP_URL_SUCCESS)
        dn = bytes_of(parsed->lud_dn);
    if (is_listed(references->partitions.items, references->partitions.count, dn))
        return;

    bool domain = is_listed(references->domains.items, references->domains.count, dn);

    shortfall_add(shortfall, "not read: another %s, %.300s", domain ? "domain" : "server",
                  *url ? url : "in a reference that names no URL");
}

void references_clear(struct references *references)
{
    for (size_t i = 0; i < references->domains.count; i++)
        text_clear(&references->domains.items[i]);
    for (size_t i = 0; i < references->partitions.count; i++)
        text_clear(&references->partitions.items[i]);
    vec_clear(&references->domains);
    vec_clear(&references->partitions);
}
