// SPDX-License-Identifier: Apache-2.0
// GUIDs as text.
#include "core/guid.h"

bool guid_format(struct text *out, struct bytes binary)
{
    // Where each printed byte stands in the binary form.
    static const uint8_t order[GUID_BYTES] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

    if (binary.size != GUID_BYTES)
        return false;
    for (size_t i = 0; i < GUID_BYTES; i++) {
        uint8_t byte = (uint8_t)binary.data[order[i]];

        if (i == 4 || i == 6 || i == 8 || i == 10)
            text_append_byte(out, '-');
        text_append_hex(out, &byte, 1);
    }
    return true;
}
