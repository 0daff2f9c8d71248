// SPDX-License-Identifier: Apache-2.0
// A second opinion: the decision once more, naively, over a world in memory. It was written from
// the specifications and not from the rules, and shares nothing with them but the vocabulary; what
// Samba's KDC was seen to do outranks the specifications. Worlds are without authentication
// policies, encryption types, read-only controllers and groups of callers: cases hold those.
#ifndef OPINION_H
#define OPINION_H

#include "findings.h"
#include "world.h"

// Whose identity a call carries.
struct principal {
    int party;    // as in a request; PARTY_EMPTY: nobody knows
    bool cloaked; // a caller's, not the process's
    bool assumed; // cloaking was not stated
};

enum { PRINCIPALS = WORLD_CALLERS + 2 };

// The identities of a request, each of which is a row of its own; returns how many.
size_t opinion_principals(const struct world *world, const struct world_request *request,
                          struct principal out[PRINCIPALS]);

struct opinion {
    enum verdict verdict;
    enum path path;
    bool first_call_passes; // where an unusable context does not stop it
    bool has_target;
    enum state states[path_count];    // of the five inner paths
    struct finding reasons[FINDINGS]; // any of them may be the first; none: the texts give no word
    size_t reason_count;
    struct findings findings;
};

void opinion_judge(const struct world *world, const struct world_request *request,
                   struct principal principal, struct opinion *out);

// The effective impersonation level; *config_reason (static, or NULL) tells why delegate can have
// no effect.
enum level opinion_level(const struct world *world, const struct world_request *request,
                         const char **config_reason);

#endif
