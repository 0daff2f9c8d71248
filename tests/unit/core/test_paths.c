// SPDX-License-Identifier: Apache-2.0
// States of the inner paths, apart from any verdict.
#include "unit/check.h"

#include "core/paths.h"
#include "unit/core/fold.h"

static struct paths gathered(struct fold *fold)
{
    struct paths paths;

    paths_gather(&paths, &fold->facts, fold->rulebook);
    return paths;
}

static void a_path_without_conditions_is_open(void **state)
{
    FOLD;
    struct paths paths = gathered(fold);

    (void)state;
    for (int path = PATH_UNCONSTRAINED; path < path_count; path++) {
        assert_int_equal(paths.states[path], STATE_OPEN);
        assert_int_equal(paths.asked[path], STATE_OPEN);
        assert_null(paths_cause(&paths, (enum path)path));
    }
}

static void each_effect_gives_its_state_to_the_paths_it_blocks(void **state)
{
    static const struct {
        enum effect effect;
        enum state state;
    } cases[] = {
        {EFFECT_FAILS, STATE_CLOSED},    {EFFECT_LIKELY, STATE_LIKELY_CLOSED},
        {EFFECT_UNKNOWN, STATE_UNKNOWN}, {EFFECT_ASSUMED, STATE_LIKELY_OPEN},
        {EFFECT_NOTE, STATE_OPEN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int blocked = PATH_UNCONSTRAINED; blocked < path_count; blocked++) {
            FOLD;
            fold_add(fold, 100, "one", 1 << blocked, cases[i].effect);

            struct paths paths = gathered(fold);

            for (int path = PATH_UNCONSTRAINED; path < path_count; path++)
                assert_int_equal(paths.states[path], path == blocked ? cases[i].state : STATE_OPEN);
        }
}

static void a_path_has_the_lowest_state_among_its_conditions(void **state)
{
    static const enum effect rising[] = {EFFECT_FAILS, EFFECT_LIKELY, EFFECT_UNKNOWN,
                                         EFFECT_ASSUMED, EFFECT_NOTE};
    static const enum state states[] = {STATE_CLOSED, STATE_LIKELY_CLOSED, STATE_UNKNOWN,
                                        STATE_LIKELY_OPEN, STATE_OPEN};

    (void)state;
    for (size_t a = 0; a < 5; a++)
        for (size_t b = 0; b < 5; b++) {
            FOLD;
            fold_add(fold, 100, "a", EVERY, rising[a]);
            fold_add(fold, 200, "b", EVERY, rising[b]);

            struct paths paths = gathered(fold);

            for (int path = PATH_UNCONSTRAINED; path < path_count; path++)
                assert_int_equal(paths.states[path], states[a < b ? a : b]);
        }
}

static void a_missing_target_is_unknown_to_all_but_the_unconstrained_path(void **state)
{
    FOLD;

    (void)state;
    fold->facts.has_target = false;

    struct paths paths = gathered(fold);

    assert_int_equal(paths.states[PATH_UNCONSTRAINED], STATE_OPEN);
    assert_int_equal(paths.states[PATH_CONSTRAINED], STATE_UNKNOWN);
    assert_int_equal(paths.states[PATH_RBCD], STATE_UNKNOWN);
    assert_int_equal(paths.states[PATH_TRANSITION_CONSTRAINED], STATE_UNKNOWN);
    assert_int_equal(paths.states[PATH_TRANSITION_RBCD], STATE_UNKNOWN);
}

static void a_target_of_unknown_place_is_not_local(void **state)
{
    FOLD;

    (void)state;
    fold->facts.target_locality = LOCALITY_UNKNOWN;
    fold_not_listed(fold);
    assert_int_equal(gathered(fold).asked[PATH_RBCD], STATE_CLOSED);
}

static void one_path_or_all_three_are_chosen_from(void **state)
{
    FOLD;

    (void)state;
    fold_not_trusted(fold);

    struct paths paths = gathered(fold);
    struct paths_choice one = paths_choose(&paths, false), all = paths_choose(&paths, true);

    assert_int_equal(one.path, PATH_UNCONSTRAINED);
    assert_int_equal(one.state, STATE_CLOSED);
    assert_false(one.all);
    assert_int_equal(all.path, PATH_CONSTRAINED);
    assert_int_equal(all.state, STATE_OPEN);
    assert_true(all.all);
}

static void only_conditions_of_asked_paths_are_told(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 100, "first", U, EFFECT_FAILS);
    fold_add(fold, 200, "second", C, EFFECT_ASSUMED);
    fold_add(fold, 300, "transition", TC | TR, EFFECT_FAILS);
    fold_add(fold, 400, "note", EVERY, EFFECT_NOTE);

    struct paths paths = gathered(fold);
    struct paths_choice one = paths_choose(&paths, false), all = paths_choose(&paths, true);

    assert_int_equal(paths_count(&paths), 4);
    for (size_t i = 0; i < paths_count(&paths); i++) {
        const struct finding *finding = paths_at(&paths, i);
        const char *reason = finding->rule->reason;

        assert_int_equal(paths_is_told(&paths, &one, finding), strcmp(reason, "first") == 0);
        assert_int_equal(paths_is_told(&paths, &all, finding),
                         strcmp(reason, "first") == 0 || strcmp(reason, "second") == 0);
    }
}

// However many weaker conditions stand before it: only the list of told reasons has an end.
static void a_failure_behind_a_hundred_doubts_counts(void **state)
{
    FOLD;

    (void)state;
    for (int i = 0; i < FOLD_CONDITIONS - 1; i++)
        fold_add(fold, 100 + i, "doubt", EVERY, EFFECT_UNKNOWN);
    fold_add(fold, 900, "failure", EVERY, EFFECT_FAILS);

    struct paths paths = gathered(fold);

    for (int path = PATH_UNCONSTRAINED; path < path_count; path++)
        assert_int_equal(paths.states[path], STATE_CLOSED);
    assert_string_equal(paths_cause(&paths, PATH_UNCONSTRAINED)->rule->reason, "failure");
    assert_says("will-fail unconstrained first: failure; doubt");
}

static void a_transition_may_work_where_one_of_its_ways_is_not_known_to_be_closed(void **state)
{
    static const struct {
        enum effect constrained, rbcd;
        bool may;
    } cases[] = {
        {EFFECT_NOTE, EFFECT_FAILS, true},      {EFFECT_FAILS, EFFECT_ASSUMED, true},
        {EFFECT_ASSUMED, EFFECT_UNKNOWN, true}, {EFFECT_UNKNOWN, EFFECT_UNKNOWN, true},
        {EFFECT_UNKNOWN, EFFECT_FAILS, true},   {EFFECT_LIKELY, EFFECT_FAILS, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FOLD;
        fold_add(fold, 100, "list", TC, cases[i].constrained);
        fold_add(fold, 200, "descriptor", TR, cases[i].rbcd);

        struct paths paths = gathered(fold);

        assert_int_equal(paths_transition_may_work(&paths), cases[i].may);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_without_conditions_is_open),
        cmocka_unit_test(each_effect_gives_its_state_to_the_paths_it_blocks),
        cmocka_unit_test(a_path_has_the_lowest_state_among_its_conditions),
        cmocka_unit_test(a_missing_target_is_unknown_to_all_but_the_unconstrained_path),
        cmocka_unit_test(a_target_of_unknown_place_is_not_local),
        cmocka_unit_test(one_path_or_all_three_are_chosen_from),
        cmocka_unit_test(only_conditions_of_asked_paths_are_told),
        cmocka_unit_test(a_failure_behind_a_hundred_doubts_counts),
        cmocka_unit_test(a_transition_may_work_where_one_of_its_ways_is_not_known_to_be_closed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
