// SPDX-License-Identifier: Apache-2.0
// Reads the rootDSE by attribute names: none of them comes by itself (RFC 4512 5.1).
#include "directory/rootdse.h"

#include "base/cleanup.h"
#include "directory/failure.h"
#include "directory/wanted.h"

bool rootdse_mechanisms(struct dir_connection *connection, struct mechanisms *out,
                        struct error *error)
{
    CLEANUP(connection_free_message) LDAPMessage *message = NULL;
    CLEANUP(entry_clear) struct entry entry = {0};
    char *attributes[] = {(char *)attr_name(ATTR_SUPPORTED_SASL_MECHANISMS), NULL};
    int code = LDAP_OTHER;

    if (!connection_read(connection, "", attributes, "reading the SASL mechanisms", &message, &code,
                         error))
        return false;
    if (!message || !entry_decode(&entry, connection->ld, message))
        return true;

    const struct attrs *bag = &entry.bag;

    *out = (struct mechanisms){
        .known = attrs_has(bag, ATTR_SUPPORTED_SASL_MECHANISMS),
        .gssapi = attrs_contains(bag, ATTR_SUPPORTED_SASL_MECHANISMS, BYTES("GSSAPI")),
        .spnego = attrs_contains(bag, ATTR_SUPPORTED_SASL_MECHANISMS, BYTES("GSS-SPNEGO")),
    };
    return true;
}

bool rootdse_read(struct dir_connection *connection, struct error *error)
{
    struct wanted wanted = wanted_attributes(ATTR_IN_ROOTDSE);
    struct entry *entry = &connection->rootdse;
    int code = LDAP_OTHER;

    if (!connection_read(connection, "", wanted.names, "reading the rootDSE",
                         &connection->rootdse_message, &code, error))
        return false;
    if (code != LDAP_SUCCESS)
        return failure_set(error, connection->ld, FAILURE_READ, code,
                           "%s: the rootDSE cannot be read", connection->uri);
    if (!connection->rootdse_message ||
        !entry_decode(entry, connection->ld, connection->rootdse_message))
        return error_set(error, STATUS_DIRECTORY, "%s: the server sent no rootDSE",
                         connection->uri);
    connection->has_paging =
        attrs_contains(&entry->bag, ATTR_SUPPORTED_CONTROL, BYTES(LDAP_CONTROL_PAGEDRESULTS));
    connection->has_domain_scope =
        attrs_contains(&entry->bag, ATTR_SUPPORTED_CONTROL, BYTES(ROOTDSE_DOMAIN_SCOPE));
    return true;
}
