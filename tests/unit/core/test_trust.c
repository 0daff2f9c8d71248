// SPDX-License-Identifier: Apache-2.0
// What a trust lets through.
#include "unit/check.h"

#include "core/trust.h"

static void a_trust_must_enable_and_not_forbid(void **state)
{
    (void)state;
    assert_false(trust_keeps_ok_as_delegate(0));
    assert_true(trust_keeps_ok_as_delegate(0x20));
    assert_true(trust_keeps_ok_as_delegate(0x800));
    assert_false(trust_keeps_ok_as_delegate(0x8));
    assert_true(trust_keeps_ok_as_delegate(0x8 | 0x800));
    assert_false(trust_keeps_ok_as_delegate(0x4));
    assert_false(trust_keeps_ok_as_delegate(0x4 | 0x800));
    assert_false(trust_keeps_ok_as_delegate(0x4 | 0x20));
    assert_false(trust_keeps_ok_as_delegate(0x200));
    assert_false(trust_keeps_ok_as_delegate(0x200 | 0x20));
    // Both are set: the prohibition wins (MS-KILE 3.3.5.7.5).
    assert_false(trust_keeps_ok_as_delegate(0x200 | 0x800));
}

static void other_bits_change_nothing(void **state)
{
    const uint32_t others = ~(0x4u | 0x20u | 0x200u | 0x800u);

    (void)state;
    assert_false(trust_keeps_ok_as_delegate(others));
    assert_true(trust_keeps_ok_as_delegate(others | 0x20));
    assert_true(trust_keeps_ok_as_delegate(others | 0x800));
}

static void the_inbound_side_is_the_users(void **state)
{
    (void)state;
    assert_false(trust_user_side_counts(0));
    assert_true(trust_user_side_counts(1));
    assert_false(trust_user_side_counts(2));
    assert_true(trust_user_side_counts(3));
    assert_false(trust_user_side_counts(5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trust_must_enable_and_not_forbid),
        cmocka_unit_test(other_bits_change_nothing),
        cmocka_unit_test(the_inbound_side_is_the_users),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
