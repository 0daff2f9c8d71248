// SPDX-License-Identifier: Apache-2.0
// What occurred over many worlds: a comparison of what never happens proves nothing.
#ifndef OPINION_TALLY_H
#define OPINION_TALLY_H

#include "opinion.h"

enum { TALLY_REASONS = 96 };

struct tally {
    uint64_t turns[WORLD_TURNS];
    uint64_t reasons[TALLY_REASONS][effect_count]; // by effect
    uint64_t first[TALLY_REASONS];                 // as the first reason
    uint64_t middle;                               // of the account in the middle
    uint64_t verdicts[verdict_count];
    uint64_t states[path_count][state_count];
    uint64_t pairs; // worlds with two turns or more
};

void tally_world(struct tally *tally, const struct world *world);
void tally_row(struct tally *tally, const struct opinion *opinion);

// Prints all counts; false where something that should occur never did.
bool tally_is_full(const struct tally *tally);

#endif
