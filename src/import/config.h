// SPDX-License-Identifier: Apache-2.0
// The configuration file: INI text to core/config.h.
#ifndef IMPORT_CONFIG_H
#define IMPORT_CONFIG_H

#include "base/error.h"
#include "core/config.h"

// Parses `text` as the content of `file`, which is kept for messages. Whether paths, reports and
// formats are there is not looked at. Errors: STATUS_FORMAT with "FILE:LINE:COLUMN: found X,
// expected Y": an unknown section or key, a value of the wrong form, a key that is missing, stands
// twice or contradicts another. `*out` is owned: config_clear.
bool config_parse(struct config *out, const char *file, struct bytes text, struct error *error);

void config_clear(struct config *config);

#endif
