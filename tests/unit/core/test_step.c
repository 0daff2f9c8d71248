// SPDX-License-Identifier: Apache-2.0
// Step headers, and that the steps leave no order of a rule out.
#include "unit/check.h"

#include <string.h>

#include "base/cleanup.h"
#include "core/step.h"
#include "sql_steps.h"

static void a_header_is_read(void **state)
{
    static const char text[] =
        "-- SPDX-License-Identifier: Apache-2.0\n-- id: S07\n"
        "-- title: The target: who is it?\n-- orders: 400-499 860\n"
        "-- paths: constrained rbcd\n-- middle: asked\nSELECT 1;\n-- id: S08\n";
    struct arena arena CLEANUP(arena_clear) = {0};
    struct error error = {0};
    struct step step;

    (void)state;
    assert_true(step_parse(&step, "S07-target", bytes_of(text), &arena, &error));
    assert_string_equal(step.id, "S07");
    assert_string_equal(step.title, "The target: who is it?");
    assert_int_equal(step.paths, 1u << PATH_CONSTRAINED | 1u << PATH_RBCD);
    assert_int_equal(step.order_count, 2);
    assert_true(step.of_middle);
    for (int order = 1; order <= 9999; order++)
        assert_int_equal(step_has_order(&step, order),
                         (order >= 400 && order <= 499) || order == 860);
}

static void a_wrong_header_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"-- id: S01\n-- orders: 1-x\n", "S01-a:2"},
        {"-- id: S01\n-- orders: 9-1\n", "S01-a:2"},
        {"-- id: S01\n-- orders: 0-1\n", "S01-a:2"},
        {"-- id: S01\n-- orders: 1-10000\n", "S01-a:2"},
        {"-- id: S01\n-- orders: 1 2 3 4 5 6 7 8 9\n", "S01-a:2"},
        {"-- id: S01\n-- title: t\n-- paths: elsewhere\n", "S01-a:3"},
        {"-- id: S01\n-- title: t\n-- colour: red\n", "S01-a:3"},
        {"-- id: S01\n-- middle: perhaps\n", "S01-a:2"},
        {"-- id: S01\n-- title\n", "S01-a:2"},
        {"-- title: t\n", "S01-a"},
        {"-- id: S01\n", "S01-a"},
        {"-- id: S02\n-- title: t\n", "S02"},
    };
    struct arena arena CLEANUP(arena_clear) = {0};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error error = {0};
        struct step step = {.id = "untouched"};

        assert_false(step_parse(&step, "S01-a", bytes_of(wrong[i].text), &arena, &error));
        assert_int_equal(error.status, STATUS_FORMAT);
        assert_non_null(strstr(error.message, wrong[i].says));
        assert_string_equal(step.id, "untouched");
    }
}

// A condition that no step claims would never be told; one that two claim, twice.
static void every_order_belongs_to_one_step(void **state)
{
    struct arena arena CLEANUP(arena_clear) = {0};
    unsigned claims[10000] = {0};

    (void)state;
    for (size_t i = 0; i < sql_steps_count; i++) {
        struct error error = {0};
        struct step step;

        if (!step_parse(&step, sql_steps[i].name,
                        (struct bytes){sql_steps[i].text, sql_steps[i].size}, &arena, &error))
            fail_msg("%s", error.message);
        for (int order = 1; order <= 9999; order++)
            claims[order] += step_has_order(&step, order);
    }
    for (int order = 1; order <= 9999; order++)
        if (claims[order] != 1)
            fail_msg("%u steps claim order %d", claims[order], order);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_is_read),
        cmocka_unit_test(a_wrong_header_is_refused_with_its_line),
        cmocka_unit_test(every_order_belongs_to_one_step),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
