// SPDX-License-Identifier: Apache-2.0
// Tests of the number families: the same word, other numbers.
#include "unit/check.h"

#include "import/numbers.h"

static void delegate_has_another_number_in_each_family(void **state)
{
    enum stated_level level = STATED_LEVEL_ABSENT;

    (void)state;
    assert_true(numbers_rpc_level(4, &level));
    assert_int_equal(level, STATED_LEVEL_DELEGATE);
    assert_true(numbers_aspnet_level(2, &level));
    assert_int_equal(level, STATED_LEVEL_DELEGATE);
    assert_true(numbers_aspnet_level(4, &level));
    assert_int_equal(level, STATED_LEVEL_IMPERSONATE);
    assert_true(numbers_rpc_level(0, &level));
    assert_int_equal(level, STATED_LEVEL_DEFAULT);
    assert_false(numbers_rpc_level(5, &level));
    assert_false(numbers_aspnet_level(5, &level));
    assert_int_equal(level, STATED_LEVEL_DEFAULT);
}

static void authentication_levels_differ_too(void **state)
{
    enum stated_authn level = STATED_AUTHN_ABSENT;

    (void)state;
    assert_true(numbers_rpc_authn(2, &level));
    assert_int_equal(level, STATED_AUTHN_CONNECT);
    assert_true(numbers_aspnet_authn(1, &level));
    assert_int_equal(level, STATED_AUTHN_CALL);
    assert_true(numbers_aspnet_authn(3, &level));
    assert_int_equal(level, STATED_AUTHN_DEFAULT);
    assert_false(numbers_rpc_authn(7, &level));
    assert_false(numbers_aspnet_authn(7, &level));
}

static void cloaking_is_one_of_two_bits(void **state)
{
    (void)state;
    assert_int_equal(numbers_cloaking(0x3020), STATED_CLOAKING_STATIC);
    assert_int_equal(numbers_cloaking(0x40), STATED_CLOAKING_DYNAMIC);
    assert_int_equal(numbers_cloaking(0x2), STATED_CLOAKING_NONE);
    assert_int_equal(numbers_cloaking(0x60), STATED_CLOAKING_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delegate_has_another_number_in_each_family),
        cmocka_unit_test(authentication_levels_differ_too),
        cmocka_unit_test(cloaking_is_one_of_two_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
