// SPDX-License-Identifier: Apache-2.0
// One verdict of the product beside the opinion.
#ifndef OPINION_COMPARE_H
#define OPINION_COMPARE_H

#include "feed.h"
#include "opinion.h"

// False where they differ in what the texts decide; `difference` then says in what.
bool compare_row(const struct opinion *opinion, const struct feed_row *row, char difference[256]);

// The path state that `transition` shows: the better of both.
enum state transition_state(const struct opinion *opinion);

#endif
