// SPDX-License-Identifier: Apache-2.0
// A forest's traits, the actors of a world, the settings that everything turns on.
#include "worlds.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "maker.h"

void maker_text(char out[WORLD_TEXT], const char *format, ...)
{
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(out, WORLD_TEXT, format, arguments);
    va_end(arguments);
    if (size >= WORLD_TEXT)
        abort();
}

void maker_host_name(const struct maker *maker, int computer, char out[WORLD_TEXT])
{
    const struct world_account *account = &maker->world->accounts[computer];

    maker_text(out, "%s.%s", account->name, maker->world->domains[account->domain].dns);
}

void maker_add_spn(struct world_account *account, const char *spn)
{
    for (size_t i = 0; i < account->spn_count; i++)
        if (strcasecmp(account->spns[i], spn) == 0)
            return;
    if (account->spn_count < WORLD_NAMES)
        maker_text(account->spns[account->spn_count++], "%s", spn);
}

// ---- the forest ----

static void set_traits(struct world *world, uint64_t batch)
{
    struct random random = {batch * 7919 + 13};

    world->rest_whole = random_chance(&random, 70);
    world->grants_everybody = random_chance(&random, 20);
}

static void add_domain(struct maker *maker, unsigned slot)
{
    struct world *world = maker->world;
    size_t number = world->domain_count++;
    struct world_domain *domain = &world->domains[number];
    char letter = (char)('a' + number);

    *domain = (struct world_domain){
        .sid = slot * 10 + (unsigned)number + 10,
        .read = true,
        .whole = true,
        .rootdse = true,
        .profile = KDC_WINDOWS,
        .domain_level = 7,
        .dc_lowest = 7,
        .dc_highest = 7,
        .protected_users = ACTOR_PROTECTED + (int)number,
    };
    snprintf(domain->dns, sizeof domain->dns, "w%u%c.test", slot, letter);
    snprintf(domain->netbios, sizeof domain->netbios, "W%u%c", slot, letter - 'a' + 'A');
}

static void add_trust(struct maker *maker, unsigned from, unsigned to)
{
    static const uint32_t inside[] = {0x20, 0x20, 0x20, 0x20, 0x820, 0x24, 0x220, 0x30};
    static const uint32_t outside[] = {0x8,   0x808, 0x808, 0x208, 0xA08, 0x4,   0x0,
                                       0x800, 0x804, 0x48,  0x18,  0x818, 0x809, 0x9};
    struct world *world = maker->world;
    bool same = world->domains[from].forest == world->domains[to].forest;
    uint32_t attributes =
        same ? inside[random_below(&maker->random, 8)] : outside[random_below(&maker->random, 14)];

    world->trusts[world->trust_count++] = (struct world_trust){
        .from = from,
        .to = to,
        .direction = random_chance(&maker->random, 85) ? 3 : 1,
        .has_attributes = random_chance(&maker->random, 93),
        .attributes = attributes,
    };
}

static void add_domains(struct maker *maker, unsigned slot)
{
    unsigned count = random_chance(&maker->random, 55)   ? 1
                     : random_chance(&maker->random, 70) ? 2
                                                         : 3;

    for (unsigned i = 0; i < count; i++) {
        add_domain(maker, slot);
        if (i > 0 && random_chance(&maker->random, 45)) // of the neighbour's forest otherwise
            maker->world->domains[i].forest = i;
        else if (i > 0)
            maker->world->domains[i].forest = maker->world->domains[i - 1].forest;
    }
    for (unsigned i = 0; i + 1 < count; i++) {
        add_trust(maker, i, i + 1);
        add_trust(maker, i + 1, i);
    }
}

// A forest that is trusted and was not read.
static void add_foreign_forest(struct maker *maker, unsigned slot)
{
    struct world *world = maker->world;
    unsigned number = (unsigned)world->domain_count;

    if (!random_chance(&maker->random, 15))
        return;
    add_domain(maker, slot);
    world->domains[number].read = false;
    world->domains[number].forest = number;
    world->domains[number].protected_users = -1;
    add_trust(maker, 0, number);
}

// ---- accounts ----

static void add_account(struct maker *maker, unsigned slot, enum account_kind kind,
                        const char *name)
{
    static const uint32_t uac[] = {
        [ACCOUNT_USER] = UAC_NORMAL,
        [ACCOUNT_COMPUTER] = UAC_WORKSTATION,
        [ACCOUNT_GMSA] = UAC_WORKSTATION,
    };
    struct world *world = maker->world;
    size_t number = world->account_count++;

    world->accounts[number] = (struct world_account){
        .kind = kind,
        .rid = 1100 + (unsigned)number,
        .has_uac = kind != ACCOUNT_GROUP,
        .uac = kind == ACCOUNT_GROUP ? 0 : uac[kind],
        .primary_group = -1,
    };
    snprintf(world->accounts[number].name, sizeof world->accounts[number].name, "w%u%s", slot,
             name);
}

static void add_accounts(struct maker *maker, unsigned slot)
{
    static const struct {
        enum account_kind kind;
        const char *name;
    } actors[] = {
        {ACCOUNT_USER, "cl"},      {ACCOUNT_USER, "ot"},     {ACCOUNT_USER, "sv"},
        {ACCOUNT_GMSA, "gm"},      {ACCOUNT_COMPUTER, "ws"}, {ACCOUNT_COMPUTER, "app"},
        {ACCOUNT_COMPUTER, "far"}, {ACCOUNT_COMPUTER, "db"}, {ACCOUNT_USER, "fs"},
        {ACCOUNT_GROUP, "g1"},     {ACCOUNT_GROUP, "g2"},
    };
    struct world *world = maker->world;
    char name[8];

    for (size_t i = 0; i < sizeof actors / sizeof *actors; i++)
        add_account(maker, slot, actors[i].kind, actors[i].name);
    for (unsigned i = 0; i < world->domain_count; i++) {
        snprintf(name, sizeof name, "pu%u", i);
        add_account(maker, slot, ACCOUNT_GROUP, name);
        world->accounts[ACTOR_PROTECTED + i].domain = i;
        world->accounts[ACTOR_PROTECTED + i].rid = 525;
    }
    world->accounts[ACTOR_GROUP].members[world->accounts[ACTOR_GROUP].member_count++] =
        ACTOR_NESTED;
}

// Who lives in another domain: the client, the servers' side, the back end.
static void spread(struct maker *maker)
{
    struct world *world = maker->world;
    unsigned last = (unsigned)world->domain_count - 1;
    unsigned client = random_below(&maker->random, last + 1);
    unsigned target =
        random_chance(&maker->random, 50) ? random_below(&maker->random, last + 1) : 0;

    world->accounts[ACTOR_CLIENT].domain = client;
    world->accounts[ACTOR_OTHER].domain = random_below(&maker->random, last + 1);
    world->accounts[ACTOR_WS].domain = client;
    world->accounts[ACTOR_DB].domain = world->accounts[ACTOR_FILES].domain = target;
}

static void add_names(struct maker *maker)
{
    struct world_account *accounts = maker->world->accounts;
    char host[WORLD_TEXT], spn[WORLD_TEXT];

    for (int i = ACTOR_WS; i <= ACTOR_DB; i++) {
        maker_host_name(maker, i, host);
        maker_text(spn, "HOST/%s", accounts[i].name);
        maker_add_spn(&accounts[i], spn);
        maker_text(spn, "HOST/%s", host);
        maker_add_spn(&accounts[i], spn);
    }
    maker_text(spn, "MSSQLSvc/%s:1433", host);
    maker_add_spn(&accounts[ACTOR_DB], spn);
    maker_text(spn, "FileSvc/%s", host);
    maker_add_spn(&accounts[ACTOR_FILES], spn);
    maker_host_name(maker, ACTOR_APP, host);
    maker_text(spn, "MidSvc/%s", host);
    maker_add_spn(&accounts[ACTOR_SERVICE], spn);
    maker_text(spn, "GmSvc/%s", host);
    maker_add_spn(&accounts[ACTOR_GMSA], spn);
}

static void add_hosts(struct maker *maker)
{
    static const enum actor computers[] = {
        [HOST_WS] = ACTOR_WS, [HOST_APP] = ACTOR_APP, [HOST_APP2] = ACTOR_APP2};
    struct world *world = maker->world;

    for (size_t i = 0; i < sizeof computers / sizeof *computers; i++)
        world->hosts[world->host_count++] = (struct world_host){
            .account = computers[i],
            .has_facts = true,
            .machine_level = MACHINE_LEVEL_UNSET,
            .idf = random_chance(&maker->random, 55) ? ANSWER_YES : ANSWER_NO,
            .dcom = ANSWER_YES,
            .guard = ANSWER_NO,
            .joined = ANSWER_YES,
        };
}

// ---- turns ----

static const struct turn *const turn_lists[] = {account_turns, request_turns, forest_turns};

static size_t turns_total(unsigned *weights)
{
    size_t count = 0;

    *weights = 0;
    for (size_t i = 0; i < 3; i++)
        for (const struct turn *turn = turn_lists[i]; turn->name; turn++, count++)
            *weights += turn->weight;
    return count;
}

const char *turn_name(size_t number)
{
    for (size_t i = 0; i < 3; i++)
        for (const struct turn *turn = turn_lists[i]; turn->name; turn++)
            if (number-- == 0)
                return turn->name;
    return NULL;
}

static void turn_once(struct maker *maker)
{
    unsigned weights, at;
    size_t number = 0;

    turns_total(&weights);
    at = random_below(&maker->random, weights);
    for (size_t i = 0; i < 3; i++)
        for (const struct turn *turn = turn_lists[i]; turn->name; turn++, number++) {
            if (at < turn->weight) {
                if (turn->make(maker))
                    maker->world->turned[number] = true;
                return;
            }
            at -= turn->weight;
        }
}

// No controller's level lies below the domain's own, and only the rootDSE tells whose KDC it is.
static void settle_domains(struct world *world)
{
    for (size_t i = 0; i < world->domain_count; i++) {
        struct world_domain *domain = &world->domains[i];

        if (!domain->rootdse)
            domain->profile = KDC_UNKNOWN;
        if (domain->dc_lowest < domain->domain_level)
            domain->dc_lowest = domain->domain_level;
        if (domain->dc_highest < domain->dc_lowest)
            domain->dc_highest = domain->dc_lowest;
    }
}

void world_make(struct world *out, uint64_t seed)
{
    struct maker maker = {.world = out, .random = {seed}, .client = ACTOR_CLIENT};
    unsigned slot = (unsigned)(seed % WORLD_BATCH), turns;

    *out = (struct world){.seed = seed};
    set_traits(out, seed / WORLD_BATCH);
    add_domains(&maker, slot);
    add_accounts(&maker, slot);
    spread(&maker);
    add_foreign_forest(&maker, slot);
    add_names(&maker);
    add_hosts(&maker);
    maker.request = maker_add_request(&maker, slot, HOST_WS, ACTOR_CLIENT);
    maker_choose_server(&maker, maker.request, ACTOR_APP);
    maker_choose_target(&maker, maker.request);
    maker_set_delegation(&maker);
    if (random_chance(&maker.random, 30))
        maker_add_middle(&maker, slot);
    turns = random_below(&maker.random, 100);
    turns = turns < 12 ? 0 : turns < 42 ? 1 : turns < 72 ? 2 : turns < 90 ? 3 : 4;
    for (unsigned i = 0; i < turns; i++)
        turn_once(&maker);
    settle_domains(out);
}
