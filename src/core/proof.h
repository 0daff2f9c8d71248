// SPDX-License-Identifier: Apache-2.0
// What the conditions of a request predict of single requests to its KDC, and whether the KDC's
// answer bears it out. Only what a KDC decides counts: nothing of hosts, levels or transports.
#ifndef CORE_PROOF_H
#define CORE_PROOF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "core/request.h"

struct proof_prediction {
    enum state state; // what comes of the conditions that the KDC decides at this step
    bool doubtful;    // others may be decided here as well as at another step: no "granted" is sure
};

// `as_client` false: somebody else asks for the ticket in the client's place, so what is between
// the client and the server or target plays no part.
struct proof_prediction proof_predict(enum proof proof, bool as_client,
                                      const struct finding *findings, size_t count);

// Appends the reasons of the conditions that a prediction rests on, "; " between them, in the order
// of the protocol, each once.
void proof_append_reasons(struct text *out, enum proof proof, bool as_client,
                          const struct finding *findings, size_t count);

// The name that the server is called by belongs to another account than the one that runs it: what
// a KDC says of tickets to that name is not about the server.
bool proof_is_misaddressed(const struct finding *findings, size_t count);

// Compares; AGREEMENT_NONE where the KDC was not asked.
enum agreement proof_compare(struct proof_prediction prediction, enum proof_answer answer);

#endif
