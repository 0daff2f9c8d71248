// SPDX-License-Identifier: Apache-2.0
// Security identifiers: the binary form of objectSid and of access control entries, and the text.
#ifndef CORE_SID_H
#define CORE_SID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

// 8 bytes before at most 15 sub-authorities of 4 (MS-DTYP 2.4.2.2).
enum { SID_MAX_BYTES = 68 };

// The whole of `binary` is one SID: revision 1 and as long as its count of sub-authorities says.
bool sid_is_valid(struct bytes binary);

// The SID at the beginning of `bytes`, which may go on behind it; borrowed from them. False where
// there is none or it is cut.
bool sid_prefix(struct bytes bytes, struct bytes *sid);

// Appends "S-1-5-21-..." (MS-DTYP 2.4.2.1; an authority of 2^32 or more is 12 hex digits). False,
// with nothing appended, where `binary` is no SID.
bool sid_format(struct text *out, struct bytes binary);

// The binary form of a text of that syntax, which needs one sub-authority at least.
bool sid_parse(struct bytes text, uint8_t out[SID_MAX_BYTES], size_t *size);

// The last sub-authority. False where `sid` is no SID or has none.
bool sid_rid(struct bytes sid, uint32_t *rid);

// The SID without its last sub-authority: an account's domain. False as sid_rid.
bool sid_domain(struct bytes sid, uint8_t out[SID_MAX_BYTES], size_t *size);

// The SID with one more sub-authority: an account of that domain. False where `domain` is no SID
// or is full.
bool sid_of_rid(struct bytes domain, uint32_t rid, uint8_t out[SID_MAX_BYTES], size_t *size);

// Binary forms are equal byte for byte or not at all.
bool sid_equal(struct bytes a, struct bytes b);

#endif
