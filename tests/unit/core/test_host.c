// SPDX-License-Identifier: Apache-2.0
// Host names and addresses.
#include "unit/check.h"

#include "base/cleanup.h"
#include "core/host.h"

static void addresses_of_both_families(void **state)
{
    static const char *const addresses[] = {
        "10.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "::",
        "::1",
        "[::1]",
        "fe80::1%12",
        "[fe80::1%eth0]",
        "2001:DB8::7",
        "1:2:3:4:5:6:7:8",
        "::ffff:10.0.0.1",
        "[1111:2222:3333:4444:5555:6666:255.255.255.255]",
    };
    static const char *const names[] = {
        "",           "a",
        "10.0.0",     "10.0.0.256",
        "10.0.0.1.",  "10.0.0.1.example",
        "1.2.3.4.5",  "[10.0.0.1]",
        "[::1",       "::1]",
        "[]",         "[[::1]]",
        "::1%",       "%1",
        ":",          "1:2:3:4:5:6:7:8:9",
        "g::1",       " ::1",
        "10.0.0.1 ",  "0x7f.0.0.1",
        "2130706433", "a-name-that-is-far-longer-than-any-address-could-ever-be.corp.example",
    };

    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        if (!host_is_address(bytes_of(addresses[i])))
            fail_msg("no address: %s", addresses[i]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (host_is_address(bytes_of(names[i])))
            fail_msg("an address: %s", names[i]);
    assert_false(host_is_address(BYTES("10.0.0.1\0")));
    assert_false(host_is_address((struct bytes){0}));
}

static void the_label_is_what_comes_before_the_dot(void **state)
{
    (void)state;
    assert_bytes(host_label(BYTES("srv1.corp.example")), "srv1");
    assert_bytes(host_label(BYTES("SRV1")), "SRV1");
    assert_bytes(host_label(BYTES("10.0.0.1")), "10.0.0.1");
    assert_bytes(host_label(BYTES("[::1]")), "[::1]");
    assert_bytes(host_label(BYTES(".")), "");
    assert_bytes(host_label(BYTES("")), "");
}

static void names_of_the_machine_itself(void **state)
{
    static const char *const self[] = {
        "localhost", "LocalHost", "localhost.",      "127.0.0.1", "127.255.0.9",
        "::1",       "[::1]",     "0:0:0:0:0:0:0:1", ".",
    };
    static const char *const others[] = {"",          "localhost2", "localhost.corp.example",
                                         "128.0.0.1", "10.127.0.1", "127.0.0.1.example",
                                         "::",        "::2",        "..",
                                         "127"};

    (void)state;
    for (size_t i = 0; i < sizeof self / sizeof *self; i++)
        if (!host_is_self(bytes_of(self[i])))
            fail_msg("another: %s", self[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (host_is_self(bytes_of(others[i])))
            fail_msg("self: %s", others[i]);
}

static void keys_ignore_case_and_the_root(void **state)
{
    CLEANUP(text_clear) struct text key = {0};

    (void)state;
    host_key(&key, BYTES("SRV1.Corp.Example."));
    assert_bytes(text_view(&key), "srv1.corp.example");
    text_reset(&key);
    host_key(&key, BYTES("SRV\xC3\x9C"));
    assert_bytes(text_view(&key), "srvu");
    text_reset(&key);
    host_key(&key, BYTES("."));
    assert_bytes(text_view(&key), ".");
    text_reset(&key);
    host_key(&key, BYTES(""));
    assert_bytes(text_view(&key), "");
}

static void a_group_of_hosts_has_its_prefix(void **state)
{
    struct bytes name = BYTES("untouched");

    (void)state;
    assert_false(host_is_group(BYTES("WS01"), &name));
    assert_false(host_is_group(BYTES("group:Desks"), &name));
    assert_bytes(name, "untouched");
    assert_true(host_is_group(BYTES("@Group:CORP\\Desks"), &name));
    assert_bytes(name, "CORP\\Desks");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_of_both_families),
        cmocka_unit_test(the_label_is_what_comes_before_the_dot),
        cmocka_unit_test(names_of_the_machine_itself),
        cmocka_unit_test(keys_ignore_case_and_the_root),
        cmocka_unit_test(a_group_of_hosts_has_its_prefix),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
