// SPDX-License-Identifier: Apache-2.0
// Options of ranged attributes.
#include "unit/check.h"

#include "directory/entry.h"

static void ranges_as_servers_write_them(void **state)
{
    struct entry_range range = {.attr = ATTR_MEMBER};

    (void)state;
    assert_true(entry_range_parse(BYTES("range=0-1499"), &range));
    assert_int_equal(range.attr, ATTR_MEMBER);
    assert_int_equal(range.first, 0);
    assert_int_equal(range.last, 1499);
    assert_true(entry_range_parse(BYTES("Range=1500-*"), &range));
    assert_int_equal(range.first, 1500);
    assert_int_equal(range.last, ENTRY_RANGE_END);
    assert_true(entry_range_parse(BYTES("range=7-7"), &range));
    assert_int_equal(range.last, 7);
}

static void anything_else_is_no_range(void **state)
{
    static const char *const wrong[] = {
        "",           "binary",     "range",     "range=",      "range=0",
        "range=-1",   "range=0-",   "range=5-4", "range=a-b",   "range=*-0",
        "range=-1-5", "range=0--2", "lang-de",   "range=0-1;x", "range=0-9223372036854775808",
        "range=1:0",  "range=0-* ",
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct entry_range range = {.attr = ATTR_MEMBER, .first = 42, .last = 43};

        if (entry_range_parse(bytes_of(wrong[i]), &range))
            fail_msg("\"%s\" passed for a range", wrong[i]);
        assert_int_equal(range.first, 42);
        assert_int_equal(range.last, 43);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_as_servers_write_them),
        cmocka_unit_test(anything_else_is_no_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
