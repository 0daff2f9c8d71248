// SPDX-License-Identifier: Apache-2.0
// A bump allocator: one for each LDAP page, each imported file, each evaluation.
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/text.h"

struct arena_block;

// Zero-initialise it; nothing is allocated before the first use.
struct arena {
    struct arena_block *blocks;
    size_t used_bytes; // of the first block
};

// Returns: zeroed memory, aligned for any type, borrowed from the arena until arena_reset or
// arena_clear.
void *arena_alloc(struct arena *arena, size_t size_bytes) __attribute__((returns_nonnull));

// Returns: copies, borrowed from the arena, with a NUL behind them.
struct bytes arena_copy(struct arena *arena, struct bytes bytes);
char *arena_string(struct arena *arena, struct bytes bytes);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

// Forgets all that was allocated but keeps one block for the next round.
void arena_reset(struct arena *arena);

// Frees everything; the arena may be used again.
void arena_clear(struct arena *arena);

#endif
