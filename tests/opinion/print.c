// SPDX-License-Identifier: Apache-2.0
// A world as text: everything that the opinion looked at, one line a thing.
#include "worlds.h"

static void print_domains(FILE *out, const struct world *world)
{
    fprintf(out,
            "seed %llu rest-whole=%d grants-everybody=%d turns:", (unsigned long long)world->seed,
            world->rest_whole, world->grants_everybody);
    for (size_t i = 0; turn_name(i); i++)
        if (world->turned[i])
            fprintf(out, " %s", turn_name(i));
    fputc('\n', out);
    for (size_t i = 0; i < world->domain_count; i++) {
        const struct world_domain *it = &world->domains[i];

        fprintf(out,
                "domain %s forest=%u%s whole=%d rootdse=%d profile=%s level=%d "
                "controllers=%d..%d%s%s\n",
                it->dns, it->forest, it->read ? "" : " unread", it->whole, it->rootdse,
                kdc_profile_word(it->profile), it->domain_level, it->dc_lowest, it->dc_highest,
                it->krbtgt_not_delegated ? " krbtgt-sensitive" : "",
                it->protected_users < 0 ? " no-protected-users" : "");
    }
    for (size_t i = 0; i < world->trust_count; i++) {
        const struct world_trust *it = &world->trusts[i];

        fprintf(out, "trust %s -> %s direction=%u attributes=", world->domains[it->from].dns,
                world->domains[it->to].dns, it->direction);
        fprintf(out, it->has_attributes ? "0x%x\n" : "unread\n", it->attributes);
    }
}

static const char *who(const struct world *world, int number)
{
    static const char *const parties[] = {"-",      "(empty)",        "(missing)",
                                          "SYSTEM", "NetworkService", "LocalService"};

    return number >= 0 ? world->accounts[number].name : parties[-number];
}

static const char *trustee(const struct world *world, int number)
{
    static const char *const sids[] = {"-",       "S-1-1-0",  "S-1-5-11", "S-1-18-1", "...-497",
                                       "S-1-5-2", "S-1-18-2", "...-496",  "(deleted)"};

    return number >= 0 ? world->accounts[number].name : sids[-number];
}

static void print_descriptor(FILE *out, const struct world *world,
                             const struct world_account *account)
{
    static const char *const kinds[] = {"allow", "deny", "conditional-allow", "conditional-deny",
                                        "object-allow"};
    static const char *const descriptors[] = {"", " rbcd=null", " rbcd:", " rbcd=broken"};

    fprintf(out, "%s", descriptors[account->descriptor]);
    for (size_t i = 0; i < account->ace_count; i++) {
        const struct world_ace *ace = &account->aces[i];

        fprintf(out, " [%s %s 0x%x%s]", kinds[ace->kind], trustee(world, ace->who), ace->mask,
                ace->inherit_only ? " inherit-only" : "");
    }
}

static void print_account(FILE *out, const struct world *world, const struct world_account *it)
{
    static const char *const hours[] = {"", " hours=always", " hours=never"};
    static const char *const passwords[] = {"", " password-expired", " must-change"};
    static const char *const systems[] = {
        "",      " 10",  " 11-pro", " 11-old-enterprise", " 11-enterprise", " 11-education",
        " 2022", " 2025"};

    fprintf(out, "%s %s %s rid=%u", account_kind_word(it->kind), it->name,
            world->domains[it->domain].dns, it->rid);
    if (it->kind != ACCOUNT_GROUP)
        fprintf(out, it->has_uac ? " uac=0x%x" : " uac=unread", it->uac);
    fprintf(out, "%s%s%s%s%s", it->expired ? " expired" : "", it->locked ? " locked" : "",
            hours[it->hours], passwords[it->password], systems[it->os]);
    if (it->primary_group >= 0)
        fprintf(out, " primary=%s", who(world, it->primary_group));
    for (size_t i = 0; i < it->member_count; i++)
        fprintf(out, " member=%s", who(world, (int)it->members[i]));
    fprintf(out, "%s%s", it->members_cut ? " members-cut" : "", it->mail ? " mail" : "");
    for (size_t i = 0; i < it->spn_count; i++)
        fprintf(out, " spn=%s", it->spns[i]);
    for (size_t i = 0; i < it->list_count; i++)
        fprintf(out, " list=%s", it->list[i]);
    fprintf(out, "%s", it->list_cut ? " list-cut" : "");
    print_descriptor(out, world, it);
    fputc('\n', out);
}

static void print_hosts(FILE *out, const struct world *world)
{
    for (size_t i = 0; i < world->host_count; i++) {
        const struct world_host *it = &world->hosts[i];

        fprintf(out, "host %s", who(world, (int)it->account));
        if (it->has_facts)
            fprintf(out, " machine-level=%s idf=%s dcom=%s guard=%s joined=%s",
                    machine_level_word(it->machine_level), answer_word(it->idf),
                    answer_word(it->dcom), answer_word(it->guard), answer_word(it->joined));
        fputs(it->has_facts ? "\n" : " no facts\n", out);
    }
}

static void print_request(FILE *out, const struct world *world, const struct world_request *it)
{
    fprintf(out, "request %s on %s kind=%s level=%s complus=%s proxy=%s flags=0x%x",
            it->application, who(world, (int)world->hosts[it->host].account), kind_word(it->kind),
            level_word(it->level), level_word(it->complus_level), level_word(it->proxy_level),
            it->flags);
    fprintf(out, " transport=%s service=%s authn=%s cloaking=%s identity=%s",
            transport_word(it->transport), authn_service_word(it->authn_service),
            authn_level_word(it->authn_level), cloaking_word(it->cloaking),
            who(world, it->identity));
    for (size_t i = 0; i < it->caller_count; i++)
        fprintf(out, " caller=%s", who(world, it->callers[i]));
    fprintf(out, " server=%s by=%s target=%s\n", it->server, who(world, it->server_identity),
            *it->target ? it->target : "(none)");
}

void world_print(FILE *out, const struct world *world)
{
    print_domains(out, world);
    for (size_t i = 0; i < world->account_count; i++)
        print_account(out, world, &world->accounts[i]);
    print_hosts(out, world);
    for (size_t i = 0; i < world->request_count; i++)
        print_request(out, world, &world->requests[i]);
}
