// SPDX-License-Identifier: Apache-2.0
// The rootDSE: what the server says of itself.
#ifndef DIRECTORY_ROOTDSE_H
#define DIRECTORY_ROOTDSE_H

#include <stdbool.h>

#include "directory/connection.h"

#define ROOTDSE_DOMAIN_SCOPE "1.2.840.113556.1.4.1339" // MS-ADTS 3.1.1.3.4.1.4

struct mechanisms {
    bool known; // the rootDSE could be read before the bind and lists mechanisms
    bool gssapi, spnego;
};

// Reads the SASL mechanisms, anonymously.
bool rootdse_mechanisms(struct dir_connection *connection, struct mechanisms *out,
                        struct error *error);

// Reads all of it into the connection, and which controls may be used.
// Errors: STATUS_DIRECTORY not readable.
bool rootdse_read(struct dir_connection *connection, struct error *error);

#endif
