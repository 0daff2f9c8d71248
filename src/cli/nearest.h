// SPDX-License-Identifier: Apache-2.0
// Which known word a misspelt one was meant to be.
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stddef.h>

// The word of the fewest slips (a letter wrong, missing, too many, or two exchanged) away from
// `word`, the first of equals; NULL where even that has more than a third of its letters wrong.
const char *nearest_word(const char *word, const char *const *words, size_t count);

#endif
