// SPDX-License-Identifier: Apache-2.0
// Which findings a suppression is about.
#include "unit/check.h"

#include "core/suppression.h"

static void assert_name(const char *patterns, const char *name, bool wanted)
{
    if (suppression_matches_name(bytes_of(patterns), bytes_of(name)) != wanted)
        fail_msg("'%s' and '%s'", patterns, name);
}

static void patterns_match_names(void **state)
{
    (void)state;
    assert_name("CORP\\anna", "CORP\\anna", true);
    assert_name("corp\\ANNA", "CORP\\anna", true);
    assert_name("anna", "CORP\\anna", true);
    assert_name("OTHER\\anna", "CORP\\anna", false);
    assert_name("ann", "CORP\\anna", false);
    assert_name("*", "CORP\\anna", true);
    assert_name("*", "", false);
    assert_name("", "CORP\\anna", false);
    assert_name("a*a", "CORP\\anna", true);
    assert_name("a*b*a", "CORP\\anna", false);
    assert_name("*a*n*n*a*", "CORP\\anna", true);
    assert_name("CORP\\*", "CORP\\anna", true);
    assert_name("*\\anna", "CORP\\anna", true);
    assert_name("an?a", "CORP\\anna", true);
    assert_name("anna?", "CORP\\anna", false);
    assert_name("m?ller",
                "CORP\\m\xC3\x9F"
                "ller",
                false);
    assert_name("\xD0\x98*", "CORP\\\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD", true);
    assert_name("?\xD0\xB2??", "CORP\\\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD", true);
    assert_name("boss; anna ;", "CORP\\anna", true);
    assert_name(" ; ;boss", "CORP\\anna", false);
}

// Many stars must not take exponential time.
static void stars_take_no_longer_than_their_product(void **state)
{
    char pattern[2001], name[2001];

    (void)state;
    for (size_t i = 0; i < 2000; i++) {
        pattern[i] = i % 2 ? 'a' : '*';
        name[i] = 'a';
    }
    pattern[1999] = 'b';
    pattern[2000] = name[2000] = '\0';
    assert_name(pattern, name, false);
}

static void requests_are_hex_digits(void **state)
{
    (void)state;
    assert_true(suppression_is_request(BYTES("60b4c5")));
    assert_true(suppression_is_request(BYTES("60B4C50372F442F0126A3270541FD311")));
    assert_false(suppression_is_request(BYTES("60b4c")));
    assert_false(suppression_is_request(BYTES("60b4c5x")));
    assert_false(suppression_is_request(BYTES("60B4C50372F442F0126A3270541FD3110")));
    assert_false(suppression_is_request(BYTES("")));
}

static void every_given_part_must_match(void **state)
{
    const struct suppression_finding finding = {
        .request_id = BYTES("60b4c50372f442f0126a3270541fd311"),
        .rule = BYTES("R101"),
        .reason = BYTES("client-not-delegated"),
        .client = BYTES("CORP\\anna"),
        .server = BYTES("CORP\\APP01$"),
    };
    struct suppression row = {.request_id = BYTES("60B4C5")};

    (void)state;
    assert_true(suppression_matches(&row, &finding));
    row.rule = BYTES("R101");
    assert_true(suppression_matches(&row, &finding));
    row.rule = BYTES("client-not-delegated");
    assert_true(suppression_matches(&row, &finding));
    row.client = BYTES("anna");
    row.server = BYTES("app*$");
    assert_true(suppression_matches(&row, &finding));
    row.target = BYTES("*"); // the finding has none
    assert_false(suppression_matches(&row, &finding));
    row.target = (struct bytes){0};
    row.rule = BYTES("R102");
    assert_false(suppression_matches(&row, &finding));
    row.rule = BYTES("R101");
    row.request_id = BYTES("60b4c6");
    assert_false(suppression_matches(&row, &finding));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_names),
        cmocka_unit_test(stars_take_no_longer_than_their_product),
        cmocka_unit_test(requests_are_hex_digits),
        cmocka_unit_test(every_given_part_must_match),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
