// SPDX-License-Identifier: Apache-2.0
// Allocation that cannot fail: a process without memory ends
// (docs/decisions/0002-out-of-memory.md).
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

// Returns: owned (free with free). Never NULL; `memory_calloc` gives zeroed bytes.
void *memory_alloc(size_t size_bytes) __attribute__((malloc, returns_nonnull));
void *memory_calloc(size_t count, size_t size_bytes) __attribute__((malloc, returns_nonnull));

// Grows or shrinks an owned block (taken); the result is owned. Ends the process where
// count * size_bytes overflows.
void *memory_resize(void *block, size_t count, size_t size_bytes) __attribute__((returns_nonnull));

// Returns: owned copy of a C string; NULL for NULL.
char *memory_copy_string(const char *string);

// Ends the process; for whoever is told by another library that memory ran out.
_Noreturn void memory_exhausted(void);

#endif
