// SPDX-License-Identifier: Apache-2.0
// Each account of a world as the attribute bag that a scan would deliver.
#include <inttypes.h>

#include "feed_source.h"
#include "unit/core/fixture.h"

static const char *account_sid(struct source *source, const struct world *world, size_t number)
{
    const struct world_account *account = &world->accounts[number];

    return arena_printf(&source->arena, "%s-%u",
                        source_domain_sid(source, &world->domains[account->domain]), account->rid);
}

static const char *account_dn(struct source *source, const struct world *world, size_t number)
{
    const struct world_account *account = &world->accounts[number];

    return arena_printf(&source->arena, "CN=%s,CN=Users,%s", account->name,
                        source_context(source, world->domains[account->domain].dns));
}

static const char *entry_sid(struct source *source, const struct world *world, size_t target,
                             int who)
{
    static const char *const texts[] = {
        [-SID_EVERYONE] = "S-1-1-0",
        [-SID_AUTHENTICATED] = "S-1-5-11",
        [-SID_ASSERTED] = "S-1-18-1",
        [-SID_CLAIMS_VALID] = "S-1-5-21-0-0-0-497",
        [-SID_NETWORK] = "S-1-5-2",
        [-SID_SERVICE_ASSERTED] = "S-1-18-2",
        [-SID_COMPOUND] = "S-1-5-21-0-0-0-496",
    };

    if (who >= 0)
        return account_sid(source, world, (size_t)who);
    if (who != SID_DELETED)
        return texts[-who];
    return arena_printf(&source->arena, "%s-9999",
                        source_domain_sid(source, &world->domains[world->accounts[target].domain]));
}

// A descriptor whose list is NULL (MS-DTYP 2.4.6): its offset is 0.
static const char null_descriptor[] = "\1\0\4\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

static struct bytes descriptor_of(struct source *source, const struct world *world, size_t number)
{
    static const uint8_t types[] = {
        [ACE_ALLOW] = 0,
        [ACE_DENY] = 1,
        [ACE_CONDITIONAL_ALLOW] = 9,
        [ACE_CONDITIONAL_DENY] = 10,
        [ACE_OBJECT_ALLOW] = 5,
    };
    const struct world_account *account = &world->accounts[number];
    struct fixture_ace aces[WORLD_NAMES];

    if (account->descriptor == DESCRIPTOR_BROKEN)
        return BYTES("\1");
    if (account->descriptor == DESCRIPTOR_NULL)
        return (struct bytes){null_descriptor, sizeof null_descriptor - 1};
    for (size_t i = 0; i < account->ace_count; i++) {
        const struct world_ace *ace = &account->aces[i];
        bool conditional = ace->kind == ACE_CONDITIONAL_ALLOW || ace->kind == ACE_CONDITIONAL_DENY;

        aces[i] = (struct fixture_ace){
            .type = types[ace->kind],
            .flags = ace->inherit_only ? 8 : 0,
            .mask = ace->mask,
            .sid = entry_sid(source, world, number, ace->who),
            .guids = ace->kind == ACE_OBJECT_ALLOW ? "00000000" : NULL,
            .tail = conditional ? "61727478" : NULL, // "artx" and no condition
        };
    }
    return fixture_descriptor(&source->arena, aces, account->ace_count);
}

static const char *const kind_classes[][4] = {
    [ACCOUNT_USER] = {"user"},
    [ACCOUNT_COMPUTER] = {"user", "computer"},
    [ACCOUNT_GMSA] = {"user", "computer", "msDS-GroupManagedServiceAccount"},
    [ACCOUNT_GROUP] = {"group"},
};

static void add_control(struct source *source, const struct world_account *account)
{
    int64_t computed =
        (account->locked ? 0x10 : 0) | (account->password != PASSWORD_FRESH ? 0x800000 : 0);

    source_add_number(source, ATTR_USER_ACCOUNT_CONTROL, account->uac);
    source_add_number(source, ATTR_UAC_COMPUTED, computed);
    // 2024-01-01 as FILETIME; 2020 where something is over.
    source_add_number(source, ATTR_PWD_LAST_SET,
                      account->password == PASSWORD_MUST_CHANGE ? 0 : INT64_C(133485408000000000));
    source_add_number(source, ATTR_ACCOUNT_EXPIRES,
                      account->expired ? INT64_C(132223104000000000) : INT64_MAX);
    if (account->locked)
        source_add_number(source, ATTR_LOCKOUT_TIME, INT64_C(133485408000000000));
    if (account->hours == HOURS_ALWAYS)
        bag_add_bytes(&source->bag, ATTR_LOGON_HOURS,
                      fixture_hex(&source->arena, "ffffffffffffffffffffffffffffffffffffffffff"));
    if (account->hours == HOURS_NEVER)
        bag_add_bytes(&source->bag, ATTR_LOGON_HOURS,
                      fixture_hex(&source->arena, "000000000000000000000000000000000000000000"));
}

static void add_system(struct source *source, enum world_os os)
{
    static const char *const names[][2] = {
        [OS_10] = {"Windows 10 Enterprise", "10.0 (19045)"},
        [OS_11_PRO] = {"Windows 11 Pro", "10.0 (22631)"},
        [OS_11_OLD_ENTERPRISE] = {"Windows 11 Enterprise", "10.0 (22000)"},
        [OS_11_ENTERPRISE] = {"Windows 11 Enterprise", "10.0 (22621)"},
        [OS_11_EDUCATION] = {"Windows 11 Education", "10.0 (22631)"},
        [OS_2022] = {"Windows Server 2022 Datacenter", "10.0 (20348)"},
        [OS_2025] = {"Windows Server 2025 Standard", "10.0 (26100)"},
    };

    if (os == OS_NOT_READ)
        return;
    bag_add(&source->bag, ATTR_OPERATING_SYSTEM, names[os][0]);
    bag_add(&source->bag, ATTR_OPERATING_SYSTEM_VERSION, names[os][1]);
}

static void add_lists(struct source *source, const struct world *world, size_t number)
{
    const struct world_account *account = &world->accounts[number];

    for (size_t i = 0; i < account->spn_count; i++)
        bag_add(&source->bag, ATTR_SERVICE_PRINCIPAL_NAME, account->spns[i]);
    for (size_t i = 0; i < account->list_count; i++)
        bag_add(&source->bag, ATTR_ALLOWED_TO_DELEGATE_TO, account->list[i]);
    source->bag.attrs.values[ATTR_ALLOWED_TO_DELEGATE_TO].truncated = account->list_cut;
    for (size_t i = 0; i < account->member_count; i++)
        bag_add(&source->bag, ATTR_MEMBER, account_dn(source, world, account->members[i]));
    source->bag.attrs.values[ATTR_MEMBER].truncated = account->members_cut;
    if (account->descriptor != DESCRIPTOR_ABSENT)
        bag_add_bytes(&source->bag, ATTR_ALLOWED_TO_ACT, descriptor_of(source, world, number));
}

void feed_account(struct source *source, const struct world *world, size_t number)
{
    const struct world_account *account = &world->accounts[number];
    bool is_group = account->kind == ACCOUNT_GROUP;
    bool is_machine = account->kind != ACCOUNT_USER && !is_group;

    bag_start(&source->bag, account_dn(source, world, number));
    for (size_t i = 0; i < 4 && kind_classes[account->kind][i]; i++)
        bag_add(&source->bag, ATTR_OBJECT_CLASS, kind_classes[account->kind][i]);
    source_add_sid(source, account_sid(source, world, number));
    bag_add(&source->bag, ATTR_SAM_ACCOUNT_NAME,
            arena_printf(&source->arena, "%s%s", account->name, is_machine ? "$" : ""));
    if (is_group) // global, for security or for mail (MS-ADTS 2.2.12)
        bag_add(&source->bag, ATTR_GROUP_TYPE, account->mail ? "2" : "-2147483646");
    else if (account->has_uac)
        add_control(source, account);
    if (!is_group)
        source_add_number(source, ATTR_PRIMARY_GROUP_ID,
                          account->primary_group >= 0 ? world->accounts[account->primary_group].rid
                          : is_machine                ? 515
                                                      : 513);
    if (account->kind == ACCOUNT_COMPUTER) {
        bag_add(&source->bag, ATTR_DNS_HOST_NAME,
                arena_printf(&source->arena, "%s.%s", account->name,
                             world->domains[account->domain].dns));
        add_system(source, account->os);
    }
    add_lists(source, world, number);
    source_deliver(source);
}
