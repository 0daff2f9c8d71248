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

struct process_statement {
    struct setting setting;
    enum process_field field;
    bool is_rival;
    struct process_statement *next;
};

static const struct setting *find_statement(const struct process *process, enum process_field field,
                                            bool is_rival)
{
    for (const struct process_statement *at = process->statements; at; at = at->next)
        if (at->field == field && at->is_rival == is_rival)
            return &at->setting;
    return NULL;
}

const struct setting *process_setting(const struct process *process, enum process_field field)
{
    return find_statement(process, field, false);
}

const struct setting *process_rival(const struct process *process, enum process_field field)
{
    return find_statement(process, field, true);
}

// The first to state a field holds it; of those that differ the first is kept.
static void remember(struct process_table *table, struct process *process, enum process_field field,
                     bool is_rival, const struct setting *setting)
{
    if (find_statement(process, field, is_rival))
        return;

    struct process_statement *statement = arena_alloc(&table->arena, sizeof *statement);

    *statement = (struct process_statement){
        .setting = {arena_copy(&table->arena, setting->source),
                    arena_copy(&table->arena, setting->key),
                    arena_copy(&table->arena, setting->value)},
        .field = field,
        .is_rival = is_rival,
        .next = process->statements,
    };
    process->statements = statement;
}

static void contradict(struct process_table *table, struct process *process,
                       enum process_field field, const struct setting *setting)
{
    process->contradictions |= 1u << field;
    remember(table, process, field, true, setting);
}

static void merge_text(struct process_table *table, struct process *process,
                       enum process_field field, struct bytes *held, struct bytes stated,
                       const struct setting *setting)
{
    if (!stated.size)
        return;
    if (!held->size) {
        *held = arena_copy(&table->arena, stated);
        remember(table, process, field, false, setting);
        return;
    }

    bool is_account = field == PROCESS_IDENTITY && table->same_account;

    if (!bytes_equal_ascii(*held, stated) &&
        !(is_account && table->same_account(table->context, process, *held, stated)))
        contradict(table, process, field, setting);
}

#define MERGE_WORD(table, process, member, field, stated, setting)                                 \
    do {                                                                                           \
        if (!(stated))                                                                             \
            break;                                                                                 \
        if (!(process)->member) {                                                                  \
            (process)->member = (stated);                                                          \
            remember(table, process, field, false, setting);                                       \
        } else if ((process)->member != (stated)) {                                                \
            contradict(table, process, field, setting);                                            \
        }                                                                                          \
    } while (0)

// A service in svchost.exe is a service all the same.
static bool is_same_kind(enum kind a, enum kind b)
{
    return (a == KIND_SERVICE && b == KIND_SVCHOST) || (a == KIND_SVCHOST && b == KIND_SERVICE);
}

void process_state_kind(struct process_table *table, struct process *process, enum kind kind,
                        const struct setting *setting)
{
    if (is_same_kind(process->kind, kind))
        process->kind = KIND_SVCHOST;
    else
        MERGE_WORD(table, process, kind, PROCESS_KIND, kind, setting);
}

void process_state_level(struct process_table *table, struct process *process,
                         enum process_field field, enum level level, const struct setting *setting)
{
    if (field == PROCESS_LEVEL)
        MERGE_WORD(table, process, level, field, level, setting);
    else if (field == PROCESS_COMPLUS_LEVEL)
        MERGE_WORD(table, process, complus_level, field, level, setting);
    else
        MERGE_WORD(table, process, dcomcnfg_level, field, level, setting);
}

void process_state_cloaking(struct process_table *table, struct process *process,
                            enum cloaking cloaking, const struct setting *setting)
{
    MERGE_WORD(table, process, cloaking, PROCESS_CLOAKING, cloaking, setting);
}

void process_state_authn_level(struct process_table *table, struct process *process,
                               enum authn_level level, const struct setting *setting)
{
    MERGE_WORD(table, process, authn_level, PROCESS_AUTHN_LEVEL, level, setting);
}

void process_state_identity(struct process_table *table, struct process *process,
                            struct bytes account, const struct setting *setting)
{
    merge_text(table, process, PROCESS_IDENTITY, &process->identity, bytes_trim(account), setting);
}

void process_state_run_as(struct process_table *table, struct process *process, enum run_as run_as,
                          const struct setting *setting)
{
    if (!run_as || process->identity.size)
        return;
    process->run_as = run_as;
    remember(table, process, PROCESS_IDENTITY, false, setting);
}

void process_state_flag(struct process_table *table, struct process *process, enum flag flag,
                        const struct setting *setting)
{
    process->flags |= 1u << flag;
    remember(table, process, PROCESS_FLAGS, false, setting);
}

void process_state_invalid(struct process_table *table, struct process *process,
                           enum process_field field, const struct setting *setting)
{
    process->invalid |= 1u << field;
    remember(table, process, field, false, setting);
}

void process_state_contradiction(struct process_table *table, struct process *process,
                                 enum process_field field, const struct setting *setting,
                                 const struct setting *rival)
{
    remember(table, process, field, false, setting);
    contradict(table, process, field, rival);
}

static struct bytes words_of(struct process_table *table, unsigned flags)
{
    text_reset(&table->key);
    for (unsigned flag = 1; flag < flag_count; flag++)
        if (flags & 1u << flag)
            text_printf(&table->key, "%s%s", table->key.size ? ";" : "",
                        flag_word((enum flag)flag));
    return text_view(&table->key);
}

static void merge_flags(struct process_table *table, struct process *process,
                        const struct inventory_row *row, struct bytes source)
{
    if (!row->has_flags)
        return;

    const struct setting setting = {source, BYTES("flags"), words_of(table, row->flags)};

    if (process->has_flags && process->flags != row->flags)
        contradict(table, process, PROCESS_FLAGS, &setting);
    remember(table, process, PROCESS_FLAGS, false, &setting);
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

// What a row states of its process, each with its column.
static void merge_row(struct process_table *table, struct process *process,
                      const struct inventory_row *row, struct bytes source)
{
    const struct {
        enum process_field field;
        const char *column;
        enum level level;
    } levels[] = {{PROCESS_LEVEL, "level", row->level},
                  {PROCESS_COMPLUS_LEVEL, "complus_level", row->complus_level},
                  {PROCESS_DCOMCNFG_LEVEL, "dcomcnfg_level", row->dcomcnfg_level}};
    struct setting setting = {source, BYTES("identity"), row->identity};

    merge_text(table, process, PROCESS_IDENTITY, &process->identity, row->identity, &setting);
    setting = (struct setting){source, BYTES("callers"), row->callers};
    merge_text(table, process, PROCESS_CALLERS, &process->callers, row->callers, &setting);
    setting = (struct setting){source, BYTES("kind"), bytes_of(kind_word(row->kind))};
    MERGE_WORD(table, process, kind, PROCESS_KIND, row->kind, &setting);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        setting = (struct setting){source, bytes_of(levels[i].column),
                                   bytes_of(level_word(levels[i].level))};
        process_state_level(table, process, levels[i].field, levels[i].level, &setting);
    }
    setting = (struct setting){source, BYTES("cloaking"), bytes_of(cloaking_word(row->cloaking))};
    process_state_cloaking(table, process, row->cloaking, &setting);
    merge_flags(table, process, row, source);
}

uint32_t process_add(struct process_table *table, const struct inventory_row *row,
                     struct bytes source)
{
    uint32_t index = process_find(table, row);

    if (index == UINT32_MAX)
        index = new_process(table, row);

    struct process *process = &table->processes.items[index];

    merge_row(table, process, row, source);
    merge_hosts(table, process, row->hosted_by);
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
