// SPDX-License-Identifier: Apache-2.0
// Registry exports of regedit, reg.exe and Samba's net.
#include <stdlib.h>

#include "import/format.h"
#include "import/registry_facts.h"
#include "import/registry_keys.h"
#include "import/registry_text.h"

#include "base/memory.h"

struct registry {
    struct import_job *job;
    struct registry_text text;
    struct registry_keys keys;
};

static const struct {
    enum registry_root root;
    enum part part;
} parts[] = {
    {ROOT_OLE, PART_OLE},     {ROOT_RPC, PART_RPC_POLICY},     {ROOT_SCRIPTING, PART_SCRIPTING},
    {ROOT_LSA, PART_LSA},     {ROOT_GUARD, PART_DEVICE_GUARD}, {ROOT_APPID, PART_APPID},
    {ROOT_CLSID, PART_CLASS}, {ROOT_SVCHOST, PART_SVCHOST},
};

static bool cover(struct import_job *job, enum part part, struct bytes object, unsigned line,
                  struct error *error)
{
    struct covered_part covered = {line, job->host, part, object};

    return job->sink->part(job->sink->context, &covered, error) ||
           place_wrap(error, (struct place){job->file, line, 1});
}

static bool part_of(enum registry_root root, enum part *part)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].root == root) {
            *part = parts[i].part;
            return true;
        }
    return false;
}

// Single applications, classes and groups, where their root is not in the file as a whole.
static bool cover_objects(struct import_job *job, struct registry_keys *keys, struct error *error)
{
    for (size_t i = 0; i < keys->keys.count; i++) {
        const struct registry_key *key = &keys->keys.items[i];
        bool is_class = key->root == ROOT_CLSID_32 || key->root == ROOT_CLSID_32_MERGED;
        enum registry_root root = is_class ? ROOT_CLSID : key->root;
        enum part part;

        if (key->object.size && !key->sub.size && !keys->covered[key->root] &&
            (key->first || !keys->partial) && part_of(root, &part) &&
            !cover(job, part, key->object, key->line, error))
            return false;
    }
    return true;
}

static bool cover_parts(struct import_job *job, struct registry_keys *keys, struct error *error)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (keys->covered[parts[i].root] &&
            !cover(job, parts[i].part, (struct bytes){0}, keys->covered[parts[i].root], error))
            return false;
    if (!keys->covered[ROOT_OLE] && keys->covered[ROOT_APPCOMPAT] &&
        !cover(job, PART_OLE, BYTES("AppCompat"), keys->covered[ROOT_APPCOMPAT], error))
        return false;
    return cover_objects(job, keys, error);
}

// Only another view of a key says nothing of the machine.
static bool shows_anything(const struct registry_keys *keys)
{
    for (enum registry_root root = 0; root < ROOT_COUNT; root++)
        if (keys->covered[root] && root != ROOT_OLE_32 && root != ROOT_SCRIPTING_32)
            return true;
    for (size_t i = 0; i < keys->keys.count; i++)
        if (keys->partial ? keys->keys.items[i].first != 0 : keys->keys.items[i].object.size != 0)
            return true;
    return false;
}

bool registry_deliver(struct import_job *job, struct registry_keys *keys, struct error *error)
{
    struct place top = {job->file, 1, 1};

    job->is_foreign = !shows_anything(keys);
    if (job->is_foreign)
        return place_error(error, top,
                           "found none of the keys that matter, expected one of %s, %s, %s, %s, "
                           "%s, %s, %s or a key above or below",
                           registry_root_name(ROOT_OLE).data, registry_root_name(ROOT_RPC).data,
                           registry_root_name(ROOT_SCRIPTING).data,
                           registry_root_name(ROOT_LSA).data, registry_root_name(ROOT_APPID).data,
                           registry_root_name(ROOT_CLSID).data,
                           registry_root_name(ROOT_SVCHOST).data);
    if (!job->host.size)
        return place_error(error, top,
                           "found no host in the names of the file and its directory, expected "
                           "HOST.reg: give it with --host");
    return cover_parts(job, keys, error) && registry_deliver_host(job, keys, error) &&
           registry_deliver_com(job, keys, error);
}

static struct bytes recoded(struct registry_keys *keys, struct bytes text)
{
    text_reset(&keys->scratch);
    text_append_recoded_850(&keys->scratch, text);
    return arena_copy(&keys->arena, text_view(&keys->scratch));
}

// The code page stands at the end of the file.
static void recode(struct registry_keys *keys)
{
    for (size_t i = 0; i < keys->entries.count; i++) {
        struct registry_entry *entry = &keys->entries.items[i];

        entry->name = recoded(keys, entry->name);
        if (entry->type != REGISTRY_BINARY && entry->type != REGISTRY_DWORD)
            entry->data = recoded(keys, entry->data);
    }
}

static void take_key(void *context, struct bytes path, bool deleted, unsigned line)
{
    registry_keys_take_key(&((struct registry *)context)->keys, path, deleted, line);
}

static void take_value(void *context, const struct registry_value *value)
{
    registry_keys_take_value(&((struct registry *)context)->keys, value);
}

static bool finish(void *parser, struct error *error)
{
    struct registry *registry = parser;

    if (!registry_text_finish(&registry->text, error))
        return false;
    if (registry->text.coding == REGISTRY_CODING_CP850)
        recode(&registry->keys);
    return registry_deliver(registry->job, &registry->keys, error);
}

static void *begin(struct import_job *job)
{
    struct registry *registry = memory_calloc(1, sizeof *registry);

    *registry = (struct registry){
        .job = job,
        .text = {.file = job->file, .context = registry, .key = take_key, .value = take_value}};
    return registry;
}

static bool take_line(void *parser, const struct line *line, struct error *error)
{
    return registry_text_line(&((struct registry *)parser)->text, line, error);
}

static void end(void *parser)
{
    struct registry *registry = parser;

    registry_text_clear(&registry->text);
    registry_keys_clear(&registry->keys);
    free(registry);
}

static unsigned sniff(struct bytes first_line)
{
    return registry_text_is_header(first_line) ? UINT32_MAX : 0;
}

const struct import_format registry_format = {
    .name = "registry",
    .expects = "a registry export ('Windows Registry Editor Version 5.00' or 'REGEDIT4')",
    .sniff = sniff,
    .begin = begin,
    .line = take_line,
    .finish = finish,
    .end = end,
};
