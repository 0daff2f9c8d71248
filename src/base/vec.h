// SPDX-License-Identifier: Apache-2.0
// A growable array of any type.
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

// VEC(int) numbers = {0}; vec_push(&numbers, 7); numbers.items[0]; vec_clear(&numbers);
#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count, capacity;                                                                    \
    }

#define vec_reserve(vec, wanted)                                                                   \
    do {                                                                                           \
        if ((vec)->capacity < (wanted)) {                                                          \
            size_t capacity_ = (vec)->capacity ? (vec)->capacity : 8;                              \
            while (capacity_ < (wanted))                                                           \
                capacity_ *= 2;                                                                    \
            (vec)->items = memory_resize((vec)->items, capacity_, sizeof *(vec)->items);           \
            (vec)->capacity = capacity_;                                                           \
        }                                                                                          \
    } while (0)

#define vec_push(vec, ...)                                                                         \
    do {                                                                                           \
        vec_reserve((vec), (vec)->count + 1);                                                      \
        (vec)->items[(vec)->count++] = (__VA_ARGS__);                                              \
    } while (0)

// Frees the array, not what its items point to.
#define vec_clear(vec)                                                                             \
    do {                                                                                           \
        free((vec)->items);                                                                        \
        memset((vec), 0, sizeof *(vec));                                                           \
    } while (0)

#endif
