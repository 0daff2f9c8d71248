// SPDX-License-Identifier: Apache-2.0
// Binary test data written as text: hex digits, SIDs, and security descriptors from their entries.
#ifndef UNIT_CORE_FIXTURE_H
#define UNIT_CORE_FIXTURE_H

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "core/sid.h"

static inline uint8_t fixture_nibble(char digit)
{
    return (uint8_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

// Hex digits, lower case, to bytes.
static inline struct bytes fixture_hex(struct arena *arena, const char *hex)
{
    size_t size = strlen(hex) / 2;
    char *bytes = arena_alloc(arena, size);

    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(fixture_nibble(hex[2 * i]) << 4 | fixture_nibble(hex[2 * i + 1]));
    return (struct bytes){bytes, size};
}

static inline struct bytes fixture_sid(struct arena *arena, const char *text)
{
    uint8_t sid[SID_MAX_BYTES];
    size_t size;

    if (!sid_parse(bytes_of(text), sid, &size))
        abort();
    return arena_copy(arena, (struct bytes){(const char *)sid, size});
}

// An entry of an access list. `guids` is what stands between mask and SID of an object entry
// (flags and GUIDs, hex), `tail` what follows the SID.
struct fixture_ace {
    uint8_t type, flags;
    uint32_t mask;
    const char *sid;
    const char *guids, *tail;
};

static inline void fixture_number(struct text *out, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        text_append_byte(out, (char)(number >> 8 * i));
}

static inline void fixture_append_ace(struct text *out, struct arena *arena,
                                      const struct fixture_ace *ace)
{
    struct bytes guids = fixture_hex(arena, ace->guids ? ace->guids : "");
    struct bytes tail = fixture_hex(arena, ace->tail ? ace->tail : "");
    struct bytes sid = fixture_sid(arena, ace->sid);

    text_append_byte(out, (char)ace->type);
    text_append_byte(out, (char)ace->flags);
    fixture_number(out, (uint32_t)(8 + guids.size + sid.size + tail.size), 2);
    fixture_number(out, ace->mask, 4);
    text_append(out, guids);
    text_append(out, sid);
    text_append(out, tail);
}

// A self-relative descriptor without owner and group: header, then the list.
static inline struct bytes fixture_descriptor(struct arena *arena, const struct fixture_ace *aces,
                                              size_t count)
{
    struct text list = {0}, whole = {0};

    for (size_t i = 0; i < count; i++)
        fixture_append_ace(&list, arena, &aces[i]);
    text_append(&whole, BYTES("\1\0\4\x80\0\0\0\0\0\0\0\0\0\0\0\0\x14\0\0\0\4\0"));
    fixture_number(&whole, (uint32_t)(8 + list.size), 2);
    fixture_number(&whole, (uint32_t)count, 4);
    text_append(&whole, text_view(&list));

    struct bytes copy = arena_copy(arena, text_view(&whole));

    text_clear(&list);
    text_clear(&whole);
    return copy;
}

#endif
