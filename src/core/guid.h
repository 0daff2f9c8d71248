// SPDX-License-Identifier: Apache-2.0
// GUIDs: the binary form of objectGUID and its text.
#ifndef CORE_GUID_H
#define CORE_GUID_H

#include <stdbool.h>

#include "base/text.h"

enum { GUID_BYTES = 16 };

// Appends "f81d4fae-7dec-11d0-a765-00a0c91e6bf6" in lower case: the first three fields are
// little-endian, the rest is in order (MS-DTYP 2.3.4.2, 2.3.4.3). False, with nothing appended,
// unless there are 16 bytes.
bool guid_format(struct text *out, struct bytes binary);

#endif
