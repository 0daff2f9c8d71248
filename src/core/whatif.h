// SPDX-License-Identifier: Apache-2.0
// One setting of a what-if, WHAT=VALUE, such as "account:CORP\anna:sensitive=on" as a struct. Names
// are taken apart and not looked up.
#ifndef CORE_WHATIF_H
#define CORE_WHATIF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "core/vocab.h"

// What is to be otherwise. Text is borrowed from the setting, and empty where it has no such part.
struct whatif {
    enum what what;
    struct bytes account; // account, member, list, spn: a name, or "*" for each of a list
    struct bytes group;   // member
    struct bytes spn;     // list, spn
    struct bytes from;    // trust: the domain that holds the trustedDomain object
    struct bytes to;      // trust: its partner
    struct bytes request; // level: a request_id, or 6 or more of its first digits
    uint32_t bits;        // account: of userAccountControl; trust: of trustAttributes
    enum level level;     // level: never LEVEL_UNKNOWN
    bool on;              // all but level
};

// Which words a wrong one should have been among.
enum whatif_part {
    WHATIF_WHOLE, // no single word is to blame
    WHATIF_WHAT,
    WHATIF_FLAG,
    WHATIF_BIT,
    WHATIF_LEVEL,
    WHATIF_TOGGLE,
};

struct whatif_fault {
    enum whatif_part part;
    struct bytes word; // as written, borrowed; empty for WHATIF_WHOLE
};

// Errors: STATUS_USAGE with the setting, what is wrong and what was expected; `*fault` (may be
// NULL) then tells which word is none. `*out` is untouched on failure.
bool whatif_parse(struct bytes text, struct whatif *out, struct whatif_fault *fault,
                  struct error *error);

// The account is the placeholder "*".
bool whatif_is_for_each(const struct whatif *whatif);

// The words that a part may have, by index: NULL past the last, and for WHATIF_WHOLE; static.
const char *whatif_word(enum whatif_part part, unsigned index);

#endif
