// SPDX-License-Identifier: Apache-2.0
// Scope-bound cleanup.
#include "unit/check.h"

#include <errno.h>
#include <fcntl.h>

#include "base/cleanup.h"
#include "base/memory.h"

static bool is_open(int descriptor)
{
    return fcntl(descriptor, F_GETFD) >= 0;
}

static void descriptors_and_files_close_with_their_scope(void **state)
{
    int descriptor, behind_file;

    (void)state;
    {
        CLEANUP(cleanup_descriptor) int opened = open("/dev/null", O_RDONLY);
        CLEANUP(cleanup_file) FILE *file = fopen("/dev/null", "r");
        CLEANUP(cleanup_descriptor) int never_opened = -1;

        assert_non_null(file);
        descriptor = opened;
        behind_file = fileno(file);
        assert_int_equal(never_opened, -1);
        assert_true(is_open(descriptor) && is_open(behind_file));
    }
    assert_false(is_open(descriptor));
    assert_false(is_open(behind_file));
}

static char *make(void)
{
    CLEANUP(cleanup_free) char *draft = memory_copy_string("made");

    return STEAL(draft);
}

static void what_is_stolen_survives(void **state)
{
    CLEANUP(cleanup_free) char *made = make();

    (void)state;
    assert_string_equal(made, "made");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(descriptors_and_files_close_with_their_scope),
        cmocka_unit_test(what_is_stolen_survives),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
