// SPDX-License-Identifier: Apache-2.0
// One entry a machine.
#include "audit/hosts.h"

#include <string.h>

#include "core/host.h"
#include "store/clients.h"
#include "store/outcome.h"

static struct host_entry *add_entry(struct host_table *hosts, struct bytes name, struct bytes key,
                                    const struct resolve_result *account)
{
    uint32_t index = (uint32_t)hosts->entries.count;

    vec_push(&hosts->entries, (struct host_entry){
                                  .id = (int64_t)index + 1,
                                  .name = arena_copy(&hosts->arena, name),
                                  .key = key,
                                  .account = *account,
                              });
    return &hosts->entries.items[index];
}

static struct bytes account_key(struct host_table *hosts, int64_t account)
{
    return bytes_of(arena_printf(&hosts->arena, "%lld", (long long)account));
}

struct host_entry *hosts_find(struct host_table *hosts, struct bytes name, struct error *error)
{
    struct resolve_result account;

    text_reset(&hosts->key);
    host_key(&hosts->key, name);

    const uint32_t *known = map_find(&hosts->by_key, text_view(&hosts->key));

    if (known)
        return &hosts->entries.items[*known];
    if (!resolve_host(hosts->store, name, &account, error))
        return NULL;

    struct bytes key = arena_copy(&hosts->arena, text_view(&hosts->key));
    uint32_t fresh = (uint32_t)hosts->entries.count, index = fresh;

    if (account.id)
        index = *map_put(&hosts->by_account, account_key(hosts, account.id), fresh, NULL);
    map_put(&hosts->by_key, key, index, NULL);
    return index == fresh ? add_entry(hosts, name, key, &account) : &hosts->entries.items[index];
}

struct origin {
    const char *format; // the kind of file
    struct bytes file, source;
};

// The first to state a fact holds it.
static bool holds_first(struct host_entry *entry, enum host_fact fact, const struct origin *origin)
{
    if (entry->origins->formats[fact])
        return false;
    entry->origins->formats[fact] = origin->format;
    entry->origins->files[fact] = origin->file;
    return true;
}

// What an older file of the same kind states does not count any more.
static bool is_superseded(const struct host_entry *entry, enum host_fact fact,
                          const struct origin *origin)
{
    return strcmp(entry->origins->formats[fact], origin->format) == 0 &&
           !bytes_equal(entry->origins->files[fact], origin->file);
}

// Takes one stated answer. `held` came from a newer file, from one of another kind, or from the
// same file by another name of the machine.
static void merge_answer(struct host_entry *entry, enum host_fact fact, enum answer *held,
                         enum answer stated, const struct origin *origin)
{
    if (stated == ANSWER_UNKNOWN)
        return;
    if (holds_first(entry, fact, origin))
        *held = stated;
    else if (!is_superseded(entry, fact, origin) && *held != stated)
        *held = ANSWER_UNKNOWN;
}

// The value of a host that the key belongs to; of CSV the column.
static struct setting level_setting(struct host_table *hosts, const struct host_facts *facts,
                                    const char *name, const char *column, enum machine_level level,
                                    const struct origin *origin)
{
    struct bytes key =
        facts->key.size ? setting_key(&hosts->arena, facts->key, name) : bytes_of(column);

    return (struct setting){origin->source, key, bytes_of(machine_level_word(level))};
}

static void merge_level(struct host_entry *entry, enum host_fact fact, struct machine_default *held,
                        enum machine_level stated, const struct setting *setting,
                        const struct origin *origin)
{
    if (holds_first(entry, fact, origin)) {
        held->level = stated;
        held->setting = *setting;
    } else if (!is_superseded(entry, fact, origin) && held->level != stated &&
               held->level != MACHINE_LEVEL_CONTRADICTORY) {
        held->level = MACHINE_LEVEL_CONTRADICTORY;
        held->rival = *setting;
    }
}

static void merge_levels(struct host_table *hosts, struct host_entry *entry,
                         const struct host_facts *facts, const struct origin *origin)
{
    struct machine *machine = &entry->origins->machine;
    const struct {
        enum host_fact fact;
        struct machine_default *held;
        enum machine_level stated;
        const char *name, *column;
    } levels[] = {
        {HOST_FACT_LEVEL, &machine->ole, facts->machine_level, "LegacyImpersonationLevel",
         "machine_level"},
        {HOST_FACT_CATALOG_LEVEL, &machine->catalog, facts->complus_default_level,
         "DefaultImpersonationLevel", "DefaultImpersonationLevel"},
        {HOST_FACT_SCRIPTING_LEVEL, &machine->scripting, facts->scripting_level,
         "Default Impersonation Level", "Default Impersonation Level"},
    };

    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (levels[i].stated == MACHINE_LEVEL_ABSENT)
            continue;

        struct setting setting =
            level_setting(hosts, facts, levels[i].name, levels[i].column, levels[i].stated, origin);

        merge_level(entry, levels[i].fact, levels[i].held, levels[i].stated, &setting, origin);
    }
    machine->is_known |= facts->machine_level || facts->complus_default_level ||
                         facts->scripting_level || facts->ignore_delegation_failure ||
                         facts->enable_dcom || facts->credential_guard || facts->domain_joined;
    entry->facts.machine_level = machine->ole.level;
}

// "path:line" without the line.
static struct bytes file_of(struct bytes source)
{
    while (source.size && source.data[source.size - 1] != ':')
        source.size--;
    return source;
}

static void note_source(struct host_table *hosts, struct host_entry *entry, const char *source)
{
    entry->source = entry->source.size
                        ? bytes_of(arena_printf(&hosts->arena, "%.*s, %s", (int)entry->source.size,
                                                entry->source.data, source))
                        : arena_copy(&hosts->arena, bytes_of(source));
}

static bool merge_facts(void *context, const struct host_facts *facts, const char *format,
                        const char *source, struct error *error)
{
    struct host_table *hosts = context;
    struct host_entry *entry = hosts_find(hosts, facts->host, error);
    if (!entry)
        return false;

    const struct origin origin = {
        arena_string(&hosts->arena, bytes_of(format)),
        arena_copy(&hosts->arena, file_of(bytes_of(source))),
        arena_copy(&hosts->arena, bytes_of(source)),
    };

    if (!entry->origins)
        entry->origins = arena_alloc(&hosts->arena, sizeof *entry->origins);
    entry->has_facts = true;
    note_source(hosts, entry, source);
    merge_levels(hosts, entry, facts, &origin);
    merge_answer(entry, HOST_FACT_IDF, &entry->facts.ignore_delegation_failure,
                 facts->ignore_delegation_failure, &origin);
    merge_answer(entry, HOST_FACT_DCOM, &entry->facts.enable_dcom, facts->enable_dcom, &origin);
    merge_answer(entry, HOST_FACT_GUARD, &entry->facts.credential_guard, facts->credential_guard,
                 &origin);
    merge_answer(entry, HOST_FACT_JOINED, &entry->facts.domain_joined, facts->domain_joined,
                 &origin);
    return true;
}

int64_t hosts_lookup(struct host_table *hosts, struct bytes name, int64_t account)
{
    const uint32_t *known = NULL;

    if (account) {
        text_reset(&hosts->key);
        text_printf(&hosts->key, "%lld", (long long)account);
        known = map_find(&hosts->by_account, text_view(&hosts->key));
    }
    if (!known) {
        text_reset(&hosts->key);
        host_key(&hosts->key, name);
        known = map_find(&hosts->by_key, text_view(&hosts->key));
    }
    return known ? hosts->entries.items[*known].id : 0;
}

bool hosts_load_facts(struct host_table *hosts, struct error *error)
{
    return clients_each_host(hosts->store, merge_facts, hosts, error);
}

bool hosts_store(struct host_table *hosts, struct error *error)
{
    for (size_t i = 0; i < hosts->entries.count; i++) {
        const struct host_entry *entry = &hosts->entries.items[i];

        if (!outcome_add_host(hosts->store,
                              &(struct outcome_host){
                                  .id = entry->id,
                                  .name = entry->name,
                                  .source = entry->source,
                                  .account = entry->account.id,
                                  .has_facts = entry->has_facts,
                                  .facts = entry->facts,
                              },
                              error))
            return false;
    }
    return true;
}

void hosts_clear(struct host_table *hosts)
{
    vec_clear(&hosts->entries);
    map_clear(&hosts->by_key);
    map_clear(&hosts->by_account);
    arena_clear(&hosts->arena);
    text_clear(&hosts->key);
}
