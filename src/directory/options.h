// SPDX-License-Identifier: Apache-2.0
// Which options of a connection go together: decided before a single byte is sent.
#ifndef DIRECTORY_OPTIONS_H
#define DIRECTORY_OPTIONS_H

#include <stdbool.h>

#include "directory/directory.h"

// `*tls` tells whether the connection will be under TLS (ldaps or StartTLS).
// Errors: STATUS_CONFIG a URI that is none, options that contradict each other, a simple bind
// without TLS or without a name; STATUS_SYSTEM a CA file that cannot be read.
bool options_check(const struct dir_options *options, bool *tls, struct error *error);

#endif
