// SPDX-License-Identifier: Apache-2.0
// Attribute bags written as text: one value after the other.
#ifndef UNIT_CORE_BAG_H
#define UNIT_CORE_BAG_H

#include <stdlib.h>

#include "core/attrs.h"

enum { BAG_VALUES = 8 };

struct bag {
    struct attrs attrs;
    struct bytes items[ATTR_COUNT][BAG_VALUES];
};

static inline void bag_start(struct bag *bag, const char *dn)
{
    bag->attrs = (struct attrs){.dn = bytes_of(dn)};
}

// The value is borrowed.
static inline void bag_add_bytes(struct bag *bag, enum attr attr, struct bytes value)
{
    struct attr_values *values = &bag->attrs.values[attr];

    if (values->count == BAG_VALUES)
        abort();
    bag->items[attr][values->count++] = value;
    values->items = bag->items[attr];
}

static inline void bag_add(struct bag *bag, enum attr attr, const char *value)
{
    bag_add_bytes(bag, attr, bytes_of(value));
}

#endif
