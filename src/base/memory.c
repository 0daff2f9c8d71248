// SPDX-License-Identifier: Apache-2.0
// Allocation that cannot fail.
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// SQLite rolls an unfinished transaction back when the next reader opens the file, so ending here
// loses nothing that was finished.
_Noreturn void memory_exhausted(void)
{
    static const char message[] = "delegaudit: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);

    (void)ignored;
    _exit(1);
}

void *memory_alloc(size_t size_bytes)
{
    void *block = malloc(size_bytes ? size_bytes : 1);

    if (!block)
        memory_exhausted();
    return block;
}

void *memory_calloc(size_t count, size_t size_bytes)
{
    void *block = calloc(count ? count : 1, size_bytes ? size_bytes : 1);

    if (!block)
        memory_exhausted();
    return block;
}

void *memory_resize(void *block, size_t count, size_t size_bytes)
{
    if (size_bytes && count > SIZE_MAX / size_bytes)
        memory_exhausted();
    size_t total = count * size_bytes;

    block = realloc(block, total > 0 ? total : 1);
    if (!block)
        memory_exhausted();
    return block;
}

char *memory_copy_string(const char *string)
{
    if (!string)
        return NULL;

    size_t size = strlen(string) + 1;

    return memcpy(memory_alloc(size), string, size);
}
