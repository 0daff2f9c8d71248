// SPDX-License-Identifier: Apache-2.0
// Fetches the values that a server holds back because an attribute has too many.
#ifndef DIRECTORY_RANGES_H
#define DIRECTORY_RANGES_H

#include <stdbool.h>

#include "core/sink.h"
#include "directory/connection.h"
#include "directory/shortfall.h"

// To be called directly after `entry` was delivered: delivers the further values of its ranged
// attributes as bags that continue it. What cannot be had is marked truncated in a last bag and
// added to the shortfall.
// Errors: those of the sink; STATUS_DIRECTORY a broken connection.
// Source: MS-ADTS 3.1.1.3.1.3.3.
bool ranges_fetch(struct dir_connection *connection, const struct entry *entry,
                  const struct sink *sink, struct shortfall *shortfall, struct error *error);

#endif
