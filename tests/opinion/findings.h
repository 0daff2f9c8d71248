// SPDX-License-Identifier: Apache-2.0
// What stops a request: the list of conditions that the opinion found, and what may come first.
#ifndef OPINION_FINDINGS_H
#define OPINION_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/vocab.h"

// Sets of inner paths.
enum {
    WAY_U = 1u << PATH_UNCONSTRAINED,
    WAY_C = 1u << PATH_CONSTRAINED,
    WAY_R = 1u << PATH_RBCD,
    WAY_TC = 1u << PATH_TRANSITION_CONSTRAINED,
    WAY_TR = 1u << PATH_TRANSITION_RBCD,
    WAY_OWN = WAY_U | WAY_C | WAY_R, // the client's own ticket is the evidence
    WAY_EVIDENCE = WAY_C | WAY_R,
    WAY_TRANSITION = WAY_TC | WAY_TR,
    WAY_ALL = WAY_OWN | WAY_TRANSITION,
};

struct finding {
    const char *reason; // static
    enum effect effect;
    unsigned ways;
    bool of_middle; // about the account of a process that carries a caller's identity
    bool stands;    // it stops the client's call whatever the runtime lets through
};

enum { FINDINGS = 48 };

struct findings {
    struct finding items[FINDINGS];
    size_t count;
};

// It stands where the catalogue says that its hop is always the first.
void findings_add(struct findings *findings, const char *reason, enum effect effect, unsigned ways);

// One with the same reason is there.
bool has_finding(const struct findings *findings, const struct finding *wanted);

// The lowest state among the conditions of one path.
enum state findings_state(const struct findings *findings, enum path path);

// How many conditions other than notes a path has.
size_t findings_weight(const struct findings *findings, enum path path);

// The text places `a` before `b`: no order that knows both says otherwise, and one says so. Of what
// is about the middle it says nothing.
bool finding_precedes(const struct finding *a, const struct finding *b);

// Which call fails. A first-hop condition that only spoils the delegation of the context lets the
// call pass where the runtime does not insist on it; HOP_NONE: the texts do not say.
enum hop finding_hop(const struct finding *finding, bool first_call_passes);

// The word that is printed: of the middle it begins with "process-", which takes the place of
// "server-".
enum { REASON_BYTES = 64 };
const char *finding_word(const struct finding *finding, char out[REASON_BYTES]);

// Every reason that the opinion can give, by number; NULL past the last.
const char *reason_name(size_t number);

#endif
