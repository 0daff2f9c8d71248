// SPDX-License-Identifier: Apache-2.0
// What is asked for: the filters, and the attribute lists made of core/attrs.def.
#ifndef DIRECTORY_WANTED_H
#define DIRECTORY_WANTED_H

#include "core/attrs.h"

// A NULL-terminated list as libldap takes it; the names are static.
struct wanted {
    char *names[ATTR_COUNT + 1];
};

// The attributes that belong to `place`. None is left to "*": operational and constructed ones
// come only by name (RFC 4511 4.5.1.8, MS-ADTS 3.1.1.4.5).
struct wanted wanted_attributes(enum attr_place place);

// The filter of the search in `place`; static.
const char *wanted_filter(enum attr_place place);

#endif
