// SPDX-License-Identifier: Apache-2.0
// Who may act for others where: the server's list, the target's descriptor.
#include "parts.h"

enum { RIGHT_CONTROL_ACCESS = 0x100, RIGHT_GENERIC_ALL = 0x10000000 };

// The SID of an entry is in the token of the server; `filtered`: but for what a trust drops.
static enum certainty in_token(const struct world *world, int server, int who, bool filtered)
{
    switch (who) {
    case SID_EVERYONE:
    case SID_AUTHENTICATED:
    case SID_ASSERTED:
    case SID_CLAIMS_VALID:
        return YES;
    case SID_NETWORK: // seen in the tokens that Samba checks, not in those of Windows
        return world->domains[world->accounts[server].domain].profile == KDC_SAMBA ? YES : NO;
    case SID_SERVICE_ASSERTED:
    case SID_COMPOUND:
        return NO;
    case SID_DELETED:
        return world->domains[world->accounts[server].domain].whole ? NO : MAYBE;
    default:
        break;
    }
    if (filtered && world->accounts[who].domain == world->accounts[server].domain)
        return NO;
    if (who == server)
        return YES;
    return world->accounts[who].kind == ACCOUNT_GROUP ? is_member(world, server, who) : NO;
}

// Walks the list with one way to settle every doubtful entry: it counts, or it does not. The
// n-th doubtful entry counts where bit n of `counts` is set.
static bool walk(const struct world *world, int server, const struct world_account *target,
                 unsigned counts, uint32_t right, bool filtered)
{
    unsigned doubts = 0;

    for (size_t i = 0; i < target->ace_count; i++) {
        const struct world_ace *ace = &target->aces[i];
        bool allows = ace->kind != ACE_DENY && ace->kind != ACE_CONDITIONAL_DENY;
        enum certainty in = in_token(world, server, ace->who, filtered);

        if (ace->inherit_only || !(ace->mask & right) || in == NO)
            continue;
        if (in == MAYBE || (ace->kind != ACE_ALLOW && ace->kind != ACE_DENY)) {
            if (!(counts & 1u << doubts++))
                continue;
        }
        return allows;
    }
    return false;
}

static enum grant grant_with(const struct world *world, int server, int target, bool filtered)
{
    const struct world_account *it = &world->accounts[target];
    bool given = false, denied = false;

    if (it->descriptor == DESCRIPTOR_ABSENT) // both stand in one property set
        return it->has_uac ? GRANT_ABSENT : GRANT_UNREAD;
    if (it->descriptor == DESCRIPTOR_BROKEN)
        return GRANT_UNDECIDED;
    if (it->descriptor == DESCRIPTOR_NULL)
        return GRANT_GIVEN;
    for (unsigned counts = 0; counts < 1u << WORLD_NAMES; counts++) {
        if (walk(world, server, it, counts, RIGHT_CONTROL_ACCESS, filtered))
            given = true;
        else
            denied = true;
    }
    if (given && denied)
        return GRANT_UNDECIDED;
    if (given)
        return GRANT_GIVEN;
    if (walk(world, server, it, 0, RIGHT_CONTROL_ACCESS | RIGHT_GENERIC_ALL, filtered))
        return GRANT_GENERIC;
    return GRANT_DENIED;
}

enum grant grant_of(const struct world *world, int server, int target)
{
    return grant_with(world, server, target, false);
}

enum certainty is_granted_something(const struct world *world, int server)
{
    enum certainty answer = NO;

    if (world->accounts[server].list_count > 0 || world->grants_everybody)
        return YES;
    for (size_t i = 0; i < world->account_count; i++) {
        if (world->domains[world->accounts[i].domain].profile == KDC_SAMBA_417)
            continue; // nobody asks the descriptor there
        switch (grant_of(world, server, (int)i)) {
        case GRANT_GIVEN:
            return YES;
        case GRANT_UNDECIDED:
        case GRANT_UNREAD:
            answer = MAYBE;
            break;
        default:
            break;
        }
    }
    return world->rest_whole ? answer : MAYBE;
}

// The list holds another name of the target: the same but for an aliased class, or one that the
// very same account has.
static bool list_has_other_name(const struct world *world, const struct world_account *server,
                                const struct lookup *target)
{
    for (size_t i = 0; i < server->list_count; i++) {
        struct lookup entry;

        if (spn_alias_equal(server->list[i], target->spn))
            return true;
        name_look_up(world, server->list[i], &entry);
        if (target->owner >= 0 && entry.owner == target->owner)
            return true;
    }
    return false;
}

static void add_list(const struct world *world, int account, const struct lookup *target,
                     struct findings *out)
{
    const struct world_account *server = &world->accounts[account];
    enum kdc_profile profile = world->domains[server->domain].profile;
    bool samba = profile == KDC_SAMBA || profile == KDC_SAMBA_417;

    if (target->owner >= 0 && world->accounts[target->owner].domain != server->domain) {
        findings_add(out, "server-list-cross-domain", EFFECT_FAILS, WAY_C | WAY_TC);
        return;
    }
    if (server->list_count == 0 && !server->list_cut)
        return; // said of the server itself
    for (size_t i = 0; i < server->list_count; i++)
        if (same_text(server->list[i], target->spn))
            return;
    if (server->list_cut)
        findings_add(out, "server-list-no-entry", EFFECT_UNKNOWN, WAY_C | WAY_TC);
    else if (list_has_other_name(world, server, target))
        findings_add(out, "server-list-alias-only", samba ? EFFECT_FAILS : EFFECT_LIKELY,
                     WAY_C | WAY_TC);
    else
        findings_add(out, "server-list-no-entry", EFFECT_FAILS, WAY_C | WAY_TC);
}

// Whether the target's KDC knows the attribute: Windows from 2012, Samba from 4.19.
static enum effect support_of(const struct world_domain *domain)
{
    if (domain->profile == KDC_SAMBA_417) // a build with MIT krb5 does
        return EFFECT_LIKELY;
    if (domain->profile == KDC_UNKNOWN || !domain->rootdse)
        return EFFECT_UNKNOWN;
    if (domain->profile == KDC_WINDOWS && domain->dc_highest < 5)
        return EFFECT_FAILS;
    // Chance decides which controller answers.
    return domain->profile == KDC_WINDOWS && domain->dc_lowest < 5 ? EFFECT_LIKELY : EFFECT_NOTE;
}

// What the descriptor grants may hang on a SID that a trust on the way drops.
static void add_filter(const struct world *world, int server, int target, struct findings *out)
{
    unsigned from = world->accounts[server].domain, to = world->accounts[target].domain;
    enum grant grant;
    struct way way;

    if (from == to)
        return;
    find_way(world, from, to, &way);
    if (!way.found || !drops_sids_of(world, &way, from))
        return;
    grant = grant_with(world, server, target, true);
    if (grant != GRANT_GIVEN)
        findings_add(out, "target-rbcd-sid-filtered",
                     grant == GRANT_UNDECIDED ? EFFECT_UNKNOWN : EFFECT_FAILS, WAY_R | WAY_TR);
}

static void add_descriptor(const struct world *world, int server, int target, struct findings *out)
{
    static const struct {
        const char *reason;
        enum effect effect;
    } answers[] = {
        [GRANT_ABSENT] = {"target-rbcd-absent", EFFECT_FAILS},
        [GRANT_UNREAD] = {"target-data-unreadable", EFFECT_UNKNOWN},
        [GRANT_DENIED] = {"target-rbcd-denied", EFFECT_FAILS},
        [GRANT_GENERIC] = {"target-rbcd-generic-mask", EFFECT_FAILS},
        [GRANT_UNDECIDED] = {"target-rbcd-conditional", EFFECT_UNKNOWN},
    };
    enum effect support = support_of(&world->domains[world->accounts[target].domain]);
    enum grant grant = grant_of(world, server, target);

    if (support != EFFECT_NOTE && grant != GRANT_ABSENT && grant != GRANT_UNREAD)
        findings_add(out, "target-rbcd-unsupported-kdc", support, WAY_R | WAY_TR);
    if (grant != GRANT_GIVEN)
        findings_add(out, answers[grant].reason, answers[grant].effect, WAY_R | WAY_TR);
    else
        add_filter(world, server, target, out);
}

void add_permission(const struct world *world, int server, const struct lookup *target,
                    struct findings *out)
{
    add_list(world, server, target, out);
    if (target->owner >= 0)
        add_descriptor(world, server, target->owner, out);
}
