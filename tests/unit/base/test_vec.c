// SPDX-License-Identifier: Apache-2.0
// The growable array.
#include "unit/check.h"

#include "base/vec.h"

struct pair {
    int left, right;
};

static void items_survive_growth(void **state)
{
    VEC(struct pair) pairs = {0};

    (void)state;
    for (int i = 0; i < 1000; i++)
        vec_push(&pairs, (struct pair){i, -i});
    assert_int_equal(pairs.count, 1000);
    assert_true(pairs.capacity >= pairs.count);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(pairs.items[i].left, i);
        assert_int_equal(pairs.items[i].right, -i);
    }
    vec_clear(&pairs);
    assert_null(pairs.items);
    assert_int_equal(pairs.count, 0);
}

static void reserved_room_is_not_moved(void **state)
{
    VEC(int) numbers = {0};

    (void)state;
    vec_reserve(&numbers, 100);

    const int *before = numbers.items;

    for (int i = 0; i < 100; i++)
        vec_push(&numbers, i);
    assert_ptr_equal(numbers.items, before);
    vec_reserve(&numbers, 1);
    assert_ptr_equal(numbers.items, before);
    vec_clear(&numbers);
}

static void an_empty_array_may_be_cleared_and_used_again(void **state)
{
    VEC(char) letters = {0};

    (void)state;
    vec_clear(&letters);
    vec_push(&letters, 'a');
    assert_int_equal(letters.items[0], 'a');
    vec_clear(&letters);
    vec_clear(&letters);
    assert_int_equal(letters.capacity, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_survive_growth),
        cmocka_unit_test(reserved_room_is_not_moved),
        cmocka_unit_test(an_empty_array_may_be_cleared_and_used_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
