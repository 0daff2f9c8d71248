// SPDX-License-Identifier: Apache-2.0
// Self-relative security descriptors: a bounds-checked walk over bytes that anybody may have
// written (MS-DTYP 2.4.6).
#ifndef CORE_SECDESC_H
#define CORE_SECDESC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum secdesc_dacl {
    SECDESC_DACL_ABSENT,  // the control field says that there is none
    SECDESC_DACL_NULL,    // there is one, and it is no list: everybody may do everything
    SECDESC_DACL_PRESENT, // a list, perhaps an empty one
};

// All views are borrowed from the parsed bytes; `owner` and `group` are SIDs or empty.
struct secdesc {
    uint16_t control;
    struct bytes owner, group;
    enum secdesc_dacl dacl;
    uint16_t ace_count;
    struct bytes aces; // the list's entries, one behind the other
};

enum ace_type {
    ACE_ALLOW = 0x00,
    ACE_DENY = 0x01,
    ACE_ALLOW_OBJECT = 0x05,
    ACE_DENY_OBJECT = 0x06,
    ACE_ALLOW_CALLBACK = 0x09,
    ACE_DENY_CALLBACK = 0x0A,
    ACE_ALLOW_CALLBACK_OBJECT = 0x0B,
    ACE_DENY_CALLBACK_OBJECT = 0x0C,
};

// Bits of ace.flags (MS-DTYP 2.4.4.1).
enum { ACE_INHERIT_ONLY = 0x08 };

// One entry; all views are borrowed from the descriptor.
struct ace {
    uint8_t type; // an enum ace_type, or another of MS-DTYP 2.4.4.1
    uint8_t flags;
    bool known;    // false: a type of no published layout, and nothing below is set
    uint32_t mask; // MS-DTYP 2.4.3
    struct bytes sid;
    struct bytes object_type, inherited_object_type; // GUIDs, or empty
    struct bytes condition; // what follows the SID: a conditional expression where it has one
};

// Checks every offset, size and count down to the SIDs of the entries, so that the walk below
// cannot fail. False: `*why` (may be NULL) says what is wrong; static.
bool secdesc_parse(struct bytes bytes, struct secdesc *out, const char **why);

// Takes the next entry off the list: false at its end.
//   for (struct bytes rest = descriptor.aces; secdesc_next(&rest, &ace);) ...
bool secdesc_next(struct bytes *rest, struct ace *out);

#endif
