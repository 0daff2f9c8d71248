// SPDX-License-Identifier: Apache-2.0
// Names as addressed: whose ticket an SPN asks for, and which machine its host part is.
#include "parts.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

bool same_text(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

bool is_spn(const char *name)
{
    return strchr(name, '/');
}

// The host part of class/host[:port][/name].
static void host_part(const char *spn, char out[WORLD_TEXT])
{
    const char *start = strchr(spn, '/') + 1;
    size_t length = strcspn(start, ":/");

    snprintf(out, WORLD_TEXT, "%.*s", (int)length, start);
}

static bool is_ipv4(const char *host)
{
    return strspn(host, "0123456789.") == strlen(host);
}

// The class of an SPN is one that a registered HOST name stands in for.
static bool class_is_mapped(const char *spn)
{
    size_t length = strcspn(spn, "/");

    for (const char *class = WORLD_ALIASES; *class; class += strcspn(class, ",")) {
        class += *class == ',';
        if (strcspn(class, ",") == length && strncasecmp(class, spn, length) == 0)
            return true;
    }
    return false;
}

bool spn_alias_equal(const char *a, const char *b)
{
    bool a_host = strncasecmp(a, "host/", 5) == 0, b_host = strncasecmp(b, "host/", 5) == 0;

    return same_text(strchr(a, '/'), strchr(b, '/')) && (a_host || class_is_mapped(a)) &&
           (b_host || class_is_mapped(b));
}

// How many accounts of a kind (ACCOUNT_OTHER: of any) have the name; *owner: the only one, or -1.
static size_t owners_of(const struct world *world, const char *spn, enum account_kind kind,
                        int *owner)
{
    size_t count = 0;

    for (size_t i = 0; i < world->account_count; i++)
        for (size_t j = 0; j < world->accounts[i].spn_count; j++)
            if ((kind == ACCOUNT_OTHER || world->accounts[i].kind == kind) &&
                same_text(world->accounts[i].spns[j], spn)) {
                *owner = (int)i;
                count++;
                break;
            }
    if (count != 1)
        *owner = -1;
    return count;
}

static int computer_of(const struct world *world, const char *host)
{
    char full[2 * WORLD_TEXT];

    for (size_t i = 0; i < world->account_count; i++) {
        const struct world_account *it = &world->accounts[i];

        snprintf(full, sizeof full, "%s.%s", it->name, world->domains[it->domain].dns);
        if (it->kind == ACCOUNT_COMPUTER && (same_text(host, it->name) || same_text(host, full)))
            return (int)i;
    }
    return -1;
}

// The host lies below the name of a forest that a trust leads to, and that was not read.
static bool in_trusted_forest(const struct world *world, const char *host)
{
    for (size_t i = 0; i < world->trust_count; i++) {
        const struct world_domain *to = &world->domains[world->trusts[i].to];
        const char *partner = to->dns;
        size_t host_size = strlen(host), size = strlen(partner);

        if (!(to->read && to->whole) && host_size > size && host[host_size - size - 1] == '.' &&
            same_text(host + host_size - size, partner))
            return true;
    }
    return false;
}

// Samba takes the first label of HOST/label.of.the.host for a computer as well, or for a managed
// service account, whoever registered the name: it counts among the owners.
static void add_labelled(const struct world *world, const char *spn, struct lookup *out)
{
    const char *host = strchr(spn, '/') + 1;
    size_t size = strcspn(host, ".:");

    if (strncasecmp(spn, "host/", 5) != 0 || strchr(host, '/') || out->is_address)
        return;
    for (size_t i = 0; i < world->account_count; i++) {
        const struct world_account *it = &world->accounts[i];
        bool machine = it->kind == ACCOUNT_COMPUTER || it->kind == ACCOUNT_GMSA;
        enum kdc_profile profile = world->domains[it->domain].profile;

        if (!machine || strlen(it->name) != size || strncasecmp(it->name, host, size) != 0)
            continue;
        if (profile == KDC_UNKNOWN)
            out->may_be_labelled = true;
        else if (profile != KDC_WINDOWS && out->owner != (int)i)
            out->owner = out->owners++ ? -1 : (int)i;
    }
}

static void find_owners(const struct world *world, const char *spn, struct lookup *out)
{
    out->owners = owners_of(world, spn, ACCOUNT_OTHER, &out->owner);
    add_labelled(world, spn, out);
}

void name_look_up(const struct world *world, const char *name, struct lookup *out)
{
    char mapped[2 * WORLD_TEXT];
    const char *host = out->host;

    *out = (struct lookup){.owner = -1, .computer = -1, .certain = world->rest_whole};
    snprintf(out->spn, sizeof out->spn, is_spn(name) ? "%s" : "rpcss/%.70s", name);
    host_part(out->spn, out->host);
    out->is_address = is_ipv4(host);
    out->computer = computer_of(world, host);
    for (size_t i = 0; i < world->domain_count; i++)
        if (world->domains[i].read && !world->domains[i].whole)
            out->certain = false;
    if (in_trusted_forest(world, host))
        out->certain = false;
    snprintf(mapped, sizeof mapped, "host/%s", host);
    if (out->computer < 0) // a registered address or alias decides
        owners_of(world, mapped, ACCOUNT_COMPUTER, &out->computer);
    find_owners(world, out->spn, out);
    snprintf(mapped, sizeof mapped, "host%s", strchr(out->spn, '/'));
    if (out->owners == 0 && class_is_mapped(out->spn))
        find_owners(world, mapped, out);
}

int party_account(const struct world *world, int party, int computer)
{
    (void)world;
    if (party >= 0)
        return party;
    return party == PARTY_SYSTEM || party == PARTY_NETWORK_SERVICE ? computer : -1;
}
