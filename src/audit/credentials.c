// SPDX-License-Identifier: Apache-2.0
// libkrb5 takes its files from the environment, which is one for a whole process.
#include "audit/credentials.h"

#include <errno.h>
#include <stdlib.h>

#include "directory/directory.h"

// Tickets that were made from a keytab stay in memory, so none is ever out of date; in a cache that
// was named, GSSAPI makes new ones from the keytab when they have expired.
bool credentials_set(const struct config_directory *directory, struct error *error)
{
    const char *keytab = directory->keytab.text, *ccache = directory->ccache.text;

    if (keytab && !dir_secret_check(keytab, error))
        return false;
    if (!ccache && keytab)
        ccache = "MEMORY:delegaudit";
    if ((keytab && setenv("KRB5_CLIENT_KTNAME", keytab, 1) != 0) ||
        (ccache && setenv("KRB5CCNAME", ccache, 1) != 0))
        return error_set_errno(error, errno, "the environment cannot be set");
    return true;
}

struct delegaudit_scan_options credentials_scan_options(const struct config_directory *directory,
                                                        const char **files)
{
    static const enum delegaudit_auth auths[] = {
        [CONFIG_KERBEROS] = DELEGAUDIT_KERBEROS,
        [CONFIG_SIMPLE] = DELEGAUDIT_SIMPLE,
        [CONFIG_EXTERNAL] = DELEGAUDIT_EXTERNAL,
    };

    for (size_t i = 0; i < directory->ldif.count; i++)
        files[i] = directory->ldif.items[i].text;
    return (struct delegaudit_scan_options){
        .uri = directory->uri.text,
        .ldif_files = files,
        .ldif_count = directory->ldif.count,
        .auth = auths[directory->auth],
        .bind_dn = directory->bind_dn.text,
        .bind_password_file = directory->bind_password_file.text,
        .ca_file = directory->ca_file.text,
        .starttls = directory->starttls,
        .page_size = directory->page_size,
        .timeout_seconds = directory->timeout_seconds,
        .kdc_profile = directory->has_kdc_profile ? kdc_profile_word(directory->kdc_profile) : NULL,
    };
}
