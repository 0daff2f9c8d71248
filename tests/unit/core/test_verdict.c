// SPDX-License-Identifier: Apache-2.0
// The fold, sentence by sentence: gates, the paths that are asked, doubts, reasons and hops.
#include "unit/check.h"

#include "unit/core/fold.h"

// Gates.

static void a_level_below_delegate_is_not_requested(void **state)
{
    static const enum level levels[] = {LEVEL_ANONYMOUS, LEVEL_IDENTIFY, LEVEL_IMPERSONATE};

    (void)state;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        FOLD;
        fold->facts.level = levels[i];
        fold_not_trusted(fold);
        assert_says("not-requested - -: level-too-low");
    }
}

static void the_level_gate_stands_before_locality(void **state)
{
    FOLD;

    (void)state;
    fold->facts.level = LEVEL_IMPERSONATE;
    fold->facts.locality = LOCALITY_LOCAL;
    assert_says("not-requested - -: level-too-low");
}

static void a_request_without_effect_names_its_configuration(void **state)
{
    FOLD;

    (void)state;
    fold->facts.ineffective = true;
    fold->facts.config_reason = "config-delegate-ineffective";
    fold_not_trusted(fold);
    assert_says("not-requested - -: config-delegate-ineffective");
}

static void a_switched_off_dcom_names_its_configuration(void **state)
{
    FOLD;

    (void)state;
    fold->facts.dcom_disabled = true;
    fold_not_trusted(fold);
    assert_says("not-requested - -: config-dcom-disabled");
}

static void a_switched_off_dcom_stops_nothing_that_is_not_dcom(void **state)
{
    static const struct {
        enum transport transport;
        bool dcom;
    } cases[] = {{TRANSPORT_COM, true},    {TRANSPORT_WMI, true},   {TRANSPORT_WCF, false},
                 {TRANSPORT_OLEDB, false}, {TRANSPORT_PIPE, false}, {TRANSPORT_HTTP, false}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FOLD;
        fold->facts.dcom_disabled = true;
        fold->facts.transport = cases[i].transport;
        fold_add(fold, 100, "client-not-delegated", EVERY, EFFECT_FAILS);
        fold_say(fold);
        assert_int_equal(fold->result.verdict,
                         cases[i].dcom ? VERDICT_NOT_REQUESTED : VERDICT_WILL_FAIL);
    }
}

static void an_unknown_level_is_unknown_whatever_else_holds(void **state)
{
    static const enum locality places[] = {LOCALITY_LOCAL, LOCALITY_REMOTE, LOCALITY_UNKNOWN};

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        FOLD;
        fold->facts.level = LEVEL_UNKNOWN;
        fold->facts.locality = places[i];
        fold->facts.dcom_disabled = true;
        fold_add(fold, 100, "client-not-delegated", EVERY, EFFECT_FAILS);
        assert_says("unknown - -: level-unknown");
    }
}

static void hosts_that_are_not_known_are_unknown_where_delegate_may_be_asked_for(void **state)
{
    FOLD;

    (void)state;
    fold->facts.host_unread = true;
    fold_add(fold, 100, "client-not-delegated", EVERY, EFFECT_FAILS);
    assert_says("unknown - -: host-group-unread");
    fold->facts.level = LEVEL_UNKNOWN;
    assert_says("unknown - -: host-group-unread");
    fold->facts.level = LEVEL_IMPERSONATE;
    assert_says("not-requested - -: level-too-low");
}

static void an_unknown_level_names_its_configuration(void **state)
{
    FOLD;

    (void)state;
    fold->facts.level = LEVEL_UNKNOWN;
    fold->facts.config_reason = "config-contradiction";
    assert_says("unknown - -: config-contradiction");
}

static void one_host_needs_no_delegation_even_of_a_sensitive_client(void **state)
{
    FOLD;

    (void)state;
    fold->facts.locality = LOCALITY_LOCAL;
    fold_add(fold, 100, "client-not-delegated", EVERY, EFFECT_FAILS);
    assert_says("not-needed - -: local-only");
}

static void server_and_target_on_one_host_is_not_enough(void **state)
{
    FOLD;

    (void)state;
    fold->facts.target_locality = LOCALITY_LOCAL;
    fold_not_trusted(fold);
    assert_says("will-fail unconstrained first: server-not-trusted");
}

static void an_unknown_locality_lowers_a_certain_failure(void **state)
{
    FOLD;

    (void)state;
    fold->facts.locality = LOCALITY_UNKNOWN;
    fold_not_trusted(fold);
    assert_says("likely-fail unconstrained first: server-not-trusted; locality-unknown");
}

static void an_unknown_locality_leaves_what_works(void **state)
{
    FOLD;

    (void)state;
    fold->facts.locality = LOCALITY_UNKNOWN;
    assert_says("will-work unconstrained -:");
}

static void certain_failures_outrank_an_unknown_client(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 50, "client-unknown", EVERY, EFFECT_UNKNOWN);
    assert_says("unknown unconstrained -: client-unknown");
    fold_not_trusted(fold);
    assert_says("will-fail unconstrained first: server-not-trusted; client-unknown");
}

// Which paths are asked.

static void normally_the_unconstrained_path_alone_is_asked(void **state)
{
    FOLD;

    (void)state;
    fold_not_listed(fold);
    assert_says("will-work unconstrained -:");
    fold_not_trusted(fold);
    assert_says("will-fail unconstrained first: server-not-trusted");
}

static void open_lists_do_not_help_where_the_first_call_fails(void **state)
{
    FOLD;

    (void)state;
    fold_not_trusted(fold);
    assert_says("will-fail unconstrained first: server-not-trusted");
    assert_int_equal(fold->result.states[PATH_CONSTRAINED], STATE_OPEN);
}

static void the_targets_conditions_count_on_the_unconstrained_path(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 640, "target-spn-missing", EVERY, EFFECT_FAILS)->hop = HOP_SECOND;
    assert_says("will-fail unconstrained second: target-spn-missing");
}

static void with_idf_on_the_list_is_asked(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_not_trusted(fold);
    fold_add(fold, 720, "target-rbcd-absent", R | TR, EFFECT_FAILS);
    assert_says("will-work constrained -:");
}

static void with_idf_on_the_descriptor_is_asked(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_not_trusted(fold);
    fold_add(fold, 700, "server-list-empty", C | TC, EFFECT_FAILS);
    assert_says("will-work rbcd -:");
}

static void with_idf_on_the_unconstrained_path_is_still_asked(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_not_listed(fold);
    assert_says("will-work unconstrained -:");
}

static void other_transports_pass_the_first_call(void **state)
{
    static const enum transport soft[] = {TRANSPORT_WCF, TRANSPORT_OLEDB, TRANSPORT_PIPE,
                                          TRANSPORT_HTTP};

    (void)state;
    for (size_t i = 0; i < sizeof soft / sizeof *soft; i++) {
        FOLD;
        fold->facts.transport = soft[i];
        fold_not_trusted(fold);
        assert_says("will-work constrained -:");
        fold_not_listed(fold);
        fold_add(fold, 100, "client-not-delegated", EVERY, EFFECT_FAILS);
        fold->facts.ignore_delegation_failure = ANSWER_UNKNOWN;
        fold_say(fold);
        assert_int_equal(fold->result.verdict, VERDICT_WILL_FAIL);
    }
}

static void com_and_wmi_do_not_pass_the_first_call(void **state)
{
    static const enum transport hard[] = {TRANSPORT_COM, TRANSPORT_WMI};

    (void)state;
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
        FOLD;
        fold->facts.transport = hard[i];
        fold_not_trusted(fold);
        assert_says("will-fail unconstrained first: server-not-trusted");
    }
}

static void a_missing_target_leaves_the_lists_unknown(void **state)
{
    FOLD;

    (void)state;
    fold->facts.has_target = false;
    fold_idf_on(fold);
    fold_not_trusted(fold);
    assert_says("unknown constrained -: target-not-given; server-not-trusted");
}

static void a_missing_target_says_nothing_of_the_unconstrained_path(void **state)
{
    FOLD;

    (void)state;
    fold->facts.has_target = false;
    assert_says("will-work unconstrained -:");
    fold_idf_on(fold);
    assert_says("will-work unconstrained -:");
}

static void a_sensitive_client_without_target_stays_will_fail(void **state)
{
    FOLD;

    (void)state;
    fold->facts.has_target = false;
    fold_idf_on(fold);
    fold_add(fold, 100, "client-not-delegated", EVERY, EFFECT_FAILS);
    // Unconstrained has one condition, the others have two: the missing target as well.
    assert_says("will-fail unconstrained second: client-not-delegated; target-not-given");
}

static void a_local_target_leaves_the_kdcs_states(void **state)
{
    FOLD;

    (void)state;
    fold->facts.target_locality = LOCALITY_LOCAL;
    fold_idf_on(fold);
    fold_add(fold, 700, "server-list-empty", C | TC, EFFECT_FAILS);
    fold_say(fold);
    assert_int_equal(fold->result.states[PATH_UNCONSTRAINED], STATE_OPEN);
    assert_int_equal(fold->result.states[PATH_CONSTRAINED], STATE_CLOSED);
    assert_int_equal(fold->result.states[PATH_RBCD], STATE_OPEN);
}

static void a_server_may_transition_where_every_asked_path_is_shut(void **state)
{
    static const struct {
        int open;
        enum effect effect;
    } ways[] = {{TC, EFFECT_NOTE}, {TR, EFFECT_NOTE}, {TC, EFFECT_ASSUMED}, {TR, EFFECT_ASSUMED}};

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        FOLD;
        fold_idf_on(fold);
        fold_add(fold, 100, "client-data", EVERY & ~ways[i].open, EFFECT_FAILS);
        fold_add(fold, 870, "assumption", ways[i].open, ways[i].effect);
        assert_says("unknown - -: server-may-transition; client-data");
    }
}

static void a_transition_that_is_not_known_leaves_nothing_certain(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_add(fold, 100, "client-data", U | C | R, EFFECT_FAILS);
    fold_add(fold, 560, "transition-kdc-unread", TC | TR, EFFECT_UNKNOWN);
    assert_says("unknown - -: server-may-transition; client-data");
}

static void likely_closed_is_below_unknown_for_the_transition_too(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_add(fold, 100, "client-data", U | C | R, EFFECT_LIKELY);
    assert_says("unknown - -: server-may-transition; client-data");
}

static void a_path_that_is_unknown_needs_no_transition(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_add(fold, 100, "client-data", U | C, EFFECT_FAILS);
    fold_add(fold, 730, "target-rbcd-unread", R, EFFECT_UNKNOWN);
    assert_says("unknown rbcd -: target-rbcd-unread; client-data");
}

static void with_idf_off_the_transition_is_not_looked_at(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 100, "client-data", U | C | R, EFFECT_FAILS);
    assert_says("will-fail unconstrained first: client-data");
}

// Verdicts and doubts.

static void the_verdict_is_the_highest_state_among_the_asked_paths(void **state)
{
    static const struct {
        enum effect others, best;
        enum verdict verdict;
    } cases[] = {
        {EFFECT_FAILS, EFFECT_NOTE, VERDICT_WILL_WORK},
        {EFFECT_FAILS, EFFECT_ASSUMED, VERDICT_LIKELY_WORK},
        {EFFECT_FAILS, EFFECT_UNKNOWN, VERDICT_UNKNOWN},
        {EFFECT_FAILS, EFFECT_LIKELY, VERDICT_LIKELY_FAIL},
        {EFFECT_FAILS, EFFECT_FAILS, VERDICT_WILL_FAIL},
        {EFFECT_UNKNOWN, EFFECT_ASSUMED, VERDICT_LIKELY_WORK},
        {EFFECT_LIKELY, EFFECT_UNKNOWN, VERDICT_UNKNOWN},
    };
    static const enum path paths[] = {PATH_UNCONSTRAINED, PATH_CONSTRAINED, PATH_RBCD};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t k = 0; k < sizeof paths / sizeof *paths; k++) {
            FOLD;
            int best = 1 << paths[k];

            fold_idf_on(fold);
            fold_add(fold, 100, "others", (U | C | R) & ~best, cases[i].others);
            fold_add(fold, 110, "best", best, cases[i].best);
            fold_add(fold, 120, "transition", TC | TR, EFFECT_FAILS);
            fold_say(fold);
            assert_int_equal(fold->result.verdict, cases[i].verdict);
            if (cases[i].others != cases[i].best)
                assert_int_equal(fold->result.path, paths[k]);
        }
}

static void idf_that_was_not_read_lowers_where_on_would_do_better(void **state)
{
    static const enum effect better[] = {EFFECT_NOTE, EFFECT_ASSUMED, EFFECT_UNKNOWN};

    (void)state;
    for (size_t i = 0; i < sizeof better / sizeof *better; i++) {
        FOLD;
        fold->facts.ignore_delegation_failure = ANSWER_UNKNOWN;
        fold_not_trusted(fold);
        fold_add(fold, 700, "server-list-empty", C | TC, EFFECT_FAILS);
        fold_add(fold, 720, "descriptor", R | TR, better[i]);
        assert_says("likely-fail unconstrained first: server-not-trusted; host-idf-not-read");
    }
}

static void idf_that_was_not_read_lowers_where_the_server_might_transition(void **state)
{
    FOLD;

    (void)state;
    fold->facts.ignore_delegation_failure = ANSWER_UNKNOWN;
    fold_add(fold, 125, "ntlm-no-delegation", U | C | R, EFFECT_FAILS);
    assert_says("likely-fail unconstrained first: ntlm-no-delegation; host-idf-not-read");
    fold_add(fold, 560, "transition-not-allowed", TC | TR, EFFECT_FAILS);
    assert_says("will-fail unconstrained first: ntlm-no-delegation");
}

static void idf_that_was_not_read_lowers_where_no_target_is_given(void **state)
{
    FOLD;

    (void)state;
    fold->facts.ignore_delegation_failure = ANSWER_UNKNOWN;
    fold->facts.has_target = false;
    fold_not_trusted(fold);
    assert_says("likely-fail unconstrained first: server-not-trusted; host-idf-not-read");
}

static void idf_that_was_not_read_lowers_nothing_where_on_would_fail_too(void **state)
{
    static const enum effect no_better[] = {EFFECT_LIKELY, EFFECT_FAILS};

    (void)state;
    for (size_t i = 0; i < sizeof no_better / sizeof *no_better; i++) {
        FOLD;
        fold->facts.ignore_delegation_failure = ANSWER_UNKNOWN;
        fold_not_trusted(fold);
        fold_add(fold, 700, "list", C | TC, no_better[i]);
        fold_add(fold, 720, "descriptor", R | TR, no_better[i]);
        assert_says("will-fail unconstrained first: server-not-trusted");
    }
}

static void idf_that_was_not_read_changes_no_verdict_but_will_fail(void **state)
{
    FOLD;

    (void)state;
    fold->facts.ignore_delegation_failure = ANSWER_UNKNOWN;
    assert_says("will-work unconstrained -:");
    fold_add(fold, 200, "host-credential-guard-unread", U, EFFECT_UNKNOWN);
    assert_says("unknown unconstrained -: host-credential-guard-unread");
    fold_add(fold, 300, "client-locked", U, EFFECT_LIKELY);
    assert_says("likely-fail unconstrained first: client-locked; host-credential-guard-unread");
}

static void assumed_parties_lower_a_certain_failure(void **state)
{
    FOLD;

    (void)state;
    fold->facts.identity_assumed = true;
    fold_not_trusted(fold);
    assert_says("likely-fail unconstrained first: server-not-trusted; identity-assumed");
}

static void assumed_parties_work_at_most_likely(void **state)
{
    FOLD;

    (void)state;
    fold->facts.identity_assumed = true;
    assert_says("likely-work unconstrained -: identity-assumed");
}

static void assumed_parties_leave_unknown_alone(void **state)
{
    FOLD;

    (void)state;
    fold->facts.identity_assumed = true;
    fold_add(fold, 50, "client-unknown", EVERY, EFFECT_UNKNOWN);
    assert_says("unknown unconstrained -: client-unknown; identity-assumed");
}

static void every_doubt_is_told(void **state)
{
    FOLD;

    (void)state;
    fold->facts.identity_assumed = true;
    fold->facts.locality = LOCALITY_UNKNOWN;
    fold->facts.ignore_delegation_failure = ANSWER_UNKNOWN;
    fold_not_trusted(fold);
    assert_says("likely-fail unconstrained first: server-not-trusted; identity-assumed; "
                "host-idf-not-read; locality-unknown");
}

// Reason, path, hop.

static void the_reason_is_the_first_by_order_that_gives_the_state(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 300, "third", U, EFFECT_FAILS);
    fold_add(fold, 100, "weaker", U, EFFECT_LIKELY);
    fold_add(fold, 200, "second", U, EFFECT_FAILS);
    assert_says("will-fail unconstrained first: second; weaker; third");
}

static void the_path_with_the_fewest_conditions_decides(void **state)
{
    static const enum path paths[] = {PATH_UNCONSTRAINED, PATH_CONSTRAINED, PATH_RBCD};

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        FOLD;
        fold_idf_on(fold);
        fold_add(fold, 100, "all", EVERY, EFFECT_FAILS);
        fold_add(fold, 200, "more", EVERY & ~(1 << paths[i]), EFFECT_FAILS);
        // A weaker condition counts too; a note does not.
        fold_add(fold, 300, "weaker", EVERY & ~(1 << paths[i]), EFFECT_UNKNOWN);
        fold_add(fold, 400, "note", 1 << paths[i], EFFECT_NOTE);
        fold_add(fold, 410, "note", 1 << paths[i], EFFECT_NOTE);
        fold_add(fold, 420, "note", 1 << paths[i], EFFECT_NOTE);
        fold_say(fold);
        assert_int_equal(fold->result.verdict, VERDICT_WILL_FAIL);
        assert_int_equal(fold->result.path, paths[i]);
    }
}

static void ties_go_to_constrained_then_rbcd_then_unconstrained(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    assert_says("will-work constrained -:");
    fold_add(fold, 700, "server-list-empty", C, EFFECT_FAILS);
    assert_says("will-work rbcd -:");
    fold_add(fold, 720, "target-rbcd-absent", R, EFFECT_FAILS);
    assert_says("will-work unconstrained -:");
    fold_add(fold, 500, "server-not-trusted", U | TC | TR, EFFECT_FAILS);
    assert_says("will-fail constrained second: server-list-empty; server-not-trusted; "
                "target-rbcd-absent");
    fold_add(fold, 710, "server-list-alias-only", C, EFFECT_UNKNOWN);
    assert_says("will-fail rbcd second: target-rbcd-absent; server-not-trusted; "
                "server-list-empty; server-list-alias-only");
}

static void further_reasons_stand_in_order_and_once(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 500, "server-not-trusted", U, EFFECT_FAILS);
    fold_add(fold, 640, "target-spn-missing", U, EFFECT_FAILS);
    fold_add(fold, 600, "client-expired", U, EFFECT_LIKELY);
    fold_add(fold, 501, "server-not-trusted", U, EFFECT_FAILS);
    fold_add(fold, 650, "client-expired", U, EFFECT_LIKELY);
    assert_says("will-fail unconstrained first: server-not-trusted; client-expired; "
                "target-spn-missing");
}

static void notes_are_no_reasons(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 10, "client-pwd-last-set", EVERY, EFFECT_NOTE);
    assert_says("will-work unconstrained -:");
}

static void the_reason_of_likely_work_is_the_assumption(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 620, "host-credential-guard", U, EFFECT_ASSUMED);
    fold_add(fold, 610, "server-spn-unique", EVERY, EFFECT_ASSUMED);
    assert_says("likely-work unconstrained -: server-spn-unique; host-credential-guard");
}

static void listed_works_not_listed_fails_at_the_second_hop(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_add(fold, 501, "server-constrained-only", U, EFFECT_FAILS);
    fold_add(fold, 720, "target-rbcd-absent", R | TR, EFFECT_FAILS);
    assert_says("will-work constrained -:");
    fold_add(fold, 702, "server-list-no-entry", C | TC, EFFECT_FAILS);
    assert_says("will-fail constrained second: server-list-no-entry; server-constrained-only; "
                "target-rbcd-absent");
}

static void constrained_only_fails_at_the_first_hop(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 501, "server-constrained-only", U, EFFECT_FAILS);
    assert_says("will-fail unconstrained first: server-constrained-only");
}

static void hop_is_second_where_the_first_call_passes(void **state)
{
    FOLD;

    (void)state;
    fold_add(fold, 100, "client-not-delegated", EVERY, EFFECT_FAILS);
    assert_says("will-fail unconstrained first: client-not-delegated");
    fold_idf_on(fold);
    assert_says("will-fail constrained second: client-not-delegated");
    fold->facts.ignore_delegation_failure = ANSWER_NO;
    fold->facts.transport = TRANSPORT_HTTP;
    assert_says("will-fail constrained second: client-not-delegated");
}

static void hop_stays_first_where_no_policy_helps(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_add(fold, 110, "client-disabled", EVERY, EFFECT_FAILS)->passes_with_idf = false;
    assert_says("will-fail constrained first: client-disabled");
}

static void hop_is_the_rules_own_otherwise(void **state)
{
    FOLD;

    (void)state;
    fold_idf_on(fold);
    fold_add(fold, 110, "ntlm-no-delegation", EVERY, EFFECT_LIKELY)->hop = HOP_UNCLEAR;
    assert_says("likely-fail constrained unclear: ntlm-no-delegation");
}

static void a_condition_behind_many_others_still_closes(void **state)
{
    FOLD;

    (void)state;
    for (int i = 0; i < FOLD_CONDITIONS - 1; i++)
        fold_add(fold, 10, "client-pwd-last-set", EVERY, EFFECT_NOTE);
    fold_not_trusted(fold);
    assert_says("will-fail unconstrained first: server-not-trusted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_level_below_delegate_is_not_requested),
        cmocka_unit_test(the_level_gate_stands_before_locality),
        cmocka_unit_test(a_request_without_effect_names_its_configuration),
        cmocka_unit_test(a_switched_off_dcom_names_its_configuration),
        cmocka_unit_test(a_switched_off_dcom_stops_nothing_that_is_not_dcom),
        cmocka_unit_test(an_unknown_level_is_unknown_whatever_else_holds),
        cmocka_unit_test(hosts_that_are_not_known_are_unknown_where_delegate_may_be_asked_for),
        cmocka_unit_test(an_unknown_level_names_its_configuration),
        cmocka_unit_test(one_host_needs_no_delegation_even_of_a_sensitive_client),
        cmocka_unit_test(server_and_target_on_one_host_is_not_enough),
        cmocka_unit_test(an_unknown_locality_lowers_a_certain_failure),
        cmocka_unit_test(an_unknown_locality_leaves_what_works),
        cmocka_unit_test(certain_failures_outrank_an_unknown_client),
        cmocka_unit_test(normally_the_unconstrained_path_alone_is_asked),
        cmocka_unit_test(open_lists_do_not_help_where_the_first_call_fails),
        cmocka_unit_test(the_targets_conditions_count_on_the_unconstrained_path),
        cmocka_unit_test(with_idf_on_the_list_is_asked),
        cmocka_unit_test(with_idf_on_the_descriptor_is_asked),
        cmocka_unit_test(with_idf_on_the_unconstrained_path_is_still_asked),
        cmocka_unit_test(other_transports_pass_the_first_call),
        cmocka_unit_test(com_and_wmi_do_not_pass_the_first_call),
        cmocka_unit_test(a_missing_target_leaves_the_lists_unknown),
        cmocka_unit_test(a_missing_target_says_nothing_of_the_unconstrained_path),
        cmocka_unit_test(a_sensitive_client_without_target_stays_will_fail),
        cmocka_unit_test(a_local_target_leaves_the_kdcs_states),
        cmocka_unit_test(a_server_may_transition_where_every_asked_path_is_shut),
        cmocka_unit_test(a_transition_that_is_not_known_leaves_nothing_certain),
        cmocka_unit_test(likely_closed_is_below_unknown_for_the_transition_too),
        cmocka_unit_test(a_path_that_is_unknown_needs_no_transition),
        cmocka_unit_test(with_idf_off_the_transition_is_not_looked_at),
        cmocka_unit_test(the_verdict_is_the_highest_state_among_the_asked_paths),
        cmocka_unit_test(idf_that_was_not_read_lowers_where_on_would_do_better),
        cmocka_unit_test(idf_that_was_not_read_lowers_where_the_server_might_transition),
        cmocka_unit_test(idf_that_was_not_read_lowers_where_no_target_is_given),
        cmocka_unit_test(idf_that_was_not_read_lowers_nothing_where_on_would_fail_too),
        cmocka_unit_test(idf_that_was_not_read_changes_no_verdict_but_will_fail),
        cmocka_unit_test(assumed_parties_lower_a_certain_failure),
        cmocka_unit_test(assumed_parties_work_at_most_likely),
        cmocka_unit_test(assumed_parties_leave_unknown_alone),
        cmocka_unit_test(every_doubt_is_told),
        cmocka_unit_test(the_reason_is_the_first_by_order_that_gives_the_state),
        cmocka_unit_test(the_path_with_the_fewest_conditions_decides),
        cmocka_unit_test(ties_go_to_constrained_then_rbcd_then_unconstrained),
        cmocka_unit_test(further_reasons_stand_in_order_and_once),
        cmocka_unit_test(notes_are_no_reasons),
        cmocka_unit_test(the_reason_of_likely_work_is_the_assumption),
        cmocka_unit_test(listed_works_not_listed_fails_at_the_second_hop),
        cmocka_unit_test(constrained_only_fails_at_the_first_hop),
        cmocka_unit_test(hop_is_second_where_the_first_call_passes),
        cmocka_unit_test(hop_stays_first_where_no_policy_helps),
        cmocka_unit_test(hop_is_the_rules_own_otherwise),
        cmocka_unit_test(a_condition_behind_many_others_still_closes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
