// SPDX-License-Identifier: Apache-2.0
// Password files.
#include "unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "directory/password.h"

static char path[] = "password-XXXXXX";

static int make_file(void **state)
{
    int descriptor = mkstemp(path);

    (void)state;
    return descriptor < 0 ? -1 : close(descriptor);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static bool reads(const char *content, size_t size, struct password *password, struct error *error)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(content, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return password_read(password, path, error);
}

static void the_first_line_is_the_password(void **state)
{
    static const char *const files[] = {"s3 cret", "s3 cret\n", "s3 cret\r\n", "s3 cret\nmore\n"};

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct password password = {0};

        assert_true(reads(files[i], strlen(files[i]), &password, NULL));
        assert_int_equal(password.size, 7);
        assert_memory_equal(password.text, "s3 cret", 7);
        password_wipe(&password);
        for (size_t k = 0; k < sizeof password.text; k++)
            assert_int_equal(password.text[k], 0);
    }
}

static void an_empty_or_endless_line_is_none(void **state)
{
    char endless[PASSWORD_BYTES + 1];
    struct password password = {0};
    struct error error = {0};

    (void)state;
    assert_false(reads("\nsecret\n", 8, &password, &error));
    assert_int_equal(error.status, STATUS_CONFIG);
    password_wipe(&password);
    assert_false(reads("", 0, &password, &error));
    assert_int_equal(error.status, STATUS_CONFIG);
    memset(endless, 'x', sizeof endless);
    assert_false(reads(endless, sizeof endless, &password, &error));
    assert_int_equal(error.status, STATUS_CONFIG);
    assert_null(strstr(error.message, "xxx"));
}

static void a_missing_file_is_the_system_s_word(void **state)
{
    struct password password = {0};
    struct error error = {0};

    (void)state;
    assert_false(password_read(&password, "does/not/exist", &error));
    assert_int_equal(error.status, STATUS_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_is_the_password),
        cmocka_unit_test(an_empty_or_endless_line_is_none),
        cmocka_unit_test(a_missing_file_is_the_system_s_word),
    };

    return cmocka_run_group_tests(tests, make_file, remove_file);
}
