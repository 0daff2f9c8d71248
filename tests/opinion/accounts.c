// SPDX-License-Identifier: Apache-2.0
// What the account of a client, a server or a target adds: its state, its flags, its groups.
#include "parts.h"

static bool is_samba(enum kdc_profile profile)
{
    return profile == KDC_SAMBA || profile == KDC_SAMBA_417;
}

static const struct world_domain *domain_of(const struct world *world, int account)
{
    return &world->domains[world->accounts[account].domain];
}

// The password must be changed before anything else. A smart card, a password that never expires
// and the machine's own never do (MS-ADTS 3.1.1.4.5.17).
static bool password_is_over(const struct world_account *account)
{
    return account->password != PASSWORD_FRESH;
}

// Protected Users in force for an account: what it does to the account's own tickets, and to
// tickets that a server makes for it by S4U2Self.
struct protection {
    enum effect own, transition; // EFFECT_NOTE: nothing
};

static struct protection protection_of(const struct world *world, int account)
{
    const struct world_account *it = &world->accounts[account];
    const struct world_domain *domain = domain_of(world, account);
    enum certainty member = in_protected_users(world, account);
    bool levels = domain->rootdse, sensitive = it->has_uac && (it->uac & UAC_NOT_DELEGATED);
    bool spared = it->rid == 500 && !sensitive;

    if (member == NO)
        return (struct protection){EFFECT_NOTE, EFFECT_NOTE};
    if (domain->profile == KDC_UNKNOWN || !levels)
        return (struct protection){EFFECT_UNKNOWN, EFFECT_UNKNOWN};
    if (is_samba(domain->profile)) // at any level; S4U2Self does not look
        return (struct protection){member == YES ? EFFECT_FAILS : EFFECT_UNKNOWN, EFFECT_NOTE};
    if (domain->domain_level < 6 && domain->dc_highest < 6)
        return (struct protection){EFFECT_NOTE, EFFECT_NOTE};
    if (member == MAYBE || spared)
        return (struct protection){EFFECT_UNKNOWN, EFFECT_UNKNOWN};
    if (domain->domain_level >= 6)
        return (struct protection){EFFECT_FAILS, EFFECT_FAILS};
    return (struct protection){EFFECT_LIKELY, EFFECT_LIKELY};
}

static void add_client_state(const struct world_account *it, const struct world_domain *domain,
                             struct findings *out)
{
    if (it->uac & UAC_DISABLED)
        findings_add(out, "client-disabled", EFFECT_FAILS, WAY_ALL);
    if (it->expired)
        findings_add(out, "client-expired", EFFECT_FAILS, WAY_ALL);
    if (it->locked)
        findings_add(out, "client-locked", EFFECT_LIKELY, WAY_ALL);
    // Samba was seen not to look at the hours in S4U2Self.
    if (it->hours == HOURS_NEVER)
        findings_add(out, "client-logon-hours", EFFECT_LIKELY,
                     is_samba(domain->profile) ? WAY_OWN : WAY_ALL);
    if (password_is_over(it)) {
        // S4U2Self works; the proxy step is refused by Samba, and nobody says what Windows does.
        findings_add(out, "client-pwd-expired", EFFECT_FAILS, WAY_OWN);
        findings_add(out, "client-pwd-expired",
                     is_samba(domain->profile) ? EFFECT_FAILS : EFFECT_UNKNOWN, WAY_TRANSITION);
    }
}

void add_client(const struct world *world, int account, struct findings *out)
{
    const struct world_account *it = &world->accounts[account];
    const struct world_domain *domain = domain_of(world, account);
    struct protection protection = protection_of(world, account);
    bool known = in_protected_users(world, account) == YES;
    const char *reason = known ? "client-protected-user" : "client-membership-unread";

    if (!it->has_uac)
        findings_add(out, "client-data-unreadable", EFFECT_UNKNOWN, WAY_ALL);
    else
        add_client_state(it, domain, out);
    if (it->has_uac && (it->uac & UAC_NOT_DELEGATED))
        findings_add(out, "client-not-delegated", EFFECT_FAILS, WAY_ALL);
    if (protection.own != EFFECT_NOTE)
        findings_add(out, reason, protection.own, WAY_OWN);
    if (protection.transition != EFFECT_NOTE)
        findings_add(out, reason, protection.transition, WAY_TRANSITION);
    // The client's TGT is a ticket to krbtgt. Reports say so, no specification does, and Samba
    // was seen not to look at the flag.
    if (domain->krbtgt_not_delegated && !is_samba(domain->profile))
        findings_add(out, "krbtgt-not-delegated", EFFECT_LIKELY, WAY_ALL);
}

// Its own TGT is not forwardable, so no S4U2Self ticket of its is. Tickets of others to it lose
// the flag on Samba; on Windows the sources do not agree.
static void add_sensitive_server(enum kdc_profile profile, struct findings *out)
{
    findings_add(out, "server-sensitive", EFFECT_FAILS, WAY_TRANSITION);
    if (profile == KDC_WINDOWS)
        findings_add(out, "server-sensitive", EFFECT_ASSUMED, WAY_EVIDENCE);
    else
        findings_add(out, "server-sensitive", is_samba(profile) ? EFFECT_FAILS : EFFECT_UNKNOWN,
                     WAY_EVIDENCE);
}

// Without T2A4D an S4U2Self ticket is forwardable only where the list is empty, and there only
// from a Windows KDC of 2012 or later.
static void add_transition(const struct world_account *it, const struct world_domain *domain,
                           struct findings *out)
{
    bool known = domain->rootdse && domain->profile != KDC_UNKNOWN;

    if (it->uac & UAC_TRANSITION)
        return;
    if (it->list_count > 0 || it->list_cut || (known && domain->profile == KDC_SAMBA))
        findings_add(out, "transition-not-allowed", EFFECT_FAILS, WAY_TRANSITION);
    else if (!known)
        findings_add(out, "transition-not-allowed", EFFECT_UNKNOWN, WAY_TRANSITION);
    else if (domain->profile == KDC_SAMBA_417) // a build with MIT krb5 gives it
        findings_add(out, "transition-not-allowed", EFFECT_LIKELY, WAY_TRANSITION);
    else if (domain->dc_highest < 5)
        findings_add(out, "transition-not-allowed", EFFECT_FAILS, WAY_TRANSITION);
    else if (domain->dc_lowest < 5) // which controller will answer?
        findings_add(out, "transition-not-allowed", EFFECT_UNKNOWN, WAY_TRANSITION);
}

static void add_server_state(const struct world_account *it, struct findings *out)
{
    if (it->uac & UAC_DISABLED)
        findings_add(out, "server-disabled", EFFECT_FAILS, WAY_ALL);
    if (it->expired)
        findings_add(out, "server-expired", EFFECT_FAILS, WAY_ALL);
    if (it->locked)
        findings_add(out, "server-locked", EFFECT_LIKELY, WAY_ALL);
    if (it->hours == HOURS_NEVER)
        findings_add(out, "server-logon-hours", EFFECT_LIKELY, WAY_ALL);
    if (password_is_over(it))
        findings_add(out, "server-pwd-expired", EFFECT_FAILS, WAY_ALL);
}

static void add_trusted(const struct world *world, int account, struct findings *out)
{
    bool granted = is_granted_something(world, account) == YES;

    if (!(world->accounts[account].uac & UAC_TRUSTED))
        findings_add(out, granted ? "server-constrained-only" : "server-not-trusted", EFFECT_FAILS,
                     WAY_U);
}

// Samba finds a computer, and a managed service account, by its name. Where the flags did not come
// the names may not have come either.
static void add_no_spn(const struct world_account *it, const struct world_domain *domain,
                       struct findings *out)
{
    bool computer = it->kind == ACCOUNT_COMPUTER || it->kind == ACCOUNT_GMSA;
    bool known = domain->whole && it->has_uac && !(computer && domain->profile == KDC_UNKNOWN);

    if (!(computer && is_samba(domain->profile)))
        findings_add(out, "server-no-spn", known ? EFFECT_FAILS : EFFECT_UNKNOWN, WAY_ALL);
}

void add_server(const struct world *world, int account, struct findings *out)
{
    const struct world_account *it = &world->accounts[account];
    const struct world_domain *domain = domain_of(world, account);
    struct protection protection = protection_of(world, account);

    // Its own TGT comes by an AS request, so Samba's hole does not help it.
    if (protection.own != EFFECT_NOTE)
        findings_add(out,
                     in_protected_users(world, account) == YES ? "server-protected-user"
                                                               : "server-membership-unread",
                     protection.own, WAY_TRANSITION);
    if (domain->krbtgt_not_delegated && !is_samba(domain->profile))
        findings_add(out, "krbtgt-not-delegated", EFFECT_LIKELY, WAY_TRANSITION);
    if (it->spn_count == 0)
        add_no_spn(it, domain, out);
    if (it->list_count == 0 && !it->list_cut)
        findings_add(out, "server-list-empty", EFFECT_FAILS, WAY_C | WAY_TC);
    if (!it->has_uac) {
        findings_add(out, "server-data-unreadable", EFFECT_UNKNOWN, WAY_ALL);
        return;
    }
    add_server_state(it, out);
    add_trusted(world, account, out);
    add_transition(it, domain, out);
    if (it->uac & UAC_NOT_DELEGATED)
        add_sensitive_server(domain->profile, out);
    // A client's ticket without a PAC is no evidence: Samba was seen to refuse it.
    if (it->uac & UAC_NO_PAC)
        findings_add(out, "server-no-pac", is_samba(domain->profile) ? EFFECT_FAILS : EFFECT_LIKELY,
                     WAY_EVIDENCE);
}

static void add_target_account(const struct world *world, int account, struct findings *out)
{
    const struct world_account *it = &world->accounts[account];
    enum kdc_profile profile = domain_of(world, account)->profile;

    if (!it->has_uac) {
        findings_add(out, "target-data-unreadable", EFFECT_UNKNOWN, WAY_ALL);
        return;
    }
    // Samba gives out tickets to a disabled account, but none to one that is locked out.
    if ((it->uac & UAC_DISABLED) && !is_samba(profile))
        findings_add(out, "target-disabled",
                     profile == KDC_WINDOWS ? EFFECT_LIKELY : EFFECT_UNKNOWN, WAY_ALL);
    if (it->locked && is_samba(profile))
        findings_add(out, "target-locked", EFFECT_LIKELY, WAY_ALL);
    // The older Samba gives no ticket by S4U2Proxy to an account that wants no PAC.
    if ((it->uac & UAC_NO_PAC) && profile == KDC_SAMBA_417)
        findings_add(out, "target-no-pac", EFFECT_FAILS, WAY_EVIDENCE | WAY_TRANSITION);
}

void add_target(const struct world *world, const struct lookup *target, struct findings *out)
{
    if (target->owners > 1)
        findings_add(out, "target-spn-duplicate", EFFECT_FAILS, WAY_ALL);
    else if (target->owners == 1 && !target->certain)
        findings_add(out, "target-spn-assumed-unique", EFFECT_ASSUMED, WAY_ALL);
    else if (target->owners == 0)
        findings_add(out, "target-spn-missing",
                     (target->certain && !target->may_be_labelled) || target->is_address
                         ? EFFECT_FAILS
                         : EFFECT_UNKNOWN,
                     WAY_ALL);
    // The descriptor of an account that was not read was not read either.
    if (target->owners == 0 && !target->certain && !target->is_address)
        findings_add(out, "target-data-unreadable", EFFECT_UNKNOWN, WAY_R | WAY_TR);
    if (target->owner >= 0)
        add_target_account(world, target->owner, out);
}
