// SPDX-License-Identifier: Apache-2.0
// What a search did not bring, gathered into one sentence of bounded length.
#ifndef DIRECTORY_SHORTFALL_H
#define DIRECTORY_SHORTFALL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

// Zero-initialise it; empty means that everything came.
struct shortfall {
    struct text text;
    uint64_t unsaid; // causes that found no room
};

// Adds one cause. A server may give millions of them: what does not fit is counted.
void shortfall_add(struct shortfall *shortfall, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

bool shortfall_is_empty(const struct shortfall *shortfall);

// All causes as one sentence; to be asked for once, at the end. Borrowed until shortfall_clear.
struct bytes shortfall_sentence(struct shortfall *shortfall);

void shortfall_clear(struct shortfall *shortfall);

#endif
