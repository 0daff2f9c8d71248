// SPDX-License-Identifier: Apache-2.0
// Options that go together and options that do not.
#include "unit/check.h"

#include <string.h>

#include "directory/options.h"

static void good_ones_tell_whether_tls_is_used(void **state)
{
    static const struct {
        struct dir_options options;
        bool tls;
    } cases[] = {
        {{.uri = "ldap://dc.corp.example"}, false},
        {{.uri = "ldap://dc.corp.example:3268/"}, false},
        {{.uri = "ldap://[::1]:389", .starttls = true}, true},
        {{.uri = "LDAPS://dc.corp.example"}, true},
        {{.uri = "ldaps://dc", .auth = DIR_AUTH_EXTERNAL}, true},
        {{.uri = "ldap://dc",
          .starttls = true,
          .auth = DIR_AUTH_SIMPLE,
          .bind_dn = "CORP\\scan",
          .bind_password_file = "p"},
         true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error error = {0};
        bool tls = !cases[i].tls;

        if (!options_check(&cases[i].options, &tls, &error))
            fail_msg("case %zu: %s", i, error.message);
        assert_int_equal(tls, cases[i].tls);
    }
}

static void bad_ones_are_refused(void **state)
{
    static const struct dir_options cases[] = {
        {.uri = NULL},
        {.uri = ""},
        {.uri = "dc.corp.example"},
        {.uri = "ldap://"},
        {.uri = "ldapi://%2Frun%2Fldapi"},
        {.uri = "ldap://a ldap://b"},
        {.uri = "ldap://a,ldap://b"},
        {.uri = "ldap://dc/dc=corp"},
        {.uri = "ldap://dc/??sub"},
        {.uri = "ldaps://dc", .starttls = true},
        {.uri = "ldap://dc", .auth = DIR_AUTH_EXTERNAL},
        {.uri = "ldaps://dc", .auth = DIR_AUTH_SIMPLE},
        {.uri = "ldaps://dc", .auth = DIR_AUTH_SIMPLE, .bind_dn = "", .bind_password_file = "p"},
        {.uri = "ldaps://dc", .auth = DIR_AUTH_SIMPLE, .bind_dn = "x"},
        {.uri = "ldap://dc", .auth = DIR_AUTH_SIMPLE, .bind_dn = "x", .bind_password_file = "p"},
        {.uri = "ldaps://dc", .bind_dn = "x"},
        {.uri = "ldaps://dc", .auth = DIR_AUTH_EXTERNAL, .bind_password_file = "p"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error error = {0};
        bool tls = true;

        if (options_check(&cases[i], &tls, &error))
            fail_msg("case %zu passed", i);
        assert_int_equal(error.status, STATUS_CONFIG);
    }
}

static void a_missing_ca_file_is_named(void **state)
{
    const struct dir_options options = {.uri = "ldaps://dc", .ca_file = "does/not/exist.pem"};
    struct error error = {0};
    bool tls = false;

    (void)state;
    assert_false(options_check(&options, &tls, &error));
    assert_int_equal(error.status, STATUS_SYSTEM);
    assert_non_null(strstr(error.message, options.ca_file));
    assert_false(tls);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_ones_tell_whether_tls_is_used),
        cmocka_unit_test(bad_ones_are_refused),
        cmocka_unit_test(a_missing_ca_file_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
