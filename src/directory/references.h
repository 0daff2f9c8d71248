// SPDX-License-Identifier: Apache-2.0
// What a continuation reference leads to: nothing of ours, or objects that were not read.
#ifndef DIRECTORY_REFERENCES_H
#define DIRECTORY_REFERENCES_H

#include "base/vec.h"
#include "core/attrs.h"
#include "directory/shortfall.h"

// Zero-initialise it.
struct references {
    VEC(struct text) domains;    // naming contexts of the forest that are domains
    VEC(struct text) partitions; // those that are none: configuration, schema, DNS zones
};

// Learns from a crossRef; anything else is passed over.
void references_learn(struct references *references, const struct attrs *object);

// Adds what `url` leads to where that means objects were not read.
// Source: MS-ADTS 3.1.1.3.1.2.1 (AD refers to every naming context below the base).
void references_judge(const struct references *references, const char *url,
                      struct shortfall *shortfall);

void references_clear(struct references *references);

#endif
