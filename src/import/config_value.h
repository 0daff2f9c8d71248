// SPDX-License-Identifier: Apache-2.0
// Values of the configuration: their forms, and which of them belong together.
#ifndef IMPORT_CONFIG_VALUE_H
#define IMPORT_CONFIG_VALUE_H

#include <stddef.h>

#include "core/config.h"
#include "import/place.h"

enum config_kind {
    CONFIG_VALUE_TEXT,    // struct config_text
    CONFIG_VALUE_PATH,    // struct config_text that begins with a slash
    CONFIG_VALUE_PATHS,   // struct config_texts; the key may stand several times
    CONFIG_VALUE_FLAG,    // bool: yes or no
    CONFIG_VALUE_NUMBER,  // unsigned from 1
    CONFIG_VALUE_AUTH,    // enum config_auth
    CONFIG_VALUE_LOG,     // enum config_log
    CONFIG_VALUE_VERDICT, // enum verdict
    CONFIG_VALUE_PROFILE, // enum kdc_profile
};

struct config_key {
    const char *name; // NULL ends a table
    enum config_kind kind;
    size_t field; // offset in the section's record
};

// Puts the value into the field of `record`. Errors: STATUS_FORMAT with the place.
bool config_value_set(void *record, const struct config_key *key, const char *value,
                      struct place place, struct arena *arena, struct error *error);

// Fills what a missing key stands for, and refuses what is missing or contradicts another.
bool config_value_complete(struct config *config, struct error *error);

#endif
