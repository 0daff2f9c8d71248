// SPDX-License-Identifier: Apache-2.0
// The certificate that the server showed.
#ifndef DIRECTORY_CERTIFICATE_H
#define DIRECTORY_CERTIFICATE_H

#include <stdbool.h>
#include <stdint.h>

#include "directory/connection.h"

struct certificate {
    char subject[256], issuer[256]; // RFC 4514, cut where longer
    int64_t expires;                // seconds since 1970
};

// False where the connection has none, or libldap does not give it.
bool certificate_read(struct dir_connection *connection, struct certificate *out);

#endif
