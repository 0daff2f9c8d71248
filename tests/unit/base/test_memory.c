// SPDX-License-Identifier: Apache-2.0
// Allocation, and the end of a process that asks for more than there is.
#include "unit/check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"

static void blocks_of_no_size_are_blocks(void **state)
{
    void *empty = memory_alloc(0);
    void *zeroed = memory_calloc(0, 8);
    void *resized = memory_resize(memory_alloc(8), 0, 8);

    (void)state;
    assert_non_null(empty);
    assert_non_null(zeroed);
    assert_non_null(resized);
    free(empty);
    free(zeroed);
    free(resized);
}

static void calloc_zeroes_and_resize_keeps(void **state)
{
    char *block = memory_calloc(3, 4);

    (void)state;
    assert_memory_equal(block, "\0\0\0\0\0\0\0\0\0\0\0", 12);
    memcpy(block, "kept", 5);
    block = memory_resize(block, 1000, 100);
    assert_string_equal(block, "kept");
    free(block);
}

static void strings_are_copied(void **state)
{
    char original[] = "text";
    char *copy = memory_copy_string(original);

    (void)state;
    original[0] = 'n';
    assert_string_equal(copy, "text");
    free(copy);
    assert_null(memory_copy_string(NULL));
}

static void an_overflow_ends_the_process(void **state)
{
    pid_t child = fork();
    int status = 0;

    (void)state;
    assert_true(child >= 0);
    if (child == 0) {
        close(STDERR_FILENO);
        free(memory_resize(NULL, SIZE_MAX / 2, 3));
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_of_no_size_are_blocks),
        cmocka_unit_test(calloc_zeroes_and_resize_keeps),
        cmocka_unit_test(strings_are_copied),
        cmocka_unit_test(an_overflow_ends_the_process),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
