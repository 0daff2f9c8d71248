// SPDX-License-Identifier: Apache-2.0
// The keys that matter, from statements in file order.
#include "import/registry_keys.h"

#define ROOT_PATH(enumerator, path) {path, sizeof path - 1},

static const struct bytes root_paths[] = {REGISTRY_ROOTS(ROOT_PATH)};

struct bytes registry_root_path(enum registry_root root)
{
    return root_paths[root];
}

// The path below HKEY_LOCAL_MACHINE, lower case, in `scratch`; false for a hive of no interest.
// HKEY_CLASSES_ROOT shows the same keys as Software\Classes, so far as they are the machine's.
static bool normalise(struct text *scratch, struct bytes path)
{
    struct bytes hive, rest;

    text_reset(scratch);
    text_append_string(scratch, "");
    bytes_split(path, '\\', &hive, &rest);
    while (rest.size && rest.data[rest.size - 1] == '\\')
        rest.size--;
    if (bytes_equal_ascii(hive, BYTES("HKEY_CLASSES_ROOT")) ||
        bytes_equal_ascii(hive, BYTES("HKCR")))
        text_append_string(scratch, rest.size ? "software\\classes\\" : "software\\classes");
    else if (!bytes_equal_ascii(hive, BYTES("HKEY_LOCAL_MACHINE")) &&
             !bytes_equal_ascii(hive, BYTES("HKLM")))
        return false;
    text_append_lower(scratch, rest);
    return true;
}

// `path` is `key` or one above it.
static bool holds_key(struct bytes path, struct bytes key)
{
    return !path.size || bytes_equal_ascii(path, key) ||
           (bytes_starts_with_ascii(key, path) && key.data[path.size] == '\\');
}

static bool has_objects(enum registry_root root)
{
    return root >= ROOT_APPID;
}

static bool is_class_root(enum registry_root root)
{
    return root >= ROOT_CLSID && root <= ROOT_CLSID_32_MERGED;
}

// Whether a key at or below a root matters: an object, and a class's ProgID.
static bool matters(enum registry_root root, struct bytes path, struct bytes *object,
                    struct bytes *sub)
{
    struct bytes root_path = root_paths[root];

    *object = *sub = (struct bytes){0};
    if (bytes_equal_ascii(path, root_path))
        return true;
    if (!has_objects(root) || !holds_key(root_path, path))
        return false;
    bytes_split(bytes_slice(path, root_path.size + 1, SIZE_MAX), '\\', object, sub);
    return object->size &&
           (!sub->size || (is_class_root(root) && bytes_equal_ascii(*sub, BYTES("ProgID"))));
}

static uint32_t add_key(struct registry_keys *keys, enum registry_root root, struct bytes written,
                        unsigned line)
{
    struct bytes path = arena_copy(&keys->arena, text_view(&keys->scratch));
    bool added;
    uint32_t index = *map_put(&keys->by_path, path, (uint32_t)keys->keys.count, &added);
    struct registry_key key = {.root = root,
                               .path = arena_copy(&keys->arena, written),
                               .line = line,
                               .birth = ++keys->births,
                               .generation = keys->generation[root]};

    matters(root, path, &key.object, &key.sub);
    // The file's own spelling, which is as long where only A-Z were folded.
    if (key.object.size)
        key.object = bytes_slice(
            key.path, key.path.size - key.object.size - key.sub.size - (key.sub.size ? 1 : 0),
            key.object.size);
    if (added)
        vec_push(&keys->keys, key);
    else if (!registry_key_stands(keys, &keys->keys.items[index]))
        keys->keys.items[index] = key;
    return index + 1;
}

static void delete_key(struct registry_keys *keys, enum registry_root root, struct bytes path)
{
    const uint32_t *found;

    if (holds_key(path, root_paths[root])) {
        keys->generation[root]++;
        return;
    }
    found = map_find(&keys->by_path, path);
    if (found)
        keys->keys.items[*found].deleted = true;
    if (!is_class_root(root))
        return;
    text_append_string(&keys->scratch, "\\progid");
    found = map_find(&keys->by_path, text_view(&keys->scratch));
    if (found)
        keys->keys.items[*found].deleted = true;
    keys->scratch.size -= sizeof "\\progid" - 1;
}

void registry_keys_take_key(struct registry_keys *keys, struct bytes path, bool deleted,
                            unsigned line)
{
    keys->current = 0;
    while (path.size && path.data[path.size - 1] == '\\')
        path.size--;
    if (!normalise(&keys->scratch, path))
        return;
    for (enum registry_root root = 0; root < ROOT_COUNT; root++) {
        struct bytes below = text_view(&keys->scratch), object, sub;
        bool above = holds_key(below, root_paths[root]);

        // An export of a key holds all below it: what it does not show does not exist.
        if (above && !keys->covered[root] && !keys->partial)
            keys->covered[root] = line;
        if (deleted && (above || matters(root, below, &object, &sub)))
            delete_key(keys, root, below);
        else if (!deleted && matters(root, below, &object, &sub))
            keys->current = add_key(keys, root, path, line);
    }
}

static bool is_wanted(const struct registry_key *key, const struct registry_value *value)
{
    static const char *const names[] = {
        "LegacyImpersonationLevel",
        "LegacyAuthenticationLevel",
        "EnableDCOM",
        "RequireIntegrityActivationAuthenticationLevel",
        "RaiseActivationAuthenticationLevel",
        "IgnoreDelegationFailure",
        "Default Impersonation Level",
        "LsaCfgFlags",
        "EnableVirtualizationBasedSecurity",
        "RunAs",
        "LocalService",
        "AuthenticationLevel",
        "ImpersonationLevel",
        "AuthenticationCapabilities",
        "CoInitializeSecurityParam",
        "RemoteServerName",
        "DllSurrogate",
        "AppIDFlags",
        "AppID",
        "",
    };

    // The key of svchost lists its groups as values.
    if (key->root == ROOT_SVCHOST && !key->object.size)
        return value->type == REGISTRY_MULTI_SZ || value->deleted;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bytes_equal_ascii(value->name, bytes_of(names[i])))
            return true;
    return false;
}

static struct bytes value_key(struct registry_keys *keys, const struct registry_key *key,
                              struct bytes name)
{
    text_reset(&keys->scratch);
    text_printf(&keys->scratch, "%u\\", key->birth);
    text_append_lower(&keys->scratch, name);
    return text_view(&keys->scratch);
}

static struct registry_entry *add_entry(struct registry_keys *keys, struct registry_key *key,
                                        struct bytes name)
{
    struct bytes id = arena_copy(&keys->arena, text_view(&keys->scratch));

    map_put(&keys->by_value, id, (uint32_t)keys->entries.count, NULL);
    vec_push(&keys->entries,
             (struct registry_entry){.name = arena_copy(&keys->arena, name), .next = key->first});
    key->first = (uint32_t)keys->entries.count;
    return &keys->entries.items[key->first - 1];
}

static void note_name(struct registry_keys *keys, struct registry_key *key, struct bytes name)
{
    if (!keys->partial || key->several)
        return;
    if (!key->has_values)
        key->first_name = arena_copy(&keys->arena, name);
    else if (!bytes_equal_ascii(key->first_name, name))
        key->several = keys->several[key->root] = true;
    key->has_values = true;
}

void registry_keys_take_value(struct registry_keys *keys, const struct registry_value *value)
{
    struct registry_key *key = keys->current ? &keys->keys.items[keys->current - 1] : NULL;
    struct registry_entry *entry = NULL;

    if (!key)
        return;
    note_name(keys, key, value->name);
    if (!is_wanted(key, value))
        return;

    const uint32_t *known = map_find(&keys->by_value, value_key(keys, key, value->name));

    if (known)
        entry = &keys->entries.items[*known];
    else if (!value->deleted)
        entry = add_entry(keys, key, value->name);
    if (!entry)
        return;
    entry->type = value->type;
    entry->line = value->deleted ? 0 : value->line;
    entry->data = value->deleted ? (struct bytes){0} : arena_copy(&keys->arena, value->data);
}

void registry_keys_settle(struct registry_keys *keys)
{
    for (size_t i = 0; i < keys->keys.count; i++) {
        const struct registry_key *key = &keys->keys.items[i];

        if (key->several && !key->object.size)
            keys->covered[key->root] = key->line;
    }
}

bool registry_key_is_whole(const struct registry_keys *keys, const struct registry_key *key)
{
    return !keys->partial || key->several || (key->object.size && keys->several[key->root]);
}

bool registry_key_stands(const struct registry_keys *keys, const struct registry_key *key)
{
    return !key->deleted && key->generation == keys->generation[key->root];
}

const struct registry_key *registry_keys_find(struct registry_keys *keys, enum registry_root root,
                                              struct bytes object, struct bytes sub)
{
    text_reset(&keys->scratch);
    text_append_lower(&keys->scratch, root_paths[root]);
    if (object.size) {
        text_append_byte(&keys->scratch, '\\');
        text_append_lower(&keys->scratch, object);
    }
    if (sub.size) {
        text_append_byte(&keys->scratch, '\\');
        text_append_lower(&keys->scratch, sub);
    }

    const uint32_t *found = map_find(&keys->by_path, text_view(&keys->scratch));
    const struct registry_key *key = found ? &keys->keys.items[*found] : NULL;

    return key && registry_key_stands(keys, key) ? key : NULL;
}

const struct registry_entry *registry_keys_value(struct registry_keys *keys,
                                                 const struct registry_key *key, const char *name)
{
    const uint32_t *found =
        key ? map_find(&keys->by_value, value_key(keys, key, bytes_of(name))) : NULL;

    return found && keys->entries.items[*found].line ? &keys->entries.items[*found] : NULL;
}

bool registry_entry_dword(const struct registry_entry *entry, uint32_t *out)
{
    if (!entry || entry->type != REGISTRY_DWORD || entry->data.size != 4)
        return false;
    *out = 0;
    for (unsigned i = 0; i < 4; i++)
        *out |= (uint32_t)(unsigned char)entry->data.data[i] << (8 * i);
    return true;
}

void registry_keys_clear(struct registry_keys *keys)
{
    vec_clear(&keys->keys);
    vec_clear(&keys->entries);
    map_clear(&keys->by_path);
    map_clear(&keys->by_value);
    text_clear(&keys->scratch);
    arena_clear(&keys->arena);
}
