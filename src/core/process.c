// SPDX-License-Identifier: Apache-2.0
// Merging of inventory rows into processes, and the hosts of libraries.
#include "core/process.h"

enum { HOST_DEPTH = 16 };

static struct bytes table_key(struct process_table *table, struct bytes host,
                              struct bytes application, const struct bytes *process)
{
    text_reset(&table->key);
    text_append_lower(&table->key, host);
    text_append_byte(&table->key, '\x1F');
    text_append_lower(&table->key, application);
    if (process) {
        text_append_byte(&table->key, '\x1F');
        text_append_lower(&table->key, *process);
    }
    return text_view(&table->key);
}

static uint32_t new_process(struct process_table *table, const struct inventory_row *row)
{
    uint32_t index = (uint32_t)table->processes.count;
    struct bytes key =
        arena_copy(&table->arena, table_key(table, row->host, row->application, &row->process));
    bool first;

    vec_push(&table->processes, (struct process){
                                    .host = arena_copy(&table->arena, row->host),
                                    .application = arena_copy(&table->arena, row->application),
                                    .process = arena_copy(&table->arena, row->process),
                                });
    map_put(&table->by_key, key, index, NULL);

    struct bytes application =
        arena_copy(&table->arena, table_key(table, row->host, row->application, NULL));
    uint32_t *head = map_put(&table->by_application, application, index, &first);

    vec_push(&table->visited, 0);
    vec_push(&table->next_of_application, first ? UINT32_MAX : *head);
    *head = index;
    return index;
}

// Takes a text that a row states; remembers a contradiction with what another row stated.
static void merge_text(struct process_table *table, struct process *process,
                       enum process_field field, struct bytes *held, struct bytes stated)
{
    if (!stated.size)
        return;
    if (!held->size)
        *held = arena_copy(&table->arena, stated);
    else if (!bytes_equal_ascii(*held, stated))
        process->contradictions |= 1u << field;
}

static bool disagrees(int held, int stated)
{
    return held && stated && held != stated;
}

#define MERGE_WORD(process, row, member, field)                                                    \
    do {                                                                                           \
        if (disagrees((int)(process)->member, (int)(row)->member))                                 \
            (process)->contradictions |= 1u << (field);                                            \
        if (!(process)->member)                                                                    \
            (process)->member = (row)->member;                                                     \
    } while (0)

static void merge_flags(struct process *process, const struct inventory_row *row)
{
    if (!row->has_flags)
        return;
    if (process->has_flags && process->flags != row->flags)
        process->contradictions |= 1u << PROCESS_FLAGS;
    process->flags |= row->flags;
    process->has_flags = true;
}

// Hosts of a library add up: one row may know one of them, the next another.
static void merge_hosts(struct process_table *table, struct process *process, struct bytes stated)
{
    if (!process->hosted_by.size) {
        process->hosted_by = arena_copy(&table->arena, stated);
        return;
    }
    for (struct bytes rest = stated, item; bytes_next(&rest, ';', &item);) {
        bool known = false;

        for (struct bytes held = process->hosted_by, one; bytes_next(&held, ';', &one);)
            known |= bytes_equal_ascii(bytes_trim(one), bytes_trim(item));
        if (!known && item.size)
            process->hosted_by =
                bytes_of(arena_printf(&table->arena, "%.*s;%.*s", (int)process->hosted_by.size,
                                      process->hosted_by.data, (int)item.size, item.data));
    }
}

uint32_t process_find(struct process_table *table, const struct inventory_row *row)
{
    const uint32_t *found =
        map_find(&table->by_key, table_key(table, row->host, row->application, &row->process));

    return found ? *found : UINT32_MAX;
}

uint32_t process_add(struct process_table *table, const struct inventory_row *row)
{
    uint32_t index = process_find(table, row);

    if (index == UINT32_MAX)
        index = new_process(table, row);

    struct process *process = &table->processes.items[index];

    merge_text(table, process, PROCESS_IDENTITY, &process->identity, row->identity);
    merge_text(table, process, PROCESS_CALLERS, &process->callers, row->callers);
    merge_hosts(table, process, row->hosted_by);
    MERGE_WORD(process, row, kind, PROCESS_KIND);
    MERGE_WORD(process, row, level, PROCESS_LEVEL);
    MERGE_WORD(process, row, complus_level, PROCESS_COMPLUS_LEVEL);
    MERGE_WORD(process, row, dcomcnfg_level, PROCESS_DCOMCNFG_LEVEL);
    MERGE_WORD(process, row, cloaking, PROCESS_CLOAKING);
    merge_flags(process, row);
    return index;
}

void process_table_clear(struct process_table *table)
{
    arena_clear(&table->arena);
    vec_clear(&table->processes);
    map_clear(&table->by_key);
    map_clear(&table->by_application);
    vec_clear(&table->next_of_application);
    vec_clear(&table->visited);
    text_clear(&table->key);
}

bool process_is_hosted(const struct process *process)
{
    return process->kind == KIND_COMPLUS_LIBRARY || process->kind == KIND_INPROC;
}

struct walk {
    struct process_table *table;
    process_visit_fn *visit;
    void *context;
    uint32_t stack[HOST_DEPTH];
    unsigned depth;
    bool told_unknown, told_cycle;
};

static bool is_on_stack(const struct walk *walk, uint32_t index)
{
    for (unsigned i = 0; i < walk->depth; i++)
        if (walk->stack[i] == index)
            return true;
    return false;
}

static void tell_unknown(struct walk *walk)
{
    if (!walk->told_unknown)
        walk->visit(walk->context, UINT32_MAX, "config-unknown-host");
    walk->told_unknown = true;
}

static void tell_cycle(struct walk *walk)
{
    if (!walk->told_cycle)
        walk->visit(walk->context, UINT32_MAX, "config-cycle");
    walk->told_cycle = true;
}

static void walk_hosts(struct walk *walk, uint32_t index);

static void walk_application(struct walk *walk, struct bytes host, struct bytes application)
{
    const uint32_t *first =
        map_find(&walk->table->by_application, table_key(walk->table, host, application, NULL));

    if (!first)
        tell_unknown(walk);
    for (uint32_t at = first ? *first : UINT32_MAX; at != UINT32_MAX;
         at = walk->table->next_of_application.items[at])
        walk_hosts(walk, at);
}

// Libraries that host each other have more ways through them than anybody can walk.
static void walk_hosts(struct walk *walk, uint32_t index)
{
    const struct process process = walk->table->processes.items[index];
    uint32_t *visited = &walk->table->visited.items[index];

    if (is_on_stack(walk, index) || (process_is_hosted(&process) && walk->depth == HOST_DEPTH)) {
        tell_cycle(walk);
        return;
    }
    if (*visited == walk->table->walk)
        return;
    *visited = walk->table->walk;
    if (!process_is_hosted(&process)) {
        walk->visit(walk->context, index, NULL);
        return;
    }
    if (!bytes_trim(process.hosted_by).size) {
        tell_unknown(walk);
        return;
    }
    walk->stack[walk->depth++] = index;
    for (struct bytes rest = process.hosted_by, item; bytes_next(&rest, ';', &item);)
        if (bytes_trim(item).size)
            walk_application(walk, process.host, bytes_trim(item));
    walk->depth--;
}

void process_each_host(struct process_table *table, uint32_t index, process_visit_fn *visit,
                       void *context)
{
    struct walk walk = {.table = table, .visit = visit, .context = context};

    table->walk++;
    walk_hosts(&walk, index);
}
