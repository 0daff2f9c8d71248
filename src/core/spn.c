// SPDX-License-Identifier: Apache-2.0
// Service principal names.
#include "core/spn.h"

#include "base/cleanup.h"
#include "core/host.h"
#include "core/name.h"

static bool is_word(struct bytes bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];

        if (byte <= ' ' || byte == 0x7F)
            return false;
    }
    return bytes.size > 0;
}

// Where the host ends and ":port" may follow: an IPv6 address has colons of its own.
static size_t host_end(struct bytes instance)
{
    size_t bracket =
        instance.size && instance.data[0] == '[' ? bytes_find(instance, ']') : SIZE_MAX;

    if (bracket != SIZE_MAX)
        return bracket + 1;
    return host_is_address(instance) ? SIZE_MAX : bytes_find(instance, ':');
}

static bool parse_instance(struct bytes instance, struct spn *out)
{
    out->host = bytes_slice(instance, 0, host_end(instance));
    if (!is_word(out->host))
        return false;

    struct bytes rest = bytes_slice(instance, out->host.size, SIZE_MAX);

    out->port = bytes_slice(rest, 1, SIZE_MAX);
    return !rest.size || (rest.data[0] == ':' && is_word(out->port));
}

bool spn_parse(struct bytes text, struct spn *out)
{
    struct spn spn = {0};
    struct bytes rest, instance;

    if (!bytes_split(text, '/', &spn.class, &rest) || !is_word(spn.class))
        return false;

    bool named = bytes_split(rest, '/', &instance, &spn.name);

    if (!parse_instance(instance, &spn) || (named && !bytes_trim(spn.name).size))
        return false;
    *out = spn;
    return true;
}

void spn_key(struct text *out, struct bytes spn)
{
    name_fold(out, spn);
}

static struct bytes folded_copy(struct arena *arena, struct bytes name)
{
    CLEANUP(text_clear) struct text folded = {0};

    name_fold(&folded, name);
    return arena_copy(arena, text_view(&folded));
}

bool spn_aliases_add(struct spn_aliases *aliases, struct bytes value)
{
    struct bytes alias, classes, item;

    if (!bytes_split(value, '=', &alias, &classes) || !is_word(bytes_trim(alias)))
        return false;

    uint32_t index = (uint32_t)aliases->names.count;

    vec_push(&aliases->names, folded_copy(&aliases->arena, bytes_trim(alias)));
    while (bytes_next(&classes, ',', &item))
        if (bytes_trim(item).size)
            map_put(&aliases->classes, folded_copy(&aliases->arena, bytes_trim(item)), index, NULL);
    return true;
}

void spn_aliases_clear(struct spn_aliases *aliases)
{
    map_clear(&aliases->classes);
    vec_clear(&aliases->names);
    arena_clear(&aliases->arena);
}

bool spn_alias_key(struct text *out, const struct spn_aliases *aliases, struct bytes spn)
{
    CLEANUP(text_clear) struct text class = {0};
    struct spn parts;

    if (!spn_parse(spn, &parts))
        return false;
    name_fold(&class, parts.class);

    const uint32_t *index = map_find(&aliases->classes, text_view(&class));

    if (!index)
        return false;
    text_append(out, aliases->names.items[*index]);
    name_fold(out, bytes_slice(spn, parts.class.size, SIZE_MAX));
    return true;
}
