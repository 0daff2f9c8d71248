// SPDX-License-Identifier: Apache-2.0
// Placeholders, what stands for missing names, and the other remedy of cloaked callers.
#include "unit/check.h"

#include "core/remedy.h"

static void assert_remedy(const char *remedy, const char *cloaked, struct remedy_names names,
                          const char *expected)
{
    struct rule rule = {.remedy = remedy, .cloaked_remedy = cloaked};
    struct text out = {0};

    remedy_append(&out, &rule, &names);
    assert_string_equal(out.data, expected);
    text_clear(&out);
}

static void names_are_put_in(void **state)
{
    (void)state;
    assert_remedy(
        "{application} on {host}: {client}, {server} = {server_account}, {target}, {object}", NULL,
        (struct remedy_names){BYTES("CORP\\anna"), BYTES("app01"), BYTES("CORP\\svc"),
                              BYTES("cifs/db01"), BYTES("WS01"), BYTES("Desk"), BYTES("HOST/app01"),
                              false},
        "Desk on WS01: CORP\\anna, app01 = CORP\\svc, cifs/db01, HOST/app01");
}

static void what_is_not_known_is_called_by_its_role(void **state)
{
    (void)state;
    assert_remedy("{target} of {server_account}", NULL, (struct remedy_names){0},
                  "the target of the server's account");
}

static void names_with_braces_are_not_looked_at_again(void **state)
{
    (void)state;
    assert_remedy("{client}", NULL, (struct remedy_names){.client = BYTES("{target}")}, "{target}");
}

static void what_is_no_placeholder_stays(void **state)
{
    (void)state;
    assert_remedy("{x} and { and {client", NULL, (struct remedy_names){0}, "{x} and { and {client");
}

static void cloaked_callers_have_a_remedy_of_their_own(void **state)
{
    (void)state;
    assert_remedy("own", "cloaked", (struct remedy_names){.cloaked = true}, "cloaked");
    assert_remedy("own", "cloaked", (struct remedy_names){.cloaked = false}, "own");
    assert_remedy("own", NULL, (struct remedy_names){.cloaked = true}, "own");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_put_in),
        cmocka_unit_test(what_is_not_known_is_called_by_its_role),
        cmocka_unit_test(names_with_braces_are_not_looked_at_again),
        cmocka_unit_test(what_is_no_placeholder_stays),
        cmocka_unit_test(cloaked_callers_have_a_remedy_of_their_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
