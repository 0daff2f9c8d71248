// SPDX-License-Identifier: Apache-2.0
// Authenticates, with exactly the method that was asked for.
#ifndef DIRECTORY_BIND_H
#define DIRECTORY_BIND_H

#include <stdbool.h>

#include "directory/connection.h"

// `options` have passed options_check.
// Errors: STATUS_CREDENTIALS refused, no ticket; STATUS_CONFIG a method or protection that the
// server or this machine does not have, an empty password; STATUS_SYSTEM an unreadable file;
// STATUS_DIRECTORY the way to the server.
// Source: MS-ADTS 5.1.1.1, RFC 4513 5, RFC 4752 (GSSAPI), RFC 4178 (SPNEGO).
bool bind_connection(struct dir_connection *connection, const struct dir_options *options,
                     struct error *error);

#endif
