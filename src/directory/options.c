// SPDX-License-Identifier: Apache-2.0
// Refuses what would leak a password or bind in a way that was not asked for.
#include "directory/options.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <ldap.h>

#include "base/cleanup.h"
#include "base/text.h"

static bool is_given(const char *text)
{
    return text && *text;
}

static void free_url(LDAPURLDesc **url)
{
    if (*url)
        ldap_free_urldesc(*url);
}

// One server and nothing behind it: libldap would take a list, a base and a filter as well.
static bool uri_is_ldaps(const char *uri, bool *ldaps, struct error *error)
{
    CLEANUP(free_url) LDAPURLDesc *url = NULL;

    if (!is_given(uri) || strpbrk(uri, " ,?\t\r\n") || ldap_url_parse(uri, &url) != 0)
        return error_set(error, STATUS_CONFIG,
                         "\"%s\" is no LDAP URI: write ldap://HOST[:PORT] or ldaps://HOST[:PORT]",
                         uri ? uri : "");
    *ldaps = strcmp(url->lud_scheme, "ldaps") == 0;
    if (!*ldaps && strcmp(url->lud_scheme, "ldap") != 0)
        return error_set(error, STATUS_CONFIG, "%s: only ldap:// and ldaps:// are spoken", uri);
    if (!is_given(url->lud_host))
        return error_set(error, STATUS_CONFIG, "%s names no host", uri);
    if (is_given(url->lud_dn))
        return error_set(error, STATUS_CONFIG,
                         "%s: the base cannot be chosen; write the host and the port alone", uri);
    return true;
}

static bool check_simple(const struct dir_options *options, bool tls, struct error *error)
{
    if (!is_given(options->bind_dn) || !is_given(options->bind_password_file))
        return error_set(error, STATUS_CONFIG,
                         "%s: a simple bind needs a bind DN and a password file", options->uri);
    if (!tls)
        return error_set(error, STATUS_CONFIG,
                         "%s: a simple bind would send the password readable; use ldaps:// or "
                         "StartTLS",
                         options->uri);
    return true;
}

static bool check_auth(const struct dir_options *options, bool tls, struct error *error)
{
    if (options->auth == DIR_AUTH_SIMPLE)
        return check_simple(options, tls, error);
    if (is_given(options->bind_dn) || is_given(options->bind_password_file))
        return error_set(error, STATUS_CONFIG,
                         "%s: a bind DN or password file belongs to simple authentication alone",
                         options->uri);
    // RFC 4513 5.2.3: EXTERNAL takes the identity of the TLS client certificate.
    if (options->auth == DIR_AUTH_EXTERNAL && !tls)
        return error_set(error, STATUS_CONFIG,
                         "%s: external authentication is the TLS client certificate's; use "
                         "ldaps:// or StartTLS",
                         options->uri);
    return true;
}

bool options_check(const struct dir_options *options, bool *tls, struct error *error)
{
    bool ldaps = false;

    if (!uri_is_ldaps(options->uri, &ldaps, error))
        return false;
    if (ldaps && options->starttls)
        return error_set(error, STATUS_CONFIG,
                         "%s is under TLS from the start: drop StartTLS or use ldap://",
                         options->uri);
    if (!check_auth(options, ldaps || options->starttls, error))
        return false;
    if (is_given(options->ca_file) && access(options->ca_file, R_OK) != 0)
        return error_set_errno(error, errno, "%s", options->ca_file);
    *tls = ldaps || options->starttls;
    return true;
}
