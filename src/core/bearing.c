// SPDX-License-Identifier: Apache-2.0
// Bearings of conditions.
#include "core/bearing.h"

#include <string.h>

static enum bearing bearing_of_state(enum state state)
{
    static const enum bearing bearings[] = {
        [STATE_CLOSED] = BEARING_STOP,     [STATE_LIKELY_CLOSED] = BEARING_LIKELY_STOP,
        [STATE_UNKNOWN] = BEARING_UNKNOWN, [STATE_LIKELY_OPEN] = BEARING_ASSUMED,
        [STATE_OPEN] = BEARING_NOT_ASKED,
    };

    return bearings[state];
}

static bool is_same(const struct finding *a, const struct finding *b)
{
    return a->rule == b->rule && a->of_process == b->of_process &&
           strcmp(a->object, b->object) == 0 && strcmp(a->evidence, b->evidence) == 0;
}

static bool stops_an_asked_path(const struct paths *paths, size_t index, unsigned asked)
{
    for (int path = 0; path < path_count; path++)
        if (asked & 1u << path && paths_state(paths, index, (enum path)path) != STATE_OPEN)
            return true;
    return false;
}

static enum bearing weigh(const struct paths *paths, size_t index,
                          const struct paths_choice *choice, unsigned asked)
{
    enum state state = paths_state(paths, index, choice->path);

    if (paths_at(paths, index)->rule->effect == EFFECT_NOTE)
        return BEARING_NOTE;
    if (!asked)
        return BEARING_NOT_ASKED;
    if (state != STATE_OPEN)
        return bearing_of_state(state);
    return stops_an_asked_path(paths, index, asked) ? BEARING_OTHER_PATH : BEARING_NOT_ASKED;
}

// Where a gate decided, or the fold has a doubt: its own rules, most of them notes.
static enum bearing weigh_own(const struct finding *finding, const struct rule *const *rules,
                              const struct verdict_result *result)
{
    if (finding->rule == rules[FOLD_LEVEL_UNKNOWN] || finding->rule == rules[FOLD_MAY_TRANSITION])
        return BEARING_UNKNOWN;
    return result->asked ? BEARING_DOUBT : BEARING_SETTLED;
}

static struct bearing_item *find(struct bearing_list *list, const struct finding *finding)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_same(&list->items[i].finding, finding))
            return &list->items[i];
    return NULL;
}

static struct bearing_item *add(struct bearing_list *list, const struct finding *finding,
                                enum bearing bearing)
{
    struct bearing_item *item = &list->items[list->count++];

    *item = (struct bearing_item){
        .finding = *finding, .bearing = bearing, .is_reason = finding->rule->always_told};
    return item;
}

static void add_reasons(struct bearing_list *list, const struct rule *const *rules,
                        const struct verdict_result *result)
{
    for (size_t i = 0; i < result->reason_count; i++) {
        const struct finding *reason = &result->reasons[i];
        struct bearing_item *item = find(list, reason);

        if (!item)
            item = add(list, reason, weigh_own(reason, rules, result));
        item->is_reason = true;
        item->decides = i == 0;
        // An assumption about the parties is both a condition and a doubt.
        if (i && item->bearing == BEARING_ASSUMED && result->verdict == VERDICT_LIKELY_FAIL &&
            item->finding.rule == rules[FOLD_IDENTITY_ASSUMED])
            item->bearing = BEARING_DOUBT;
    }
}

static void sort(struct bearing_list *list)
{
    for (size_t i = 1; i < list->count; i++)
        for (size_t k = i; k > 0; k--) {
            struct bearing_item *a = &list->items[k - 1], *b = &list->items[k];

            if (a->finding.rule->order <= b->finding.rule->order)
                break;

            struct bearing_item swap = *a;

            *a = *b;
            *b = swap;
        }
}

void bearing_weigh(struct bearing_list *out, const struct request_facts *facts,
                   const struct rule *const *rules, const struct verdict_result *result)
{
    bool all = result->asked & 1u << PATH_CONSTRAINED;
    struct paths paths;

    out->count = 0;
    paths_gather(&paths, facts, rules);

    struct paths_choice choice = paths_choose(&paths, all);

    for (size_t i = 0; i < paths_count(&paths) && out->count < BEARING_CONDITIONS_MAX; i++)
        if (!find(out, paths_at(&paths, i)))
            add(out, paths_at(&paths, i), weigh(&paths, i, &choice, result->asked));
    add_reasons(out, rules, result);
    sort(out);
}
