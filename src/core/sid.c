// SPDX-License-Identifier: Apache-2.0
// Security identifiers between their binary and their text form.
#include "core/sid.h"

#include <string.h>

enum { HEADER_BYTES = 8, RID_BYTES = 4, MOST_RIDS = 15, AUTHORITY_HEX_DIGITS = 12 };

static uint8_t byte_at(struct bytes bytes, size_t offset)
{
    return (uint8_t)bytes.data[offset];
}

static size_t rid_count(struct bytes sid)
{
    return byte_at(sid, 1);
}

static uint32_t rid_at(struct bytes sid, size_t index)
{
    size_t offset = HEADER_BYTES + RID_BYTES * index;

    return byte_at(sid, offset) | (uint32_t)byte_at(sid, offset + 1) << 8 |
           (uint32_t)byte_at(sid, offset + 2) << 16 | (uint32_t)byte_at(sid, offset + 3) << 24;
}

static void put_rid(uint8_t *sid, uint32_t rid)
{
    uint8_t *end = sid + HEADER_BYTES + RID_BYTES * sid[1];

    for (int i = 0; i < RID_BYTES; i++)
        end[i] = (uint8_t)(rid >> 8 * i);
    sid[1]++;
}

bool sid_prefix(struct bytes bytes, struct bytes *sid)
{
    if (bytes.size < HEADER_BYTES || byte_at(bytes, 0) != 1 || rid_count(bytes) > MOST_RIDS)
        return false;

    size_t size = HEADER_BYTES + RID_BYTES * rid_count(bytes);

    if (size > bytes.size)
        return false;
    *sid = bytes_slice(bytes, 0, size);
    return true;
}

bool sid_is_valid(struct bytes binary)
{
    struct bytes sid;

    return sid_prefix(binary, &sid) && sid.size == binary.size;
}

// The authority is the one field of a SID that is big-endian (MS-DTYP 2.4.2.2).
static uint64_t authority_of(struct bytes sid)
{
    uint64_t authority = 0;

    for (size_t i = 2; i < HEADER_BYTES; i++)
        authority = authority << 8 | byte_at(sid, i);
    return authority;
}

bool sid_format(struct text *out, struct bytes binary)
{
    if (!sid_is_valid(binary))
        return false;

    uint64_t authority = authority_of(binary);
    bool is_long = authority > UINT32_MAX;

    text_printf(out, is_long ? "S-1-0x%012llx" : "S-1-%llu", (unsigned long long)authority);
    for (size_t i = 0; i < rid_count(binary); i++)
        text_printf(out, "-%lu", (unsigned long)rid_at(binary, i));
    return true;
}

// MS-DTYP 2.4.2.1 counts ten digits at most, so 64 bits cannot overflow.
static bool parse_decimal(struct bytes text, uint32_t *out)
{
    uint64_t value = 0;

    if (!text.size || text.size > 10)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(text.data[i] - '0');
    }
    *out = (uint32_t)value;
    return value <= UINT32_MAX;
}

static bool parse_hex(struct bytes text, uint64_t *out)
{
    static const char digits[] = "0123456789abcdef";

    *out = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char *digit = memchr(digits, ascii_lower(text.data[i]), sizeof digits - 1);

        if (!digit)
            return false;
        *out = *out << 4 | (uint64_t)(digit - digits);
    }
    return text.size == AUTHORITY_HEX_DIGITS;
}

static bool parse_authority(struct bytes text, uint8_t *sid)
{
    uint64_t authority = 0;
    uint32_t narrow = 0;
    bool is_hex = bytes_starts_with_ascii(text, BYTES("0x"));

    if (is_hex ? !parse_hex(bytes_slice(text, 2, AUTHORITY_HEX_DIGITS + 1), &authority)
               : !parse_decimal(text, &narrow))
        return false;
    authority |= narrow;
    for (int i = 0; i < 6; i++)
        sid[2 + i] = (uint8_t)(authority >> 8 * (5 - i));
    return true;
}

bool sid_parse(struct bytes text, uint8_t out[SID_MAX_BYTES], size_t *size)
{
    uint8_t sid[SID_MAX_BYTES] = {1, 0};
    struct bytes rest = bytes_slice(text, 4, SIZE_MAX);
    struct bytes item;
    uint32_t rid;

    if (!bytes_starts_with_ascii(text, BYTES("S-1-")) || !bytes_next(&rest, '-', &item) ||
        !parse_authority(item, sid))
        return false;
    while (bytes_next(&rest, '-', &item)) {
        if (sid[1] == MOST_RIDS || !parse_decimal(item, &rid))
            return false;
        put_rid(sid, rid);
    }
    if (!sid[1])
        return false;
    *size = HEADER_BYTES + RID_BYTES * (size_t)sid[1];
    memcpy(out, sid, *size);
    return true;
}

bool sid_rid(struct bytes sid, uint32_t *rid)
{
    if (!sid_is_valid(sid) || !rid_count(sid))
        return false;
    *rid = rid_at(sid, rid_count(sid) - 1);
    return true;
}

bool sid_domain(struct bytes sid, uint8_t out[SID_MAX_BYTES], size_t *size)
{
    if (!sid_is_valid(sid) || !rid_count(sid))
        return false;
    *size = sid.size - RID_BYTES;
    memcpy(out, sid.data, *size);
    out[1]--;
    return true;
}

bool sid_of_rid(struct bytes domain, uint32_t rid, uint8_t out[SID_MAX_BYTES], size_t *size)
{
    if (!sid_is_valid(domain) || rid_count(domain) == MOST_RIDS)
        return false;
    memcpy(out, domain.data, domain.size);
    put_rid(out, rid);
    *size = domain.size + RID_BYTES;
    return true;
}

bool sid_equal(struct bytes a, struct bytes b)
{
    return bytes_equal(a, b);
}
