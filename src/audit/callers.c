// SPDX-License-Identifier: Apache-2.0
// Conditions of callers' requests, counted by rule.
#include "audit/callers.h"

#include "store/outcome.h"

static void count(struct caller_findings *callers, const struct outcome_caller *caller,
                  const struct finding *finding)
{
    struct caller_finding *known = NULL;

    for (size_t i = 0; i < callers->found.count && !known; i++)
        if (callers->found.items[i].finding.rule == finding->rule)
            known = &callers->found.items[i];
    if (known) {
        known->callers += known->last != callers->callers;
        known->last = callers->callers;
        return;
    }

    struct finding own = *finding;

    own.of_process = true;
    own.caller = caller->id;
    vec_push(&callers->found, (struct caller_finding){own, 1, callers->callers});
}

// A TGT that does not get to the process cannot be handed on by it.
static void count_part(struct caller_findings *callers, const struct outcome_caller *caller,
                       enum scope scope, int64_t subject)
{
    for (const struct condition_node *node = conditions_first(callers->conditions, scope, subject);
         node; node = conditions_next(callers->conditions, node))
        if (node->finding.rule->blocks & 1u << PATH_UNCONSTRAINED &&
            node->finding.rule->effect != EFFECT_NOTE)
            count(callers, caller, &node->finding);
}

static bool part_fails(const struct caller_findings *callers, enum scope scope, int64_t subject)
{
    for (const struct condition_node *node = conditions_first(callers->conditions, scope, subject);
         node; node = conditions_next(callers->conditions, node))
        if (node->finding.rule->blocks & 1u << PATH_UNCONSTRAINED &&
            node->finding.rule->effect == EFFECT_FAILS)
            return true;
    return false;
}

// Such a call never gets to the process, so no identity goes on from it.
static bool is_refused(const struct caller_findings *callers, const struct outcome_caller *caller)
{
    return caller->refusable && (part_fails(callers, SCOPE_REQUEST, caller->id) ||
                                 part_fails(callers, SCOPE_CLIENT_HOST, caller->host) ||
                                 part_fails(callers, SCOPE_NAME, caller->server_name) ||
                                 part_fails(callers, SCOPE_SERVER, caller->process));
}

static void count_arrival(void *context, const struct outcome_caller *caller)
{
    struct caller_findings *callers = context;

    callers->arriving += !is_refused(callers, caller);
}

// Where all are refused, their conditions are what stops the identity.
static void count_caller(void *context, const struct outcome_caller *caller)
{
    struct caller_findings *callers = context;

    if (callers->arriving && is_refused(callers, caller))
        return;
    callers->callers++;
    count_part(callers, caller, SCOPE_REQUEST, caller->id);
    count_part(callers, caller, SCOPE_CLIENT_HOST, caller->host);
    count_part(callers, caller, SCOPE_NAME, caller->server_name);
    count_part(callers, caller, SCOPE_SERVER, caller->process);
}

bool callers_gather(struct caller_findings *callers, int64_t request, struct error *error)
{
    callers->found.count = 0;
    callers->callers = 0;
    callers->arriving = 0;
    if (!outcome_each_caller(callers->store, request, count_arrival, callers, error) ||
        !outcome_each_caller(callers->store, request, count_caller, callers, error))
        return false;
    for (size_t i = 0; i < callers->found.count; i++)
        callers->found.items[i].finding.of_some =
            callers->found.items[i].callers < callers->callers;
    return true;
}

void callers_clear(struct caller_findings *callers)
{
    vec_clear(&callers->found);
}
