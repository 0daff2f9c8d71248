// SPDX-License-Identifier: Apache-2.0
// Gathering of conditions.
#include "audit/conditions.h"

#include "store/outcome.h"

struct gathering {
    struct condition_index *index;
    const struct rulebook *rulebook;
};

// Subjects beyond this are no ids of ours: a rule with a wrong subject column.
static const int64_t subject_max = INT64_C(1) << 31;

static void reach(struct condition_index *index, enum scope scope, int64_t subject)
{
    while (index->heads[scope].count <= (size_t)subject)
        vec_push(&index->heads[scope], UINT32_MAX);
}

static bool keep(void *context, struct bytes rule_id, int64_t subject, struct bytes object,
                 struct bytes evidence, struct error *error)
{
    struct gathering *gathering = context;
    struct condition_index *index = gathering->index;
    const struct rule *rule = rulebook_find(gathering->rulebook, rule_id);

    if (!rule || subject < 0 || subject > subject_max)
        return error_set(error, STATUS_INTERNAL, "rule %.*s gave the subject %lld",
                         (int)rule_id.size, rule_id.data, (long long)subject);
    reach(index, rule->scope, subject);

    uint32_t *head = &index->heads[rule->scope].items[subject];

    vec_push(&index->nodes, (struct condition_node){
                                .finding = {rule, arena_string(&index->arena, object),
                                            arena_string(&index->arena, evidence), false},
                                .next = *head,
                            });
    *head = (uint32_t)index->nodes.count - 1;
    return true;
}

bool conditions_gather(struct condition_index *index, struct store *store,
                       const struct rulebook *rulebook, struct error *error)
{
    for (size_t i = 0; i < rulebook->rules.count; i++)
        if (!outcome_run_rule(store, &rulebook->rules.items[i], error))
            return false;
    return conditions_load(index, store, rulebook, error);
}

bool conditions_load(struct condition_index *index, struct store *store,
                     const struct rulebook *rulebook, struct error *error)
{
    struct gathering gathering = {index, rulebook};

    return outcome_each_condition(store, keep, &gathering, error);
}

static const struct condition_node *node_at(const struct condition_index *index, uint32_t at)
{
    return at == UINT32_MAX ? NULL : &index->nodes.items[at];
}

const struct condition_node *conditions_first(const struct condition_index *index, enum scope scope,
                                              int64_t subject)
{
    if (subject <= 0 || (size_t)subject >= index->heads[scope].count)
        return NULL;
    return node_at(index, index->heads[scope].items[subject]);
}

const struct condition_node *conditions_next(const struct condition_index *index,
                                             const struct condition_node *node)
{
    return node_at(index, node->next);
}

void conditions_clear(struct condition_index *index)
{
    for (int scope = 0; scope < scope_count; scope++)
        vec_clear(&index->heads[scope]);
    vec_clear(&index->nodes);
    arena_clear(&index->arena);
}
