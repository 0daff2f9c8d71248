// SPDX-License-Identifier: Apache-2.0
// Names to the accounts that may play a role.
#include "audit/party.h"

#include "core/host.h"
#include "core/name.h"
#include "store/members.h"
#include "store/outcome.h"

// A million names that come once each are not worth their memory: then all are looked up anew.
enum { PARTIES_KEPT = 100000 };

void parties_clear(struct party_table *parties)
{
    arena_clear(&parties->arena);
    map_clear(&parties->by_name);
    vec_clear(&parties->parties);
    text_clear(&parties->key);
}

// What is one account on one machine and another, or none, on the next.
static bool depends_on_host(const struct account_name *name, const struct party_place *place)
{
    switch (name->syntax) {
    case NAME_LOCAL_SYSTEM:
    case NAME_NETWORK_SERVICE:
    case NAME_VIRTUAL:
        return true;
    case NAME_DOWN_LEVEL:
        return bytes_equal_ascii(name->domain, place->host) ||
               bytes_equal_ascii(name->domain, host_label(place->host));
    default:
        return false;
    }
}

static void append_key(struct text *key, struct bytes name, const struct account_name *parsed,
                       const struct party_place *place)
{
    text_append_lower(key, name);
    if (depends_on_host(parsed, place))
        text_printf(key, "\x1F%lld\x1F%.*s", (long long)place->computer.id, (int)place->host.size,
                    place->host.size ? place->host.data : "");
}

static bool note_unresolved(struct party_table *parties, struct bytes name,
                            const struct account_name *parsed, const struct party_place *place,
                            struct bytes source, const struct resolve_result *account,
                            struct error *error)
{
    if (account->state != RESOLVE_UNKNOWN)
        return true;
    return outcome_add_unresolved(
        parties->store,
        &(struct outcome_unresolved){
            .name = name,
            .host = place->host,
            .source = source,
            .why = account->ambiguous               ? "more than one account has the name"
                   : parsed->syntax == NAME_INVALID ? "no form that names one account"
                                                    : "no account of that name was read",
        },
        error);
}

// The entry of a name; NULL with `error` set. Borrowed until the next call.
static struct known_party *find(struct party_table *parties, struct bytes name,
                                const struct party_place *place, struct bytes source,
                                struct error *error)
{
    struct account_name parsed = name_parse(name);
    struct known_party party = {0};

    text_reset(&parties->key);
    append_key(&parties->key, name, &parsed, place);

    const uint32_t *known = map_find(&parties->by_name, text_view(&parties->key));

    if (known)
        return &parties->parties.items[*known];
    if (!resolve_account(parties->store, &parsed, place->host, &place->computer, &party.account,
                         error) ||
        !note_unresolved(parties, name, &parsed, place, source, &party.account, error))
        return NULL;
    if (parties->parties.count == PARTIES_KEPT)
        parties_clear(parties);
    text_reset(&parties->key);
    append_key(&parties->key, name, &parsed, place);
    map_put(&parties->by_name, arena_copy(&parties->arena, text_view(&parties->key)),
            (uint32_t)parties->parties.count, NULL);
    vec_push(&parties->parties, party);
    return &parties->parties.items[parties->parties.count - 1];
}

bool party_resolve(struct party_table *parties, struct bytes name, const struct party_place *place,
                   struct bytes source, struct resolve_result *out, struct error *error)
{
    const struct known_party *party = name.size ? find(parties, name, place, source, error) : NULL;

    *out = party ? party->account : (struct resolve_result){0};
    return party || !name.size;
}

static bool runs_nothing(const struct resolve_result *account)
{
    return account->kind == ACCOUNT_GROUP || account->kind == ACCOUNT_FOREIGN;
}

bool party_resolve_server(struct party_table *parties, struct bytes name,
                          const struct party_place *place, struct bytes source,
                          struct resolve_result *out, struct error *error)
{
    if (!party_resolve(parties, name, place, source, out, error))
        return false;
    if (runs_nothing(out))
        *out = (struct resolve_result){0};
    return true;
}

struct members {
    struct resolve_result first;
    size_t count;
};

static bool count_member(void *context, int64_t id, int64_t domain_id, struct error *error)
{
    struct members *members = context;

    (void)error;
    if (!members->count++)
        members->first = (struct resolve_result){RESOLVE_ACCOUNT, id, domain_id, ACCOUNT_OTHER};
    return true;
}

static bool find_member(struct party_table *parties, struct known_party *party, struct error *error)
{
    struct members members = {0};
    bool incomplete = false;

    party->has_member = true;
    if (party->account.kind != ACCOUNT_GROUP)
        return true;
    if (!members_each(parties->store, party->account.id, count_member, &members, &incomplete,
                      error))
        return false;
    if (members.count == 1 && !incomplete)
        party->member = members.first;
    return true;
}

bool party_resolve_process(struct party_table *parties, struct bytes name,
                           const struct party_place *place, struct bytes source,
                           struct resolve_result *out, struct error *error)
{
    struct known_party *party = name.size ? find(parties, name, place, source, error) : NULL;

    *out = (struct resolve_result){0};
    if (!party)
        return !name.size;
    if (runs_nothing(&party->account) && !party->has_member && !find_member(parties, party, error))
        return false;
    *out = runs_nothing(&party->account) ? party->member : party->account;
    return true;
}
