// SPDX-License-Identifier: Apache-2.0
// Continuation references against the forest's crossRefs.
#include "unit/check.h"

#include "base/cleanup.h"
#include "directory/references.h"

static void learn(struct references *references, const char *name, const char *flags)
{
    struct bytes items[] = {bytes_of(name), bytes_of(flags)};
    struct attrs object = {0};

    object.values[ATTR_NC_NAME] = (struct attr_values){.items = &items[0], .count = 1};
    object.values[ATTR_SYSTEM_FLAGS] = (struct attr_values){.items = &items[1], .count = 1};
    references_learn(references, &object);
}

static void judge(const char *url, const char *expected)
{
    CLEANUP(references_clear) struct references references = {0};
    CLEANUP(shortfall_clear) struct shortfall shortfall = {0};
    struct attrs user = {0};

    learn(&references, "DC=corp,DC=example", "3");
    learn(&references, "DC=child,DC=corp,DC=example", "3");
    learn(&references, "CN=Configuration,DC=corp,DC=example", "1");
    learn(&references, "DC=ForestDnsZones,DC=corp,DC=example", "5");
    references_learn(&references, &user);
    references_judge(&references, url, &shortfall);
    assert_true(bytes_equal(shortfall_sentence(&shortfall), bytes_of(expected)));
}

static void partitions_that_are_no_domain_cost_nothing(void **state)
{
    (void)state;
    judge("ldap://corp.example/CN=Configuration,DC=corp,DC=example", "");
    judge("ldap://ForestDnsZones.corp.example/dc=forestdnszones,DC=corp,DC=example", "");
    judge("ldap://corp.example/CN=Configuration%2CDC=corp%2CDC=example??sub", "");
}

static void everything_else_was_not_read(void **state)
{
    (void)state;
    judge("ldap://child.corp.example/DC=child,DC=corp,DC=example",
          "not read: another domain, ldap://child.corp.example/DC=child,DC=corp,DC=example");
    judge("ldap://x.example/DC=unknown", "not read: another server, ldap://x.example/DC=unknown");
    judge("http://no", "not read: another server, http://no");
    judge("", "not read: another server, in a reference that names no URL");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(partitions_that_are_no_domain_cost_nothing),
        cmocka_unit_test(everything_else_was_not_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
