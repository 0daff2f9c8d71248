// SPDX-License-Identifier: Apache-2.0
// Turns about domains, their controllers, what was read of them, and trusts.
#include "maker.h"

static struct world_domain *some_domain(struct maker *maker)
{
    return &maker->world
                ->domains[random_below(&maker->random, (unsigned)maker->world->domain_count)];
}

// Mostly one vendor for all.
static bool profile_other(struct maker *maker)
{
    static const enum kdc_profile profiles[] = {KDC_SAMBA_417, KDC_SAMBA, KDC_SAMBA, KDC_UNKNOWN};
    enum kdc_profile profile = profiles[random_below(&maker->random, 4)];

    if (random_chance(&maker->random, 20)) {
        some_domain(maker)->profile = profile;
        return true;
    }
    for (size_t i = 0; i < maker->world->domain_count; i++)
        maker->world->domains[i].profile = profile;
    return true;
}

static bool level_low(struct maker *maker)
{
    static const struct {
        int domain, lowest, highest;
    } levels[] = {{4, 4, 4}, {4, 4, 7}, {4, 7, 7}, {5, 5, 5}, {5, 5, 6}, {6, 6, 7}, {4, 5, 5}};
    struct world_domain *domain = some_domain(maker);
    unsigned choice = random_below(&maker->random, 7);

    domain->domain_level = levels[choice].domain;
    domain->dc_lowest = levels[choice].lowest;
    domain->dc_highest = levels[choice].highest;
    return true;
}

static bool rootdse_unread(struct maker *maker)
{
    struct world_domain *domain = some_domain(maker);

    domain->rootdse = false;
    domain->profile = KDC_UNKNOWN;
    return true;
}

static bool krbtgt_sensitive(struct maker *maker)
{
    some_domain(maker)->krbtgt_not_delegated = true;
    return true;
}

static bool domain_cut(struct maker *maker)
{
    if (maker->world->rest_whole)
        return false;
    some_domain(maker)->whole = false;
    return true;
}

static bool group_cut(struct maker *maker)
{
    int group =
        random_chance(&maker->random, 50) ? some_domain(maker)->protected_users : ACTOR_GROUP;
    struct world_account *account;

    if (group < 0)
        return false;
    account = &maker->world->accounts[group];
    if (account->member_count == 0) // a cut list has what came before the cut
        account->members[account->member_count++] = ACTOR_OTHER;
    account->members_cut = true;
    return true;
}

// What is in a group for mail is in nothing that a token knows; nobody's primary group is one.
static bool group_for_mail(struct maker *maker)
{
    struct world *world = maker->world;
    int group = random_chance(&maker->random, 50) ? ACTOR_GROUP : ACTOR_NESTED;

    for (size_t i = 0; i < world->account_count; i++)
        if (world->accounts[i].primary_group == group)
            return false;
    world->accounts[group].mail = true;
    return true;
}

static bool no_protected_users(struct maker *maker)
{
    struct world_domain *domain = some_domain(maker);
    struct world_account *group;

    if (domain->protected_users < 0)
        return false;
    // A group of another number in its place: it is not the last account.
    group = &maker->world->accounts[domain->protected_users];
    group->rid = 4000;
    domain->protected_users = -1;
    return true;
}

static bool trust_missing(struct maker *maker)
{
    struct world *world = maker->world;

    if (world->trust_count == 0)
        return false;
    world->trusts[0] = world->trusts[--world->trust_count];
    return true;
}

static bool trust_outbound(struct maker *maker)
{
    if (maker->world->trust_count == 0)
        return false;
    maker->world->trusts[random_below(&maker->random, (unsigned)maker->world->trust_count)]
        .direction = random_chance(&maker->random, 70) ? 2 : 0;
    return true;
}

const struct turn forest_turns[] = {
    {"profile-other", 9, profile_other},
    {"level-low", 8, level_low},
    {"rootdse-unread", 3, rootdse_unread},
    {"krbtgt-sensitive", 2, krbtgt_sensitive},
    {"domain-cut", 4, domain_cut},
    {"group-cut", 4, group_cut},
    {"group-for-mail", 4, group_for_mail},
    {"no-protected-users", 2, no_protected_users},
    {"trust-missing", 2, trust_missing},
    {"trust-outbound", 2, trust_outbound},
    {NULL},
};
