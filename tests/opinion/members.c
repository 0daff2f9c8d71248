// SPDX-License-Identifier: Apache-2.0
// Memberships: direct, nested, by primary group; "maybe" where something was not read.
#include "parts.h"

// Depth first; `seen` is a set of groups. YES as soon as one way leads there.
static enum certainty search(const struct world *world, int account, int group, uint64_t *seen)
{
    const struct world_account *it = &world->accounts[group];
    enum certainty answer = NO;

    if (it->mail || *seen & UINT64_C(1) << group)
        return NO;
    *seen |= UINT64_C(1) << group;
    if (world->accounts[account].primary_group == group)
        return YES;
    for (size_t i = 0; i < it->member_count; i++) {
        int member = (int)it->members[i];

        if (member == account)
            return YES;
        if (world->accounts[member].kind != ACCOUNT_GROUP)
            continue;
        enum certainty nested = search(world, account, member, seen);
        if (nested > answer)
            answer = nested;
        if (answer == YES)
            return YES;
    }
    return it->members_cut && answer < MAYBE ? MAYBE : answer;
}

enum certainty is_member(const struct world *world, int account, int group)
{
    uint64_t seen = 0;

    return search(world, account, group, &seen);
}

enum certainty in_protected_users(const struct world *world, int account)
{
    const struct world_domain *domain = &world->domains[world->accounts[account].domain];
    enum certainty answer = NO;

    if (domain->protected_users >= 0)
        answer = is_member(world, account, domain->protected_users);
    // The group, or one in between, may be what was not read: every domain has the group, but for
    // those of Windows below the level that brought it.
    bool lacks = domain->profile == KDC_WINDOWS && domain->rootdse && domain->domain_level < 6;

    return answer == NO && (!domain->whole || (domain->protected_users < 0 && !lacks)) ? MAYBE
                                                                                       : answer;
}
