// SPDX-License-Identifier: Apache-2.0
// Resolution of addressed names.
#include "audit/names.h"

#include "core/host.h"
#include "core/name.h"
#include "store/outcome.h"

static const char *role_word(enum name_role role)
{
    static const char *const words[] = {"server", "target", "address"};

    return words[role];
}

bool names_begin(struct name_table *names, struct error *error)
{
    return resolve_aliases(names->store, &names->aliases, error);
}

static const char *service_class(enum transport transport)
{
    switch (transport) {
    case TRANSPORT_COM:
    case TRANSPORT_WMI:
        return "RPCSS";
    case TRANSPORT_HTTP:
        return "HTTP";
    case TRANSPORT_PIPE:
        return "cifs";
    default:
        return "host";
    }
}

// "APP01$", "CORP\svc" and "svc@corp.example" are names of accounts: principals of one part.
static bool is_account(struct bytes text, struct account_name *name)
{
    *name = name_parse(text);
    return name->syntax == NAME_COMPUTER || name->syntax == NAME_DOWN_LEVEL ||
           name->syntax == NAME_UPN;
}

static bool resolve_entry(struct name_table *names, struct name_entry *entry, struct error *error)
{
    struct account_name account;
    bool is_one_part = bytes_find(text_view(&names->spn), '/') == SIZE_MAX &&
                       is_account(text_view(&names->spn), &account);

    text_reset(&names->spn_key);
    spn_key(&names->spn_key, text_view(&names->spn));
    text_reset(&names->alias_key);
    spn_alias_key(&names->alias_key, &names->aliases, text_view(&names->spn));
    text_reset(&names->host_key);
    host_key(&names->host_key, entry->host);
    return (is_one_part ? resolve_principal(names->store, &account, &entry->owner, error)
                        : resolve_spn(names->store, text_view(&names->spn_key),
                                      text_view(&names->alias_key), &entry->owner, error)) &&
           resolve_host(names->store, entry->host, &entry->computer, error);
}

static bool store_entry(struct name_table *names, const struct name_entry *entry, struct bytes text,
                        enum name_role role, struct error *error)
{
    return outcome_add_name(
        names->store,
        &(struct outcome_name){
            .id = entry->id,
            .role = role_word(role),
            .text = text,
            .spn = text_view(&names->spn),
            .spn_key = text_view(&names->spn_key),
            .alias_key = text_view(&names->alias_key),
            .host_key = text_view(&names->host_key),
            .is_address = host_is_address(entry->host),
            .owner = entry->owner,
            .host = entry->computer,
            .host_id = hosts_lookup(names->hosts, entry->host, entry->computer.id),
        },
        error);
}

// `names->spn` holds the SPN; `text` is what the configuration says.
static const struct name_entry *find_spn(struct name_table *names, struct bytes text,
                                         struct bytes host, bool is_spn, enum name_role role,
                                         struct error *error)
{
    text_reset(&names->key);
    text_append_string(&names->key, role_word(role));
    text_append_byte(&names->key, '\x1F');
    text_append_lower(&names->key, text);
    text_append_byte(&names->key, '\x1F');
    text_append_lower(&names->key, text_view(&names->spn));

    const uint32_t *known = map_find(&names->by_key, text_view(&names->key));

    if (known)
        return &names->entries.items[*known];

    struct name_entry entry = {
        .id = (int64_t)names->entries.count + 1,
        .host = arena_copy(&names->arena, host),
        .is_spn = is_spn,
    };

    if (!resolve_entry(names, &entry, error) || !store_entry(names, &entry, text, role, error))
        return NULL;
    map_put(&names->by_key, arena_copy(&names->arena, text_view(&names->key)),
            (uint32_t)names->entries.count, NULL);
    vec_push(&names->entries, entry);
    return &names->entries.items[names->entries.count - 1];
}

static void set_spn(struct name_table *names, const char *class, struct bytes host)
{
    text_reset(&names->spn);
    text_append_string(&names->spn, class);
    text_append_byte(&names->spn, '/');
    text_append(&names->spn, host);
}

// A computer's account tells the host; any other account's host is nobody else's.
static struct bytes host_of_account(struct bytes text, const struct account_name *account)
{
    struct bytes name = account->name;
    bool is_computer = name.size > 1 && name.data[name.size - 1] == '$';

    return is_computer ? bytes_slice(name, 0, name.size - 1) : text;
}

const struct name_entry *names_find(struct name_table *names, struct bytes text,
                                    enum name_role role, enum transport transport,
                                    struct error *error)
{
    struct account_name account;
    struct spn spn;
    struct bytes host = text;

    if (spn_parse(text, &spn))
        host = spn.host;
    else if (is_account(text, &account))
        host = host_of_account(text, &account);
    else {
        set_spn(names, service_class(transport), text);
        return find_spn(names, text, text, false, role, error);
    }
    text_reset(&names->spn);
    text_append(&names->spn, text);
    return find_spn(names, text, host, true, role, error);
}

const struct name_entry *names_find_activator(struct name_table *names, struct bytes text,
                                              enum name_role role, struct error *error)
{
    struct account_name account;
    struct spn spn;
    struct bytes host = text;

    if (spn_parse(text, &spn))
        host = spn.host;
    else if (is_account(text, &account))
        host = host_of_account(text, &account);
    set_spn(names, "RPCSS", host);
    return find_spn(names, text, host, false, role, error);
}

int64_t names_pair(struct name_table *names, int64_t server_account,
                   const struct name_entry *target, int64_t target_account, struct error *error)
{
    if (!server_account)
        return 0;

    // Ids of rows, which are at most what fits.
    const uint32_t key[] = {(uint32_t)server_account, (uint32_t)target->id,
                            (uint32_t)target_account};
    const struct bytes pair = {(const char *)key, sizeof key};
    const uint32_t *known = map_find(&names->pairs, pair);

    if (known)
        return *known;

    uint32_t id = (uint32_t)names->pairs.count + 1;

    map_put(&names->pairs, arena_copy(&names->arena, pair), id, NULL);
    return outcome_add_pair(names->store, id, server_account, target->id, target_account, error)
               ? (int64_t)id
               : -1;
}

void names_clear(struct name_table *names)
{
    spn_aliases_clear(&names->aliases);
    vec_clear(&names->entries);
    map_clear(&names->by_key);
    map_clear(&names->pairs);
    arena_clear(&names->arena);
    text_clear(&names->key);
    text_clear(&names->spn);
    text_clear(&names->spn_key);
    text_clear(&names->alias_key);
    text_clear(&names->host_key);
}
