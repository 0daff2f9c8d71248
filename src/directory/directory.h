// SPDX-License-Identifier: Apache-2.0
// The LDAP client: connect to a domain controller and deliver its objects to a sink.
#ifndef DIRECTORY_DIRECTORY_H
#define DIRECTORY_DIRECTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "core/sink.h"

enum dir_auth { DIR_AUTH_KERBEROS, DIR_AUTH_SIMPLE, DIR_AUTH_EXTERNAL };

// All text is borrowed until dir_open returns; NULL where not given.
struct dir_options {
    const char *uri; // ldap://HOST[:PORT] or ldaps://HOST[:PORT]
    enum dir_auth auth;
    const char *bind_dn;            // simple only: a DN, a UPN or DOMAIN\name
    const char *bind_password_file; // simple only: first line, the line break stripped
    const char *ca_file;            // PEM; NULL: libldap's own environment and the system's
    bool starttls;
    unsigned page_size;       // objects a page; 0: 1000
    unsigned timeout_seconds; // for each step that waits for the server; 0: 120
};

struct dir_connection;

// Connects, negotiates TLS where asked (the certificate is always verified), binds with exactly
// the method asked for (never a weaker one) and reads the rootDSE.
// Errors: STATUS_CONFIG contradicting options (simple without TLS, ...), STATUS_CREDENTIALS
// password, ticket or certificate refused, STATUS_DIRECTORY the server or the way to it,
// STATUS_SYSTEM an unreadable file. `*out` is owned: dir_close.
// Source: MS-ADTS 5.1.1.1 (bind), 5.1.1.1.2 (signing and TLS exclude each other), RFC 5929
// (tls-server-end-point channel binding).
bool dir_open(struct dir_connection **out, const struct dir_options *options, struct error *error);

// NULL is allowed.
void dir_close(struct dir_connection *connection);

// Called now and then with the objects received so far.
struct dir_progress {
    void *context;
    void (*report)(void *context, uint64_t received, struct bytes naming_context);
};

// Delivers the rootDSE, then the configuration objects, then the objects of the DC's own domain,
// page by page, never more than a page in memory; then a coverage record for each search.
// What a server cuts (size or time limit, unreadable context) is a coverage record that is not
// whole and no error; a broken connection or a server that does not answer is STATUS_DIRECTORY.
// Source: MS-ADTS 3.1.1.3.4.1.1 (paging), 3.1.1.3.1.3.3 (ranges).
bool dir_collect(struct dir_connection *connection, const struct sink *sink,
                 const struct dir_progress *progress, struct error *error);

// A keytab that others may read or write is refused, as a password file is (secret.h). A prefix
// "FILE:" is no part of the name. Errors: STATUS_CREDENTIALS; STATUS_SYSTEM it cannot be read.
bool dir_secret_check(const char *path, struct error *error);

#endif
