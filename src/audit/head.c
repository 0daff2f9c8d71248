// SPDX-License-Identifier: Apache-2.0
// Facts above a report.
#include "audit/head.h"

#include "store/heads.h"

static void add(void *context, struct bytes name, struct bytes value)
{
    struct head *head = context;

    vec_push(&head->facts, (struct head_fact){arena_string(&head->arena, name),
                                              arena_string(&head->arena, value)});
}

bool head_fill(struct head *head, struct store *store, const char *name, struct error *error)
{
    add(head, BYTES("tool"), BYTES("delegaudit " DELEGAUDIT_VERSION));
    if (store && !store_each_head_fact(store, add, head, error))
        return false;
    head->report = (struct report_head){name, head->facts.items, head->facts.count};
    return true;
}

void head_add(struct head *head, const char *name, struct bytes value)
{
    add(head, bytes_of(name), value);
    head->report.facts = head->facts.items;
    head->report.fact_count = head->facts.count;
}

void head_clear(struct head *head)
{
    vec_clear(&head->facts);
    arena_clear(&head->arena);
}
