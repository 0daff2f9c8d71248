// SPDX-License-Identifier: Apache-2.0
// What each condition means for the verdict.
#include "unit/check.h"

#include "core/bearing.h"
#include "unit/core/fold.h"

// "REASON BEARING; ..." with a star behind the one that decides; held by the fold.
static const char *weighed(struct fold *fold)
{
    struct bearing_list *list = arena_alloc(&fold->arena, sizeof *list);
    struct text told = {0};

    verdict_fold(&fold->facts, fold->rulebook, &fold->result);
    bearing_weigh(list, &fold->facts, fold->rulebook, &fold->result);
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            text_append_string(&told, "; ");
        finding_append_reason(&told, &list->items[i].finding);
        text_printf(&told, " %s%s", bearing_word(list->items[i].bearing),
                    list->items[i].decides ? "*" : "");
    }

    const char *kept = arena_string(&fold->arena, text_view(&told));

    text_clear(&told);
    return kept;
}

#define assert_weighed(expected) assert_string_equal(weighed(fold), expected)

static void nothing_found_weighs_nothing(void **state)
{
    FOLD;

    (void)state;
    assert_weighed("");
}

static void each_effect_has_its_bearing(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 5, "e", U, EFFECT_NOTE);
    fold_add(fold, 4, "d", U, EFFECT_ASSUMED);
    fold_add(fold, 3, "c", U, EFFECT_UNKNOWN);
    fold_add(fold, 2, "b", U, EFFECT_LIKELY);
    fold_add(fold, 1, "a", U, EFFECT_FAILS);
    assert_weighed("a stop*; b likely-stop; c unknown; d assumed; e note");
}

static void what_no_asked_path_meets_is_not_asked(void **state)
{
    FOLD;

    (void)state;
    fold_not_trusted(fold);
    fold_not_listed(fold);
    assert_weighed("server-not-trusted stop*; server-list-empty not-asked; target-rbcd-absent "
                   "not-asked");
}

static void a_stop_beside_an_open_path_is_another_paths(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_not_trusted(fold);
    assert_says("will-work constrained -:");
    assert_weighed("server-not-trusted other-path");
}

static void the_deciding_path_has_the_stop(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_not_trusted(fold);
    fold_not_listed(fold);
    fold_add(fold, 720, "more", C, EFFECT_FAILS);
    fold_add(fold, 730, "transition", TC | TR, EFFECT_FAILS);
    assert_says("will-fail rbcd second: target-rbcd-absent; server-not-trusted; "
                "server-list-empty; more");
    assert_weighed("server-not-trusted other-path; server-list-empty other-path; "
                   "target-rbcd-absent stop*; more other-path; transition not-asked");
}

static void a_gate_settles_and_the_rest_is_not_asked(void **state)
{
    FOLD;

    (void)state;
    fold_not_trusted(fold);
    fold->facts.level = LEVEL_IMPERSONATE;
    assert_weighed("level-too-low settled*; server-not-trusted not-asked");
    fold->facts.level = LEVEL_DELEGATE;
    fold->facts.locality = LOCALITY_LOCAL;
    assert_weighed("local-only settled*; server-not-trusted not-asked");
    fold->facts.locality = LOCALITY_REMOTE;
    fold->facts.dcom_disabled = true;
    assert_weighed("config-dcom-disabled settled*; server-not-trusted not-asked");
}

static void an_unknown_level_is_undecided(void **state)
{
    FOLD;

    (void)state;
    fold_not_trusted(fold);
    fold->facts.level = LEVEL_UNKNOWN;
    assert_weighed("level-unknown unknown*; server-not-trusted not-asked");
}

static void doubts_are_told_as_doubts(void **state)
{
    FOLD;

    (void)state;
    fold->facts.identity_assumed = true;
    fold->facts.locality = LOCALITY_UNKNOWN;
    fold->facts.ignore_delegation_failure = ANSWER_UNKNOWN;
    fold_not_trusted(fold);
    assert_weighed("server-not-trusted stop*; identity-assumed doubt; host-idf-not-read doubt; "
                   "locality-unknown doubt");
}

static void an_assumption_alone_is_no_doubt(void **state)
{
    FOLD;

    (void)state;
    fold->facts.identity_assumed = true;
    assert_weighed("identity-assumed assumed*");
}

static void a_transition_that_may_work_leaves_it_undecided(void **state)
{
    FOLD;

    (void)state;
    fold->facts.transport = TRANSPORT_HTTP;
    fold_add(fold, 125, "ntlm-no-delegation", U | C | R, EFFECT_FAILS);
    assert_weighed("ntlm-no-delegation stop; server-may-transition unknown*");
}

static void behind_a_local_server_only_the_middle_is_asked(void **state)
{
    FOLD;

    (void)state;
    fold->facts.locality = LOCALITY_LOCAL;
    fold->facts.cloaked = true;
    fold_add(fold, 310, "client-not-delegated", EVERY, EFFECT_FAILS);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_weighed("client-not-delegated not-asked; process-not-trusted stop*");
}

static void what_is_found_twice_is_told_once(void **state)
{
    FOLD;

    (void)state;
    fold_not_trusted(fold);
    fold->findings[1] = fold->findings[0];
    fold->facts.finding_count = 2;
    assert_weighed("server-not-trusted stop*");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_found_weighs_nothing),
        cmocka_unit_test(each_effect_has_its_bearing),
        cmocka_unit_test(what_no_asked_path_meets_is_not_asked),
        cmocka_unit_test(a_stop_beside_an_open_path_is_another_paths),
        cmocka_unit_test(the_deciding_path_has_the_stop),
        cmocka_unit_test(a_gate_settles_and_the_rest_is_not_asked),
        cmocka_unit_test(an_unknown_level_is_undecided),
        cmocka_unit_test(doubts_are_told_as_doubts),
        cmocka_unit_test(an_assumption_alone_is_no_doubt),
        cmocka_unit_test(a_transition_that_may_work_leaves_it_undecided),
        cmocka_unit_test(behind_a_local_server_only_the_middle_is_asked),
        cmocka_unit_test(what_is_found_twice_is_told_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
