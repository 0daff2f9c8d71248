// SPDX-License-Identifier: Apache-2.0
// A finding that somebody has decided to live with until a day, and which findings that is about.
#ifndef CORE_SUPPRESSION_H
#define CORE_SUPPRESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum { SUPPRESSION_DIGITS_MIN = 6, SUPPRESSION_DIGITS_MAX = 32 };

// Text is borrowed; what is empty limits nothing. `request_id` (its beginning will do) or `rule` is
// given.
struct suppression {
    unsigned line;                       // of its file
    struct bytes request_id;             // hex digits
    struct bytes rule;                   // the id of a rule, or a reason
    struct bytes client, server, target; // patterns of accounts, joined by ;
    struct bytes reason, owner;          // why, and who decided
    int64_t expires;                     // the last second that it holds, since 1970
};

// A finding as it is compared. Text is borrowed; an account that is not known is empty.
struct suppression_finding {
    struct bytes request_id, rule, reason;
    struct bytes client, server, target;
};

// Whether this is 6 to 32 hex digits.
bool suppression_is_request(struct bytes text);

// Whether one of the patterns of a ;-list is the name of an account. `*` stands for any characters
// and `?` for one; names compare as AD compares them (core/name.h). A pattern without a backslash
// is about the name behind it.
bool suppression_matches_name(struct bytes patterns, struct bytes name);

bool suppression_matches(const struct suppression *suppression,
                         const struct suppression_finding *finding);

#endif
