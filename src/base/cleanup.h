// SPDX-License-Identifier: Apache-2.0
// Scope-bound cleanup: a local that owns something names its destructor where it is declared.
#ifndef BASE_CLEANUP_H
#define BASE_CLEANUP_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// The named function gets a pointer to the variable when it goes out of scope.
#define CLEANUP(function) __attribute__((cleanup(function)))

// Hands a pointer over: yields its value and leaves NULL behind, so that the cleanup does nothing.
#define STEAL(pointer)                                                                             \
    __extension__({                                                                                \
        __typeof__(pointer) stolen_ = (pointer);                                                   \
        (pointer) = NULL;                                                                          \
        stolen_;                                                                                   \
    })

static inline void cleanup_free(void *pointer)
{
    free(*(void **)pointer);
}

static inline void cleanup_file(FILE **file)
{
    if (*file)
        fclose(*file);
}

static inline void cleanup_descriptor(const int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
}

#endif
