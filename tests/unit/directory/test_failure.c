// SPDX-License-Identifier: Apache-2.0
// LDAP codes, AD's sub-codes and certificates as errors.
#include "unit/check.h"

#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "directory/failure.h"

static void free_handle(LDAP **ld)
{
    ldap_unbind_ext(*ld, NULL, NULL);
}

static LDAP *handle_that_heard(const char *diagnostic)
{
    LDAP *ld = NULL;

    assert_int_equal(ldap_initialize(&ld, "ldap://127.0.0.1"), LDAP_SUCCESS);
    assert_int_equal(ldap_set_option(ld, LDAP_OPT_DIAGNOSTIC_MESSAGE, diagnostic),
                     LDAP_OPT_SUCCESS);
    return ld;
}

static struct error fails(enum failure_step step, int code, const char *diagnostic)
{
    CLEANUP(free_handle) LDAP *ld = handle_that_heard(diagnostic);
    struct error error = {0};

    assert_false(failure_set(&error, ld, step, code, "%s: bind", "ldaps://dc"));
    assert_int_equal(error.native, code);
    return error;
}

static void sub_codes_of_binds_become_words(void **state)
{
    static const struct {
        const char *data, *words;
        enum status status;
    } cases[] = {
        {"52e", "password is wrong", STATUS_CREDENTIALS},
        {"525", "no such user", STATUS_CREDENTIALS},
        {"52f", "Protected Users", STATUS_CREDENTIALS},
        {"530", "logon hours", STATUS_CREDENTIALS},
        {"531", "from this machine", STATUS_CREDENTIALS},
        {"532", "password has expired", STATUS_CREDENTIALS},
        {"533", "disabled", STATUS_CREDENTIALS},
        {"701", "account has expired", STATUS_CREDENTIALS},
        {"773", "must be changed", STATUS_CREDENTIALS},
        {"775", "locked out", STATUS_CREDENTIALS},
        {"80090346", "channel binding", STATUS_CONFIG},
        {"9999", "invalid credentials (49", STATUS_CREDENTIALS},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char said[200];

        snprintf(said, sizeof said, "80090308: LdapErr: DSID-0C090449, data %s, v4563",
                 cases[i].data);

        struct error error = fails(FAILURE_BIND, LDAP_INVALID_CREDENTIALS, said);

        assert_int_equal(error.status, cases[i].status);
        assert_non_null(strstr(error.message, "ldaps://dc: bind: "));
        assert_non_null(strstr(error.message, cases[i].words));
        assert_non_null(strstr(error.message, said));
    }
}

static void the_step_decides_whom_a_code_blames(void **state)
{
    (void)state;
    assert_int_equal(fails(FAILURE_BIND, LDAP_LOCAL_ERROR, "no ticket").status, STATUS_CREDENTIALS);
    assert_int_equal(fails(FAILURE_READ, LDAP_LOCAL_ERROR, "").status, STATUS_DIRECTORY);
    assert_int_equal(fails(FAILURE_BIND, LDAP_STRONG_AUTH_REQUIRED, "").status, STATUS_CONFIG);
    assert_int_equal(fails(FAILURE_BIND, LDAP_AUTH_UNKNOWN, "").status, STATUS_CONFIG);
    assert_int_equal(fails(FAILURE_BIND, LDAP_SERVER_DOWN, "").status, STATUS_DIRECTORY);
    assert_int_equal(fails(FAILURE_READ, LDAP_INVALID_CREDENTIALS, ", data 52e").status,
                     STATUS_DIRECTORY);
}

static void certificates_are_credentials(void **state)
{
    (void)state;
    assert_int_equal(fails(FAILURE_TLS, LDAP_CONNECT_ERROR, "(unknown error code)").status,
                     STATUS_CREDENTIALS);
    assert_int_equal(fails(FAILURE_TLS, LDAP_SERVER_DOWN, "certificate verify failed").status,
                     STATUS_CREDENTIALS);
    assert_int_equal(fails(FAILURE_TLS, LDAP_SERVER_DOWN, "").status, STATUS_DIRECTORY);
    assert_int_equal(fails(FAILURE_CONNECT, LDAP_SERVER_DOWN, "certificate").status,
                     STATUS_DIRECTORY);
}

static void the_server_s_words_stay_one_short_line(void **state)
{
    char said[2000];
    CLEANUP(text_clear) struct text cause = {0};

    (void)state;
    memset(said, 'x', sizeof said);
    memcpy(said, " \r\n\033[31mred\xff", 12);
    said[sizeof said - 1] = '\0';

    CLEANUP(free_handle) LDAP *ld = handle_that_heard(said);

    failure_describe(&cause, ld, LDAP_SIZELIMIT_EXCEEDED);
    assert_non_null(strstr(cause.data, "size limit exceeded (4; ?[31mred?xxx"));
    assert_true(cause.size < 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sub_codes_of_binds_become_words),
        cmocka_unit_test(the_step_decides_whom_a_code_blames),
        cmocka_unit_test(certificates_are_credentials),
        cmocka_unit_test(the_server_s_words_stay_one_short_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
