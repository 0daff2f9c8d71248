// SPDX-License-Identifier: Apache-2.0
// libldap handle, its options, TLS and the waiting.
#include "directory/connection.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "directory/failure.h"

enum {
    NAP_BELOW_BYTES = 32 * 1024,
    NAP_MICROSECONDS = 500,
};

static bool set_option(struct dir_connection *connection, int option, const void *value,
                       const char *what, struct error *error)
{
    int code = ldap_set_option(connection->ld, option, value);

    if (code == LDAP_OPT_SUCCESS)
        return true;
    return error_set(error, STATUS_CONFIG, "%s: libldap refuses to set %s", connection->uri, what);
}

static bool set_number(struct dir_connection *connection, int option, int value, const char *what,
                       struct error *error)
{
    return set_option(connection, option, &value, what, error);
}

// The environment and ldap.conf may name certificates, not weaken the checks or cut the results.
static bool set_options(struct dir_connection *connection, struct error *error)
{
    struct timeval limit = {.tv_sec = connection->timeout_seconds};

    return set_number(connection, LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3, "version", error) &&
           set_option(connection, LDAP_OPT_REFERRALS, LDAP_OPT_OFF, "referrals", error) &&
           // SIGUSR1 asks for progress and must not end a wait
           set_option(connection, LDAP_OPT_RESTART, LDAP_OPT_ON, "restart", error) &&
           set_number(connection, LDAP_OPT_DEREF, LDAP_DEREF_NEVER, "aliases", error) &&
           set_number(connection, LDAP_OPT_SIZELIMIT, LDAP_NO_LIMIT, "size limit", error) &&
           set_number(connection, LDAP_OPT_TIMELIMIT, LDAP_NO_LIMIT, "time limit", error) &&
           set_option(connection, LDAP_OPT_NETWORK_TIMEOUT, &limit, "network timeout", error) &&
           set_option(connection, LDAP_OPT_TIMEOUT, &limit, "timeout", error) &&
           set_option(connection, LDAP_OPT_X_SASL_NOCANON, LDAP_OPT_ON, "SASL names", error);
}

static void free_string(char **string)
{
    ldap_memfree(*string);
}

// libldap keeps what the environment and ldap.conf name in its global settings; a handle whose
// checks are set anew must be told again.
static bool inherit(struct dir_connection *connection, int option)
{
    CLEANUP(free_string) char *value = NULL;

    return ldap_get_option(NULL, option, &value) != LDAP_OPT_SUCCESS || !value ||
           ldap_set_option(connection->ld, option, value) == LDAP_OPT_SUCCESS;
}

static bool inherit_tls(struct dir_connection *connection)
{
    static const int texts[] = {LDAP_OPT_X_TLS_CERTFILE, LDAP_OPT_X_TLS_KEYFILE,
                                LDAP_OPT_X_TLS_CIPHER_SUITE, LDAP_OPT_X_TLS_CRLFILE};
    int oldest = 0;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (!inherit(connection, texts[i]))
            return false;
    return ldap_get_option(NULL, LDAP_OPT_X_TLS_PROTOCOL_MIN, &oldest) != LDAP_OPT_SUCCESS ||
           ldap_set_option(connection->ld, LDAP_OPT_X_TLS_PROTOCOL_MIN, &oldest) ==
               LDAP_OPT_SUCCESS;
}

// With an own CA file nothing else is trusted.
static bool set_authorities(struct dir_connection *connection, const char *ca_file)
{
    if (ca_file && *ca_file)
        return ldap_set_option(connection->ld, LDAP_OPT_X_TLS_CACERTFILE, ca_file) ==
               LDAP_OPT_SUCCESS;
    return inherit(connection, LDAP_OPT_X_TLS_CACERTFILE) &&
           inherit(connection, LDAP_OPT_X_TLS_CACERTDIR);
}

// NEWCTX makes the settings count and reads the files: it comes last.
static bool set_tls(struct dir_connection *connection, const char *ca_file, struct error *error)
{
    if (set_number(connection, LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_DEMAND, "", NULL) &&
        inherit_tls(connection) && set_authorities(connection, ca_file) &&
        set_number(connection, LDAP_OPT_X_TLS_NEWCTX, 0, "", NULL))
        return true;
    return error_set(
        error, STATUS_CONFIG, "%s: TLS cannot be prepared: the certificates in %s cannot be used",
        connection->uri, ca_file && *ca_file ? ca_file : "the files that libldap's settings name");
}

static int descriptor_of(struct dir_connection *connection)
{
    int descriptor = -1;

    ldap_get_option(connection->ld, LDAP_OPT_DESC, &descriptor);
    return descriptor;
}

// A code of a step that the server did not end in time says anything but that.
static bool fail(struct dir_connection *connection, enum failure_step step, int code,
                 const char *doing, struct error *error)
{
    if (connection->watch.expired || code == LDAP_TIMEOUT)
        return error_set(error, STATUS_DIRECTORY, "%s: no answer within %u seconds while %s",
                         connection->uri, connection->timeout_seconds, doing);
    return failure_set(error, connection->ld, step, code, "%s: %s", connection->uri, doing);
}

static bool start_tls(struct dir_connection *connection, struct error *error)
{
    int id = -1, code = ldap_start_tls(connection->ld, NULL, NULL, &id);

    if (code == LDAP_SUCCESS &&
        !connection_result(connection, id, "asking for StartTLS", &code, error))
        return false;
    if (code != LDAP_SUCCESS)
        return fail(connection, FAILURE_CONNECT, code, "asking for StartTLS", error);
    watch_start(&connection->watch, connection->timeout_seconds);
    code = ldap_install_tls(connection->ld);
    return code == LDAP_SUCCESS || fail(connection, FAILURE_TLS, code, "negotiating TLS", error);
}

bool connection_start(struct dir_connection *connection, const struct dir_options *options,
                      struct error *error)
{
    int code = ldap_initialize(&connection->ld, options->uri);

    if (code != LDAP_SUCCESS)
        return error_set(error, STATUS_CONFIG, "%s: %s", options->uri, ldap_err2string(code));
    if (!watch_attach(&connection->watch, connection->ld))
        return error_set(error, STATUS_CONFIG, "%s: libldap takes no connection callback",
                         connection->uri);
    if (!set_options(connection, error) ||
        (connection->tls && !set_tls(connection, options->ca_file, error)))
        return false;
    watch_start(&connection->watch, connection->timeout_seconds);
    code = ldap_connect(connection->ld);
    if (code != LDAP_SUCCESS)
        return fail(connection, connection->tls ? FAILURE_TLS : FAILURE_CONNECT, code, "connecting",
                    error);
    return !options->starttls || start_tls(connection, error);
}

// libldap reads a header and a body with two system calls each; a layer near the socket
// makes that one for many messages. Under TLS and SASL it holds what the wire has.
void connection_read_ahead(struct dir_connection *connection)
{
    Sockbuf *buffer = NULL;

    if (ldap_get_option(connection->ld, LDAP_OPT_SOCKBUF, &buffer) == LDAP_OPT_SUCCESS && buffer)
        ber_sockbuf_add_io(buffer, &ber_sockbuf_io_readahead, LBER_SBIOD_LEVEL_PROVIDER + 2, NULL);
}

// A client faster than its server is woken for every entry, and the server pays for waking it.
// Letting some data gather costs no time and saves most of the context switches.
void connection_nap(struct dir_connection *connection)
{
    int waiting = 0;

    if (ioctl(descriptor_of(connection), FIONREAD, &waiting) == 0 && waiting < NAP_BELOW_BYTES)
        usleep(NAP_MICROSECONDS);
}

bool connection_wait(struct dir_connection *connection, int message_id, const char *doing,
                     LDAPMessage **message, struct error *error)
{
    struct timeval limit = {.tv_sec = connection->timeout_seconds};
    LDAPMessage *found = NULL;
    int code = LDAP_OTHER;

    watch_start(&connection->watch, connection->timeout_seconds);

    int type = ldap_result(connection->ld, message_id, LDAP_MSG_ONE, &limit, &found);

    if (type > 0) {
        *message = found;
        return true;
    }
    if (type == 0)
        code = LDAP_TIMEOUT;
    else
        ldap_get_option(connection->ld, LDAP_OPT_RESULT_CODE, &code);
    return fail(connection, FAILURE_READ, code, doing, error);
}

bool connection_result(struct dir_connection *connection, int message_id, const char *doing,
                       int *code, struct error *error)
{
    CLEANUP(connection_free_message) LDAPMessage *message = NULL;
    int result = LDAP_OTHER;

    if (!connection_wait(connection, message_id, doing, &message, error))
        return false;

    int parsed = ldap_parse_result(connection->ld, message, &result, NULL, NULL, NULL, NULL, 0);

    *code = parsed == LDAP_SUCCESS ? result : parsed;
    return true;
}

bool connection_read(struct dir_connection *connection, const char *dn, char **attributes,
                     const char *doing, LDAPMessage **entry, int *code, struct error *error)
{
    CLEANUP(connection_free_message) LDAPMessage *kept = NULL;
    int id = -1;
    int result = ldap_search_ext(connection->ld, dn, LDAP_SCOPE_BASE, "(objectClass=*)", attributes,
                                 0, NULL, NULL, NULL, LDAP_NO_LIMIT, &id);

    if (result != LDAP_SUCCESS)
        return fail(connection, FAILURE_READ, result, doing, error);
    for (;;) {
        CLEANUP(connection_free_message) LDAPMessage *message = NULL;

        if (!connection_wait(connection, id, doing, &message, error))
            return false;
        if (ldap_msgtype(message) == LDAP_RES_SEARCH_ENTRY && !kept)
            kept = STEAL(message);
        else if (ldap_msgtype(message) == LDAP_RES_SEARCH_RESULT) {
            int parsed =
                ldap_parse_result(connection->ld, message, &result, NULL, NULL, NULL, NULL, 0);

            *code = parsed == LDAP_SUCCESS ? result : parsed;
            *entry = STEAL(kept);
            return true;
        }
    }
}

void connection_free_message(LDAPMessage **message)
{
    if (*message)
        ldap_msgfree(*message);
}
