// SPDX-License-Identifier: Apache-2.0
// Conditions of callers' requests, counted by rule, over every process on the way.
#include "audit/callers.h"

static void count(struct caller_findings *callers, const struct outcome_caller *caller,
                  const struct finding *finding)
{
    struct caller_finding *known = NULL;

    for (size_t i = callers->step_begin; i < callers->found.count && !known; i++)
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

// Where all are refused, their conditions are what stops the identity.
static void count_caller(struct caller_findings *callers, const struct outcome_caller *caller)
{
    callers->callers++;
    count_part(callers, caller, SCOPE_REQUEST, caller->id);
    count_part(callers, caller, SCOPE_CLIENT_HOST, caller->host);
    count_part(callers, caller, SCOPE_NAME, caller->server_name);
    count_part(callers, caller, SCOPE_SERVER, caller->process);
}

static bool is_on_way(const struct caller_findings *callers, int64_t request)
{
    for (size_t i = 0; i < callers->way.count; i++)
        if (callers->way.items[i].id == request)
            return true;
    return false;
}

static void keep(void *context, const struct outcome_caller *caller)
{
    struct caller_findings *callers = context;

    if (!is_on_way(callers, caller->id))
        vec_push(&callers->way, *caller);
}

// The requests of one step, from `begin` to `end`. What holds of some of them only, or lies on some
// ways only, is marked so.
static void count_step(struct caller_findings *callers, size_t begin, size_t end, bool on_every_way)
{
    size_t arriving = 0;

    callers->callers = 0;
    callers->step_begin = callers->found.count;
    for (size_t i = begin; i < end; i++)
        arriving += !is_refused(callers, &callers->way.items[i]);
    for (size_t i = begin; i < end; i++)
        if (!arriving || !is_refused(callers, &callers->way.items[i]))
            count_caller(callers, &callers->way.items[i]);
    for (size_t i = callers->step_begin; i < callers->found.count; i++)
        callers->found.items[i].finding.of_some =
            callers->found.items[i].callers < callers->callers || !on_every_way;
}

// The process in the middle of a caller's own request has callers in its turn.
static bool gather_next(struct caller_findings *callers, size_t begin, size_t end, bool *all_go_on,
                        struct error *error)
{
    for (size_t i = begin; i < end; i++) {
        const struct outcome_caller caller = callers->way.items[i];

        *all_go_on &= caller.process != 0;
        if (caller.process && !outcome_each_caller(callers->store, caller.id, keep, callers, error))
            return false;
    }
    return true;
}

bool callers_gather(struct caller_findings *callers, int64_t request, struct error *error)
{
    bool on_every_way = true;
    size_t begin = 0, end;

    callers->found.count = 0;
    callers->way.count = 0;
    if (!outcome_each_caller(callers->store, request, keep, callers, error))
        return false;
    while (begin < callers->way.count) {
        end = callers->way.count;
        count_step(callers, begin, end, on_every_way);
        if (!gather_next(callers, begin, end, &on_every_way, error))
            return false;
        begin = end;
    }
    return true;
}

void callers_clear(struct caller_findings *callers)
{
    vec_clear(&callers->found);
    vec_clear(&callers->way);
}
