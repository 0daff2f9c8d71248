// SPDX-License-Identifier: Apache-2.0
// What conditions predict of single requests to a KDC.
#include "unit/check.h"

#include "core/proof.h"
#include "unit/core/fold.h"

// A condition of that scope; blocks and effect as in the rules.
static void add(struct fold *fold, enum scope scope, int order, const char *reason, int blocks,
                enum effect effect)
{
    fold_add(fold, order, reason, blocks, effect)->scope = scope;
}

// "STATE[?]: REASONS", the question mark where it is doubtful; held by the fold.
static const char *predicted(struct fold *fold, enum proof proof, bool as_client)
{
    struct request_facts *facts = &fold->facts;
    struct proof_prediction prediction =
        proof_predict(proof, as_client, facts->findings, facts->finding_count);
    struct text told = {0};
    struct text reasons = {0};

    proof_append_reasons(&reasons, proof, as_client, facts->findings, facts->finding_count);
    text_printf(&told, "%s%s: %s", state_word(prediction.state), prediction.doubtful ? "?" : "",
                reasons.size ? reasons.data : "");

    const char *kept = arena_string(&fold->arena, text_view(&told));

    text_clear(&told);
    text_clear(&reasons);
    return kept;
}

#define assert_predicted(proof, expected)                                                          \
    assert_string_equal(predicted(fold, proof, true), expected)

static void without_conditions_everything_is_granted(void **state)
{
    FOLD;

    (void)state;
    for (int proof = 0; proof < proof_count; proof++)
        assert_predicted((enum proof)proof, "open: ");
}

static void a_sensitive_client_has_no_forwardable_ticket(void **state)
{
    FOLD;

    (void)state;
    add(fold, SCOPE_CLIENT, 310, "client-not-delegated", EVERY, EFFECT_FAILS);
    assert_predicted(PROOF_CLIENT_TGT, "closed: client-not-delegated");
    assert_predicted(PROOF_FORWARDED_TGT, "closed: client-not-delegated");
    assert_predicted(PROOF_S4U2SELF, "closed: client-not-delegated");
    assert_predicted(PROOF_TRANSITION, "closed: client-not-delegated");
    assert_predicted(PROOF_SERVER_TICKET, "open: ");
    assert_predicted(PROOF_OK_AS_DELEGATE, "open: ");
    assert_predicted(PROOF_SERVER_TGT, "open: ");
    assert_predicted(PROOF_TARGET_TICKET, "open: ");
}

static void names_go_with_their_tickets(void **state)
{
    FOLD;

    (void)state;
    add(fold, SCOPE_NAME, 224, "server-spn-missing", U | C | R, EFFECT_FAILS);
    add(fold, SCOPE_NAME, 553, "target-spn-duplicate", EVERY, EFFECT_FAILS);
    assert_predicted(PROOF_SERVER_TICKET, "closed: server-spn-missing");
    assert_predicted(PROOF_TARGET_TICKET, "closed: target-spn-duplicate");
    assert_predicted(PROOF_UNCONSTRAINED, "closed: server-spn-missing; target-spn-duplicate");
    assert_predicted(PROOF_TRANSITION, "closed: target-spn-duplicate");
}

static void s4u2proxy_is_the_better_of_its_two_ways(void **state)
{
    FOLD;

    (void)state;
    add(fold, SCOPE_PAIR, 710, "target-rbcd-absent", R | TR, EFFECT_FAILS);
    assert_predicted(PROOF_S4U2PROXY, "open: ");
    add(fold, SCOPE_SERVER, 700, "server-list-empty", C | TC, EFFECT_UNKNOWN);
    assert_predicted(PROOF_S4U2PROXY, "unknown: server-list-empty");
    add(fold, SCOPE_PAIR, 702, "server-list-no-entry", C, EFFECT_FAILS);
    assert_predicted(PROOF_S4U2PROXY, "closed: server-list-empty; server-list-no-entry; "
                                      "target-rbcd-absent");
}

static void a_target_without_a_descriptor_closes_the_way_by_it(void **state)
{
    FOLD;

    (void)state;
    add(fold, SCOPE_BACK_END, 710, "target-rbcd-absent", R | TR, EFFECT_FAILS);
    add(fold, SCOPE_SERVER, 700, "server-list-empty", C | TC, EFFECT_FAILS);
    assert_predicted(PROOF_S4U2PROXY, "closed: server-list-empty; target-rbcd-absent");
    assert_predicted(PROOF_TRANSITION, "closed: server-list-empty; target-rbcd-absent");
    assert_predicted(PROOF_UNCONSTRAINED, "open: ");
}

// A scope that is new to the vocabulary takes part, or is named here.
static void every_scope_of_a_kdc_takes_part_in_whole_paths(void **state)
{
    (void)state;
    for (int scope = SCOPE_NONE + 1; scope < scope_count; scope++) {
        bool seen =
            scope != SCOPE_CLIENT_HOST && scope != SCOPE_SERVER_HOST && scope != SCOPE_REQUEST;
        FOLD;

        add(fold, (enum scope)scope, 990, "reason", EVERY, EFFECT_FAILS);
        assert_predicted(PROOF_UNCONSTRAINED, seen ? "closed: reason" : "open: ");
        assert_predicted(PROOF_S4U2PROXY, seen ? "closed: reason" : "open: ");
        assert_predicted(PROOF_TRANSITION, seen ? "closed: reason" : "open: ");
    }
}

static void what_no_kdc_decides_plays_no_part(void **state)
{
    FOLD;

    (void)state;
    add(fold, SCOPE_CLIENT_HOST, 340, "host-credential-guard", U, EFFECT_FAILS);
    add(fold, SCOPE_REQUEST, 850, "identity-assumed", EVERY, EFFECT_ASSUMED);
    add(fold, SCOPE_CLIENT, 907, "stale-ticket-window", EVERY, EFFECT_NOTE);
    fold_add_middle(fold, 500, "server-not-trusted", EFFECT_FAILS);
    fold->rules[fold->facts.finding_count - 1].scope = SCOPE_SERVER;
    assert_predicted(PROOF_UNCONSTRAINED, "open: ");
    assert_predicted(PROOF_OK_AS_DELEGATE, "open: ");
    assert_predicted(PROOF_CLIENT_TGT, "open: ");
}

static void who_stands_in_for_the_client_meets_other_policies(void **state)
{
    FOLD;

    (void)state;
    add(fold, SCOPE_LEG, 229, "authn-policy", U | C | R, EFFECT_FAILS);
    assert_predicted(PROOF_SERVER_TICKET, "closed: authn-policy");
    assert_string_equal(predicted(fold, PROOF_SERVER_TICKET, false), "open: ");
}

static void a_servers_state_is_decided_at_its_own_logon(void **state)
{
    FOLD;

    (void)state;
    add(fold, SCOPE_SERVER, 210, "server-disabled", EVERY, EFFECT_FAILS);
    assert_predicted(PROOF_SERVER_TGT, "closed: server-disabled");
    assert_predicted(PROOF_SERVER_TICKET, "open?: server-disabled");
    assert_predicted(PROOF_UNCONSTRAINED, "closed: server-disabled");
}

static void another_accounts_name_is_told(void **state)
{
    FOLD;

    (void)state;
    assert_false(proof_is_misaddressed(fold->findings, fold->facts.finding_count));
    add(fold, SCOPE_REQUEST, 228, "server-spn-wrong-account", EVERY, EFFECT_FAILS);
    assert_true(proof_is_misaddressed(fold->findings, fold->facts.finding_count));
    assert_predicted(PROOF_S4U2PROXY, "closed: server-spn-wrong-account");
    assert_predicted(PROOF_TRANSITION, "open: ");
}

// Every rule that blocks the path of a step has a share in the step that is the whole path: a new
// rule of a scope that a KDC decides cannot be left out.
static void the_paths_hold_every_condition_of_a_kdc(void **state)
{
    static const enum scope scopes[] = {SCOPE_CLIENT, SCOPE_SERVER, SCOPE_TARGET,     SCOPE_NAME,
                                        SCOPE_PAIR,   SCOPE_LEG,    SCOPE_TRUST_PATH, SCOPE_DOMAIN};

    (void)state;
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
        FOLD;

        add(fold, scopes[i], 1, "a", EVERY, EFFECT_FAILS);
        assert_predicted(PROOF_UNCONSTRAINED, "closed: a");
        assert_predicted(PROOF_S4U2PROXY, "closed: a");
        assert_predicted(PROOF_TRANSITION, "closed: a");
    }
}

static void answers_are_compared(void **state)
{
    static const struct {
        enum state predicted;
        bool doubtful;
        enum proof_answer answer;
        enum agreement agrees;
    } cases[] = {
        {STATE_OPEN, false, PROOF_ANSWER_GRANTED, AGREEMENT_YES},
        {STATE_LIKELY_OPEN, false, PROOF_ANSWER_GRANTED, AGREEMENT_YES},
        {STATE_OPEN, false, PROOF_ANSWER_REFUSED, AGREEMENT_NO},
        {STATE_OPEN, false, PROOF_ANSWER_NO_FLAG, AGREEMENT_NO},
        {STATE_OPEN, true, PROOF_ANSWER_REFUSED, AGREEMENT_UNDECIDED},
        {STATE_OPEN, true, PROOF_ANSWER_GRANTED, AGREEMENT_YES},
        {STATE_CLOSED, false, PROOF_ANSWER_REFUSED, AGREEMENT_YES},
        {STATE_CLOSED, true, PROOF_ANSWER_REFUSED, AGREEMENT_YES},
        {STATE_LIKELY_CLOSED, false, PROOF_ANSWER_WITHHELD, AGREEMENT_YES},
        {STATE_CLOSED, false, PROOF_ANSWER_GRANTED, AGREEMENT_NO},
        {STATE_UNKNOWN, false, PROOF_ANSWER_GRANTED, AGREEMENT_UNDECIDED},
        {STATE_UNKNOWN, false, PROOF_ANSWER_REFUSED, AGREEMENT_UNDECIDED},
        {STATE_CLOSED, false, PROOF_ANSWER_NONE, AGREEMENT_NONE},
        {STATE_CLOSED, false, PROOF_ANSWER_NOT_PROVABLE, AGREEMENT_NONE},
        {STATE_OPEN, false, PROOF_ANSWER_NOT_REACHED, AGREEMENT_NONE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            proof_compare((struct proof_prediction){cases[i].predicted, cases[i].doubtful},
                          cases[i].answer),
            cases[i].agrees);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_conditions_everything_is_granted),
        cmocka_unit_test(a_sensitive_client_has_no_forwardable_ticket),
        cmocka_unit_test(names_go_with_their_tickets),
        cmocka_unit_test(s4u2proxy_is_the_better_of_its_two_ways),
        cmocka_unit_test(a_target_without_a_descriptor_closes_the_way_by_it),
        cmocka_unit_test(every_scope_of_a_kdc_takes_part_in_whole_paths),
        cmocka_unit_test(what_no_kdc_decides_plays_no_part),
        cmocka_unit_test(who_stands_in_for_the_client_meets_other_policies),
        cmocka_unit_test(a_servers_state_is_decided_at_its_own_logon),
        cmocka_unit_test(another_accounts_name_is_told),
        cmocka_unit_test(the_paths_hold_every_condition_of_a_kdc),
        cmocka_unit_test(answers_are_compared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
