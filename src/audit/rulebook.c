// SPDX-License-Identifier: Apache-2.0
// Loading of the embedded rules.
#include "audit/rulebook.h"

#include "sql_rules.h"

static bool find_fold_rules(struct rulebook *rulebook, struct error *error)
{
    for (int i = 0; i < fold_rule_count; i++) {
        const char *id = fold_rule_id((enum fold_rule)i);

        rulebook->fold[i] = rulebook_find(rulebook, bytes_of(id));
        if (!rulebook->fold[i])
            return error_set(error, STATUS_INTERNAL, "rule %s is missing", id);
    }
    return true;
}

bool rulebook_load(struct rulebook *rulebook, struct error *error)
{
    for (size_t i = 0; i < sql_rules_count; i++) {
        struct rule rule;

        if (!rule_parse(&rule, sql_rules[i].name,
                        (struct bytes){sql_rules[i].text, sql_rules[i].size}, &rulebook->arena,
                        error))
            return false;
        vec_push(&rulebook->rules, rule);
    }
    return find_fold_rules(rulebook, error);
}

const struct rule *rulebook_find(const struct rulebook *rulebook, struct bytes id)
{
    for (size_t i = 0; i < rulebook->rules.count; i++)
        if (bytes_equal(bytes_of(rulebook->rules.items[i].id), id))
            return &rulebook->rules.items[i];
    return NULL;
}

const struct rule *rulebook_of_reason(const struct rulebook *rulebook, struct bytes reason)
{
    for (size_t i = 0; i < rulebook->rules.count; i++)
        if (bytes_equal(bytes_of(rulebook->rules.items[i].reason), reason))
            return &rulebook->rules.items[i];
    return NULL;
}

void rulebook_clear(struct rulebook *rulebook)
{
    vec_clear(&rulebook->rules);
    arena_clear(&rulebook->arena);
}
