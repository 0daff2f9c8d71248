// SPDX-License-Identifier: Apache-2.0
// Service principal names: their parts, how they compare, and the classes that share an alias.
#ifndef CORE_SPN_H
#define CORE_SPN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "base/vec.h"

// class/host[:port][/name], all borrowed from the parsed text; `port` and `name` may be empty.
// `port` is a number or an instance's name; `name` is everything behind the second slash.
struct spn {
    struct bytes class, host, port, name;
};

// False where a part that the text announces is empty or where class, host or port holds a blank
// or a control character. An IPv6 address is a host without port, or stands in brackets.
bool spn_parse(struct bytes text, struct spn *out);

// Appends the comparison key of the whole text, well-formed or not: servicePrincipalName compares
// as any directory string, without case (MS-ADA3, MS-DRSR 4.1.4).
void spn_key(struct text *out, struct bytes spn);

// The live values of sPNMappings. Zero-initialise it.
struct spn_aliases {
    struct arena arena;      // holds the class names and the aliases
    struct map classes;      // class -> index of its alias
    VEC(struct bytes) names; // the aliases
};

// Adds one value, "host=alerter,appmgmt,..."; false where it is none. The first alias of a class
// stays.
bool spn_aliases_add(struct spn_aliases *aliases, struct bytes value);
void spn_aliases_clear(struct spn_aliases *aliases);

// Appends the key of the SPN with its class replaced by the class's alias: where a KDC looks when
// nobody has the SPN itself (MS-DRSR 4.1.4.2.19). False, with nothing appended, where the text is
// no SPN or the class has no alias.
bool spn_alias_key(struct text *out, const struct spn_aliases *aliases, struct bytes spn);

#endif
