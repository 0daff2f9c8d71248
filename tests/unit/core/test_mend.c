// SPDX-License-Identifier: Apache-2.0
// What stands in the way next, one condition mended.
#include "unit/check.h"

#include "core/mend.h"
#include "unit/core/fold.h"

// "VERDICT: REASON", or a dash where there is nothing to mend.
static const char *mended(struct fold *fold, const struct finding *finding)
{
    struct verdict_result result;
    struct text told = {0};

    if (!mend_fold(&fold->facts, fold->rulebook, finding, &result))
        return "-";
    text_printf(&told, "%s:", verdict_word(result.verdict));
    if (result.reason_count) {
        text_append_byte(&told, ' ');
        finding_append_reason(&told, &result.reasons[0]);
    }

    const char *kept = arena_string(&fold->arena, text_view(&told));

    text_clear(&told);
    return kept;
}

static const char *mended_own(struct fold *fold, enum fold_rule rule)
{
    return mended(fold, &(struct finding){fold->rulebook[rule], "", "", false});
}

static void the_next_condition_takes_over(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 110, "client-disabled", EVERY, EFFECT_FAILS);
    fold_add(fold, 310, "client-not-delegated", EVERY, EFFECT_LIKELY);
    fold_not_trusted(fold);
    assert_says("will-fail unconstrained first: client-disabled; client-not-delegated; "
                "server-not-trusted");
    assert_string_equal(mended(fold, &fold->findings[0]), "will-fail: server-not-trusted");
    assert_string_equal(mended(fold, &fold->findings[1]), "will-fail: client-disabled");
    assert_string_equal(mended(fold, &fold->findings[2]), "will-fail: client-disabled");
}

static void the_last_condition_mended_works(void **state)
{
    FOLD;

    (void)state;
    fold_not_trusted(fold);
    assert_string_equal(mended(fold, &fold->findings[0]), "will-work:");
    assert_int_equal(fold->facts.finding_count, 1);
}

static void two_rules_of_one_thing_are_mended_together(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 118, "client-pwd-expired", U | C | R, EFFECT_FAILS);
    fold_add(fold, 118, "client-pwd-expired", TC | TR, EFFECT_FAILS);
    assert_string_equal(mended(fold, &fold->findings[1]), "will-work:");
}

// Two trusts on one way, two machines outside the domain: mending one leaves the other.
static void another_object_is_another_thing(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 520, "trust-tgt-delegation-blocked", U, EFFECT_FAILS);
    fold_add(fold, 520, "trust-tgt-delegation-blocked", U, EFFECT_FAILS);
    fold->findings[0].object = "east.example";
    fold->findings[1].object = "west.example";
    assert_string_equal(mended(fold, &fold->findings[0]),
                        "will-fail: trust-tgt-delegation-blocked");
}

static void the_middle_is_another_thing_than_the_server(void **state)
{
    FOLD;

    (void)state;
    fold->facts.cloaked = true;
    fold_not_trusted(fold);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_string_equal(mended(fold, &fold->findings[0]), "will-fail: process-not-trusted");
    assert_string_equal(mended(fold, &fold->findings[1]), "will-fail: server-not-trusted");
}

static void the_folds_own_conditions_are_mended_by_their_fact(void **state)
{
    FOLD;

    (void)state;
    fold->facts.level = LEVEL_UNKNOWN;
    fold_not_trusted(fold);
    assert_string_equal(mended_own(fold, FOLD_LEVEL_UNKNOWN), "will-fail: server-not-trusted");
    fold->facts.level = LEVEL_DELEGATE;
    fold->facts.dcom_disabled = true;
    assert_string_equal(mended_own(fold, FOLD_DCOM_DISABLED), "will-fail: server-not-trusted");
    fold->facts.dcom_disabled = false;
    fold->facts.cloaked = true;
    fold->facts.caller_level = LEVEL_IMPERSONATE;
    assert_string_equal(fold_say(fold), "will-fail unconstrained first: process-caller-level; "
                                        "server-not-trusted");
    assert_string_equal(mended_own(fold, FOLD_CALLER_LEVEL), "will-fail: server-not-trusted");
}

static void an_assumption_confirmed_leaves_nothing(void **state)
{
    FOLD;

    (void)state;
    fold->facts.identity_assumed = true;
    assert_says("likely-work unconstrained -: identity-assumed");
    assert_string_equal(mended_own(fold, FOLD_IDENTITY_ASSUMED), "will-work:");
}

static void a_doubt_turns_out_well(void **state)
{
    FOLD;

    (void)state;
    fold->facts.ignore_delegation_failure = ANSWER_UNKNOWN;
    fold->facts.locality = LOCALITY_UNKNOWN;
    fold_not_trusted(fold);
    assert_says("likely-fail unconstrained first: server-not-trusted; host-idf-not-read; "
                "locality-unknown");
    assert_string_equal(mended_own(fold, FOLD_IDF_NOT_READ), "will-work:");
    assert_string_equal(mended_own(fold, FOLD_LOCALITY_UNKNOWN), "not-needed: local-only");
}

static void where_the_caller_is_may_turn_out_well(void **state)
{
    FOLD;

    (void)state;
    fold->facts.cloaked = true;
    fold->facts.caller = LOCALITY_UNKNOWN;
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_says("likely-fail unconstrained first: process-not-trusted; process-caller-unknown");
    assert_string_equal(mended_own(fold, FOLD_CALLER_UNKNOWN), "will-work:");
}

static void some_conditions_are_no_matter_of_mending(void **state)
{
    static const enum fold_rule none[] = {FOLD_LEVEL_TOO_LOW, FOLD_LOCAL_ONLY,
                                          FOLD_TARGET_NOT_GIVEN, FOLD_TARGET_LOCAL,
                                          FOLD_MAY_TRANSITION};
    FOLD;

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_string_equal(mended_own(fold, none[i]), "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_condition_takes_over),
        cmocka_unit_test(the_last_condition_mended_works),
        cmocka_unit_test(two_rules_of_one_thing_are_mended_together),
        cmocka_unit_test(another_object_is_another_thing),
        cmocka_unit_test(the_middle_is_another_thing_than_the_server),
        cmocka_unit_test(the_folds_own_conditions_are_mended_by_their_fact),
        cmocka_unit_test(an_assumption_confirmed_leaves_nothing),
        cmocka_unit_test(a_doubt_turns_out_well),
        cmocka_unit_test(where_the_caller_is_may_turn_out_well),
        cmocka_unit_test(some_conditions_are_no_matter_of_mending),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
