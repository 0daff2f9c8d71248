// SPDX-License-Identifier: Apache-2.0
// Kerberos (SASL GSSAPI or GSS-SPNEGO), simple and EXTERNAL binds.
#include "directory/bind.h"

#include <string.h>

#include <sasl/sasl.h>

#include "base/cleanup.h"
#include "directory/failure.h"
#include "directory/password.h"
#include "directory/rootdse.h"

// Kerberos takes the identity of the ticket, EXTERNAL that of the certificate: whatever Cyrus SASL
// still asks for (an authorization name) has an empty answer.
static int answer(LDAP *ld, unsigned flags, void *defaults, void *questions)
{
    (void)ld;
    (void)flags;
    (void)defaults;
    for (sasl_interact_t *question = questions; question->id != SASL_CB_LIST_END; question++) {
        question->result = question->defresult ? question->defresult : "";
        question->len = (unsigned)strlen(question->result);
    }
    return LDAP_SUCCESS;
}

// AD wants a layer of signing or sealing without TLS and refuses one inside it (MS-ADTS 5.1.1.1.2).
// Inside TLS the ticket is bound to the server's certificate instead (RFC 5929 4).
static bool protect(struct dir_connection *connection, struct error *error)
{
    const char *wanted =
        connection->tls ? "noanonymous,noplain,minssf=0,maxssf=0" : "noanonymous,noplain,minssf=56";
    int binding = LDAP_OPT_X_SASL_CBINDING_TLS_ENDPOINT;

    if (ldap_set_option(connection->ld, LDAP_OPT_X_SASL_SECPROPS, wanted) != LDAP_OPT_SUCCESS ||
        (connection->tls &&
         ldap_set_option(connection->ld, LDAP_OPT_X_SASL_CBINDING, &binding) != LDAP_OPT_SUCCESS))
        return error_set(error, STATUS_CONFIG, "%s: libldap was built without SASL protection",
                         connection->uri);
    return true;
}

static bool bind_sasl(struct dir_connection *connection, const char *mechanism, struct error *error)
{
    const char *used = NULL;
    CLEANUP(connection_free_message) LDAPMessage *message = NULL;
    int id = -1, code;

    if (!protect(connection, error))
        return false;
    for (;;) {
        code = ldap_sasl_interactive_bind(connection->ld, NULL, mechanism, NULL, NULL,
                                          LDAP_SASL_QUIET, answer, NULL, message, &used, &id);
        connection_free_message(&message);
        message = NULL;
        if (code != LDAP_SASL_BIND_IN_PROGRESS)
            break;
        if (!connection_wait(connection, id, "binding", &message, error))
            return false;
    }
    if (code == LDAP_SUCCESS)
        return true;
    return failure_set(error, connection->ld, FAILURE_BIND, code, "%s: bind with %s",
                       connection->uri, mechanism);
}

// GSSAPI is Kerberos and nothing else; SPNEGO could end in NTLM where a plug-in offers it, so it
// comes second.
static bool bind_kerberos(struct dir_connection *connection, struct error *error)
{
    struct mechanisms offered = {0};

    if (!rootdse_mechanisms(connection, &offered, error))
        return false;
    if (offered.gssapi || !offered.known)
        return bind_sasl(connection, "GSSAPI", error);
    if (offered.spnego)
        return bind_sasl(connection, "GSS-SPNEGO", error);
    return error_set(error, STATUS_CONFIG,
                     "%s offers no Kerberos (neither GSSAPI nor GSS-SPNEGO): choose another "
                     "authentication",
                     connection->uri);
}

static bool bind_simple(struct dir_connection *connection, const struct dir_options *options,
                        struct error *error)
{
    CLEANUP(password_wipe) struct password password = {0};
    int id = -1;

    if (!password_read(&password, options->bind_password_file, error))
        return false;

    struct berval credentials = {password.size, password.text};
    int code = ldap_sasl_bind(connection->ld, options->bind_dn, LDAP_SASL_SIMPLE, &credentials,
                              NULL, NULL, &id);

    if (code == LDAP_SUCCESS && !connection_result(connection, id, "binding", &code, error))
        return false;
    if (code == LDAP_SUCCESS)
        return true;
    return failure_set(error, connection->ld, FAILURE_BIND, code, "%s: simple bind as %s",
                       connection->uri, options->bind_dn);
}

bool bind_connection(struct dir_connection *connection, const struct dir_options *options,
                     struct error *error)
{
    switch (options->auth) {
    case DIR_AUTH_KERBEROS:
        return bind_kerberos(connection, error);
    case DIR_AUTH_SIMPLE:
        return bind_simple(connection, options, error);
    case DIR_AUTH_EXTERNAL:
        return bind_sasl(connection, "EXTERNAL", error);
    }
    return error_set(error, STATUS_INTERNAL, "authentication method %d is unknown",
                     (int)options->auth);
}
