// SPDX-License-Identifier: Apache-2.0
// The bump allocator.
#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { ARENA_BLOCK_BYTES = 64 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t capacity_bytes;
    alignas(max_align_t) char data[];
};

static void add_block(struct arena *arena, size_t needed_bytes)
{
    size_t capacity = needed_bytes > ARENA_BLOCK_BYTES ? needed_bytes : ARENA_BLOCK_BYTES;
    struct arena_block *block = memory_alloc(sizeof *block + capacity);

    block->capacity_bytes = capacity;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->used_bytes = 0;
}

void *arena_alloc(struct arena *arena, size_t size_bytes)
{
    size_t step = alignof(max_align_t);
    size_t rounded = (size_bytes + step - 1) / step * step;

    if (!arena->blocks || arena->blocks->capacity_bytes - arena->used_bytes < rounded)
        add_block(arena, rounded);

    void *result = arena->blocks->data + arena->used_bytes;

    arena->used_bytes += rounded;
    return memset(result, 0, rounded);
}

struct bytes arena_copy(struct arena *arena, struct bytes bytes)
{
    return (struct bytes){arena_string(arena, bytes), bytes.size};
}

char *arena_string(struct arena *arena, struct bytes bytes)
{
    char *copy = arena_alloc(arena, bytes.size + 1);

    if (bytes.size)
        memcpy(copy, bytes.data, bytes.size);
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int needed = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (needed < 0)
        return arena_alloc(arena, 1);

    char *result = arena_alloc(arena, (size_t)needed + 1);

    va_start(arguments, format);
    vsnprintf(result, (size_t)needed + 1, format, arguments);
    va_end(arguments);
    return result;
}

static void free_blocks(struct arena_block *block)
{
    while (block) {
        struct arena_block *next = block->next;

        free(block);
        block = next;
    }
}

void arena_reset(struct arena *arena)
{
    if (!arena->blocks)
        return;
    free_blocks(arena->blocks->next);
    arena->blocks->next = NULL;
    arena->used_bytes = 0;
}

void arena_clear(struct arena *arena)
{
    free_blocks(arena->blocks);
    *arena = (struct arena){0};
}
