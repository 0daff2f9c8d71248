// SPDX-License-Identifier: Apache-2.0
// Parts and hashes of distinguished names.
#include "core/dn.h"

struct bytes dn_domain(struct bytes dn)
{
    struct bytes result = {0};

    for (size_t i = 0; i < dn.size; i++) {
        bool starts = i == 0 || (dn.data[i - 1] == ',' && (i < 2 || dn.data[i - 2] != '\\'));

        if (!starts)
            continue;
        if (!bytes_starts_with_ascii(bytes_slice(dn, i, 3), BYTES("DC=")))
            result = (struct bytes){0};
        else if (!result.size)
            result = bytes_slice(dn, i, SIZE_MAX);
    }
    return result;
}

int64_t dn_hash(struct bytes dn)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < dn.size; i++)
        hash = (hash ^ (unsigned char)ascii_lower(dn.data[i])) * 1099511628211u;
    return (int64_t)hash;
}
