// SPDX-License-Identifier: Apache-2.0
// The attribute bag: one object of a directory as every source delivers it, LDAP or LDIF.
#ifndef CORE_ATTRS_H
#define CORE_ATTRS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "core/attrs.def"

// Where an attribute is asked for.
enum attr_place { ATTR_IN_ROOTDSE = 1, ATTR_IN_DOMAIN = 2, ATTR_IN_CONFIG = 4 };

#define ATTR_ENUMERATOR(enumerator, name, where) enumerator,
enum attr { ATTRIBUTES(ATTR_ENUMERATOR) ATTR_COUNT };

// The values of one attribute. count 0 means that the server sent none: absent, or not readable.
struct attr_values {
    const struct bytes *items; // borrowed from whoever filled the bag
    size_t count;
    bool truncated; // the server has more values and they were not read
};

// Everything is borrowed: valid until the sink that got the bag returns. An empty `dn` is the
// rootDSE. `continues` marks further values (ranged retrieval, MS-ADTS 3.1.1.3.1.3.3) of the very
// object that was delivered just before; such a bag holds nothing else.
struct attrs {
    struct bytes dn;
    struct attr_values values[ATTR_COUNT];
    bool continues;
};

// LDAP name of an attribute; static.
const char *attr_name(enum attr attr);

// The attribute of that name, case of A-Z ignored; false where it is none of ours. A name with
// options ("member;range=0-1499") is not resolved: strip them first.
bool attr_from_name(struct bytes name, enum attr *out);

// Where it is asked for: a set of enum attr_place.
unsigned attr_places(enum attr attr);

bool attrs_has(const struct attrs *attrs, enum attr attr);

// The first value; empty where there is none.
struct bytes attrs_first(const struct attrs *attrs, enum attr attr);

// The first value as a decimal integer; false where it is absent or no number.
bool attrs_int64(const struct attrs *attrs, enum attr attr, int64_t *out);

// One of the values equals `wanted`, case of A-Z ignored.
bool attrs_contains(const struct attrs *attrs, enum attr attr, struct bytes wanted);

#endif
