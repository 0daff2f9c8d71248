// SPDX-License-Identifier: Apache-2.0
// Names of attributes and access to the bag.
#include "core/attrs.h"

enum { ROOTDSE = ATTR_IN_ROOTDSE, DOMAIN = ATTR_IN_DOMAIN, CONFIG = ATTR_IN_CONFIG };

struct known {
    struct bytes name;
    unsigned places;
};

#define ATTR_KNOWN(enumerator, name, where) {{name, sizeof name - 1}, where},
static const struct known known[] = {ATTRIBUTES(ATTR_KNOWN)};

const char *attr_name(enum attr attr)
{
    return known[attr].name.data;
}

bool attr_from_name(struct bytes name, enum attr *out)
{
    for (int i = 0; i < ATTR_COUNT; i++)
        if (bytes_equal_ascii(known[i].name, name)) {
            *out = (enum attr)i;
            return true;
        }
    return false;
}

unsigned attr_places(enum attr attr)
{
    return known[attr].places;
}

bool attrs_has(const struct attrs *attrs, enum attr attr)
{
    return attrs->values[attr].count > 0;
}

struct bytes attrs_first(const struct attrs *attrs, enum attr attr)
{
    return attrs_has(attrs, attr) ? attrs->values[attr].items[0] : (struct bytes){0};
}

bool attrs_int64(const struct attrs *attrs, enum attr attr, int64_t *out)
{
    return bytes_to_int64(attrs_first(attrs, attr), out);
}

bool attrs_contains(const struct attrs *attrs, enum attr attr, struct bytes wanted)
{
    for (size_t i = 0; i < attrs->values[attr].count; i++)
        if (bytes_equal_ascii(attrs->values[attr].items[i], wanted))
            return true;
    return false;
}
