// SPDX-License-Identifier: Apache-2.0
// What a sample of accounts does not show, and the right that is missing.
#include <inttypes.h>

#include "base/cleanup.h"
#include "core/account.h"
#include "directory/finding.h"
#include "directory/search.h"
#include "directory/wanted.h"

enum { SAMPLE = 1000, CLASS_COUNT = 5 };

// As dsacls names the objects that a right is inherited by.
static const struct {
    enum account_kind kind;
    const char *name;
} classes[CLASS_COUNT] = {
    {ACCOUNT_USER, "user"},
    {ACCOUNT_COMPUTER, "computer"},
    {ACCOUNT_GMSA, "msDS-GroupManagedServiceAccount"},
    {ACCOUNT_SMSA, "msDS-ManagedServiceAccount"},
    {ACCOUNT_GROUP, "group"},
};

struct sample {
    uint64_t objects;
    uint64_t seen[CLASS_COUNT], hidden[CLASS_COUNT]; // of each class; hidden: lacks an attribute
};

static int class_of(enum account_kind kind)
{
    for (int i = 0; i < CLASS_COUNT; i++)
        if (classes[i].kind == kind)
            return i;
    return -1;
}

static bool take(struct search *search, struct error *error)
{
    struct sample *sample = search->context;
    struct account account;

    (void)error;
    account_decode(&search->entry.bag, &account);

    int class = class_of(account.kind);

    if (class >= 0) {
        sample->seen[class]++;
        sample->hidden[class] += *account.not_readable != '\0';
    }
    search->ended = ++sample->objects >= SAMPLE;
    return true;
}

static void refer(struct search *search, const char *url)
{
    (void)search;
    (void)url;
}

// Every account has userAccountControl, every group groupType (core/account.c). Accounts of
// administrators inherit nothing: they get their rights from AdminSDHolder (MS-ADTS 3.1.1.6.1).
static void tell_hidden(const struct sample *sample, int class, struct bytes domain,
                        const struct dir_examiner *examiner)
{
    const char *attribute =
        classes[class].kind == ACCOUNT_GROUP ? "groupType" : "userAccountControl";
    const char *who = examiner->account ? examiner->account : "ACCOUNT";
    int size = (int)domain.size;
    struct text next CLEANUP(text_clear) = {0};

    text_printf(&next,
                "let the account read it, on Windows: dsacls \"%.*s\" /I:S /G \"%s:RP;%s;%s\"; "
                "accounts of administrators inherit nothing, for them also: dsacls "
                "\"CN=AdminSDHolder,CN=System,%.*s\" /G \"%s:RP;%s\"",
                size, domain.data, who, attribute, classes[class].name, size, domain.data, who,
                attribute);
    finding(examiner, DIR_WARN, "attributes", next.data,
            "%s of %" PRIu64 " of %" PRIu64 " objects of class %s cannot be read: what rests on "
            "them would be unknown",
            attribute, sample->hidden[class], sample->seen[class], classes[class].name);
}

static void tell(const struct sample *sample, struct bytes domain,
                 const struct dir_examiner *examiner)
{
    uint64_t seen = 0;
    bool all_shown = true;

    for (int i = 0; i < CLASS_COUNT; i++) {
        seen += sample->seen[i];
        if (!sample->hidden[i])
            continue;
        all_shown = false;
        tell_hidden(sample, i, domain, examiner);
    }
    if (!seen)
        finding(examiner, DIR_FAIL, "attributes", "let the account list the domain's objects",
                "no account can be seen below %.*s", (int)domain.size, domain.data);
    else if (all_shown)
        finding(examiner, DIR_OK, "attributes", "",
                "the first %" PRIu64 " accounts and groups show what a verdict needs", seen);
}

void readable_examine(struct dir_connection *connection, const struct dir_examiner *examiner)
{
    const struct attrs *rootdse = &connection->rootdse.bag;
    struct bytes domain = attrs_first(rootdse, ATTR_DEFAULT_NAMING_CONTEXT);
    struct wanted wanted = wanted_attributes(ATTR_IN_DOMAIN);
    struct text base CLEANUP(text_clear) = {0};
    struct sample sample = {0};
    struct error error = {0};

    if (!domain.size)
        domain = attrs_first(rootdse, ATTR_NAMING_CONTEXTS);
    text_append(&base, domain);

    CLEANUP(search_clear)
    struct search search = {
        .base = domain.size ? base.data : "",
        .filter = "(|(objectClass=user)(objectClass=group))",
        .attributes = wanted.names,
        .context = &sample,
        .take = take,
        .refer = refer,
    };

    if (!domain.size)
        finding(examiner, DIR_FAIL, "attributes", "is it a domain controller?",
                "the server names no naming context");
    else if (!search_run(connection, &search, &error))
        finding(examiner, DIR_FAIL, "attributes", "", "%s", error.message);
    else
        tell(&sample, domain, examiner);
}
