// SPDX-License-Identifier: Apache-2.0
// Gathering of a request's conditions, the fold, and the verdict's words.
#include "audit/judge.h"

#include <string.h>

#include "audit/callers.h"
#include "audit/parts.h"
#include "core/remedy.h"
#include "core/verdict.h"
#include "store/outcome.h"

struct judge {
    struct store *store;
    const struct rulebook *rulebook;
    const struct condition_index *conditions;
    struct part_index trust_paths, legs;
    struct caller_findings callers;
    struct arena names; // of one remedy
    VEC(struct finding) findings;
    struct text reason, further, evidence, remedy, client, account; // scratch
    int64_t shown; // the one request that `show` is to see
    judge_visit_fn *show;
    void *show_context;
};

static void keep_trust_path(void *context, int64_t id, int64_t client_domain, int64_t server_domain,
                            int64_t target_domain)
{
    struct judge *judge = context;

    parts_add(&judge->trust_paths, (struct part_key){client_domain, server_domain, target_domain},
              id);
}

static void keep_leg(void *context, int64_t id, enum leg_kind kind, int64_t from, int64_t to)
{
    struct judge *judge = context;

    parts_add(&judge->legs, (struct part_key){kind, from, to}, id);
}

static void gather(struct judge *judge, enum scope scope, int64_t subject)
{
    for (const struct condition_node *node = conditions_first(judge->conditions, scope, subject);
         node; node = conditions_next(judge->conditions, node))
        vec_push(&judge->findings, node->finding);
}

// Conditions of a domain count in the role that their rule is about.
static void gather_domain(struct judge *judge, int64_t domain, enum rule_role role)
{
    for (const struct condition_node *node =
             conditions_first(judge->conditions, SCOPE_DOMAIN, domain);
         node; node = conditions_next(judge->conditions, node))
        if (node->finding.rule->role == role)
            vec_push(&judge->findings, node->finding);
}

static int64_t trust_path(const struct judge *judge, int64_t client_domain, int64_t server_domain,
                          int64_t target_domain)
{
    return parts_find(&judge->trust_paths,
                      (struct part_key){client_domain, server_domain, target_domain});
}

static int64_t leg(const struct judge *judge, enum leg_kind kind, int64_t from, int64_t to)
{
    return parts_find(&judge->legs, (struct part_key){kind, from, to});
}

static void gather_of_process(struct judge *judge, enum scope scope, int64_t subject)
{
    for (const struct condition_node *node = conditions_first(judge->conditions, scope, subject);
         node; node = conditions_next(judge->conditions, node)) {
        struct finding finding = node->finding;

        finding.of_process = true;
        if (finding.rule->blocks & 1u << PATH_UNCONSTRAINED)
            vec_push(&judge->findings, finding);
    }
}

// The calling process's account is a server on the way: what keeps a TGT from being forwarded to
// it, and what keeps the caller's TGT from getting there, stops every identity that came over the
// network.
static bool gather_middle(struct judge *judge, const struct outcome_case *one, struct error *error)
{
    if (!one->facts.cloaked)
        return true;
    gather_of_process(judge, SCOPE_SERVER, one->process);
    gather_of_process(judge, SCOPE_TRUST_PATH,
                      trust_path(judge, one->client_domain, one->process_domain, 0));
    gather_of_process(judge, SCOPE_LEG, leg(judge, LEG_CLIENT_SERVER, one->client, one->process));
    if (!callers_gather(&judge->callers, one->id, error))
        return false;
    for (size_t i = 0; i < judge->callers.found.count; i++)
        vec_push(&judge->findings, judge->callers.found.items[i].finding);
    return true;
}

// Certainly: what is likely or not known may still bring the identity to the server.
static bool path_is_closed(const struct judge *judge, const struct outcome_case *one,
                           enum path path)
{
    const struct {
        enum scope scope;
        int64_t subject;
    } parts[] = {{SCOPE_PAIR, one->middle_pair},
                 {SCOPE_BACK_END, one->middle_back_end},
                 {SCOPE_SERVER, one->process}};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (const struct condition_node *node =
                 conditions_first(judge->conditions, parts[i].scope, parts[i].subject);
             node; node = conditions_next(judge->conditions, node))
            if (node->finding.rule->blocks & 1u << path &&
                node->finding.rule->effect == EFFECT_FAILS)
                return true;
    return false;
}

static bool middle_is_granted(const struct judge *judge, const struct outcome_case *one)
{
    return one->middle_pair && (!path_is_closed(judge, one, PATH_CONSTRAINED) ||
                                !path_is_closed(judge, one, PATH_RBCD));
}

static bool gather_all(struct judge *judge, struct outcome_case *one, struct error *error)
{
    judge->findings.count = 0;
    if (!gather_middle(judge, one, error))
        return false;
    gather(judge, SCOPE_REQUEST, one->id);
    gather(judge, SCOPE_CLIENT, one->client);
    gather(judge, SCOPE_SERVER, one->server);
    gather(judge, SCOPE_TARGET, one->target);
    gather(judge, SCOPE_NAME, one->server_name);
    gather(judge, SCOPE_NAME, one->target_name);
    gather(judge, SCOPE_PAIR, one->pair);
    gather(judge, SCOPE_BACK_END, one->back_end);
    gather(judge, SCOPE_LEG, leg(judge, LEG_CLIENT_SERVER, one->client, one->server));
    gather(judge, SCOPE_LEG, leg(judge, LEG_SERVER_TARGET, one->server, one->target));
    gather(judge, SCOPE_LEG, leg(judge, LEG_CLIENT_TARGET, one->client, one->target));
    gather(judge, SCOPE_CLIENT_HOST, one->host);
    gather(judge, SCOPE_SERVER_HOST, one->server_host);
    gather_domain(judge, one->client_domain, RULE_ROLE_CLIENT);
    gather_domain(judge, one->server_domain, RULE_ROLE_SERVER);
    gather_domain(judge, one->target_domain, RULE_ROLE_TARGET);
    gather(judge, SCOPE_TRUST_PATH,
           trust_path(judge, one->client_domain, one->server_domain, one->target_domain));
    one->facts.findings = judge->findings.items;
    one->facts.finding_count = judge->findings.count;
    one->facts.middle_granted = one->facts.cloaked && middle_is_granted(judge, one);
    return true;
}

static void append_joined(struct text *out, const char *separator, const char *item)
{
    if (!*item)
        return;
    if (out->size)
        text_append_string(out, separator);
    text_append_string(out, item);
}

// A finding that is told whatever the verdict is; the first of each such reason.
static bool is_told_too(const struct outcome_case *one, size_t at)
{
    const struct finding *findings = one->facts.findings;

    if (!findings[at].rule->always_told)
        return false;
    for (size_t i = 0; i < at; i++)
        if (strcmp(findings[i].rule->reason, findings[at].rule->reason) == 0)
            return false;
    return true;
}

static void append_further(struct judge *judge, const struct finding *finding)
{
    if (judge->further.size)
        text_append_string(&judge->further, "; ");
    finding_append_reason(&judge->further, finding);
}

// The configuration's own word where it decided, the first finding's otherwise.
static void word_reasons(struct judge *judge, const struct outcome_case *one,
                         const struct verdict_result *result)
{
    text_reset(&judge->reason);
    text_reset(&judge->further);
    if (result->config_reason[0])
        text_append_string(&judge->reason, result->config_reason);
    else if (result->reason_count)
        finding_append_reason(&judge->reason, &result->reasons[0]);
    for (size_t i = 1; i < result->reason_count; i++)
        append_further(judge, &result->reasons[i]);
    for (size_t i = 0; i < one->facts.finding_count; i++)
        if (is_told_too(one, i))
            append_further(judge, &one->facts.findings[i]);
}

static void word_evidence(struct judge *judge, const struct outcome_case *one,
                          const struct verdict_result *result)
{
    text_reset(&judge->evidence);
    text_append(&judge->evidence, one->source);
    text_printf(&judge->evidence, ": level=%s", level_word(one->facts.level));
    if (one->level_source.size)
        text_printf(&judge->evidence, " (%.*s)", (int)one->level_source.size,
                    one->level_source.data);
    if (one->level_evidence.size)
        append_joined(&judge->evidence, " | ", one->level_evidence.data);
    for (size_t i = 0; i < result->reason_count; i++)
        append_joined(&judge->evidence, " | ", result->reasons[i].evidence);
    for (size_t i = 0; i < one->facts.finding_count; i++)
        if (one->facts.findings[i].rule->always_told)
            append_joined(&judge->evidence, " | ", one->facts.findings[i].evidence);
}

static bool has_remedy(const struct verdict_result *result)
{
    return result->reason_count && result->verdict <= VERDICT_LIKELY_WORK;
}

// Which of the configuration's reasons left the level unknown has a rule of its own, for its words.
static const struct rule *rule_to_mend(const struct judge *judge,
                                       const struct verdict_result *result)
{
    const struct rule *configured =
        rulebook_of_reason(judge->rulebook, bytes_of(result->config_reason));

    return configured ? configured : result->reasons[0].rule;
}

// Looked up only where the remedy has that placeholder: accounts lie all over the file.
static bool find_account_name(struct judge *judge, bool is_used, int64_t account, struct text *out,
                              struct error *error)
{
    text_reset(out);
    return !is_used || !account || outcome_role_name(judge->store, account, out, error);
}

static bool word_remedy(struct judge *judge, const struct outcome_case *one,
                        const struct verdict_result *result, struct error *error)
{
    text_reset(&judge->remedy);
    if (!has_remedy(result))
        return true;

    const struct finding *cause = &result->reasons[0];
    const struct rule *rule = rule_to_mend(judge, result);
    bool cloaked = one->facts.cloaked && !cause->caller;

    if (!find_account_name(judge, remedy_uses(rule, cloaked, "client"), one->client, &judge->client,
                           error) ||
        !find_account_name(judge, remedy_uses(rule, cloaked, "server_account"),
                           cause->of_process ? one->process : one->server, &judge->account, error))
        return false;

    struct remedy_names names = {
        .client = one->client ? text_view(&judge->client) : one->client_name,
        .server = one->server_text,
        .server_account = text_view(&judge->account),
        .target = one->target_text,
        .host = one->client_host,
        .application = one->application,
        .object = bytes_of(cause->object),
        .cloaked = cloaked,
    };

    arena_reset(&judge->names);
    if (cause->caller &&
        !outcome_caller_names(judge->store, cause->caller, &judge->names, &names.application,
                              &names.host, &names.server, error))
        return false;
    remedy_append(&judge->remedy, rule, &names);
    return true;
}

static const char *rule_of_reason(const struct judge *judge, const struct verdict_result *result)
{
    if (!result->reason_count && !result->config_reason[0])
        return "";

    const struct rule *configured =
        rulebook_of_reason(judge->rulebook, bytes_of(result->config_reason));

    if (configured)
        return configured->id;
    return result->reason_count ? result->reasons[0].rule->id : "";
}

static bool judge_one(void *context, struct outcome_case *one, struct error *error)
{
    struct judge *judge = context;
    struct verdict_result result;

    if (!gather_all(judge, one, error))
        return false;
    verdict_fold(&one->facts, judge->rulebook->fold, &result);
    word_reasons(judge, one, &result);
    word_evidence(judge, one, &result);
    return word_remedy(judge, one, &result, error) &&
           outcome_add_verdict(judge->store,
                               &(struct outcome_verdict){
                                   .request = one->id,
                                   .result = &result,
                                   .has_target = one->facts.has_target,
                                   .reason = text_view(&judge->reason),
                                   .further_reasons = text_view(&judge->further),
                                   .evidence = text_view(&judge->evidence),
                                   .remedy = text_view(&judge->remedy),
                                   .rule = rule_of_reason(judge, &result),
                               },
                               error);
}

static bool run(struct judge *judge, outcome_case_fn *visit, struct error *error)
{
    bool done = outcome_each_trust_path(judge->store, keep_trust_path, judge, error) &&
                outcome_each_leg(judge->store, keep_leg, judge, error) &&
                outcome_each_case(judge->store, visit, judge, error);

    parts_clear(&judge->trust_paths);
    parts_clear(&judge->legs);
    callers_clear(&judge->callers);
    arena_clear(&judge->names);
    vec_clear(&judge->findings);
    text_clear(&judge->reason);
    text_clear(&judge->further);
    text_clear(&judge->evidence);
    text_clear(&judge->remedy);
    text_clear(&judge->client);
    text_clear(&judge->account);
    return done;
}

bool judge_requests(struct store *store, const struct rulebook *rulebook,
                    const struct condition_index *conditions, struct error *error)
{
    struct judge judge = {
        .store = store,
        .rulebook = rulebook,
        .conditions = conditions,
        .callers = {.store = store, .conditions = conditions},
    };

    return run(&judge, judge_one, error);
}

static bool show_one(void *context, struct outcome_case *one, struct error *error)
{
    struct judge *judge = context;
    struct verdict_result result;

    if (one->id != judge->shown)
        return true;
    if (!gather_all(judge, one, error))
        return false;
    verdict_fold(&one->facts, judge->rulebook->fold, &result);
    return judge->show(judge->show_context, one, &result, error);
}

bool judge_one_request(struct store *store, const struct rulebook *rulebook,
                       const struct condition_index *conditions, int64_t request,
                       judge_visit_fn *visit, void *context, struct error *error)
{
    struct judge judge = {.store = store,
                          .rulebook = rulebook,
                          .conditions = conditions,
                          .callers = {.store = store, .conditions = conditions},
                          .shown = request,
                          .show = visit,
                          .show_context = context};

    return run(&judge, show_one, error);
}
