// SPDX-License-Identifier: Apache-2.0
// The walk over self-relative security descriptors.
#include "core/secdesc.h"

#include "core/guid.h"
#include "core/sid.h"

enum { HEADER_BYTES = 20, ACL_HEADER_BYTES = 8, ACE_HEADER_BYTES = 4, MASK_BYTES = 4 };

// Control bits (MS-DTYP 2.4.6) and the flags of object entries (2.4.4.3).
enum { DACL_PRESENT = 0x0004, SACL_PRESENT = 0x0010, SELF_RELATIVE = 0x8000 };
enum { OBJECT_TYPE_PRESENT = 1, INHERITED_OBJECT_TYPE_PRESENT = 2 };

struct acl {
    uint16_t ace_count;
    struct bytes aces;
};

static uint32_t number_at(struct bytes bytes, size_t offset, size_t size)
{
    uint32_t number = 0;

    for (size_t i = 0; i < size; i++)
        number |= (uint32_t)(uint8_t)bytes.data[offset + i] << 8 * i;
    return number;
}

static bool refuse(const char **why, const char *reason)
{
    if (why)
        *why = reason;
    return false;
}

// Takes `size` bytes off the front; false where there are fewer.
static bool take(struct bytes *rest, size_t size, struct bytes *out)
{
    if (rest->size < size)
        return false;
    *out = bytes_slice(*rest, 0, size);
    *rest = bytes_slice(*rest, size, SIZE_MAX);
    return true;
}

static bool take_guids(struct bytes *rest, struct ace *ace)
{
    struct bytes flags;

    if (!take(rest, 4, &flags))
        return false;

    uint32_t present = number_at(flags, 0, 4);

    return (!(present & OBJECT_TYPE_PRESENT) || take(rest, GUID_BYTES, &ace->object_type)) &&
           (!(present & INHERITED_OBJECT_TYPE_PRESENT) ||
            take(rest, GUID_BYTES, &ace->inherited_object_type));
}

// MS-DTYP 2.4.4.1: 0x05..0x08 and 0x0B, 0x0C, 0x0F, 0x10 carry GUIDs.
static bool has_guids(uint8_t type)
{
    return (type >= 0x05 && type <= 0x08) || type == 0x0B || type == 0x0C || type == 0x0F ||
           type == 0x10;
}

// 0x04 is reserved and has no layout; 0x13 is the last type that has one.
static bool has_layout(uint8_t type)
{
    return type <= 0x13 && type != 0x04;
}

// `whole` is the entry and nothing else.
static bool parse_ace(struct bytes whole, struct ace *out)
{
    struct ace ace = {.type = (uint8_t)whole.data[0], .flags = (uint8_t)whole.data[1]};
    struct bytes rest = bytes_slice(whole, ACE_HEADER_BYTES, SIZE_MAX);
    struct bytes mask;

    ace.known = has_layout(ace.type);
    if (ace.known) {
        if (!take(&rest, MASK_BYTES, &mask) || (has_guids(ace.type) && !take_guids(&rest, &ace)) ||
            !sid_prefix(rest, &ace.sid))
            return false;
        ace.mask = number_at(mask, 0, MASK_BYTES);
        ace.condition = bytes_slice(rest, ace.sid.size, SIZE_MAX);
    }
    *out = ace;
    return true;
}

static bool take_ace(struct bytes *rest, struct bytes *whole)
{
    if (rest->size < ACE_HEADER_BYTES)
        return false;

    size_t size = number_at(*rest, 2, 2);

    return size >= ACE_HEADER_BYTES && size % 4 == 0 && take(rest, size, whole);
}

bool secdesc_next(struct bytes *rest, struct ace *out)
{
    struct bytes whole;

    return take_ace(rest, &whole) && parse_ace(whole, out);
}

// MS-DTYP 2.4.5. Room behind the last entry is allowed and not part of `out`.
static bool parse_acl(struct bytes bytes, struct acl *out, const char **why)
{
    struct bytes rest, header;
    struct ace ignored;

    if (bytes.size < ACL_HEADER_BYTES)
        return refuse(why, "an access control list is cut");

    uint32_t revision = number_at(bytes, 0, 1);
    size_t size = number_at(bytes, 2, 2);
    uint16_t count = (uint16_t)number_at(bytes, 4, 2);

    if (revision < 2 || revision > 4)
        return refuse(why, "an access control list has an unknown revision");
    if (size < ACL_HEADER_BYTES || size > bytes.size)
        return refuse(why, "an access control list is longer or shorter than its size says");
    rest = bytes_slice(bytes, 0, size);
    take(&rest, ACL_HEADER_BYTES, &header);

    struct bytes aces = rest;

    for (uint16_t i = 0; i < count; i++)
        if (!secdesc_next(&rest, &ignored))
            return refuse(why, "an access control entry does not fit its size or its list");
    *out = (struct acl){count, bytes_slice(aces, 0, aces.size - rest.size)};
    return true;
}

// The bytes from the offset in the header's field on; empty where the field is 0.
static bool part_at(struct bytes bytes, size_t field, struct bytes *out, const char **why)
{
    size_t offset = number_at(bytes, field, 4);

    if (offset && (offset < HEADER_BYTES || offset >= bytes.size))
        return refuse(why, "an offset points into the header or past the end");
    *out = offset ? bytes_slice(bytes, offset, SIZE_MAX) : (struct bytes){0};
    return true;
}

static bool parse_sid(struct bytes bytes, size_t field, struct bytes *out, const char **why)
{
    struct bytes part;

    if (!part_at(bytes, field, &part, why))
        return false;
    if (part.size && !sid_prefix(part, out))
        return refuse(why, "the owner or the group is no SID");
    return true;
}

// `*is_null` tells that the field holds no list. Without its control bit the field says nothing.
static bool parse_list(struct bytes bytes, size_t field, bool present, struct acl *out,
                       bool *is_null, const char **why)
{
    struct bytes part = {0};

    if (present && !part_at(bytes, field, &part, why))
        return false;
    *is_null = !part.size;
    return *is_null || parse_acl(part, out, why);
}

bool secdesc_parse(struct bytes bytes, struct secdesc *out, const char **why)
{
    struct secdesc parsed = {0};
    struct acl dacl = {0}, sacl = {0};
    bool no_dacl, no_sacl;

    if (bytes.size < HEADER_BYTES)
        return refuse(why, "it is shorter than its header");
    parsed.control = (uint16_t)number_at(bytes, 2, 2);
    if (number_at(bytes, 0, 1) != 1)
        return refuse(why, "it has an unknown revision");
    if (!(parsed.control & SELF_RELATIVE))
        return refuse(why, "it is not self-relative");
    if (!parse_sid(bytes, 4, &parsed.owner, why) || !parse_sid(bytes, 8, &parsed.group, why) ||
        !parse_list(bytes, 12, parsed.control & SACL_PRESENT, &sacl, &no_sacl, why) ||
        !parse_list(bytes, 16, parsed.control & DACL_PRESENT, &dacl, &no_dacl, why))
        return false;
    parsed.dacl = !(parsed.control & DACL_PRESENT) ? SECDESC_DACL_ABSENT
                  : no_dacl                        ? SECDESC_DACL_NULL
                                                   : SECDESC_DACL_PRESENT;
    parsed.ace_count = dacl.ace_count;
    parsed.aces = dacl.aces;
    *out = parsed;
    return true;
}
