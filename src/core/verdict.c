// SPDX-License-Identifier: Apache-2.0
// Gates, paths, doubts: how conditions become a verdict.
#include "core/verdict.h"

#include <string.h>

#include "core/paths.h"

// COM and WMI travel by DCOM, and so over the RPC runtime.
static bool is_dcom(const struct request_facts *facts)
{
    return facts->transport == TRANSPORT_COM || facts->transport == TRANSPORT_WMI;
}

// Only the RPC runtime refuses a context without delegation: elsewhere the first call passes
// (docs of RPC_SECURITY_QOS; policy "Ignore Delegation Failure").
static bool first_call_passes(const struct request_facts *facts)
{
    return !is_dcom(facts) || facts->ignore_delegation_failure == ANSWER_YES;
}

static enum verdict verdict_of_state(enum state state)
{
    static const enum verdict verdicts[] = {
        [STATE_CLOSED] = VERDICT_WILL_FAIL, [STATE_LIKELY_CLOSED] = VERDICT_LIKELY_FAIL,
        [STATE_UNKNOWN] = VERDICT_UNKNOWN,  [STATE_LIKELY_OPEN] = VERDICT_LIKELY_WORK,
        [STATE_OPEN] = VERDICT_WILL_WORK,
    };

    return verdicts[state];
}

static void add_reason(struct verdict_result *out, struct finding finding)
{
    for (size_t i = 0; i < out->reason_count; i++)
        if (out->reasons[i].of_process == finding.of_process &&
            strcmp(out->reasons[i].rule->reason, finding.rule->reason) == 0)
            return;
    if (out->reason_count < VERDICT_REASONS_MAX)
        out->reasons[out->reason_count++] = finding;
}

static void add_fold_reason(struct verdict_result *out, const struct rule *rule)
{
    add_reason(out, (struct finding){.rule = rule, .object = "", .evidence = ""});
}

// Further reasons stand by protocol order; the first one is the cause and keeps its place.
static void sort_further(struct verdict_result *out)
{
    for (size_t i = 2; i < out->reason_count; i++)
        for (size_t k = i; k > 1; k--) {
            struct finding *a = &out->reasons[k - 1], *b = &out->reasons[k];

            if (a->rule->order <= b->rule->order)
                break;

            struct finding swap = *a;

            *a = *b;
            *b = swap;
        }
}

// Where the verdict rests on one fold rule and nothing else.
static void settle(struct verdict_result *out, enum verdict verdict, const struct rule *rule,
                   const char *config_reason)
{
    out->verdict = verdict;
    out->config_reason = config_reason;
    add_fold_reason(out, rule);
}

static bool is_configured(const struct request_facts *facts)
{
    return facts->config_reason[0] != '\0';
}

// The first gate: is delegate asked for at all? True where that settles the verdict.
static bool gate_level(const struct request_facts *facts, const struct rule *const *rules,
                       struct verdict_result *out)
{
    if (facts->ineffective || (facts->level != LEVEL_UNKNOWN && facts->level < LEVEL_DELEGATE)) {
        settle(out, VERDICT_NOT_REQUESTED, rules[FOLD_LEVEL_TOO_LOW],
               is_configured(facts) ? facts->config_reason : "");
        return true;
    }
    if (facts->host_unread) {
        settle(out, VERDICT_UNKNOWN, rules[FOLD_HOST_UNREAD], "");
        return true;
    }
    if (facts->level == LEVEL_UNKNOWN) {
        settle(out, VERDICT_UNKNOWN, rules[FOLD_LEVEL_UNKNOWN],
               is_configured(facts) ? facts->config_reason : "");
        return true;
    }
    return false;
}

// The second gate: a call inside one machine needs no delegation, unless it carries the identity
// of a caller who came over the network.
static bool gate_locality(const struct request_facts *facts, const struct rule *const *rules,
                          struct verdict_result *out)
{
    if (facts->locality == LOCALITY_LOCAL) {
        if (facts->cloaked && facts->caller != LOCALITY_LOCAL)
            return false;
        settle(out, VERDICT_NOT_NEEDED, rules[FOLD_LOCAL_ONLY], "");
        return true;
    }
    // EnableDCOM has no say in what is not DCOM.
    if (!facts->dcom_disabled || !is_dcom(facts))
        return false;
    settle(out, VERDICT_NOT_REQUESTED, rules[FOLD_DCOM_DISABLED], "");
    return true;
}

// A call passed on as second hop where the policy lets the first one pass.
static enum hop hop_of(const struct finding *finding, bool passes)
{
    if (finding->of_process)
        return HOP_FIRST;
    return passes && finding->rule->passes_with_idf && finding->rule->hop == HOP_FIRST
               ? HOP_SECOND
               : finding->rule->hop;
}

static void tell_paths(const struct paths *paths, const struct paths_choice *choice,
                       struct verdict_result *out)
{
    const struct finding *cause = paths_cause(paths, choice->path);

    if (cause)
        add_reason(out, *cause);
    for (size_t i = 0; i < paths_count(paths); i++)
        if (paths_is_told(paths, choice, paths_at(paths, i)))
            add_reason(out, *paths_at(paths, i));
}

// With the first call passed, protocol transition might do what no ticket of the client does.
static bool server_may_transition(const struct request_facts *facts, const struct paths *paths)
{
    return facts->locality != LOCALITY_LOCAL && paths_choose(paths, true).state < STATE_UNKNOWN &&
           paths_transition_may_work(paths);
}

// The policy was not read, and where it is on the verdict is better than likely-fail.
static bool policy_would_help(const struct request_facts *facts, const struct paths *paths)
{
    return is_dcom(facts) && facts->ignore_delegation_failure == ANSWER_UNKNOWN &&
           (paths_choose(paths, true).state > STATE_LIKELY_CLOSED ||
            server_may_transition(facts, paths));
}

// What turns a certain failure into a likely one; each is told as a further reason.
static void apply_doubts(const struct request_facts *facts, const struct rule *const *rules,
                         const struct paths *paths, struct verdict_result *out)
{
    const struct {
        bool holds;
        enum fold_rule rule;
    } doubts[] = {
        {facts->identity_assumed, FOLD_IDENTITY_ASSUMED},
        {facts->locality == LOCALITY_UNKNOWN, FOLD_LOCALITY_UNKNOWN},
        {policy_would_help(facts, paths), FOLD_IDF_NOT_READ},
        {facts->cloaked && facts->caller == LOCALITY_UNKNOWN &&
             paths_rests_on_middle(paths, first_call_passes(facts)),
         FOLD_CALLER_UNKNOWN},
    };

    if (out->verdict != VERDICT_WILL_FAIL)
        return;
    for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++)
        if (doubts[i].holds) {
            out->verdict = VERDICT_LIKELY_FAIL;
            add_fold_reason(out, rules[doubts[i].rule]);
        }
}

static void judge(const struct request_facts *facts, const struct rule *const *rules,
                  const struct paths *paths, struct verdict_result *out)
{
    bool passes = first_call_passes(facts);
    struct paths_choice choice = paths_choose(paths, passes);

    out->asked = 1u << PATH_UNCONSTRAINED;
    if (passes && !paths->middle_only)
        out->asked |= 1u << PATH_CONSTRAINED | 1u << PATH_RBCD;
    if (passes && server_may_transition(facts, paths)) {
        settle(out, VERDICT_UNKNOWN, rules[FOLD_MAY_TRANSITION], "");
        tell_paths(paths, &choice, out);
        sort_further(out);
        return;
    }
    out->verdict = verdict_of_state(choice.state);
    out->path = choice.path;
    if (choice.state == STATE_OPEN)
        return;
    tell_paths(paths, &choice, out);
    apply_doubts(facts, rules, paths, out);
    sort_further(out);
    if (out->reason_count && out->verdict <= VERDICT_LIKELY_FAIL)
        out->hop = hop_of(&out->reasons[0], passes);
}

void verdict_fold(const struct request_facts *facts, const struct rule *const *rules,
                  struct verdict_result *out)
{
    struct paths paths;

    memset(out, 0, sizeof *out);
    out->config_reason = "";
    paths_gather(&paths, facts, rules);
    memcpy(out->states, paths.states, sizeof out->states);
    if (gate_level(facts, rules, out) || gate_locality(facts, rules, out))
        return;
    judge(facts, rules, &paths, out);
}
