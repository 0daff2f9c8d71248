// SPDX-License-Identifier: Apache-2.0
// The fold where a process in the middle cloaks: its account is a server on the way.
#include "unit/check.h"

#include "unit/core/fold.h"

static void cloak(struct fold *fold, enum locality caller, enum level level)
{
    fold->facts.cloaked = true;
    fold->facts.caller = caller;
    fold->facts.caller_level = level;
}

static void a_trusted_middle_changes_nothing(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    assert_says("will-work unconstrained -:");
}

static void conditions_of_the_middle_block_every_path(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    fold_idf_on(fold);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_says("will-fail constrained first: process-not-trusted");
    for (int path = PATH_UNCONSTRAINED; path < path_count; path++)
        assert_int_equal(fold->result.states[path], STATE_CLOSED);
}

static void the_middle_is_told_apart_from_the_server(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    fold_not_trusted(fold);
    assert_says("will-fail unconstrained first: process-not-trusted; server-not-trusted");
}

static void a_condition_of_the_leg_keeps_its_name_behind_the_prefix(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    fold_add_middle(fold, 550, "trust-tgt-delegation-blocked", EFFECT_FAILS);
    assert_says("will-fail unconstrained first: process-trust-tgt-delegation-blocked");
}

static void the_middle_fails_at_the_first_hop_whatever_the_policy(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    fold_idf_on(fold);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_LIKELY);
    assert_says("likely-fail constrained first: process-not-trusted");
}

static void a_grant_to_the_middle_leaves_the_lists_unknown(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    fold->facts.middle_granted = true;
    fold_idf_on(fold);
    fold_add_middle(fold, 501, "server-constrained-only", EFFECT_FAILS);
    assert_says("unknown constrained -: process-constrained-only");
    assert_int_equal(fold->result.states[PATH_UNCONSTRAINED], STATE_CLOSED);
    assert_int_equal(fold->result.states[PATH_CONSTRAINED], STATE_UNKNOWN);
    assert_int_equal(fold->result.states[PATH_RBCD], STATE_UNKNOWN);
    assert_int_equal(fold->result.states[PATH_TRANSITION_CONSTRAINED], STATE_CLOSED);
    assert_int_equal(fold->result.states[PATH_TRANSITION_RBCD], STATE_CLOSED);
}

// An identity that arrived by S4U2Proxy cannot be delegated on at level delegate.
static void a_grant_to_the_middle_does_not_help_at_level_delegate(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    fold->facts.middle_granted = true;
    fold_add_middle(fold, 501, "server-constrained-only", EFFECT_FAILS);
    assert_says("will-fail unconstrained first: process-constrained-only");
}

static void idf_that_was_not_read_counts_for_a_granted_middle(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    fold->facts.middle_granted = true;
    fold->facts.ignore_delegation_failure = ANSWER_UNKNOWN;
    fold_add_middle(fold, 501, "server-constrained-only", EFFECT_FAILS);
    assert_says("likely-fail unconstrained first: process-constrained-only; host-idf-not-read");
    fold->facts.middle_granted = false;
    assert_says("will-fail unconstrained first: process-constrained-only");
}

static void what_closes_the_lists_outranks_a_grant_to_the_middle(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    fold->facts.middle_granted = true;
    fold_idf_on(fold);
    fold_add_middle(fold, 501, "server-constrained-only", EFFECT_FAILS);
    fold_add(fold, 100, "client-not-delegated", EVERY, EFFECT_FAILS);
    fold_say(fold);
    assert_int_equal(fold->result.verdict, VERDICT_WILL_FAIL);
}

static void no_transition_saves_an_identity_that_the_middle_stops(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    fold_idf_on(fold);
    fold_add(fold, 100, "client-data", U | C | R, EFFECT_FAILS);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    fold_say(fold);
    assert_int_equal(fold->result.verdict, VERDICT_WILL_FAIL);
}

static void the_callers_own_request_must_be_at_delegate(void **state)
{
    static const enum level levels[] = {LEVEL_ANONYMOUS, LEVEL_IDENTIFY, LEVEL_IMPERSONATE};

    (void)state;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        FOLD;
        cloak(fold, LOCALITY_REMOTE, levels[i]);
        assert_says("will-fail unconstrained first: process-caller-level");
        fold_idf_on(fold);
        assert_says("will-fail constrained first: process-caller-level");
    }
}

static void a_callers_request_that_was_not_imported_is_unknown(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_UNKNOWN);
    assert_says("unknown unconstrained -: process-caller-level");
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_says("will-fail unconstrained first: process-not-trusted; process-caller-level");
}

static void for_a_local_caller_the_middle_is_not_asked(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_LOCAL, LEVEL_IMPERSONATE);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_says("will-work unconstrained -:");
    fold_not_trusted(fold);
    assert_says("will-fail unconstrained first: server-not-trusted");
}

static void without_cloaking_the_middle_is_not_asked(void **state)
{
    FOLD;

    (void)state;
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_says("will-work unconstrained -:");
}

static void an_unknown_caller_lowers_what_rests_on_the_middle_alone(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_UNKNOWN, LEVEL_DELEGATE);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_says("likely-fail unconstrained first: process-not-trusted; process-caller-unknown");
}

static void an_unknown_caller_leaves_what_fails_anyway(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_UNKNOWN, LEVEL_DELEGATE);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    fold_add(fold, 100, "client-not-delegated", EVERY, EFFECT_FAILS);
    assert_says("will-fail unconstrained first: client-not-delegated; process-not-trusted");
}

static void resting_on_the_middle_is_judged_over_all_asked_paths(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_UNKNOWN, LEVEL_DELEGATE);
    fold_idf_on(fold);
    fold_not_trusted(fold);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    fold_say(fold);
    assert_int_equal(fold->result.verdict, VERDICT_LIKELY_FAIL);
    fold_not_listed(fold);
    fold_say(fold);
    assert_int_equal(fold->result.verdict, VERDICT_WILL_FAIL);
}

static void a_local_server_is_not_needed_for_a_local_caller(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_LOCAL, LEVEL_IMPERSONATE);
    fold->facts.locality = LOCALITY_LOCAL;
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_says("not-needed - -: local-only");
}

static void a_local_server_of_a_remote_caller_is_judged_by_the_middle_alone(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_DELEGATE);
    fold->facts.locality = LOCALITY_LOCAL;
    fold_not_trusted(fold);
    fold_not_listed(fold);
    fold_add(fold, 100, "client-not-delegated", EVERY, EFFECT_FAILS);
    assert_says("will-work unconstrained -:");
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_says("will-fail unconstrained first: process-not-trusted");
}

static void a_local_server_of_a_remote_caller_needs_the_callers_level(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_REMOTE, LEVEL_IMPERSONATE);
    fold->facts.locality = LOCALITY_LOCAL;
    assert_says("will-fail unconstrained first: process-caller-level");
    fold->facts.caller_level = LEVEL_UNKNOWN;
    assert_says("unknown unconstrained -: process-caller-level");
}

static void a_local_server_of_an_unknown_caller_is_a_doubt(void **state)
{
    FOLD;

    (void)state;
    cloak(fold, LOCALITY_UNKNOWN, LEVEL_DELEGATE);
    fold->facts.locality = LOCALITY_LOCAL;
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    assert_says("likely-fail unconstrained first: process-not-trusted; process-caller-unknown");
}

static void what_holds_of_some_callers_requests_only_is_not_known(void **state)
{
    FOLD;

    (void)state;
    fold->facts.cloaked = true;
    fold_add_middle(fold, 340, "host-credential-guard", EFFECT_FAILS);
    assert_says("will-fail unconstrained first: process-host-credential-guard");
    fold->findings[0].of_some = true;
    assert_says("unknown unconstrained -: process-host-credential-guard");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trusted_middle_changes_nothing),
        cmocka_unit_test(conditions_of_the_middle_block_every_path),
        cmocka_unit_test(the_middle_is_told_apart_from_the_server),
        cmocka_unit_test(a_condition_of_the_leg_keeps_its_name_behind_the_prefix),
        cmocka_unit_test(the_middle_fails_at_the_first_hop_whatever_the_policy),
        cmocka_unit_test(a_grant_to_the_middle_leaves_the_lists_unknown),
        cmocka_unit_test(a_grant_to_the_middle_does_not_help_at_level_delegate),
        cmocka_unit_test(idf_that_was_not_read_counts_for_a_granted_middle),
        cmocka_unit_test(what_closes_the_lists_outranks_a_grant_to_the_middle),
        cmocka_unit_test(no_transition_saves_an_identity_that_the_middle_stops),
        cmocka_unit_test(the_callers_own_request_must_be_at_delegate),
        cmocka_unit_test(a_callers_request_that_was_not_imported_is_unknown),
        cmocka_unit_test(for_a_local_caller_the_middle_is_not_asked),
        cmocka_unit_test(without_cloaking_the_middle_is_not_asked),
        cmocka_unit_test(an_unknown_caller_lowers_what_rests_on_the_middle_alone),
        cmocka_unit_test(an_unknown_caller_leaves_what_fails_anyway),
        cmocka_unit_test(resting_on_the_middle_is_judged_over_all_asked_paths),
        cmocka_unit_test(a_local_server_is_not_needed_for_a_local_caller),
        cmocka_unit_test(a_local_server_of_a_remote_caller_is_judged_by_the_middle_alone),
        cmocka_unit_test(a_local_server_of_a_remote_caller_needs_the_callers_level),
        cmocka_unit_test(a_local_server_of_an_unknown_caller_is_a_doubt),
        cmocka_unit_test(what_holds_of_some_callers_requests_only_is_not_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
