// SPDX-License-Identifier: Apache-2.0
// The attribute bag and the names of attributes.
#include "unit/check.h"

#include "unit/core/bag.h"

static void every_name_leads_back(void **state)
{
    (void)state;
    for (int i = 0; i < ATTR_COUNT; i++) {
        enum attr found = ATTR_COUNT;

        assert_true(attr_from_name(bytes_of(attr_name((enum attr)i)), &found));
        assert_int_equal(found, i);
        assert_true(attr_places((enum attr)i) != 0);
    }
}

static void names_compare_without_case_and_without_options(void **state)
{
    enum attr found = ATTR_COUNT;

    (void)state;
    assert_true(attr_from_name(BYTES("SERVICEPRINCIPALNAME"), &found));
    assert_int_equal(found, ATTR_SERVICE_PRINCIPAL_NAME);
    assert_false(attr_from_name(BYTES("member;range=0-1499"), &found));
    assert_false(attr_from_name(BYTES("description"), &found));
    assert_false(attr_from_name(BYTES(""), &found));
    assert_int_equal(found, ATTR_SERVICE_PRINCIPAL_NAME);
}

static void attributes_are_asked_for_where_they_live(void **state)
{
    (void)state;
    assert_int_equal(attr_places(ATTR_VENDOR_NAME), ATTR_IN_ROOTDSE);
    assert_int_equal(attr_places(ATTR_MEMBER), ATTR_IN_DOMAIN);
    assert_int_equal(attr_places(ATTR_SPN_MAPPINGS), ATTR_IN_CONFIG);
    assert_int_equal(attr_places(ATTR_DNS_HOST_NAME), ATTR_IN_DOMAIN | ATTR_IN_ROOTDSE);
    assert_int_equal(attr_places(ATTR_BEHAVIOR_VERSION), ATTR_IN_DOMAIN | ATTR_IN_CONFIG);
}

static void an_empty_bag_has_nothing(void **state)
{
    struct bag bag;
    int64_t number = 7;

    (void)state;
    bag_start(&bag, "CN=a");
    assert_false(attrs_has(&bag.attrs, ATTR_MEMBER));
    assert_bytes(attrs_first(&bag.attrs, ATTR_MEMBER), "");
    assert_false(attrs_int64(&bag.attrs, ATTR_USER_ACCOUNT_CONTROL, &number));
    assert_false(attrs_contains(&bag.attrs, ATTR_OBJECT_CLASS, BYTES("user")));
    assert_int_equal(number, 7);
}

static void the_first_value_and_any_value_are_found(void **state)
{
    struct bag bag;

    (void)state;
    bag_start(&bag, "CN=a");
    bag_add(&bag, ATTR_OBJECT_CLASS, "top");
    bag_add(&bag, ATTR_OBJECT_CLASS, "user");
    assert_bytes(attrs_first(&bag.attrs, ATTR_OBJECT_CLASS), "top");
    assert_true(attrs_contains(&bag.attrs, ATTR_OBJECT_CLASS, BYTES("USER")));
    assert_false(attrs_contains(&bag.attrs, ATTR_OBJECT_CLASS, BYTES("use")));
}

static void numbers_are_decimal_and_signed(void **state)
{
    struct bag bag;
    int64_t number = 7;

    (void)state;
    bag_start(&bag, "CN=a");
    bag_add(&bag, ATTR_USER_ACCOUNT_CONTROL, "-2147483648");
    bag_add(&bag, ATTR_ACCOUNT_EXPIRES, "9223372036854775807");
    bag_add(&bag, ATTR_PRIMARY_GROUP_ID, "0x201");
    bag_add(&bag, ATTR_USN_CHANGED, "9223372036854775808");
    assert_true(attrs_int64(&bag.attrs, ATTR_USER_ACCOUNT_CONTROL, &number));
    assert_true(number == -2147483648LL);
    assert_true(attrs_int64(&bag.attrs, ATTR_ACCOUNT_EXPIRES, &number));
    assert_true(number == INT64_MAX);
    assert_false(attrs_int64(&bag.attrs, ATTR_PRIMARY_GROUP_ID, &number));
    assert_false(attrs_int64(&bag.attrs, ATTR_USN_CHANGED, &number));
    assert_true(number == INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_leads_back),
        cmocka_unit_test(names_compare_without_case_and_without_options),
        cmocka_unit_test(attributes_are_asked_for_where_they_live),
        cmocka_unit_test(an_empty_bag_has_nothing),
        cmocka_unit_test(the_first_value_and_any_value_are_found),
        cmocka_unit_test(numbers_are_decimal_and_signed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
