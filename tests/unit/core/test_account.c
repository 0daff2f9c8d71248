// SPDX-License-Identifier: Apache-2.0
// Attribute bag to account: kinds, numbers that never were sent, attributes that are not readable.
#include "unit/check.h"

#include "core/account.h"
#include "unit/core/bag.h"
#include "unit/core/fixture.h"

static const char *const sid_hex = "010500000000000515000000010000000200000003000000f4010000";

static void start(struct bag *bag, const char *object_class)
{
    bag_start(bag, "CN=a,DC=corp,DC=example");
    bag_add(bag, ATTR_OBJECT_CLASS, "top");
    bag_add(bag, ATTR_OBJECT_CLASS, object_class);
}

static void the_most_special_class_is_the_kind(void **state)
{
    static const struct {
        const char *classes[4];
        enum account_kind kind;
    } cases[] = {
        {{"person", "user"}, ACCOUNT_USER},
        {{"person", "user", "computer"}, ACCOUNT_COMPUTER},
        {{"computer", "user"}, ACCOUNT_COMPUTER},
        {{"user", "computer", "msDS-GroupManagedServiceAccount"}, ACCOUNT_GMSA},
        {{"user", "computer", "msDS-ManagedServiceAccount"}, ACCOUNT_SMSA},
        {{"user", "computer", "msDS-DelegatedManagedServiceAccount"}, ACCOUNT_DMSA},
        {{"GROUP"}, ACCOUNT_GROUP},
        {{"foreignSecurityPrincipal"}, ACCOUNT_FOREIGN},
        {{"inetOrgPerson", "user"}, ACCOUNT_USER},
        {{"organizationalUnit"}, ACCOUNT_OTHER},
        {{NULL}, ACCOUNT_OTHER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bag bag;
        struct account account;

        bag_start(&bag, "CN=a");
        for (size_t k = 0; k < 4 && cases[i].classes[k]; k++)
            bag_add(&bag, ATTR_OBJECT_CLASS, cases[i].classes[k]);
        account_decode(&bag.attrs, &account);
        assert_int_equal(account.kind, cases[i].kind);
    }
}

static void the_account_of_a_trust_is_no_user(void **state)
{
    struct bag bag;
    struct account account;

    (void)state;
    start(&bag, "user");
    bag_add(&bag, ATTR_USER_ACCOUNT_CONTROL, "2080");
    account_decode(&bag.attrs, &account);
    assert_int_equal(account.kind, ACCOUNT_TRUST);
}

static void what_was_sent_arrives(void **state)
{
    struct arena arena = {0};
    struct bag bag;
    struct account account;

    (void)state;
    start(&bag, "computer");
    bag_add_bytes(&bag, ATTR_OBJECT_SID, fixture_hex(&arena, sid_hex));
    bag_add(&bag, ATTR_OBJECT_GUID, "0123456789abcdef");
    bag_add(&bag, ATTR_SAM_ACCOUNT_NAME, "WS01$");
    bag_add(&bag, ATTR_USER_PRINCIPAL_NAME, "ws01@corp.example");
    bag_add(&bag, ATTR_DNS_HOST_NAME, "ws01.corp.example");
    bag_add(&bag, ATTR_OPERATING_SYSTEM, "Windows 11 Enterprise");
    bag_add(&bag, ATTR_OPERATING_SYSTEM_VERSION, "10.0 (22621)");
    bag_add(&bag, ATTR_USER_ACCOUNT_CONTROL, "4096");
    bag_add(&bag, ATTR_UAC_COMPUTED, "0");
    bag_add(&bag, ATTR_PRIMARY_GROUP_ID, "515");
    bag_add(&bag, ATTR_SUPPORTED_ENCRYPTION_TYPES, "28");
    bag_add(&bag, ATTR_PWD_LAST_SET, "0");
    bag_add(&bag, ATTR_LOCKOUT_TIME, "5");
    bag_add(&bag, ATTR_USN_CHANGED, "42");
    bag_add(&bag, ATTR_ALLOWED_TO_ACT, "descriptor");
    bag_add(&bag, ATTR_LOGON_HOURS, "hours");
    account_decode(&bag.attrs, &account);
    assert_bytes(account.dn, "CN=a,DC=corp,DC=example");
    assert_int_equal(account.sid.size, 28);
    assert_int_equal(account.guid.size, 16);
    assert_bytes(account.sam, "WS01$");
    assert_bytes(account.upn, "ws01@corp.example");
    assert_bytes(account.dns_host_name, "ws01.corp.example");
    assert_bytes(account.os, "Windows 11 Enterprise");
    assert_bytes(account.os_version, "10.0 (22621)");
    assert_bytes(account.rbcd, "descriptor");
    assert_bytes(account.logon_hours, "hours");
    assert_int_equal(account.uac.value, UAC_WORKSTATION);
    assert_true(account.uac_computed.present && account.uac_computed.value == 0);
    assert_int_equal(account.primary_group.value, 515);
    assert_int_equal(account.etypes.value, 28);
    assert_true(account.pwd_last_set.present && account.pwd_last_set.value == 0);
    assert_int_equal(account.lockout_time.value, 5);
    assert_int_equal(account.usn.value, 42);
    assert_string_equal(account.not_readable, "");
    arena_clear(&arena);
}

static void a_change_is_a_time_and_nothing_else(void **state)
{
    static const struct {
        const char *text;
        bool present;
        int64_t seconds;
    } cases[] = {{"20261122083000.0Z", true, 1795336200}, {"yesterday", false, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bag bag;
        struct account account;

        start(&bag, "user");
        bag_add(&bag, ATTR_WHEN_CHANGED, cases[i].text);
        account_decode(&bag.attrs, &account);
        assert_int_equal(account.changed.present, cases[i].present);
        assert_true(!cases[i].present || account.changed.value == cases[i].seconds);
    }
}

static void a_number_that_was_not_sent_is_not_zero(void **state)
{
    struct bag bag;
    struct account account;

    (void)state;
    start(&bag, "user");
    account_decode(&bag.attrs, &account);
    assert_false(account.uac.present);
    assert_false(account.uac_computed.present);
    assert_false(account.pwd_last_set.present);
    assert_false(account.expires.present);
    assert_string_equal(account.not_readable, "objectSid,userAccountControl");
}

static void what_every_account_has_and_did_not_come_is_not_readable(void **state)
{
    struct arena arena = {0};
    struct bag bag;
    struct account account;

    (void)state;
    start(&bag, "user");
    bag_add_bytes(&bag, ATTR_OBJECT_SID, fixture_hex(&arena, sid_hex));
    account_decode(&bag.attrs, &account);
    assert_string_equal(account.not_readable, "userAccountControl");
    start(&bag, "user");
    bag_add(&bag, ATTR_USER_ACCOUNT_CONTROL, "512");
    account_decode(&bag.attrs, &account);
    assert_string_equal(account.not_readable, "objectSid");
    // Groups and foreign principals have no userAccountControl; groups have a type.
    start(&bag, "group");
    bag_add_bytes(&bag, ATTR_OBJECT_SID, fixture_hex(&arena, sid_hex));
    account_decode(&bag.attrs, &account);
    assert_string_equal(account.not_readable, "groupType");
    bag_add(&bag, ATTR_GROUP_TYPE, "-2147483646");
    account_decode(&bag.attrs, &account);
    assert_string_equal(account.not_readable, "");
    start(&bag, "foreignSecurityPrincipal");
    account_decode(&bag.attrs, &account);
    assert_string_equal(account.not_readable, "objectSid");
    start(&bag, "organizationalUnit");
    account_decode(&bag.attrs, &account);
    assert_string_equal(account.not_readable, "");
    arena_clear(&arena);
}

// The type of a group: "m" for mail alone, "l" for domain-local, of `object_class`.
static void expect_group(const char *object_class, const char *type, const char *expected)
{
    struct bag bag;
    struct account account;

    start(&bag, object_class);
    if (*type)
        bag_add(&bag, ATTR_GROUP_TYPE, type);
    account_decode(&bag.attrs, &account);
    assert_int_equal(account_is_distribution_group(&account), strchr(expected, 'm') != NULL);
    assert_int_equal(account_is_local_group(&account), strchr(expected, 'l') != NULL);
}

static void groups_are_for_mail_or_local_by_their_type(void **state)
{
    (void)state;
    expect_group("group", "2", "m");
    expect_group("group", "4", "ml");
    expect_group("group", "-2147483646", "");
    expect_group("group", "2147483650", ""); // the same without its sign
    expect_group("group", "-2147483644", "l");
    expect_group("group", "-2147483643", "l"); // built-in
    expect_group("group", "", "");
    expect_group("user", "2", "");
}

static void a_sid_or_guid_of_a_wrong_length_is_dropped(void **state)
{
    struct bag bag;
    struct account account;

    (void)state;
    start(&bag, "group");
    bag_add(&bag, ATTR_OBJECT_SID, "S-1-5-21-1-2-3-500");
    bag_add(&bag, ATTR_OBJECT_GUID, "short");
    account_decode(&bag.attrs, &account);
    assert_bytes(account.sid, "");
    assert_bytes(account.guid, "");
    assert_string_equal(account.not_readable, "objectSid");
}

// accountExpires: 0 and the largest number mean never.
static void expiry_is_a_time_or_never(void **state)
{
    static const struct {
        const char *value;
        struct optional expires;
    } cases[] = {
        {"0", {0}},
        {"9223372036854775807", {0}},
        {"116444736000000000", {true, 0}},
        {"133485408000000000", {true, 1704067200}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bag bag;
        struct account account;

        start(&bag, "user");
        bag_add(&bag, ATTR_ACCOUNT_EXPIRES, cases[i].value);
        account_decode(&bag.attrs, &account);
        assert_int_equal(account.expires.present, cases[i].expires.present);
        assert_int_equal(account.expires.value, cases[i].expires.value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_special_class_is_the_kind),
        cmocka_unit_test(the_account_of_a_trust_is_no_user),
        cmocka_unit_test(what_was_sent_arrives),
        cmocka_unit_test(a_change_is_a_time_and_nothing_else),
        cmocka_unit_test(a_number_that_was_not_sent_is_not_zero),
        cmocka_unit_test(what_every_account_has_and_did_not_come_is_not_readable),
        cmocka_unit_test(groups_are_for_mail_or_local_by_their_type),
        cmocka_unit_test(a_sid_or_guid_of_a_wrong_length_is_dropped),
        cmocka_unit_test(expiry_is_a_time_or_never),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
