// SPDX-License-Identifier: Apache-2.0
// Domains as crossRef objects, domain heads, the rootDSE and the DNs of accounts reveal them.
#include "store/observe_domain.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "core/dn.h"
#include "core/host.h"
#include "core/name.h"
#include "core/sid.h"
#include "store/statement.h"

// "DC=corp,DC=example" as "corp.example".
static void append_dns_name(struct text *out, struct bytes context)
{
    for (struct bytes rest = context, part; bytes_next(&rest, ',', &part);) {
        if (out->size)
            text_append_byte(out, '.');
        text_append(out, bytes_slice(part, 3, SIZE_MAX));
    }
}

static bool insert_domain(struct observe_domains *domains, int64_t id, struct bytes dn,
                          struct error *error)
{
    sqlite3_stmt *insert = statement_named(domains->store, "observe-domain", error);
    struct text name = {0}, key = {0};

    if (!insert)
        return false;
    if (dn_domain(dn).size)
        append_dns_name(&name, dn);
    else
        text_append(&name, dn);
    name_fold(&key, text_view(&name));
    bind_int64(insert, 1, id);
    bind_text(insert, 2, dn);
    bind_text(insert, 3, text_view(&name));
    bind_text(insert, 4, text_view(&key));

    bool done = statement_finish(domains->store, insert, error);

    text_clear(&name);
    text_clear(&key);
    return done;
}

// The id of the domain with exactly this naming context.
static int64_t domain_id(struct observe_domains *domains, struct bytes context, struct error *error)
{
    text_reset(&domains->key);
    text_append_lower(&domains->key, context);

    const uint32_t *known = map_find(&domains->by_dn, text_view(&domains->key));

    if (known)
        return *known;

    uint32_t id = (uint32_t)domains->by_dn.count + 1;
    struct bytes kept = arena_copy(&domains->arena, text_view(&domains->key));

    map_put(&domains->by_dn, kept, id, NULL);
    return insert_domain(domains, id, context, error) ? (int64_t)id : -1;
}

int64_t observe_domain_of(struct observe_domains *domains, struct bytes dn, struct error *error)
{
    struct bytes context = dn_domain(dn);

    if (!context.size)
        context = domains->default_context;
    if (!context.size)
        return 0;
    if (!bytes_equal(context, text_view(&domains->last_context))) {
        domains->last_id = domain_id(domains, context, error);
        text_reset(&domains->last_context);
        text_append(&domains->last_context, context);
    }
    return domains->last_id;
}

static void bind_optional(sqlite3_stmt *statement, int at, struct optional value)
{
    if (value.present)
        bind_int64(statement, at, value.value);
}

bool observe_domain_dc(struct observe_domains *domains, const struct dc *dc, struct error *error)
{
    if (!dc->default_context.size)
        return true;
    domains->default_context = arena_copy(&domains->arena, dc->default_context);

    int64_t id = domain_id(domains, dc->default_context, error);
    sqlite3_stmt *update = statement_named(domains->store, "observe-domain-dc", error);

    if (id < 0 || !update)
        return false;
    bind_int64(update, 1, id);
    bind_optional(update, 2, dc->domain_level);
    bind_optional(update, 3, dc->dc_level);
    bind_word(update, 4, kdc_profile_word(dc->kdc_profile));
    text_reset(&domains->key);
    text_append_lower(&domains->key, dc->root_context);
    bind_text_or_null(update, 5, text_view(&domains->key));
    return statement_finish(domains->store, update, error);
}

bool observe_domain_names(struct observe_domains *domains, const struct attrs *cross_ref,
                          struct error *error)
{
    int64_t id = domain_id(domains, attrs_first(cross_ref, ATTR_NC_NAME), error);
    sqlite3_stmt *update = statement_named(domains->store, "observe-domain-names", error);
    struct bytes dns_name = attrs_first(cross_ref, ATTR_DNS_ROOT);
    struct bytes netbios_name = attrs_first(cross_ref, ATTR_NETBIOS_NAME);
    struct text dns_key = {0}, netbios_key = {0};

    if (id < 0 || !update)
        return false;
    host_key(&dns_key, dns_name);
    name_fold(&netbios_key, netbios_name);
    bind_int64(update, 1, id);
    bind_text(update, 2, dns_name);
    bind_text(update, 3, text_view(&dns_key));
    bind_text_or_null(update, 4, netbios_name);
    bind_text_or_null(update, 5, text_view(&netbios_key));
    // The configuration naming context that the crossRef lies in is the root domain's.
    text_reset(&domains->key);
    text_append_lower(&domains->key, dn_domain(cross_ref->dn));
    bind_text_or_null(update, 6, text_view(&domains->key));

    bool done = statement_finish(domains->store, update, error);

    text_clear(&dns_key);
    text_clear(&netbios_key);
    return done;
}

bool observe_domain_head(struct observe_domains *domains, const struct attrs *head,
                         struct error *error)
{
    int64_t id = observe_domain_of(domains, head->dn, error), level;
    struct bytes sid = attrs_first(head, ATTR_OBJECT_SID);
    sqlite3_stmt *update = statement_named(domains->store, "observe-domain-head", error);

    if (id < 0 || !update)
        return false;
    bind_int64(update, 1, id);
    bind_blob_or_null(update, 2, sid_is_valid(sid) ? sid : (struct bytes){0});
    if (attrs_int64(head, ATTR_BEHAVIOR_VERSION, &level))
        bind_int64(update, 3, level);
    return statement_finish(domains->store, update, error);
}

bool observe_domain_level(struct observe_domains *domains, struct bytes context, int64_t level,
                          struct error *error)
{
    int64_t id = domain_id(domains, context, error);
    sqlite3_stmt *update = statement_named(domains->store, "observe-dc-level", error);

    if (id < 0 || !update)
        return false;
    bind_int64(update, 1, id);
    bind_int64(update, 2, level);
    return statement_finish(domains->store, update, error);
}

void observe_domain_delivered(struct observe_domains *domains, int64_t domain_id)
{
    size_t i = domains->delivered.count;

    // The objects of a domain come one behind the other: the search mostly ends at once.
    while (i && domains->delivered.items[i - 1] != domain_id)
        i--;
    if (!i && domain_id > 0)
        vec_push(&domains->delivered, domain_id);
}

bool observe_domain_covered(struct observe_domains *domains, const struct coverage *coverage,
                            struct error *error)
{
    sqlite3_stmt *update = statement_named(domains->store, "observe-domain-scanned", error);
    bool done = update;

    for (size_t i = 0; done && i < domains->delivered.count; i++) {
        bind_int64(update, 1, domains->delivered.items[i]);
        bind_int64(update, 2, coverage->whole);
        done = statement_finish(domains->store, update, error);
    }
    domains->delivered.count = 0;
    return done;
}

bool observe_trust(struct observe_domains *domains, const struct attrs *trust, struct error *error)
{
    int64_t id = observe_domain_of(domains, trust->dn, error), value;
    sqlite3_stmt *insert = statement_named(domains->store, "observe-trust", error);
    struct bytes partner = attrs_first(trust, ATTR_TRUST_PARTNER);
    struct text partner_key = {0}, flat_key = {0};

    if (id < 0 || !insert)
        return false;
    host_key(&partner_key, partner);
    name_fold(&flat_key, attrs_first(trust, ATTR_FLAT_NAME));
    bind_int64(insert, 1, id);
    bind_text(insert, 2, trust->dn);
    bind_text(insert, 3, partner);
    bind_text(insert, 4, text_view(&partner_key));
    bind_text_or_null(insert, 5, text_view(&flat_key));
    bind_blob_or_null(insert, 6, attrs_first(trust, ATTR_SECURITY_IDENTIFIER));
    if (attrs_int64(trust, ATTR_TRUST_DIRECTION, &value))
        bind_int64(insert, 7, value);
    if (attrs_int64(trust, ATTR_TRUST_TYPE, &value))
        bind_int64(insert, 8, value);
    if (attrs_int64(trust, ATTR_TRUST_ATTRIBUTES, &value))
        bind_int64(insert, 9, value);

    bool done = statement_finish(domains->store, insert, error);

    text_clear(&partner_key);
    text_clear(&flat_key);
    return done;
}

static bool insert_alias(struct observe_domains *domains, struct bytes alias, struct bytes class,
                         struct error *error)
{
    sqlite3_stmt *insert = statement_named(domains->store, "observe-spn-alias", error);
    struct text class_key = {0}, alias_key = {0};

    if (!insert)
        return false;
    name_fold(&class_key, bytes_trim(class));
    name_fold(&alias_key, bytes_trim(alias));
    bind_text(insert, 1, text_view(&class_key));
    bind_text(insert, 2, text_view(&alias_key));

    bool done = statement_finish(domains->store, insert, error);

    text_clear(&class_key);
    text_clear(&alias_key);
    return done;
}

bool observe_spn_aliases(struct observe_domains *domains, const struct attrs *object,
                         struct error *error)
{
    const struct attr_values *mappings = &object->values[ATTR_SPN_MAPPINGS];

    for (size_t i = 0; i < mappings->count; i++) {
        struct bytes alias, classes, class;

        bytes_split(mappings->items[i], '=', &alias, &classes);
        while (bytes_next(&classes, ',', &class))
            if (!insert_alias(domains, alias, class, error))
                return false;
    }
    return true;
}

void observe_domains_clear(struct observe_domains *domains)
{
    arena_clear(&domains->arena);
    map_clear(&domains->by_dn);
    text_clear(&domains->key);
    text_clear(&domains->last_context);
    vec_clear(&domains->delivered);
}
