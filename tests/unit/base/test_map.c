// SPDX-License-Identifier: Apache-2.0
// The hash map from bytes to numbers.
#include "unit/check.h"

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/map.h"

static void every_key_is_found_after_growth(void **state)
{
    CLEANUP(arena_clear) struct arena arena = {0};
    CLEANUP(map_clear) struct map map = {0};

    (void)state;
    for (uint32_t i = 0; i < 5000; i++) {
        bool added = false;

        assert_int_equal(*map_put(&map, bytes_of(arena_printf(&arena, "k%u", i)), i, &added), i);
        assert_true(added);
    }
    assert_int_equal(map.count, 5000);
    for (uint32_t i = 0; i < 5000; i++) {
        const uint32_t *value = map_find(&map, bytes_of(arena_printf(&arena, "k%u", i)));

        assert_non_null(value);
        assert_int_equal(*value, i);
    }
    assert_null(map_find(&map, BYTES("k5000")));
}

static void the_first_value_of_a_key_stays(void **state)
{
    CLEANUP(map_clear) struct map map = {0};
    bool added = true;

    (void)state;
    map_put(&map, BYTES("key"), 1, NULL);
    assert_int_equal(*map_put(&map, BYTES("key"), 2, &added), 1);
    assert_false(added);
    *map_put(&map, BYTES("key"), 0, NULL) = 9;
    assert_int_equal(*map_find(&map, BYTES("key")), 9);
    assert_int_equal(map.count, 1);
}

static void keys_are_bytes(void **state)
{
    CLEANUP(map_clear) struct map map = {0};

    (void)state;
    assert_null(map_find(&map, BYTES("")));
    map_put(&map, (struct bytes){0}, 1, NULL);
    map_put(&map, BYTES("a\0b"), 2, NULL);
    map_put(&map, BYTES("a"), 3, NULL);
    map_put(&map, BYTES("A"), 4, NULL);
    assert_int_equal(*map_find(&map, BYTES("")), 1);
    assert_int_equal(*map_find(&map, BYTES("a\0b")), 2);
    assert_int_equal(*map_find(&map, BYTES("a")), 3);
    map_clear(&map);
    assert_null(map_find(&map, BYTES("a")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_found_after_growth),
        cmocka_unit_test(the_first_value_of_a_key_stays),
        cmocka_unit_test(keys_are_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
