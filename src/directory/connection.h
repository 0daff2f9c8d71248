// SPDX-License-Identifier: Apache-2.0
// One LDAP connection: made, put under TLS, waited on. Nothing here waits without a limit.
#ifndef DIRECTORY_CONNECTION_H
#define DIRECTORY_CONNECTION_H

#include <stdbool.h>

#include <ldap.h>

#include "directory/directory.h"
#include "directory/entry.h"
#include "directory/watch.h"

struct dir_connection {
    LDAP *ld; // owned
    struct watch watch;
    char *uri;                    // owned; for messages
    LDAPMessage *rootdse_message; // owned; holds what `rootdse` shows
    struct entry rootdse;
    unsigned page_size, timeout_seconds;
    bool tls;
    bool has_paging, has_domain_scope; // controls that the rootDSE lists
};

// Takes what the options say of the connection, defaults filled in.
void dir_prepare(struct dir_connection *connection, const struct dir_options *options);

// Connects and negotiates TLS where the options ask for it. On failure the connection holds what
// was made so far: dir_close.
// Errors: STATUS_DIRECTORY no way to the server, STATUS_CREDENTIALS its certificate is refused,
// STATUS_CONFIG an unusable CA file.
bool connection_start(struct dir_connection *connection, const struct dir_options *options,
                      struct error *error);

// To be called when all security layers stand: reads from the socket in large pieces.
void connection_read_ahead(struct dir_connection *connection);

// The next message of the request `message_id`; `*message` is owned (ldap_msgfree). `doing` names
// the step in the error.
// Errors: STATUS_DIRECTORY no answer in time, a broken connection, bytes that are no LDAP.
bool connection_wait(struct dir_connection *connection, int message_id, const char *doing,
                     LDAPMessage **message, struct error *error);

// Waits for an answer of one message and takes its result code.
bool connection_result(struct dir_connection *connection, int message_id, const char *doing,
                       int *code, struct error *error);

// Reads one object. `*entry` is owned (ldap_msgfree), NULL where the server sent none; `*code` is
// the server's result. False only where the connection is broken.
bool connection_read(struct dir_connection *connection, const char *dn, char **attributes,
                     const char *doing, LDAPMessage **entry, int *code, struct error *error);

// Sleeps for a moment where little has arrived: see the .c.
void connection_nap(struct dir_connection *connection);

void connection_free_message(LDAPMessage **message);

#endif
