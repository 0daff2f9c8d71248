// SPDX-License-Identifier: Apache-2.0
// The bump allocator.
#include "unit/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/cleanup.h"

static bool is_zero(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

static void memory_is_zeroed_aligned_and_separate(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    char *earlier[300];

    (void)state;
    for (size_t i = 0; i < 300; i++) {
        earlier[i] = arena_alloc(&arena, i * 7);
        assert_int_equal((uintptr_t)earlier[i] % _Alignof(max_align_t), 0);
        assert_true(is_zero(earlier[i], i * 7));
        memset(earlier[i], (int)(i % 255) + 1, i * 7);
    }
    for (size_t i = 1; i < 300; i++) {
        assert_int_equal((unsigned char)earlier[i][0], i % 255 + 1);
        assert_int_equal((unsigned char)earlier[i][i * 7 - 1], i % 255 + 1);
    }
}

static void large_blocks_fit(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    char *small = arena_string(&arena, BYTES("kept"));
    char *large = arena_alloc(&arena, 1000000);

    (void)state;
    large[999999] = 'x';
    assert_string_equal(small, "kept");
}

static void copies_are_terminated(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    struct bytes copy = arena_copy(&arena, BYTES("a\0b"));

    (void)state;
    assert_bytes(copy, "a\0b");
    assert_int_equal(copy.data[3], '\0');
    assert_string_equal(arena_string(&arena, (struct bytes){0}), "");
    assert_string_equal(arena_printf(&arena, "%s-%03d", "x", 7), "x-007");
}

static void reset_keeps_a_block_and_zeroes_again(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};

    (void)state;
    arena_reset(&arena);
    for (int i = 0; i < 100; i++)
        memset(arena_alloc(&arena, 4000), 0xFF, 4000);

    const struct arena_block *kept = arena.blocks;

    arena_reset(&arena);
    assert_true(is_zero(arena_alloc(&arena, 4000), 4000));
    assert_ptr_equal(arena.blocks, kept);
    arena_clear(&arena);
    assert_null(arena.blocks);
    assert_string_equal(arena_string(&arena, BYTES("again")), "again");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_separate),
        cmocka_unit_test(large_blocks_fit),
        cmocka_unit_test(copies_are_terminated),
        cmocka_unit_test(reset_keeps_a_block_and_zeroes_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
