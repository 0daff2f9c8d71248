// SPDX-License-Identifier: Apache-2.0
// The way of a scan, one step after the other, each told apart.
#include "directory/examine.h"

#include <inttypes.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <sasl/sasl.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "directory/bind.h"
#include "directory/certificate.h"
#include "directory/finding.h"
#include "directory/options.h"
#include "directory/rootdse.h"

enum {
    SKEW_SECONDS = 300, // MaxClockSkew (MS-KILE 3.1.1.2)
    SKEW_NEAR_SECONDS = 60,
    EXPIRY_NEAR_SECONDS = 21 * 24 * 3600,
};

bool finding(const struct dir_examiner *examiner, enum dir_health health, const char *what,
             const char *next, const char *format, ...)
{
    struct text found CLEANUP(text_clear) = {0};
    va_list arguments;

    va_start(arguments, format);
    text_printf_v(&found, format, arguments);
    va_end(arguments);
    examiner->find(examiner->context, health, what, found.data, next);
    return health != DIR_FAIL;
}

static void free_url(LDAPURLDesc **url)
{
    if (*url)
        ldap_free_urldesc(*url);
}

static void free_addresses(struct addrinfo **addresses)
{
    if (*addresses)
        freeaddrinfo(*addresses);
}

static bool examine_name(const struct dir_options *options, const struct dir_examiner *examiner)
{
    CLEANUP(free_url) LDAPURLDesc *url = NULL;
    CLEANUP(free_addresses) struct addrinfo *addresses = NULL;
    struct text list CLEANUP(text_clear) = {0};
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    char number[64];

    if (ldap_url_parse(options->uri, &url) != LDAP_SUCCESS)
        return finding(examiner, DIR_FAIL, "name", "", "%s is no LDAP URI", options->uri);

    int code = getaddrinfo(url->lud_host, NULL, &hints, &addresses);

    if (code != 0)
        return finding(examiner, DIR_FAIL, "name",
                       "look at /etc/resolv.conf: it must lead to a DNS server of the domain",
                       "%s: %s", url->lud_host, gai_strerror(code));
    for (const struct addrinfo *at = addresses; at; at = at->ai_next)
        if (getnameinfo(at->ai_addr, at->ai_addrlen, number, sizeof number, NULL, 0,
                        NI_NUMERICHOST) == 0)
            text_printf(&list, "%s%s", list.size ? ", " : "", number);
    return finding(examiner, DIR_OK, "name", "", "%s is %s", url->lud_host,
                   list.size ? list.data : "known");
}

static bool examine_way(struct dir_connection *connection, const struct dir_options *options,
                        const struct dir_examiner *examiner)
{
    struct error error = {0};

    if (connection_start(connection, options, &error))
        return finding(examiner, DIR_OK, "way", "", "%s answers", options->uri);
    if (error.status == STATUS_CREDENTIALS)
        return finding(examiner, DIR_FAIL, "certificate",
                       "give the authority that issued it (ca_file, --ca-file), and the server's "
                       "name as its certificate has it",
                       "%s", error.message);
    return finding(examiner, DIR_FAIL, "way",
                   "is the server up, and does a firewall let this "
                   "machine through?",
                   "%s", error.message);
}

static void examine_certificate(struct dir_connection *connection,
                                const struct dir_examiner *examiner)
{
    struct certificate certificate;
    char until[CLOCK_ISO_BYTES];

    if (!connection->tls)
        return;
    if (!certificate_read(connection, &certificate)) {
        finding(examiner, DIR_OK, "certificate", "", "is trusted");
        return;
    }

    bool near = certificate.expires - clock_now() < EXPIRY_NEAR_SECONDS;

    finding(examiner, near ? DIR_WARN : DIR_OK, "certificate",
            near ? "have it renewed: after that time every scan over TLS fails" : "",
            "%s of %s is trusted, until %s", certificate.subject, certificate.issuer,
            clock_format_iso(certificate.expires, until));
}

// The library's own: without the plug-in no bind can be tried.
static bool has_mechanism(const char *name)
{
    const char **known = sasl_global_listmech();

    for (size_t i = 0; known && known[i]; i++)
        if (strcmp(known[i], name) == 0)
            return true;
    return false;
}

static bool examine_mechanisms(struct dir_connection *connection, const struct dir_options *options,
                               const struct dir_examiner *examiner)
{
    struct mechanisms offered = {0};
    struct error error = {0};

    if (!rootdse_mechanisms(connection, &offered, &error))
        return finding(examiner, DIR_FAIL, "mechanisms", "", "%s", error.message);
    if (options->auth != DIR_AUTH_KERBEROS)
        return true;
    if (offered.known && !offered.gssapi && !offered.spnego)
        return finding(examiner, DIR_FAIL, "mechanisms",
                       "choose another authentication, or another server",
                       "the server offers neither GSSAPI nor GSS-SPNEGO");
    sasl_client_init(NULL);
    if (!has_mechanism("GSSAPI"))
        return finding(examiner, DIR_FAIL, "mechanisms",
                       "install the package libsasl2-modules-gssapi-mit",
                       "this machine's SASL library has no GSSAPI");
    return finding(examiner, DIR_OK, "mechanisms", "", "%s on both sides",
                   offered.gssapi || !offered.known ? "GSSAPI" : "GSS-SPNEGO");
}

static void free_values(struct berval ***values)
{
    if (*values)
        ldap_value_free_len(*values);
}

// One value of one object; false where it cannot be read or has none. Appends all values.
static bool read_values(struct dir_connection *connection, const char *dn, const char *attribute,
                        struct text *out)
{
    CLEANUP(connection_free_message) LDAPMessage *entry = NULL;
    CLEANUP(free_values) struct berval **values = NULL;
    char *attributes[] = {(char *)attribute, NULL};
    int code = LDAP_OTHER;

    if (!connection_read(connection, dn, attributes, "examining", &entry, &code, NULL) || !entry)
        return false;
    values = ldap_get_values_len(connection->ld, entry, attribute);
    for (size_t i = 0; values && values[i]; i++) {
        text_append(out, (struct bytes){values[i]->bv_val, values[i]->bv_len});
        text_append_byte(out, '\n');
    }
    return values != NULL;
}

static void examine_clock(struct dir_connection *connection, const struct dir_options *options,
                          const struct dir_examiner *examiner)
{
    struct text now CLEANUP(text_clear) = {0};
    int64_t theirs, skew;

    if (!read_values(connection, "", "currentTime", &now) ||
        !clock_from_generalized(bytes_trim(text_view(&now)), &theirs)) {
        finding(examiner, DIR_WARN, "clock", "compare the clocks by hand",
                "the server does not tell its time");
        return;
    }
    skew = clock_now() - theirs;

    bool fatal = llabs(skew) >= SKEW_SECONDS && options->auth == DIR_AUTH_KERBEROS;
    bool bad = llabs(skew) >= SKEW_NEAR_SECONDS;

    finding(
        examiner,
        fatal ? DIR_FAIL
        : bad ? DIR_WARN
              : DIR_OK,
        "clock",
        bad ? "let both take their time from one source (NTP): Kerberos bears 300 s, and states "
              "of accounts are judged by this machine's clock"
            : "",
        "this machine is %lld s %s the server", (long long)llabs(skew),
        skew < 0 ? "behind" : "ahead of");
}

static bool examine_bind(struct dir_connection *connection, const struct dir_options *options,
                         const struct dir_examiner *examiner)
{
    struct error error = {0};

    if (!bind_connection(connection, options, &error))
        return finding(
            examiner, DIR_FAIL, "bind",
            options->auth == DIR_AUTH_KERBEROS
                ? "look at the keytab or ticket above, and at the SPN ldap/ of the server"
                : "",
            "%s", error.message);
    connection_read_ahead(connection);
    return finding(examiner, DIR_OK, "bind", "", "%s takes the %s", options->uri,
                   options->auth == DIR_AUTH_KERBEROS ? "ticket"
                   : options->auth == DIR_AUTH_SIMPLE ? "password"
                                                      : "certificate");
}

// "MaxPageSize=1000" among lDAPAdminLimits (MS-ADTS 3.1.1.3.4.6). 0: not readable.
static int64_t max_page_size(struct dir_connection *connection)
{
    struct bytes configuration =
        attrs_first(&connection->rootdse.bag, ATTR_CONFIGURATION_NAMING_CONTEXT);
    struct text dn CLEANUP(text_clear) = {0}, limits CLEANUP(text_clear) = {0};
    int64_t found = 0;

    text_printf(&dn,
                "CN=Default Query Policy,CN=Query-Policies,CN=Directory Service,CN=Windows NT,"
                "CN=Services,%.*s",
                (int)configuration.size, configuration.data ? configuration.data : "");
    if (!configuration.size || !read_values(connection, dn.data, "lDAPAdminLimits", &limits))
        return 0;
    for (struct bytes rest = text_view(&limits), line, name; bytes_next(&rest, '\n', &line);)
        if (bytes_split(line, '=', &name, &line) && bytes_equal_ascii(name, BYTES("MaxPageSize")))
            bytes_to_int64(line, &found);
    return found;
}

static void examine_pages(struct dir_connection *connection, const struct dir_examiner *examiner)
{
    int64_t most = max_page_size(connection);

    if (!connection->has_paging)
        finding(examiner, DIR_WARN, "pages", "raise the server's size limit for this account",
                "the server has no paging: a size limit would cut what it sends");
    else if (most && most < connection->page_size)
        finding(examiner, DIR_WARN, "pages", "ask for no more",
                "pages of %u are asked for, and the server gives %" PRId64 " (MaxPageSize)",
                connection->page_size, most);
    else if (most)
        finding(examiner, DIR_OK, "pages", "", "of %u objects; the server gives up to %" PRId64,
                connection->page_size, most);
    else
        finding(examiner, DIR_OK, "pages", "", "of %u objects; the server's limit is not readable",
                connection->page_size);
}

static void close_connection(struct dir_connection **connection)
{
    dir_close(*connection);
}

void dir_examine(const struct dir_options *options, const struct dir_examiner *examiner)
{
    CLEANUP(close_connection)
    struct dir_connection *connection = memory_calloc(1, sizeof *connection);
    struct error error = {0};

    if (!options_check(options, &connection->tls, &error)) {
        finding(examiner, DIR_FAIL, "settings", "", "%s", error.message);
        return;
    }
    dir_prepare(connection, options);
    if (!examine_name(options, examiner) || !examine_way(connection, options, examiner))
        return;
    examine_certificate(connection, examiner);
    if (!examine_mechanisms(connection, options, examiner))
        return;
    examine_clock(connection, options, examiner);
    if (!examine_bind(connection, options, examiner))
        return;
    if (!rootdse_read(connection, &error)) {
        finding(examiner, DIR_FAIL, "rootDSE", "", "%s", error.message);
        return;
    }
    examine_pages(connection, examiner);
    readable_examine(connection, examiner);
}
