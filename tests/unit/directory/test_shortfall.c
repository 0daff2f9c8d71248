// SPDX-License-Identifier: Apache-2.0
// The sentence about what is missing.
#include "unit/check.h"

#include "base/cleanup.h"
#include "directory/shortfall.h"

static void causes_are_joined(void **state)
{
    CLEANUP(shortfall_clear) struct shortfall shortfall = {0};

    (void)state;
    assert_true(shortfall_is_empty(&shortfall));
    shortfall_add(&shortfall, "first %d", 1);
    assert_false(shortfall_is_empty(&shortfall));
    shortfall_add(&shortfall, "second");
    assert_bytes(shortfall_sentence(&shortfall), "first 1; second");
}

static void millions_are_counted(void **state)
{
    CLEANUP(shortfall_clear) struct shortfall shortfall = {0};

    (void)state;
    for (int i = 0; i < 1000000; i++)
        shortfall_add(&shortfall, "%099d", i);

    struct bytes sentence = shortfall_sentence(&shortfall);

    assert_true(sentence.size < 1200);
    assert_true(bytes_ends_with_ascii(sentence, BYTES("; and 999990 more")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(causes_are_joined),
        cmocka_unit_test(millions_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
