// SPDX-License-Identifier: Apache-2.0
// Random worlds: one that works, with a few things turned.
#ifndef OPINION_WORLDS_H
#define OPINION_WORLDS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "world.h"

enum { WORLD_BATCH = 50 };

// The world of a seed. Seeds of one batch (seed / WORLD_BATCH) share the traits of their forest
// and have disjoint names.
void world_make(struct world *out, uint64_t seed);

// What was turned in a world, by its number in `turned`; NULL past the last.
const char *turn_name(size_t number);

// All of it, to read and to make a case of.
void world_print(FILE *out, const struct world *world);

#endif
