// SPDX-License-Identifier: Apache-2.0
// What the unit tests share: cmocka with the headers that it wants, and comparison of byte views.
#ifndef UNIT_CHECK_H
#define UNIT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"

// The view holds exactly the bytes of the string literal.
#define assert_bytes(view, literal)                                                                \
    do {                                                                                           \
        struct bytes view_ = (view);                                                               \
        assert_int_equal(view_.size, sizeof(literal) - 1);                                         \
        assert_memory_equal(view_.size ? view_.data : "", literal, view_.size);                    \
    } while (0)

#endif
