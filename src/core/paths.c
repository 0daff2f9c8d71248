// SPDX-License-Identifier: Apache-2.0
// States of the inner paths.
#include "core/paths.h"

static enum state state_of_effect(enum effect effect)
{
    static const enum state states[] = {
        [EFFECT_NOTE] = STATE_OPEN,
        [EFFECT_FAILS] = STATE_CLOSED,
        [EFFECT_LIKELY] = STATE_LIKELY_CLOSED,
        [EFFECT_UNKNOWN] = STATE_UNKNOWN,
        [EFFECT_ASSUMED] = STATE_LIKELY_OPEN,
    };

    return states[effect];
}

// The state that one finding alone gives a path.
static enum state state_given(const struct paths *paths, const struct finding *finding,
                              enum path path)
{
    const struct rule *rule = finding->rule;

    if (rule->effect == EFFECT_NOTE || (finding->of_process && !paths->middle_counts))
        return STATE_OPEN;
    // The middle's account blocks every way on; where a list or descriptor grants it the server,
    // S4U2Proxy may still bring the identity there.
    if (finding->of_process) {
        bool by_proxy = path == PATH_CONSTRAINED || path == PATH_RBCD;
        enum state state = state_of_effect(rule->effect);

        return ((paths->middle_granted && by_proxy) || finding->of_some) && state < STATE_UNKNOWN
                   ? STATE_UNKNOWN
                   : state;
    }
    return rule->blocks & 1u << path ? state_of_effect(rule->effect) : STATE_OPEN;
}

// A server that has the client's TGT asks for no ticket to its own machine, registered or not.
static bool is_waived(const struct paths *paths, const struct finding *finding, enum path path)
{
    const struct rule *rule = finding->rule;

    if (!paths->target_local || finding->of_process)
        return false;
    if (path == PATH_UNCONSTRAINED)
        return rule->scope == SCOPE_NAME && rule->hop == HOP_SECOND;
    return (path == PATH_CONSTRAINED || path == PATH_RBCD) && rule->passes_with_idf;
}

// What the verdict reckons with: see struct paths.
static enum state state_reckoned(const struct paths *paths, const struct finding *finding,
                                 enum path path)
{
    if ((paths->middle_only && !finding->of_process) || is_waived(paths, finding, path))
        return STATE_OPEN;
    if (finding->rule == paths->local && path == PATH_UNCONSTRAINED && paths->local_counts)
        return STATE_LIKELY_OPEN;
    return state_given(paths, finding, path);
}

static enum state worse(enum state a, enum state b)
{
    return a < b ? a : b;
}

size_t paths_count(const struct paths *paths)
{
    return paths->own_count + paths->given_count;
}

const struct finding *paths_at(const struct paths *paths, size_t index)
{
    return index < paths->own_count ? &paths->own[index] : &paths->given[index - paths->own_count];
}

static void add_own(struct paths *paths, const struct rule *rule, bool of_process)
{
    paths->own[paths->own_count++] =
        (struct finding){.rule = rule, .object = "", .evidence = "", .of_process = of_process};
}

// The identity was lost at the process in the middle, or on its way there.
static void add_loss(struct paths *paths, const struct request_facts *facts,
                     const struct rule *rule)
{
    add_own(paths, rule, true);

    struct finding *finding = &paths->own[paths->own_count - 1];

    finding->object = facts->lost_at ? facts->lost_at : "";
    finding->evidence = facts->caller_evidence ? facts->caller_evidence : "";
}

static void add_own_conditions(struct paths *paths, const struct request_facts *facts,
                               const struct rule *const *rules)
{
    if (!facts->has_target)
        add_own(paths, rules[FOLD_TARGET_NOT_GIVEN], false);
    if (paths->target_local)
        add_own(paths, rules[FOLD_TARGET_LOCAL], false);
    if (facts->identity_assumed)
        add_own(paths, rules[FOLD_IDENTITY_ASSUMED], false);
    if (!paths->middle_counts)
        return;
    if (facts->caller_level == LEVEL_UNKNOWN)
        add_own(paths, rules[FOLD_CALLER_LEVEL_UNREAD], true);
    else if (facts->caller_level != LEVEL_DELEGATE)
        add_loss(paths, facts, rules[FOLD_CALLER_LEVEL]);
}

static void reckon(struct paths *paths)
{
    for (int path = 0; path < path_count; path++) {
        paths->asked[path] = STATE_OPEN;
        for (size_t i = 0; i < paths_count(paths); i++)
            paths->asked[path] = worse(paths->asked[path],
                                       state_reckoned(paths, paths_at(paths, i), (enum path)path));
    }
}

// Whatever is asked: what the KDC does.
static void find_states(struct paths *paths)
{
    for (int path = 0; path < path_count; path++) {
        paths->states[path] = STATE_OPEN;
        for (size_t i = 0; i < paths_count(paths); i++)
            if (paths_at(paths, i)->rule != paths->local)
                paths->states[path] = worse(
                    paths->states[path], state_given(paths, paths_at(paths, i), (enum path)path));
    }
}

void paths_gather(struct paths *out, const struct request_facts *facts,
                  const struct rule *const *rules)
{
    *out = (struct paths){
        .given = facts->findings,
        .given_count = facts->finding_count,
        .middle_counts = facts->cloaked && facts->caller != LOCALITY_LOCAL,
        .middle_only = facts->locality == LOCALITY_LOCAL,
        .middle_granted = facts->middle_granted,
        .target_local = facts->has_target && facts->target_locality == LOCALITY_LOCAL,
        .local = rules[FOLD_TARGET_LOCAL],
    };
    for (size_t i = 0; i < out->given_count; i++)
        out->local_counts |= is_waived(out, &out->given[i], PATH_UNCONSTRAINED) &&
                             state_given(out, &out->given[i], PATH_UNCONSTRAINED) != STATE_OPEN;
    add_own_conditions(out, facts, rules);
    find_states(out);
    reckon(out);
}

static size_t conditions_on(const struct paths *paths, enum path path)
{
    size_t count = 0;

    for (size_t i = 0; i < paths_count(paths); i++)
        count += state_reckoned(paths, paths_at(paths, i), path) != STATE_OPEN;
    return count;
}

struct paths_choice paths_choose(const struct paths *paths, bool all)
{
    static const enum path by_preference[] = {PATH_CONSTRAINED, PATH_RBCD, PATH_UNCONSTRAINED};
    struct paths_choice best = {PATH_UNCONSTRAINED, paths->asked[PATH_UNCONSTRAINED], all};

    // Inside one machine nothing lies behind the call but what S4U2Proxy might do.
    if (!all || (paths->middle_only && !paths->middle_granted))
        return best;

    size_t fewest = SIZE_MAX;

    for (size_t i = 0; i < sizeof by_preference / sizeof *by_preference; i++) {
        enum path path = by_preference[i];
        enum state state = paths->asked[path];
        size_t count = conditions_on(paths, path);

        if (fewest != SIZE_MAX && (state < best.state || (state == best.state && count >= fewest)))
            continue;
        best = (struct paths_choice){path, state, all};
        fewest = count;
    }
    return best;
}

const struct finding *paths_cause(const struct paths *paths, enum path path)
{
    const struct finding *cause = NULL;

    for (size_t i = 0; i < paths_count(paths); i++) {
        const struct finding *finding = paths_at(paths, i);
        enum state state = state_reckoned(paths, finding, path);

        if (state != STATE_OPEN && state == paths->asked[path] &&
            (!cause || finding->rule->order < cause->rule->order))
            cause = finding;
    }
    return cause;
}

enum state paths_state(const struct paths *paths, size_t index, enum path path)
{
    return state_reckoned(paths, paths_at(paths, index), path);
}

bool paths_is_told(const struct paths *paths, const struct paths_choice *choice,
                   const struct finding *finding)
{
    if (state_reckoned(paths, finding, PATH_UNCONSTRAINED) != STATE_OPEN)
        return true;
    return choice->all && (state_reckoned(paths, finding, PATH_CONSTRAINED) != STATE_OPEN ||
                           state_reckoned(paths, finding, PATH_RBCD) != STATE_OPEN);
}

bool paths_rests_on_middle(const struct paths *paths, bool all)
{
    struct paths without = *paths;

    without.middle_counts = false;
    find_states(&without);
    reckon(&without);
    return paths_choose(&without, all).state != STATE_CLOSED ||
           (all && !paths->middle_only && paths_transition_may_work(&without));
}

bool paths_transition_may_work(const struct paths *paths)
{
    return paths->states[PATH_TRANSITION_CONSTRAINED] >= STATE_UNKNOWN ||
           paths->states[PATH_TRANSITION_RBCD] >= STATE_UNKNOWN;
}
