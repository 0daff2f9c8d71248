// SPDX-License-Identifier: Apache-2.0
// Error messages.
#include "unit/check.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"

static void set_fills_and_returns_false(void **state)
{
    struct error error = {.native = 5};

    (void)state;
    assert_false(error_set(&error, STATUS_FORMAT, "%s:%d: no such column", "a.csv", 7));
    assert_int_equal(error.status, STATUS_FORMAT);
    assert_int_equal(error.native, 0);
    assert_string_equal(error.message, "a.csv:7: no such column");
    error_clear(&error);
    assert_int_equal(error.status, STATUS_OK);
    assert_string_equal(error.message, "");
}

static void nobody_need_listen(void **state)
{
    (void)state;
    assert_false(error_set(NULL, STATUS_USAGE, "unheard"));
    assert_false(error_set_errno(NULL, ENOENT, "unheard"));
    assert_false(error_wrap(NULL, "unheard"));
}

static void errno_becomes_text(void **state)
{
    struct error error = {0};

    (void)state;
    assert_false(error_set_errno(&error, ENOENT, "cannot open %s", "x.db"));
    assert_int_equal(error.status, STATUS_SYSTEM);
    assert_int_equal(error.native, ENOENT);
    assert_string_equal(error.message, "cannot open x.db: No such file or directory");
    assert_false(error_set_errno(&error, 99999, "odd"));
    assert_non_null(strstr(error.message, "99999"));
}

static void wrap_puts_context_before_the_cause(void **state)
{
    struct error error = {0};

    (void)state;
    error_set(&error, STATUS_DIRECTORY, "search refused");
    error.native = 50;
    assert_false(error_wrap(&error, "naming context %s", "DC=x"));
    assert_string_equal(error.message, "naming context DC=x: search refused");
    assert_int_equal(error.status, STATUS_DIRECTORY);
    assert_int_equal(error.native, 50);
}

static void assert_cut(const struct error *error)
{
    assert_int_equal(strlen(error->message), ERROR_MESSAGE_BYTES - 1);
    assert_string_equal(error->message + ERROR_MESSAGE_BYTES - 4, "...");
}

static void what_does_not_fit_is_cut_visibly(void **state)
{
    struct error error = {0};
    char longest[ERROR_MESSAGE_BYTES];

    (void)state;
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    error_set(&error, STATUS_STORE, "%s", longest);
    assert_string_equal(error.message, longest);
    error_set(&error, STATUS_STORE, "%sy", longest);
    assert_cut(&error);
    error_set_errno(&error, ENOENT, "%s", longest);
    assert_cut(&error);
    error_set(&error, STATUS_STORE, "%s", longest);
    error_wrap(&error, "where");
    assert_memory_equal(error.message, "where: xxx", 10);
    assert_cut(&error);
    error_wrap(&error, "%s%s", longest, longest);
    assert_cut(&error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_fills_and_returns_false),
        cmocka_unit_test(nobody_need_listen),
        cmocka_unit_test(errno_becomes_text),
        cmocka_unit_test(wrap_puts_context_before_the_cause),
        cmocka_unit_test(what_does_not_fit_is_cut_visibly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
