// SPDX-License-Identifier: Apache-2.0
// What one source states of one thing.
#ifndef CORE_SETTING_H
#define CORE_SETTING_H

#include "base/arena.h"
#include "base/text.h"

// All text is borrowed. `source` is file and line; empty: nobody states it.
struct setting {
    struct bytes source;
    struct bytes key;   // the column, registry key and value, or property
    struct bytes value; // a word, or the text as it stands there
};

// The key of the value `name` in a registry key ("HKLM\...\Ole") or a class or collection
// ("Win32_Service", "Applications.ImpersonationLevel"); one that names the value already stays.
// Held by the arena, or borrowed from `place`.
struct bytes setting_key(struct arena *arena, struct bytes place, const char *name);

#endif
