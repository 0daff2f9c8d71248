// SPDX-License-Identifier: Apache-2.0
// One LDAP entry as an attribute bag whose values stay where libldap received them.
#ifndef DIRECTORY_ENTRY_H
#define DIRECTORY_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include <ldap.h>

#include "base/arena.h"
#include "base/vec.h"
#include "core/attrs.h"

enum { ENTRY_RANGE_END = -1 };

// "ATTR;range=FIRST-LAST": a part of the values, counted from 0; `last` is ENTRY_RANGE_END where
// the part reaches to the end.
struct entry_range {
    enum attr attr;
    int64_t first, last;
};

// Zero-initialise it once and use it for many entries: it learns their order of attributes.
struct entry {
    struct attrs bag;                // borrowed from the message decoded last
    VEC(struct entry_range) ranges;  // the attributes of which a part came
    struct arena arena;              // holds the views of the values
    uint8_t follows[ATTR_COUNT + 1]; // which attribute came behind which one last time
};

// Decodes in place. False where the message is no well-formed entry. A message can be decoded
// once only: liblber writes terminators into it.
bool entry_decode(struct entry *entry, LDAP *ld, LDAPMessage *message);

// Parses the option of an attribute ("range=0-1499", "range=1500-*"); `attr` is left alone.
// Source: MS-ADTS 3.1.1.3.1.3.3.
bool entry_range_parse(struct bytes option, struct entry_range *out);

// The range that came of `attr`, or NULL.
const struct entry_range *entry_range_of(const struct entry *entry, enum attr attr);

void entry_clear(struct entry *entry);

#endif
