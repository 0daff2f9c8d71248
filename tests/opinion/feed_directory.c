// SPDX-License-Identifier: Apache-2.0
// Each object of a world as the attribute bag that a scan would deliver.
#include "feed_directory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed_source.h"
#include "unit/core/fixture.h"

#define ROOT_DN "DC=forest,DC=test"

void source_deliver(struct source *source)
{
    if (!source->failed &&
        !source->sink->object(source->sink->context, &source->bag.attrs, source->error))
        source->failed = true;
}

void source_add_number(struct source *source, enum attr attr, int64_t number)
{
    bag_add(&source->bag, attr, arena_printf(&source->arena, "%" PRId64, number));
}

// "w3a.test" as "DC=w3a,DC=test".
const char *source_context(struct source *source, const char *dns)
{
    int label = (int)strcspn(dns, ".");

    return arena_printf(&source->arena, "DC=%.*s,DC=%s", label, dns, dns + label + 1);
}

static void cover(struct source *source, const char *context, bool whole)
{
    const struct coverage coverage = {
        .context = bytes_of(context),
        .asked = BYTES("world"),
        .whole = whole,
        .shortfall = whole ? (struct bytes){0} : BYTES("the search ended early"),
    };

    if (!source->failed && !source->sink->coverage(source->sink->context, &coverage, source->error))
        source->failed = true;
}

// The root domain of a forest; the configuration lies below it.
static const char *root_of(struct source *source, const struct world *world, unsigned forest)
{
    for (size_t i = 0; i < world->domain_count && forest > 0; i++)
        if (world->domains[i].forest == forest)
            return source_context(source, world->domains[i].dns);
    return ROOT_DN;
}

static void add_rootdse(struct source *source, const struct world *world,
                        const struct world_domain *domain)
{
    bag_start(&source->bag, "");
    bag_add(&source->bag, ATTR_DEFAULT_NAMING_CONTEXT, source_context(source, domain->dns));
    bag_add(&source->bag, ATTR_ROOT_DOMAIN_NAMING_CONTEXT, root_of(source, world, domain->forest));
    source_add_number(source, ATTR_DOMAIN_FUNCTIONALITY, domain->domain_level);
    source_add_number(source, ATTR_DC_FUNCTIONALITY, domain->dc_highest);
    if (domain->profile == KDC_SAMBA || domain->profile == KDC_SAMBA_417) {
        bag_add(&source->bag, ATTR_VENDOR_NAME, "Samba Team");
        bag_add(&source->bag, ATTR_VENDOR_VERSION,
                domain->profile == KDC_SAMBA ? "4.20.1" : "4.17.12-Debian");
    } else if (domain->profile == KDC_UNKNOWN) {
        bag_add(&source->bag, ATTR_VENDOR_NAME, "The OpenLDAP Project");
    }
    source_deliver(source);
}

static void add_cross_ref(struct source *source, const char *root,
                          const struct world_domain *domain)
{
    bag_start(&source->bag, arena_printf(&source->arena, "CN=%s,CN=Partitions,CN=Configuration,%s",
                                         domain->netbios, root));
    bag_add(&source->bag, ATTR_OBJECT_CLASS, "crossRef");
    bag_add(&source->bag, ATTR_NC_NAME, source_context(source, domain->dns));
    bag_add(&source->bag, ATTR_DNS_ROOT, domain->dns);
    bag_add(&source->bag, ATTR_NETBIOS_NAME, domain->netbios);
    bag_add(&source->bag, ATTR_SYSTEM_FLAGS, "3");
    source_deliver(source);
}

// A controller of the domain: the nTDSDSA object says its level and whose it is.
static void add_controller(struct source *source, const char *root,
                           const struct world_domain *domain, int level)
{
    bag_start(&source->bag,
              arena_printf(&source->arena,
                           "CN=NTDS Settings,CN=%s%d,CN=Servers,CN=S,CN=Sites,CN=Configuration,%s",
                           domain->netbios, level, root));
    bag_add(&source->bag, ATTR_OBJECT_CLASS, "nTDSDSA");
    bag_add(&source->bag, ATTR_HAS_DOMAIN_NCS, source_context(source, domain->dns));
    source_add_number(source, ATTR_BEHAVIOR_VERSION, level);
    source_deliver(source);
}

static void add_mappings(struct source *source, const char *root)
{
    bag_start(&source->bag,
              arena_printf(&source->arena,
                           "CN=Directory Service,CN=Windows NT,CN=Services,CN=Configuration,%s",
                           root));
    bag_add(&source->bag, ATTR_OBJECT_CLASS, "nTDSService");
    bag_add(&source->bag, ATTR_SPN_MAPPINGS, "host=" WORLD_ALIASES);
    source_deliver(source);
}

const char *source_domain_sid(struct source *source, const struct world_domain *domain)
{
    return arena_printf(&source->arena, "S-1-5-21-%u-%u-%u", domain->sid, domain->sid, domain->sid);
}

void source_add_sid(struct source *source, const char *text)
{
    bag_add_bytes(&source->bag, ATTR_OBJECT_SID, fixture_sid(&source->arena, text));
}

static void add_head(struct source *source, const struct world_domain *domain)
{
    bag_start(&source->bag, source_context(source, domain->dns));
    bag_add(&source->bag, ATTR_OBJECT_CLASS, "domainDNS");
    source_add_sid(source, source_domain_sid(source, domain));
    source_deliver(source);
}

// The account of the KDC itself: RID 502, disabled.
static void add_krbtgt(struct source *source, const struct world_domain *domain)
{
    uint32_t uac = UAC_NORMAL | UAC_DISABLED;

    bag_start(&source->bag, arena_printf(&source->arena, "CN=krbtgt,CN=Users,%s",
                                         source_context(source, domain->dns)));
    bag_add(&source->bag, ATTR_OBJECT_CLASS, "user");
    source_add_sid(source,
                   arena_printf(&source->arena, "%s-502", source_domain_sid(source, domain)));
    bag_add(&source->bag, ATTR_SAM_ACCOUNT_NAME, "krbtgt");
    bag_add(&source->bag, ATTR_SERVICE_PRINCIPAL_NAME, "kadmin/changepw");
    bag_add(&source->bag, ATTR_PRIMARY_GROUP_ID, "513");
    source_add_number(source, ATTR_USER_ACCOUNT_CONTROL,
                      uac | (domain->krbtgt_not_delegated ? UAC_NOT_DELEGATED : 0));
    source_deliver(source);
}

static void add_trust(struct source *source, const struct world *world,
                      const struct world_trust *trust)
{
    const struct world_domain *from = &world->domains[trust->from];
    const struct world_domain *to = &world->domains[trust->to];

    bag_start(&source->bag, arena_printf(&source->arena, "CN=%s,CN=System,%s", to->dns,
                                         source_context(source, from->dns)));
    bag_add(&source->bag, ATTR_OBJECT_CLASS, "trustedDomain");
    bag_add(&source->bag, ATTR_TRUST_PARTNER, to->dns);
    bag_add(&source->bag, ATTR_FLAT_NAME, to->netbios);
    source_add_number(source, ATTR_TRUST_DIRECTION, trust->direction);
    source_add_number(source, ATTR_TRUST_TYPE, 2);
    if (trust->has_attributes)
        source_add_number(source, ATTR_TRUST_ATTRIBUTES, trust->attributes);
    bag_add_bytes(&source->bag, ATTR_SECURITY_IDENTIFIER,
                  fixture_sid(&source->arena, source_domain_sid(source, to)));
    source_deliver(source);
}

static void add_world(struct source *source, const struct world *world)
{
    for (size_t i = 0; i < world->domain_count; i++) {
        const struct world_domain *domain = &world->domains[i];

        if (!domain->read)
            continue;
        if (domain->forest > 0)
            add_mappings(source, root_of(source, world, domain->forest));
        if (domain->rootdse)
            add_rootdse(source, world, domain);
        add_controller(source, root_of(source, world, domain->forest), domain, domain->dc_lowest);
        if (domain->dc_highest != domain->dc_lowest)
            add_controller(source, root_of(source, world, domain->forest), domain,
                           domain->dc_highest);
        add_head(source, domain);
        add_krbtgt(source, domain);
        for (size_t j = 0; j < world->account_count; j++)
            if (world->accounts[j].domain == i)
                feed_account(source, world, j);
        for (size_t j = 0; j < world->trust_count; j++)
            if (world->trusts[j].from == i)
                add_trust(source, world, &world->trusts[j]);
        cover(source, source_context(source, domain->dns), domain->whole);
    }
}

// The domain that holds the configuration. Its one account lets everybody act where the forest
// has such a descriptor.
static void add_root(struct source *source, const struct world *traits)
{
    const struct world_domain root = {
        .dns = "forest.test",
        .netbios = "FOREST",
        .sid = 1,
        .profile = KDC_WINDOWS,
        .domain_level = 7,
        .dc_lowest = 7,
        .dc_highest = 7,
    };
    const struct world_domain unread = {.dns = "unread.test", .netbios = "UNREAD"};
    struct world rest = {.domain_count = 1, .account_count = 1, .domains = {root}};

    add_rootdse(source, &rest, &root);
    add_cross_ref(source, ROOT_DN, &root);
    if (!traits->rest_whole)
        add_cross_ref(source, ROOT_DN, &unread);
    add_controller(source, ROOT_DN, &root, 7);
    add_mappings(source, ROOT_DN);
    add_head(source, &root);
    rest.accounts[0] = (struct world_account){
        .kind = ACCOUNT_COMPUTER,
        .name = "ROOT01",
        .rid = 1100,
        .has_uac = true,
        .uac = UAC_WORKSTATION,
        .primary_group = -1,
        .descriptor = traits->grants_everybody ? DESCRIPTOR_NULL : DESCRIPTOR_ABSENT,
    };
    feed_account(source, &rest, 0);
    cover(source, ROOT_DN, true);
}

bool feed_directory(const struct world *worlds, size_t count, const struct sink *sink,
                    struct error *error)
{
    struct source source = {.sink = sink, .error = error};

    add_root(&source, &worlds[0]);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < worlds[i].domain_count; j++)
            if (worlds[i].domains[j].read)
                add_cross_ref(&source, root_of(&source, &worlds[i], worlds[i].domains[j].forest),
                              &worlds[i].domains[j]);
    for (size_t i = 0; i < count; i++)
        add_world(&source, &worlds[i]);
    arena_clear(&source.arena);
    return !source.failed;
}
